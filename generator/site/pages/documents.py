"""The document types (文书), in groups, and the Word file of each item or each type."""

from __future__ import annotations

import re
from itertools import groupby

from generator import addresses
from generator.addresses import Fixed
from generator.catalog.documents import DocumentType, FieldSpec
from generator.site.fragments import Citations, badges, open_fixed, open_page, small
from generator.site.launching import form_button, launching
from generator.site.markdown import Page, box, bullets, heading, paragraphs, table, text
from generator.views import ItemView, View, WordingView

_TAG = re.compile(r"\{([a-z0-9-]+)\}")
"""Where a wording takes in what a field holds."""
_OFTEN = {"title": "标题", "subtitle": "副标题"}
"""What every document has besides its fields."""
_OWN_TEMPLATE = "本种文书使用本局自己的模板"


def index(view: View) -> Page:
    """Every type in its group; then the files of each item."""
    page = open_fixed(view, Fixed.DOCUMENTS)
    if not view.documents:
        page.add("本目录没有收录文书。")
        return page
    page.add("点击文书名称看栏目、用语和依据；点击下载得到 Word 文档，用 Word 或者 WPS 打开填写。")
    for number, (group, kinds) in enumerate(groupby(view.grouped_documents, key=lambda kind: kind.group), 1):
        page.add(heading(2, text(group), f"group-{number}"), box("types", table(*_types(page, list(kinds), group))))
    page.add(heading(2, "各事项的文书", "files"), box("files", _files_of_items(page, view)))
    return page


def _files_of_items(page: Page, view: View) -> str:
    shown = view.item_documents
    rows = [
        (
            str(item.item.number),
            page.link(item.item.title, addresses.item(item.id)),
            *(_download(page, item, kind) for kind in shown),
        )
        for item in view.items
    ]
    headings = ("序号", "监管事项", *(text(kind.title) for kind in shown))
    return table(headings, rows if shown else [], "各事项的文书") or "没有各事项一份的文书。"


def _types(page: Page, kinds: list[DocumentType], group: str) -> tuple[tuple[str, ...], list[tuple[str, ...]], str]:
    rows: list[tuple[str, ...]] = [
        (
            page.link(kind.title, addresses.document_type(kind.id)),
            paragraphs(kind.purpose),
            paragraphs(kind.users),
            _blank(page, kind) if kind.scope == "case" else "[各事项一份](#files)",
        )
        for kind in kinds
    ]
    return ("文书", "用途", "由谁使用", "下载"), rows, text(group)


def document_page(view: View, cites: Citations, kind: DocumentType, *, preview: bool) -> Page:
    """One type: what it is for, what must be done before it is issued, fields, wording with its law, files."""
    page = open_page(view, addresses.document_type(kind.id), kind.title, Fixed.DOCUMENTS.link)
    page.add(
        launching(_start(page, kind)),
        heading(2, "用途", "purpose"),
        paragraphs(kind.purpose),
        small("由谁使用", kind.users),
        small("说明", kind.note),
        *_facts(view, kind),
    )
    if preview:
        picture = page.url(addresses.preview(kind.id))
        page.add(
            heading(2, "样式", "preview"), f"![{text(kind.title)}的样式，第一页]({picture}){{ .preview loading=lazy }}"
        )
    if kind.gates:
        page.add(heading(2, "签发之前", "gates"), bullets(_gates(page, view, cites, kind)))
    page.add(
        heading(2, "需要填写的内容", "fields"), "目录已经确定的内容已经印好，其余各项由使用人填写。", _fields(kind)
    )
    wordings = [(name, wording) for name, wording in view.wordings[kind.id].items() if wording.cites]
    if wordings:
        page.add(heading(2, "用语和依据", "wordings"), box("wordings", _wordings(page, view, cites, kind, wordings)))
    page.add(heading(2, "文件", "files"), launching(_files(page, view, kind)))
    return page


def _facts(view: View, kind: DocumentType) -> list[str]:
    facts = []
    if kind.number is not None:
        number = f"{view.info.agency.case_code or ''}{kind.number.code}〔年份〕〔序号〕号"
        facts.append(f"文号：{text(number)}{badges((kind.number.status,) if kind.number.status else ())}")
    if kind.copies:
        facts.append(f"份数：{text('、'.join(kind.copies))}各一份")
    if kind.punishes:
        facts.append(
            "处罚类文书：须写明违法行为发生日，按行为发生时的规定；规定已有变动的，两种规定都印出，由承办人作从旧兼从轻的判断。"
        )
    if kind.id in view.templates:
        facts.append(_OWN_TEMPLATE)
    return [bullets(facts)] if facts else []


def _gates(page: Page, view: View, cites: Citations, kind: DocumentType) -> list[str]:
    return [
        text(gate.gate.need.label)
        + (f"（{cites.links(page, gate.cites)}）" if gate.cites else "")
        + (f"。{text(gate.gate.note)}" if gate.gate.note else "")
        for gate in view.gates[kind.id]
    ]


def _fields(kind: DocumentType) -> str:
    return table(
        ("栏目", "填写方式", "内容从哪里来", "提示"),
        [
            (
                text(spec.label) + ("（必填）" if spec.required else ""),
                _kind(spec),
                text(spec.from_.label),
                text(spec.hint or ""),
            )
            for spec in kind.fields
        ],
        "需要填写的内容",
    )


def _kind(spec: FieldSpec) -> str:
    shown = spec.kind.label
    if spec.choices:
        shown += f"：{text('、'.join(spec.choices))}"
    if spec.columns:
        shown += f"：{text('、'.join(column.label for column in spec.columns))}"
    return shown


def _wordings(
    page: Page, view: View, cites: Citations, kind: DocumentType, wordings: list[tuple[str, WordingView]]
) -> str:
    labels = {"agency": view.info.agency.name, **_OFTEN, **{spec.tag: spec.label for spec in kind.fields}}
    rows = [
        (
            paragraphs(_TAG.sub(lambda tag: f"〔{labels.get(tag.group(1), tag.group())}〕", wording.text))
            + badges(wording.marks),
            "<br>".join(cites.link(page, cite) for cite in wording.cites),
        )
        for _, wording in wordings
    ]
    return table(("印出的用语", "依据"), rows, "用语和依据")


def _files(page: Page, view: View, kind: DocumentType) -> str:
    if kind.scope == "case":
        return _blank(page, kind)
    return table(
        ("序号", "监管事项", "文件", "填写"),
        [
            (
                str(item.item.number),
                page.link(item.item.title, addresses.item(item.id)),
                _download(page, item, kind),
                form_button(kind, item),
            )
            for item in view.items
        ],
        "各事项的文件",
    )


def _start(page: Page, kind: DocumentType) -> str:
    """What most come for, first: fill it in here, or take the blank file."""
    if kind.scope == "case":
        return f"{form_button(kind)} {_blank(page, kind)}"
    return f"[选择监管事项，下载或者在网页上填写{text(kind.title)}](#files)"


def _blank(page: Page, kind: DocumentType) -> str:
    return page.link(f"下载{kind.title}", addresses.blank(kind.title))


def _download(page: Page, item: ItemView, kind: DocumentType) -> str:
    return page.link(f"下载{kind.title}", addresses.download(item.item.number, kind.title))
