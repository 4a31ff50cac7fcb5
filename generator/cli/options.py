"""Options the commands share, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from generator import clock
from generator.files import reason as reason  # what every command says of a refusal

if TYPE_CHECKING:
    from generator.catalog.item import Item
    from generator.catalog.model import Department, Law
    from generator.verification.lawbase import LawBase
    from generator.views import ItemView, View

Command = TypeVar("Command", bound=Callable[..., Any])


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Day(click.ParamType[date]):
    """A day written 2026-05-01; where none is given, SOURCE_DATE_EPOCH's or today's."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; wrong ones are wrong use."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value) if _DAY.fullmatch(value) else self._refuse(value, param, ctx)
        except ValueError:
            self._refuse(value, param, ctx)

    def _refuse(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        self.fail(f"日期应写作 2026-05-01 的样子，现为“{value}”", param, ctx)


def _today() -> date:
    try:
        return clock.default_day()
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def catalog_option(command: Command) -> Command:
    """--catalog DIR."""
    return click.option(
        "--catalog",
        "catalog_dir",
        metavar="文件夹",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("catalog"),
        show_default="catalog",
        help="目录文件夹。",
    )(command)


def as_of_option(command: Command) -> Command:
    """--as-of DATE."""
    return click.option(
        "--as-of",
        type=Day(),
        metavar="日期",
        default=_today,
        show_default="SOURCE_DATE_EPOCH，否则今天",
        help="法律依据的适用日期，如 2020-08-17。",
    )(command)


def find_item(view: View, name: str) -> ItemView:
    """The item of this number or id; wrong use where there is none."""
    from generator.catalog.absent import Absent
    from generator.catalog.problem import did_you_mean

    for item in view.items:
        if name in _names_of(item.item):
            return item
    for withdrawn, change in view.withdrawn:
        if name in _names_of(withdrawn):
            what = f"监管事项“{name}”是上级目录的，在本局不适用：{change.reason}（{change.source}）"
            raise click.BadParameter(what, param_hint="事项")
    known = [name for item in view.items for name in (item.id, str(item.item.number))]
    hint = Absent.ITEMS.said(view.items) or did_you_mean(name, known)
    raise click.BadParameter(f"没有监管事项“{name}”。{hint}", param_hint="事项")


def _names_of(item: Item) -> tuple[str, ...]:
    return item.id, str(item.number), f"{item.number:02d}"


def find_department(view: View, name: str) -> Department:
    """The department of this name, other name or id; wrong use where there is none."""
    from generator.catalog.problem import did_you_mean

    for department in view.departments:
        if name in (department.id, department.name, *department.aliases):
            return department
    known = [name for department in view.departments for name in (department.name, *department.aliases)]
    hint = did_you_mean(name, known) if known else "目录还没有登记处室，写在 departments.yaml"
    raise click.BadParameter(f"没有处室“{name}”。{hint}", param_hint="--department")


def law_or_refuse(base: LawBase, name: str, hint: str) -> Law:
    """The catalog's law of this id or title; wrong use where there is none."""
    from generator.catalog.absent import Absent
    from generator.catalog.problem import did_you_mean

    law = base.find(name)
    if law is None:
        known = [name for law in base.catalog.laws for name in (law.id, law.short)]
        nearest = Absent.LAWS.said(base.catalog.laws) or did_you_mean(name, known)
        raise click.BadParameter(f"目录中没有法规“{name}”。{nearest}", param_hint=hint)
    return law
