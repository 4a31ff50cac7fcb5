"""What is written, before it is xlsx, csv or json: a book of sheets, each with headings, keyed rows and what may be edited."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.catalog.model import Catalog
from generator.tables.book.codecs import CellValue, as_text
from generator.tables.book.findings import TableError, cell_place
from generator.tables.book.spec import FULL, Column, Key, Table
from generator.tables.book.tree import Tree, rows_of, tree_of, value_at

Kind = Literal["full", "day"]
LONGEST_CELL = 32_767
"""UTF-16 units a cell of a workbook holds."""


@dataclass(frozen=True)
class SheetColumn:
    """A column as shown. `role`: part of the row's key, a value, or only shown (derived, not taken back)."""

    head: str
    width: float
    role: Literal["key", "value", "shown"]
    choices: tuple[str, ...] = ()
    column: Column | None = None
    """The full table's column a plain value belongs to."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows in order, each with its key (in terms of `table`) and its cells."""

    name: str
    table: Table
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Key, tuple[CellValue, ...]], ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings."""
        return tuple(column.head for column in self.columns)

    def texts(self) -> Iterator[tuple[Key, dict[str, str]]]:
        """Each row as text by heading, as it is compared."""
        for key, cells in self.rows:
            yield key, {head: as_text(cell) for head, cell in zip(self.heads, cells, strict=True)}


@dataclass(frozen=True)
class Book:
    """All sheets of one export. `as_of` is None for the full one, which holds all days."""

    kind: Kind
    title: str
    digest: str
    as_of: date | None
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def full_book(catalog: Catalog) -> Book:
    """Everything tables hold of a catalog, all days."""
    return full_book_of(tree_of(catalog), catalog.digest)


def full_book_of(tree: Tree, digest: str) -> Book:
    """The same of a catalog's data, which may be empty: what the first import into a new folder is compared with."""
    title = f"{tree['catalog'].get('title', '')}（完整表）"
    return Book("full", title, digest, None, tuple(_full(tree, table) for table in FULL))


def _full(tree: Tree, table: Table) -> Sheet:
    columns = (
        *(SheetColumn(level.head, level.width, "key") for level in table.key_levels),
        *(SheetColumn(c.head, c.width, "value", c.codec.choices, c) for c in table.columns),
    )
    rows = tuple((key, (*key, *cells_of(data, table.columns))) for key, data in rows_of(tree, table))
    return Sheet(table.name, table, columns, rows)


def cells_of(data: object, columns: tuple[Column, ...]) -> tuple[CellValue, ...]:
    """A row's cells for columns of its table."""
    values = [value_at(data, column) for column in columns]
    return tuple(
        None if value is None else column.codec.show(value) for column, value in zip(columns, values, strict=True)
    )


def check_lengths(book: Book) -> None:
    """Raise TableError where a cell holds more than a workbook's cell can."""
    for sheet in book.sheets:
        for row, (_, cells) in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and 2 * len(cell) > LONGEST_CELL:
                    units = len(cell.encode("utf-16-le")) // 2
                    if units > LONGEST_CELL:
                        place = cell_place(sheet.name, row, column)
                        raise TableError(
                            f"{place}“{sheet.heads[column]}”有 {units} 字，表格的一格最多 {LONGEST_CELL} 字；请改用 json"
                        )


def cell_digest(text: str) -> str:
    """What the workbook remembers of a cell as exported, to tell what was edited since."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
