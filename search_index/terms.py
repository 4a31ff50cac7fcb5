"""The parts of a query that nobody wrote in just these words: spoken words with their written ones, and pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search_index.rules import FILLERS, PARTIAL
from search_index.text import name


@dataclass(frozen=True)
class Term:
    """A part of a query: any of its forms will do. `size` is how many pairs of characters it stands for.

    `between`: the pairs before and after a pair, where it has both.
    """

    forms: tuple[str, ...]
    size: int = 1
    between: tuple[str, ...] = ()


class Vocabulary:
    """Which words are read as which: what a catalog's spoken words and its short names stand for."""

    def __init__(self, meanings: Mapping[str, Mapping[str, None]], spoken: Mapping[str, Sequence[str]]) -> None:
        written = {name(said): tuple(dict.fromkeys((said, *forms))) for said, forms in spoken.items()}
        for short, full in meanings.items():
            written[short] = tuple(dict.fromkeys((*written.get(short, (short,)), *full)))
        self._written = {word: tuple(name(form) for form in forms) for word, forms in written.items()}
        self._longest = max(map(len, (*self._written, *FILLERS)))
        self._fillers = frozenset(FILLERS)

    def terms(self, words: list[str]) -> list[Term]:
        """The parts of a query, each once; of very many evenly chosen ones."""
        found: dict[tuple[str, ...], Term] = {}
        for word in words:
            segment = ""
            at = 0
            while at < len(word):
                known = self._known(word, at)
                if known:
                    found.update((term.forms, term) for term in _pairs(segment))
                    segment = ""
                    if known in self._written:
                        found[self._written[known]] = Term(self._written[known], max(1, len(known) - 1))
                segment += "" if known else word[at]
                at += len(known) or 1
            found.update((term.forms, term) for term in _pairs(segment))
        return _some(list(found.values()) or [Term((word,)) for word in words])

    def _known(self, word: str, at: int) -> str:
        """The longest known word that begins here; empty where none does."""
        for length in range(min(self._longest, len(word) - at), 0, -1):
            part = word[at : at + length]
            if part in self._written or part in self._fillers:
                return part
        return ""


def _pairs(segment: str) -> list[Term]:
    if segment.isascii():
        return [Term((segment,))] if segment else []
    pairs = ["", *(segment[at : at + 2] for at in range(len(segment) - 1)), ""]
    return [
        Term((pair,), between=(before, after) if before and after else ())
        for before, pair, after in zip(pairs, pairs[1:], pairs[2:], strict=False)
    ]


def _some(terms: list[Term]) -> list[Term]:
    most = int(PARTIAL["terms"])
    return terms if len(terms) <= most else [terms[at * len(terms) // most] for at in range(most)]
