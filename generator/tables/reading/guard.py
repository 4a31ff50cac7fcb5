"""Looks through a workbook's parts before any library opens it: what is refused, and which cells are no plain values.

A library that believes what a workbook says of itself allocates rows times columns: two cells in opposite
corners of a sheet are 17 thousand million. So every part is inflated under a limit and every cell's place counted
here first: at a glance where it is written as usual, else with expat, which keeps nothing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from generator.files import SourceError
from generator.files.inflating import inflated
from generator.tables.book.findings import SAVE_AGAIN, TableError, column_number
from generator.tables.reading.glance import Glance, UnusualError
from generator.tables.reading.grid import Place

_MOST_PARTS = 2_000
_MOST_MERGES = 100_000
_LONGEST_TEXT = 4_000_000
"""Bytes from one tag to the next; a cell holds 32,767 characters at most."""
_MOST_COUNTED = 5_000_000
"""What a part may say it holds: the reading library reserves memory for as many strings as the part claims."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

MOST_ROWS = 50_000
"""Rows of a list that is kept by hand."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_XML_START = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Limits:
    """The most a workbook may hold: bytes of all parts inflated, rows times columns and rows of a sheet, and what it is not if it holds more."""

    bytes: int
    area: int
    rows: int
    kind: str


LIST = Limits(400_000_000, 2_000_000, MOST_ROWS, "清单")
"""A list that is kept by hand; 1,048,576 rows of eight empty formatted cells have about 250,000,000 bytes."""

ROSTER = Limits(2_000_000_000, 40_000_000, _LAST_ROW, "名册")
"""Rows for bulk filling: a full sheet of 38 columns. The reading library takes about 24 bytes a cell."""


@dataclass
class SheetScan:
    """Of one sheet's part: how far its filled cells reach, and which are formulas (without a value) or errors."""

    rows: int = 0
    columns: int = 0
    formulas: set[Place] = field(default_factory=set)
    unvalued: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)


def scan(stream: BinaryIO, limits: Limits = LIST) -> dict[str, SheetScan]:
    """Sheet name → what its part holds; no sheet whose part cannot be told. Raises TableError for a workbook that is refused."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise TableError(f"不是 .xlsx 文件，或者没有下载完整；请重新下载，或者{SAVE_AGAIN}") from None
    names = archive.namelist()
    _refuse_parts(names)
    parts: dict[str, SheetScan] = {}
    book, allowance = _Book(), _Allowance(limits.bytes)
    try:
        for entry in archive.infolist():
            parts[entry.filename.lstrip("/").lower()] = _part(archive, entry, book, allowance, limits)
    except SourceError as error:
        raise TableError(str(error)) from None
    found = {name: parts[target] for name, identifier in book.sheets if (target := book.target(identifier)) in parts}
    for name, one in found.items():
        if one.rows * one.columns > limits.area:
            raise TableError(
                f"“{name}”表的内容散布在 {one.rows} 行 {one.columns} 列，不是{limits.kind}；请删去远处的内容再试"
            )
    return found


class _Allowance:
    """How many bytes may still be inflated."""

    def __init__(self, most: int) -> None:
        self.left = most

    def of(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """A part's bytes, which are used up once it is read to its end."""
        size = 0
        for chunk in inflated(archive, entry, self.left, SAVE_AGAIN):
            size += len(chunk)
            yield chunk
        self.left -= size


def _part(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, book: _Book, allowance: _Allowance, limits: Limits
) -> SheetScan:
    reader = book.reader(entry.filename)
    if reader is None:
        try:
            seen = Glance(limits.rows).look(allowance.of(archive, entry))
        except UnusualError:
            pass
        else:
            fits = seen.columns <= _LAST_COLUMN and seen.claim <= _MOST_COUNTED
            if fits and seen.rows * seen.columns <= limits.area:
                return SheetScan(seen.rows, seen.columns)
    part = _Part(reader, limits)
    for chunk in allowance.of(archive, entry):
        part.feed(chunk)
    part.close(entry.filename)
    return part.scan


def _refuse_parts(names: list[str]) -> None:
    lower = [name.lower() for name in names]
    if len(names) > _MOST_PARTS or len(set(lower)) != len(lower):
        raise TableError(f"文件的组成不正常（{len(names)} 个部分，或者有重名），不读取；{SAVE_AGAIN}")
    if any("vbaproject" in name or "macrosheets/" in name for name in lower):
        raise TableError(f"文件带有宏，不读取；{SAVE_AGAIN}（另存时选“.xlsx”，宏会去掉）")
    if "xl/workbook.xml" not in names:
        kind = "Word 文档" if any(name.startswith("word/") for name in lower) else "别的文件"
        raise TableError(f"里面没有表格，是{kind}或者别的表格格式（.xlsb、.ods）；{SAVE_AGAIN}")


class _Book:
    """xl/workbook.xml and its relationships: which part each sheet is."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}

    def reader(self, part: str) -> _Book | None:
        return self if part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels") else None

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identifier = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.once(attributes.get("name", ""), [name for name, _ in self.sheets])
            self.sheets.append((attributes.get("name", ""), identifier))
        elif name == "Relationship":
            self.once(attributes.get("Id", ""), self.targets)
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def once(self, name: str, known: Collection[str]) -> None:
        """Of two with one name, one would be looked through and the other read."""
        if name in known:
            raise TableError(f"“{name[:40]}”出现了两次，文件已损坏；{SAVE_AGAIN}")

    def target(self, identifier: str) -> str:
        """The part of a sheet, in small letters as names of parts are compared."""
        target = self.targets.get(identifier, "").lower()
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Part:
    """One part fed to expat: cells are counted, nothing is kept. A part that is no XML is only inflated."""

    def __init__(self, book: _Book | None, limits: Limits) -> None:
        self.scan = SheetScan()
        self.limits = limits
        self.book = book
        self.parser: expat.XMLParserType | None = None
        self.started = False
        self.row = self.column = -1
        self.kind = ""
        self.merges = self.text = 0
        self.fault = ""

    def feed(self, chunk: bytes) -> None:
        if not self.started:
            self.started = True
            if chunk.lstrip().startswith(_XML_START):
                self.parser = expat.ParserCreate()
                self.parser.StartElementHandler = self.element
                self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        if self.parser is not None:
            self.text = len(chunk) - chunk.rfind(b"<") if b"<" in chunk else self.text + len(chunk)
            if self.text > _LONGEST_TEXT:
                raise TableError(f"有一格的内容超过 {_LONGEST_TEXT // 1_000_000} MB，不正常，不读取；请核对文件来源")
            self.parse(chunk, False)

    def close(self, name: str) -> None:
        if self.parser is not None:
            self.parse(b"", True)
        elif self.started and name.lower().endswith((".xml", ".rels")):
            raise TableError(f"文件已损坏（{name}）；{SAVE_AGAIN}")

    def parse(self, chunk: bytes, last: bool) -> None:
        assert self.parser is not None
        try:
            self.parser.Parse(chunk, last)
        except TableError:
            raise
        except (expat.ExpatError, ValueError, LookupError):
            raise TableError(f"文件已损坏，不合 XML 语法；{SAVE_AGAIN}") from None

    def refuse_doctype(self, *_: object) -> None:
        raise TableError(f"文件里有 DOCTYPE 声明，表格软件不写这种声明，为安全起见不读取；{SAVE_AGAIN}")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if self.parser is not None:
            self.parser.CharacterDataHandler = None
        for claim in (attributes.get("count", ""), attributes.get("uniqueCount", "")):
            if claim.isdecimal() and int(claim) > _MOST_COUNTED:
                raise TableError(f"文件自称有 {claim[:12]} 个“{name}”，不正常，不读取；{SAVE_AGAIN}")
        if name == "c":
            self.cell(attributes)
        elif name == "row":
            self.row = self.number(attributes.get("r"), self.row + 2, _LAST_ROW) - 1
            self.column = -1
        elif name in ("v", "is", "f") and self.row >= 0:
            self.filled(name)
        elif name == "mergeCell":
            self.merges += 1
            if self.merges > _MOST_MERGES:
                raise TableError("合并的单元格过多，不是清单；请核对文件来源")
        elif self.book is not None:
            self.book.element(name, attributes)

    def cell(self, attributes: dict[str, str]) -> None:
        self.kind = attributes.get("t", "")
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise TableError(f"单元格的位置“{reference[:20]}”不对，文件已损坏；{SAVE_AGAIN}")
        self.row = self.number(match.group(2), 1, _LAST_ROW) - 1
        column = column_number(match.group(1))
        self.column = self.number(str(column), 1, _LAST_COLUMN) - 1

    def filled(self, name: str) -> None:
        if self.column < 0:  # outside any cell: no value
            return
        place = (self.row, self.column)
        if self.row >= self.limits.rows:
            raise TableError(
                f"有内容在第 {self.limits.rows} 行以后，不是{self.limits.kind}；请删去远处的内容，只留下要读的行"
            )
        self.scan.rows = max(self.scan.rows, self.row + 1)
        self.scan.columns = max(self.scan.columns, self.column + 1)
        if name == "f":
            self.scan.formulas.add(place)
            if self.kind != "str":  # a text that came out empty is a value
                self.scan.unvalued.add(place)
        elif self.kind == "e":
            self.scan.errors.add(place)
        if name == "v" and place in self.scan.unvalued:
            assert self.parser is not None
            self.parser.CharacterDataHandler = self.valued

    def valued(self, text: str) -> None:
        if text.strip():
            self.scan.unvalued.discard((self.row, self.column))

    def number(self, text: str | None, default: int, most: int) -> int:
        if text is None:
            return min(default, most)
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise TableError(f"行号或列号“{text[:20]}”不对，文件已损坏；{SAVE_AGAIN}")
        return int(text)
