"""Any document of any type: which items it needs, and the two everybody asks for by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.catalog.documents import DocumentType
from generator.views import ItemView, View
from generator.views.act import ActLaw
from generator.word.forms import form
from generator.word.forms.content import has_checks
from generator.word.values import Value

_NO_VALUES: Mapping[str, Value] = MappingProxyType({})


def document(
    view: View,
    kind: DocumentType,
    items: Sequence[ItemView] = (),
    values: Mapping[str, Value] = _NO_VALUES,
    act: ActLaw | None = None,
) -> bytes:
    """A document of a type as a .docx: blank, or filled with `values` (a field's tag or label → its value).

    Raises ValueError, in Chinese, for missing items, unknown fields, values that are not of their field's kind;
    TemplateError for a template of the bureau's that cannot be used.
    """
    distinct = list({item.id: item for item in items}.values())
    if kind.scope == "item" and not distinct:
        raise ValueError(f"{kind.title}至少要有一项监管事项")
    if kind.layout == "notice" and len(distinct) != 1:
        raise ValueError(f"{kind.title}一次只写一个监管事项")
    return form(view, kind, distinct, values, act)


def checklist(view: View, items: Sequence[ItemView], values: Mapping[str, Value] = _NO_VALUES) -> bytes:
    """The checklist (现场检查表) of one item, or of several at once (综合查一次). Raises as `document`."""
    return document(view, checklist_type(view), items, values)


def checklist_type(view: View) -> DocumentType:
    """The view's type that lists checks to answer, the first where there are several. Raises LookupError."""
    for kind in view.documents:
        if has_checks(kind):
            return kind
    raise LookupError("目录中没有列出检查要点的文书种类（documents/ 中 body 有 checks 的）")


def notice(view: View, item: ItemView, values: Mapping[str, Value] = _NO_VALUES) -> bytes:
    """The notice (检查通知) of an item. Raises as `document`; LookupError where the catalog has no type of this layout."""
    for kind in view.documents:
        if kind.layout == "notice":
            return document(view, kind, [item], values)
    raise LookupError("目录中没有版式为 notice 的文书种类（documents/）")
