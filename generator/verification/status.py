"""The state of every law on a day: in force, not yet, amended since, repealed, unknown; and what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.catalog.model import Catalog, Law, Version
from generator.catalog.periods import law_status, version_on

StatusKind = Literal["in-force", "not-yet", "amended", "repealed", "unknown"]


@dataclass(frozen=True)
class LawStatus:
    """A law on a day. `next` is the version that takes the place of the one in force; `remark` what else to know."""

    law: Law
    kind: StatusKind
    word: str
    version: Version | None
    next: Version | None
    replaced_by: Law | None
    remark: str


def status_on(law: Law, catalog: Catalog, day: date) -> LawStatus:
    """The state of a law on a day, from the versions the catalog lists."""
    version = version_on(law, day)
    later = sorted((other for other in law.versions if other.start > day), key=lambda other: other.start)
    following = later[0] if later else None
    end = law.ended
    replaced_by = next((other for other in catalog.laws if end and other.id == end.replaced_by), None)
    word = law_status(law, day)
    kinds: dict[str, StatusKind] = {
        "施行中": "in-force",
        "尚未施行": "not-yet",
        "已废止": "repealed",
        "不明": "unknown",
    }
    kind = kinds[word]
    remarks = [f"{mark.status}" for mark in law.marks if mark.since <= day]
    if kind == "in-force" and following is not None:
        kind, word = "amended", "已修改"
        remarks.insert(0, f"{following.start} 起施行新版本")
    if kind == "repealed" and end is not None:
        instead = f"，由《{replaced_by.short}》接替" if replaced_by else ""
        remarks.insert(0, f"{end.on} 废止：{end.by}{instead}")
    if kind == "not-yet" and following is not None:
        remarks.insert(0, f"{following.start} 起施行")
    if kind == "unknown" and following is not None:
        remarks.insert(0, f"目录最早的版本自 {following.start} 起，此前的版本没有登记")
    return LawStatus(law, kind, word, version, following, replaced_by, "；".join(remarks))
