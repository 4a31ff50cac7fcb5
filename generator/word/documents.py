"""Any document of any type: which layout makes it, and which items it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.catalog.documents import DocumentType
from generator.views import ItemView, View
from generator.views.act import ActLaw
from generator.word.forms import form
from generator.word.forms.content import has_checks
from generator.word.notice import notice
from generator.word.values import Value

_NO_VALUES: Mapping[str, Value] = MappingProxyType({})


def document(
    view: View,
    kind: DocumentType,
    items: Sequence[ItemView] = (),
    values: Mapping[str, Value] = _NO_VALUES,
    act: ActLaw | None = None,
) -> bytes:
    """A document of a type as a .docx. Raises ValueError, in Chinese, for missing items, unknown fields, wrong values."""
    if kind.scope == "item" and not items:
        raise ValueError(f"{kind.title}至少要有一项监管事项")
    if kind.layout == "notice":
        if len(items) != 1:
            raise ValueError(f"{kind.title}一次只写一个监管事项")
        if values:
            raise ValueError(f"{kind.title}由 Word 填写，不能用命令填写")
        return notice(view, items[0])
    return form(view, kind, items, values, act)


def checklist_type(view: View) -> DocumentType:
    """The view's type that lists checks to answer, the first where there are several. Raises LookupError."""
    for kind in view.documents:
        if has_checks(kind):
            return kind
    raise LookupError("目录中没有列出检查要点的文书种类（documents/ 中 body 有 checks 的）")


def checklist(view: View, items: Sequence[ItemView], values: Mapping[str, Value] = _NO_VALUES) -> bytes:
    """The checklist (现场检查表) of one item or of several, as a .docx. Raises as `document`; LookupError where no type has checks."""
    return document(view, checklist_type(view), items, values)
