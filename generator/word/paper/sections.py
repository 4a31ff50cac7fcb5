"""Sections of a document: each its own page, its own page numbers; the 版记 on a page of its own where it must.

A section's properties stand in its last paragraph, the last section's at the end of the body; nothing is added for
them, so that no empty paragraph makes an empty page.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from docx.document import Document
from docx.oxml import parse_xml

from generator.word.paper import styles
from generator.word.paper.footers import landscape_numbers, no_numbers, page_numbers
from generator.word.paper.geometry import NOTICE_PAGE, Page
from generator.word.paper.ooxml import Element, element, paragraph, qualified, serialised
from generator.word.paper.package import section_properties


class Numbers(Enum):
    """Which pages of a section bear a number."""

    ALL = auto()
    NONE_ON_FIRST = auto()
    NONE = auto()


class Sections:
    """Collects the sections of a document, then writes them into its body."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sections: list[tuple[Page, Numbers, list[Element]]] = []

    def add(self, page: Page, numbers: Numbers, blocks: Sequence[Element]) -> None:
        """A section that begins a page."""
        self._sections.append((page, numbers, list(blocks)))

    def close(self, box: Element, *, alone: int) -> None:
        """Anchor the 版记 in the last paragraph, or `alone` pages after the last.

        Where blank pages precede it, neither they nor its own page bear a number (7.5).
        """
        if alone == 0:
            self._sections[-1][2][-1].append(box)
            return
        before = [paragraph(styles.SPACER, _page_break()) for _ in range(alone - 1)]
        self.add(NOTICE_PAGE, Numbers.NONE if before else Numbers.ALL, [*before, paragraph(styles.SPACER, box)])

    def finish(self) -> None:
        """Write all sections and their page numbers."""
        body = self._document.element.body
        end = body.sectPr
        made = [parse_xml(serialised(section_properties(page))) for page, _, _ in self._sections]
        for own, (_, _, blocks) in zip(made, self._sections, strict=True):
            for block in blocks:
                end.addprevious(block)
            if own is made[-1]:
                body.replace(end, own)
            else:
                _properties_of(blocks[-1]).append(own)
        for section, (page, numbers, _) in zip(self._document.sections, self._sections, strict=True):
            if numbers is Numbers.NONE:
                no_numbers(self._document, section)
            elif page.landscape:
                landscape_numbers(self._document, section)
            else:
                page_numbers(self._document, section, on_first=numbers is Numbers.ALL)


def _properties_of(block: Element) -> Element:
    properties = block.find(qualified("w:pPr"))
    if properties is None:
        raise ValueError("a section must end with a paragraph")
    return properties


def _page_break() -> Element:
    return element("w:r", None, element("w:br", {"w:type": "page"}))
