"""Where the data comes in: a catalog folder → Catalog, or every problem that keeps it from being one.

Reading never prints or exits. A file that cannot be read costs that file only; the others are still
checked, so that one run shows all faults.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.catalog.documents import DocumentType
from generator.catalog.messages import problems_of
from generator.catalog.model import (
    Catalog,
    CatalogInfo,
    ClaimRecord,
    Department,
    Item,
    Law,
    LinkReview,
    Method,
    QuotationRecord,
    Redirect,
    Spoken,
    Term,
)
from generator.catalog.notices import Notice
from generator.catalog.problem import DataPath, Problem, did_you_mean
from generator.catalog.yaml_source import Read, YamlSource, read_yaml
from generator.files import read_file, reason, shown_path

RECORD_FOLDERS: dict[str, type[BaseModel]] = {"items": Item, "laws": Law, "documents": DocumentType, "notices": Notice}
"""Folders that hold one record a file; the file's name is the record's id."""

TABLES: dict[str, type[BaseModel]] = {"departments": Department, "methods": Method}
"""Small files that hold records by id."""

LISTS: dict[str, type[BaseModel]] = {
    "terms": Term,
    "spoken": Spoken,
    "comparisons": QuotationRecord,
    "redirects": Redirect,
    "claim_records": ClaimRecord,
    "link_reviews": LinkReview,
}
"""Files that hold a list of records; without one the list is empty."""

_TEMPLATES = "documents"
_LARGEST_TEMPLATE = 20_000_000

_MOST_TOLD = 100
"""Problems told of one file."""

_OTHER_FOLDERS = frozenset({"statutes", "schemas", "inbox", "previews"})


@dataclass
class Loaded:
    """A catalog (None where errors prevent one), the problems found, and where every value stands."""

    catalog: Catalog | None
    problems: list[Problem]
    places: Places


@dataclass
class Places:
    """Finds file, line and column of a record's value, for checks that look at loaded records."""

    sources: dict[str, tuple[YamlSource, DataPath]] = field(default_factory=dict)

    def problem(
        self, record: str, path: DataPath, what: str, why: str = "", hint: str = "", *, warning: bool = False
    ) -> Problem:
        """A problem at `path` inside the record `items/01-x` (or `departments/policy`, `catalog`)."""
        source, base = self.sources[record]
        return Problem(
            source.file, *source.position((*base, *path)), "warning" if warning else "error", what, why, hint
        )


def load(folder: Path, read: Read = read_yaml) -> Loaded:
    """Read the catalog in `folder`. The problems hold syntax and model faults; rules come from `validation`."""
    reader = _Reader(folder, read)
    info = reader.info()
    records: dict[str, tuple[Any, ...]] = {name: reader.folder(name, model) for name, model in RECORD_FOLDERS.items()}
    templates = reader.templates()
    tables = {name: reader.table(name, model) for name, model in TABLES.items()}
    lists = {name: reader.list(name, model) for name, model in LISTS.items()}
    reader.strangers(info)
    problems = sorted(_told(reader.problems))
    catalog = None
    if info is not None and not any(problem.severity == "error" for problem in problems):
        catalog = Catalog(
            info=info, templates=templates, **records, **tables, **lists, digest=reader.digest.hexdigest()
        )
    return Loaded(catalog, problems, reader.places)


def _told(problems: list[Problem]) -> Iterator[Problem]:
    """The problems; of a file that has far too many, the first ones and how many more there are."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    for file, found in by_file.items():
        yield from found[:_MOST_TOLD]
        for next_ in found[_MOST_TOLD : _MOST_TOLD + 1]:
            what = f"这个文件还有 {len(found) - _MOST_TOLD} 处问题"
            yield Problem(file, next_.line, next_.column, "error", what, hint="请先改正前面的")


class _Reader:
    """Reads one catalog folder, collecting problems, positions and the digest of all that was read."""

    def __init__(self, folder: Path, read: Read) -> None:
        self.root = folder
        self.read_yaml = read
        self.problems: list[Problem] = []
        self.places = Places()
        self.digest = hashlib.sha256()
        self.folders: dict[Path, Sequence[Path]] = {}

    def info(self) -> CatalogInfo | None:
        path = self.root / "catalog.yaml"
        if not os.path.lexists(path):
            what = "缺少 catalog.yaml" if os.path.lexists(self.root) else "目录文件夹不存在"
            hint = "请用 --catalog 指明目录文件夹，其中应有 catalog.yaml、items、laws"
            self.problems.append(Problem("catalog.yaml", 1, 1, "error", f"{what}：{self.root}", hint=hint))
            return None
        source = self.read(path)
        self.places.sources["catalog"] = (source, ())
        found = list(self.validate(source, CatalogInfo, source.data, (), lambda data: data))
        return found[0] if found else None

    def folder(self, name: str, model: type[BaseModel]) -> tuple[Any, ...]:
        found: list[Any] = []
        for path in self.listed(self.root / name):
            if path.name.startswith((".", "~")) or (name == _TEMPLATES and path.suffix == ".docx"):
                continue
            if path.suffix != ".yaml":
                self.problem(path, "不认识的文件", "它不会被读取", "记录文件应以 .yaml 结尾；不用的文件请移走")
                continue
            source = self.read(path)
            self.places.sources[f"{name}/{path.stem}"] = (source, ())
            found += self.validate(source, model, source.data, (), lambda data, stem=path.stem: {**data, "id": stem})  # type: ignore[misc]
        return tuple(found)

    def templates(self) -> dict[str, bytes]:
        """The bureau's own templates: documents/<id>.docx beside the type's YAML."""
        found: dict[str, bytes] = {}
        for path in self.listed(self.root / _TEMPLATES):
            if path.name.startswith((".", "~")) or path.suffix != ".docx":
                continue
            if not path.with_suffix(".yaml").is_file():
                known = [other.stem for other in path.parent.glob("*.yaml")]
                self.problem(
                    path, "没有这种文书，模板不会被使用", "", did_you_mean(path.stem, known) or "文件名应是文书编号"
                )
                continue
            try:
                found[path.stem] = read_file(path, _LARGEST_TEMPLATE)
            except OSError as error:
                self.problem(path, f"模板读不了：{reason(error)}", "", "请检查文件和权限，删去其中的图片等内容")
                continue
            self.digest.update(f"{self.name(path)}\0".encode() + hashlib.sha256(found[path.stem]).digest())
        return found

    def table(self, name: str, model: type[BaseModel]) -> tuple[Any, ...]:
        found: list[Any] = []
        for source in self.optional(f"{name}.yaml"):
            if not isinstance(source.data, dict):
                source.add((1, 1), "文件应是“编号: 记录”的对照")
            else:
                for key, data in source.data.items():
                    self.places.sources[f"{name}/{key}"] = (source, (key,))
                    found += self.validate(source, model, data, (key,), lambda data, key=key: {**data, "id": key})  # type: ignore[misc]
            self.collect(source)
        return tuple(found)

    def list(self, name: str, model: type[BaseModel]) -> tuple[Any, ...]:
        found: list[Any] = []
        for source in self.optional(f"{name}.yaml"):
            if not isinstance(source.data, list):
                source.add((1, 1), "文件应是记录的列表（每条以“- ”开头）")
            else:
                for index, data in enumerate(source.data):
                    self.places.sources[f"{name}/{index}"] = (source, (index,))
                    found += self.validate(source, model, data, (index,), lambda data: data)
            self.collect(source)
        return tuple(found)

    def optional(self, name: str) -> Iterator[YamlSource]:
        path = self.root / name
        if os.path.lexists(path):
            source = self.read(path)
            if source.data is not None:
                yield source

    def strangers(self, info: CatalogInfo | None) -> None:
        """Files and folders the catalog does not know: a misspelt name would be ignored in silence."""
        files = {
            "catalog.yaml",
            "decisions.yaml",
            "published-addresses.txt",
            "README.md",
            *(f"{name}.yaml" for name in (*TABLES, *LISTS)),
        }
        folders = {*RECORD_FOLDERS, *_OTHER_FOLDERS, *(text.folder for text in (info.texts if info else ()))}
        for path in self.listed(self.root):
            known = folders if path.is_dir() else files
            if path.name not in known and not path.name.startswith((".", "~")):
                self.problem(path, "不认识的文件或文件夹", "它不会被读取", did_you_mean(path.name, known))

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
        return self.folders[folder]

    def read(self, path: Path) -> YamlSource:
        source = self.read_yaml(path, self.name(path))
        self.collect(source)
        self.digest.update(f"{source.file}\0".encode() + source.digest)
        return source

    def collect(self, source: YamlSource) -> None:
        self.problems += source.problems
        source.problems.clear()

    def problem(self, path: Path, what: str, why: str, hint: str) -> None:
        self.problems.append(Problem(self.name(path), 1, 1, "error", what, why, hint))

    def name(self, path: Path) -> str:
        """How problems name a file; what is no text in its name is replaced."""
        return shown_path(Path(path.relative_to(self.root).as_posix()))

    def validate(
        self, source: YamlSource, model: type[Any], data: Any, base: DataPath, complete: Callable[[Any], Any]
    ) -> Iterator[Any]:
        if data is None and source.data is None:
            return
        if not isinstance(data, dict):
            self.problems.append(
                Problem(source.file, *source.position(base), "error", "这里应是一条记录（“键: 值”的形式）")
            )
            return
        if "id" in data and complete(data) is not data:
            position = source.key_position((*base, "id"))
            self.problems.append(
                Problem(source.file, *position, "error", "不要写 id：文件名（或编号）就是 id", hint="请删去这一行")
            )
            return
        try:
            yield model.model_validate(complete(data))
        except ValidationError as error:
            self.problems += problems_of(error, source, base, data, model)
