"""The entries of an open index in memory, ready to be compared: this is what makes checking and ranking exact and quick.

Entries stand in the order in which equals are ranked: by the weight of their kind, then short titles first,
then by key. A place is an entry's number in that order; it does not depend on how the index was built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from search_index.entry import Entry
from search_index.names import Names
from search_index.ranking import rank, weight
from search_index.rules import PARTIAL
from search_index.schema import zones
from search_index.text import normalise


class Memory:
    """All entries by place, with what is compared of them as parallel lists."""

    def __init__(self, numbered: Mapping[int, Entry], abbreviations: Mapping[str, str]) -> None:
        ranks = {number: rank(entry.kind, entry.title, entry.key) for number, entry in numbered.items()}
        order = sorted(numbered, key=ranks.__getitem__)
        self.place_of = {number: place for place, number in enumerate(order)}
        """The place of each Whoosh document number."""
        self.entries = [numbered[number] for number in order]
        self.weights = [weight(entry.kind) for entry in self.entries]
        self.names = Names(self.entries, abbreviations)
        parts = [zones(entry) for entry in self.entries]
        self.named = [names for names, _, _, _ in parts]
        self.gists = [gist for _, gist, _, _ in parts]
        self.owners = [owners for _, _, owners, _ in parts]
        self.bodies = [body for _, _, _, body in parts]
        self.texts = ["\n".join(part) for part in parts]

    def zone(self, place: int, form: str) -> float:
        """Where a form stands in an entry, as its worth in matching by parts; 0 where it does not."""
        if form not in self.texts[place]:
            return 0.0
        if form in self.named[place]:
            return PARTIAL["name"]
        if form in self.gists[place]:
            return PARTIAL["gist"]
        if form in self.owners[place]:
            return PARTIAL["of"]
        count, length = self.bodies[place].count(form), len(self.bodies[place])
        often = count * (1 + PARTIAL["often"]) / (count + PARTIAL["often"])
        return PARTIAL["text"] * often * (0.5 + 0.5 * min(1.0, PARTIAL["long"] / max(1, length)))

    def filtered(
        self, places: Iterable[int], kind: str | None, law: str | None, department: str | None, method: str | None
    ) -> list[int]:
        """The places whose entries pass: kind and law (one of several joined by 、) exactly, the others as part."""
        is_of = _is_of(normalise(law)) if law is not None else None
        return [
            place
            for place in places
            for entry in (self.entries[place],)
            if (kind is None or entry.kind == kind)
            and (is_of is None or is_of(entry.law))
            and (department is None or department in entry.department)
            and (method is None or method in entry.method)
        ]


def _is_of(wanted: str) -> Callable[[str], bool]:
    @cache
    def is_of(law: str) -> bool:
        return wanted in map(normalise, law.split("、"))

    return is_of
