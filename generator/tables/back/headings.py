"""Other people's lists: which row is the headings (two rows, merged or lost), and which column is which value of an item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.catalog.problem import did_you_mean
from generator.tables.back.heads import plain_head
from generator.tables.book.findings import Finding, TableError, column_letters
from generator.tables.reading.grid import Grid

FIELDS = {
    "title": "监管事项",
    "object": "监管对象",
    "bases": "设定依据",
    "responsibility": "监管责任",
    "methods": "监管措施",
    "sampling": "抽查比例",
    "lead": "牵头部门",
    "note": "说明",
    "number": "序号",
    "skip": "不取用",
}
"""What a column can be taken for: the name used with --map, and what it is called here."""

_KNOWN = {
    "title": "监管事项 抽查事项名称 抽查事项 检查事项 检查事项名称 事项名称 随机抽查事项 行政检查事项 监管事项名称 抽查项目",
    "object": "监管对象 抽查对象 检查对象 被检查对象 具体检查对象 监管主体对象",
    "bases": "设定依据 抽查依据 检查依据 实施依据 法律依据 监管依据 事项依据 依据 法律法规依据",
    "responsibility": "监管责任 监管职责 检查内容 抽查内容 检查内容(项目)",
    "methods": "监管措施 监管方式 抽查方式 检查方式 检查方法",
    "sampling": "抽查比例 抽取比例 检查比例",
    "lead": "牵头部门 牵头处室 抽查主体 检查主体 发起部门 承办机构 责任处室 责任部门 实施主体 牵头单位",
    "note": "备注 说明",
    "number": "序号 编号",
}
_BY_HEAD = {plain_head(head): name for name, heads in _KNOWN.items() for head in heads.split()}
_DEEPEST = 15


@dataclass
class Headings:
    """The first row of data; field → columns (several only for the note); what stands over each column."""

    data_row: int
    columns: dict[str, list[int]]
    heads: dict[int, str]
    findings: list[Finding] = field(default_factory=list)


def read_mapping(pairs: Mapping[str, str]) -> dict[str, str]:
    """Heading or column letter → field, both spelt as --map has them. Raises TableError for an unknown field."""
    names = {**{name: name for name in FIELDS}, **{chinese: name for name, chinese in FIELDS.items()}}
    found = {}
    for head, name in pairs.items():
        if name not in names:
            raise TableError(f"--map {head}={name}：不认识“{name}”。{did_you_mean(name, names)}")
        found[plain_head(head)] = names[name]
    return found


def headings(grid: Grid, mapping: Mapping[str, str]) -> Headings | None:
    """Find the headings; None where no row has a title's and another known heading."""
    best, most = -1, 1
    for row in range(min(_DEEPEST, grid.height)):
        known = {_field(grid, row, column, mapping) for column in range(grid.width)} - {""}
        if len(known) > most or (len(known) == most and row == best + 1 > 0):
            best, most = row, len(known)
    if best < 0 or not any(_field(grid, best, column, mapping) == "title" for column in range(grid.width)):
        return None
    heads = {column: plain_head(grid.text(best, column)) for column in range(grid.width)}
    data_row = best + 1
    if _is_second_row(grid, best, mapping):
        for column in heads:
            below = plain_head(grid.text(best + 1, column))
            heads[column] = below if below in _BY_HEAD or not heads[column] else heads[column] + below
        data_row += 1
    return _assigned(grid, best, data_row, heads, mapping)


def _field(grid: Grid, row: int, column: int, mapping: Mapping[str, str]) -> str:
    """What a heading's cell is taken for; a column named by letter is one wherever its heading stands."""
    head = plain_head(grid.text(row, column))
    return (mapping.get(column_letters(column)) or mapping.get(head) or _BY_HEAD.get(head, "")) if head else ""


def _is_second_row(grid: Grid, row: int, mapping: Mapping[str, str]) -> bool:
    """Whether the row below belongs to the headings: it stands only under headings that are blank or span columns."""
    below = row + 1
    if below >= grid.height or grid.is_blank(below):
        return False
    title = [column for column in range(grid.width) if _field(grid, row, column, mapping) == "title"]
    if any(grid.text(below, column) and grid.origin(below, column)[0] == below for column in title):
        return False
    own = [c for c in range(grid.width) if grid.text(below, c) and grid.origin(below, c)[0] == below]
    return bool(own) and all(not grid.text(row, c) or _spans(grid, row, c) for c in own)


def _spans(grid: Grid, row: int, column: int) -> bool:
    """Whether a heading stands over several columns: merged, or nothing beside it (the merging was lost)."""
    beside = column + 1 < grid.width and (not grid.text(row, column + 1) or (row, column + 1) in grid.filled)
    return (row, column) in grid.filled or beside


def _assigned(grid: Grid, row: int, data_row: int, heads: dict[int, str], mapping: Mapping[str, str]) -> Headings:
    found = Headings(data_row, {}, heads)
    first: dict[str, int] = {}
    for column, head in heads.items():
        if not head:
            continue
        place = grid.place(row, column)
        letter = column_letters(column)
        name = mapping.get(letter) or mapping.get(head) or _BY_HEAD.get(head, "")
        if head in first and letter not in mapping and name != "skip":
            what = f"列名“{head}”重复（{grid.place(row, first[head])} 也是），没有取用这一列"
            found.findings.append(Finding(place, "warning", what, f"请用 --map {letter}=title 等说明这一列是什么"))
            continue
        first.setdefault(head, column)
        if not name:
            hint = f"需要时用 --map {head}=note 并入说明"
            found.findings.append(Finding(place, "warning", f"不认识的列“{head}”，没有取用", hint))
        elif name in found.columns and name != "note":
            other = grid.place(row, found.columns[name][0])
            what = f"“{head}”和 {other} 都可以是“{FIELDS[name]}”，取用了前一列"
            found.findings.append(Finding(place, "warning", what, f"用 --map 说明：--map {head}={name}"))
        elif name != "skip":
            found.columns.setdefault(name, []).append(column)
    unknown = [h for h in mapping if h not in heads.values() and h not in {column_letters(c) for c in heads}]
    for head in unknown:
        found.findings.append(Finding(grid.place(row, 0), "error", f"--map 里的列“{head}”，表中没有", "请核对列名"))
    return found
