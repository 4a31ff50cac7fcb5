"""The 版记 (7.4): 抄送机关, 印发机关 and date between rules; its last rule is the bottom of the text area."""

from __future__ import annotations

from collections.abc import Sequence

from generator.word.boxes import Position, text_box
from generator.word.breaking import width_of
from generator.word.geometry import (
    IMPRINT_CELL,
    IMPRINT_LINE,
    IMPRINT_THICK_EIGHTHS,
    IMPRINT_THIN_EIGHTHS,
    NOTICE_PAGE,
)
from generator.word.ooxml import Element, border, element, paragraph, run
from generator.word.styles import IMPRINT, SPACER

_TAIL = 20
"""Room for the paragraph a text box must end with (twips)."""

_NUMBER = 1
_COPIES = "抄送："


def imprint(office: Element | str, day: Element | str, copies: Sequence[str] = (), *, printed: bool = True) -> Element:
    """A run that holds the 版记 in a text box at the foot of the text area; append it to the last paragraph.

    Where paragraph and box do not fit on one page both go to the next, so that no page bears the 版记 alone unasked.
    `printed=False` is the 版记 of a letter (10.1): 抄送 only, without rules. Raises ValueError for one of those without 抄送.
    """
    rows = [_copies_row(copies)] if copies else []
    if printed:
        left = run(office) if isinstance(office, str) else office
        right = [run(day)] if isinstance(day, str) else [day]
        rows.append((paragraph(IMPRINT, left, run("\t"), *right, run("印发")), 1))
    if not rows:
        raise ValueError("a letter's 版记 needs 抄送")
    width, height = NOTICE_PAGE.text_width, sum(lines for _, lines in rows) * IMPRINT_LINE + _TAIL
    table = _table(width, rows, ruled=printed)
    where = Position("margin", "left"), Position("margin", "bottom")
    return text_box("版记", _NUMBER, (width, height), *where, [table, paragraph(SPACER)])


def height_of(copies: Sequence[str]) -> int:
    """The height (twips) of a 版记 with these 抄送机关."""
    return ((_copies_row(copies)[1] if copies else 0) + 1) * IMPRINT_LINE + _TAIL


def _copies_row(copies: Sequence[str]) -> tuple[Element, int]:
    """抄送机关, 1 字 from both sides, further lines under the first agency, closed by 。; and how many lines it takes."""
    text = "，".join(copies) + "。"
    room = NOTICE_PAGE.text_width / IMPRINT_CELL - 2 - len(_COPIES)
    lines = max(1, -(-int(width_of(text) * 10) // int(room * 10)))
    hanging = len(_COPIES) * IMPRINT_CELL
    indent: dict[str, str | int] = {"w:left": IMPRINT_CELL + hanging, "w:right": IMPRINT_CELL, "w:hanging": hanging}
    return paragraph(IMPRINT, _COPIES + text, indent=indent), lines


def _table(width: int, rows: Sequence[tuple[Element, int]], *, ruled: bool) -> Element:
    side = {"w:w": "0", "w:type": "dxa"}
    edges = {"top": IMPRINT_THICK_EIGHTHS, "bottom": IMPRINT_THICK_EIGHTHS}
    if len(rows) > 1:
        edges["insideH"] = IMPRINT_THIN_EIGHTHS
    return element(
        "w:tbl",
        None,
        element(
            "w:tblPr",
            None,
            element("w:tblW", {"w:w": width, "w:type": "dxa"}),
            *([border(edges, tag="w:tblBorders")] if ruled else []),
            element("w:tblLayout", {"w:type": "fixed"}),
            element("w:tblCellMar", None, element("w:top", side), element("w:left", side),
                    element("w:bottom", side), element("w:right", side)),
        ),
        element("w:tblGrid", None, element("w:gridCol", {"w:w": width})),
        *(_row(width, content, lines) for content, lines in rows),
    )  # fmt: skip


def _row(width: int, content: Element, lines: int) -> Element:
    height: dict[str, str | int] = {"w:val": lines * IMPRINT_LINE, "w:hRule": "exact"}
    return element(
        "w:tr",
        None,
        element("w:trPr", None, element("w:trHeight", height)),
        element("w:tc", None, element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"})), content),
    )
