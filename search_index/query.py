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


class Index:
    """An open index. Its entries are kept in memory: 16,000 articles are about 6 MB of text."""

    def __init__(
        self,
        reader: IndexReader,
        numbered: dict[int, Entry],
        abbreviations: Mapping[str, str],
        spoken: Mapping[str, Sequence[str]],
    ) -> None:
        self._reader = reader
        self._memory = Memory(numbered, abbreviations)
        self._vocabulary = Vocabulary(self._memory.names.meanings, spoken)

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
        if limit < 1:
            return []
        query = query[:LONGEST_QUERY]
        names = self._memory.names
        whole, ways, contained, direct = self._found(query)
        if ways and not contained and not direct:
            whole, ways, contained, direct = self._found(unasked(query))
        if not ways:
            return []
        words, filters = [word[0] for word in ways[0]], (kind, law, department, method)
        scores = self._best_exact(self._memory.filtered(contained, *filters), ways[0], limit)
        if not contained and not direct:
            direct = list(names.misspelt(whole))
        added: dict[int, tuple[float, str]] = {}
        for place, score, address in sorted(direct, key=lambda found: found[1]):
            added[place] = score, address
        for place in self._memory.filtered(added, *filters):
            scores[place] = scores.get(place, 0.0) + added[place][0]
        article = cited(whole)
        is_cited = article is not None and article.law and any(one[1] > SCORES["law_only"] / 4 for one in direct)
        if len(scores) < limit and not is_cited:
            for place, score in self._partial(words, filters, any_word=not contained):
                scores.setdefault(place, score)
        best = heapq.nsmallest(limit, ((-score, place) for place, score in scores.items()))
        shown = list(dict.fromkeys(form for word in ways[0] for form in word))
        return [self._hit(place, -score, shown, added.get(place, (0.0, ""))[1]) for score, place in best]

    def _found(self, query: str) -> tuple[str, list[list[Word]], set[int], list[tuple[int, float, str]]]:
        """The query squeezed and in its readings; the places that hold every word, and those it names outright."""
        whole, names = name(query), self._memory.names
        spelt = names.meant_by_letters(whole)
        ways = self._readings(spelt or query)
        return whole, ways, self._containing(ways), list(names.direct(spelt or whole)) if ways else []

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

    def _partial(self, words: list[str], filters: Filters, any_word: bool) -> list[tuple[int, float]]:
        """Entries that hold part of the query, or any whole word: rare parts count more, those in names and gists more.

        The rare parts choose who is weighed, and only those are compared with all parts.
        """
        memory = self._memory
        terms = self._vocabulary.terms(words)
        holding = {term: self._holding_any(term.forms) for term in terms}
        total = len(memory.entries)
        rarities = {
            term: math.log(1 + total / (1 + len(places))) ** PARTIAL["rarity"] for term, places in holding.items()
        }
        weights = {
            term: term.size * rarities[term] * (PARTIAL["joint_worth"] if _only_joins(term, holding) else 1.0)
            for term in terms
            if holding[term]
        }
        sums: defaultdict[int, float] = defaultdict(float)
        read = 0
        for term in sorted(weights, key=lambda term: len(holding[term])):
            if not read or read + len(holding[term]) <= _POSTINGS_READ:
                read += len(holding[term])
                for place in holding[term]:
                    sums[place] += weights[term]
        chosen = memory.filtered(sums, *filters)
        ranked = sorted(chosen, key=lambda place: (-sums[place], place))
        most = sum(weights.values())
        found: list[tuple[int, float]] = []
        for place in islice(ranked, _WEIGHED):
            zones = {term: max(memory.zone(place, form) for form in term.forms) for term in weights}
            coverage = sum(weights[term] for term, zone in zones.items() if zone) / most
            text = memory.texts[place]
            if coverage >= PARTIAL["least"] or (any_word and any(len(word) > 1 and word in text for word in words)):
                worth = sum(weights[term] * zone for term, zone in zones.items()) / (PARTIAL["name"] * most)
                found.append((place, SCORES["partial"] * worth * coverage))
        best = max((score for _, score in found), default=0.0)
        return [(place, score) for place, score in found if score >= PARTIAL["share"] * best]

    def _holding_any(self, forms: tuple[str, ...]) -> list[int]:
        if len(forms) == 1:
            return self._holding_whole(forms[0])
        return sorted(set().union(*(self._holding_whole(form) for form in forms)))


def _only_joins(term: Term, holding: Mapping[Term, list[int]]) -> bool:
    """Whether a pair is the end of one word and the beginning of the next: both its neighbours are far commoner."""
    counts = {one.forms[0]: len(places) for one, places in holding.items()}
    return bool(term.between) and all(
        pair in counts and len(holding[term]) < PARTIAL["joint"] * counts[pair] for pair in term.between
    )


def open_index(
    content: bytes, abbreviations: Mapping[str, str] = _NONE, spoken: Mapping[str, Sequence[str]] = _NONE
) -> Index:
    """Open an index `build` made; `abbreviations` (危化品 → 危险化学品) are read as what they stand for.

    `spoken` words (无证 → 未取得, 未经许可) are read as any of the written ones where nobody wrote the query in just its words.

    Raises UnusableIndexError for bytes that are none, or damaged.
    """
    try:
        reader = Stored(content).reader()
        numbered = {number: from_stored(one["entry"]) for number, one in reader.iter_docs()}
        return Index(reader, numbered, abbreviations, spoken)
    except Exception as error:  # whatever damaged bytes make Whoosh, pickle or zlib raise
        raise UnusableIndexError("检索索引已损坏，请重新生成") from error


def entries(content: bytes) -> list[Entry]:
    """The entries of an index ordered by key: two builds are compared by these, for Whoosh names its files at random."""
    return open_index(content).entries()
