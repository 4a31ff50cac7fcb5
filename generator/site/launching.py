"""Buttons that open a document's form on a page (assets/fill/start.js); hidden until that script runs.

The form opens under the box of class `jg-launch` around its button.
"""

from __future__ import annotations

from generator import addresses
from generator.catalog.documents import ChecksBlock, DocumentType
from generator.site.markdown import box, text
from generator.views import ItemView, View


def launching(*blocks: str) -> str:
    """Blocks with buttons under which their form opens."""
    return box("jg-launch", *blocks)


def form_button(kind: DocumentType, item: ItemView | None = None, label: str = "在网页上填写") -> str:
    """The button of a type's form, for an item where the type has one of each."""
    key = addresses.form_key(kind.id, item.id if item else "")
    of = f"{kind.title}（{item.item.subject}）" if item else kind.title
    attributes = f'class="jg-open" data-jg-form="{key}" aria-label="{label}：{text(of)}" hidden'
    return f'<button type="button" {attributes}>{label}</button>'


def check_here(view: View, item: ItemView) -> str:
    """Beside an item's checks: the form that answers them; nothing where the catalog has no such type."""
    kinds = (kind for kind in view.item_documents if any(isinstance(block, ChecksBlock) for block in kind.body))
    kind = next(kinds, None)
    return launching(form_button(kind, item, f"填写{text(kind.title)}")) if kind and item.unit_checks else ""
