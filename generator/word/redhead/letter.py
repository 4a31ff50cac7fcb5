"""信函格式 (10.1): the agency's name over a red double rule, another at the foot of the first page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.word.paper import styles
from generator.word.paper.boxes import Position, text_box
from generator.word.paper.geometry import (
    LETTER_FOOT,
    LETTER_MARK_TOP,
    LETTER_NUMBER_TOP,
    LETTER_RULE_SPACE_POINTS,
    LETTER_RULE_WIDTH,
    LETTER_THICK_EIGHTHS,
    LETTER_THIN_EIGHTHS,
    NOTICE_PAGE,
)
from generator.word.paper.ooxml import RED, Element, border, paragraph, run
from generator.word.redhead.head import Inline, above_line, blank_lines, inline
from generator.word.redhead.marks import mark_line

_MARK_BOX, _FOOT_BOX = 11, 12
_FOOT_HEIGHT = 200


def letter_head(name: str, number: Inline, above: Sequence[str] = ()) -> Iterator[Element]:
    """The mark, both rules, and below the first rule 份号, 密级, 紧急程度 at the left, the number at the right.

    Mark and rules are boxes placed on the sheet, so that nothing in the text moves them.
    """
    mark = mark_line(name, border=_line(LETTER_THICK_EIGHTHS, LETTER_RULE_SPACE_POINTS))
    boxes = (
        _box("信函标志", _MARK_BOX, 3 * styles.MARK_LINE, LETTER_MARK_TOP, [mark, _rule(LETTER_THIN_EIGHTHS)]),
        _box("信函底线", _FOOT_BOX, _FOOT_HEIGHT, LETTER_FOOT, map(_rule, (LETTER_THIN_EIGHTHS, LETTER_THICK_EIGHTHS))),
    )
    yield paragraph(styles.SPACER, *boxes, line=LETTER_NUMBER_TOP)
    tail = run("\t"), inline(number)
    for place, line in enumerate(above or [""]):
        yield above_line(line, *(tail if place == 0 else ()), tabs=[("right", NOTICE_PAGE.text_width)])
    yield from blank_lines(2)


def _box(name: str, number: int, height: int, top: int, content: Iterable[Element]) -> Element:
    size = (LETTER_RULE_WIDTH, height)
    across, down = Position("page", "center"), Position("page", offset=top)
    return text_box(name, number, size, across, down, list(content), aside=True, anchor="t")


def _rule(eighths: int) -> Element:
    return paragraph(styles.SPACER, border=_line(eighths))


def _line(eighths: int, space: int = 0) -> Element:
    """One of the two lines of a double rule, drawn singly: which of a double border is the thick one, programs differ on."""
    return border({"bottom": eighths}, RED, space)
