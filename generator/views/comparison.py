"""What is otherwise in one view than in another: by item, law and document, in the words a reader would see.

Computed from what outputs are given and never from YAML or HTML, so that a moved comma is no change, and a changed day
of law is one. What was removed is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.addresses import Kind
from generator.labels import LabelledEnum
from generator.views.shapes import (
    BasisView,
    CheckView,
    ItemView,
    Labelled,
    LawView,
    View,
    WordingView,
    bracketed,
    chinese_date,
    period_label,
)

T = TypeVar("T")


class How(LabelledEnum):
    """What became of a statement."""

    ADDED = "added", "增加"
    REMOVED = "removed", "删去"
    CHANGED = "changed", "改动"


@dataclass(frozen=True)
class Difference:
    """One statement that is otherwise: of what (`kind`, `id`, its title, the department that leads it), which, and how it
    read before and reads now. `is_grave`: who relies on it acts otherwise (law, powers, penalties, what is asked)."""

    kind: Kind
    id: str
    title: str
    department: str
    what: str
    how: How
    before: str = ""
    after: str = ""
    is_grave: bool = False


def differences(old: View, new: View) -> list[Difference]:
    """All that a reader sees otherwise, items first, in the order of the catalog."""
    return [
        *_each(old.items, new.items, _item_id, _whole_item, _of_item),
        *_each(old.laws, new.laws, _law_id, _whole_law, _of_law),
        *_of_documents(old, new),
        *_each(old.departments, new.departments, _record_id, _plain(Kind.DEPARTMENT, "name"), _fields(Kind.DEPARTMENT, "name", "处室", "role")),
        *_each(old.methods, new.methods, _record_id, _plain(Kind.METHOD, "title"), _fields(Kind.METHOD, "title", "监管方式", "gist")),
        *_of_agency(old, new),
    ]  # fmt: skip


def _each(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], str],
    whole: Callable[[T, How], Difference],
    within: Callable[[T, T], Iterator[Difference]],
) -> Iterator[Difference]:
    """What was added, removed, or is otherwise, of records by their id."""
    before, now = ({key(one): one for one in found} for found in (old, new))
    for name, one in before.items():
        if name not in now:
            yield whole(one, How.REMOVED)
    for name, one in now.items():
        if name not in before:
            yield whole(one, How.ADDED)
        else:
            yield from within(before[name], one)


def _item_id(item: ItemView) -> str:
    return item.id


def _law_id(law: LawView) -> str:
    return law.id


def _record_id(record: object) -> str:
    return str(record.id)  # type: ignore[attr-defined]


def _whole_item(item: ItemView, how: How) -> Difference:
    return _in_item(item, "监管事项", how, is_grave=True)


def _whole_law(law: LawView, how: How) -> Difference:
    return Difference(Kind.LAW, law.id, f"《{law.law.short}》", "", "法规", how, is_grave=True)


def _in_item(
    item: ItemView, what: str, how: How, before: str = "", after: str = "", *, is_grave: bool = False
) -> Difference:
    title = f"{item.item.number}　{item.item.title}"
    department = item.lead.text if item.lead.known else ""
    return Difference(Kind.ITEM, item.id, title, department, what, how, before, after, is_grave)


_STATEMENTS = {
    "object": "监管对象",
    "responsibility": "监管责任",
    "methods": "监管方式",
    "sampling": "抽查比例",
    "lead": "牵头部门",
}
_GRAVE_STATEMENTS = frozenset({"object", "sampling", "lead"})


def _of_item(old: ItemView, new: ItemView) -> Iterator[Difference]:
    for before, after, what in (
        (old.item.title, new.item.title, "名称"),
        (str(old.item.number), str(new.item.number), "序号"),
    ):
        if before != after:
            yield _in_item(new, what, How.CHANGED, before, after)
    for name, what in _STATEMENTS.items():
        before, after = _said(getattr(old, name)), _said(getattr(new, name))
        if before != after:
            yield _in_item(new, what, How.CHANGED, before, after, is_grave=name in _GRAVE_STATEMENTS)
    bases = ({_basis_key(one): _basis(one) for one in item.all_bases} for item in (old, new))
    yield from _mapped(new, "设定依据", *bases, is_grave=True)
    checks = ({one.check.id: one for one in item.all_checks} for item in (old, new))
    yield from _of_checks(new, *checks)


def _of_checks(item: ItemView, old: Mapping[str, CheckView], new: Mapping[str, CheckView]) -> Iterator[Difference]:
    for name, check in old.items():
        if name not in new:
            yield _in_item(item, "检查要点", How.REMOVED, check.check.ask, is_grave=True)
    for name, check in new.items():
        if name not in old:
            yield _in_item(item, "检查要点", How.ADDED, "", check.check.ask, is_grave=True)
            continue
        before, after = _check(old[name]), _check(check)
        for part, text in after.items():
            if before[part] != text:
                what = f"检查要点“{check.check.ask}”的{part}" if part != "文字" else "检查要点"
                yield _in_item(item, what, How.CHANGED, before[part], text, is_grave=part in ("文字", "罚则", "依据"))


def _check(view: CheckView) -> dict[str, str]:
    """What a reader sees of a check, by part."""
    return {
        "文字": view.check.ask,
        "适用对象": view.check.applies or "",
        "检查方法": "、".join(view.check.how),
        "依据": view.basis_label,
        "罚则": view.penalty_label,
        "义务人": view.check.duty_of.label,
        "标记": "，".join(view.marks),
        "适用期间": period_label(view.period),
        "复核": "已复核" if view.reviewed else "未复核",
    }


def _basis_key(view: BasisView) -> str:
    return f"{view.cite.label} {view.period.start}"


def _basis(view: BasisView) -> str:
    return f"{view.cite.label}{bracketed(view.marks)}，{period_label(view.period)}" + (
        f"，引文：{view.basis.quote}" if view.basis.quote else ""
    )


def _mapped(
    item: ItemView, what: str, old: Mapping[str, str], new: Mapping[str, str], *, is_grave: bool
) -> Iterator[Difference]:
    for key, text in old.items():
        if key not in new:
            yield _in_item(item, what, How.REMOVED, text, is_grave=is_grave)
    for key, text in new.items():
        if key not in old:
            yield _in_item(item, what, How.ADDED, "", text, is_grave=is_grave)
        elif old[key] != text:
            yield _in_item(item, what, How.CHANGED, old[key], text)


def _of_law(old: LawView, new: LawView) -> Iterator[Difference]:
    def told(what: str, how: How, before: str, after: str, *, is_grave: bool = False) -> Difference:
        return Difference(Kind.LAW, new.id, f"《{new.law.short}》", "", what, how, before, after, is_grave)

    if (before := _status(old)) != (after := _status(new)):
        yield told("效力", How.CHANGED, before, after, is_grave=True)
    pairs = ({str(one.version.start): _version(one.version) for one in law.versions} for law in (old, new))
    before_versions, after_versions = pairs
    for day in sorted(before_versions.keys() | after_versions.keys()):
        before, after = before_versions.get(day, ""), after_versions.get(day, "")
        if before != after:
            how = How.CHANGED if before and after else How.ADDED if after else How.REMOVED
            yield told("版本", how, before, after, is_grave=True)
    gists = (
        {one.place.article_label: "；".join(gist.text for gist in one.gists) for one in law.articles}
        for law in (old, new)
    )
    before_gists, after_gists = gists
    for place in dict.fromkeys((*before_gists, *after_gists)):
        before, after = before_gists.get(place, ""), after_gists.get(place, "")
        if before != after:
            how = How.CHANGED if before and after else How.ADDED if after else How.REMOVED
            yield told(f"{place}要旨", how, before, after)


def _status(law: LawView) -> str:
    return law.status + bracketed(law.marks)


def _version(version: object) -> str:
    days = [
        f"{word}{chinese_date(day)}"
        for word, day in (("公布", version.promulgated), ("施行", version.effective))  # type: ignore[attr-defined]
        if day
    ]
    return f"{version.event}：{'，'.join(days)}"  # type: ignore[attr-defined]


def _of_documents(old: View, new: View) -> Iterator[Difference]:
    before, now = ({kind.id: kind for kind in view.documents} for view in (old, new))
    for name, kind in before.items():
        if name not in now:
            yield Difference(Kind.DOCUMENT, name, kind.title, "", "文书", How.REMOVED, is_grave=True)
    for name, kind in now.items():
        if name not in before:
            yield Difference(Kind.DOCUMENT, name, kind.title, "", "文书", How.ADDED)
            continue
        for wording in dict.fromkeys((*old.wordings[name], *new.wordings[name])):
            said = [_wording(view.wordings[name].get(wording)) for view in (old, new)]
            if said[0] != said[1]:
                how = How.CHANGED if all(said) else How.ADDED if said[1] else How.REMOVED
                yield Difference(Kind.DOCUMENT, name, kind.title, "", "用语", how, said[0], said[1], is_grave=True)
        if _layout(before[name]) != _layout(kind):
            yield Difference(Kind.DOCUMENT, name, kind.title, "", "栏目、版式或者说明", How.CHANGED)


def _wording(view: WordingView | None) -> str:
    return view.printed if view else ""


def _layout(kind: object) -> object:
    return kind.model_dump(mode="json", exclude={"wording", "source", "note", "replaces"})  # type: ignore[attr-defined]


def _plain(kind: Kind, name: str) -> Callable[[object, How], Difference]:
    def whole(record: object, how: How) -> Difference:
        return Difference(kind, _record_id(record), getattr(record, name), "", kind.label, how)

    return whole


def _fields(kind: Kind, name: str, called: str, more: str) -> Callable[[object, object], Iterator[Difference]]:
    def within(old: object, new: object) -> Iterator[Difference]:
        for field, what in ((name, "名称"), (more, "说明"), ("aliases", "别名")):
            before, after = (_text(getattr(record, field) or "") for record in (old, new))
            if before != after:
                title = getattr(new, name)
                yield Difference(kind, _record_id(new), title, "", f"{called}的{what}", How.CHANGED, before, after)

    return within


def _of_agency(old: View, new: View) -> Iterator[Difference]:
    before, after = (view.info.agency.model_dump(exclude_none=True) for view in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            said = str(before.get(name) or ""), str(after.get(name) or "")
            yield Difference(Kind.PAGE, "about", "机关", "", f"agency.{name}", How.CHANGED, *said, is_grave=True)


def _said(label: Labelled) -> str:
    return label.text + bracketed(label.marks)


def _text(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
