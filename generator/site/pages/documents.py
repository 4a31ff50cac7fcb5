"""The document types (文书) and the Word file of each item."""

from __future__ import annotations

from generator import addresses
from generator.catalog.documents import KINDS, DocumentType
from generator.site.fragments import open_page, small
from generator.site.markdown import Page, heading, paragraphs, table, text
from generator.views import ItemView, View


def index(view: View) -> Page:
    """All files, a row an item and a column a document type."""
    page = open_page(view, addresses.DOCUMENTS, "文书")
    page.add(
        heading(2, "文书种类", "types"),
        table(
            ("文书", "用途", "由谁使用"),
            [
                (
                    page.link(document.title, addresses.document_type(document.id)),
                    paragraphs(document.purpose),
                    paragraphs(document.users),
                )
                for document in view.documents
            ],
        ),
        heading(2, "各事项的文书", "files"),
        "点击文书名称即可下载 Word 文档，用 Word 或者 WPS 打开填写。",
        table(
            ("序号", "监管事项", *(text(document.title) for document in view.documents)),
            [
                (
                    str(item.item.number),
                    page.link(item.item.title, addresses.item(item.id)),
                    *(_download(page, item, document) for document in view.documents),
                )
                for item in view.items
            ],
        ),
    )
    return page


def document_page(view: View, document: DocumentType) -> Page:
    """One document type: what it is for, what has to be filled in, the file of each item."""
    page = open_page(view, addresses.document_type(document.id), document.title, ("文书", addresses.DOCUMENTS))
    page.add(
        heading(2, "用途", "purpose"),
        paragraphs(document.purpose),
        small("由谁使用", document.users),
        small("说明", document.note),
        heading(2, "需要填写的内容", "fields"),
        "事项本身确定的内容已经印好，以下各项由使用人填写。",
        table(
            ("栏目", "填写方式", "提示"),
            [
                (
                    text(field.label),
                    KINDS[field.kind] + (f"：{text('、'.join(field.choices))}" if field.choices else ""),
                    text(field.hint or ""),
                )
                for field in document.fields
            ],
        ),
        heading(2, "各事项的文件", "files"),
        table(
            ("序号", "监管事项", "文件"),
            [
                (
                    str(item.item.number),
                    page.link(item.item.title, addresses.item(item.id)),
                    _download(page, item, document),
                )
                for item in view.items
            ],
        ),
    )
    return page


def _download(page: Page, item: ItemView, document: DocumentType) -> str:
    return page.link(f"下载{document.title}", addresses.download(item.item.number, document.title))
