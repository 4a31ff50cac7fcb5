"""Tables in text files: .csv and .tsv in the encodings WPS and Excel write, and <table> of saved web pages with their spans."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

from generator.tables.book.findings import TableError
from generator.tables.book.formulas import unescaped
from generator.tables.reading.encoding import encoding_of
from generator.tables.reading.grid import Grid, Place
from generator.tables.reading.guard import MOST_ROWS

_MOST_CELLS = 2_000_000
_MOST_SPAN = 1_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_csv(content: bytes, name: str) -> list[Grid]:
    """A .csv: UTF-8, UTF-16 (with its mark) or GBK."""
    text = _decoded(content)
    return [_separated(text, name, ",")]


def read_tsv(content: bytes, name: str) -> list[Grid]:
    """The same with tabs between cells."""
    return [_separated(_decoded(content), name, "\t")]


def _decoded(content: bytes) -> str:
    return content.decode(encoding_of(io.BytesIO(content)))


def _separated(text: str, name: str, delimiter: str) -> Grid:
    rows: list[list[str]] = []
    cells = 0
    csv.field_size_limit(1_000_000)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([unescaped(cell) for cell in row])
            cells += len(row)
            if len(rows) > MOST_ROWS or cells > _MOST_CELLS:
                raise TableError(f"行数或者单元格过多（最多 {MOST_ROWS} 行、{_MOST_CELLS} 格），不是清单")
    except csv.Error:
        raise TableError(f"第 {len(rows) + 1} 行附近引号没有闭合，或者内容过长；请用 WPS 另存一次") from None
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return Grid(name, rows)


def read_html(content: bytes, name: str) -> list[Grid]:
    """Every table of a saved page, row and column spans as merged areas."""
    declared = _CHARSET.search(content[:4096])
    label = declared.group(1).decode().lower() if declared else ""
    text = content.decode("gb18030", "replace") if label in ("gb2312", "gbk", "gb18030") else _decoded(content)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    found = [table for table in parser.tables if table.rows]
    if not found:
        raise TableError("网页里没有表格")
    many = len(found) > 1
    return [table.grid(f"{name}（{number}）" if many else name) for number, table in enumerate(found, 1)]


class _Table:
    """Cells put where the spans of the ones before leave room."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.taken: set[Place] = set()
        self.merges: list[tuple[Place, Place]] = []
        self.column = 0

    def start_row(self) -> None:
        if len(self.rows) >= MOST_ROWS:
            raise TableError("表格行数过多，不是清单")
        self.rows.append([])
        self.column = 0

    def add(self, text: str, down: int, across: int) -> None:
        if not self.rows:
            self.start_row()
        row = len(self.rows) - 1
        while (row, self.column) in self.taken:
            self.column += 1
        place = (row, self.column)
        if down > 1 or across > 1:
            self.merges.append((place, (row + down - 1, self.column + across - 1)))
            self.taken |= {(row + r, self.column + c) for r in range(down) for c in range(across)}
            if len(self.taken) > _MOST_CELLS:
                raise TableError("表格的合并单元格过多，不是清单")
        self.rows[row] += [""] * (self.column - len(self.rows[row])) + [text]
        self.column += across

    def grid(self, name: str) -> Grid:
        width = max([len(row) for row in self.rows] + [right + 1 for _, (_, right) in self.merges])
        return Grid(name, [row + [""] * (width - len(row)) for row in self.rows], self.merges)


class _Tables(HTMLParser):
    """Collects tables; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.finish_cell()
            self.open.append(_Table())
            self.tables.append(self.open[-1])
        elif tag in ("script", "style"):
            self.skipping += 1
        elif tag == "tr" and self.open:
            self.finish_cell()
            self.open[-1].start_row()
        elif tag in ("td", "th") and self.open:
            self.finish_cell()
            self.cell = []
            values = dict(attrs)
            self.span = (_span(values.get("rowspan")), _span(values.get("colspan")))
        elif tag in ("br", "p", "div", "li") and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self.finish_cell()
        elif tag == "table" and self.open:
            self.finish_cell()
            self.open.pop()
        elif tag in ("script", "style") and self.skipping:
            self.skipping -= 1

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.skipping:
            self.cell.append(re.sub(r"\s+", " ", data))

    def finish_cell(self) -> None:
        if self.cell is not None and self.open:
            lines = [" ".join(line.split()) for line in "".join(self.cell).split("\n")]
            self.open[-1].add("\n".join(line for line in lines if line), *self.span)
        self.cell = None


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if value and value.isdecimal() else 1
