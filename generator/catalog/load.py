"""Where the data comes in: a catalog folder → the records that could be read, and every problem of the others.

Reading never prints or exits. The rest of a faulty catalog is kept and checked, so that one run shows all faults. Records come in layers: those of
packs, those of the catalogs of the levels above, the catalog's own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.catalog.extending import folders_of
from generator.catalog.layers import Layer, Merged
from generator.catalog.model import Catalog, PackInfo
from generator.catalog.packs import FOLDER, SHOWN, pack_names
from generator.catalog.places import Places
from generator.catalog.problem import Problem, did_you_mean
from generator.catalog.reader import RECORD_FOLDERS, TABLES, Reader
from generator.catalog.unread import Unread
from generator.catalog.yaml_source import Read, read_yaml

_OF_A_FOLDER = dict.fromkeys((*RECORD_FOLDERS, *TABLES, "sources"))
"""What nobody knows of where a pack or an upper catalog could not be read."""

_NOT_INHERITED = frozenset({"notices", "redirects"})
"""What of an upper catalog is its own alone: its papers, and the addresses of its site."""

_MOST_TOLD = 100
"""Problems told of one file."""


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


def load(folder: Path, read: Read | None = None) -> Loaded:
    """Read the catalog in `folder` with the packs and the upper catalogs it uses. The problems hold syntax and model
    faults; rules come from `validation`."""
    read = read or read_yaml
    reader = Reader(folder, read)
    own = Layer(reader, reader.info())
    above = _above(own, folders_of(folder)[1:], read)
    packs = list(_packs([*above, own], read))
    reader.strangers([text.folder for text in own.info.texts])
    merged = Merged([*packs, *above, own])
    found = Catalog(
        info=merged.info(),
        written_info=own.info,
        templates=merged.templates,
        **merged.records,
        digest=merged.digest(),
        packs=tuple(layer.pack for layer in packs),
        levels=tuple(layer.level for layer in above),
        changes=tuple(merged.changes),
        origins=merged.origins,
    )
    return Loaded(found, merged.unread, sorted(_told(merged.problems)), merged.places)


def _above(own: Layer, folders: Sequence[Path], read: Read) -> list[Layer]:
    """The layers of the catalogs a catalog builds on, the highest first; one that is not there is a problem."""
    found: list[Layer] = []
    layer = own
    for folder in (*folders, None):
        if not layer.info.extends:
            break
        if folder is None or not (folder / "catalog.yaml").is_file():
            what = f"没有上级目录：{layer.info.extends}" if folder else "extends 绕回到了自己"
            hint = "写上级目录的文件夹，从本目录的文件夹算起，其中应有 catalog.yaml"
            layer.reader.problems.append(layer.reader.places.problem("catalog", ("extends",), what, "", hint))
            layer.reader.unread.records |= _OF_A_FOLDER
            break
        shown = posixpath.normpath(posixpath.join(layer.folder, Path(layer.info.extends).as_posix()))
        reader = Reader(folder, read, f"{shown}/")
        layer = Layer(reader, reader.info(), shown, "上级目录", _NOT_INHERITED)
        found.insert(0, layer)
    return found


def _packs(layers: Sequence[Layer], read: Read) -> Iterator[Layer]:
    """The layers of the packs that catalogs use, in their order, each once; a name that none has, and a pack that is
    missing beside another, are problems."""
    uses = {name: (layer, number) for layer in reversed(layers) for number, name in enumerate(layer.info.uses)}
    for name in dict.fromkeys(name for layer in layers for name in layer.info.uses):
        layer, number = uses[name]

        def tell(what: str, why: str, hint: str, layer: Layer = layer, number: int = number) -> None:
            problem = layer.reader.places.problem("catalog", ("uses", number), what, why, hint)
            layer.reader.problems.append(problem)

        if not (FOLDER / name / "pack.yaml").is_file():
            tell(f"没有资料包“{name}”", "", did_you_mean(name, pack_names()) or f"现有：{'、'.join(pack_names())}")
            layer.reader.unread.records |= _OF_A_FOLDER
            continue
        reader = Reader(FOLDER / name, read, f"{SHOWN}/{name}/")
        source = reader.read(FOLDER / name / "pack.yaml")
        reader.places.sources["catalog"] = (source, ())
        about = next(iter(reader.record("pack", source, (), PackInfo)), None)
        if about is None:
            layer.reader.problems += reader.problems
            layer.reader.unread.records |= _OF_A_FOLDER
            continue
        reader.strangers((), "pack.yaml")
        for place, missing in ((place, need) for place, need in enumerate(about.needs) if need not in uses):
            if missing not in pack_names():
                hint = did_you_mean(missing, pack_names())
                what = f"没有资料包“{missing}”"
                reader.problems.append(reader.places.problem("catalog", ("needs", place), what, "", hint))
                continue
            tell(f"资料包“{name}”要和“{missing}”一起用", "它引用其中的记录", f"请在 uses 里加上 {missing}")
        yield Layer(reader, about, name, "资料包", frozenset({"adjustments"}))


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
