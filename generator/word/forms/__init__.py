"""Forms of an inspection (执法文书): any document type whose layout the catalog states as blocks.

A layout without values, ours or a template of the bureau's own, is filled in one operation: by the
catalog's words for the day, and by what a case supplies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from docx.document import Document

from generator.catalog.documents import DocumentType
from generator.views import ItemView, View
from generator.views.act import ActLaw
from generator.word import sdt
from generator.word.forms.content import content_for, edition
from generator.word.forms.filling import fill
from generator.word.forms.layout import layout
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
    Chinese, for an unknown field or a value that is not of its kind.
    """
    content = content_for(view, document, items, values, act)
    made = layout(document)
    describe(made, _title(document, items), view.info.agency.name, edition(view), view.as_of)
    roots = [made.element.body, *_feet(made)]
    for root in roots:
        fill(root, document, content)
    sdt.number_controls(roots)
    return saved(made)


def _title(document: DocumentType, items: Sequence[ItemView]) -> str:
    subjects = "、".join(item.item.subject for item in items)
    return f"{document.title}（{subjects}）" if subjects else document.title


def _feet(made: Document) -> list[object]:
    """The roots of the headers and footers the document has, each once."""
    found: dict[int, object] = {}
    for section in made.sections:
        for part in (section.header, section.footer, section.first_page_footer, section.even_page_footer):
            if not part.is_linked_to_previous:
                found.setdefault(id(part.part), part.part.element)
    return list(found.values())
