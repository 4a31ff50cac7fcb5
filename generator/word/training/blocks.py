"""What every part of the handbook is made of: text, gaps, tables of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from generator.word.paper import styles
from generator.word.paper.geometry import PORTRAIT_FORM_PAGE, mm
from generator.word.paper.ooxml import Element, paragraph
from generator.word.paper.tables import Cell, Row, head_row, table

PAGE = PORTRAIT_FORM_PAGE

Text: TypeAlias = str | Sequence[str]
"""What stands in a cell: one paragraph, or several."""

_HEAD_LINE = mm(8)
_CHARACTER = 210
"""The width of a character in a table (10.5 pt)."""

_LONG = 24
"""A row of more lines than this may run over a page's end: half a page would stay empty otherwise."""


def columns(*millimetres: float) -> list[int]:
    """The widths of a table's columns; the last column, which is not named, takes what is left of the page."""
    widths = [mm(width) for width in millimetres]
    return [*widths, PAGE.text_width - sum(widths)]


def grid(
    heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Text]], centred: Iterable[int] = ()
) -> Element:
    """A table of text under repeated heads; `centred` are the columns (from 0) whose text is."""
    middle = set(centred)
    looks = [styles.TABLE_CENTRED if number in middle else styles.TABLE_TEXT for number in range(len(widths))]
    return table([head_row(heads, widths, _HEAD_LINE), *(_row(row, widths, looks) for row in rows)])


def facts(rows: Iterable[tuple[str, Text]]) -> Element:
    """A table of labels and what is said under them."""
    widths = columns(28)
    return table([_row(row, widths, (styles.TABLE_HEAD, styles.TABLE_TEXT)) for row in rows])


def _row(row: Sequence[Text], widths: Sequence[int], looks: Sequence[str]) -> Row:
    texts = [[text] if isinstance(text, str) else list(text) or [""] for text in row]
    cells = [
        Cell(width, [paragraph(look, line) for line in lines])
        for lines, width, look in zip(texts, widths, looks, strict=True)
    ]
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    return Row(cells, splits=lines > _LONG)


def _lines(text: Iterable[str], width: int) -> int:
    """About how many lines a cell's text takes."""
    per_line = max(1, width // _CHARACTER - 1)
    return sum(len(line) // per_line + 1 + line.count("\n") for line in text)


def line(text: str, *, keep_next: bool = False, inset: float = 0) -> Element:
    """A line of text, `inset` so many characters."""
    indent = {"w:left": round(inset * 240)} if inset else None
    return paragraph(styles.FORM_LINE, text, keep_next=keep_next, indent=indent)


def note(text: str, *, inset: float = 0) -> Element:
    """A remark in smaller type."""
    return paragraph(styles.FORM_NOTE, text, indent={"w:left": round(inset * 240)} if inset else None)


def gap(millimetres: float = 2, *, keep_next: bool = False) -> Element:
    """Empty space."""
    return paragraph(styles.SPACER, line=mm(millimetres), keep_next=keep_next)
