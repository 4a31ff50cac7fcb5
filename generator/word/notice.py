"""检查通知: a red-head notice after GB/T 9704-2012, to the system's own divisions and bureaus."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.documents import DocumentType
from generator.views import NO_CHECKS, ItemView, Labelled, View, bracketed, chinese_date
from generator.word import styles
from generator.word.controls import BLANK, BLANK_DAY, Controls
from generator.word.fields import document_of
from generator.word.footers import page_numbers
from generator.word.geometry import NOTICE_PAGE
from generator.word.imprint import imprint
from generator.word.ooxml import Element, element, keep_with_next, paragraph, run, valued
from generator.word.package import describe, new_document, saved
from generator.word.redhead.body import attachment_note, title_block
from generator.word.redhead.head import blank_lines, document_head
from generator.word.redhead.signature import sealed

_ISSUING_ROLE = "印发机关"
_NOT_A_SUBSTITUTE = "本通知不发给被检查单位，不代替行政检查通知书。"


def notice(view: View, item: ItemView) -> bytes:
    """The notice (检查通知) of an item on the view's day, as a .docx.

    Number, time span, contact, dates stay blank for the hand, the seal or Word. Raises LookupError where the
    catalog has no document type of this layout.
    """
    document_type = document_of(view, "notice")
    controls = Controls(document_type, {})
    document = new_document(NOTICE_PAGE)
    page_numbers(document)
    title = _title(item)
    describe(document, "".join(title), view.info.agency.name, _edition(view), view.as_of)
    end = document.element.body.sectPr
    for block in (
        *_head(view, controls),
        *title_block(title, view.info.agency.recipients),
        *_body(view, item, document_type, controls),
        *_tail(view, item, controls),
    ):
        end.addprevious(block)
    return saved(document)


def _title(item: ItemView) -> tuple[str, ...]:
    return ("关于开展", item.item.subject, "监督检查的通知")


def _edition(view: View) -> str:
    return f"法律依据截至{chinese_date(view.as_of)}，目录摘要{view.digest[:12]}"


def _head(view: View, controls: Controls) -> Iterator[Element]:
    """版头: 发文机关标志, 发文字号, red rule."""
    number = f"{view.info.agency.code}〔{BLANK * 3}〕{BLANK * 2}号"
    return document_head([view.info.agency.mark], controls.text("number", number))


def _body(view: View, item: ItemView, document_type: DocumentType, controls: Controls) -> Iterator[Element]:
    if opening := document_type.wording_text("opening"):
        yield paragraph(styles.BODY, opening)
    yield _heading("一、监管对象")
    yield paragraph(styles.BODY, _sentence(item.object))
    yield _heading("二、检查依据")
    yield paragraph(styles.BODY, f"{item.basis_label}。以上依据截至{chinese_date(view.as_of)}。")
    yield _heading("三、检查方式和比例")
    yield paragraph(styles.BODY, f"检查方式：{_sentence(item.methods)}抽查比例：{_sentence(item.sampling)}")
    yield _heading("四、检查内容")
    count = len(item.unit_checks)
    content = f"按所附现场检查表逐项检查，共{count}项。" if count else f"{NO_CHECKS}。"
    yield paragraph(styles.BODY, content)
    yield _heading("五、工作要求")
    yield from _requirements(document_type, controls)


def _requirements(document_type: DocumentType, controls: Controls) -> Iterator[Element]:
    """五、工作要求: numbered paragraphs with a run-in heading, the last kept with what follows."""
    wording = document_type.wording_text
    span = ("自", controls.text("from-day", BLANK_DAY), "至", controls.text("to-day", BLANK_DAY), "。")
    requirements: list[tuple[str, tuple[Element | str, ...]]] = [
        ("检查时间。", span),
        ("检查实施。", (wording("conduct") + _NOT_A_SUBSTITUTE,)),
    ]
    if forms := wording("forms"):
        requirements.append(("检查记录。", (forms,)))
    if report := wording("report"):
        requirements.append(("情况报送。", (report,)))
    for numeral, (subtitle, content) in zip("一二三四", requirements, strict=False):
        head = run(f"（{numeral}）{subtitle}", element("w:rPr", None, valued("w:rStyle", styles.KAITI_RUN)))
        made = paragraph(styles.BODY, head, *content)
        if subtitle == requirements[-1][0]:
            keep_with_next(made)
        yield made


def _tail(view: View, item: ItemView, controls: Controls) -> Iterator[Element]:
    """附件说明, 署名, 成文日期, 附注, 版记: kept on one page, with the last paragraph of the body (7.3.5).

    One blank line before the 署名: a seal of 42 mm centred on 署名 and date then begins within one line of the
    附件说明, as 7.3.5.1 asks.
    """
    yield from attachment_note([f"现场检查表（{item.item.subject}）"])
    yield from blank_lines(1, keep_next=True)
    yield from sealed([view.info.agency.name], controls.text("issue-day", BLANK_DAY))
    yield paragraph(
        styles.BODY,
        f"（{controls.label('contact') or '联系人'}：",
        controls.text("contact", BLANK * 5),
        f"；{controls.label('phone') or '联系电话'}：",
        controls.text("phone", BLANK * 7),
        "）",
        imprint(issuing_office(view), controls.text("print-day", BLANK_DAY)),
    )


def issuing_office(view: View) -> str:
    """印发机关: the office whose role says so (办公室), else the agency."""
    agency = view.info.agency.name
    for department in view.departments:
        if department.role and _ISSUING_ROLE in department.role:
            return agency + department.name.removeprefix(agency)
    return agency


def _sentence(label: Labelled) -> str:
    return f"{label.text.rstrip('。')}{bracketed(label.marks)}。"


def _heading(text: str) -> Element:
    return paragraph(styles.HEADING_1, text)
