"""Buttons that open a document's form on a page (assets/fill/start.js); hidden until that script runs.

The form opens under the box of class `jg-launch` around its button.
"""

from __future__ import annotations

from generator import addresses
from generator.catalog.documents import ChecksBlock, DocumentType
from generator.site.markdown import box, finished, text
from generator.views import NOT_REVIEWED, ItemView, View


def launching(*blocks: str) -> str:
    """Blocks with buttons under which their form opens."""
    return box("jg-launch", *blocks)


def form_button(kind: DocumentType, item: ItemView | None = None, label: str = "在网页上填写") -> str:
    """The button of a type's form, for an item where the type has one of each."""
    key = addresses.form_key(kind.id, item.id if item else "")
    of = f"{kind.title}（{item.item.subject}）" if item else kind.title
    attributes = f'class="jg-open" data-jg-form="{key}" aria-label="{label}：{text(of)}" hidden'
    return f'<button type="button" {attributes}>{label}</button>'


def together(view: View) -> str:
    """综合查一次: where assets/together.js lists the checks of the items ticked in a table, equal ones once."""
    if _checklist(view) is None:
        return ""
    return finished(
        f'<section class="together" data-together="{text(NOT_REVIEWED)}" aria-label="综合查一次" hidden>',
        '<p class="together__bar"><strong>综合查一次</strong>　在表中勾选几个事项，合成一张检查要点，相同的只列一次。',
        '<button type="button" disabled>列出检查要点</button> <button type="button" disabled>全不选</button>',
        '<span role="status"></span></p>',
        '<div class="together__list"></div></section>',
    )


def ticked(view: View, item: ItemView) -> dict[str, str]:
    """What assets/together.js needs to know of an item, for its row in the table; nothing where it has no checks."""
    kind = _checklist(view)
    if kind is None or not item.unit_checks:
        return {}
    known = {"item": item.id, "number": str(item.item.number), "subject": text(item.item.subject)}
    return {**known, "form": addresses.form_key(kind.id, item.id)} | (
        {} if item.fully_reviewed else {"unreviewed": "yes"}
    )


def _checklist(view: View) -> DocumentType | None:
    kinds = (kind for kind in view.item_documents if any(isinstance(block, ChecksBlock) for block in kind.body))
    return next(kinds, None)


def check_here(view: View, item: ItemView) -> str:
    """Beside an item's checks: the form that answers them; nothing where the catalog has no such type."""
    kind = _checklist(view)
    return launching(form_button(kind, item, f"填写{text(kind.title)}")) if kind and item.unit_checks else ""
