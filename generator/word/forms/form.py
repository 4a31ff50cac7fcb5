"""One form as a tree: its layout, ours or the bureau's own template, with content put in."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document

from generator.catalog.documents import DocumentType, FieldKind
from generator.views import ItemView, View
from generator.word.forms import bookmarks, numbering, qr
from generator.word.forms.checks import answer_tags
from generator.word.forms.content import edition_line, title_of
from generator.word.forms.filling import Content, fill
from generator.word.forms.identity import mark_of
from generator.word.forms.inspection_notice import notice_layout
from generator.word.forms.layout import layout
from generator.word.forms.templates import roots, template
from generator.word.paper import sdt
from generator.word.paper.ooxml import Element
from generator.word.paper.package import copied, describe, saved


def tree(
    view: View, document: DocumentType, items: Sequence[ItemView], content: Content, layout: Document | None = None
) -> tuple[Document, list[Element], int]:
    """A document with its content, its parts' roots, every control numbered and bookmarked; the first number of a list's row.

    `layout`: the type's (`laid_out`), which is copied; without it the document is laid out anew.
    Raises TemplateError for a template that cannot be used.
    """
    made = laid_out(view, document) if layout is None else copied(layout)
    title = "".join(title_of(document, items))
    about = "、".join(item.item.title for item in items) or document.title
    mark = mark_of(view, document, items, content.edition)
    edition = edition_line(view, content.edition)
    describe(made, title, view.info.agency.name, edition, view.as_of, subject=about, keywords=mark)
    parts = roots(made)
    for root in parts:
        fill(root, document, content)
    qr.stamp(made, identity(view, document, items, content.edition), parts)
    lists = list_tags(document)
    answers = answer_tags(content.checks)
    marked = {spec.tag for spec in document.fields} - lists | {tag for pair in answers for tag in pair}
    named = [(tag, control) for root in parts for control in sdt.controls_in(root) if (tag := sdt.tag_of(control))]
    bookmarks.mark(
        (control, bookmarks.name(tag))
        for tag, control in named
        if tag in marked and not numbering.in_list(control, lists)
    )
    bookmarks.mark_answers(dict(named), len(answers))
    return made, parts, numbering.number(parts, lists)


def list_tags(document: DocumentType) -> set[str]:
    """The tags of a type's lists."""
    return {spec.tag for spec in document.fields if spec.kind is FieldKind.LIST}


def exported(view: View, document: DocumentType) -> bytes:
    """The built-in layout of a type as a template to edit: every control shows 〔its title〕, none is locked."""
    made = built_in(view, document)
    describe(made, f"{document.title}（模板）", view.info.agency.name, document.id, view.as_of)
    numbering.number(roots(made))
    return saved(made, view.info.fonts)


def laid_out(view: View, document: DocumentType) -> Document:
    """The layout of a type, ours or the bureau's own template. Raises TemplateError."""
    own = view.templates.get(document.id)
    return built_in(view, document) if own is None else template(own)


def built_in(view: View, document: DocumentType) -> Document:
    """The layout the generator makes of a type."""
    return notice_layout(view.info.agency, document) if document.layout == "notice" else layout(document)


def identity(view: View, document: DocumentType, items: Sequence[ItemView], edition: str) -> str:
    """What the QR code says: the type's and items' ids, the day of the law, the edition."""
    names = [document.id, *(item.id for item in items)]
    return f"{document.title}｜{'｜'.join(names)}｜{view.as_of.isoformat()}｜{edition}"
