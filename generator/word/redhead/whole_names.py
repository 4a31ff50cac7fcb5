"""The names a catalog knows, which a title may not tear (7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.views import View

_LONGEST_NAME = 12
"""A longer name is a phrase of its own and may be broken between its words (字)."""

_PARTS = re.compile(r"[、，和与及（）《》]")


def names_of(view: View) -> tuple[str, ...]:
    """Agency, departments, laws, subjects of items, abbreviations and what they stand for; of lists their parts."""
    agency = view.info.agency.name
    named: list[str] = [agency, *(department.name for department in view.departments)]
    named += [name for law in view.laws for name in (law.law.title, law.law.short) if name]
    named += [item.item.subject for item in view.items]
    named += [*view.info.abbreviations, *view.info.abbreviations.values(), *view.info.words]
    return tuple(sorted({part for name in named for part in _within(name)}))


def _within(name: str) -> Iterable[str]:
    return (part for part in (name, *_PARTS.split(name)) if 1 < len(part) <= _LONGEST_NAME)
