"""A file → the plan of an import: which of our exports it is, or whose list, and what it would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator import files
from generator.catalog.problem import Problem
from generator.opening import Examined, Judge, examine, nothing_else
from generator.tables import reading
from generator.tables.back import day as cells
from generator.tables.back.edits import AddRow, Edit
from generator.tables.back.foreign import ItemMaker, Origin, Row
from generator.tables.back.headings import FIELDS, headings, read_mapping
from generator.tables.back.heads import Located
from generator.tables.back.matching import Matched, match, recognised
from generator.tables.back.planning import Plan, plan
from generator.tables.book import spec, stamp
from generator.tables.book.day import day_book
from generator.tables.book.findings import Finding, TableError
from generator.tables.book.sheets import Book, Sheet, full_book, full_book_of
from generator.tables.book.stamp import Stamp
from generator.tables.book.tree import Tree, tree_of, written_tree
from generator.tables.reading.grid import Grid
from generator.views import View, resolve


@dataclass(frozen=True)
class Request:
    """How a file is to be read. `day`: what holds on it is what a sheet without a stamp shows.

    `judge`: what else has something against the catalog that the import would make.
    """

    path: Path
    day: date
    source: str | None = None
    source_day: date | None = None
    source_kind: str = "reference"
    mapping: Mapping[str, str] = field(default_factory=dict)
    fill_down: bool = False
    remove_missing: bool = False
    judge: Judge = nothing_else

    def problems_of(self, catalog_dir: Path) -> list[Problem]:
        """What is wrong with a catalog, its law texts apart."""
        return examine(catalog_dir, self.day, with_texts=False, judge=self.judge).problems


def plan_import(catalog_dir: Path, request: Request) -> Plan:
    """What importing the file would change. Nothing is written.

    Raises TableError for a file that is no table, CatalogError for a faulty catalog, OSError.
    """
    grids = reading.read(request.path)
    mark = _stamp(grids)
    grids = [grid for grid in grids if grid.name != stamp.SHEET and grid.height]
    if not any(grid.height for grid in grids):
        raise TableError("表里没有内容")
    mapping = read_mapping(request.mapping)
    if not (catalog_dir / "catalog.yaml").exists():
        return _first_import(catalog_dir, grids, mark, request)
    opened = _Opened(catalog_dir, examine(catalog_dir, request.day), request)
    for book in () if mapping else opened.books(mark):
        pairs = recognised(grids, book, mark)
        if pairs:
            return opened.own(book, mark, pairs, grids)
    return opened.foreign(grids, mapping)


def _stamp(grids: list[Grid]) -> Stamp | None:
    hidden = next((grid for grid in grids if grid.name == stamp.SHEET), None)
    if hidden is None:
        return None
    return stamp.read([(hidden.text(row, 0), hidden.text(row, 1), hidden.text(row, 2)) for row in range(hidden.height)])


def _first_import(catalog_dir: Path, grids: list[Grid], mark: Stamp | None, request: Request) -> Plan:
    """The full table of another catalog into an empty folder."""
    tree = written_tree({})
    book = full_book_of(tree, "")
    pairs = recognised(grids, book, Stamp("full", None, "") if mark and mark.kind == "full" else None)
    if not any(sheet.name == "本目录" for _, sheet, _ in pairs):
        what = f"{catalog_dir} 不是目录文件夹（没有 catalog.yaml）；在空文件夹里新建目录，要用完整表（export --full）"
        raise TableError(what)
    matched = match(pairs, book, tree, None, _no_combined, remove_missing=False)
    return plan(catalog_dir, matched.edits, matched.findings, request.problems_of)


def _no_combined(*_: object) -> list[Edit]:
    raise AssertionError("the full table has no combined cells")


def _unused(grid: Grid, sheet: Sheet | None) -> Finding:
    place = f"{grid.name}!A1"
    if sheet is None:
        return Finding(place, "warning", "不认识的表，没有取用")
    keys = "、".join(column.head for column in sheet.columns if column.role == "key")
    return Finding(place, "error", f"没有找到列名，这张表至少要有“{keys}”各列", "请恢复删去的列，或者重新导出再改")


class _Opened:
    """A sound catalog and the request: its exports as they would be today."""

    def __init__(self, catalog_dir: Path, examined: Examined, request: Request) -> None:
        self.catalog_dir = catalog_dir
        self.base = examined.sound
        self.catalog = self.base.catalog
        self.request = request
        self.views: dict[date, View] = {}

    def view(self, day: date) -> View:
        if day not in self.views:
            self.views[day] = resolve(self.base, day)
        return self.views[day]

    def books(self, mark: Stamp | None) -> list[Book]:
        """The exports the file may be: the one its stamp names, else the full one and the day's."""
        if mark is None:
            return [full_book(self.catalog), day_book(self.view(self.request.day), self.catalog)]
        if mark.as_of is not None:
            return [day_book(self.view(mark.as_of), self.catalog)]
        return [full_book(self.catalog)]

    def own(self, book: Book, mark: Stamp | None, pairs: list[tuple[Grid, Sheet, Located]], grids: list[Grid]) -> Plan:
        view = self.view(book.as_of) if book.as_of else None
        items = {item.id: item for item in view.items} if view else {}

        def combined(key: tuple[str | int, ...], head: str, before: str, text: str, place: str) -> list[Edit]:
            assert view is not None
            item = items[str(key[0])]
            return cells.item_edits(cells.Asked(item, head, before, text, place, self.request.source), view)

        tree: Tree = tree_of(self.catalog, with_packs=book.kind == "day")
        matched = match(pairs, book, tree, mark, combined, remove_missing=self.request.remove_missing)
        self.without_others(matched)
        self.new_items(matched)
        self.sourced(matched)
        used = {id(grid) for grid, _, _ in pairs}
        for grid in grids:
            if id(grid) not in used:
                matched.findings.append(_unused(grid, book.sheet(grid.name)))
        made = plan(self.catalog_dir, matched.edits, matched.findings, self.request.problems_of)
        made.notes.append("完整表" if book.kind == "full" else f"{book.as_of} 的表")
        if mark is None:
            made.notes.append("没有找到导出时的记号（可能另建了文件），只与现在的目录比较")
        elif mark.digest != self.catalog.digest:
            made.notes.append("导出以后目录有过改动；只取用这份表里改过的格")
        return made

    def without_others(self, matched: Matched) -> None:
        """Take out the edits of records that are a pack's or an upper catalog's: each an error."""
        kept = []
        for edit in matched.edits:
            record = "/".join([*edit.table.levels[0].path, *map(str, edit.key[:1])])
            if owner := self.catalog.owner(record):
                what = f"这一条在{owner}里，不能在表里改"
                hint = "要改的，在本目录里写一条同名的，用 replaces 整条替换；上级目录的事项也可以在 adjustments 里调整"
                matched.findings.append(Finding(edit.place, "error", what, hint))
            else:
                kept.append(edit)
        matched.edits = kept

    def new_items(self, matched: Matched) -> None:
        """Rows of the day's list whose 序号 no item has yet."""
        if not matched.new_items:
            return
        maker = ItemMaker(self.catalog, self.origin())
        maker.register_source()
        for grid, located, row in matched.new_items:
            columns = {name: [located.columns[head]] for name, head in FIELDS.items() if head in located.columns}
            number = grid.text(row, located.columns["序号"])
            if not number.isdecimal() or not 1 <= int(number) <= 9999:
                place = grid.place(row, located.columns["序号"])
                matched.findings.append(Finding(place, "error", f"序号应是 1 至 9999 的整数，现为“{number}”"))
                continue
            heads = {column: head for head, column in located.columns.items()}
            maker.row(Row(grid, heads, columns, row, row, maker), int(number))
        matched.edits[:0] = maker.taken.edits
        matched.findings += maker.taken.findings

    def sourced(self, matched: Matched) -> None:
        """Give new rows that name no source the one of the request; without one, say in which cell it is missing."""
        rows = [edit for edit in matched.edits if isinstance(edit, AddRow) and edit.table in (spec.BASES, spec.CHECKS)]
        for edit in (edit for edit in rows if "出处" not in edit.values):
            if self.request.source:
                edit.values["出处"] = self.request.source
            else:
                place = edit.places.get("出处", edit.place)
                hint = "请在这一格写明（catalog.yaml 里登记的名称），或者导入时用 --source 写明"
                matched.findings.append(Finding(place, "error", "新的一行没有写出处", hint))
        known = self.catalog.info.sources
        if rows and self.request.source and self.request.source not in known and not matched.new_items:
            maker = ItemMaker(self.catalog, self.origin())
            maker.register_source()
            matched.edits[:0] = maker.taken.edits
            matched.findings += maker.taken.findings

    def origin(self) -> Origin:
        request = self.request
        day = request.source_day.isoformat() if request.source_day else None
        return Origin(request.source, day, request.source_kind, files.shown_name(request.path))

    def foreign(self, grids: list[Grid], mapping: Mapping[str, str]) -> Plan:
        maker = ItemMaker(self.catalog, self.origin())
        notes: list[str] = []
        for grid in grids:
            found = headings(grid, mapping)
            if found is None:
                maker.find(f"{grid.name}!A1", "warning", "没有找到列名（至少要有事项名称和另一列），没有取用这张表")
                continue
            maker.taken.findings += found.findings
            for name, columns in found.columns.items():
                heads = "、".join(f"“{found.heads[column]}”" for column in columns)
                notes.append(f"{grid.name}：{heads} → {FIELDS[name]}")
            maker.rows(grid, found, fill_down=self.request.fill_down)
        if not notes:
            raise TableError(
                "没有找到列名：至少要有事项名称（监管事项、抽查事项名称等）和另一列；可用 --map 列名=title 说明"
            )
        if maker.taken.new:
            maker.register_source()
        elif not maker.taken.known and not any(f.severity == "error" for f in maker.taken.findings):
            raise TableError("列名下面没有内容（0 行）")
        made = plan(self.catalog_dir, maker.taken.edits, maker.taken.findings, self.request.problems_of)
        made.notes = [*notes, f"新事项 {maker.taken.new} 个，已有的 {maker.taken.known} 个"]
        return made
