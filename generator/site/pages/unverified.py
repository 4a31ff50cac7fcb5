"""Everything in the catalog that nobody has verified, with the way to each statement."""

from __future__ import annotations

from itertools import groupby

from generator import addresses
from generator.addresses import Fixed, Kind
from generator.clock import days_written
from generator.site.fragments import badge, open_fixed, searchable
from generator.site.markdown import Column, Page, box, heading, paragraphs, table, text
from generator.views import Unverified, View

GROUPS = {
    Kind.ITEM: "监管事项",
    Kind.CHECK: "检查要点与罚则",
    Kind.LAW: "法律依据",
    Kind.DEPARTMENT: "处室",
    Kind.METHOD: "监管方式",
    Kind.DOCUMENT: "文书",
}

_SECTIONS = {
    "监管对象": "object",
    "设定依据": "bases",
    "监管责任": "responsibility",
    "监管措施": "methods",
    "抽查比例": "sampling",
    "牵头部门": "lead",
}
"""Where on an item's page a statement stands, by the word its entry begins with."""


def page(view: View) -> Page:
    """All unverified statements of the day, grouped by what they are about."""
    result = open_fixed(view, Fixed.UNVERIFIED)
    if not view.unverified:
        result.add("没有待核实的内容。")
        return result
    result.add(
        box(
            "notice",
            f"以下 **{len(view.unverified)}** 处内容尚未与权威来源核对，使用前请自行核实。"
            f"标记的含义见{result.link('关于本目录', f'{Fixed.ABOUT}#marks')}。",
            text(view.info.feedback),
        )
    )
    counts = [(title, [entry for entry in view.unverified if entry.kind is kind]) for kind, title in GROUPS.items()]
    result.add(box("unverified totals", _counts(view, counts)))
    blocks = []
    for number, (title, own) in enumerate(counts):
        if own:
            blocks += [heading(2, f"{title}（{len(own)} 处）", f"group-{number}"), *_owners(result, own)]
    if blocks:
        result.add(searchable("按事项、内容、标记筛选", *blocks))
    return result


def _counts(view: View, counts: list[tuple[str, list[Unverified]]]) -> str:
    """How many of each mark in each group."""
    marks = list(dict.fromkeys(entry.mark for entry in view.unverified))
    rows = [
        (
            f"[{title}](#group-{number})",
            *(f"{sum(entry.mark == mark for entry in own) or '—'}" for mark in marks),
            f"**{len(own)} 处**",
        )
        for number, (title, own) in enumerate(counts)
        if own
    ]
    return table(
        ("类别", *(Column(text(mark), "number") for mark in marks), Column("合计", "number")), rows, "待核实的数量"
    )


def _owners(result: Page, entries: list[Unverified]) -> list[str]:
    blocks = []
    for (kind, owner, title), group in groupby(
        entries, key=lambda entry: (entry.kind, entry.owner_id, entry.owner_title)
    ):
        own = list(group)
        rows = [(_what(result, entry), badge(entry.mark), paragraphs(days_written(entry.note)) or "—") for entry in own]
        blocks.append(heading(3, f"{result.link(title, _address(kind, owner))}（{len(own)} 处）"))
        blocks.append(box("unverified", table(("内容", "标记", "说明"), rows, text(title))))
    return blocks


def _what(result: Page, entry: Unverified) -> str:
    if entry.check_id:
        return result.link(entry.what, addresses.check(entry.owner_id, entry.check_id))
    if entry.kind is Kind.ITEM:
        section = _SECTIONS.get(entry.what.split(maxsplit=1)[0], "summary")
        return result.link(entry.what, f"{addresses.item(entry.owner_id)}#{section}")
    return text(entry.what)


def _address(kind: Kind, owner: str) -> str:
    return {
        Kind.ITEM: addresses.item,
        Kind.CHECK: addresses.item,
        Kind.LAW: addresses.law,
        Kind.DEPARTMENT: addresses.department,
        Kind.METHOD: addresses.method,
        Kind.DOCUMENT: addresses.document_type,
    }[kind](owner)
