"""The passage of an entry's text around what was found, with the found parts marked."""

from __future__ import annotations

from search_index.text import fold, pieces

Fragments = tuple[tuple[str, bool], ...]

_BEFORE = 16
_LENGTH = 90


def highlight(text: str, words: list[str]) -> Fragments:
    """About 90 characters of `text` from shortly before the first match, cut into (text, is_match) fragments.

    Words are normalised; where none stands in the text as it is, the character pairs of the words are marked.
    """
    folded = fold(text)
    marks = _marks(folded, words)
    if not any(marks):
        marks = _marks(folded, sorted(set().union(*(pieces(word) for word in words))))
    first = marks.index(True) if any(marks) else 0
    start = max(0, first - _BEFORE)
    end = min(len(text), start + _LENGTH)
    fragments: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    while at < end:
        until = at
        while until < end and marks[until] == marks[at]:
            until += 1
        fragments.append((text[at:until], marks[at]))
        at = until
    if end < len(text):
        fragments.append(("…", False))
    return tuple(fragments)


def _marks(folded: str, terms: list[str]) -> list[bool]:
    marks = [False] * len(folded)
    for term in terms:
        at = folded.find(term)
        while term and at >= 0:
            marks[at : at + len(term)] = [True] * len(term)
            at = folded.find(term, at + 1)
    return marks
