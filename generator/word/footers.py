"""What stands at the foot of every page."""

from __future__ import annotations

from docx.document import Document

from generator.word import styles
from generator.word.geometry import Page, cells
from generator.word.ooxml import Element, field_runs, paragraph, run


def page_numbers(document: Document) -> None:
    """7.5: — 1 — in 4号宋体, one 字 from the outer edge: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        number = paragraph(
            styles.PAGE_NUMBER,
            "— ",
            *field_runs("PAGE"),
            " —",
            indent={f"w:{side}Chars": 100, f"w:{side}": cells(1)},
            align="right" if side == "right" else "left",
        )
        _replace(footer.part.element, number)


def form_footer(document: Document, page: Page, notes: list[str]) -> None:
    """The notes of a form at the left, 第 X 页 共 Y 页 at the right."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    line = paragraph(
        styles.FORM_FOOTER,
        run("　　".join(notes)),
        run("\t第 "),
        *field_runs("PAGE"),
        run(" 页　共 "),
        *field_runs("NUMPAGES"),
        run(" 页"),
        tabs=[("right", page.text_width)],
    )
    _replace(footer.part.element, line)


def _replace(root: Element, content: Element) -> None:
    for child in list(root):
        root.remove(child)
    root.append(content)
