"""Numbers of the controls and bookmarks of a document: each its own, and none that depends on how many rows come before.

First those outside the lists, in document order, then those in the lists' rows: so a row more changes no number
outside the lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from generator.word.forms import bookmarks
from generator.word.paper import sdt
from generator.word.paper.ooxml import Element, qualified, valued

FIRST = 10_001

_SDT, _PROPERTIES, _TAG, _ID, _START, _END = (
    qualified(f"w:{name}") for name in ("sdt", "sdtPr", "tag", "id", "bookmarkStart", "bookmarkEnd")
)
_VAL = qualified("w:val")


def number(roots: Iterable[Element], lists: Collection[str] = ()) -> int:
    """Number what stands below the roots; `lists` are the tags of the repeating ones. Returns the first number of a row."""
    outside: list[Element] = []
    within: list[Element] = []
    ends: dict[str, Element] = {}
    for root in roots:
        for made in root.iter(_SDT, _START, _END):
            if made.tag == _END:
                ends[made.get(_ID)] = made
            elif made.tag == _SDT or bookmarks.is_ours(made):
                (within if in_list(made, lists) else outside).append(made)
    for place, made in enumerate((*outside, *within), FIRST):
        write(made, str(place), ends)
    return FIRST + len(outside)


def in_list(made: Element, lists: Collection[str]) -> bool:
    """Whether an element stands in a row of a list."""
    return bool(lists) and any(sdt.tag_of(outer) in lists for outer in made.iterancestors(_SDT))


def write(made: Element, value: str, ends: dict[str, Element]) -> None:
    """Give a control or bookmark its number; a bookmark's end, known by the old one, gets the same."""
    if made.tag == _START:
        ends[made.get(_ID)].set(_ID, value)
        made.set(_ID, value)
        return
    properties = made.find(_PROPERTIES)
    found = properties.find(_ID)
    if found is None:
        found = valued("w:id", 0)
        tag = properties.find(_TAG)
        if tag is not None:
            tag.addnext(found)
        else:
            properties.insert(0, found)
    found.set(_VAL, value)
