"""Rows of a table as text, one at a time: .xlsx, .csv, .jsonl. What a cell holds is never computed."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeAlias, TypeVar

from generator.bulk.errors import BulkError
from generator.files import json_of, reading, reason
from generator.tables.book.codecs import as_text
from generator.tables.book.findings import TableError, cell_name

Cells: TypeAlias = "Sequence[str] | dict[str, Any]"
"""A row: cells in the order of the heads, or (.jsonl) values by name."""

ERROR_VALUE = "（#N/A 之类）"
"""Stands in a row for a cell that shows #N/A or the like, whose text the library does not tell."""

_LARGEST, _LONGEST_LINE = 4_000_000_000, 10_000_000
"""Bytes of a table; bytes or characters of a line in it."""

Text = TypeVar("Text", str, bytes)

_MOST_COLUMNS = 16_384
"""As many as a sheet has."""

_SEPARATORS = (",", "\t", ";", "，")


@dataclass(frozen=True)
class Table:
    """A table being read. `rows`: (row number as the table shows it, cells); `share`: how much of it is read, 0 to 1."""

    heads: Sequence[str]
    rows: Iterator[tuple[int, Cells]]
    share: Callable[[], float]
    left: tuple[str, ...] = ()
    """Other sheets with content, which are not read."""

    def cell(self, row: int, column: int | str) -> str:
        """Where a cell is, as the person who keeps the table finds it: C15, or 第 15 行 unit."""
        return f"第 {row} 行 {column}" if isinstance(column, str) else cell_name(row - 1, column)


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
        except TableError as error:
            raise BulkError(f"{path.name}：{error}") from None
        yield table


@contextlib.contextmanager
def _xlsx(path: Path) -> Iterator[Table]:
    from generator.tables.reading import guard, workbook

    with reading(path, _LARGEST) as stream, workbook.opened(stream, guard.ROSTER) as book:
        filled = [name for name in book.shown if book.scan(name).rows]
        if not filled:
            raise BulkError(f"{path.name} 是空的；第一行应是栏目名称")
        name, *others = filled
        scan, sheet = book.scan(name), book.sheet(name)
        if scan.unvalued:
            place = cell_name(*min(scan.unvalued))
            raise BulkError(
                f"{path.name} 的 {place} 等 {len(scan.unvalued)} 个单元格有公式而没有算出的值；请用 Excel 或者 WPS 打开，保存一次再试"
            )
        errors: dict[int, list[int]] = {}
        for row, column in scan.errors:
            errors.setdefault(row + 1, []).append(column)
        before = [""] * (sheet.start[1] if sheet.start else 0)  # the library leaves out empty columns before the first
        done = 0

        def texts() -> Iterator[tuple[int, list[str]]]:
            nonlocal done
            for done, row in enumerate(sheet.iter_rows(), 1):
                cells = [*before, *(value if value.__class__ is str else as_text(value) for value in row)]
                for column in errors.get(done, ()):
                    cells += [""] * (column + 1 - len(cells))
                    cells[column] = ERROR_VALUE
                yield done, cells

        yield _with_heads(path, texts(), lambda: done / scan.rows, tuple(others))


@contextlib.contextmanager
def _csv(path: Path) -> Iterator[Table]:
    from generator.tables.reading.encoding import encoding_of

    with reading(path, _LARGEST) as raw:
        size = _size(raw)
        encoding = encoding_of(raw)
        raw.seek(0)
        stream = io.TextIOWrapper(raw, encoding, newline="")
        first = stream.readline(_LONGEST_LINE)
        separator = max(_SEPARATORS, key=first.count)
        stream.seek(0)
        reader = csv.reader(_lines(path, stream), delimiter=separator, strict=True)
        csv.field_size_limit(_LONGEST_LINE)

        def texts() -> Iterator[tuple[int, list[str]]]:
            try:
                yield from enumerate(reader, 1)
            except (csv.Error, UnicodeDecodeError):
                what = "引号没有闭合、一格内容过长，或者编码不一致"
                raise BulkError(f"{path.name} 第 {reader.line_num + 1} 行附近{what}；请用 WPS 另存一次") from None

        yield _with_heads(path, texts(), lambda: raw.tell() / size)


def _size(stream: BinaryIO) -> int:
    return max(os.fstat(stream.fileno()).st_size, 1)


def _lines(path: Path, stream: IO[Text]) -> Iterator[Text]:
    """The lines of a table. Raises BulkError for one that is too long to be a row."""
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise BulkError(f"{path.name} 第 {number} 行过长（超过 {_LONGEST_LINE // 1_000_000} MB），不是一行数据")
        yield line


@contextlib.contextmanager
def _jsonl(path: Path) -> Iterator[Table]:
    with reading(path, _LARGEST) as stream:
        size = _size(stream)

        def rows() -> Iterator[tuple[int, Cells]]:
            for number, line in enumerate(_lines(path, stream), 1):
                if line.strip():
                    yield number, _json_row(path, number, line)

        yield Table((), rows(), lambda: stream.tell() / size)


def _json_row(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json_of(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # of the encoding, the syntax, or a number of thousands of digits
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
    return as_text(value)


def _with_heads(
    path: Path, texts: Iterator[tuple[int, list[str]]], share: Callable[[], float], left: tuple[str, ...] = ()
) -> Table:
    """The first row that is not empty has the heads; empty rows are passed over."""
    filled = ((number, cells) for number, cells in texts if any(cells))
    first = next(filled, None)
    if first is None:
        raise BulkError(f"{path.name} 是空的；第一行应是栏目名称")
    if len(first[1]) > _MOST_COLUMNS:
        raise BulkError(f"{path.name} 第 {first[0]} 行有 {len(first[1])} 列，最多 {_MOST_COLUMNS} 列，不是名册")
    return Table([head.strip() for head in first[1]], filled, share, left)
