"""Rows of a table as text, one at a time: .xlsx, .csv, .jsonl. What a cell holds is never computed."""

from __future__ import annotations

import contextlib
import csv
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, TypeAlias

from generator.bulk.errors import BulkError
from generator.files import reason

Cells: TypeAlias = "Sequence[str] | dict[str, Any]"
"""A row: cells in the order of the heads, or (.jsonl) values by name."""

_LARGEST_XLSX = 2_000_000_000
"""Bytes an .xlsx may unpack to: Excel's own limit of rows, full, stays below it."""

_SEPARATORS = (",", "\t", ";", "，")


@dataclass(frozen=True)
class Table:
    """A table being read. `rows`: (row number as the table shows it, cells); `share`: how much of it is read, 0 to 1."""

    heads: Sequence[str]
    rows: Iterator[tuple[int, Cells]]
    share: Callable[[], float]

    def cell(self, row: int, column: int | str) -> str:
        """Where a cell is, as the person who keeps the table finds it: C15, or 第 15 行 unit."""
        return f"第 {row} 行 {column}" if isinstance(column, str) else f"{letters(column)}{row}"


def letters(column: int) -> str:
    """A column's letters in a spreadsheet: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Table]:
    """A table's heads and rows. Raises BulkError for a file that is none, or cannot be read."""
    kinds = {".xlsx": _xlsx, ".csv": _csv, ".jsonl": _jsonl}
    reader = kinds.get(path.suffix.lower())
    if reader is None:
        raise BulkError(
            f"{path.name} 不是可以读的表格；请另存为 .xlsx、.csv 或者 .jsonl（带宏的 .xlsm、旧的 .xls 不读）"
        )
    with contextlib.ExitStack() as stack:
        try:
            table = stack.enter_context(reader(path))
        except OSError as error:
            raise BulkError(f"{path} 读不了：{reason(error)}") from error
        yield table


@contextlib.contextmanager
def _xlsx(path: Path) -> Iterator[Table]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_XLSX:
                raise BulkError(
                    f"{path.name} 解开后超过 {_LARGEST_XLSX // 1_000_000} MB，不读取；请分成几个文件，或者另存为 .csv"
                )
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (zipfile.BadZipFile, CalamineError, IndexError) as error:
        raise BulkError(
            f"{path.name} 不是 Excel 文件（.xlsx），或者已损坏、有密码；请在 Excel 或者 WPS 中另存为 .xlsx"
        ) from error
    height = max(sheet.total_height, 1)
    done = 0

    def texts() -> Iterator[tuple[int, list[str]]]:
        nonlocal done
        for done, row in enumerate(sheet.iter_rows(), 1):
            yield done, [value if value.__class__ is str else _text(value) for value in row]

    yield _with_heads(path, texts(), lambda: done / height)


@contextlib.contextmanager
def _csv(path: Path) -> Iterator[Table]:
    encoding = _encoding(path)
    size = max(path.stat().st_size, 1)
    with path.open("rb") as raw, path.open(encoding=encoding, newline="") as stream:
        del raw
        first = stream.readline()
        separator = max(_SEPARATORS, key=first.count)
        stream.seek(0)
        reader = csv.reader(stream, delimiter=separator)
        csv.field_size_limit(10_000_000)

        def texts() -> Iterator[tuple[int, list[str]]]:
            try:
                yield from enumerate(reader, 1)
            except (csv.Error, UnicodeDecodeError) as error:
                raise BulkError(f"{path.name} 第 {reader.line_num + 1} 行读不了：{error}") from None

        yield _with_heads(path, texts(), lambda: _position(stream) / size)


def _position(stream: IO[str]) -> int:
    return stream.buffer.tell()  # type: ignore[attr-defined, no-any-return]


def _encoding(path: Path) -> str:
    """UTF-8, or GB18030 as Excel in Chinese writes .csv. Read in blocks: the file may be large."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8-sig"


@contextlib.contextmanager
def _jsonl(path: Path) -> Iterator[Table]:
    size = max(path.stat().st_size, 1)
    with path.open("rb") as stream:

        def rows() -> Iterator[tuple[int, Cells]]:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield number, _json_row(path, number, line)

        yield Table((), rows(), lambda: stream.tell() / size)


def _json_row(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise BulkError(f"{path.name} 第 {number} 行不是 JSON（UTF-8），没有生成；请改正后再运行") from None
    if not isinstance(row, dict):
        raise BulkError(f"{path.name} 第 {number} 行应是“栏目: 值”的对照")
    return {name: _json_value(value) for name, value in row.items() if value is not None}


def _json_value(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | list):
        return value
    if isinstance(value, list):
        return [
            {key: _json_value(entry) for key, entry in row.items() if entry is not None}
            if isinstance(row, dict)
            else row
            for row in value
        ]
    return _text(value)


def _with_heads(path: Path, texts: Iterator[tuple[int, list[str]]], share: Callable[[], float]) -> Table:
    """The first row that is not empty has the heads; empty rows are passed over."""
    filled = ((number, cells) for number, cells in texts if any(cells))
    first = next(filled, None)
    if first is None:
        raise BulkError(f"{path.name} 是空的；第一行应是栏目名称")
    return Table([head.strip() for head in first[1]], filled, share)


def _text(value: object) -> str:
    """A cell's value as the person sees it: 3.0 is 3, a day 2026-11-23, true 是."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0") if value == value and abs(value) != float("inf") else ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
