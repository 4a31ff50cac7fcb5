"""Any document of any type: which layout makes it, and which items it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.catalog.documents import DocumentType
from generator.views import ItemView, View
from generator.views.act import ActLaw
from generator.word.checklist import checklist
from generator.word.forms import form
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
        raise ValueError(f"{kind.title}要写明监管事项")
    if kind.layout == "notice":
        if len(items) != 1:
            raise ValueError(f"{kind.title}一次只写一个监管事项")
        if values:
            raise ValueError(f"{kind.title}由 Word 填写，不能用命令填写")
        return notice(view, items[0])
    if kind.layout == "checklist":
        texts = {name: value for name, value in values.items() if isinstance(value, str)}
        if len(texts) < len(values):
            raise ValueError(f"{kind.title}的栏目都是文字")
        return checklist(view, items, texts)
    return form(view, kind, items, values, act)
