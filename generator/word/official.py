"""An official document (公文) from its data (catalog/notices): 文件, 信函, 命令, 纪要 after GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.notices import LOST, Attachment, Notice
from generator.views import View, chinese_date
from generator.word import styles
from generator.word.fonts import HEITI
from generator.word.geometry import LANDSCAPE_PAGE, NOTICE_PAGE, Page
from generator.word.imprint import imprint
from generator.word.item_table import item_table
from generator.word.ooxml import Element, page_break_before, paragraph, run, run_properties
from generator.word.package import describe, new_document, saved
from generator.word.redhead import signature
from generator.word.redhead.body import attachment_note, body_text, title_block
from generator.word.redhead.breaks import joints
from generator.word.redhead.head import blank_lines, document_head, letter_head, minutes_head, order_head
from generator.word.sections import Numbers, Sections

BLANK_NUMBER = "〔　　〕　号"
"""What stands where the number is still to be given: the office writes it."""


def official(view: View, notice: Notice, *, with_imprint: bool = True) -> bytes:
    """The document as a .docx, its attachments included. `with_imprint=False` leaves the 版记 out, to count the pages before it.

    `view` is the catalog on the day whose law the attached tables show. Where `notice.layout` says how many pages
    precede the 版记, it is put on the next even page (7.4, 双面印刷); else on the last page.
    """
    document = new_document(NOTICE_PAGE)
    describe(document, notice.title, view.info.agency.name, f"目录摘要{view.digest[:12]}", notice.day or view.as_of)
    sections = Sections(document)
    first = Numbers.NONE_ON_FIRST if notice.format == "信函" else Numbers.ALL
    blocks = [*_head(view, notice), *_main(view, notice)]
    sections.add(NOTICE_PAGE, first, blocks)
    for number, attachment in enumerate(notice.attachments, 1):
        page: Page = LANDSCAPE_PAGE if attachment.table else NOTICE_PAGE
        sections.add(page, Numbers.ALL, list(_attachment(view, notice, attachment, number)))
    if with_imprint and (box := _imprint(view, notice)) is not None:
        sections.close(box, alone=_pages_before_imprint(notice))
    sections.finish()
    return saved(document)


def _pages_before_imprint(notice: Notice) -> int:
    """How many page breaks bring the 版记 to an even page; 0 where it stands at the foot of the last one."""
    layout = notice.layout
    landscape_last = bool(notice.attachments) and notice.attachments[-1].table is not None
    if layout is None:
        return 1 if landscape_last else 0
    if layout.pages % 2 == 1:
        return 1
    return 0 if layout.room and not landscape_last else 2


def _marks(view: View, notice: Notice) -> tuple[str, ...]:
    return notice.marks or (view.info.agency.mark if notice.format == "文件" else view.info.agency.name,)


def _number(view: View, notice: Notice) -> str:
    if notice.number is not None:
        return str(notice.number)
    return LOST if "number" in notice.lost else f"{view.info.agency.code}{BLANK_NUMBER}"


def _head(view: View, notice: Notice) -> Iterator[Element]:
    marks, number = _marks(view, notice), _number(view, notice)
    above = [notice.copy_number] if notice.copy_number else []
    if notice.secrecy:
        period = f"★{notice.secrecy.period}" if notice.secrecy.period else ""
        above.append(f"{_spread(notice.secrecy.level) if not period else notice.secrecy.level}{period}")
    if notice.urgency:
        above.append(_spread(notice.urgency))
    if notice.format == "信函":
        yield from letter_head(marks[0], number, above)
    elif notice.format == "命令":
        yield from order_head(marks[0], number)
    elif notice.format == "纪要":
        yield from minutes_head(marks[0], number)
    else:
        signers = notice.signers if notice.direction == "上行" else ()
        yield from document_head(marks, number, above=above, signers=signers)


def _spread(word: str) -> str:
    """7.2.2: two characters stand one 字 apart."""
    return "　".join(word) if len(word) == 2 else word


def _main(view: View, notice: Notice) -> Iterator[Element]:
    if notice.format not in ("命令", "纪要"):
        yield from title_block(joints(notice.title, view), notice.recipients)
    yield from body_text(notice.body)
    attachments = attachment_note([attachment.title for attachment in notice.attachments])
    if notice.enclosure is None:
        yield from attachments
    yield from _signature(view, notice)
    if notice.enclosure is not None:
        title = list(title_block(joints(notice.enclosure.title, view), None))
        page_break_before(title[0])
        yield from (*title, *body_text(notice.enclosure.body), *attachments)
    if notice.note:
        yield paragraph(styles.BODY, f"（{notice.note}）")
    for label, names in notice.attended.items():
        yield paragraph(styles.BODY, run(f"{label}：", run_properties(HEITI)), run(names))


def _signature(view: View, notice: Notice) -> Iterator[Element]:
    day = chinese_date(notice.day) if notice.day else LOST if "day" in notice.lost else ""
    if "signature" in notice.lost:
        yield from blank_lines(1, keep_next=True)
        yield from signature.sealed([f"署名{LOST}"], f"成文日期{LOST}" if "day" in notice.lost else day)
        return
    made = notice.signature
    if made is None:
        return
    agencies = made.agencies or (view.info.agency.name,)
    yield from blank_lines(2 if made.mode == "stamp" else 1, keep_next=True)
    if made.mode == "seal":
        yield from signature.sealed(agencies, day)
    elif made.mode == "plain":
        yield from signature.plain(agencies, day)
    else:
        yield from signature.stamped(made.post or "", made.name or "", day)


def _attachment(view: View, notice: Notice, attachment: Attachment, number: int) -> Iterator[Element]:
    """7.3.7: "附件N" in 黑体 on line 1, the title centred on line 3, then its content."""
    label = f"附件{number if len(notice.attachments) > 1 else ''}"
    yield paragraph(styles.NORMAL, run(label, run_properties(HEITI)), align="left")
    yield from blank_lines(1)
    if attachment.table is not None:
        yield paragraph(styles.TITLE, attachment.title)
        yield item_table(view, notice, attachment)
        yield paragraph(styles.SPACER)
    else:
        yield from title_block(joints(attachment.title, view), None)
        yield from body_text(attachment.body or "")


def _imprint(view: View, notice: Notice) -> Element | None:
    """The run of the 版记; None for a document that has none."""
    made = notice.imprint
    if made is None:
        return None
    if notice.format == "信函":
        return imprint("", "", made.copies, printed=False) if made.copies else None
    office = made.office or view.info.agency.name
    return imprint(office, chinese_date(made.day) if made.day else "　　年　月　日", made.copies)
