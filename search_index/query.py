"""Asks an index: filters, ranks, highlights. No query text can make it raise.

A word of the query matches an entry that contains it, whole and unbroken, after normalisation. Where several
words are given all must match. Entries that hold only part of the query's character pairs follow behind, so that
a phrase nobody wrote in just this way still finds what it means.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from whoosh import index
from whoosh.reading import IndexReader, TermNotFound

from search_index import folder as folders
from search_index.entry import Entry, content_digest, from_stored
from search_index.highlight import Fragments, highlight
from search_index.memory import Memory
from search_index.text import LAW_AND_ARTICLE, Word, name, pieces, readings

_LONGEST_QUERY = 200
"""Characters; what follows is not looked at."""
_DIRECT = 1_000.0
_WHOLE = 100.0
_MOST_COUNTED = 5
_LEAST_COVERAGE = 0.34
_POSTINGS_READ = 6_000
_WEIGHED = 60


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

    def __init__(self, reader: IndexReader, numbered: dict[int, Entry]) -> None:
        self._reader = reader
        self._memory = Memory(numbered)

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
        ways = self._readings(query)
        if not ways or limit < 1:
            return []
        words = [word[0] for word in ways[0]]
        filters = (kind, law, department, method)
        found = self._memory.filtered(self._containing(ways), *filters)
        scores = self._best_exact(found, words, limit)
        if len(scores) < limit:
            for place, score in self._partial(words, filters, any_word=not scores):
                scores.setdefault(place, score)
        direct = dict(self._direct(query, words))
        for place in self._memory.filtered(direct, *filters):
            scores[place] = scores.get(place, 0.0) + direct[place]
        best = heapq.nsmallest(limit, ((-score, place) for place, score in scores.items()))
        return [self._hit(place, -score, words) for score, place in best]

    def _readings(self, query: str) -> list[list[Word]]:
        ways = readings(query[:_LONGEST_QUERY])
        return [[self._memory.with_meanings(word) for word in way] for way in ways]

    def _hit(self, place: int, score: float, words: list[str]) -> Hit:
        entry = self._memory.entries[place]
        passage = highlight(entry.text or entry.title, words)
        return Hit(entry.key, entry.kind, entry.title, entry.url, round(score, 4), passage, entry.law, entry.article)

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

    def _best_exact(self, found: Iterable[int], words: list[str], limit: int) -> dict[int, float]:
        """The scores of the best of those that match. Entries that match in a name come first.

        Of the others a score is bounded by the weight, in whose order they stand, so that most need no look.
        """
        memory, most = self._memory, _WHOLE + _MOST_COUNTED * len(words)
        places = sorted(found)
        in_names = sorted({place for word in words for place in places if word in memory.names[place]})
        scored = [(-self._exact_score(place, words), place) for place in self._leading(in_names, words, limit)]
        best = heapq.nsmallest(limit, scored)
        worst_first = [(score, -place) for score, place in ((-score, place) for score, place in best)]
        heapq.heapify(worst_first)
        is_named = set(in_names)
        for place in places:
            if len(worst_first) == limit and worst_first[0][0] >= memory.weights[place] * most:
                break
            if place not in is_named:
                one = (self._exact_score(place, words), -place)
                if len(worst_first) < limit:
                    heapq.heappush(worst_first, one)
                else:
                    heapq.heappushpop(worst_first, one)
        return {-place: score for score, place in worst_first}

    def _leading(self, in_names: list[int], words: list[str], limit: int) -> Iterable[int]:
        """Of many entries with one word in a name: those it is a name of, and the shortest titles of each weight."""
        if len(words) > 1 or len(in_names) <= 10 * limit:
            return in_names
        leading = {place for place in in_names if self._memory.is_named(place, words[0])}
        for _, equals in groupby(in_names, key=self._memory.weights.__getitem__):
            leading.update(islice(equals, limit))
        return leading

    def _exact_score(self, place: int, words: list[str]) -> float:
        """A word that is a whole name counts most, then one within a name, then how often it stands in the text."""
        memory = self._memory
        score, names, text, length = _WHOLE, memory.names[place], memory.texts[place], len(memory.titles[place])
        for word in words:
            if word not in names:
                score += min(text.count(word), _MOST_COUNTED)
            elif memory.is_named(place, word):
                score += 60
            else:
                score += 30 + 20 * len(word) / max(length, len(word))
        return score * memory.weights[place]

    def _partial(
        self, words: list[str], filters: tuple[str | None, str | None, str | None, str | None], any_word: bool
    ) -> Iterable[tuple[int, float]]:
        """Entries that hold part of the query's pairs, or any whole word: rare pairs count more, pairs in the title twice.

        The rare pairs choose who is weighed, and only those are compared with all pairs.
        """
        memory = self._memory
        counts = sorted((self._frequency(pair), pair) for pair in set().union(*(pieces(word) for word in words)))
        total = len(memory.entries)
        weights = {pair: math.log(1 + total / (1 + count)) for count, pair in counts}
        sums: defaultdict[int, float] = defaultdict(float)
        read = 0
        for count, pair in counts:
            if count and (not read or read + count <= _POSTINGS_READ):
                read += count
                for place in self._holding(pair):
                    sums[place] += weights[pair]
        chosen = memory.filtered(sums, *filters)
        for place in heapq.nsmallest(_WEIGHED, chosen, key=lambda place: (-sums[place] * memory.weights[place], place)):
            text, names = memory.texts[place], memory.names[place]
            held = [pair for pair in weights if pair in text]
            coverage = len(held) / len(weights)
            if coverage >= _LEAST_COVERAGE or (any_word and any(len(word) > 1 and word in text for word in words)):
                worth = sum(weights[pair] * (2 if pair in names else 1) for pair in held) / (2 * sum(weights.values()))
                yield place, _WHOLE * 0.7 * worth * coverage * memory.weights[place]

    def _direct(self, query: str, words: list[str]) -> Iterable[tuple[int, float]]:
        """A law with an article leads straight to that article; a title written out leads to its entry."""
        memory = self._memory
        for place in memory.named("".join(words)):
            yield place, _DIRECT / 2 * memory.weights[place]
        match = LAW_AND_ARTICLE.match(name(query[:_LONGEST_QUERY]))
        if match and match.group(1):
            for place, fit in memory.articles(match.group(1), f"第{match.group(2)}"):
                yield place, _DIRECT * fit


def open_index(folder: Path) -> Index:
    """Open an index this package built. Raises IndexFolderError where the folder holds none, or a damaged one."""
    digests = folders.expected(folder)
    if digests is None:
        raise folders.IndexFolderError(f"{folder} 里没有可用的检索索引，请重新生成")
    try:
        reader = index.open_dir(str(folder)).reader()
        stored = {number: fields["entry"] for number, fields in reader.iter_docs()}
        found = content_digest((one["key"], one["digest"]) for one in stored.values())
        numbered = {number: from_stored(one) for number, one in stored.items()}
    except Exception as error:  # whatever a damaged file makes Whoosh, pickle or zlib raise
        raise folders.IndexFolderError(f"{folder} 里的检索索引已损坏，请重新生成") from error
    if found not in digests:
        raise folders.IndexFolderError(f"{folder} 里的检索索引不完整，请重新生成")
    return Index(reader, numbered)


def entries(folder: Path) -> list[Entry]:
    """The entries of an index ordered by key: two builds are compared by these, for Whoosh names its files at random."""
    return open_index(folder).entries()
