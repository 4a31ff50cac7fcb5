"""检查通知: the layout of a red-head notice after GB/T 9704-2012, to the system's own divisions and bureaus.

Like every layout it holds no value of an item or a case: those stand in controls and are filled in one operation.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document

from generator.catalog.documents import DocumentType, FieldKind
from generator.catalog.model import Agency
from generator.views import NO_CHECKS, ItemView, Labelled, View, bracketed, chinese_date
from generator.word.forms import tags
from generator.word.forms.controls import field_control, inline
from generator.word.paper import sdt, styles
from generator.word.paper.breaking import title_lines
from generator.word.paper.footers import page_numbers
from generator.word.paper.geometry import NOTICE_PAGE
from generator.word.paper.ooxml import Element, element, keep_with_next, paragraph, run, valued
from generator.word.paper.package import new_document
from generator.word.paper.spaces import BLANK, BLANK_DAY
from generator.word.redhead.body import TITLE_CELLS, attachment_note
from generator.word.redhead.head import blank_lines, document_head
from generator.word.redhead.imprint import imprint
from generator.word.redhead.signature import sealed

_ISSUING_ROLE = "印发机关"
_NOT_A_SUBSTITUTE = "本通知不发给被检查单位，不代替行政检查通知书。"
_WIDTHS = {"contact": 5, "phone": 7}
"""How much space a field keeps where it is empty (字)."""


def notice_layout(agency: Agency, document: DocumentType) -> Document:
    """The notice with every changing part a control, on the paper of the standard."""
    made = new_document(NOTICE_PAGE)
    page_numbers(made)
    end = made.element.body.sectPr
    for block in (*_head(agency, document), *_body(document), *_tail(agency, document)):
        end.addprevious(block)
    return made


def title_of_notice(item: ItemView) -> tuple[str, ...]:
    """The title in the parts between which it is best broken."""
    return ("关于开展", item.item.subject, "监督检查的通知")


def notice_lines(view: View, item: ItemView) -> dict[str, list[str]]:
    """The title in lines."""
    return {tags.TITLE: title_lines(title_of_notice(item), TITLE_CELLS, view.info.words)}


def notice_words(view: View, item: ItemView) -> dict[str, str]:
    """What the notice prints of its item and the day's law."""
    count = len(item.unit_checks)
    return {
        tags.OFFICE: issuing_office(view),
        tags.SUBJECT: item.item.subject,
        tags.OBJECT: _sentence(item.object),
        tags.BASES: f"{item.basis_label}。以上依据截至{chinese_date(view.as_of)}。",
        tags.METHODS: f"检查方式：{_sentence(item.methods)}抽查比例：{_sentence(item.sampling)}",
        tags.COUNT: f"按所附现场检查表逐项检查，共{count}项。" if count else f"{NO_CHECKS}。",
    }


def notice_blanks(agency: Agency, document: DocumentType) -> dict[str, str]:
    """What an empty field of the notice shows: as wide as what will stand there, so that filling it moves nothing."""
    blanks = {spec.tag: BLANK_DAY for spec in document.fields if spec.kind is FieldKind.DATE}
    blanks |= {tag: BLANK * width for tag, width in _WIDTHS.items()}
    return {**blanks, "number": f"{agency.code}〔{BLANK * 3}〕{BLANK * 2}号"}


def _field(document: DocumentType, tag: str, blank: str) -> Element:
    """A field's control; a type that lacks the field keeps the space alone."""
    spec = document.field(tag)
    return run(blank) if spec is None else field_control(spec, underlined=False)


def _head(agency: Agency, document: DocumentType) -> Iterator[Element]:
    """版头: 发文机关标志, 发文字号, red rule; then title and 主送机关."""
    yield from document_head([agency.mark], _field(document, "number", notice_blanks(agency, document)["number"]))
    label = tags.RESERVED[tags.TITLE]
    yield sdt.control(tags.TITLE, label, [paragraph(styles.TITLE, f"〔{label}〕")])
    yield from blank_lines(1)
    yield paragraph(styles.NORMAL, agency.recipients.rstrip("：:") + "：")


def _body(document: DocumentType) -> Iterator[Element]:
    if "opening" in document.wording:
        yield paragraph(styles.BODY, _wording("opening"))
    for heading, tag in (
        ("一、监管对象", tags.OBJECT),
        ("二、检查依据", tags.BASES),
        ("三、检查方式和比例", tags.METHODS),
        ("四、检查内容", tags.COUNT),
    ):
        yield paragraph(styles.HEADING_1, heading)
        yield paragraph(styles.BODY, inline(tag, tags.RESERVED[tag]))
    yield paragraph(styles.HEADING_1, "五、工作要求")
    yield from _requirements(document)


def _requirements(document: DocumentType) -> Iterator[Element]:
    """五、工作要求: numbered paragraphs with a run-in heading, the last kept with what follows."""
    span = ("自", _field(document, "from-day", BLANK_DAY), "至", _field(document, "to-day", BLANK_DAY), "。")
    conduct = (_wording("conduct"),) if "conduct" in document.wording else ()
    requirements: list[tuple[str, tuple[Element | str, ...]]] = [
        ("检查时间。", span),
        ("检查实施。", (*conduct, _NOT_A_SUBSTITUTE)),
    ]
    for name, subtitle in (("forms", "检查记录。"), ("report", "情况报送。")):
        if name in document.wording:
            requirements.append((subtitle, (_wording(name),)))
    for numeral, (subtitle, content) in zip("一二三四", requirements, strict=False):
        head = run(f"（{numeral}）{subtitle}", element("w:rPr", None, valued("w:rStyle", styles.KAITI_RUN)))
        made = paragraph(styles.BODY, head, *content)
        if subtitle == requirements[-1][0]:
            keep_with_next(made)
        yield made


def _wording(name: str) -> Element:
    return inline(tags.wording(name), f"用语：{name}")


def _tail(agency: Agency, document: DocumentType) -> Iterator[Element]:
    """附件说明, 署名, 成文日期, 附注, 版记: kept on one page, with the last paragraph of the body (7.3.5).

    One blank line before the 署名: a seal of 42 mm centred on 署名 and date then begins within one line of the
    附件说明, as 7.3.5.1 asks. The 版记's anchor comes first in its paragraph: behind a control LibreOffice 7.4 saves a
    file that is no XML.
    """
    subject = inline(tags.SUBJECT, tags.RESERVED[tags.SUBJECT])
    yield from attachment_note([("现场检查表（", subject, "）")])
    yield from blank_lines(1, keep_next=True)
    yield from sealed([agency.name], _field(document, "issue-day", BLANK_DAY))
    labels = {spec.tag: spec.label for spec in document.fields}
    yield paragraph(
        styles.BODY,
        imprint(inline(tags.OFFICE, tags.RESERVED[tags.OFFICE]), _field(document, "print-day", BLANK_DAY)),
        f"（{labels.get('contact', '联系人')}：",
        _field(document, "contact", BLANK * _WIDTHS["contact"]),
        f"；{labels.get('phone', '联系电话')}：",
        _field(document, "phone", BLANK * _WIDTHS["phone"]),
        "）",
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
