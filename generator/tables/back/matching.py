"""Our own export, edited and come back: which cells changed, against the export itself and against today's catalog.

A cell counts as edited where it differs from the export (the workbook's stamp remembers a digest of each cell) and
from the catalog. Where both the keeper and the catalog changed it, that is a conflict for people to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.catalog.value_types import UNVERIFIED
from generator.tables.back.edits import AddRow, Edit, RemoveRow, SetValue, imported_id
from generator.tables.back.heads import Located, heading_findings, locate
from generator.tables.book import spec
from generator.tables.book.codecs import CellError
from generator.tables.book.findings import Finding
from generator.tables.book.sheets import Book, Sheet, SheetColumn, cell_digest
from generator.tables.book.spec import LISTED, Key, KeyPart, Level
from generator.tables.book.stamp import Stamp
from generator.tables.book.tree import Tree, rows_of
from generator.tables.reading.grid import Grid

CellEdits = Callable[[Key, str, str, str, str], list[Edit]]
"""Reads an edited cell that says several values together: key, heading, text before and after, place → edits."""

_MOST_NAMED = 5


@dataclass
class Matched:
    """What an export that came back changes, what is wrong with it, and the rows of new items (序号 nobody has yet)."""

    edits: list[Edit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    new_items: list[tuple[Grid, Located, int]] = field(default_factory=list)
    sheets: int = 0


def match(
    pairs: list[tuple[Grid, Sheet, Located]],
    book: Book,
    tree: Tree,
    stamp: Stamp | None,
    combined: CellEdits,
    *,
    remove_missing: bool,
) -> Matched:
    """Compare sheets with the export they came from and with the catalog as `book` shows it."""
    matcher = _Matcher(book, tree, stamp, combined, remove_missing)
    for grid, sheet, located in pairs:
        matcher.sheet(grid, sheet, located)
    matcher.check_families()
    return matcher.matched


class _Matcher:
    def __init__(self, book: Book, tree: Tree, stamp: Stamp | None, combined: CellEdits, remove_missing: bool) -> None:
        self.book = book
        self.stamp = stamp
        self.combined = combined
        self.remove_missing = remove_missing and book.kind == "full"
        self.matched = Matched()
        self.numbers = {str(item["number"]): name for name, item in tree["items"].items()}
        self.everything = {table.name: dict(rows_of(tree, table)) for table in spec.FULL}
        self.seen: dict[str, dict[Key, str]] = {table.name: {} for table in spec.FULL}

    def error(self, place: str, what: str, hint: str = "") -> None:
        self.matched.findings.append(Finding(place, "error", what, hint))

    def warn(self, place: str, what: str, hint: str = "") -> None:
        self.matched.findings.append(Finding(place, "warning", what, hint))

    def sheet(self, grid: Grid, sheet: Sheet, located: Located) -> None:
        self.matched.sheets += 1
        self.matched.findings += heading_findings(grid, located, sheet)
        current = dict(sheet.texts())
        base = self.stamp.cells.get(sheet.name, {}) if self.stamp else {}
        seen = self.seen[sheet.table.name]
        last: Key | None = None
        for row in range(located.row + 1, grid.height):
            if grid.is_blank(row) or _repeats_head(grid, located, row):
                continue
            key = self.key(grid, sheet, located, row)
            if key is None:
                continue
            place = grid.place(row, 0)
            if key in seen:
                self.error(place, f"与 {seen[key]} 是同一行（{_named(key)}）", "请删去其中一行；新增的行不要照抄编号")
                continue
            seen[key] = place
            if key in current:
                self.row(grid, sheet, located, row, key, current[key], base.get(key))
            elif key in base:
                self.error(place, f"导出以后，目录里已经没有这一行（{_named(key)}）", "请重新导出再改")
            elif key in self.everything[sheet.table.name]:
                self.error(place, f"这一行（{_named(key)}）在该日期不适用，不能在这张表里改", "请改完整表（--full）")
            else:
                self.new_row(grid, sheet, located, row, key, last)
            last = key
        self.missing(grid, sheet, current, base, seen)

    def key(self, grid: Grid, sheet: Sheet, located: Located, row: int) -> Key | None:
        """The row's key; None where it has none that can be used (reported). A new list entry gets a key of its own."""
        key: list[KeyPart] = []
        levels = sheet.table.key_levels
        columns = [column for column in sheet.columns if column.role == "key"]
        for level, column in zip(levels, columns, strict=True):
            index = located.columns[column.head]
            text = grid.text(row, index)
            place = grid.place(row, index)
            if grid.origin(row, index) in grid.formulas | grid.errors:
                self.error(place, f"“{column.head}”是公式或者错误值", "请复制后“选择性粘贴”为数值")
                return None
            part = self.key_part(level, column, text, place, last=level is levels[-1])
            if part is None:
                return None
            if column.head == "序号" and text not in self.numbers:
                if sheet.table is spec.ITEMS:
                    self.new_item(grid, located, row, text)
                else:
                    hint = "新的事项，在第一张表（监管事项）里也写一行，序号相同"
                    self.error(place, f"没有序号是“{text}”的事项", hint)
                return None
            key.append(self.numbers[text] if column.head == "序号" else part)
        return tuple(key)

    def new_item(self, grid: Grid, located: Located, row: int, number: str) -> None:
        """A row of an item that nobody has yet; its bases and checks may stand in the other sheets."""
        self.matched.new_items.append((grid, located, row))
        if number.isdecimal() and "监管事项" in located.columns:
            self.numbers[number] = imported_id(int(number), grid.text(row, located.columns["监管事项"]))
            self.seen[spec.ITEMS.name][self.numbers[number],] = grid.place(row, 0)

    def key_part(self, level: Level, column: SheetColumn, text: str, place: str, *, last: bool) -> KeyPart | None:
        if not text:
            if level.how == "list" and last:
                return f"\0{place}"
            self.error(place, f"缺少“{column.head}”", "每一行都要写明；新增的也要写" if column.head != "序号" else "")
            return None
        if column.head == "序号":
            return text
        try:
            part: KeyPart = level.codec.read(text)
        except CellError as error:
            self.error(place, f"“{column.head}”：{error}", error.hint)
            return None
        return part

    def row(
        self,
        grid: Grid,
        sheet: Sheet,
        located: Located,
        row: int,
        key: Key,
        current: dict[str, str],
        base: dict[str, str] | None,
    ) -> None:
        for column in sheet.columns:
            if column.role == "key" or column.head not in located.columns:
                continue
            index = located.columns[column.head]
            text, now = grid.text(row, index), current[column.head]
            place = grid.place(row, index)
            exported = base.get(column.head) if base else None
            if not self.is_plain(grid, row, index, column) or text == now:
                continue
            if exported is not None and cell_digest(text) == exported:
                continue
            if column.role == "shown":
                self.warn(place, f"“{column.head}”由系统汇总，这里的改动没有取用")
            elif exported is not None and cell_digest(now) != exported:
                self.error(place, f"导出以后目录里的“{column.head}”也改了，现为“{_short(now)}”", "请重新导出再改这一格")
            else:
                self.take(sheet, column, key, now, text, place)

    def take(self, sheet: Sheet, column: SheetColumn, key: Key, now: str, text: str, place: str) -> None:
        try:
            if column.column is None:
                self.matched.edits += self.combined(key, column.head, now, text, place)
            else:
                value = column.column.codec.read(text) if text else None
                self.matched.edits.append(SetValue(sheet.table, key, column.column, value, place, now))
        except CellError as error:
            self.error(place, f"“{column.head}”：{error}", error.hint)

    def is_plain(self, grid: Grid, row: int, index: int, column: SheetColumn) -> bool:
        """Whether a cell is no formula and no error; those are refused by name."""
        origin = grid.origin(row, index)
        if origin not in grid.formulas and origin not in grid.errors:
            return True
        if column.role == "value":
            what = "公式" if origin in grid.formulas else "错误值"
            hint = "请复制这一格，“选择性粘贴”为数值"
            self.error(grid.place(row, index), f"“{column.head}”是{what}，没有取用", hint)
        return False

    def new_row(self, grid: Grid, sheet: Sheet, located: Located, row: int, key: Key, last: Key | None) -> None:
        values: dict[str, object] = {}
        places: dict[str, str] = {}
        for column in sheet.columns:
            if column.column is None or column.head not in located.columns:
                continue
            index = located.columns[column.head]
            text = grid.text(row, index)
            places[column.head] = grid.place(row, index)
            if not text or not self.is_plain(grid, row, index, column):
                continue
            try:
                values[column.head] = column.column.codec.read(text)
            except CellError as error:
                self.error(places[column.head], f"“{column.head}”：{error}", error.hint)
        place = grid.place(row, 0)
        if self.book.kind == "day":
            values.setdefault("核实状态", UNVERIFIED)
        if sheet.table is spec.CHECKS and self.book.kind == "day":
            values["罚则"] = "unknown"
            self.warn(place, "新的检查要点，罚则记作“待核实”", "罚则请在完整表（--full）的“罚则”表写")
        parent = sheet.table.levels[:-1]
        if len(key) > 1 and not self.has_parent(parent, key[:-1]):
            self.error(place, f"没有“{_named(key[:-1])}”，这一行没有归属", "请先在它的上级表里写明，或者改正编号")
            return
        after = last if last is not None and last[:-1] == key[:-1] else None
        self.matched.edits.append(AddRow(sheet.table, key, values, place, places, after))

    def has_parent(self, levels: tuple[Level, ...], key: Key) -> bool:
        above = next(table.name for table in spec.FULL if table.levels == levels)
        return key in self.everything[above] or key in self.seen[above]

    def missing(
        self,
        grid: Grid,
        sheet: Sheet,
        current: dict[Key, dict[str, str]],
        base: Mapping[Key, object],
        seen: dict[Key, str],
    ) -> None:
        """Rows of the export that are no longer in the sheet stay, unless the keeper asks for their removal."""
        lost = [key for key in current if key not in seen and (self.remove_missing or key in base)]
        if not lost:
            return
        if self.remove_missing:
            self.matched.edits += [RemoveRow(sheet.table, key, grid.place(0, 0)) for key in lost]
            return
        named = "、".join(_named(key) for key in lost[:_MOST_NAMED]) + ("等" if len(lost) > _MOST_NAMED else "")
        hint = (
            "确要从目录删去的，用完整表导入，并加 --remove-missing"
            if self.book.kind == "full"
            else "要停用依据，请写“止”"
        )
        self.warn(grid.place(0, 0), f"导出时有而表里没有的 {len(lost)} 行，目录保留不动：{named}", hint)

    def check_families(self) -> None:
        """What no single sheet shows: children of a removed row, penalties of a check that says it has none."""
        removed = [edit for edit in self.matched.edits if isinstance(edit, RemoveRow)]
        for edit in removed:
            for place in self.orphans(edit):
                self.error(
                    place, f"上级的行（{_named(edit.key)}）已从表里删去，这一行还在", "请一并删去，或者恢复上级的行"
                )
        gone = {(edit.table.name, edit.key) for edit in removed}
        self.matched.edits = [edit for edit in self.matched.edits if not self.is_below(edit, gone)]
        changed = {
            edit.key: edit.value
            for edit in self.matched.edits
            if isinstance(edit, SetValue) and edit.column.path == ("penalty",)
        }
        added = {
            edit.key: edit.values.get("罚则")
            for edit in self.matched.edits
            if isinstance(edit, AddRow) and edit.table is spec.CHECKS
        }
        for key, place in self.seen[spec.PENALTIES.name].items():
            check = key[:2]
            now = self.everything[spec.CHECKS.name].get(check, {}).get("penalty")
            stated = changed.get(check, added.get(check, LISTED if isinstance(now, list) else now))
            if stated != LISTED:
                hint = "请把“检查要点”表的“罚则”改为“见罚则表”，或者删去这一行"
                self.error(place, f"“检查要点”表没有写这一要点（{_named(check)}）的罚则见本表", hint)

    def orphans(self, edit: RemoveRow) -> Iterator[str]:
        depth = len(edit.table.levels)
        for table in spec.FULL:
            if len(table.levels) > depth and table.levels[:depth] == edit.table.levels:
                yield from (place for key, place in self.seen[table.name].items() if key[: len(edit.key)] == edit.key)

    def is_below(self, edit: Edit, gone: set[tuple[str, Key]]) -> bool:
        """Whether the row belongs to a removed one, with which it goes."""
        above = [t for t in spec.FULL if edit.table.levels[: len(t.levels)] == t.levels and t is not edit.table]
        return any((table.name, edit.key[: len(table.key_levels)]) in gone for table in above)


def recognised(grids: list[Grid], book: Book, stamp: Stamp | None) -> list[tuple[Grid, Sheet, Located]]:
    """The grids that are sheets of the book. Without a stamp a sheet is ours only where its rows say so."""
    pairs = []
    for grid in grids:
        named = book.sheet(grid.name)
        found = [(sheet, located) for sheet in ([named] if named else book.sheets) if (located := locate(grid, sheet))]
        ours = [pair for pair in found if stamp is not None or _is_ours(grid, *pair)]
        if ours:
            sheet, located = max(ours, key=lambda pair: len(pair[1].columns))
            pairs.append((grid, sheet, located))
    return pairs


def _is_ours(grid: Grid, sheet: Sheet, located: Located) -> bool:
    """Other bureaus' lists have 序号 and 监管事项 too: ours are rows whose number and title are the catalog's."""
    if "序号" not in located.columns or any(column.head == "事项编号" for column in sheet.columns):
        return len(located.columns) >= 0.6 * len(sheet.columns)
    if "监管事项" not in located.columns:
        return False
    known = {(texts["序号"], texts["监管事项"]) for _, texts in sheet.texts()}
    rows = [row for row in range(located.row + 1, grid.height) if not grid.is_blank(row)]
    ours = sum(
        (grid.text(row, located.columns["序号"]), grid.text(row, located.columns["监管事项"])) in known for row in rows
    )
    return bool(rows) and 2 * ours >= len(rows)


def _repeats_head(grid: Grid, located: Located, row: int) -> bool:
    """A row that repeats the headings, as printing set-ups of other programs leave in the sheet."""
    return all(grid.text(row, column) == grid.text(located.row, column) for column in located.columns.values())


def _named(key: Key) -> str:
    return "/".join(str(part) for part in key if not str(part).startswith("\0")) or "新行"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
