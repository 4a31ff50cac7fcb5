"""Lengths of GB/T 9704-2012 (公文格式) and of our own forms, in twips unless the name says otherwise.

1 mm = 56.69 twips, 1 pt = 20 twips, 1 twip = 635 EMU. "字" is one of the 28 character cells of a line.
"""

from __future__ import annotations

from dataclasses import dataclass

EMU_PER_TWIP = 635


def mm(length: float) -> int:
    """Millimetres in twips, rounded to the nearest."""
    return round(length * 1440 / 25.4)


@dataclass(frozen=True)
class Page:
    """A sheet and its margins (twips). `line_pitch` is the document grid's line pitch, 0 for no grid."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    line_pitch: int = 0

    @property
    def landscape(self) -> bool:
        """Whether the sheet lies on its long side."""
        return self.width > self.height

    @property
    def text_width(self) -> int:
        """Width of the text area (版心)."""
        return self.width - self.left - self.right


A4_SHORT, A4_LONG = 11906, 16838

LINE = 579
"""5.2.3: 22 lines on the 225 mm of the text area; 580 would leave 21."""

PAGE_NUMBER_LINE = 320
"""Height of the footer's one line, exact 16 pt."""

_PAGE_NUMBER_CENTRE = 28.0
"""7.5: the dash of the page number is 7 mm below the text area, which ends 35 mm above the sheet's edge (mm)."""

NOTICE_PAGE = Page(
    width=A4_SHORT,
    height=A4_LONG,
    top=2098,
    right=1474,
    bottom=1984,
    left=1588,
    footer=mm(_PAGE_NUMBER_CENTRE) - PAGE_NUMBER_LINE // 2,
    line_pitch=LINE,
)
"""5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""

FORM_PAGE = Page(
    width=A4_LONG,
    height=A4_SHORT,
    top=mm(23),
    right=mm(18),
    bottom=mm(17),
    left=mm(18),
    footer=mm(9),
)
"""A4 landscape for forms. Not of the standard; the top edge is the one bound into a case file (案卷)."""

PORTRAIT_FORM_PAGE = Page(
    width=A4_SHORT,
    height=A4_LONG,
    top=mm(25),
    right=mm(23.8),
    bottom=mm(22),
    left=mm(28),
    footer=mm(10),
)
"""A4 portrait for forms and decisions. Not of the standard; the left edge is the one bound into a case file (案卷)."""

LANDSCAPE_PAGE = Page(
    width=A4_LONG,
    height=A4_SHORT,
    top=1588,
    right=2098,
    bottom=1474,
    left=1984,
    footer=567,
)
"""8: a landscape sheet is the portrait one turned: its top is the 订口, its left the foot of the page."""

CELLS_PER_LINE = 28

SEAL_CELLS = 8.0
"""Room for a seal (42 mm) and a gap, so that the seals of a row do not touch (7.3.5.1); a 字 is 5.57 mm wide."""

SEAL_LINES = 5
"""The same from row to row: five lines of 10.2 mm."""

MARK_TOP = mm(35)
"""7.2.4: the top of the 发文机关标志 lies 35 mm below the top of the text area."""

ORDER_MARK_TOP = mm(20)
"""10.2: the mark of a 命令 lies 20 mm below the top of the text area."""

LETTER_MARK_TOP = mm(30.5)
"""10.1: the top of a letter's mark, from the sheet's edge (LibreOffice puts the ink half a millimetre above its line)."""

LETTER_RULE_WIDTH = mm(170)
LETTER_THICK_EIGHTHS, LETTER_THIN_EIGHTHS = 24, 6
LETTER_RULE_SPACE_POINTS = 7
"""10.1: the red double rules of a 信函; the first lies 4 mm below the mark's ink."""

LETTER_FOOT = mm(297 - 20 - 1.2)
"""10.1: the second double rule, 20 mm above the sheet's foot."""

LETTER_NUMBER_TOP = mm(12.6)
"""10.1: from the top of the text area to the line of the 发文字号, whose ink is 7/8 of a 3号 character below the rule."""

RED_RULE_EIGHTHS = 8
RED_RULE_SPACE_POINTS = 5
"""7.2.7: the red rule, 1 pt, 4 mm below the ink of the 发文字号 (measured in LibreOffice)."""

IMPRINT_LINE = 480
IMPRINT_CELL = 280
"""7.4: height of a line of the 版记, and its 字 (4号, 14 pt)."""

IMPRINT_THICK_EIGHTHS = 8
"""7.4: first and last line of the 版记, 0.35 mm."""

IMPRINT_THIN_EIGHTHS = 6
"""7.4: the lines between, 0.25 mm."""


def cells(count: float) -> int:
    """The width of `count` 字 of a 28-character line (315.86 twips each)."""
    return round(count * NOTICE_PAGE.text_width / CELLS_PER_LINE)
