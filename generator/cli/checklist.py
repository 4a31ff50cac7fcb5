"""`jianguan checklist`: the checks of one item or several, to fill in on site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import SaidError
from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option, find_item
from generator.cli.papers import STRICT_DOCUMENT, blank_of, out_option, refuse_suspect
from generator.cli.reporting import open_or_stop, write

if TYPE_CHECKING:
    from generator.catalog.documents import DocumentType
    from generator.word.compiled.pieces import Blank


@click.command(cls=chinese.Command)
@click.argument("items", metavar="事项...", nargs=-1, required=True)
@out_option
@click.option("--set", "settings", metavar="字段=值", multiple=True, help="填写一个字段（字段名或标签），可多次使用。")
@catalog_option
@as_of_option
@click.option("--strict", is_flag=True, help=STRICT_DOCUMENT)
def checklist(
    items: tuple[str, ...], out: Path, settings: tuple[str, ...], catalog_dir: Path, as_of: date, strict: bool
) -> None:
    """写出现场检查表；写几个事项即合成一张（综合查一次）。事项：序号或编号。"""
    from generator import word
    from generator.word.values.kinds import EntryError

    if not strict:
        blank = blank_of("checklist_type", items, catalog_dir, as_of)
        if (content := _from_blank(blank, settings)) is not None:
            write(out, content)
            return
    view = open_or_stop(catalog_dir, as_of)
    chosen = list(dict.fromkeys(find_item(view, name) for name in items))
    if strict:
        refuse_suspect(chosen)
    kind = word.checklist_type(view)
    values = _values(kind, settings)
    try:
        write(out, word.document(view, kind, chosen, values))
    except EntryError as error:
        raise click.BadParameter(str(error), param_hint="--set") from None


def _from_blank(blank: Blank, settings: Iterable[str]) -> bytes | None:
    """The blank with the settings; None where one of them needs the catalog: to say why not, or to print it in its stead."""
    from generator.word.compiled.fill import filled

    pairs = [setting.partition("=") for setting in settings]
    if not all(equals for _, equals, _ in pairs):
        return None
    try:
        return filled(blank, {name: value for name, _, value in pairs})
    except SaidError:
        return None


def _values(document: DocumentType, settings: Iterable[str]) -> dict[str, str]:
    from generator import word
    from generator.catalog.problem import did_you_mean

    values: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        tag = word.field_tag(document, name.strip())
        if not equals or tag is None:
            known = [spec.label for spec in document.fields]
            reason = f"没有字段“{name}”。{did_you_mean(name, known)}" if equals else f"应写作 字段=值，现为“{setting}”"
            raise click.BadParameter(reason, param_hint="--set")
        values[tag] = value
    return values
