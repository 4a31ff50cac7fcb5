"""Rules for spoken words (口头说法)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.problem import Problem
from generator.catalog.validation.scene import Scene


def sayings_are_unique(scene: Scene) -> Iterator[Problem]:
    """A word is given once: of two records of one word the search would know the last alone."""
    seen = set()
    for index, one in enumerate(scene.catalog.spoken):
        if one.said in seen:
            hint = "请把写法并到一条里"
            yield scene.places.problem(f"spoken/{index}", ("said",), f"口头说法“{one.said}”重复", hint=hint)
        seen.add(one.said)
