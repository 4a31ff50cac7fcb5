"""Tables of labels and spaces, and lists whose rows repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.catalog.documents import DocumentType, Entry, FieldKind, FieldSpec, Origin
from generator.word.forms import tags
from generator.word.forms.blanks import SIGNED_DAY, space
from generator.word.forms.controls import field_control, inline
from generator.word.paper import sdt, styles
from generator.word.paper.breaking import title_lines
from generator.word.paper.geometry import mm
from generator.word.paper.ooxml import Element, paragraph
from generator.word.paper.tables import Cell, Row, table

_LABEL = mm(29)
_LABEL_CELLS = 7
"""Characters of a label on a line."""

_TALL = mm(18)
_WRITTEN = frozenset({Origin.CASE, Origin.REGISTER, Origin.DOCUMENT})
"""Where what is written by hand comes from: it needs room."""

_LINE = mm(9)
_HEAD_LINE = mm(8)
_NUMBER = mm(12)
_SHARES = {
    FieldKind.LONG: 3.0,
    FieldKind.TEXT: 2.0,
    FieldKind.CHOICE: 1.5,
    FieldKind.DATE: 2.4,
    FieldKind.MOMENT: 3.6,
    FieldKind.NUMBER: 1.0,
    FieldKind.AMOUNT: 1.5,
    FieldKind.CHECK: 0.8,
}
"""How the columns of a list share the width, by their kind; `width` (字) of a field comes before it."""

_SIGNED = 6
"""字 of space for a signature in a cell."""


def entry_table(document: DocumentType, rows: Sequence[Sequence[Entry]], width: int) -> Element:
    """Rows of label and space, one to three in a row. A page ends within a row only where it lists an item's checks.

    A row higher than a page is broken all the same, by Word, WPS and LibreOffice.
    """
    made = [_entry_row(document, row, width) for row in rows]
    signed = [at for at, row in enumerate(rows) if any(entry.sign for entry in row)]
    return table([replace(row, keep_next=at in signed[:-1]) for at, row in enumerate(made)])


def _entry_row(document: DocumentType, entries: Sequence[Entry], width: int) -> Row:
    count = len(entries)
    each = (width - count * _LABEL) // count
    spaces = [width - count * _LABEL - (count - 1) * each, *[each] * (count - 1)]
    cells: list[Cell] = []
    height, free = _LINE, False
    for entry, wide in zip(entries, spaces, strict=True):
        spec = document.field(entry.field)
        assert spec is not None
        cells.append(
            Cell(_LABEL, [paragraph(styles.FORM_LABEL, line) for line in title_lines([spec.label], _LABEL_CELLS)])
        )
        long = spec.kind is FieldKind.LONG or bool(entry.sign)
        content = [paragraph(styles.FORM_ENTRY, field_control(spec, underlined=False))]
        content += [
            paragraph(styles.FORM_ENTRY, f"{label}（签名）：{space(_SIGNED)}{SIGNED_DAY}", align="right")
            for label in entry.sign
        ]
        cells.append(Cell(wide, content, align="top" if long else "center"))
        tall = long and spec.from_ in _WRITTEN
        height = max(height, mm(entry.height) if entry.height else (_TALL if tall else _LINE))
        free = free or spec.from_ is Origin.ITEM_CHECKS
    return Row(cells, height, splits=free)


def list_table(spec: FieldSpec, width: int) -> Element:
    """A list as a table: numbered rows under the columns' heads, the rows a repeating section."""
    shares = [column.width or _SHARES[column.kind] * 6 for column in spec.columns]
    rest = width - _NUMBER
    widths = [round(rest * share / sum(shares)) for share in shares]
    widths[-1] += rest - sum(widths)
    heads = [Cell(_NUMBER, [paragraph(styles.TABLE_HEAD, "序号")])]
    cells = [Cell(_NUMBER, [paragraph(styles.TABLE_CENTRED, inline(tags.NUMBER_IN_LIST, "行号"))])]
    for column, wide in zip(spec.columns, widths, strict=True):
        heads.append(Cell(wide, [paragraph(styles.TABLE_HEAD, column.label)]))
        cells.append(Cell(wide, [paragraph(styles.FORM_ENTRY, field_control(column, underlined=False))]))
    made = table([Row(heads, _HEAD_LINE, head=True), Row(cells, _LINE)])
    row = made[-1]
    made.remove(row)
    made.append(sdt.repeating(spec.tag, spec.label, [row]))
    return made


def list_paragraphs(spec: FieldSpec) -> Element:
    """A list as numbered paragraphs: 1. the first column; each further column below it with its label."""
    first, *others = spec.columns
    unit = [paragraph(styles.FORM_BODY, inline(tags.NUMBER_IN_LIST, "行号"), ". ", field_control(first))]
    unit += [paragraph(styles.FORM_BODY, f"{column.label}：", field_control(column)) for column in others]
    return sdt.repeating(spec.tag, spec.label, unit)
