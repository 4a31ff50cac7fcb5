"""署名, 成文日期 (7.3.5): under a seal, without one, with a signature stamp."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.word import styles
from generator.word.breaking import width_of
from generator.word.geometry import CELLS_PER_LINE, NOTICE_PAGE, cells
from generator.word.ooxml import Element, paragraph, run
from generator.word.redhead.head import Inline, blank_lines
from generator.word.spaces import BLANK_DAY

_DAY_FROM_RIGHT = 4
_PLAIN_FROM_RIGHT = 2
_STAMP_CELLS = 6
"""Room for a signature stamp beside the post (字)."""


def sealed(agencies: Sequence[str], day: Inline) -> Iterator[Element]:
    """7.3.5.1: the date ends 4 字 from the right; the last agency is centred over it, others stand before it."""
    centre = seal_centre(agencies[-1])
    for agency in agencies[:-1]:
        yield paragraph(styles.NORMAL, f"\t{agency}", tabs=[("center", centre)], keep_next=True, align="left")
        yield from blank_lines(2, keep_next=True)
    yield paragraph(styles.NORMAL, f"\t{agencies[-1]}", tabs=[("center", centre)], keep_next=True, align="left")
    content = [run("\t"), run(day) if isinstance(day, str) else day]
    yield paragraph(styles.NORMAL, *content, tabs=[("center", centre)], keep_next=True, align="left")


def seal_centre(agency: str) -> int:
    """The position (twips) both 署名 and date are centred on; a long name moves it to the left."""
    date_centre = CELLS_PER_LINE - _DAY_FROM_RIGHT - width_of(BLANK_DAY) / 2
    return cells(min(date_centre, CELLS_PER_LINE - width_of(agency) / 2))


def plain(agencies: Sequence[str], day: str) -> Iterator[Element]:
    """7.3.5.2: 署名 ends 2 字 from the right, the date begins 2 字 right of it; a longer date ends 2 字 from the right."""
    name, width = agencies[-1], width_of(day)
    starts = CELLS_PER_LINE - _PLAIN_FROM_RIGHT - width_of(name)
    date_starts = min(starts + 2, CELLS_PER_LINE - _PLAIN_FROM_RIGHT - width)
    starts = date_starts - 2 if starts + 2 > date_starts else starts
    for agency in agencies:
        left = min(starts, CELLS_PER_LINE - width_of(agency))
        yield _at(left, agency)
    yield _at(date_starts, day)


def stamped(post: str, name: Inline, day: str) -> Iterator[Element]:
    """7.3.5.3: the stamp's place ends 4 字 from the right, the post 2 字 to its left; blank line; the date 4 字 from the right."""
    stamp = CELLS_PER_LINE - _DAY_FROM_RIGHT - _STAMP_CELLS
    left = stamp - 2 - width_of(post)
    yield paragraph(
        styles.NORMAL,
        f"\t{post}\t",
        *([run(name)] if isinstance(name, str) else [name]),
        tabs=[("left", cells(left)), ("left", cells(stamp))],
        keep_next=True,
        align="left",
    )
    yield from blank_lines(1, keep_next=True)
    yield _at(CELLS_PER_LINE - _DAY_FROM_RIGHT - width_of(day), day)


def _at(left: float, text: str) -> Element:
    return paragraph(
        styles.NORMAL, text, indent={"w:left": min(cells(left), NOTICE_PAGE.text_width)}, keep_next=True, align="left"
    )
