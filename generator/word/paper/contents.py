"""Headings and the table of contents (目录) over them, whose page numbers are known when a document is opened.

Word and WPS number the pages of a table of contents only when they are asked to (F9). So each entry holds a PAGEREF
field with its number already in it. LibreOffice finds the numbers: of a copy at whose end a list of the same fields
stands, it prints the pages, and the list is read. Nothing is searched for in the text, so no text can mislead it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docx.document import Document

from generator.word.paper import styles
from generator.word.paper.fonts import FANGSONG, HEITI, XIAOBIAOSONG
from generator.word.paper.geometry import Page
from generator.word.paper.ooxml import (
    Attributes,
    Element,
    element,
    field_runs,
    page_break_before,
    paragraph,
    paragraph_properties,
    qualified,
    run,
    run_properties,
    valued,
)
from generator.word.paper.rendering import RenderingError, lacking, page_texts, to_pdf

HEADINGS = ("Heading1", "Heading2", "Heading3")
_ENTRIES = ("TOC1", "TOC2")
_TITLE = "ContentsTitle"
_LISTED = len(_ENTRIES)
"""Headings down to this level are in the contents."""

_UNKNOWN = "—"
"""What stands for a page number that nobody has found."""

_LONGEST_NUMBER = "0000"
_BLANKS = re.compile(r"[^\S\u3000]+")
"""Line breaks and other blank space that a heading must not have; the full-width space sets its number off."""

_BEGIN, _ENTRY = "〔页码清单〕", re.compile(r"〔(\d+)：(\d+)〕")


class Contents:
    """Makes the headings of a document, then the table of contents over them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._listed: list[tuple[int, str]] = []

    def heading(self, level: int, text: str, *, new_page: bool = False) -> Element:
        """A heading of level 1, 2 or 3 (the last is not in the contents), kept with what follows."""
        line = _BLANKS.sub(" ", text).strip()
        if level > _LISTED:
            return paragraph(HEADINGS[level - 1], line, keep_next=True)
        self._listed.append((level, line))
        number = len(self._listed)
        start = element("w:bookmarkStart", {"w:id": number, "w:name": _bookmark(number)})
        made = paragraph(HEADINGS[level - 1], start, line, element("w:bookmarkEnd", {"w:id": number}), keep_next=True)
        if new_page:
            page_break_before(made)
        return made

    def add_styles(self, document: Document) -> None:
        """Give a document the styles of headings and of the contents, in place of those it has under their names."""
        held: Element = document.styles.element
        for style in _styles(self._page.text_width):
            for old in held.findall(qualified("w:style")):
                if old.get(qualified("w:styleId")) == style.get(qualified("w:styleId")):
                    held.remove(old)
            held.append(style)

    def table(self, pages: Sequence[int]) -> Iterator[Element]:
        """The table of contents on a page of its own; `pages` are the pages of its headings, or none where unknown."""
        numbers = [str(page) for page in pages] or [_UNKNOWN] * len(self._listed)
        title = paragraph(_TITLE, "目　录")
        page_break_before(title)
        begin, code, separate, _, end = field_runs(f'TOC \\o "1-{_LISTED}" \\h \\z')
        entries = [
            self._entry(number, level, text, page)
            for number, ((level, text), page) in enumerate(zip(self._listed, numbers, strict=True), 1)
        ]
        for part in (separate, code, begin):
            entries[0].insert(1, part)
        close = paragraph(styles.SPACER, end)
        gallery = element(
            "w:docPartObj", None, valued("w:docPartGallery", "Table of Contents"), element("w:docPartUnique")
        )
        yield element(
            "w:sdt",
            None,
            element("w:sdtPr", None, gallery),
            element("w:sdtContent", None, title, *entries, close),
        )

    def _entry(self, number: int, level: int, text: str, page: str) -> Element:
        link = element("w:hyperlink", {"w:anchor": _bookmark(number), "w:history": 1})
        link.extend([run(f"{text}\t"), *_page_of(number, page)])
        return paragraph(_ENTRIES[level - 1], link)

    def gauge(self) -> Iterator[Element]:
        """What a copy made for measuring has at its end: the page of every heading in the contents."""
        begin = paragraph(styles.FORM_LINE, _BEGIN)
        page_break_before(begin)
        yield begin
        for number in range(1, len(self._listed) + 1):
            yield paragraph(styles.FORM_LINE, f"〔{number}：", *_page_of(number, _LONGEST_NUMBER), "〕")


def gauged(content: bytes) -> list[int]:
    """The pages of the headings of a copy made for measuring. Raises RenderingError."""
    if lack := lacking():
        raise RenderingError(f"{lack}，量不出页码")
    listed = "".join(page_texts(to_pdf(content))).rpartition(_BEGIN)[2]
    found = {int(number): int(page) for number, page in _ENTRY.findall(listed)}
    pages = [found.get(number, 0) for number in range(1, len(found) + 1)]
    if not pages or 0 in pages or pages != sorted(pages):
        raise RenderingError("LibreOffice 印出的页码读不出来")
    return pages


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _page_of(number: int, shown: str) -> list[Element]:
    return field_runs(f"PAGEREF {_bookmark(number)} \\h", shown)


def _styles(width: int) -> Iterator[Element]:
    looks = ((HEITI, 16, 640), (HEITI, 14, 560), (HEITI, 12, 440))
    for level, (style, (font, points, line)) in enumerate(zip(HEADINGS, looks, strict=True)):
        look = paragraph_properties(keep_next=True, keep_lines=True, snap=False, line=line, align="left", outline=level)
        yield styles.paragraph_style(style, f"heading {level + 1}", look, run_properties(font, points, spacing=0))
    title = paragraph_properties(keep_next=True, snap=False, line=900, align="center")
    yield styles.paragraph_style(_TITLE, "目录标题", title, run_properties(XIAOBIAOSONG, 20, spacing=0))
    for level, (style, font) in enumerate(zip(_ENTRIES, (HEITI, FANGSONG), strict=True)):
        left, hanging = 480 * level, 480 * level
        indent: Attributes = {"w:left": left + hanging, "w:hanging": hanging}
        look = paragraph_properties(
            tabs=[("right", width)], dotted=True, snap=False, line=420, align="left", indent=indent
        )
        yield styles.paragraph_style(style, f"toc {level + 1}", look, run_properties(font, 12, spacing=0))
