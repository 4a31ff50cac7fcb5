"""The passage of an entry's text around what was found, with the found parts marked."""

from __future__ import annotations

from collections.abc import Iterable

from search_index.text import clean, pieces

Fragments = tuple[tuple[str, bool], ...]

_BEFORE = 16
_LENGTH = 90
_MOST_PLACES = 50


def highlight(text: str, words: list[str]) -> Fragments:
    """About 90 characters of `text` from shortly before a match, cut into (text, is_match) fragments.

    Words are normalised; the passage is the one with most of them, signs within a match are passed over. Where
    none stands in the text, the character pairs of the words are marked. A leading or trailing … says that the
    text goes on.
    """
    cleaned, at_in_text = clean(text)
    found = _places(cleaned, words) or _places(cleaned, set().union(*(pieces(word) for word in words)))
    places = [(at_in_text[at], at_in_text[at + len(term) - 1] + 1, term) for at, term in found]
    start = max(0, _densest([(at, term) for at, _, term in places]) - _BEFORE)
    end = min(len(text), start + _LENGTH)
    marks = [False] * (end - start)
    for begin, until, _ in places:
        for marked in range(max(begin, start), min(until, end)):
            marks[marked - start] = True
    fragments: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    while at < end:
        until = at
        while until < end and marks[until - start] == marks[at - start]:
            until += 1
        fragments.append((text[at:until], marks[at - start]))
        at = until
    if end < len(text):
        fragments.append(("…", False))
    return tuple(fragments)


def _places(cleaned: str, terms: Iterable[str]) -> list[tuple[int, str]]:
    """Where the terms stand, in order; of each term the first fifty places."""
    places = []
    for term in terms:
        at, left = cleaned.find(term), _MOST_PLACES
        while term and at >= 0 and left:
            places.append((at, term))
            at, left = cleaned.find(term, at + 1), left - 1
    return sorted(places)


def _densest(places: list[tuple[int, str]]) -> int:
    """The place from which a passage holds most different terms; the first such, 0 without places."""
    best, most, until = 0, 0, 0
    within: dict[str, int] = {}
    for at, term in places:
        while until < len(places) and places[until][0] + len(places[until][1]) <= at + _LENGTH - _BEFORE:
            within[places[until][1]] = within.get(places[until][1], 0) + 1
            until += 1
        if len(within) > most or not most:
            best, most = at, max(1, len(within))
        if within.get(term, 0) > 1:
            within[term] -= 1
        else:
            within.pop(term, None)
    return best
