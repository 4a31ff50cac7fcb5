"""A book as .xlsx: text cells only (never a formula), drop-downs, widths, frozen heads, a print set-up; the same bytes every time."""

from __future__ import annotations

import math
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.tables.book import stamp
from generator.tables.book.codecs import CellValue
from generator.tables.book.sheets import Book, Sheet, SheetColumn, check_lengths

HEAD_ROW = 2
"""The 0-based row of the headings, below the title and the line that says what the sheet is."""

_CHOICES = "选项"
_CREATED = datetime(2000, 1, 1)
_A4 = 9
_WIDEST_PAGE = 200
"""Characters across one landscape page at the smallest print an office accepts; a wider sheet takes more pages."""
_LINE, _MOST_LINES = 14.5, 28
_ROOM = 200
"""Empty rows below the last one that have the drop-downs, for rows to be added."""


def workbook(book: Book) -> bytes:
    """The book as a workbook. Raises TableError where a cell is longer than a workbook's cell can be."""
    check_lengths(book)
    buffer = BytesIO()
    made = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    )
    made.set_properties({"title": book.title, "created": _CREATED, "comments": f"目录摘要 {book.digest}"})
    made.set_calc_mode("auto")
    styles = _Styles(made)
    choices = _Choices(sheet for sheet in book.sheets)
    for sheet in book.sheets:
        _write(made.add_worksheet(sheet.name), sheet, book, styles, choices)
    choices.write(made)
    _hidden(made, stamp.SHEET, [list(line) for line in stamp.lines(book)])
    made.close()
    return buffer.getvalue()


class _Styles:
    """The few looks of cells. Every cell is of format text (@), so that nothing typed becomes a date, number or formula."""

    def __init__(self, made: Workbook) -> None:
        base: dict[str, Any] = {
            "font_name": "宋体",
            "font_size": 10,
            "num_format": "@",
            "valign": "top",
            "text_wrap": True,
        }
        cell = {**base, "border": 1, "border_color": "#808080"}
        self.title: Format = made.add_format(
            {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter", "num_format": "@"}
        )
        self.wide_title: Format = made.add_format(
            {"font_name": "黑体", "font_size": 16, "valign": "vcenter", "num_format": "@"}
        )
        self.about: Format = made.add_format(
            {"font_name": "宋体", "font_size": 9, "font_color": "#595959", "num_format": "@"}
        )
        self.head: Format = made.add_format(
            {**cell, "font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#DDEBF7"}
        )
        self.head_shown: Format = made.add_format(
            {**cell, "font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#D9D9D9"}
        )
        self.value: Format = made.add_format(cell)
        self.number: Format = made.add_format({**cell, "align": "center"})
        self.shown: Format = made.add_format({**cell, "bg_color": "#F2F2F2"})
        self.spare: Format = made.add_format(base)


class _Choices:
    """The drop-downs' words, in a hidden sheet: a list typed into the rule itself may have 255 characters only."""

    def __init__(self, sheets: Any) -> None:
        found = {column.choices: None for sheet in sheets for column in sheet.columns if column.choices}
        self.columns = {choices: index for index, choices in enumerate(found)}

    def source(self, choices: tuple[str, ...]) -> str:
        letter = chr(ord("A") + self.columns[choices])
        return f"='{_CHOICES}'!${letter}$1:${letter}${len(choices)}"

    def write(self, made: Workbook) -> None:
        if self.columns:
            longest = max(map(len, self.columns))
            rows = [[c[row] if row < len(c) else "" for c in self.columns] for row in range(longest)]
            _hidden(made, _CHOICES, rows)


def _hidden(made: Workbook, name: str, rows: list[list[str]]) -> None:
    sheet = made.add_worksheet(name)
    sheet.very_hidden()
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if text:
                sheet.write_string(row, column, text)


def _write(page: Worksheet, sheet: Sheet, book: Book, styles: _Styles, choices: _Choices) -> None:
    last = len(sheet.columns) - 1
    if _pages_across(sheet) == 1:
        page.merge_range(0, 0, 0, max(last, 1), f"{book.title}　{sheet.name}", styles.title)
    else:
        page.write_string(0, 0, f"{book.title}　{sheet.name}", styles.wide_title)
    page.set_row(0, 30)
    page.write_string(1, 0, _about(sheet, book), styles.about)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width, styles.spare)
        page.write_string(HEAD_ROW, index, column.head, styles.head_shown if column.role == "shown" else styles.head)
        if column.choices:
            area = (HEAD_ROW + 1, index, HEAD_ROW + len(sheet.rows) + _ROOM, index)
            page.data_validation(*area, _rule(column, choices))
    page.set_row(HEAD_ROW, 22)
    for offset, (_, cells) in enumerate(sheet.rows):
        row = HEAD_ROW + 1 + offset
        page.set_row(row, _height(sheet.columns, cells))
        for index, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            _cell(page, row, index, column, cell, styles)
    if sheet.rows:
        page.autofilter(HEAD_ROW, 0, HEAD_ROW + len(sheet.rows), last)
    page.freeze_panes(HEAD_ROW + 1, _key_columns(sheet))
    _print_setup(page, sheet, book)


def _cell(page: Worksheet, row: int, index: int, column: SheetColumn, cell: CellValue, styles: _Styles) -> None:
    style = styles.shown if column.role == "shown" else styles.number if isinstance(cell, int) else styles.value
    if cell is None or cell == "":
        page.write_blank(row, index, None, style)
    elif isinstance(cell, int):
        page.write_number(row, index, cell, style)
    else:
        page.write_string(row, index, cell, style)


def _rule(column: SheetColumn, choices: _Choices) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": choices.source(column.choices),
        "error_title": "不在可选范围内",
        "error_message": f"“{column.head}”请从下拉列表中选",
    }


def _about(sheet: Sheet, book: Book) -> str:
    shown = "；灰色列由系统汇总，改了不取用" if any(column.role == "shown" for column in sheet.columns) else ""
    day = f"适用日期 {book.as_of}；" if book.as_of else "全部日期；"
    return f"{day}目录摘要 {book.digest[:12]}{shown}"


def _print_setup(page: Worksheet, sheet: Sheet, book: Book) -> None:
    """A4 landscape, one page wide where the letters stay readable, headings and keys on every page, page numbers."""
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.repeat_rows(HEAD_ROW)
    across = _pages_across(sheet)
    if across > 1:
        page.repeat_columns(0, max(0, _key_columns(sheet) - 1))
    page.fit_to_pages(across, 0)
    page.center_horizontally()
    name = sheet.name.replace("&", "&&")
    page.set_footer(f"&L&9{name}　目录摘要 {book.digest[:12]}&R&9第 &P 页，共 &N 页")


def _key_columns(sheet: Sheet) -> int:
    """How many columns from the left a row is known by."""
    return max((index for index, column in enumerate(sheet.columns, 1) if column.role == "key"), default=0)


def _pages_across(sheet: Sheet) -> int:
    return math.ceil(sum(column.width for column in sheet.columns) / _WIDEST_PAGE)


def _height(columns: tuple[SheetColumn, ...], cells: tuple[CellValue, ...]) -> float:
    """A row's height in points so that its fullest cell shows: Excel does not measure rows on opening; at most 409."""
    lines = 1
    for column, cell in zip(columns, cells, strict=True):
        if isinstance(cell, str):
            across = max(1.0, column.width - 1)
            lines = max(lines, sum(1 + int(max(0, _width(line) - 0.01) // across) for line in cell.split("\n")))
    return min(lines, _MOST_LINES) * _LINE + 4


def _width(text: str) -> int:
    """Characters as wide as a digit; a Chinese one counts two."""
    return sum(1 if char.isascii() else 2 for char in text)
