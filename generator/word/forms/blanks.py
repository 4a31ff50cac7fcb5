"""Space to write on where a field is empty, as wide as handwriting needs.

Within a line it is made of no-break spaces, underlined: Word, WPS and LibreOffice keep their width at a line's
end, where they would let other blanks run out of the paper. A day's blanks stay together for the same reason.
"""

from __future__ import annotations

from generator.catalog.documents import FieldKind, FieldSpec
from generator.word.paper.spaces import BLANK

_NARROW = "\u00a0"
"""Between a quarter and half a 字 wide, as the font has it; no line is broken beside it."""

_A_CHARACTER = 2.5
"""How many of them count as a 字."""

_YEAR, _PART = _NARROW * 8, _NARROW * 4

_WIDTHS = {
    FieldKind.TEXT: 8,
    FieldKind.LONG: 20,
    FieldKind.NUMBER: 4,
    FieldKind.AMOUNT: 10,
    FieldKind.CHOICE: 8,
    FieldKind.CHECK: 1,
}

IN_CELL = {
    FieldKind.DATE: f"{BLANK * 2}年{BLANK}月{BLANK}日",
    FieldKind.MOMENT: f"{BLANK * 2}年{BLANK}月{BLANK}日{BLANK}时{BLANK}分",
}
"""A day in a table, where space is dear."""

SIGNED_DAY = f"{_YEAR}年{_PART}月{_PART}日"
"""The day beside a signature."""


def space(characters: int) -> str:
    """Space of so many 字."""
    return _NARROW * round(characters * _A_CHARACTER)


def in_line(spec: FieldSpec) -> str:
    """The space of an empty field within a line."""
    if spec.kind is FieldKind.DATE:
        return SIGNED_DAY
    if spec.kind is FieldKind.MOMENT:
        return f"{SIGNED_DAY}{_PART}时{_PART}分"
    return space(spec.width or _WIDTHS[spec.kind])


def alone(spec: FieldSpec) -> str:
    """The space of an empty field in a cell or paragraph of its own."""
    return IN_CELL.get(spec.kind, BLANK)
