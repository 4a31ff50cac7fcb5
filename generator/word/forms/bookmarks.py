"""A bookmark around every field, named after its tag: what is left of a control where a program drops its tag.

LibreOffice 7.4 keeps the values and the bookmarks of a document it saves, and drops every tag, lock and repeating
section. Names are letters, digits and underscores, at most 40 of them, each once in a document.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from generator.catalog.fill_rules import ANSWERS
from generator.word.paper import sdt
from generator.word.paper.ooxml import Element, element, qualified

PREFIX = "jg_"
ROW, AGAIN = "__r", "__n"
"""Before a row's number, and before the count of a field that stands in a document more than once."""

_LONGEST = 40 - len(f"{ROW}2000{AGAIN}99")
_P, _TC, _TR, _TBL, _PPR, _START, _END, _NAME, _ID = (
    qualified(f"w:{name}") for name in ("p", "tc", "tr", "tbl", "pPr", "bookmarkStart", "bookmarkEnd", "name", "id")
)


def name(*tags: str, row: str = "") -> str:
    """The bookmark of a field, or of a list's column in a row: jg_unit, jg_problems__problem__r3."""
    plain = PREFIX + "__".join(tag.replace("-", "_") for tag in tags)
    if len(plain) > _LONGEST:
        plain = plain[: _LONGEST - 13] + "_" + hashlib.sha256("/".join(tags).encode()).hexdigest()[:12]
    return plain + (f"{ROW}{row}" if row else "")


def mark(named: Iterable[tuple[Element, str]], seen: Counter[str] | None = None) -> None:
    """Put bookmarks around controls; a name that comes again is counted."""
    counted = Counter[str]() if seen is None else seen
    for control, wanted in named:
        counted[wanted] += 1
        _put(control, wanted if counted[wanted] == 1 else f"{wanted}{AGAIN}{counted[wanted]}")


def mark_answers(controls: Mapping[str, Element], count: int) -> None:
    """Put one bookmark around the boxes of each check that share a cell; boxes that do not get one each."""
    for number in range(1, count + 1):
        tags = [f"check-{number}-{key}" for key, _ in ANSWERS]
        boxes = [controls[tag] for tag in tags if tag in controls]
        cells = {next(box.iterancestors(_TC), None) for box in boxes}
        if len(cells) == 1 and (cell := cells.pop()) is not None:
            paragraphs = cell.findall(_P)
            start, end = _pair(name(f"check-{number}"))
            paragraphs[0].insert(1 if paragraphs[0].find(_PPR) is not None else 0, start)
            paragraphs[-1].append(end)
        else:
            mark((controls[tag], name(tag)) for tag in tags if tag in controls)


def _pair(wanted: str) -> tuple[Element, Element]:
    return (
        element("w:bookmarkStart", {"w:id": wanted, "w:name": wanted}),
        element("w:bookmarkEnd", {"w:id": wanted}),
    )


def _put(control: Element, wanted: str) -> None:
    start, end = _pair(wanted)
    holder = sdt.content_of(control)
    cell = holder.find(_TC)
    if cell is not None:
        first = cell.find(_P)
        first.insert(1 if first.find(_PPR) is not None else 0, start)
        first.append(end)
    elif any(child.tag in (_P, _TR, _TBL) for child in holder):
        holder.insert(0, start)
        holder.append(end)
    else:
        control.addprevious(start)
        control.addnext(end)


def is_ours(start: Element) -> bool:
    """Whether a w:bookmarkStart is one of these."""
    return str(start.get(_NAME, "")).startswith(PREFIX)


def remove(root: Element) -> None:
    """Take our bookmarks out of a part or row that has some from an earlier filling."""
    ours = [start for start in root.iter(_START) if is_ours(start)]
    numbers = {start.get(_ID) for start in ours}
    for made in [*ours, *(end for end in root.iter(_END) if end.get(_ID) in numbers)]:
        if made.getparent() is not None:
            made.getparent().remove(made)
