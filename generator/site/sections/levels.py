"""What comes from which level (省、市、县), and what this catalog changed of the one it builds on."""

from __future__ import annotations

from generator import addresses
from generator.catalog.adjusting import Change, ChangeKind
from generator.catalog.item import Basis, Check, Item, Lead, Methods, Sampling
from generator.site.fragments import badge, named
from generator.site.markdown import Page, anchor, heading, paragraphs, table, text
from generator.views import ItemView, View

_ALL = "未限定对象"
_ANCHOR = "levels"


def origin(page: Page, item: ItemView) -> str:
    """Whose catalog an item is from, and how much of it is otherwise here; nothing where the catalog builds on no other."""
    if not item.level:
        return ""
    changed = (
        f"，{anchor(page, f'{addresses.item(item.id)}#{_ANCHOR}', f'与上级目录有 {len(item.changes)} 处不同')}"
        if item.changes
        else ""
    )
    return f'<p class="remark">层级：{text(item.level)}{changed}</p>'


def differences(view: View, item: ItemView) -> list[str]:
    """What of an item is otherwise than the level above has it; nothing where nothing is."""
    if not item.changes:
        return []
    rows = [
        (
            f"{text(change.what)}<br>{badge(change.kind.label)}",
            _before(view, change),
            _after(view, change),
            f"{paragraphs(change.reason)}<br>出处：{named(change.source)}"
            + (f"<br>{text(change.agency)}" if len(view.levels) > 1 else ""),
        )
        for change in item.changes
    ]
    return [
        heading(2, "与上级目录的不同", _ANCHOR),
        table(("内容", "上级目录", "本目录", "理由和出处"), rows, "与上级目录的不同"),
    ]


def withdrawn(view: View) -> list[str]:
    """The items of the levels above that do not apply here, with the reasons."""
    rows = [
        (
            f"{item.number}　{text(item.title)}",
            text(change.agency),
            paragraphs(change.reason),
            named(change.source),
        )
        for item, change in view.withdrawn
    ]
    if not rows:
        return []
    return [
        heading(2, "上级目录中本局不适用的事项", "withdrawn"),
        table(("上级目录的事项", "由谁调整", "理由", "出处"), rows, "上级目录中本局不适用的事项"),
    ]


def _before(view: View, change: Change) -> str:
    return "没有" if change.before is None else _shown(view, change, change.before)


def _after(view: View, change: Change) -> str:
    return "不适用" if change.after is None else _shown(view, change, change.after)


def _shown(view: View, change: Change, value: object) -> str:
    """A statement in short, as a cell."""
    if change.kind is ChangeKind.NARROWED and isinstance(value, Check):
        return f"{text(value.ask)}<br>适用对象：{text(value.applies or _ALL)}"
    match value:
        case Check():
            return text(value.ask)
        case Item():
            return text(value.title)
        case Basis():
            return text(str(value.cite))
        case Sampling():
            return text(value.shown)
        case Methods():
            titles = {method.id: method.title for method in view.methods}
            return text("；".join(titles.get(name, name) for name in value.use))
        case Lead():
            names = {department.id: department.name for department in view.departments}
            return text(names.get(value.department or "") or value.named or value.as_printed or "")
    return paragraphs(getattr(value, "text", None) or getattr(value, "as_printed", None) or "")
