"""The 版记 (7.4): 抄送机关, 印发机关 and date between rules; its last rule is the bottom of the text area."""

from __future__ import annotations

from collections.abc import Sequence

from generator import SaidError
from generator.word.paper.boxes import Position, text_box
from generator.word.paper.breaking import width_of
from generator.word.paper.geometry import (
    IMPRINT_CELL,
    IMPRINT_LINE,
    IMPRINT_THICK_EIGHTHS,
    IMPRINT_THIN_EIGHTHS,
    NOTICE_PAGE,
)
from generator.word.paper.ooxml import Element, element, fixed_table, paragraph, run
from generator.word.paper.styles import IMPRINT, SPACER

_TAIL = 20
"""Room for the paragraph a text box must end with (twips)."""

_NUMBER = 1
_RECIPIENTS, _COPIES = "主送：", "抄送："
_PRINTED = "印发"
_NEVER_FIRST = "，。、；）》”"

_Rows = list[tuple[list[Element], int]]
"""Between two rules: paragraphs, and how many lines they take."""


def imprint(
    office: Element | str,
    day: Element | str,
    copies: Sequence[str] = (),
    *,
    recipients: Sequence[str] = (),
    printed: bool = True,
) -> Element:
    """A run that holds the 版记 in a text box at the foot of the text area; append it to the last paragraph.

    Where paragraph and box do not fit on one page both go to the next, so that no page bears the 版记 alone unasked.
    `recipients` are 主送机关 moved here (7.3.2). `printed=False` is the 版记 of a letter (10.1): without 印发 and
    rules. Raises ValueError for one of those that says nothing, SaidError for one higher than a page.
    """
    rows = _rows(office, day, copies, recipients, printed=printed)
    if not rows:
        raise ValueError("a letter's 版记 needs 抄送")
    width, height = NOTICE_PAGE.text_width, _height(rows)
    most = (NOTICE_PAGE.height - NOTICE_PAGE.top - NOTICE_PAGE.bottom) // IMPRINT_LINE
    if (lines := sum(lines for _, lines in rows)) > most:
        raise SaidError(f"版记有 {lines} 行，一页只放得下 {most} 行；请减少抄送机关，或者写统称")
    where = Position("margin", "left"), Position("margin", "bottom")
    return text_box("版记", _NUMBER, (width, height), *where, [_table(width, rows, ruled=printed), paragraph(SPACER)])


def height_of(
    office: str, day: str, copies: Sequence[str] = (), *, recipients: Sequence[str] = (), printed: bool = True
) -> int:
    """The height (twips) of a 版记 with this content."""
    return _height(_rows(office, day, copies, recipients, printed=printed))


def _height(rows: _Rows) -> int:
    return sum(lines for _, lines in rows) * IMPRINT_LINE + _TAIL


def _rows(
    office: Element | str, day: Element | str, copies: Sequence[str], recipients: Sequence[str], *, printed: bool
) -> _Rows:
    """主送 and 抄送 without a rule between them (7.4.2), then 印发机关 and 印发日期."""
    sent = [_sent(label, names) for label, names in ((_RECIPIENTS, recipients), (_COPIES, copies)) if names]
    rows = [([line for line, _ in sent], sum(lines for _, lines in sent))] if sent else []
    if printed:
        right = [run(day)] if isinstance(day, str) else [day]
        left = run(office) if isinstance(office, str) else office
        wide = isinstance(office, str) and isinstance(day, str) and width_of(office + day + _PRINTED) + 3 > _CELLS
        rows.append(([paragraph(IMPRINT, left, run("\t"), *right, run(_PRINTED))], 2 if wide else 1))
    return rows


_CELLS = NOTICE_PAGE.text_width / IMPRINT_CELL


def _sent(label: str, names: Sequence[str]) -> tuple[Element, int]:
    """主送机关 or 抄送机关, 1 字 from both sides, further lines under the first agency, closed by 。; its lines."""
    text = "，".join(names).rstrip("。") + "。"
    hanging = len(label) * IMPRINT_CELL
    indent: dict[str, str | int] = {"w:left": IMPRINT_CELL + hanging, "w:right": IMPRINT_CELL, "w:hanging": hanging}
    return paragraph(IMPRINT, label + text, indent=indent), _lines(text, _CELLS - 2 - len(label))


def _lines(text: str, room: float) -> int:
    """How many lines a text takes; a mark that may not begin a line takes the character before it along."""
    lines, used = 1, 0.0
    for at, char in enumerate(text):
        used += width_of(char)
        follows = text[at + 1 : at + 2]
        if used > room or (follows and follows in _NEVER_FIRST and used + width_of(follows) > room):
            lines, used = lines + 1, width_of(char)
    return lines


def _table(width: int, rows: _Rows, *, ruled: bool) -> Element:
    edges = {"top": IMPRINT_THICK_EIGHTHS, "bottom": IMPRINT_THICK_EIGHTHS}
    if len(rows) > 1:
        edges["insideH"] = IMPRINT_THIN_EIGHTHS
    shown = (_row(width, content, lines) for content, lines in rows)
    return fixed_table([width], shown, lines=edges if ruled else None)


def _row(width: int, content: Sequence[Element], lines: int) -> Element:
    height: dict[str, str | int] = {"w:val": lines * IMPRINT_LINE, "w:hRule": "atLeast"}
    return element(
        "w:tr",
        None,
        element("w:trPr", None, element("w:trHeight", height)),
        element("w:tc", None, element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"})), *content),
    )
