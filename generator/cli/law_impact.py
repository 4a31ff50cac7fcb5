"""`jianguan law impact`: what a change of law touches, and the pack for the office."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.law import law
from generator.cli.options import Day, catalog_option, law_or_refuse
from generator.cli.reporting import lawbase_or_stop, print_absent, stop, write

if TYPE_CHECKING:
    from generator.verification.impact import LawChange, Touch
    from generator.verification.lawbase import LawBase


@law.command()
@click.argument("name", metavar="[法规]", required=False)
@click.option("--from", "start", type=Day(), metavar="日期", help="旧版本：这一天施行中的。")
@click.option("--to", "end", type=Day(), metavar="日期", help="新版本：这一天施行中的。")
@click.option("--since", type=Day(), metavar="日期", help="全部法规自这一天以来的变动。")
@click.option(
    "--pack", metavar="文件", type=click.Path(path_type=Path, dir_okay=False), help="写一份新旧对照的 .docx，供传阅。"
)
@click.option(
    "--build",
    "build_dir",
    metavar="文件夹",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="上一次生成的文件夹，其中的文书一并列出。",
)
@catalog_option
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def impact(
    name: str | None,
    start: date | None,
    end: date | None,
    since: date | None,
    pack: Path | None,
    build_dir: Path,
    catalog_dir: Path,
    as_json: bool,
) -> None:
    """法规变动影响哪些事项、检查要点、罚则和已生成的文书。法规：编号或名称；或者用 --since。"""
    from generator import clock
    from generator.catalog.absent import Absent
    from generator.verification.manifest import documents_of

    if (name is None) == (since is None):
        raise click.UsageError("请写明一部法规，或者 --since 日期（二者选一）")
    if since is not None and (start or end):
        raise click.UsageError("--from、--to 只与一部法规连用")
    today = clock.default_day()
    base = lawbase_or_stop(catalog_dir, today)
    changes = _changes(base, name, start, end, since, today)
    documents = documents_of(build_dir)
    if as_json:
        click.echo(json.dumps([_change_json(change, documents) for change in changes], ensure_ascii=False, indent=1))
    else:
        print_absent(base.catalog, Absent.LAWS)
        for change in changes:
            _print_change(change, documents)
        if not changes:
            click.echo("目录登记的法规在这段时间没有变动。")
    if pack is not None:
        from generator import word

        if not changes:
            stop("没有变动，不写对照表")
        write(pack, word.impact_pack(base.catalog.info, changes, today))


def _changes(
    base: LawBase, name: str | None, start: date | None, end: date | None, since: date | None, today: date
) -> list[LawChange]:
    from generator.verification.impact import Impact, change_days

    if since is not None:
        return [change for change in change_days(base) if since <= change.day <= today]
    assert name is not None
    law_ = law_or_refuse(base, name, "法规")
    if start is None and end is None:
        return sorted(Impact(base).changes(law_), key=lambda change: change.day)
    return Impact(base).within(law_, start, end or today)


def _print_change(change: LawChange, documents: dict[str, list[str]]) -> None:
    from generator.verification.impact import Effect

    click.echo(click.style(f"{change.day}　《{change.law.short}》　{change.what}", bold=True))
    if change.difference is not None:
        counted = "，".join(f"{kind.label} {count} 条" for kind, count in change.difference.counts().items())
        click.echo(f"  条文：{counted}")
    for touch in change.concerned:
        _print_touch(touch)
    for use, count in change.adopted_by_owner():
        click.echo(f"  {use.where}　{count} 处：{Effect.ADOPTED.label}")
    if change.unchanged:
        click.echo(f"  另有 {change.unchanged} 处引用的条文没有变动")
    if not change.touches:
        click.echo("  没有引用受影响")
    touched = (*change.concerned, *change.adopted)
    files = sorted({file for touch in touched for file in documents.get(touch.use.owner.id, [])})
    if files:
        click.echo(f"  上一次生成的文书：{'、'.join(files)}")


def _print_touch(touch: Touch) -> None:

    use = touch.use
    what = f"“{use.check.ask}”" if use.check else ""
    successor = f"；接替：{touch.successor}" if touch.successor else ""
    click.echo(f"  {use.where}　{use.role.label} {use.cite}{what}：{touch.effect.label}{successor}")


def _change_json(change: LawChange, documents: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "day": str(change.day),
        "law": change.law.id,
        "what": change.what,
        "articles": change.difference.counts() if change.difference else None,
        "touches": [
            {
                "item": touch.use.item.id if touch.use.item else None,
                "document": touch.use.document.id if touch.use.document else None,
                "check": touch.use.check.id if touch.use.check else None,
                "role": touch.use.role,
                "cite": str(touch.use.cite),
                "effect": touch.effect,
                "successor": touch.successor or None,
                "documents": documents.get(touch.use.owner.id, []),
            }
            for touch in change.touches
        ],
    }
