"""Edits → the catalog's files as they would be, checked as a catalog before anything is written."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.catalog.extending import folders_of
from generator.catalog.problem import Problem
from generator.catalog.reader import RECORD_FOLDERS
from generator.catalog.yaml_source import YamlSource, read_yaml
from generator.files import Change, RefusedError, copy_tree, listed, work_folder
from generator.tables.back.edits import AddRow, Applied, Edit, RemoveRow, SetValue, applied
from generator.tables.book.findings import Finding
from generator.tables.book.spec import FULL
from generator.tables.book.tree import file_data, files_of, paths_of, written_tree
from generator.tables.yaml import text as yaml_text
from generator.tables.yaml.edit import YamlEditError, rewritten

ProblemsOf = Callable[[Path], list[Problem]]
"""All that is wrong with the catalog of a folder."""

_SCHEMAS = {"items": "item", "laws": "law"}


@dataclass
class Plan:
    """What an import would do: its edits, its findings, each changed file before and after (None: there is none)."""

    edits: list[Edit]
    findings: list[Finding]
    files: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """How the table was understood: which sheet is what, which column was taken for what."""

    @property
    def errors(self) -> list[Finding]:
        """What keeps the import from being written."""
        return [finding for finding in self.findings if finding.severity == "error"]

    def diff(self) -> Iterator[str]:
        """A unified diff of the catalog's files."""
        for name, (old, new) in self.files.items():
            before = (old or "").splitlines(keepends=True)
            after = (new or "").splitlines(keepends=True)
            heads = (name if old is not None else "（新文件）", name if new is not None else "（删去）")
            for line in difflib.unified_diff(before, after, *heads, n=2):
                yield line.rstrip("\r\n")

    def put(self, change: Change) -> None:
        """Have all files replaced by a change. Raises ValueError where there are errors, OSError as `Change.put`."""
        if self.errors:
            raise ValueError("有错误的导入不能写入")
        for name, (_, new) in self.files.items():
            change.put(Path(name), None if new is None else new.encode())


def plan(catalog_dir: Path, edits: list[Edit], findings: list[Finding], problems_of: ProblemsOf) -> Plan:
    """Work out the files and check the catalog they would make; its new problems are reported with their cells."""
    sources = files_of(catalog_dir)
    if faulty := [catalog_dir / name for name, source in sources.items() if source.problems]:
        raise RefusedError(f"目录文件读不了，或者这期间被改坏：{listed(faulty)}")
    texts = {name: (catalog_dir / name).read_bytes().decode() for name in sources}
    done = applied(written_tree(sources), edits)
    made = Plan(edits, [*findings, *_without_penalties(done)])
    data = file_data(done.tree, sources)
    for name, value in data.items():
        if name not in sources:
            made.files[name] = (None, yaml_text.document(value, _schema(name)))
        elif value != sources[name].data:
            try:
                made.files[name] = (texts[name], rewritten(texts[name], sources[name].data, value))
            except YamlEditError as error:
                made.findings.append(Finding(name, "error", f"{error}，没有写入", "请直接改这个文件，并报告维护人员"))
    made.files |= {name: (texts[name], None) for name in sources if name not in data}
    if made.files and not made.errors:
        made.findings += _new_problems(catalog_dir, made, done, problems_of)
    return made


def _without_penalties(done: Applied) -> Iterator[Finding]:
    """Checks that would have an empty list of penalties: neither a penalty, nor the statement that there is none."""
    for name, item in done.tree["items"].items():
        for check in item.get("checks") or ():
            if check.get("penalty") == []:
                what = f"检查要点 {check.get('id')} 写着“见罚则表”，“罚则”表里没有它的行"
                hint = "请在“罚则”表补上，或者改为“无对应罚则”“待核实”"
                yield Finding(f"items/{name}.yaml", "error", what, hint)


def _schema(name: str) -> str:
    return _SCHEMAS.get(name.partition("/")[0]) or ""


def _new_problems(catalog_dir: Path, made: Plan, done: Applied, problems_of: ProblemsOf) -> Iterator[Finding]:
    """The problems the changed catalog has and the present one has not, each with the cell it comes from where one does."""
    with work_folder() as work:
        folder = _copy(catalog_dir, work)
        known = {(p.file, p.what) for p in problems_of(folder)}
        for file, (_, new) in made.files.items():
            if new is None:
                (folder / file).unlink()
            else:
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_bytes(new.encode())
        cells = _cells(folder, made.edits, done)
        for problem in problems_of(folder):
            if (problem.file, problem.what) not in known:
                yield of_catalog(problem, cells.get((problem.file, problem.line), ""))


def of_catalog(problem: Problem, cell: str = "") -> Finding:
    """A catalog's problem as a finding, at the cell it comes from where there is one."""
    place = cell or f"{problem.file}:{problem.line}:{problem.column}"
    why = f"（{problem.why}）" if problem.why else ""
    return Finding(place, problem.severity, problem.what + why, problem.hint)


def _copy(catalog_dir: Path, work: Path) -> Path:
    """The catalog, with those it builds on where it looks for them, without law texts, pictures and other files that no
    rule reads; its folder."""
    folders = [Path(os.path.realpath(folder)) for folder in folders_of(catalog_dir)]
    root = Path(os.path.commonpath(folders)).parent
    for source in folders:
        folder = work / source.relative_to(root)
        folder.mkdir(parents=True, exist_ok=True)
        for path in (*source.glob("*.yaml"), *source.glob("*.txt")):
            shutil.copyfile(path, folder / path.name)
        for name in RECORD_FOLDERS:
            copy_tree(source / name, folder / name)
    return work / folders[0].relative_to(root)


def _cells(folder: Path, edits: list[Edit], done: Applied) -> dict[tuple[str, int], str]:
    """File and line → the cell that wrote it; a record's first line leads to its row."""
    places = {id(data): (file, path) for table in FULL for file, path, data in paths_of(done.tree, table)}
    sources: dict[str, YamlSource] = {}
    found: dict[tuple[str, int], str] = {}
    for edit in edits:
        element = done.elements.get((edit.table.name, edit.key))
        if isinstance(edit, RemoveRow) or element is None or id(element) not in places:
            continue
        file, path = places[id(element)]
        if file not in sources:
            sources[file] = read_yaml(folder / file, file)
        source = sources[file]
        if isinstance(edit, SetValue):
            found.setdefault((file, source.position((*path, *edit.column.path))[0]), edit.place)
        elif isinstance(edit, AddRow):
            for column in edit.table.columns:
                place = edit.places.get(column.head, edit.place)
                if edit.values.get(column.head) is not None:
                    found.setdefault((file, source.position((*path, *column.path))[0]), place)
            found.setdefault((file, source.position(path)[0]), edit.place)
    return found
