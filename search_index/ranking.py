"""The order of entries a query finds equally good: the weight of their kind, then short titles, then the key."""

from __future__ import annotations

from search_index.rules import KIND_WEIGHTS
from search_index.text import name


def weight(kind: str) -> float:
    """What a match in an entry of this kind counts for, against 1.0 for an article."""
    return KIND_WEIGHTS.get(kind, 1.0)


def rank(kind: str, title: str, key: str) -> tuple[float, int, str]:
    """A key to sort by."""
    return -weight(kind), len(name(title)), key
