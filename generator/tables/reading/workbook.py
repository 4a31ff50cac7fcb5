""".xlsx through calamine, after `guard` has looked at it: values as shown, merged areas, visible sheets and our own hidden one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from generator.tables.book import stamp
from generator.tables.book.findings import SAVE_AGAIN, TableError
from generator.tables.reading import guard
from generator.tables.reading.grid import Grid


@dataclass(frozen=True)
class Workbook:
    """A workbook that is safe to read: calamine's, what was found in its sheets, and the sheets people see."""

    book: CalamineWorkbook
    scans: Mapping[str, guard.SheetScan]
    shown: tuple[str, ...]

    def scan(self, sheet: str) -> guard.SheetScan:
        """What a sheet holds. Raises TableError for one that was not looked through: it is not read as an empty one."""
        if sheet not in self.scans:
            raise TableError(f"“{sheet}”表的内容在文件里找不到，文件已损坏；{SAVE_AGAIN}")
        return self.scans[sheet]

    def sheet(self, name: str) -> CalamineSheet:
        """A sheet's cells, all in memory. Raises TableError where they cannot be read."""
        with _refused():
            return self.book.get_sheet_by_name(name)


@contextlib.contextmanager
def opened(stream: BinaryIO, limits: guard.Limits = guard.LIST) -> Iterator[Workbook]:
    """A workbook within limits. Raises TableError for any other."""
    scans = guard.scan(stream, limits)
    stream.seek(0)
    with _refused():
        book = CalamineWorkbook.from_filelike(stream)
    with book:
        sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        yield Workbook(book, scans, tuple(each.name for each in sheets if each.visible == SheetVisibleEnum.Visible))


@contextlib.contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise TableError(f"表格读不了（{error}）；{SAVE_AGAIN}") from None


def read(content: bytes) -> list[Grid]:
    """The sheets of a workbook. Raises TableError."""
    with opened(BytesIO(content)) as workbook:
        ours = [name for name in workbook.book.sheet_names if name == stamp.SHEET and name not in workbook.shown]
        return [_grid(workbook, name) for name in (*workbook.shown, *ours)]


def _grid(workbook: Workbook, name: str) -> Grid:
    sheet, scan = workbook.sheet(name), workbook.scan(name)
    rows = sheet.to_python(skip_empty_area=False) if scan.rows else []
    while rows and all(value == "" for value in rows[-1]):
        rows.pop()
    merges = [(first, last) for first, last in sheet.merged_cell_ranges or ()]
    return Grid(name, rows, merges, frozenset(scan.formulas), frozenset(scan.errors))
