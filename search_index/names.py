"""What a query names outright: an article of a law, a title written out, spelt in pinyin, or misspelt by one character."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search_index.entry import Entry
from search_index.pinyin import SPELT_KINDS, syllables, worth
from search_index.ranking import weight
from search_index.rules import EDITION, LAW_ENDS, NUMERALS, SCORES
from search_index.text import chinese_number, name

_SHORTEST_ALIAS = 2
_MOST_MEANINGS = 4
_CITED = re.compile(
    rf"^(.*?)第?([{NUMERALS}]+)条(?:之([{NUMERALS}]+))?(?:第?([{NUMERALS}]+)款)?(?:第?([{NUMERALS}]+)项)?"
)
_NUMBER_LAST = re.compile(rf"^(.*[^第{NUMERALS}])第?([{NUMERALS}]{{1,5}})$")
_EDITION, _LAW_ENDS = re.compile(EDITION), re.compile(LAW_ENDS)
_SMALL = {chinese_number(str(value)): value for value in range(1, 100)}
_LETTERS = re.compile("^[a-z]{2,}$")


@dataclass(frozen=True)
class Cited:
    """An article as a query cites it; numbers are Chinese, 款 and 项 0 where they are not named."""

    law: str
    article: str
    paragraph: int = 0
    item: int = 0
    certain: bool = True
    """False where neither 条 is written nor the name is like a law's (危化品33): then it must be one exactly."""
    alone: bool = True
    """Whether nothing follows the citation."""


def cited(query: str) -> Cited | None:
    """The article a squeezed query cites."""
    match = _CITED.match(query)
    if match:
        law, number, inserted, paragraph, item = match.groups()
        article = f"第{chinese_number(number)}条" + (f"之{chinese_number(inserted)}" if inserted else "")
        return Cited(
            _EDITION.sub("", law),
            article,
            _value(paragraph),
            _value(item),
            alone=match.end() == len(query),
        )
    match = _NUMBER_LAST.match(query)
    if not match:
        return None
    law, number = match.groups()
    return Cited(law, f"第{chinese_number(number)}条", certain=bool(_LAW_ENDS.search(law)))


class Names:
    """The titles and aliases of all entries, by place; and the laws with their articles."""

    def __init__(self, entries: Sequence[Entry], abbreviations: Mapping[str, str]) -> None:
        self._entries = entries
        self.of = [_names(entry) if entry.kind != "article" else () for entry in entries]
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._articles: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._laws: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.meanings: defaultdict[str, dict[str, None]] = defaultdict(dict)
        """Abbreviations and short titles → what they stand for."""
        for short, full in abbreviations.items():
            self.meanings[name(short)][name(full)] = None
        self._abbreviations = tuple(self.meanings)
        for place, entry in enumerate(entries):
            law = name(entry.law)
            if entry.kind == "article":
                self._articles[law, name(entry.article)].append(place)
                self._laws[law][law] = None
            for one in self.of[place]:
                self._by_name[one].append(place)
            if entry.kind in ("law", "article"):
                aliases = [one for one in (name(alias) for alias in entry.aliases) if len(one) >= _SHORTEST_ALIAS]
                self._laws[law].update(dict.fromkeys((law, *aliases)))
                for alias in aliases:
                    if alias != law:
                        self.meanings[alias][law] = None
        self._law_places = {
            name(entry.law): place for place, entry in enumerate(entries) if entry.kind == "law" and entry.law
        }

    def with_meanings(self, word: str) -> tuple[str, ...]:
        """The word, also with the longest abbreviation or short title in it replaced by what it stands for."""
        spans = ((start, end) for start in range(len(word)) for end in range(start + _SHORTEST_ALIAS, len(word) + 1))
        short = max((word[a:b] for a, b in spans if b - a < 30 and word[a:b] in self.meanings), key=len, default="")
        meanings = [full for full in self.meanings.get(short, {}) if full and full not in word]
        if not 0 < len(meanings) <= _MOST_MEANINGS:
            return (word,)
        return tuple(dict.fromkeys((word, *(word.replace(short, full) for full in meanings))))

    def is_named(self, place: int, word: str) -> bool:
        """Whether `word` is the title or an alias of the entry."""
        return word in self.of[place]

    def share(self, place: int, word: str) -> float:
        """How much of a name the word is, from 0 (in none) to 1; of several names the shortest counts."""
        return max((len(word) / len(one) for one in self.of[place] if word in one), default=0.0)

    def direct(self, query: str) -> Iterator[tuple[int, float, str]]:
        """The places a squeezed query names outright, with a score and what is added to the address (__para_2)."""
        place = cited(query)
        if place:
            yield from self._cited(place)
        for form in self.with_meanings(query):
            for found in self._by_name.get(form, ()):
                yield found, SCORES["named"] * self._weight(found), ""
        if _LETTERS.match(query):
            yield from self._spelt(query)

    def meant_by_letters(self, query: str) -> str:
        """The abbreviation the letters spell (whp → 危化品); empty where they spell none."""
        if not _LETTERS.match(query):
            return ""
        spelt = (one for one in self._abbreviations if worth(query, syllables(one)) >= 0.95)
        return next(spelt, "")

    def misspelt(self, query: str) -> Iterator[tuple[int, float, str]]:
        """The places whose name, or a part of it, differs from the query by one character wrong, missing or too many."""
        for law, fit in self._laws_meant(query):
            if law in self._law_places:
                yield self._law_places[law], SCORES["misspelt"] * fit, ""
        if len(query) < 3:
            return
        for place, names in enumerate(self.of):
            score = 0.0
            for one in names:
                if is_one_off(query, one):
                    score = SCORES["misspelt"]
                elif len(query) > 3 and len(one) >= len(query) and is_one_off(query, one, part=True):
                    score = max(score, SCORES["misspelt_part"] * (1 - 1 / len(query)) + len(query) / len(one))
            if score:
                yield place, score * self._weight(place), ""

    def _cited(self, at: Cited) -> Iterator[tuple[int, float, str]]:
        unnamed = [(law, SCORES["any_law"]) for law in self._laws] if at.alone else []
        laws = self._laws_meant(at.law, exactly=not at.certain) if at.law else unnamed
        for law, fit in laws:
            places = self._articles.get((law, at.article), [])
            for place in places:
                yield place, SCORES["place"] * fit, address_of(self._entries[place].parts, at.paragraph, at.item)
            if at.law and law in self._law_places:
                yield self._law_places[law], SCORES["law_only"] * fit * (0.5 if places else 1.0), ""

    def _laws_meant(self, query: str, exactly: bool = False) -> list[tuple[str, float]]:
        """The laws a name may mean and how well: title 1, alias 0.95, a part of it, letters left out, one wrong."""
        forms = self.with_meanings(query)
        found = []
        for law, names in self._laws.items():
            if query == law:
                fit = 1.0
            elif any(form in names for form in forms):
                fit = 0.95
            elif _LETTERS.match(query) and any(worth(query, syllables(one)) >= 0.95 for one in names):
                fit = 0.9
            elif exactly or len(query) < 2:
                fit = 0.0
            else:
                fit = max(_fit(form, one) for form in forms for one in names)
            if fit:
                found.append((law, fit))
        return found

    def _spelt(self, letters: str) -> Iterator[tuple[int, float, str]]:
        for place, names in enumerate(self.of):
            if self._entries[place].kind in SPELT_KINDS:
                best = max((worth(letters, syllables(one)) for one in names), default=0.0)
                if best:
                    yield place, SCORES["spelt"] * best * self._weight(place), ""

    def _weight(self, place: int) -> float:
        return weight(self._entries[place].kind)


def _fit(query: str, title: str) -> float:
    """How well part of a title means the title: 管理条例 is a part, a title with a word left out, 培训办法 the beginning too."""
    share = len(query) / max(len(title), len(query))
    if query in title:
        return 0.5 * share
    if len(query) > 2 and query[-1] == title[-1] and _is_spread(query, title):
        if query[0] == title[0]:
            return 0.4 * share
        if len(query) > 3:
            return 0.3 * share
    return 0.35 if len(query) > 3 and is_one_off(query, title) else 0.0


def _is_spread(query: str, title: str) -> bool:
    rest = iter(title)
    return all(char in rest for char in query)


def is_one_off(query: str, title: str, *, part: bool = False) -> bool:
    """Whether one character must be changed, added, left out or swapped with the next to make the query the title, or a part of it.

    Equal texts are none off and count too.
    """
    if not part and abs(len(query) - len(title)) > 1:
        return False
    if not part:
        return _fits_at(query, title, 0, whole=True)
    return any(_fits_at(query, title, at, whole=False) for at in range(len(title) - len(query) + 2))


def _fits_at(query: str, title: str, at: int, *, whole: bool) -> bool:
    same = 0
    while same < len(query) and at + same < len(title) and query[same] == title[at + same]:
        same += 1
    rest, left = query[same:], title[at + same :]
    ends = [(rest[1:], left[1:]), (rest[1:], left), (rest, left[1:])]
    if len(rest) > 1 and rest[1::-1] == left[:2]:
        ends.append((rest[2:], left[2:]))
    if whole:
        return any(mine == theirs for mine, theirs in ends)
    return any(theirs.startswith(mine) for mine, theirs in ends)


def address_of(parts: Sequence[int], paragraph: int, item: int) -> str:
    """What leads from an article's address to one of its 款 or 项; empty where it has none such."""
    if not paragraph and item:
        holding = [number for number, items in enumerate(parts, 1) if items >= item]
        paragraph = holding[0] if len(holding) == 1 else 0
    if not 0 < paragraph <= len(parts):
        return ""
    return f"__para_{paragraph}" + (f"__item_{item}" if 0 < item <= parts[paragraph - 1] else "")


def _names(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (name(one) for one in (entry.title, *entry.aliases)))))


def _value(number: str | None) -> int:
    """二 → 2; 0 where nothing is named, or more than there are in any statute."""
    return _SMALL.get(chinese_number(number), 0) if number else 0
