"""`jianguan law review`: who held which citations against the words of the law."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.law import law
from generator.cli.options import as_of_option, catalog_option, law_or_refuse
from generator.cli.reporting import changing, lawbase_or_stop, print_absent

if TYPE_CHECKING:
    from generator.verification.lawbase import LawBase
    from generator.verification.links import Link


def _name(_context: click.Context, _parameter: click.Parameter, by: str) -> str:
    """A name as a record holds it; wrong use where it is none."""
    from pydantic import TypeAdapter, ValidationError

    from generator.catalog.value_types import Text

    try:
        name: str = TypeAdapter(Text).validate_python(by)
    except ValidationError:
        raise click.BadParameter("应是姓名或处室，不能空，不能有控制字符") from None
    return name


@law.command()
@click.argument("items", metavar="[事项...]", nargs=-1)
@click.option("--law", "law_name", metavar="法规", help="只复核引用这部法规的。")
@click.option("--all", "everything", is_flag=True, help="全部事项。")
@click.option("--by", metavar="姓名或处室", required=True, callback=_name, help="谁复核的。")
@as_of_option
@catalog_option
def review(
    items: tuple[str, ...], law_name: str | None, everything: bool, by: str, as_of: date, catalog_dir: Path
) -> None:
    """记录：这些事项的引用已对照适用日期的条文复核。事项：序号或编号。"""
    from generator import clock
    from generator.catalog.absent import Absent
    from generator.verification.links import reviewed
    from generator.verification.recorded import put_reviews

    if not items and not everything and law_name is None:
        raise click.UsageError("请写明事项、--law 或者 --all")
    with changing(catalog_dir) as change:
        base = lawbase_or_stop(catalog_dir, as_of)
        links = _links(base, as_of, items, law_name)
        with_text = [link for link in links if link.state != "no-text"]
        fresh = [reviewed(link, by, clock.default_day()) for link in with_text if link.state != "reviewed"]
        count = put_reviews(change, base.catalog.link_reviews, fresh)
    print_absent(base.catalog, Absent.ITEMS, Absent.LAWS)
    _print_reviewed(with_text, as_of)
    click.echo(f"引用 {len(links)} 处：记录复核 {count} 处，没有条文可对照 {len(links) - len(with_text)} 处。")


def _links(base: LawBase, as_of: date, items: tuple[str, ...], law_name: str | None) -> list[Link]:
    from generator.verification.links import Links

    chosen = _items(base, items)
    only = law_or_refuse(base, law_name, "--law") if law_name else None
    return [
        link
        for link in Links(base, as_of).all()
        if link.item in chosen and (only is None or base.names.law(link.cite.title) is only)
    ]


def _print_reviewed(links: list[Link], as_of: date) -> None:
    for link in links:
        if link.state == "suspect":
            click.echo(f"  {link.item}　{link.cite}：条文有变动，已按 {as_of} 的条文记录复核")


def _items(base: LawBase, names: tuple[str, ...]) -> set[str]:
    from generator.catalog.absent import Absent
    from generator.catalog.problem import did_you_mean

    if not names:
        return {item.id for item in base.catalog.items}
    chosen = set()
    for name in names:
        found = next((item for item in base.catalog.items if name in (item.id, str(item.number))), None)
        if found is None:
            known = [item.id for item in base.catalog.items]
            hint = Absent.ITEMS.said(base.catalog.items) or did_you_mean(name, known)
            raise click.BadParameter(f"没有监管事项“{name}”。{hint}", param_hint="事项")
        chosen.add(found.id)
    return chosen
