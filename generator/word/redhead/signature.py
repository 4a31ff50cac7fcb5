"""署名, 成文日期 (7.3.5): under seals, without one, with signature stamps (签名章)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from generator.word.paper import styles
from generator.word.paper.breaking import width_of
from generator.word.paper.fonts import KAITI
from generator.word.paper.geometry import CELLS_PER_LINE, SEAL_CELLS, SEAL_LINES, cells
from generator.word.paper.ooxml import Element, paragraph, run, run_properties
from generator.word.paper.spaces import BLANK_DAY
from generator.word.redhead.head import Inline, blank_lines, inline

_DAY_FROM_RIGHT = 4
_PLAIN_FROM_RIGHT = 2
_POST_BEFORE_STAMP = 2
_STAMP_CELLS = 6
"""The place of a stamp whose name is not printed (字)."""

_MOST_SEALS_A_ROW = 3
_BETWEEN_NAMES = 1
"""At least so far apart are the names over two seals of a row (字)."""

Stop = tuple[Literal["left", "center", "right"], float]


def sealed(agencies: Sequence[str], day: Inline) -> Iterator[Element]:
    """7.3.5.1: the date ends 4 字 from the right; the last agency is centred over it.

    Joint agencies stand in rows of up to three, in order, far enough apart that their seals do not touch; the
    last seal covers the date. How many a row holds is not in the clauses we saw (待核实).
    """
    rows = _rows(agencies)
    centre = seal_centre(agencies[-1])
    for place, row in enumerate(rows):
        if place:
            yield from blank_lines(SEAL_LINES - 1, keep_next=True)
        places = _centres(agencies, len(row), centre)
        yield _line([(("center", at), run(name)) for at, name in zip(places, row, strict=True)])
    yield _line([(("center", centre), inline(day))])


def seal_centre(agency: str) -> float:
    """Where (字) both 署名 and date are centred; a long name moves it to the left."""
    date_centre = CELLS_PER_LINE - _DAY_FROM_RIGHT - width_of(BLANK_DAY) / 2
    return min(date_centre, CELLS_PER_LINE - width_of(agency) / 2)


def _pitch(agencies: Sequence[str]) -> float:
    """The least distance of two seals' middles in a row (字)."""
    return max(SEAL_CELLS, max(width_of(agency) for agency in agencies) + _BETWEEN_NAMES)


def _rows(agencies: Sequence[str]) -> list[Sequence[str]]:
    """The agencies in rows as even as possible; the seals of a row stay within the text area."""
    room = seal_centre(agencies[-1]) - max(SEAL_CELLS, *(width_of(agency) for agency in agencies)) / 2
    fit = max(1, min(_MOST_SEALS_A_ROW, int(room / _pitch(agencies)) + 1))
    a_row = -(-len(agencies) // -(-len(agencies) // fit))
    return [agencies[at : at + a_row] for at in range(0, len(agencies), a_row)]


def _centres(agencies: Sequence[str], count: int, last: float) -> list[float]:
    pitch = _pitch(agencies)
    return [last - pitch * (count - 1 - place) for place in range(count)]


def plain(agencies: Sequence[str], day: str) -> Iterator[Element]:
    """7.3.5.2: 署名 ends 2 字 from the right, the date begins 2 字 right of it; a longer date ends 2 字 from the right.

    A date counts as longer where, so moved, it ends right of the 署名: read otherwise a short name would push it to
    the edge of the text area. Joint agencies follow one under the other.
    """
    right = CELLS_PER_LINE - _PLAIN_FROM_RIGHT
    widest = max(width_of(agency) for agency in agencies)
    starts = right - widest
    longer = starts + 2 + width_of(day) > right
    if longer:
        starts = right - width_of(day) - 2
    for agency in agencies:
        yield _line([(("left", max(0, starts)), run(agency))])
    yield _line([(("right", right) if longer else ("left", max(0, starts + 2)), run(day))])


def stamped(people: Sequence[tuple[str, str]], day: str) -> Iterator[Element]:
    """7.3.5.3: stamps end 4 字 from the right, the posts 2 字 to their left; blank line; the date 4 字 from the right.

    `people` are (post, name), a line each; without a name the stamp's place stays blank.
    """
    right = CELLS_PER_LINE - _DAY_FROM_RIGHT
    stamp = right - max(width_of(name) if name else _STAMP_CELLS for _, name in people)
    posts = max(0, stamp - _POST_BEFORE_STAMP - max(width_of(post) for post, _ in people))
    for place, (post, name) in enumerate(people):
        if place:
            yield from blank_lines(2, keep_next=True)
        yield _line([(("left", posts), run(post)), (("right", right), run(name, run_properties(KAITI)))])
    yield from blank_lines(1, keep_next=True)
    yield _line([(("right", right), run(day))])


def _line(parts: Sequence[tuple[Stop, Element]]) -> Element:
    """Texts at their tab stops."""
    tabs = [(kind, cells(at)) for (kind, at), _ in parts]
    content = (each for _, part in parts for each in (run("\t"), part))
    return paragraph(styles.NORMAL, *content, tabs=tabs, keep_next=True, align="left")
