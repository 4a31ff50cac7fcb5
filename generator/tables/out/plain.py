"""A book as .csv, .json and .jsonl.

A cell of a .csv that a spreadsheet program would take for a formula is escaped (`book.formulas`).
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from generator.tables.book.codecs import CellValue
from generator.tables.book.formulas import escaped
from generator.tables.book.sheets import Book, Sheet


def csv_text(sheet: Sheet) -> bytes:
    """One sheet, UTF-8 with the mark Excel and WPS need to see that it is."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(sheet.heads)
    for _, cells in sheet.rows:
        writer.writerow(["" if cell is None else escaped(cell) if isinstance(cell, str) else cell for cell in cells])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def json_text(book: Book) -> bytes:
    """All sheets: what the book is, then each sheet's rows as records by heading; empty cells are left out."""
    content = {
        **_about(book),
        "tables": {sheet.name: [_record(sheet, cells) for _, cells in sheet.rows] for sheet in book.sheets},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def jsonl_text(book: Book) -> bytes:
    """One record a line, each with the name of its table; the first line says what the book is."""
    lines: list[dict[str, Any]] = [_about(book)]
    lines += [{"table": sheet.name, **_record(sheet, cells)} for sheet in book.sheets for _, cells in sheet.rows]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _about(book: Book) -> dict[str, Any]:
    return {"title": book.title, "as_of": book.as_of.isoformat() if book.as_of else None, "catalog": book.digest}


def _record(sheet: Sheet, cells: tuple[CellValue, ...]) -> dict[str, CellValue]:
    return {head: cell for head, cell in zip(sheet.heads, cells, strict=True) if cell is not None}
