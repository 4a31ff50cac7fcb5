"""What is wrong with a table: values with the cell they stand in, so that one run reports all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator import SaidError

SAVE_AGAIN = "请用 WPS 或 Excel 打开，另存为 .xlsx 再试"
"""What to do about most files that are no sound .xlsx."""


class TableError(SaidError, ValueError):
    """A file that cannot be taken as a table at all; the message (Chinese) says why and what to do."""


@dataclass(frozen=True)
class Finding:
    """One fault: the cell (监管事项!B7) or file it stands in, what it is, what to do. An error keeps all from being written."""

    place: str
    severity: Literal["error", "warning"]
    what: str
    hint: str = ""

    def __str__(self) -> str:
        label = {"error": "错误", "warning": "提醒"}[self.severity]
        return f"{self.place}: {label}：{self.what}" + (f"\n    怎么办：{self.hint}" if self.hint else "")


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, Z → 26, XFD → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_name(row: int, column: int) -> str:
    """B7 for 0-based row and column."""
    return f"{column_letters(column)}{row + 1}"


def cell_place(sheet: str, row: int, column: int) -> str:
    """监管事项!B7 for 0-based row and column."""
    return f"{sheet}!{cell_name(row, column)}"
