"""`jianguan due`: what the calendar brings, for people, programs and calendars; a reason to fail in time."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.reporting import lawbase_or_stop

if TYPE_CHECKING:
    from generator.verification.due import Due

_MOST_DAYS = 36_500


@click.command(cls=chinese.Command)
@click.option(
    "--within",
    type=click.IntRange(0, _MOST_DAYS),
    metavar="天数",
    default=60,
    show_default=True,
    help="今后多少天以内的。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    metavar="格式",
    default="text",
    show_default=True,
    help="text、json，或者日历程序读的 ics。",
)
@click.option(
    "--fail-within", type=click.IntRange(0, _MOST_DAYS), metavar="天数", help="这些天以内有事的，退出码为 1。"
)
@as_of_option
@catalog_option
def due(within: int, form: str, fail_within: int | None, as_of: date, catalog_dir: Path) -> None:
    """今后哪一天法律变、目录的内容变：施行、废止、开始适用、不再适用。"""
    from generator.verification.due import due as coming

    base = lawbase_or_stop(catalog_dir, as_of)
    coming_days = coming(base, as_of, as_of + timedelta(max(within, fail_within or 0)))
    found = [one for one in coming_days if one.day is None or one.day <= as_of + timedelta(within)]
    if form == "json":
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=1))
    elif form == "ics":
        click.echo(_calendar(found, base.catalog.info.title, as_of), nl=False)
    else:
        _print(found, within)
    if fail_within is not None:
        last = as_of + timedelta(fail_within)
        sys.exit(any(one.day is not None and one.day <= last for one in coming_days))


def _print(found: Sequence[Due], within: int) -> None:
    for one in found:
        click.echo(f"{one.day or '日期不知道'}　{one.what}")
        if one.needs_a_look:
            click.echo(f"    需要核对：{'、'.join(one.needs_a_look)}")
    if not found:
        click.echo(f"今后 {within} 天没有登记在目录里的变动。")


def _plain(one: Due) -> dict[str, object]:
    return {
        "day": one.day.isoformat() if one.day else None,
        "kind": one.kind.value,
        "record": one.record,
        "what": one.what,
        "needs_a_look": list(one.needs_a_look),
    }


def _calendar(found: Sequence[Due], title: str, as_of: date) -> str:
    """Whole-day events; the same things make the same bytes, and an event keeps its identity when it is read again."""
    from icalendar import Calendar, Event

    from generator.catalog.digest import digest_of

    calendar = Calendar()
    calendar.add("prodid", "-//jianguan//due//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for one in (one for one in found if one.day is not None):
        event = Event()
        event.add("uid", f"{digest_of(one.kind.value, one.record, one.what, one.day)}@jianguan")
        event.add("dtstamp", as_of)
        event.add("dtstart", one.day)
        event.add("summary", one.what)
        if one.needs_a_look:
            event.add("description", f"需要核对：{'、'.join(one.needs_a_look)}")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made.decode()
