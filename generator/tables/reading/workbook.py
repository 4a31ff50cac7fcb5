""".xlsx through calamine, after `guard` has looked at it: values as shown, merged areas, visible sheets and our own hidden one."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from generator.tables import stamp
from generator.tables.findings import TableError
from generator.tables.reading import guard
from generator.tables.reading.grid import Grid


def read(content: bytes) -> list[Grid]:
    """The sheets of a workbook. Raises TableError."""
    scans = guard.scan(content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            shown = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
                and (sheet.visible == SheetVisibleEnum.Visible or sheet.name == stamp.SHEET)
            ]
            return [_grid(book, name, scans.get(name, guard.SheetScan())) for name in shown]
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise TableError(f"表格读不了（{error}）；请用 WPS 或 Excel 打开，另存为 .xlsx 再导入") from None


def _grid(book: CalamineWorkbook, name: str, scan: guard.SheetScan) -> Grid:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False) if scan.rows else []
    while rows and all(value == "" for value in rows[-1]):
        rows.pop()
    merges = [(first, last) for first, last in sheet.merged_cell_ranges or ()]
    return Grid(name, rows, merges, frozenset(scan.formulas), frozenset(scan.errors))
