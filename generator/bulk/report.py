"""The rows that were refused, as a table for the person who keeps the list: row, cell, column, what it holds, why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path

from generator import files

NAME = "没有生成的行.xlsx"

_HEADS = (("行号", 8), ("单元格", 16), ("栏目", 20), ("内容", 40), ("原因", 70))
_MOST = 1_048_575 - 1
_FIXED = datetime(1980, 1, 1)


def write_report(path: Path, refused: Iterable[tuple[int, str, str, str, str]], count: int) -> None:
    """Write the report in one step; the same faults give the same bytes. What begins like a formula stays text."""
    from xlsxwriter import Workbook

    with files.writing(path) as stream, files.work_folder() as work:
        plain = {"strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(stream, {"constant_memory": True, "tmpdir": str(work), **plain})
        book.set_properties({"created": _FIXED, "title": "没有生成的行"})
        sheet = book.add_worksheet("没有生成的行")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for at, (head, width) in enumerate(_HEADS):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, head, bold)
        sheet.freeze_panes(1, 0)
        for at, (number, *texts) in enumerate(islice(refused, _MOST), 1):
            sheet.write_number(at, 0, number)
            for column, text in enumerate(texts, 1):
                sheet.write_string(at, column, text, wrapped)
        if count > _MOST:
            sheet.write_string(_MOST + 1, 0, f"还有 {count - _MOST} 处没有列出")
        book.close()
    files.note_written(path)
