"""What stands at the foot of every page."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.section import Section

from generator.word.paper import styles
from generator.word.paper.boxes import Position, text_box
from generator.word.paper.geometry import LANDSCAPE_PAGE, Page, cells, mm
from generator.word.paper.ooxml import Align, Element, field_runs, paragraph, replace_content, run

_SIDES: tuple[Align, Align] = ("right", "left")
"""The outer edge of odd and of even pages."""

_BELOW_AREA = 7.0
"""7.5: the number's middle lies 7 mm outside the text area (mm)."""


def page_numbers(document: Document, section: Section | None = None, *, on_first: bool = True) -> None:
    """7.5: — 1 — in 4号宋体, one 字 from the outer edge: right on odd pages, left on even ones.

    `on_first=False`: the section's first page bears none (10.1).
    """
    document.settings.odd_and_even_pages_header_footer = True
    section = section or document.sections[0]
    for footer, side in zip((section.footer, section.even_page_footer), _SIDES, strict=True):
        _own(footer, _number_line(side))
    if not on_first:
        section.different_first_page_header_footer = True
        _own(section.first_page_footer, paragraph(styles.PAGE_NUMBER))


def no_numbers(document: Document, section: Section) -> None:
    """A section whose pages bear no number: the blank page before the 版记 and the page it stands on (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer in (section.footer, section.even_page_footer):
        _own(footer, paragraph(styles.PAGE_NUMBER))


def landscape_numbers(document: Document, section: Section) -> None:
    """8: on a landscape sheet the number stays where it is on the portrait one: at the left, turned, outer edge down or up.

    The box is aligned to the margins, not put at a place: LibreOffice loses the place on a section's only, even page.
    """
    document.settings.odd_and_even_pages_header_footer = True
    size = 2 * mm(_BELOW_AREA), LANDSCAPE_PAGE.height - LANDSCAPE_PAGE.top - LANDSCAPE_PAGE.bottom
    across, down = Position("leftMargin", "right"), Position("margin", "center")
    for number, (footer, side) in enumerate(zip((section.footer, section.even_page_footer), _SIDES, strict=True)):
        line = [_number_line(side)]
        box = text_box("页码", 21 + number, size, across, down, line, turned=True, aside=True, anchor="ctr")
        _own(footer, paragraph(styles.PAGE_NUMBER, box))


def _number_line(side: Align) -> Element:
    """The number one 字 from a side."""
    indent = {f"w:{side}Chars": 100, f"w:{side}": cells(1)}
    return paragraph(styles.PAGE_NUMBER, "— ", *field_runs("PAGE"), " —", indent=indent, align=side)


def _own(footer: Any, line: Element) -> None:
    """Give a section a footer of its own with one paragraph."""
    footer.is_linked_to_previous = False
    replace_content(footer.part.element, line)


def form_footer(document: Document, page: Page, notes: list[str]) -> None:
    """The notes of a form at the left, 第 X 页 共 Y 页 at the right."""
    controlled_footer(document, page, run("　　".join(notes)))


def controlled_footer(document: Document, page: Page, notes: Element) -> None:
    """A form's foot with `notes` (a run or a control) at the left, 第 X 页 共 Y 页 at the right."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    line = paragraph(
        styles.FORM_FOOTER,
        notes,
        run("\t第 "),
        *field_runs("PAGE"),
        run(" 页　共 "),
        *field_runs("NUMPAGES"),
        run(" 页"),
        tabs=[("right", page.text_width)],
    )
    replace_content(footer.part.element, line)


def unnumbered_cover(document: Document) -> None:
    """Leave the foot of the first page, a cover, empty."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _own(section.first_page_footer, paragraph(styles.FORM_FOOTER))
