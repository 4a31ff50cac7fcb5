"""The heads of a table as fields of a blank, and a row's cells as checked values or as faults with their cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.bulk.errors import BulkError
from generator.bulk.rows import ERROR_VALUE
from generator.catalog.documents import FieldSpec
from generator.catalog.fill_rules import CELL_ERRORS, UNIT_HEADS, UNIT_TAGS
from generator.catalog.problem import did_you_mean
from generator.word.compiled.fill import Entered
from generator.word.values.kinds import EntryError, Shown, shown
from generator.word.values.names import folded

_ERRORS = frozenset({ERROR_VALUE, *CELL_ERRORS})


@dataclass(frozen=True)
class Column:
    """A column of a table: the field it fills, or a row and column of a list (证据/1/名称)."""

    index: int
    head: str
    spec: FieldSpec
    list_tag: str = ""
    row: int = 0


@dataclass(frozen=True)
class Fault:
    """Why a row was refused: the column (its index; a name for .jsonl), its label, what it holds, the reason."""

    column: int | str
    label: str
    value: str
    reason: str


@dataclass(frozen=True)
class Columns:
    """The columns a blank takes, those it does not, and the one that names the unit."""

    used: tuple[Column, ...]
    unused: tuple[str, ...] = ()
    unit: int | None = None
    tags: frozenset[str] = frozenset()
    unit_names: frozenset[str] = frozenset()
    missing: str = ""
    """The field of the unit, where no column fills it."""


def columns_of(heads: Sequence[str], fields: Sequence[FieldSpec], title: str, unit_head: str | None) -> Columns:
    """Fields by the heads of a table. Raises BulkError where no head is a field's, one is likely misspelt or comes twice."""
    names = {folded(name): spec for spec in reversed(fields) for name in (spec.label, spec.tag)}
    about = _unit_field(fields)
    if about is not None and all(names.get(folded(head)) is not about for head in heads):
        shown = {folded(head) for head in heads}
        names |= dict.fromkeys([a for a in UNIT_HEADS if a in shown and a not in names][:1], about)
    used: list[Column] = []
    unused: list[str] = []
    for index, head in enumerate(heads):
        column = _column(index, head, names)
        if column is not None:
            used.append(column)
        elif head:
            unused.append(head)
    if not used:
        labels = "、".join(spec.label for spec in fields[:12])
        raise BulkError(f"表格的第一行里没有{title}的栏目；栏目有：{labels}{'……' if len(fields) > 12 else ''}")
    known = [spec.label for spec in fields if spec.tag not in {column.spec.tag for column in used}]
    for head in unused:
        if hint := did_you_mean(head, known):
            raise BulkError(f"{title}没有栏目“{head}”。{hint}（不用这一列的，请删去或者改名）")
    twice = [column.head for column in used if sum(_key(other) == _key(column) for other in used) > 1]
    if twice:
        raise BulkError(f"表格里有两列填同一个栏目：{'、'.join(dict.fromkeys(twice))}；请留一列")
    tags = tags_of(used)
    missing = about.label if about is not None and about.tag not in tags else ""
    return Columns(tuple(used), tuple(unused), _unit_column(heads, used, about, unit_head), tags, missing=missing)


def named_columns(fields: Sequence[FieldSpec], unit_head: str | None) -> Columns:
    """For rows that name their values themselves (.jsonl): only who the unit is."""
    spec = _unit_field(fields)
    names = {unit_head} if unit_head else {spec.tag, spec.label} if spec else set()
    return Columns((), unit_names=frozenset(folded(name) for name in names))


def _unit_field(fields: Sequence[FieldSpec]) -> FieldSpec | None:
    by_tag = {spec.tag: spec for spec in fields}
    return next((by_tag[tag] for tag in UNIT_TAGS if tag in by_tag), None)


def _key(column: Column) -> tuple[str, int, str]:
    return column.list_tag, column.row, column.spec.tag


def tags_of(used: Sequence[Column]) -> frozenset[str]:
    """The fields columns fill."""
    return frozenset(column.list_tag or column.spec.tag for column in used)


def _column(index: int, head: str, names: Mapping[str, FieldSpec]) -> Column | None:
    spec = names.get(folded(head))
    if spec is not None and spec.kind != "list":
        return Column(index, head, spec)
    owner, _, rest = head.partition("/")
    number, _, name = rest.partition("/")
    outer = names.get(folded(owner))
    if outer is None or outer.kind != "list" or not number.strip().isdecimal() or int(number) < 1:
        return None
    inner = next((each for each in outer.columns if folded(name) in (folded(each.tag), folded(each.label))), None)
    return None if inner is None else Column(index, head, inner, outer.tag, int(number))


def _unit_column(
    heads: Sequence[str], used: Sequence[Column], about: FieldSpec | None, wanted: str | None
) -> int | None:
    if wanted is not None:
        found = next((index for index, head in enumerate(heads) if folded(head) == folded(wanted)), None)
        if found is None:
            raise BulkError(f"表格里没有“{wanted}”这一列（--unit）。{did_you_mean(wanted, heads)}")
        return found
    return next((column.index for column in used if column.spec is about and not column.list_tag), None)


Seen: TypeAlias = "dict[tuple[int, str], Shown]"
"""Cells checked before: (column, text) → as printed."""

_MOST_SEEN, _LONG = 5_000, 200


def entered_from_cells(columns: Columns, cells: Sequence[str], seen: Seen) -> tuple[Entered, list[Fault], set[str]]:
    """A row's cells as checked values, its faults, and the fields it fills; an empty cell fills nothing."""
    entered: Entered = {}
    faults: list[Fault] = []
    lists: dict[str, dict[int, dict[str, Shown]]] = {}
    for column in columns.used:
        text = cells[column.index] if column.index < len(cells) else ""
        if not text:
            continue
        value = seen.get((column.index, text))
        if value is None:
            try:
                if text in _ERRORS:
                    raise EntryError(f"单元格是 Excel 的错误值 {text}")
                value = shown(column.spec, text)
            except EntryError as error:
                faults.append(Fault(column.index, column.head, text, str(error)))
                continue
            _remember(seen, column.index, text, value)
        if column.list_tag:
            lists.setdefault(column.list_tag, {}).setdefault(column.row, {})[column.spec.tag] = value
        else:
            entered[column.spec.tag] = value
    for tag, rows in lists.items():
        entered[tag] = [rows[number] for number in sorted(rows)]
    return entered, faults, set(entered)


def _remember(seen: Seen, column: int, text: str, value: Shown) -> None:
    if len(seen) >= _MOST_SEEN:
        seen.clear()
    if len(text) <= _LONG:
        seen[column, text] = value


def unit_of(columns: Columns, row: Any) -> str:
    """The unit a row is about; empty where it has none."""
    if isinstance(row, dict):
        value = next((row[name] for name in row if folded(name) in columns.unit_names), "")
        return value if isinstance(value, str) else ""
    index = columns.unit
    return row[index] if index is not None and index < len(row) else ""
