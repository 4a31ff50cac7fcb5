"""Options the commands share, and how their values are read."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from generator import clock

if TYPE_CHECKING:
    from generator.catalog.model import Law
    from generator.verification.lawbase import LawBase
    from generator.views import ItemView, View

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written 2026-05-01; where none is given, SOURCE_DATE_EPOCH's or today's."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; wrong ones are wrong use."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value) if len(value) == 10 else self._refuse(value, param, ctx)
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


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "名称过长",
    errno.EADDRINUSE: "已被占用",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is one of the usual reasons."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def find_item(view: View, name: str) -> ItemView:
    """The item of this number or id; wrong use where there is none."""
    from generator.catalog.problem import did_you_mean

    for item in view.items:
        if name in (item.id, str(item.item.number), f"{item.item.number:02d}"):
            return item
    known = [name for item in view.items for name in (item.id, str(item.item.number))]
    raise click.BadParameter(f"没有监管事项“{name}”。{did_you_mean(name, known)}", param_hint="事项")


def law_or_refuse(base: LawBase, name: str, hint: str) -> Law:
    """The catalog's law of this id or title; wrong use where there is none."""
    from generator.catalog.problem import did_you_mean

    law = base.find(name)
    if law is None:
        known = [name for law in base.catalog.laws for name in (law.id, law.short)]
        raise click.BadParameter(f"目录中没有法规“{name}”。{did_you_mean(name, known)}", param_hint=hint)
    return law
