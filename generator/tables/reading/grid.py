"""A sheet as read: the text of each cell where it stands, what is merged, what is no plain value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.tables.book.codecs import as_text
from generator.tables.book.findings import cell_place

Place = tuple[int, int]
"""0-based row and column."""


@dataclass
class Grid:
    """A sheet's cells. `formulas` and `errors` are places whose shown value is computed, or an error like #N/A."""

    name: str
    rows: Sequence[Sequence[Any]]
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    formulas: frozenset[Place] = frozenset()
    errors: frozenset[Place] = frozenset()
    filled: dict[Place, Place] = field(default_factory=dict)
    """Cells swallowed by a merged one → the cell that holds its value."""

    def __post_init__(self) -> None:
        for (top, left), (bottom, right) in self.merges:
            for row in range(top, min(bottom, self.height - 1) + 1):
                for column in range(left, min(right, len(self.rows[row]) - 1) + 1):
                    if (row, column) != (top, left):
                        self.filled[row, column] = (top, left)

    @property
    def height(self) -> int:
        """Rows up to the last that holds anything."""
        return len(self.rows)

    @cached_property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """A cell's text; of a merged cell the text it shows; empty outside the sheet."""
        row, column = self.origin(row, column)
        if not 0 <= row < self.height or not 0 <= column < len(self.rows[row]):
            return ""
        return as_text(self.rows[row][column])

    def origin(self, row: int, column: int) -> Place:
        """Where a cell's value stands: itself, or the top left cell of its merged area."""
        return self.filled.get((row, column), (row, column))

    def place(self, row: int, column: int) -> str:
        """监管事项!B7."""
        return cell_place(self.name, row, column)

    def is_blank(self, row: int) -> bool:
        """Whether a row shows nothing."""
        return not any(self.text(row, column) for column in range(len(self.rows[row])))
