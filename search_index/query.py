"""Asks an index: filters, ranks, highlights. No query text can make it raise.

A word of the query matches an entry that contains it, whole and unbroken, after normalisation. Where several
words are given all must match. Entries that hold only part of the query's character pairs follow behind, so that
a phrase nobody wrote in just this way still finds what it means.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from whoosh import index
from whoosh.reading import IndexReader, TermNotFound

from search_index import folder as folders
from search_index.entry import Entry, from_stored
from search_index.highlight import Fragments, highlight
from search_index.schema import searched_text
from search_index.text import LAW_AND_ARTICLE, forms, normalise, pieces

Word = tuple[str, ...]
"""A word of the query in the forms under which it may stand in a text, the normalised one first."""

_LONGEST_QUERY = 200
_KIND_WEIGHT = {
    "item": 1.3,
    "law": 1.15,
    "article": 1.0,
    "check": 1.0,
    "document": 1.1,
    "method": 1.1,
    "department": 1.1,
}
_DIRECT = 1_000.0
_WHOLE = 100.0
_LEAST_COVERAGE = 0.34


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


@dataclass(frozen=True, slots=True)
class _Document:
    """An entry ready to be compared: all its text and its names (title and aliases), normalised."""

    entry: Entry
    text: str
    title: str
    names: tuple[str, ...]
    all_names: str
    weight: float


class Index:
    """An open index. Its entries are kept in memory: 16,000 articles are about 6 MB of text."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._documents = {number: _document(from_stored(stored["entry"])) for number, stored in reader.iter_docs()}
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._by_article: defaultdict[str, list[int]] = defaultdict(list)
        for number, document in self._documents.items():
            if document.entry.kind == "article":
                self._by_article[document.entry.article].append(number)
            else:
                for name in document.names:
                    self._by_name[name].append(number)

    def entries(self) -> list[Entry]:
        """All entries, ordered by key."""
        return sorted((document.entry for document in self._documents.values()), key=lambda entry: entry.key)

    def matching_keys(self, query: str) -> set[str]:
        """The keys of every entry that contains each word of the query, unranked and unlimited."""
        return {self._documents[number].entry.key for number in self._containing(_words(query))}

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
        """The best `limit` hits, best first. Filters: kind and law exactly, department and method as part."""
        forms_of_words = _words(query)
        words = [word[0] for word in forms_of_words]
        if not words:
            return []
        wanted = _filter(kind, law, department, method)
        scores: dict[int, float] = {}
        for number in self._containing(forms_of_words):
            scores[number] = _exact_score(self._documents[number], words)
        if len(scores) < limit:
            for number, score in self._partial(words):
                scores.setdefault(number, score)
        for number, bonus in self._direct(query, words):
            scores[number] = scores.get(number, 0.0) + bonus
        documents = self._documents
        ranked = [(-score, documents[number].entry.key, number) for number, score in scores.items()]
        if any((kind, law, department, method)):
            ranked = [one for one in ranked if wanted(documents[one[2]].entry)]
        return [self._hit(number, -score, words) for score, _, number in heapq.nsmallest(limit, ranked)]

    def _hit(self, number: int, score: float, words: list[str]) -> Hit:
        entry = self._documents[number].entry
        passage = highlight(entry.text or entry.title, words)
        return Hit(entry.key, entry.kind, entry.title, entry.url, round(score, 4), passage, entry.law, entry.article)

    def _containing(self, words: Iterable[Word]) -> set[int]:
        found: set[int] | None = None
        for word in words:
            if found is None:
                found = set().union(*(self._holding_whole(form) for form in word))
            else:
                found = {number for number in found if any(form in self._documents[number].text for form in word)}
        return found or set()

    def _holding_whole(self, form: str) -> set[int]:
        candidates = self._candidates(form)
        is_certain = len(form) == 2
        return {number for number in candidates if is_certain or form in self._documents[number].text}

    def _candidates(self, word: str) -> Iterable[int]:
        """The entries that hold the rarest pair of the word; every entry for a single character."""
        pairs = pieces(word)
        if not pairs:
            return self._documents
        return min((self._holding(pair) for pair in self._rarest(pairs, 2)), key=len)

    def _rarest(self, pairs: set[str], most: int) -> list[str]:
        return sorted(pairs, key=lambda pair: (self._reader.doc_frequency("pieces", pair), pair))[:most]

    def _holding(self, pair: str) -> list[int]:
        try:
            return list(self._reader.postings("pieces", pair).all_ids())
        except TermNotFound:
            return []

    def _partial(self, words: list[str]) -> Iterable[tuple[int, float]]:
        """Entries that hold part of the query's pairs: rare pairs count more, pairs in the title twice."""
        pairs = set().union(*(pieces(word) for word in words))
        total = len(self._documents) or 1
        weights = {pair: math.log(1 + total / (1 + self._reader.doc_frequency("pieces", pair))) for pair in pairs}
        sums: defaultdict[int, float] = defaultdict(float)
        counts = Counter[int]()
        for pair in pairs:
            for number in self._holding(pair):
                sums[number] += weights[pair] * (2 if pair in self._documents[number].all_names else 1)
                counts[number] += 1
        most = sum(weights.values()) * 2 or 1
        for number, score in sums.items():
            coverage = counts[number] / len(pairs)
            if coverage >= _LEAST_COVERAGE:
                yield number, _WHOLE * 0.7 * score / most * coverage * self._documents[number].weight

    def _direct(self, query: str, words: list[str]) -> Iterable[tuple[int, float]]:
        """A law with an article leads straight to that article; a title written out leads to its entry."""
        whole = "".join(words)
        for number in self._by_name.get(whole, ()):
            yield number, _DIRECT / 2 * self._documents[number].weight
        match = LAW_AND_ARTICLE.match("".join(normalise(query[:_LONGEST_QUERY]).split()))
        if match and match.group(1):
            for number in self._by_article.get(f"第{match.group(2)}", ()):
                yield number, _DIRECT * _names_law(self._documents[number].entry, match.group(1))


def open_index(folder: Path) -> Index:
    """Open an index this package built. Raises IndexFolderError where the folder holds none."""
    if not folders.is_current(folder):
        raise folders.IndexFolderError(f"{folder} 里没有可用的检索索引，请重新生成")
    return Index(index.open_dir(str(folder)).reader())


def entries(folder: Path) -> list[Entry]:
    """The entries of an index ordered by key: two builds are compared by these, for Whoosh names its files at random."""
    return open_index(folder).entries()


def _document(entry: Entry) -> _Document:
    names = tuple(dict.fromkeys("".join(normalise(name).split()) for name in (entry.title, *entry.aliases)))
    weight = _KIND_WEIGHT.get(entry.kind, 1.0)
    return _Document(entry, searched_text(entry), names[0], names, "\n".join(names), weight)


def _exact_score(document: _Document, words: list[str]) -> float:
    """A word that is a whole name counts most, then one within a name, then how often it stands in the text."""
    score = _WHOLE
    for word in words:
        if word not in document.all_names:
            score += min(document.text.count(word), 5)
        elif word in document.names:
            score += 60
        else:
            score += 30 + 20 * len(word) / max(len(document.title), len(word))
    return score * document.weight


def _words(query: str) -> list[Word]:
    return forms("".join(char if char.isprintable() else " " for char in query[:_LONGEST_QUERY]))


def _names_law(entry: Entry, name: str) -> float:
    """How well a name means the law of an article: 1.0 its title, 0.9 an alias, 0.5 a part of either."""
    law = "".join(normalise(entry.law).split())
    aliases = ["".join(normalise(alias).split()) for alias in entry.aliases]
    if name == law:
        return 1.0
    if name in aliases:
        return 0.9
    return 0.5 * len(name) / len(law) if name in law else 0.4 if any(name in alias for alias in aliases) else 0.0


def _filter(kind: str | None, law: str | None, department: str | None, method: str | None) -> Callable[[Entry], bool]:
    def wanted(entry: Entry) -> bool:
        return (
            (kind is None or entry.kind == kind)
            and (law is None or normalise(law) in map(normalise, entry.law.split("、")))
            and (department is None or department in entry.department)
            and (method is None or method in entry.method)
        )

    return wanted
