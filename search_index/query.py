"""Asks an index: filters, ranks, highlights. No query text can make it raise.

What a match is (docs/maintainers/search.md; the search in the page does the same):
what a query names outright comes first (an article of a law, a title, its pinyin); then entries that hold every
word whole and unbroken, after normalisation; where there is none, titles with one character wrong; then entries
that hold part of it, spoken words read as written ones.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from whoosh.reading import IndexReader, TermNotFound

from search_index.entry import Entry, from_stored
from search_index.highlight import Fragments, highlight
from search_index.memory import Memory
from search_index.names import cited
from search_index.rules import LONGEST_QUERY, PARTIAL, SCORES
from search_index.stored import Stored, UnusableIndexError
from search_index.terms import Term, Vocabulary
from search_index.text import Word, name, pieces, readings, unasked

_NONE: Mapping[str, Any] = {}
_POSTINGS_READ = 20_000
_WEIGHED = 120

Filters = tuple[str | None, str | None, str | None, str | None]


@dataclass(frozen=True)
class Hit:
    """One entry found; `highlight` is the passage around the match as (text, is_match) fragments."""

    key: str
    kind: str
    title: str
    url: str
    score: float
    highlight: Fragments
    law: str = ""
    article: str = ""


@dataclass(frozen=True)
class _Asked:
    """A query: squeezed, the readings of its words, the places that hold every word, and those it names outright."""

    whole: str
    ways: list[list[Word]]
    held_by: set[int]
    named: list[tuple[int, float, str]]

    @property
    def words(self) -> list[Word]:
        """Its words in the first reading."""
        return self.ways[0]


class Index:
    """An open index. Its entries are kept in memory: 16,000 articles are about 6 MB of text.

    It may be pickled: what was worked out of its entries is in it, and need not be worked out again.
    """

    def __init__(self, content: bytes, abbreviations: Mapping[str, str], spoken: Mapping[str, Sequence[str]]) -> None:
        self._content = content
        numbered = {number: from_stored(one["entry"]) for number, one in self._reader.iter_docs()}
        self._memory = Memory(numbered, abbreviations)
        self._vocabulary = Vocabulary(self._memory.names.meanings, spoken)

    @cached_property
    def _reader(self) -> IndexReader:
        return Stored(self._content).reader()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_reader"}

    def entries(self) -> list[Entry]:
        """All entries, ordered by key."""
        return sorted(self._memory.entries, key=lambda entry: entry.key)

    def matching_keys(self, query: str) -> set[str]:
        """The keys of every entry that contains each word of the query, unranked and unlimited."""
        found = self._containing(self._readings(query))
        return {self._memory.entries[place].key for place in found}

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        kind: str | None = None,
        law: str | None = None,
        department: str | None = None,
        method: str | None = None,
    ) -> list[Hit]:
        """The best `limit` hits, best first. Filters: kind and law exactly, department and method as part.

        A score only orders the hits of one query; it has no unit. Never raises, whatever the query is.
        """
        asked = self._understood(query[:LONGEST_QUERY])
        if limit < 1 or not asked.ways:
            return []
        filters = (kind, law, department, method)
        scores = self._best_exact(self._memory.filtered(asked.held_by, *filters), asked.words, limit)
        named = self._named(asked)
        for place in self._memory.filtered(named, *filters):
            scores[place] = scores.get(place, 0.0) + named[place][0]
        if len(scores) < limit and not _is_answered(asked, named):
            for place, score in self._partial(asked, filters):
                scores.setdefault(place, score)
        best = heapq.nsmallest(limit, ((-score, place) for place, score in scores.items()))
        forms = list(dict.fromkeys(form for word in asked.words for form in word))
        return [self._hit(place, -score, forms, named.get(place, (0.0, ""))[1]) for score, place in best]

    def _understood(self, query: str) -> _Asked:
        """A query as it finds something: as it stands, or without the words of asking (请问……怎么办)."""
        asked = self._asked(query)
        return self._asked(unasked(query)) if asked.ways and not (asked.held_by or asked.named) else asked

    def _asked(self, query: str) -> _Asked:
        whole, names = name(query), self._memory.names
        spelt = names.meant_by_letters(whole)
        ways = self._readings(spelt or query)
        return _Asked(whole, ways, self._containing(ways), list(names.direct(spelt or whole)) if ways else [])

    def _named(self, asked: _Asked) -> dict[int, tuple[float, str]]:
        """What the query names outright, or where nothing else matches with one wrong character: score and address."""
        named = asked.named
        if not asked.held_by and not named:
            named = list(self._memory.names.misspelt(asked.whole))
        return {place: (score, address) for place, score, address in sorted(named, key=lambda found: found[1])}

    def _readings(self, query: str) -> list[list[Word]]:
        names = self._memory.names
        return [
            [tuple(dict.fromkeys((*word, *names.with_meanings(word[0])))) for word in way]
            for way in readings(query[:LONGEST_QUERY])
        ]

    def _hit(self, place: int, score: float, words: list[str], address: str) -> Hit:
        entry = self._memory.entries[place]
        passage = highlight(" ".join(part for part in (entry.gist, entry.text) if part) or entry.title, words)
        url = entry.url + address
        return Hit(entry.key, entry.kind, entry.title, url, round(score, 4), passage, entry.law, entry.article)

    def _containing(self, ways: list[list[Word]]) -> set[int]:
        return set().union(*(self._containing_all(way) for way in ways))

    def _containing_all(self, words: list[Word]) -> Collection[int]:
        texts = self._memory.texts
        longest, *others = sorted(words, key=lambda word: -len(word[0]))
        found: Collection[int] = set().union(*(self._holding_whole(form) for form in longest))
        for word in others:
            found = set().union(*([place for place in found if form in texts[place]] for form in word))
        return found

    def _holding_whole(self, form: str) -> list[int]:
        """The entries that contain the form: those that hold its rarest pair, checked against the text."""
        texts = self._memory.texts
        rarest = min((self._frequency(pair), pair) for pair in pieces(form)) if len(form) > 1 else None
        if rarest is None or rarest[0] > len(texts) / 4:
            return [place for place, text in enumerate(texts) if form in text]
        candidates = self._holding(rarest[1])
        return candidates if len(form) == 2 else [place for place in candidates if form in texts[place]]

    def _frequency(self, pair: str) -> int:
        return int(self._reader.doc_frequency("pieces", pair))

    def _holding(self, pair: str) -> list[int]:
        place_of = self._memory.place_of
        try:
            return [place_of[number] for number in self._reader.postings("pieces", pair).all_ids()]
        except TermNotFound:
            return []

    def _best_exact(self, found: Iterable[int], words: list[Word], limit: int) -> dict[int, float]:
        """The scores of the best of those that match. Entries that match in a name or gist are all weighed.

        Of the others a score is bounded by the weight, in whose order they stand, so that most need no look.
        """
        memory = self._memory
        places = sorted(found)
        forms = [form for word in words for form in word]
        leading = {
            place
            for place in places
            if any(form in memory.named[place] or form in memory.gists[place] for form in forms)
        }
        scores = {place: self._exact_score(place, words) for place in leading}
        worst = heapq.nlargest(limit, scores.values())
        heapq.heapify(worst)
        for place in places:
            if (
                len(worst) == limit
                and worst[0] >= SCORES["whole"] + SCORES["counted"] * len(words) * memory.weights[place]
            ):
                break
            if place not in leading:
                scores[place] = self._exact_score(place, words)
                if len(worst) < limit:
                    heapq.heappush(worst, scores[place])
                else:
                    heapq.heappushpop(worst, scores[place])
        return scores

    def _exact_score(self, place: int, words: list[Word]) -> float:
        worth = sum(max(self._worth(place, form) for form in word) for word in words)
        return SCORES["whole"] + worth * self._memory.weights[place]

    def _worth(self, place: int, form: str) -> float:
        """A word that is a whole name counts most, then one within a name, in the gist, then how often it stands in the text."""
        memory = self._memory
        if form in memory.named[place]:
            if memory.names.is_named(place, form):
                return SCORES["name_is"]
            return SCORES["in_name"] + SCORES["in_name_share"] * memory.names.share(place, form)
        if form in memory.gists[place]:
            return SCORES["in_gist"] + SCORES["in_gist_share"] * len(form) / len(memory.gists[place])
        return 1.0 if form in memory.owners[place] else min(memory.bodies[place].count(form), SCORES["counted"])

    def _partial(self, asked: _Asked, filters: Filters) -> list[tuple[int, float]]:
        """Entries that hold part of the query, or any whole word: rare parts count more, those in names and gists more.

        The rare parts choose who is weighed, and only those are compared with all parts.
        """
        words = [word[0] for word in asked.words]
        holding = {term: self._holding_any(term.forms) for term in self._vocabulary.terms(words)}
        weights = self._weights(holding)
        sums = _sums(weights, holding)
        ranked = sorted(self._memory.filtered(sums, *filters), key=lambda place: (-sums[place], place))
        whole = [word for word in words if len(word) > 1 and not asked.held_by]
        found = [
            (place, SCORES["partial"] * worth * coverage)
            for place in islice(ranked, _WEIGHED)
            for worth, coverage in (self._share(place, weights),)
            if coverage >= PARTIAL["least"] or any(word in self._memory.texts[place] for word in whole)
        ]
        best = max((score for _, score in found), default=0.0)
        return [(place, score) for place, score in found if score >= PARTIAL["share"] * best]

    def _weights(self, holding: Mapping[Term, list[int]]) -> dict[Term, float]:
        """What the terms that stand somewhere count: their size times their rarity."""
        total = len(self._memory.entries)
        return {
            term: term.size
            * math.log(1 + total / (1 + len(places))) ** PARTIAL["rarity"]
            * (PARTIAL["joint_worth"] if _only_joins(term, holding) else 1.0)
            for term, places in holding.items()
            if places
        }

    def _share(self, place: int, weights: Mapping[Term, float]) -> tuple[float, float]:
        """How much of all terms an entry holds, by where they stand in it, and by whether they do: both 0 to 1."""
        zones = {term: max(self._memory.zone(place, form) for form in term.forms) for term in weights}
        most = sum(weights.values())
        coverage = sum(weights[term] for term, zone in zones.items() if zone) / most
        return sum(weights[term] * zone for term, zone in zones.items()) / (PARTIAL["name"] * most), coverage

    def _holding_any(self, forms: tuple[str, ...]) -> list[int]:
        if len(forms) == 1:
            return self._holding_whole(forms[0])
        return sorted(set().union(*(self._holding_whole(form) for form in forms)))


def _is_answered(asked: _Asked, named: Mapping[int, tuple[float, str]]) -> bool:
    """Whether the query is an article of a law that is there: what holds part of its words is not meant."""
    article = cited(asked.whole)
    return bool(article and article.law) and any(score > SCORES["law_only"] / 4 for score, _ in named.values())


def _sums(weights: Mapping[Term, float], holding: Mapping[Term, list[int]]) -> dict[int, float]:
    """What the rarest terms of each entry count together; of the common ones as many as are worth reading."""
    sums: defaultdict[int, float] = defaultdict(float)
    read = 0
    for term in sorted(weights, key=lambda term: len(holding[term])):
        if not read or read + len(holding[term]) <= _POSTINGS_READ:
            read += len(holding[term])
            for place in holding[term]:
                sums[place] += weights[term]
    return sums


def _only_joins(term: Term, holding: Mapping[Term, list[int]]) -> bool:
    """Whether a pair is the end of one word and the beginning of the next: both its neighbours are far commoner."""
    counts = {one.forms[0]: len(places) for one, places in holding.items()}
    return bool(term.between) and all(
        pair in counts and len(holding[term]) < PARTIAL["joint"] * counts[pair] for pair in term.between
    )


def open_index(
    content: bytes, abbreviations: Mapping[str, str] = _NONE, spoken: Mapping[str, Sequence[str]] = _NONE
) -> Index:
    """Open an index `build` made; `abbreviations` (环评 → 环境影响评价) are read as what they stand for.

    `spoken` words (无证 → 未取得, 未经许可) are read as any of the written ones where nobody wrote the query in just its words.

    Raises UnusableIndexError for bytes that are none, or damaged.
    """
    try:
        return Index(content, abbreviations, spoken)
    except Exception as error:  # whatever damaged bytes make Whoosh, pickle or zlib raise
        raise UnusableIndexError("检索索引已损坏，请重新生成") from error


def entries(content: bytes) -> list[Entry]:
    """The entries of an index ordered by key: two builds are compared by these, for Whoosh names its files at random."""
    return open_index(content).entries()
