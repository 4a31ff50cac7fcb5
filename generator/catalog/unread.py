"""What of a faulty catalog could not be read: a reference to it is no fault of the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from generator.catalog.model import CatalogInfo
from generator.law.citation import normal_title

_NO_INFO: dict[str, Any] = {
    "title": "？",
    "agency": {"name": "？", "mark": "？", "code": "？", "recipients": "？"},
    "plan": "？",
    "sources": {},
    "feedback": "？",
}
"""Stands where catalog.yaml could not be read, for the rules alone."""


@dataclass
class Unread:
    """Records that are there but could not be read."""

    records: dict[str, Any] = field(default_factory=dict)
    """Name → data as far as it was read: `laws/old-law`, `methods/patrol`; `methods` where nothing is known of any."""

    def has(self, kind: str, name: str) -> bool:
        """Whether a name is, or may be, that of a record that could not be read."""
        return kind in self.records or f"{kind}/{name}" in self.records

    def any_of(self, *kinds: str) -> bool:
        """Whether a record of one of these kinds could not be read."""
        return any(record.partition("/")[0] in kinds for record in self.records)

    def written(self, kind: str, key: str) -> list[Any]:
        """What the unread records of a kind say under a key; None for one that does not say it."""
        return [
            data.get(key) if isinstance(data, dict) else None
            for record, data in self.records.items()
            if record.partition("/")[0] == kind
        ]

    def may_be_law(self, title: str) -> bool:
        """Whether a title is, or may be, that of a law that could not be read."""
        return None in self._titles or normal_title(title) in self._titles

    @cached_property
    def _titles(self) -> set[str | None]:
        """The names of the unread laws; None among them where one's name is not known."""
        names = [*self.written("laws", "title"), *self.written("laws", "short")]
        names += [alias for own in self.written("laws", "aliases") if isinstance(own, list) for alias in own]
        return {normal_title(name) if isinstance(name, str) else None for name in names}


def sound_info(unread: Unread, written: dict[str, Any]) -> CatalogInfo:
    """As much of a faulty catalog.yaml as is sound; the other parts, and each faulty source, become unread."""
    data = {**_NO_INFO, **written}
    wrong = set(_wrong_parts(data))
    if "sources" not in written:
        wrong.add(("sources",))
    unread.records |= {"/".join(part): None for part in wrong}
    kept = {key: value for key, value in data.items() if (key,) not in wrong}
    if "sources" in kept:
        kept["sources"] = {name: one for name, one in kept["sources"].items() if ("sources", name) not in wrong}
    return CatalogInfo.model_validate({**_NO_INFO, **kept})


def _wrong_parts(info: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Which keys of catalog.yaml hold a fault, and which of its sources."""
    try:
        CatalogInfo.model_validate(info)
    except ValidationError as error:
        for details in error.errors():
            at = details["loc"]
            yield tuple(map(str, at[:2] if at[0] == "sources" else at[:1]))
