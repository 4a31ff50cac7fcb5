"""The built-in layout of a document type: its blocks as a .docx whose every changing part is a tagged control.

What is built here holds no value at all. `generator.word.forms.filling` puts values in, and does the same
with a template of the bureau's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document

from generator.catalog.documents import (
    PLACEHOLDER,
    Block,
    ChecksBlock,
    DocumentType,
    HeadingBlock,
    LinesBlock,
    ListBlock,
    PageBlock,
    SealBlock,
    SignaturesBlock,
    TableBlock,
    TextBlock,
    WordingBlock,
)
from generator.word.forms import qr, tags
from generator.word.forms.checks import checks_table
from generator.word.forms.controls import cell_control, field_control, inline
from generator.word.forms.signing import seal, signatures
from generator.word.forms.tables import entry_table, list_paragraphs, list_table
from generator.word.paper import sdt, styles
from generator.word.paper.breaking import title_lines
from generator.word.paper.footers import controlled_footer
from generator.word.paper.geometry import FORM_PAGE, PORTRAIT_FORM_PAGE, Page, mm
from generator.word.paper.ooxml import Align, Element, keep_with_next, page_break_before, paragraph, qualified
from generator.word.paper.package import new_document

_ALIGN: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}
_GAP = mm(2)


def page_of(document: DocumentType) -> Page:
    """The sheet a document type is printed on."""
    return FORM_PAGE if document.page == "landscape" else PORTRAIT_FORM_PAGE


def layout(document: DocumentType) -> Document:
    """The document of a type's built-in layout, every field, wording and stamp a control."""
    page = page_of(document)
    made = new_document(page)
    end = made.element.body.sectPr
    for block in (*_head(document), *_body(document, page)):
        end.addprevious(block)
    qr.place(made)
    controlled_footer(made, page, inline(tags.EDITION, "法律状态与文书版次"))
    return made


def _head(document: DocumentType) -> Iterator[Element]:
    yield paragraph(styles.FORM_AGENCY, inline(tags.AGENCY, "本局名称"))
    for tag, style in ((tags.TITLE, styles.FORM_TITLE), (tags.SUBTITLE, styles.FORM_SUBTITLE)):
        label = document.title if tag == tags.TITLE else f"〔{tags.RESERVED[tag]}〕"
        yield sdt.control(tag, tags.RESERVED[tag], [paragraph(style, label)])
    yield paragraph(styles.SPACER, line=_GAP)


def _body(document: DocumentType, page: Page) -> Iterator[Element]:
    """All blocks. What stands before signatures, a seal or the line of copies stays on their page (7.3.5), a heading on its table's."""
    made: list[Element] = []
    copies = list(_copies(document))
    for block in document.body:
        if isinstance(block, PageBlock):
            made += _kept(made, copies)
            copies = []
        if isinstance(block, SignaturesBlock | SealBlock):
            _keep_with_what_follows(made)
        if isinstance(block, TableBlock | ListBlock) and made and _is_text(made[-1]):
            keep_with_next(made[-1])
            made.append(_gap(keep_next=True))
        made += _block(document, block, page)
    return iter([*made, *_kept(made, copies), paragraph(styles.SPACER)])


def _kept(made: list[Element], copies: list[Element]) -> list[Element]:
    if copies:
        _keep_with_what_follows(made)
    return copies


def _block(document: DocumentType, block: Block, page: Page) -> Iterator[Element]:
    match block:
        case TextBlock():
            style = styles.FORM_BODY if block.at == "indent" else styles.FORM_FLUSH
            yield paragraph(style, *runs(document, block.text), align=_ALIGN.get(block.at))
        case HeadingBlock():
            yield paragraph(styles.FORM_HEADING, block.heading, keep_next=True)
        case WordingBlock():
            yield paragraph(styles.FORM_BODY, inline(tags.wording(block.wording), f"用语：{block.wording}"))
        case SignaturesBlock():
            yield from signatures(document, block.signatures)
        case SealBlock():
            yield from seal(document, block.seal, page.text_width)
        case PageBlock():
            lines = [paragraph(styles.FORM_TITLE, line) for line in title_lines([block.page], 22)]
            page_break_before(lines[0])
            yield from (*lines, _gap())
        case ChecksBlock():
            yield from checks_table(document, block, page.text_width)
        case _:
            yield from _spaces(document, block, page)


def _spaces(document: DocumentType, block: Block, page: Page) -> Iterator[Element]:
    """What is written into: tables of fields, lists, ruled lines."""
    if isinstance(block, TableBlock):
        yield entry_table(document, block.table, page.text_width)
    elif isinstance(block, ListBlock):
        spec = document.field(block.list)
        assert spec is not None
        if block.as_ == "paragraphs":
            yield list_paragraphs(spec)
            return
        yield list_table(spec, page.text_width)
    elif isinstance(block, LinesBlock):
        spec = document.field(block.lines)
        assert spec is not None
        first = paragraph(styles.FORM_RULED, f"〔{spec.label}〕")
        yield cell_control(spec, [first, *(paragraph(styles.FORM_RULED) for _ in range(block.count - 1))])
    yield _gap()


def runs(document: DocumentType, text: str) -> list[Element | str]:
    """A text with its {tag}s as controls."""
    parts: list[Element | str] = []
    for at, part in enumerate(PLACEHOLDER.split(text)):
        if at % 2 == 0:
            if part:
                parts.append(part)
        else:
            spec = document.field(part)
            parts.append(field_control(spec) if spec else inline(tags.AGENCY, "本局名称"))
    return parts


def _gap(*, keep_next: bool = False) -> Element:
    return paragraph(styles.SPACER, line=_GAP, keep_next=keep_next)


def _copies(document: DocumentType) -> Iterator[Element]:
    """How many copies there are and who keeps them: at the end of the document proper, before pages that go with it."""
    if document.copies:
        yield paragraph(styles.SPACER, line=_GAP, keep_next=True)
        yield paragraph(styles.FORM_NOTE, copies_line(document.copies))


def _keep_with_what_follows(made: Sequence[Element]) -> None:
    """Keep the end of what has been laid out, a paragraph or a table's last row and the gap after it, with what comes."""
    for block in reversed(made):
        rows = list(block.iter(qualified("w:tr")))
        for part in (rows[-1] if rows else block).iter(qualified("w:p")):
            properties = part.find(qualified("w:pPr"))
            if properties.find(qualified("w:keepNext")) is None and properties.find(qualified("w:pStyle")) is not None:
                keep_with_next(part)
        if rows or _is_text(block):
            return


def _is_text(made: Element) -> bool:
    """Whether this is a paragraph of text, not a gap."""
    style = made.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}")
    return style is not None and style.get(qualified("w:val")) != styles.SPACER


def copies_line(copies: tuple[str, ...]) -> str:
    """本文书一式二份：被检查单位一份，存档一份。"""
    count = "零一二三四五六七八九十"[len(copies)] if len(copies) <= 10 else str(len(copies))
    return f"本文书一式{count}份：{'，'.join(f'{copy}一份' for copy in copies)}。"
