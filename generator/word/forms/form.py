"""One form: its layout, ours or the bureau's own template, filled for a day, items and a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from docx.document import Document

from generator.catalog.documents import DocumentType
from generator.views import ItemView, View
from generator.views.act import ActLaw
from generator.word import sdt
from generator.word.forms import qr
from generator.word.forms.content import content_for, edition, has_checks, title_of
from generator.word.forms.filling import fill
from generator.word.forms.layout import layout
from generator.word.forms.templates import opened, roots
from generator.word.notice import notice_layout
from generator.word.package import describe, saved
from generator.word.values import Value

_NO_VALUES: Mapping[str, Value] = MappingProxyType({})


def form(
    view: View,
    document: DocumentType,
    items: Sequence[ItemView] = (),
    values: Mapping[str, Value] = _NO_VALUES,
    act: ActLaw | None = None,
) -> bytes:
    """A document of this type as a .docx: blank, or filled with `values` (a field's tag or label → its value).

    `items` supply what the type takes from them, `act` the law of the day of the act. Raises ValueError, in
    Chinese, for an unknown field or a value that is not of its kind; TemplateError for a template that cannot be used.
    """
    if has_checks(document) and not items:
        raise ValueError(f"{document.title}至少要有一项监管事项")
    content = content_for(view, document, items, values, act)
    made = _layout(view, document)
    about = "、".join(item.item.title for item in items) or document.title
    describe(made, "".join(title_of(document, items)), view.info.agency.name, edition(view), view.as_of, about)
    parts = roots(made)
    for root in parts:
        fill(root, document, content)
    qr.stamp(made, identity(view, document, items))
    sdt.number_controls(parts)
    return saved(made, view.info.fonts)


def exported(view: View, document: DocumentType) -> bytes:
    """The built-in layout of a type as a template to edit: every control shows 〔its title〕, none is locked."""
    made = built_in(view, document)
    describe(made, f"{document.title}（模板）", view.info.agency.name, document.id, view.as_of)
    sdt.number_controls(roots(made))
    return saved(made, view.info.fonts)


def _layout(view: View, document: DocumentType) -> Document:
    template = view.templates.get(document.id)
    return built_in(view, document) if template is None else opened(template)


def built_in(view: View, document: DocumentType) -> Document:
    """The layout the generator makes of a type."""
    return notice_layout(view.info.agency, document) if document.layout == "notice" else layout(document)


def identity(view: View, document: DocumentType, items: Sequence[ItemView]) -> str:
    """What the QR code says: the type's and items' ids, the day of the law, the catalog's digest."""
    names = [document.id, *(item.id for item in items)]
    return f"{document.title}｜{'｜'.join(names)}｜{view.as_of.isoformat()}｜{view.digest[:12]}"
