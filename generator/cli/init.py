"""`jianguan init` and `packs`: a catalog of one's own, and what it can build on."""

from __future__ import annotations

from pathlib import Path

import click

from generator import clock
from generator.cli import chinese
from generator.cli.options import reason
from generator.cli.reporting import stop

_USUAL = "law-general,procedure"


@click.command(cls=chinese.Command)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--agency", metavar="机关", help="机关全称，如 某市生态环境局；不写则询问。")
@click.option("--code", metavar="代字", default="", help="发文机关代字，如 某环；不知道可以以后再填。")
@click.option(
    "--packs",
    "packs",
    metavar="资料包,…",
    default=_USUAL,
    help="所用的资料包，逗号隔开，见 jianguan packs；不写则用通用法律和通用文书。",
)
@click.option(
    "--extends",
    "above",
    metavar="上级目录",
    type=click.Path(path_type=Path, file_okay=False),
    help="在上级机关的目录（其中有 catalog.yaml 的文件夹）基础上新建，资料包从它来。",
)
def init(folder: Path, agency: str | None, code: str, packs: str, above: Path | None) -> None:
    """新建一份目录：马上可以检查和生成，示例都写明“示例”。不覆盖任何文件。"""
    from generator.starting import begin

    name = (agency or click.prompt("机关全称")).strip()
    if not name or len(name) > 50 or any(sign in name for sign in "\n\r:#{}[]\"'&*!|>%@`\\"):
        raise click.BadParameter("请写机关全称，不带标点", param_hint="--agency")
    chosen = [one for part in packs.split(",") if (one := part.strip())]
    try:
        made = begin(folder, name, code.strip(), chosen, clock.default_day(), above)
    except OSError as error:
        stop(f"没有新建：{reason(error)}（{error.filename or folder}）")
    click.echo(f"已新建 {folder}，共 {len(made)} 个文件。接着：")
    click.echo(f"  jianguan check --catalog {folder / 'catalog'}")
    click.echo(f"  jianguan build --catalog {folder / 'catalog'} --out {folder / 'build'} --zip")


@click.command(cls=chinese.Command)
def packs() -> None:
    """列出可用的资料包：国家的法律、通用的文书。"""
    from generator.catalog.packs import packs_there

    for about in packs_there():
        needs = f"（要和 {'、'.join(about.needs)} 一起用）" if about.needs else ""
        click.echo(f"{about.name}　{about.title}{needs}　{about.version}")
        click.echo(f"    法规 {about.laws} 部，文书 {about.documents} 种")
