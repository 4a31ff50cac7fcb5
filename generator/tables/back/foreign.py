"""Other people's lists → new items, all of it 待核实: what the list prints stays as printed, what can be read is linked.

Nothing is corrected in silence: a law the catalog does not know, a ratio that is none, a blank where a merged cell may
have been, each is reported with its cell, and the words as printed are kept in the item's note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.catalog.model import Catalog
from generator.catalog.names import LawNames
from generator.catalog.problem import did_you_mean
from generator.catalog.value_types import UNVERIFIED
from generator.tables.back.citing import citations_of_cell
from generator.tables.back.edits import AddRow, Edit, imported_id
from generator.tables.back.headings import FIELDS, Headings
from generator.tables.book import spec
from generator.tables.book.codecs import RATIO, TEXT, CellError
from generator.tables.book.findings import Finding
from generator.tables.reading.grid import Grid

NO_SOURCE = "（请写明出处）"
_LARGEST_NUMBER = 9999
_AFFIXES = re.compile(r"^(?:对|关于)|(?:情况)?的?(?:监督)?(?:行政)?(?:检查|监管|抽查|监督|执法)$")


@dataclass(frozen=True)
class Origin:
    """Where a list comes from: the source to note, and what of it is not registered yet (day, kind, title)."""

    source: str | None = None
    day: str | None = None
    kind: str = "reference"
    file: str = ""


@dataclass
class Taken:
    """The edits that make the new items, what was found, and how many rows were new, and known already."""

    edits: list[Edit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    new: int = 0
    known: int = 0


class ItemMaker:
    """Makes items of rows, one after another: numbers follow the catalog's."""

    def __init__(self, catalog: Catalog, origin: Origin) -> None:
        self.catalog = catalog
        self.origin = origin
        self.names = LawNames(catalog)
        self.number = max((item.number for item in catalog.items), default=0)
        self.numbers = {item.number for item in catalog.items}
        self.titles = {
            _same(name): f"第 {item.number} 项" for item in catalog.items for name in (item.title, *item.aliases)
        }
        self.taken = Taken()
        self.source = origin.source or NO_SOURCE

    def register_source(self) -> None:
        """Note the list itself as a source where the catalog has none of that name."""
        known = self.catalog.info.sources
        if self.origin.source is None:
            hint = "请用 --source 写明出处，如 --source 某市抽查事项清单 --source-day 2025-04-09"
            self.find(self.origin.file, "error", "没有写明出处，没有出处的陈述不能采信", hint)
        elif self.origin.source not in known and self.origin.day is None:
            near = _nearest(self.origin.source, known)
            hint = f"{near}新的出处请加 --source-day 写明文件印发或者网页发布的日期"
            self.find(self.origin.file, "error", f"没有这个出处：“{self.origin.source}”", hint)
        elif self.origin.source not in known:
            values = {"标题": self.origin.source, "日期": self.origin.day, "种类": self.origin.kind}
            self.taken.edits.append(AddRow(spec.SOURCES, (self.origin.source,), values, self.origin.file))

    def find(self, place: str, severity: str, what: str, hint: str = "") -> None:
        """Note a finding."""
        self.taken.findings.append(Finding(place, "error" if severity == "error" else "warning", what, hint))

    def rows(self, grid: Grid, found: Headings, *, fill_down: bool) -> None:
        """Every row of a list."""
        for row in range(found.data_row, grid.height):
            cells = {name: columns for name, columns in found.columns.items() if name != "number"}
            filled = [c for c in range(grid.width) if grid.text(row, c)]
            if not filled or _repeats_head(grid, found, row):
                continue
            origins = {grid.origin(row, column) for column in filled}
            if len(origins) == 1 and grid.width > 2 and len(found.heads) > 2:
                place = grid.place(row, filled[0])
                self.find(
                    place, "warning", f"整行只有“{_short(grid.text(row, filled[0]))}”，当作分节标题或者附注，没有取用"
                )
                continue
            self.row(Row(grid, found.heads, cells, row, found.data_row if fill_down else row, self))

    def row(self, row: Row, number: int | None = None) -> None:
        """One item of one row."""
        place = row.place("title")
        if not row.text("title"):
            hint = "合并单元格丢失的，请补上，或者用 --fill-down 取上一行的值"
            self.find(place, "error", "没有事项名称，这一行没有取用", hint)
            return
        title = row.clean("title").replace("\n", "")
        if not title:
            return
        if _same(title) in self.titles:
            self.taken.known += 1
            self.find(place, "warning", f"与{self.titles[_same(title)]}同名，没有新建", "需要修改的，请改导出的表")
            return
        self.titles[_same(title)] = f" {place} "
        self.taken.new += 1
        self._add(row, title, place, number if number is not None else self._next_number(place))

    def _next_number(self, place: str) -> int:
        self.number += 1
        if self.number > _LARGEST_NUMBER:
            self.find(place, "error", f"序号超过 {_LARGEST_NUMBER}")
        return self.number

    def _add(self, row: Row, title: str, place: str, number: int) -> None:
        key = imported_id(number, title)
        values: dict[str, object] = {"序号": number, "监管事项": title, "事由": _subject(title), "出处": self.source}
        places = {"监管事项": place}
        notes: list[str] = []
        for name in ("object", "responsibility"):
            if text := row.clean(name):
                self._put(values, places, name, {"·原文照录": text}, row.place(name))
        self._methods(row, values, places)
        self._sampling(row, values, places)
        self._lead(row, values, places)
        bases = self._bases(row, notes)
        notes += row.notes()
        if notes:
            values["说明"] = "；".join(notes)
        self.taken.edits.append(AddRow(spec.ITEMS, (key,), values, place, places))
        for index, cite in enumerate(bases):
            basis = {"法律依据": cite, "出处": self.source, "核实状态": UNVERIFIED}
            cell = row.place("bases")
            cells = dict.fromkeys(basis, cell)
            self.taken.edits.append(AddRow(spec.BASES, (key, f"\0{cell}.{index}"), dict(basis), cell, cells))

    def _put(
        self, values: dict[str, object], places: dict[str, str], name: str, parts: Mapping[str, object], place: str
    ) -> None:
        head = FIELDS[name]
        for suffix, value in {**parts, "·出处": self.source, "·核实状态": UNVERIFIED}.items():
            values[head + suffix] = value
            places[head + suffix] = place

    def _methods(self, row: Row, values: dict[str, object], places: dict[str, str]) -> None:
        if not (text := row.clean("methods")):
            return
        known = {_same(name): method.id for method in self.catalog.methods for name in (*method.aliases, method.title)}
        parts = [text, *re.split(r"[；;、，,\n]", text)]
        use = list(dict.fromkeys(known[_same(part)] for part in parts if _same(part) in known))
        if not use:
            names = "、".join(method.title for method in self.catalog.methods)
            self.find(row.place("methods"), "warning", f"“{_short(text)}”不是本目录的监管方式（{names}），照录待核实")
        self._put(values, places, "methods", {"": use or None, "·原文照录": text}, row.place("methods"))

    def _sampling(self, row: Row, values: dict[str, object], places: dict[str, str]) -> None:
        if not (text := row.clean("sampling")):
            return
        try:
            ratio = RATIO.read(text)
        except CellError as error:
            self.find(row.place("sampling"), "warning", f"抽查比例：{error}，照所写的收下", error.hint)
            self._put(values, places, "sampling", {"·文字": text, "·原文照录": text}, row.place("sampling"))
            return
        self._put(values, places, "sampling", {"": ratio, "·原文照录": text}, row.place("sampling"))

    def _lead(self, row: Row, values: dict[str, object], places: dict[str, str]) -> None:
        if not (text := row.clean("lead")):
            return
        known = {_same(n): d.id for d in self.catalog.departments for n in (*d.aliases, d.name)}
        found = known.get(_same(text))
        said = {"": found, "·文字": None if found else text, "·原文照录": text}
        self._put(values, places, "lead", said, row.place("lead"))

    def _bases(self, row: Row, notes: list[str]) -> list[str]:
        """The citations whose law the catalog knows; the cell's own words go to the note where one is not taken."""
        if not (text := row.clean("bases")):
            return []
        place = row.place("bases")
        cited = citations_of_cell(text)
        names = [name for law in self.catalog.laws for name in (law.short, *law.aliases)]
        taken: list[str] = []
        complete = not cited.unread
        for part in cited.unread:
            hint = "请写成《法规名称》第几条第几款第（几）项"
            self.find(place, "warning", f"依据没有读懂：“{_short(part)}”，原文记入说明", hint)
        for cite in cited.citations:
            if self.names.law(cite.title) is None:
                hint = _nearest(cite.title, names) or "要引用的，先在 laws 文件夹登记这部法规"
                self.find(place, "warning", f"laws 中没有《{cite.title}》，没有作为依据，原文记入说明", hint)
                complete = False
            else:
                taken.append(str(cite))
        if not complete:
            notes.append(f"设定依据原文：{text}")
        return list(dict.fromkeys(taken))


@dataclass
class Row:
    """A row of a list: what stands in it for each field."""

    grid: Grid
    heads: Mapping[int, str]
    columns: Mapping[str, list[int]]
    row: int
    first: int
    maker: ItemMaker

    def place(self, name: str) -> str:
        """The cell of a field; of a merged one the cell that holds its value."""
        columns = self.columns.get(name)
        return self.grid.place(*self.grid.origin(self.row, columns[0])) if columns else self.grid.place(self.row, 0)

    def text(self, name: str) -> str:
        """A field's text as it stands; empty where the list has no such column."""
        columns = self.columns.get(name)
        return self.cell(columns[0]) if columns else ""

    def cell(self, column: int) -> str:
        """A cell's text; with fill-down that of the nearest filled cell above."""
        for row in range(self.row, self.first - 1, -1):
            if text := self._plain(row, column):
                if row != self.row:
                    place = self.grid.place(self.row, column)
                    self.maker.find(place, "warning", f"空白，取用了 {self.grid.place(row, column)} 的“{_short(text)}”")
                return text
        return ""

    def _plain(self, row: int, column: int) -> str:
        origin = self.grid.origin(row, column)
        if origin in self.grid.formulas or origin in self.grid.errors:
            what = "公式" if origin in self.grid.formulas else "错误值"
            self.maker.find(self.grid.place(*origin), "error", f"这一格是{what}", "请复制这一格，“选择性粘贴”为数值")
            return ""
        return self.grid.text(row, column)

    def clean(self, name: str) -> str:
        """A field's text the catalog can hold; what it cannot is reported and left out."""
        text = self.text(name)
        if not text:
            return ""
        hidden = {f"U+{ord(char):04X}" for char in text if unicodedata.category(char) == "Cf"}
        if hidden:
            names = "、".join(sorted(hidden))
            self.maker.find(self.place(name), "warning", f"有看不见的字符（{names}），已去掉")
            text = "".join(char for char in text if unicodedata.category(char) != "Cf")
        try:
            return str(TEXT.read(text))
        except CellError as error:
            self.maker.find(self.place(name), "error", f"“{FIELDS[name]}”：{error}", error.hint)
            return ""

    def notes(self) -> list[str]:
        """The columns that go to the note, each with its heading but for 备注."""
        found = []
        for column in self.columns.get("note", ()):
            text = self.cell(column)
            if text:
                head = self.heads[column]
                found.append(text if head in ("备注", "说明") else f"{head}：{text}")
        return found


def _nearest(wrong: str, known: Iterable[str]) -> str:
    """您是不是想写“…”？ where some name is near; nothing else."""
    hint = did_you_mean(wrong, known)
    return hint if hint.startswith("您是不是") else ""


def _subject(title: str) -> str:
    """机动车检验 of 对机动车检验的监管: what documents' titles say; the keeper checks it."""
    short = _AFFIXES.sub("", _AFFIXES.sub("", title))
    return short or title


def _same(text: str) -> str:
    return re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", text))


def _repeats_head(grid: Grid, found: Headings, row: int) -> bool:
    columns = [column for taken in found.columns.values() for column in taken]
    return all(_same(grid.text(row, column)) == _same(found.heads[column]) for column in columns)


def _short(text: str) -> str:
    one = text.replace("\n", " ")
    return one if len(one) <= 40 else one[:39] + "…"
