"""The entries of an open index in memory, ready to be compared: this is what makes checking and ranking exact and quick.

Entries stand in the order in which equals are ranked: by the weight of their kind, then short titles first,
then by key. A place is an entry's number in that order; it does not depend on how the index was built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from search_index.entry import Entry
from search_index.schema import searched_text
from search_index.text import Word, name, normalise

_KIND_WEIGHT = {"item": 1.3, "law": 1.15, "document": 1.1, "method": 1.1, "department": 1.1}
_SHORTEST_ALIAS = 2
_MOST_MEANINGS = 4


class Memory:
    """All entries by place, with their searched texts, names (title and aliases) and weights as parallel lists."""

    def __init__(self, numbered: Mapping[int, Entry]) -> None:
        names = {number: _names(entry) for number, entry in numbered.items()}
        order = sorted(
            numbered, key=lambda number: (-_weight(numbered[number]), len(names[number][0]), numbered[number].key)
        )
        self.place_of = {number: place for place, number in enumerate(order)}
        """The place of each Whoosh document number."""
        self.entries = [numbered[number] for number in order]
        self.texts = [searched_text(entry) for entry in self.entries]
        self.titles = [names[number][0] for number in order]
        self.names = ["\n".join(("", *names[number], "")) for number in order]
        self.weights = [_weight(entry) for entry in self.entries]
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._articles: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._laws: defaultdict[str, set[str]] = defaultdict(set)
        self._meanings: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for place, number in enumerate(order):
            self._name(place, names[number])

    def _name(self, place: int, names: tuple[str, ...]) -> None:
        entry = self.entries[place]
        law = name(entry.law)
        if entry.kind == "article":
            self._articles[law, name(entry.article)].append(place)
        else:
            for one in names:
                self._by_name[one].append(place)
        if entry.kind in ("article", "law") and law:
            self._laws[law].update((law, *names[1:]))
        for alias in names[1:]:
            if len(alias) >= _SHORTEST_ALIAS:
                self._meanings[alias][law if entry.kind == "article" else names[0]] = None

    def named(self, whole: str) -> list[int]:
        """The places of entries (other than articles) of which `whole` is the title or an alias."""
        return self._by_name.get(whole, [])

    def is_named(self, place: int, word: str) -> bool:
        """Whether `word` is the title or an alias of the entry."""
        return f"\n{word}\n" in self.names[place]

    def articles(self, law: str, article: str) -> Iterable[tuple[int, float]]:
        """The places of an article of the laws a name may mean, with how well it means them: title 1.0, alias 0.9, a part less."""
        for title, names in self._laws.items():
            places = self._articles.get((title, article))
            if not places:
                continue
            if law == title:
                fit = 1.0
            elif law in names:
                fit = 0.9
            else:
                fit = max((0.5 * len(law) / len(one) for one in names if law in one), default=0.0)
            if fit:
                yield from ((place, fit) for place in places)

    def with_meanings(self, word: Word) -> Word:
        """The word, also with the longest alias it contains replaced by the titles of what the alias means."""
        whole = word[0]
        spans = ((start, end) for start in range(len(whole)) for end in range(start + _SHORTEST_ALIAS, len(whole) + 1))
        alias = max((whole[a:b] for a, b in spans if b - a < 30 and whole[a:b] in self._meanings), key=len, default="")
        meanings = self._meanings.get(alias, {})
        if not 0 < len(meanings) <= _MOST_MEANINGS:
            return word
        return tuple(dict.fromkeys((*word, *(whole.replace(alias, meaning) for meaning in meanings if meaning))))

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


def _weight(entry: Entry) -> float:
    return _KIND_WEIGHT.get(entry.kind, 1.0)


def _names(entry: Entry) -> tuple[str, ...]:
    title = name(entry.title)
    aliases = (name(alias) for alias in entry.aliases)
    return (title, *dict.fromkeys(alias for alias in aliases if alias != title))
