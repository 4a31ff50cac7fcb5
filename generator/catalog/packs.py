"""Packs (资料包): national law, general procedure and words of the trade that catalogs share, shipped with the program.

A pack is a folder like a catalog's, with pack.yaml in the place of catalog.yaml. A catalog names the packs it uses; its
own records come beside theirs, or, where they say so (`replaces`), whole into the place of one of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.catalog.digest import digest_of
from generator.catalog.places import Places
from generator.catalog.problem import Problem
from generator.catalog.value_types import Record, Replaces
from generator.catalog.yaml_source import read_yaml

FOLDER = Path(__file__).resolve().parents[1] / "packs"
"""Where the packs are."""

SHOWN = "packs"
"""How problems name that folder."""


def pack_names() -> list[str]:
    """The packs there are."""
    return sorted(path.parent.name for path in FOLDER.glob("*/pack.yaml"))


def digest_of_record(places: Places, name: str) -> str:
    """The digest of a record as its file writes it."""
    source, base = places.at(name)
    data: Any = source.data
    for part in base:
        data = data[part]
    return digest_of(data)


def replaced(name: str, record: Record, places: Places, below: Places, owner: str) -> Iterator[Problem]:
    """What is wrong with a record that comes into the place of one of a pack or upper catalog, which stands `below`."""
    replaces: Replaces | None = getattr(record, "replaces", None)
    now, where = digest_of_record(below, name), below.at(name)[0].file
    if replaces is None or replaces.of is None:
        what = f"{owner}已有这一条（{where}）"
        hint = f"同一条的，在 replaces 写明理由、出处和 of: {now}（整条替换）；不是同一条的，换一个编号"
        yield places.problem(name, ("replaces",), what, "两条同名，不知道用哪一条", hint)
    elif replaces.of != now:
        what = f"所替换的记录变了（{where}，现在是 {now}）"
        hint = f"请与新的核对，再把 of 改为 {now}；不用再替换的，删去这个文件"
        yield places.problem(name, ("replaces", "of"), what, "替换的内容可能已经过时", hint, warning=True)


def replaces_nothing(name: str, record: Record, places: Places) -> Iterator[Problem]:
    """An error for a record that says it replaces one of a pack or upper catalog that has none of its name."""
    if getattr(record, "replaces", None) is not None:
        yield places.problem(name, ("replaces",), "所用的资料包里没有这一条，没有可替换的", "", "请删去 replaces")


class About(NamedTuple):
    """What a pack says of itself, and how much is in it."""

    name: str
    title: str
    version: str
    needs: tuple[str, ...]
    laws: int
    documents: int


def packs_there() -> Iterator[About]:
    """Every pack that is shipped."""
    for name in pack_names():
        data = read_yaml(FOLDER / name / "pack.yaml", f"{SHOWN}/{name}/pack.yaml").data
        counts = (len(list((FOLDER / name / kind).glob("*.yaml"))) for kind in ("laws", "documents"))
        yield About(name, data["title"], data["version"], tuple(data.get("needs", ())), *counts)
