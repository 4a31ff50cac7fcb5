"""The catalog's data as one tree of plain values, from the model (canonical) or from the files (as written).

Both have one shape, so that a row's key found in the one leads to the element in the other:
items/<id>, laws/<id>, departments/<id>, methods/<id>, catalog, terms[n] …
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.catalog.model import Catalog, CatalogInfo
from generator.catalog.problem import DataPath
from generator.catalog.reader import LISTS, RECORD_FOLDERS, TABLES
from generator.catalog.yaml_source import YamlSource, read_yaml
from generator.tables.book.spec import LISTED, Column, Key, Level, Table

Tree = dict[str, Any]

FOLDERS = ("items", "laws")
"""Folders of one record a file that tables hold; document types and notices stay files."""

assert set(FOLDERS) <= set(RECORD_FOLDERS)


def tree_of(catalog: Catalog, *, with_packs: bool = False) -> Tree:
    """What the catalog's own folder holds, as canonical plain data; `with_packs`: and the packs it uses."""
    info = _plain(catalog.info if with_packs else catalog.written_info)
    if catalog.written_info.texts == CatalogInfo.model_fields["texts"].default:
        del info["texts"]
    tree: Tree = {"catalog": info}
    for name in (*FOLDERS, *TABLES):
        found = getattr(catalog, name) if with_packs else catalog.own(name)
        records = {record.id: _plain(record) for record in found}
        for data in records.values():
            del data["id"]
        tree[name] = records
    for name in LISTS:
        tree[name] = [_plain(record) for record in (getattr(catalog, name) if with_packs else catalog.own(name))]
    return _with_penalty_lists(tree)


def _plain(record: Any) -> dict[str, Any]:
    data: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    return data


def files_of(folder: Path) -> dict[str, YamlSource]:
    """Every file of a catalog that tables hold, by its name relative to the folder."""
    names = ["catalog.yaml", *(f"{name}.yaml" for name in (*TABLES, *LISTS))]
    paths = [folder / name for name in names]
    for name in FOLDERS:
        paths += [path for path in sorted((folder / name).glob("*.yaml")) if not path.name.startswith((".", "~"))]
    return {
        path.relative_to(folder).as_posix(): read_yaml(path, path.relative_to(folder).as_posix())
        for path in paths
        if path.is_file()
    }


def written_tree(sources: dict[str, YamlSource]) -> Tree:
    """The same tree as the files write it, a copy."""
    tree: Tree = {"catalog": {}, **{name: {} for name in (*FOLDERS, *TABLES)}, **{name: [] for name in LISTS}}
    for name, source in sources.items():
        folder, _, file = name.rpartition("/")
        if folder:
            tree[folder][file.removesuffix(".yaml")] = source.data
        elif source.data is not None:
            tree[name.removesuffix(".yaml")] = source.data
    return _with_penalty_lists(copy.deepcopy(tree))


def file_data(tree: Tree, before: dict[str, YamlSource]) -> dict[str, Any]:
    """The data of every file of a tree, by file name; a single penalty is one record again where it was, or is new."""
    found: dict[str, Any] = {}
    for folder in FOLDERS:
        for record, data in tree[folder].items():
            name = f"{folder}/{record}.yaml"
            old = before[name].data if name in before else None
            found[name] = _single_penalties(data, old) if folder == "items" else data
    for name in ("catalog", *TABLES, *LISTS):
        if tree[name] or f"{name}.yaml" in before:
            found[f"{name}.yaml"] = tree[name]
    return found


def _with_penalty_lists(tree: Tree) -> Tree:
    for item in tree["items"].values():
        for check in item.get("checks") or ():
            if isinstance(check, dict) and isinstance(check.get("penalty"), dict):
                check["penalty"] = [check["penalty"]]
    return tree


def _single_penalties(item: Any, old: Any) -> Any:
    was_list = {
        check["id"]
        for check in ((old or {}).get("checks") or ())
        if isinstance(check, dict) and isinstance(check.get("penalty"), list) and "id" in check
    }
    checks = [
        {**check, "penalty": check["penalty"][0]}
        if isinstance(check.get("penalty"), list) and len(check["penalty"]) == 1 and check.get("id") not in was_list
        else check
        for check in item.get("checks") or ()
    ]
    return {**item, "checks": checks} if "checks" in item and item["checks"] is not None else item


def rows_of(tree: Tree, table: Table) -> Iterator[tuple[Key, Any]]:
    """Every row of a table: its key and its data."""
    yield from _walk(tree, table.levels, ())


def _walk(data: Any, levels: tuple[Level, ...], key: Key) -> Iterator[tuple[Key, Any]]:
    if not levels:
        yield key, data
        return
    level, rest = levels[0], levels[1:]
    for part, child in children(container(data, level.path), level):
        yield from _walk(child, rest, (*key, *part))


def container(data: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path of keys; None where nothing does."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def children(held: Any, level: Level) -> Iterator[tuple[Key, Any]]:
    """The elements of a container with their part of the key."""
    if level.how == "single":
        if held is not None:
            yield (), held
    elif level.how == "dict":
        for name, child in (held or {}).items():
            yield (name,), child
    elif isinstance(held, list):
        for index, child in enumerate(held, 1):
            yield (child["id"] if level.how == "list-by-id" else index,), child


def value_at(data: Any, column: Column) -> Any:
    """The value of a row's column; None where there is none, or an empty list."""
    value = container(data, column.path)
    if column.path == ("penalty",) and isinstance(value, list):
        return LISTED
    return None if value in ([], ()) else value


def paths_of(tree: Tree, table: Table) -> Iterator[tuple[str, DataPath, Any]]:
    """Every row's file, the path of its data in the file, and the data itself."""
    yield from _paths(tree, table.levels, ())


def _paths(data: Any, levels: tuple[Level, ...], path: DataPath) -> Iterator[tuple[str, DataPath, Any]]:
    if not levels:
        folder, *inside = path
        if folder in FOLDERS:
            yield f"{folder}/{inside[0]}.yaml", tuple(inside[1:]), data
        else:
            yield f"{folder}.yaml", tuple(inside), data
        return
    level, rest = levels[0], levels[1:]
    held = container(data, level.path)
    for place, (part, child) in enumerate(children(held, level)):
        step = () if level.how == "single" else part if level.how == "dict" else (place,)
        yield from _paths(child, rest, (*path, *level.path, *step))
