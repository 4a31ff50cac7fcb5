"""An official document (公文) from its data (catalog/notices): 文件, 信函, 命令, 纪要 after GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.catalog.digest import digest_of
from generator.catalog.model import Agency
from generator.catalog.notices import LOST, Attachment, Notice
from generator.views import View, chinese_date
from generator.word.paper import styles
from generator.word.paper.breaking import title_lines
from generator.word.paper.fonts import HEITI
from generator.word.paper.geometry import LANDSCAPE_PAGE, LINE, NOTICE_PAGE, Page
from generator.word.paper.ooxml import Element, keep_with_next, page_break_before, paragraph, run, run_properties
from generator.word.paper.package import describe, new_document, saved
from generator.word.paper.sections import Numbers, Sections
from generator.word.paper.spaces import BLANK_DAY
from generator.word.redhead import signature
from generator.word.redhead.body import WIDE_TITLE_CELLS, attachment_note, attendance, body_text, tightened, title_block
from generator.word.redhead.head import blank_lines, document_head, minutes_head, order_head
from generator.word.redhead.imprint import height_of, imprint
from generator.word.redhead.item_table import item_table
from generator.word.redhead.letter import letter_head
from generator.word.redhead.whole_names import names_of

BLANK_NUMBER = "〔　　〕　号"
"""What stands where the number is still to be given: the office writes it."""

BLANK_PRINT_DAY = "　　年　月　日"


def official(view: View, notice: Notice, *, with_imprint: bool = True) -> bytes:
    """The document as a .docx, its attachments included. `with_imprint=False` leaves the 版记 out, to count the pages before it.

    `view` is the catalog on the day whose law the attached tables show. Where `notice.layout` says how many pages
    precede the 版记, it is put on the next even page (双面印刷), a letter's on the last; else on the last page.
    Raises SaidError for a 发文机关标志 that no line holds.
    """
    document = new_document(NOTICE_PAGE)
    sections = Sections(document)
    names = names_of(view)
    first = Numbers.NONE_ON_FIRST if notice.format == "信函" else Numbers.ALL
    main = list(_main(view, notice, names))
    if notice.layout is not None and notice.layout.line is not None:
        tightened(main, notice.layout.line)
    sections.add(NOTICE_PAGE, first, [*_head(view, notice), *main])
    for number, attachment in enumerate(notice.attachments, 1):
        page: Page = LANDSCAPE_PAGE if attachment.table else NOTICE_PAGE
        sections.add(page, Numbers.ALL, list(_attachment(view, notice, attachment, number, names)))
    if with_imprint and (box := imprint_of(view.info.agency, notice)) is not None:
        sections.close(box, alone=_pages_before_imprint(notice))
    sections.finish()
    edition = f"文书版次 {digest_of(document.element.xml)}"
    describe(document, notice.title, view.info.agency.name, edition, notice.day or view.as_of)
    return saved(document, view.info.fonts)


def imprint_height(view: View, notice: Notice) -> int:
    """The height of the notice's 版记 in twips; 0 where it has none."""
    content = _imprint_content(view.info.agency, notice)
    return height_of(content.office, content.day, **content.more) if content else 0


def _pages_before_imprint(notice: Notice) -> int:
    """How many page breaks bring the 版记 to an even page; 0 where it stands at the foot of the last one."""
    layout = notice.layout
    landscape_last = bool(notice.attachments) and notice.attachments[-1].table is not None
    if layout is None or notice.format == "信函":
        return 1 if landscape_last or (layout is not None and not layout.room) else 0
    if layout.pages % 2 == 1:
        return 1
    return 0 if layout.room and not landscape_last else 2


def marks_of(agency: Agency, notice: Notice) -> tuple[str, ...]:
    """The 发文机关标志 of a document: its own, else the agency's."""
    if notice.marks:
        return notice.marks
    return (agency.mark if notice.format == "文件" else agency.name + _MARK_ENDS.get(notice.format, ""),)


_MARK_ENDS = {"命令": "令", "纪要": "会议纪要"}


def _number(view: View, notice: Notice) -> str:
    if notice.number is not None:
        return str(notice.number)
    if "number" in notice.lost:
        return LOST
    return "第　号" if notice.format == "命令" else f"{view.info.agency.code}{BLANK_NUMBER}"


def _head(view: View, notice: Notice) -> Iterator[Element]:
    names, number, above = marks_of(view.info.agency, notice), _number(view, notice), _above(notice)
    if notice.format == "信函":
        return letter_head(names[0], number, above)
    if notice.format == "命令":
        return order_head(names[0], number)
    if notice.format == "纪要":
        return minutes_head(names[0], number if notice.number or "number" in notice.lost else None)
    signers = notice.signers if notice.direction == "上行" else ()
    return document_head(names, number, above=above, signers=signers)


def _above(notice: Notice) -> list[str]:
    """份号, 密级和保密期限, 紧急程度, in this order (7.2.1–7.2.3)."""
    above = [notice.copy_number] if notice.copy_number else []
    if notice.secrecy:
        level, period = notice.secrecy.level, notice.secrecy.period
        above.append(f"{level}★{period}" if period else _spread(level))
    if notice.urgency:
        above.append(_spread(notice.urgency))
    return above


def _spread(word: str) -> str:
    """Two characters stand one 字 apart."""
    return "　".join(word)


def _main(view: View, notice: Notice, names: Sequence[str]) -> Iterator[Element]:
    """Title to 附注. An order has no title of its own (10.2): its text says what it announces."""
    if notice.format != "命令":
        yield from title_block([notice.title], notice.recipients, names)
    attachments = list(attachment_note([attachment.title for attachment in notice.attachments]))
    signed = list(_signature(view, notice))
    if notice.enclosure is None:
        yield from _together(body_text(notice.body), [*attachments, *signed])
    else:
        yield from _together(body_text(notice.body), signed)
        title = list(title_block([notice.enclosure.title], None, names))
        page_break_before(title[0])
        yield from (*title, *_together(body_text(notice.enclosure.body), attachments))
    if notice.note:
        yield paragraph(styles.BODY, f"（{notice.note}）")
    if notice.attended:
        yield from blank_lines(1)
    for label, people in notice.attended.items():
        yield attendance(label, people)


def _together(text: Iterator[Element], after: list[Element]) -> list[Element]:
    """Text and what closes it, its last paragraph on the page of the 署名, so that no page bears that alone (7.3.5.5).

    A text of one paragraph is let be: LibreOffice would move all of it, and the first page must show some (7.3.3).
    """
    blocks = list(text)
    if after and len(blocks) > 1:
        keep_with_next(blocks[-1])
    return [*blocks, *after]


def _signature(view: View, notice: Notice) -> Iterator[Element]:
    day = chinese_date(notice.day) if notice.day else f"成文日期{LOST}" if "day" in notice.lost else BLANK_DAY
    made = notice.signature
    if "signature" in notice.lost:
        yield from blank_lines(2, keep_next=True)
        yield from signature.sealed([f"署名{LOST}"], day)
    elif made is not None:
        agencies = made.agencies or (view.info.agency.name,)
        yield from blank_lines(1 if made.mode == "plain" else 2, keep_next=True)
        if made.mode == "seal":
            yield from signature.sealed(agencies, day)
        elif made.mode == "plain":
            yield from signature.plain(agencies, day)
        else:
            yield from signature.stamped([(signer.post, signer.name or "") for signer in made.stamps], day)


def _attachment(
    view: View, notice: Notice, attachment: Attachment, number: int, names: Sequence[str]
) -> Iterator[Element]:
    """7.3.7: "附件N" in 黑体 on line 1, the title centred on line 3, then its content."""
    label = f"附件{number if len(notice.attachments) > 1 else ''}"
    yield paragraph(styles.NORMAL, run(label, run_properties(HEITI)), align="left")
    yield from blank_lines(1)
    if attachment.table is not None:
        for line in title_lines([attachment.title], WIDE_TITLE_CELLS, names):
            yield paragraph(styles.TITLE, line)
        yield paragraph(styles.SPACER, line=LINE // 2, keep_next=True)
        yield item_table(view, notice, attachment)
        yield paragraph(styles.SPACER)
    else:
        yield from title_block([attachment.title], None, names)
        yield from body_text(attachment.body or "")


@dataclass(frozen=True)
class _ImprintContent:
    office: str
    day: str
    more: dict[str, Any]


def _imprint_content(agency: Agency, notice: Notice) -> _ImprintContent | None:
    made = notice.imprint
    if made is None:
        return None
    printed = notice.format != "信函"
    if not printed and not (made.copies or made.recipients):
        return None
    office = made.office or agency.name
    day = chinese_date(made.day) if made.day else BLANK_PRINT_DAY
    return _ImprintContent(office, day, {"copies": made.copies, "recipients": made.recipients, "printed": printed})


def imprint_of(agency: Agency, notice: Notice) -> Element | None:
    """The run of the 版记; None for a document that has none. Raises ValueError, in Chinese, for one higher than a page."""
    content = _imprint_content(agency, notice)
    return imprint(content.office, content.day, **content.more) if content else None
