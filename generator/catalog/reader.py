"""One folder's files → its records, its problems, where everything stands, and the digest of all that was read.

A file that cannot be read costs that file only, a faulty record that record; the rest is kept.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.catalog.adjusting import Adjustment
from generator.catalog.documents import DocumentType
from generator.catalog.item import Item
from generator.catalog.model import (
    AddedGist,
    CatalogInfo,
    ClaimRecord,
    Department,
    Law,
    LinkReview,
    Method,
    QuotationRecord,
    Redirect,
    Spoken,
    Term,
)
from generator.catalog.model_problems import problems_of
from generator.catalog.notices import Notice
from generator.catalog.places import Places
from generator.catalog.problem import DataPath, Problem, did_you_mean
from generator.catalog.unread import Unread, sound_info
from generator.catalog.yaml_source import Read, YamlSource
from generator.files import read_file, reason, shown_path

RECORD_FOLDERS: dict[str, type[BaseModel]] = {
    "items": Item,
    "laws": Law,
    "documents": DocumentType,
    "notices": Notice,
    "adjustments": Adjustment,
}
"""Folders that hold one record a file; the file's name is the record's id."""

TABLES: dict[str, type[BaseModel]] = {"departments": Department, "methods": Method}
"""Small files that hold records by id."""

LISTS: dict[str, type[BaseModel]] = {
    "terms": Term,
    "spoken": Spoken,
    "gists": AddedGist,
    "comparisons": QuotationRecord,
    "redirects": Redirect,
    "claim_records": ClaimRecord,
    "link_reviews": LinkReview,
}
"""Files that hold a list of records; without one the list is empty."""

_TEMPLATES = "documents"
_LARGEST_TEMPLATE = 20_000_000

_MISSPELT = frozenset({".yaml", ".yml"})
"""Endings, in any letters, of what was meant to be a record."""

_OTHER_FOLDERS = frozenset({"statutes", "schemas", "inbox", "previews"})


Found = TypeVar("Found", bound=BaseModel)


class Reader:
    """Reads one folder, collecting problems, positions, what is unread, and the digest of all that was read.

    `prefix`: how problems name the folder, where it is not the catalog's.
    """

    def __init__(self, folder: Path, read: Read, prefix: str = "") -> None:
        self.root, self.prefix = folder, prefix
        self.read_yaml = read
        self.problems: list[Problem] = []
        self.places = Places()
        self.unread = Unread()
        self.digest = hashlib.sha256()
        self.folders: dict[Path, Sequence[Path]] = {}

    def info(self) -> CatalogInfo:
        """What catalog.yaml says; where it is faulty, as much of it as is sound."""
        path = self.root / "catalog.yaml"
        if not os.path.lexists(path):
            what = "缺少 catalog.yaml" if os.path.lexists(self.root) else "目录文件夹不存在"
            inner = self.root / "catalog"
            is_above = (inner / "catalog.yaml").is_file()
            hint = f"是不是 {inner}？" if is_above else ""
            hint += "请用 --catalog 指明目录文件夹，其中应有 catalog.yaml、items、laws"
            self.problems.append(Problem("catalog.yaml", 1, 1, "error", f"{what}：{self.root}", hint=hint))
            self.unread.records["catalog"] = None
            return sound_info(self.unread, {})
        source = self.read(path)
        self.places.sources["catalog"] = (source, ())
        if source.data is None:
            self.unread.records["texts"] = None
        for info in self.record("catalog", source, (), CatalogInfo):
            return info
        return sound_info(self.unread, source.written)

    def folder(self, name: str, model: type[BaseModel]) -> tuple[Any, ...]:
        """The records of a folder of one file each."""
        found: list[Any] = []
        for path in self.listed(self.root / name):
            if path.name.startswith((".", "~")) or (name == _TEMPLATES and path.suffix == ".docx"):
                continue
            record = f"{name}/{path.stem}"
            if path.suffix != ".yaml":
                self.problem(path, "不认识的文件", "它不会被读取", "记录文件应以 .yaml 结尾；不用的文件请移走")
                if path.suffix.lower() in _MISSPELT:
                    self.unread.records.setdefault(record, self.read_yaml(path, self.name(path)).written)
                continue
            source = self.read(path)
            self.places.sources[record] = (source, ())
            found += self.record(record, source, (), model, path.stem)
        return tuple(found)

    def templates(self, types: Collection[str]) -> dict[str, bytes]:
        """The bureau's own templates: documents/<id>.docx of the document types there are."""
        found: dict[str, bytes] = {}
        for path in self.listed(self.root / _TEMPLATES):
            if path.name.startswith((".", "~")) or path.suffix != ".docx":
                continue
            if path.stem not in types and not self.unread.has("documents", path.stem):
                hint = did_you_mean(path.stem, types) or "文件名应是文书编号"
                self.problem(path, "没有这种文书，模板不会被使用", "", hint)
                continue
            try:
                found[path.stem] = read_file(path, _LARGEST_TEMPLATE)
            except OSError as error:
                self.problem(path, f"模板读不了：{reason(error)}", "", "请检查文件和权限，删去其中的图片等内容")
                continue
            self.digest.update(f"{self.name(path)}\0".encode() + hashlib.sha256(found[path.stem]).digest())
        return found

    def by_id(self, name: str, model: type[BaseModel]) -> tuple[Any, ...]:
        """The records of a file that holds them by id."""
        found: list[Any] = []
        for source in self.optional(name, dict, "文件应是“编号: 记录”的对照"):
            for key in source.data:
                self.places.sources[f"{name}/{key}"] = (source, (key,))
                found += self.record(f"{name}/{key}", source, (key,), model, key)
        return tuple(found)

    def listing(self, name: str, model: type[BaseModel]) -> tuple[Any, ...]:
        """The records of a list; a place is named after the record's position among those read."""
        found: list[Any] = []
        for source in self.optional(name, list, "文件应是记录的列表（每条以“- ”开头）"):
            for index in range(len(source.data)):
                made = self.record(f"{name}/{index}", source, (index,), model)
                self.places.sources[f"{name}/{len(found)}"] = (source, (index,))
                found += made
        return tuple(found)

    def optional(self, name: str, shape: type, otherwise: str) -> Iterator[YamlSource]:
        """The source of a file that may be missing, where it has the right shape."""
        path = self.root / f"{name}.yaml"
        if os.path.lexists(path):
            source = self.read(path)
            if isinstance(source.data, shape):
                yield source
                return
            self.unread.records[name] = None
            if source.data is not None:
                self.problem(path, otherwise, "", "")

    def strangers(self, texts: Iterable[str], about: str = "catalog.yaml") -> None:
        """Files and folders that are not known: a misspelt name would be ignored in silence.

        `texts`: folders of law texts; `about`: the file that says what the folder is.
        """
        files = {
            about,
            "decisions.yaml",
            "published-addresses.txt",
            "README.md",
            *(f"{name}.yaml" for name in (*TABLES, *LISTS)),
        }
        folders = {*RECORD_FOLDERS, *_OTHER_FOLDERS, *texts}
        before = len(self.problems)
        for path in self.listed(self.root):
            known = folders if path.is_dir() else files
            is_text = path.is_dir() and "texts" in self.unread.records
            if path.name not in known and not is_text and not path.name.startswith((".", "~")):
                self.problem(path, "不认识的文件或文件夹", "它不会被读取", did_you_mean(path.name, known))
        if len(self.problems) > before:
            there = {path.stem for path in self.listed(self.root)}
            self.unread.records |= {name: None for name in (*RECORD_FOLDERS, *TABLES, *LISTS) if name not in there}

    def listed(self, folder: Path) -> Sequence[Path]:
        """What is in a folder; one that cannot be read is a problem, not an empty folder."""
        if folder not in self.folders:
            self.folders[folder] = []
            try:
                self.folders[folder] = sorted(folder.iterdir())
            except FileNotFoundError:
                pass
            except OSError as error:
                if folder == self.root or self.root.is_dir():
                    self.problem(folder, f"文件夹读不了：{reason(error)}", "", "请检查权限")
                    self.unread.records[folder.name] = None
        return self.folders[folder]

    def read(self, path: Path) -> YamlSource:
        """A file as YAML; its problems and its digest are this reader's."""
        source = self.read_yaml(path, self.name(path))
        self.problems += source.problems
        source.problems.clear()
        self.digest.update(f"{source.file}\0".encode() + source.digest)
        return source

    def problem(self, path: Path, what: str, why: str, hint: str) -> None:
        """Note a problem of a file as a whole."""
        self.problems.append(Problem(self.name(path), 1, 1, "error", what, why, hint))

    def name(self, path: Path) -> str:
        """How problems name a file; what is no text in its name is replaced."""
        return self.prefix + shown_path(Path(path.relative_to(self.root).as_posix()))

    def record(self, name: str, source: YamlSource, base: DataPath, model: type[Found], id_: str = "") -> list[Found]:
        """The record of this name at `base` of a source; none, and it is unread, where it is faulty."""
        data = source.data
        for part in base:
            data = data[part]
        if isinstance(data, dict) and not (id_ and "id" in data):
            try:
                return [model.model_validate({**data, "id": id_} if id_ else data)]
            except ValidationError as error:
                self.problems += problems_of(error, source, base, data, model)
        elif isinstance(data, dict):
            hint = "请删去这一行"
            position = source.key_position((*base, "id"))
            self.problems.append(
                Problem(source.file, *position, "error", "不要写 id：文件名（或编号）就是 id", hint=hint)
            )
        elif source.data is not None:
            what = "这里应是一条记录（“键: 值”的形式）"
            self.problems.append(Problem(source.file, *source.position(base), "error", what))
        self.unread.records[name] = data if base else source.written
        return []
