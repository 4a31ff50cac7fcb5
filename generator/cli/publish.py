"""`jianguan publish`: from a catalog to what is live, in one step, and back in one."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option, reason
from generator.cli.reporting import stop

if TYPE_CHECKING:
    from generator.publishing.going_live import Ready
    from generator.publishing.releases import Releases

_MOST_KEPT = 1000
_SHOWN = 20


@click.command(cls=chinese.Command)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path, file_okay=False))
@click.option("--list", "lists", is_flag=True, help="列出公布过的各版，* 是正在公布的。")
@click.option(
    "--back", is_flag=False, flag_value="", metavar="[版]", help="退回前一版，或者指明的一版；退回的一版不再自动公布。"
)
@click.option("--dry-run", is_flag=True, help="检查、生成，显示与正在公布的有哪些文件不同，不公布。")
@click.option(
    "--keep", type=click.IntRange(1, _MOST_KEPT), default=20, show_default=True, metavar="版数", help="保留最近多少版。"
)
@click.option("--url", metavar="网址", default="", help="公布以后从这个网址读回来核对，如 http://intranet/jianguan。")
@click.option("--by", metavar="姓名", help="谁公布或者退回，记入日志；不写为登录名。")
@click.option("--reason", "why", metavar="理由", default="", help="为什么公布或者退回，记入日志；退回必须写。")
@click.option("--older", is_flag=True, help="比正在公布的旧，也公布。")
@click.option("--release-hold", is_flag=True, help="退回以后不再扣住，准许公布。")
@click.option("--uncommitted", is_flag=True, help="目录有没有提交的改动也公布，版次不写提交。")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    metavar="文件夹",
    help="生成到哪里。",
)
@as_of_option
@catalog_option
def publish(
    folder: Path,
    lists: bool,
    back: str | None,
    dry_run: bool,
    keep: int,
    url: str,
    by: str | None,
    why: str,
    older: bool,
    release_hold: bool,
    uncommitted: bool,
    out: Path,
    as_of: date,
    catalog_dir: Path,
) -> None:
    """检查、生成并公布到一个文件夹（网站服务器显示其中的 current），一步换上，读回核对。

    有错误、已公布的地址消失、引文严重不符的，不公布；失败时正在公布的不变。
    """
    from generator.publishing.going_live import Wanted, prepared, published, taken_back
    from generator.publishing.releases import Releases

    releases, who = Releases(folder), by or _login()
    if lists:
        _list(releases)
        return
    wanted = Wanted(catalog_dir, as_of, out, who, why, url, older, release_hold, uncommitted)
    with _alone(folder):
        if back is not None:
            if not why:
                raise click.UsageError("退回要用 --reason 写明理由")
            click.echo(f"已退回：{taken_back(releases, back, who, why, url, click.echo).edition}")
            return
        ready = prepared(releases, wanted, click.echo)
        if dry_run:
            _show_differences(releases, ready)
            return
        release = published(releases, ready, wanted, keep, click.echo)
        click.echo(f"已公布：{release.edition}" if release else "没有改动：正在公布的就是这一版。")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "？"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder: two never publish at once. What cannot be written ends the command; what was live still is."""
    from generator import files

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with files.locked(folder):
            yield
    except OSError as error:
        stop(f"没有公布，正在公布的没有改动：{reason(error)}（{error.filename or folder}）")


def _list(releases: Releases) -> None:
    live, hold = releases.live(), releases.hold()
    for one in releases.all():
        mark = "*" if live and one.edition == live.edition else " "
        held = "（已退回）" if hold and one.edition == hold.edition else ""
        click.echo(f"{mark} {one.edition}　{one.day} 的法律　公布于 {one.published[:19]}Z{held}")
    if live is None:
        click.echo("还没有公布过。")
    if hold:
        click.echo(f"扣住：{hold.edition} 由{hold.by}退回：{hold.reason}")


def _show_differences(releases: Releases, ready: Ready) -> None:
    changed = releases.changed(ready.site)
    for word, names in changed.items():
        click.echo(f"{word} {len(names)} 个文件")
        for name in names[:_SHOWN]:
            click.echo(f"  {name}")
        if len(names) > _SHOWN:
            click.echo(f"  …… 另有 {len(names) - _SHOWN} 个")
    click.echo("没有公布（--dry-run）。")
