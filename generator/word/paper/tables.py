"""Tables whose rows divide the width differently, as printed forms do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from generator.word.paper import styles
from generator.word.paper.ooxml import Element, element, fixed_table, keep_with_next, paragraph, valued

_LINE_EIGHTHS = 4
_PADDING = {"top": 40, "left": 80, "bottom": 40, "right": 80}


@dataclass(frozen=True)
class Cell:
    """A cell: its width in twips and its paragraphs."""

    width: int
    paragraphs: Sequence[Element]
    align: Literal["center", "top"] = "center"


@dataclass(frozen=True)
class Row:
    """A row of cells. `height` is the least height in twips; a `head` row is repeated on every page.

    `splits`: whether a page may end within the row. `keep_next`: no page ends after the row.
    """

    cells: Sequence[Cell]
    height: int = 0
    head: bool = False
    splits: bool = False
    keep_next: bool = False


def head_row(titles: Sequence[str], widths: Sequence[int], height: int = 0) -> Row:
    """The row of a table's heads, repeated on every page and never left alone on one."""
    cells = [Cell(width, [paragraph(styles.TABLE_HEAD, title)]) for title, width in zip(titles, widths, strict=True)]
    return Row(cells, height, head=True, keep_next=True)


def table(rows: Sequence[Row]) -> Element:
    """A table with thin lines all round. Every row has the same width in sum (else ValueError)."""
    edges = sorted({edge for row in rows for edge in accumulate(cell.width for cell in row.cells)})
    if any(sum(cell.width for cell in row.cells) != edges[-1] for row in rows):
        raise ValueError("rows of one table must be equally wide")
    numbers = {edge: number for number, edge in enumerate(edges, 1)}
    columns = [right - left for left, right in zip([0, *edges], edges, strict=False)]
    lines = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), _LINE_EIGHTHS)
    return fixed_table(columns, (_row(row, numbers) for row in rows), padding=_PADDING, lines=lines, centred=True)


def _row(row: Row, numbers: dict[int, int]) -> Element:
    made = element("w:tr")
    properties = element("w:trPr")
    if not row.splits:
        properties.append(element("w:cantSplit"))
    if row.height:
        properties.append(element("w:trHeight", {"w:val": row.height, "w:hRule": "atLeast"}))
    if row.head:
        properties.append(element("w:tblHeader"))
    if len(properties):
        made.append(properties)
    before, position = 0, 0
    for cell in row.cells:
        position += cell.width
        made.append(_cell(cell, numbers[position] - before, row.keep_next))
        before = numbers[position]
    return made


def _cell(cell: Cell, span: int, keep_next: bool) -> Element:
    properties = element("w:tcPr", None, element("w:tcW", {"w:w": cell.width, "w:type": "dxa"}))
    if span > 1:
        properties.append(valued("w:gridSpan", span))
    properties.append(valued("w:vAlign", cell.align))
    if keep_next:
        for paragraph in cell.paragraphs:
            keep_with_next(paragraph)
    return element("w:tc", None, properties, *cell.paragraphs)
