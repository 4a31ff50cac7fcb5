"""What a table changes in the catalog, as values; and the one place where they are applied to its data."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.catalog.digest import digest_of
from generator.tables.book.spec import FULL, LISTED, Column, Key, Table
from generator.tables.book.tree import Tree, children, container


@dataclass(frozen=True)
class SetValue:
    """A value of a row changes; None takes it away."""

    table: Table
    key: Key
    column: Column
    value: Any
    place: str
    before: str = ""


@dataclass(frozen=True)
class AddRow:
    """A new row, after the sibling `after` (None: at the end). `values` are by heading."""

    table: Table
    key: Key
    values: dict[str, Any]
    place: str
    places: dict[str, str] = field(default_factory=dict)
    after: Key | None = None


def imported_id(number: int, title: str) -> str:
    """The id of an item that a table brings: what the same row brings again has the same."""
    return f"{number:02d}-import-{digest_of(title.replace(chr(10), '').strip())[:6]}"


@dataclass(frozen=True)
class RemoveRow:
    """A row leaves the catalog."""

    table: Table
    key: Key
    place: str


Edit = SetValue | AddRow | RemoveRow


@dataclass(frozen=True)
class Applied:
    """The tree after the edits, and the element each edit's table and key led to (None where it was removed)."""

    tree: Tree
    elements: dict[tuple[str, Key], Any]


def applied(tree: Tree, edits: Iterable[Edit]) -> Applied:
    """A copy of the tree with the edits made. Keys name elements as they stand in `tree`, whatever the order of edits."""
    applier = _Applier(copy.deepcopy(tree))
    applier.run(list(edits))
    return Applied(applier.tree, applier.found)


class _Applier:
    """Finds every element by its key before anything moves, then changes values, removes, and adds."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.found: dict[tuple[str, Key], Any] = {}

    def run(self, edits: list[Edit]) -> None:
        values = [edit for edit in edits if isinstance(edit, SetValue)]
        removed = [edit for edit in edits if isinstance(edit, RemoveRow)]
        added = [edit for edit in edits if isinstance(edit, AddRow)]
        for table, key in [(e.table, e.key) for e in values] + [(e.table, e.key) for e in removed]:
            self.found[table.name, key] = self.element(table, key)
        for edit in added:
            if edit.after is not None and (edit.table.name, edit.after) not in self.found:
                self.found[edit.table.name, edit.after] = self.element(edit.table, edit.after)
            self.holder(edit.table, edit.key)
        for change in values:
            self.set(change)
        for change in values:
            _complete(self.found[change.table.name, change.key], change.table)
        for loss in removed:
            self.remove(loss)
        for edit in added:
            self.add(edit)

    def element(self, table: Table, key: Key) -> Any:
        """The element a key names; None where there is none."""
        data: Any = self.tree
        parts = list(key)
        for level in table.levels:
            wanted: Key = () if level.how == "single" else (parts.pop(0),)
            held = dict(children(container(data, level.path), level))
            if wanted not in held:
                return None
            data = held[wanted]
        return data

    def holder(self, table: Table, key: Key) -> tuple[Any, tuple[str, ...]]:
        """The element that holds a row's container, and the path to the container in it; remembered by the key above the row."""
        name = (f"\0{table.name}", key[:-1])
        if name not in self.found:
            *above, last = table.levels
            data: Any = self.tree
            parts = list(key)
            for level in above:
                wanted: Key = () if level.how == "single" else (parts.pop(0),)
                data = dict(children(container(data, level.path), level)).get(wanted) if data is not None else None
            self.found[name] = (data, last.path)
        held: tuple[Any, tuple[str, ...]] = self.found[name]
        return held

    def set(self, edit: SetValue) -> None:
        if not edit.column.path:
            parent, path = self.holder(edit.table, edit.key)
            container(parent, path)[edit.key[-1]] = edit.value
        else:
            _set(self.found[edit.table.name, edit.key], edit.column, edit.value)

    def remove(self, edit: RemoveRow) -> None:
        element = self.found[edit.table.name, edit.key]
        parent, path = self.holder(edit.table, edit.key)
        held = container(parent, path)
        if isinstance(held, dict):
            held.pop(edit.key[-1], None)
        elif isinstance(held, list):
            held[:] = [child for child in held if child is not element]
        if not held and parent is not self.tree and path != ("penalty",):
            _drop(parent, path)

    def add(self, edit: AddRow) -> None:
        parent, path = self.holder(edit.table, edit.key)
        if parent is None:
            parent = self.parent_added(edit)
        last = edit.table.levels[-1]
        new: Any = {"id": edit.key[-1]} if last.how == "list-by-id" else {}
        for column in edit.table.columns:
            if not column.path:
                new = edit.values[column.head]
            elif column.path == ("penalty",) and edit.values.get(column.head) == LISTED:
                new["penalty"] = []
            else:
                value = edit.values.get(column.head)
                if value is not None:
                    _set(new, column, value)
        _complete(new, edit.table)
        held = container(parent, path)
        if held is None or (path == ("penalty",) and not isinstance(held, list)):
            held = {} if last.how in ("dict", "single") else []
            _place(parent, path, held)
        if last.how == "single":
            held.update(new)
        elif isinstance(held, dict):
            held[edit.key[-1]] = new
        else:
            self.insert(held, new, edit)
        self.found[edit.table.name, edit.key] = new

    def parent_added(self, edit: AddRow) -> Any:
        """The element above a new row, itself new."""
        above = next(table for table in FULL if table.levels == edit.table.levels[:-1])
        return self.found[above.name, edit.key[:-1]]

    def insert(self, held: list[Any], new: Any, edit: AddRow) -> None:
        before = self.found.get((edit.table.name, edit.after)) if edit.after is not None else None
        index = next((n for n, child in enumerate(held) if child is before), None)
        held.insert(len(held) if index is None else index + 1, new)


def _set(element: Any, column: Column, value: Any) -> None:
    *above, last = column.path
    if column.path == ("penalty",) and value == LISTED:
        value = element["penalty"] if isinstance(element.get("penalty"), list) else []
    if value is None:
        _drop(element, column.path)
        return
    for key in above:
        if not isinstance(element.get(key), dict):
            element[key] = {}
        element = element[key]
    element[last] = value


def _complete(element: Any, table: Table) -> None:
    """Give a record the lists it must have, empty where nothing was written; a record of nothing else goes."""
    for column in table.columns:
        held = container(element, column.path[:-1]) if column.required else None
        if not isinstance(held, dict):
            continue
        name = column.path[-1]
        if held.get(name) is None:
            held[name] = []
        if len(column.path) > 1 and held == {name: []}:
            _drop(element, column.path)


def _place(parent: Any, path: tuple[str, ...], held: Any) -> None:
    for key in path[:-1]:
        parent = parent.setdefault(key, {})
    parent[path[-1]] = held


def _drop(element: Any, path: tuple[str, ...]) -> None:
    """Take a value away, and every record above it that is empty then."""
    trail = [element]
    for key in path[:-1]:
        if not isinstance(trail[-1], dict) or not isinstance(trail[-1].get(key), dict):
            return
        trail.append(trail[-1][key])
    for data, key in zip(reversed(trail), reversed(path), strict=True):
        if isinstance(data, dict) and key in data:
            del data[key]
        if data:
            return
