"""Finds the row of headings in a sheet of our own, and which column is which."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from generator.tables.book.findings import Finding
from generator.tables.book.sheets import Sheet
from generator.tables.reading.grid import Grid

_DEEPEST = 15
"""Rows looked at for headings: a title, a line of explanation, two rows of headings and some room."""


@dataclass(frozen=True)
class Located:
    """The headings' row and the column of each heading found."""

    row: int
    columns: dict[str, int]


def plain_head(text: str) -> str:
    """A heading as it is compared: without blanks, line ends, invisible characters, width differences, trailing marks."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if not char.isspace() and unicodedata.category(char) != "Cf").strip("*:：")


def locate(grid: Grid, sheet: Sheet) -> Located | None:
    """Where `sheet`'s headings stand in the grid: every key and at least one other; None where nowhere."""
    keys = {plain_head(column.head) for column in sheet.columns if column.role == "key"}
    wanted = {plain_head(head): head for head in sheet.heads}
    best: Located | None = None
    for row in range(min(_DEEPEST, grid.height)):
        found: dict[str, int] = {}
        for column in range(len(grid.rows[row])):
            head = plain_head(grid.text(row, column))
            if head in wanted and (row, column) not in grid.filled:
                found.setdefault(wanted[head], column)
        enough = len(found) > len(keys) or len(found) == len(wanted)
        if keys <= {plain_head(head) for head in found} and enough and (best is None or len(found) > len(best.columns)):
            best = Located(row, found)
    return best


def heading_findings(grid: Grid, located: Located, sheet: Sheet) -> list[Finding]:
    """Headings that are double, unknown or missing."""
    found: list[Finding] = []
    first: dict[str, int] = {}
    known = {plain_head(head) for head in sheet.heads}
    for column in range(len(grid.rows[located.row])):
        head = plain_head(grid.text(located.row, column))
        if not head or (located.row, column) in grid.filled:
            continue
        place = grid.place(located.row, column)
        if head in first:
            what = f"列名“{head}”重复（{grid.place(located.row, first[head])} 也是）"
            found.append(Finding(place, "error", what, "请删去其中一列，或者改名"))
        elif head not in known:
            found.append(Finding(place, "warning", f"不认识的列“{head}”，没有取用"))
        first.setdefault(head, column)
    absent = [column.head for column in sheet.columns if column.role == "value" and column.head not in located.columns]
    if absent:
        place = grid.place(located.row, 0)
        found.append(Finding(place, "warning", f"没有这些列，其内容保留不动：{'、'.join(absent)}"))
    return found
