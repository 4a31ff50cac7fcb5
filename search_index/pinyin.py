"""Titles in pinyin, so that weihuapin and whp find 危化品. pypinyin reads its dictionaries only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

SPELT_KINDS = ("item", "law", "document", "method", "department", "page")
"""The kinds of entry whose titles are found by pinyin: short names, not the sentences of checks."""


@lru_cache(maxsize=4096)
def syllables(title: str) -> tuple[str, ...]:
    """A normalised title as syllables without tones (ü is v); what is not Chinese stays in one piece."""
    import pypinyin  # 0.2 s and 40 MB: only where somebody types letters, and in a build

    return tuple(pypinyin.lazy_pinyin(title))


def worth(letters: str, title: Sequence[str]) -> float:
    """How well letters spell a title, from 0 (not at all) to 1: whole, initials, its beginning, a part of it.

    A part begins where a syllable does; initials within a title count from three letters on.
    """
    whole, initials = "".join(title), "".join(syllable[0] for syllable in title)
    if letters in (whole, initials):
        return 1.0 if letters == whole else 0.95
    share = 0.05 * min(1.0, len(letters) / len(whole))
    if whole.startswith(letters):
        return 0.8 + share
    if initials.startswith(letters):
        return 0.7 + 0.05 * len(letters) / len(initials)
    if any("".join(title[at:]).startswith(letters) for at in range(1, len(title))):
        return 0.6 + share
    return 0.5 + 0.05 * len(letters) / len(initials) if len(letters) > 2 and letters in initials else 0.0
