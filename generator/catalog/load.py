"""Where the data comes in: a catalog folder → the records that could be read, and every problem of the others.

Reading never prints or exits. A file that cannot be read costs that file only, a faulty record that record; the rest
is kept and checked, so that one run shows all faults.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.catalog.documents import DocumentType
from generator.catalog.model import (
    Catalog,
    CatalogInfo,
    ClaimRecord,
    Department,
    Item,
    Law,
    LinkReview,
    Method,
    Pack,
    PackInfo,
    QuotationRecord,
    Redirect,
    Spoken,
    Term,
)
from generator.catalog.model_problems import problems_of
from generator.catalog.notices import Notice
from generator.catalog.packs import FOLDER, SHOWN, pack_names, replaced, replaces_nothing
from generator.catalog.places import Places
from generator.catalog.problem import DataPath, Problem, did_you_mean
from generator.catalog.unread import Unread, sound_info
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

_OF_A_PACK = dict.fromkeys((*RECORD_FOLDERS, *TABLES, "sources"))
"""What nobody knows of where a pack could not be read."""

_TEMPLATES = "documents"
_LARGEST_TEMPLATE = 20_000_000

_MOST_TOLD = 100
"""Problems told of one file."""

_MISSPELT = frozenset({".yaml", ".yml"})
"""Endings, in any letters, of what was meant to be a record."""

_OTHER_FOLDERS = frozenset({"statutes", "schemas", "inbox", "previews"})


Found = TypeVar("Found", bound=BaseModel)


@dataclass
class Loaded:
    """What was read: the records that could be, those that could not, the problems, and where every value stands."""

    found: Catalog
    unread: Unread
    problems: list[Problem]
    places: Places

    @property
    def catalog(self) -> Catalog | None:
        """The whole catalog; None where something kept it from being read."""
        return None if any(problem.severity == "error" for problem in self.problems) else self.found


def load(folder: Path, read: Read = read_yaml) -> Loaded:
    """Read the catalog in `folder` with the packs it uses. The problems hold syntax and model faults; rules come from
    `validation`."""
    reader = _Reader(folder, read)
    own = _Layer(reader, reader.info())
    packs = list(_packs(reader, own.info, read))
    reader.strangers(own.info)
    merged = _Merged([*packs, own])
    found = Catalog(
        info=merged.info(own.info),
        written_info=own.info,
        templates=own.templates,
        **merged.records,
        digest=merged.digest(),
        packs=tuple(layer.pack for layer in packs),
        origins=merged.origins,
    )
    return Loaded(found, merged.unread, sorted(_told(merged.problems)), merged.places)


def _packs(own: _Reader, info: CatalogInfo, read: Read) -> Iterator[_Layer]:
    """The layers of the packs a catalog uses, in its order; a name that none has, and a pack that is missing beside
    another, are problems."""
    for number, name in enumerate(info.uses):
        place = own.places.sources["catalog"][0].position(("uses", number))
        if not (FOLDER / name / "pack.yaml").is_file():
            hint = did_you_mean(name, pack_names()) or f"现有：{'、'.join(pack_names())}"
            own.problems.append(Problem("catalog.yaml", *place, "error", f"没有资料包“{name}”", "", hint))
            own.unread.records |= _OF_A_PACK
            continue
        reader = _Reader(FOLDER / name, read, f"{SHOWN}/{name}/")
        about = next(iter(reader.record("pack", reader.read(FOLDER / name / "pack.yaml"), (), PackInfo)), None)
        if about is None:
            own.problems += reader.problems
            own.unread.records |= _OF_A_PACK
            continue
        for missing in (need for need in about.needs if need not in info.uses):
            what, hint = f"资料包“{name}”要和“{missing}”一起用", f"请在 uses 里加上 {missing}"
            own.problems.append(Problem("catalog.yaml", *place, "error", what, "它引用其中的记录", hint))
        yield _Layer(reader, about, name)


class _Layer:
    """All records of one folder: a pack's or the catalog's own."""

    def __init__(self, reader: _Reader, info: Any, name: str = "") -> None:
        self.reader, self.info, self.name = reader, info, name
        self.by_id = {folder: reader.folder(folder, model) for folder, model in RECORD_FOLDERS.items()}
        self.templates = reader.templates()
        self.by_id |= {table: reader.by_id(table, model) for table, model in TABLES.items()}
        self.lists = {listed: reader.listing(listed, model) for listed, model in LISTS.items()}

    @property
    def pack(self) -> Pack:
        """The pack this layer is."""
        digest = self.reader.digest.hexdigest()
        return Pack(name=self.name, title=self.info.title, version=self.info.version, digest=digest)


class _Merged:
    """The records of all layers: a later one's whole record takes the place of an earlier one's where it says so."""

    def __init__(self, layers: Sequence[_Layer]) -> None:
        self.layers, self.own = layers, layers[-1]
        own = self.own.reader.places.sources
        self.places = Places({name: place for name, place in own.items() if name == "catalog"})
        self.origins: dict[str, str] = {}
        self.problems = [problem for layer in layers for problem in layer.reader.problems]
        self.unread = self.own.reader.unread
        for layer in layers[:-1]:
            self.unread.records |= layer.reader.unread.records
        self.records: dict[str, tuple[Any, ...]] = {name: self._by_id(name) for name in (*RECORD_FOLDERS, *TABLES)}
        self.records |= {name: self._listed(name) for name in LISTS}

    def info(self, own: CatalogInfo) -> CatalogInfo:
        """What catalog.yaml says, with the sources and abbreviations of the packs."""
        packs = [layer.info for layer in self.layers[:-1]]
        sources = {name: source for pack in packs for name, source in pack.sources.items()}
        for name in sources.keys() & own.sources.keys():
            if sources[name] != own.sources[name]:
                what, hint = f"资料包里的出处“{name}”写法不同", "请改成一样，或者换一个名称"
                self.problems.append(
                    self.places.problem("catalog", ("sources", name), what, "同名的出处指的是一处", hint)
                )
        abbreviations = {short: full for pack in packs for short, full in pack.abbreviations.items()}
        words = tuple(dict.fromkeys(word for about in (*packs, own) for word in about.words))
        more = {"sources": own.sources | sources, "abbreviations": abbreviations | own.abbreviations, "words": words}
        return own.model_copy(update=more)

    def digest(self) -> str:
        """The digest of all that was read."""
        whole = self.own.reader.digest.copy()
        for layer in self.layers[:-1]:
            whole.update(layer.reader.digest.digest())
        return whole.hexdigest()

    def _by_id(self, kind: str) -> tuple[Any, ...]:
        found: dict[str, Any] = {}
        for layer in self.layers:
            for record in layer.by_id[kind]:
                self._add(layer, f"{kind}/{record.id}", record, found)
        return tuple(found[name] for name in (sorted(found, key=_as_file) if kind in RECORD_FOLDERS else found))

    def _add(self, layer: _Layer, name: str, record: Any, found: dict[str, Any]) -> None:
        own = layer.reader.places
        if record.id in found:
            self.problems += replaced(name, record, own, self.places, self.origins[name])
        elif layer is self.own:
            self.problems += replaces_nothing(name, record, own)
        found[record.id] = record
        self.places.sources[name] = own.sources[name]
        if layer is self.own:
            self.origins.pop(name, None)
        else:
            self.origins[name] = layer.name

    def _listed(self, kind: str) -> tuple[Any, ...]:
        found: list[Any] = []
        for layer in self.layers:
            for number, record in enumerate(layer.lists[kind]):
                name = f"{kind}/{len(found)}"
                self.places.sources[name] = layer.reader.places.sources[f"{kind}/{number}"]
                if layer.name:
                    self.origins[name] = layer.name
                found.append(record)
        return tuple(found)


def _as_file(name: str) -> str:
    return f"{name}.yaml"


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
            hint = "请用 --catalog 指明目录文件夹，其中应有 catalog.yaml、items、laws"
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

    def by_id(self, name: str, model: type[BaseModel]) -> tuple[Any, ...]:
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

    def strangers(self, info: CatalogInfo) -> None:
        """Files and folders the catalog does not know: a misspelt name would be ignored in silence."""
        files = {
            "catalog.yaml",
            "decisions.yaml",
            "published-addresses.txt",
            "README.md",
            *(f"{name}.yaml" for name in (*TABLES, *LISTS)),
        }
        folders = {*RECORD_FOLDERS, *_OTHER_FOLDERS, *(text.folder for text in info.texts)}
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
        source = self.read_yaml(path, self.name(path))
        self.problems += source.problems
        source.problems.clear()
        self.digest.update(f"{source.file}\0".encode() + source.digest)
        return source

    def problem(self, path: Path, what: str, why: str, hint: str) -> None:
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
