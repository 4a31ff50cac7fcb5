"""信函格式 (10.1): the agency's name over a red double rule, another at the foot of the first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.word import styles
from generator.word.boxes import Position, text_box
from generator.word.geometry import (
    LETTER_FOOT,
    LETTER_MARK_TOP,
    LETTER_NUMBER_TOP,
    LETTER_RULE_EIGHTHS,
    LETTER_RULE_SPACE_POINTS,
    LETTER_RULE_WIDTH,
    NOTICE_PAGE,
)
from generator.word.ooxml import RED, Element, element, paragraph, run
from generator.word.redhead.head import Inline, above_line, blank_lines, inline
from generator.word.redhead.marks import mark_line

_MARK_BOX, _FOOT_BOX = 11, 12
_FOOT_HEIGHT = 200


def letter_head(name: str, number: Inline, above: Sequence[str] = ()) -> Iterator[Element]:
    """The mark, both rules, and below the first rule 份号, 密级, 紧急程度 at the left, the number at the right.

    Mark and rules are boxes placed on the sheet, so that nothing in the text moves them.
    """
    rules = (
        _box("信函标志", _MARK_BOX, 3 * styles.MARK_LINE, LETTER_MARK_TOP, mark_line(name, border=_rule("bottom"))),
        _box("信函底线", _FOOT_BOX, _FOOT_HEIGHT, LETTER_FOOT, paragraph(styles.SPACER, border=_rule("top"))),
    )
    yield paragraph(styles.SPACER, *rules, line=LETTER_NUMBER_TOP)
    tail = run("\t"), inline(number)
    for place, line in enumerate(above or [""]):
        yield above_line(line, *(tail if place == 0 else ()), tabs=[("right", NOTICE_PAGE.text_width)])
    yield from blank_lines(2)


def _box(name: str, number: int, height: int, top: int, content: Element) -> Element:
    size = (LETTER_RULE_WIDTH, height)
    across, down = Position("page", "center"), Position("page", offset=top)
    return text_box(name, number, size, across, down, [content], aside=True, anchor="t")


def _rule(edge: str) -> Element:
    """Thick over thin below the mark, thin over thick at the foot."""
    below_mark = edge == "bottom"
    look: dict[str, str | int] = {
        "w:val": "thickThinSmallGap" if below_mark else "thinThickSmallGap",
        "w:sz": LETTER_RULE_EIGHTHS,
        "w:space": LETTER_RULE_SPACE_POINTS if below_mark else 1,
        "w:color": RED,
    }
    return element("w:pBdr", None, element(f"w:{edge}", look))
