"""The list of supervision items, and one page an item that reads from top to bottom."""

from __future__ import annotations

from collections import Counter

from generator import addresses
from generator.addresses import Fixed
from generator.records import item_names
from generator.site.fragments import (
    Citations,
    badges,
    level,
    named,
    open_fixed,
    open_page,
    searchable,
    small,
    source,
    statement,
    value,
)
from generator.site.launching import check_here, form_button, launching, ticked, together
from generator.site.markdown import Column, Page, Row, box, bullets, folded, heading, paragraphs, quotation, table, text
from generator.site.sections import checks, consequences, levels, quotations, timeline
from generator.site.sections.passages import passages
from generator.views import (
    NO_CHECKS,
    NOT_REVIEWED,
    BasisView,
    CheckView,
    ItemView,
    View,
    chinese_date,
    period_label,
)

NO_ITEMS = "本目录没有收录监管事项。"

HEADINGS = (
    Column("序号", "number"),
    Column("监管事项", "text"),
    Column("监管对象", "text"),
    Column("监管方式", "text"),
    Column("抽查比例", "number"),
    Column("牵头部门", "text"),
)
_APPENDIX = (
    *HEADINGS[:3],
    Column("设定依据", "text"),
    Column("监管责任", "text"),
    Column("监管措施", "text"),
    *HEADINGS[4:],
)
"""The eight columns of the plan's appendix."""


def rows(page: Page, view: View) -> list[tuple[str, ...]]:
    """The items as rows under HEADINGS."""
    return [
        (
            str(item.item.number),
            page.link(item.item.title, addresses.item(item.id)),
            value(item.object),
            value(item.methods),
            value(item.sampling),
            value(item.lead),
        )
        for item in view.items
    ]


def index(view: View, spreadsheet: str = "") -> Page:
    """The list of all items as the plan's appendix prints it. `spreadsheet`: the address of the same table as .xlsx."""
    page = open_fixed(view, Fixed.ITEMS, wide=True)
    plan = view.info.sources[view.info.plan]
    unverified = Counter(entry.owner_id for entry in view.unverified if entry.kind in ("item", "check"))
    download = f"　{page.link('下载本表（Excel）', spreadsheet)}" if spreadsheet else ""
    page.add(
        f"本表依{named(view.info.plan)}《{text(plan.title)}》列出，共八个栏目，内容按本页日期更新。"
        f"来源文件没有记载的，写“待明确”；没有抽查比例的，写“{text(view.info.without_ratio)}”。点击栏目名称可以排序。"
        + download,
    )
    if not view.items:
        page.add(NO_ITEMS)
        return page
    page.add(
        together(view),
        searchable(
            "按事项、依据、部门筛选",
            box("items items--appendix", table(_APPENDIX, _appendix(page, view), "监管事项一览表")),
        ),
        heading(2, "检查要点和待核实", "bases"),
        table(
            (
                Column("序号", "number"),
                Column("监管事项", "text"),
                Column("检查要点", "number"),
                Column("待核实", "number"),
            ),
            [
                (
                    str(item.item.number),
                    page.link(item.item.title, addresses.item(item.id)),
                    f"{len(item.checks)} 条" if item.checks else text(NO_CHECKS),
                    f"{unverified[item.id]} 处",
                )
                for item in view.items
            ],
            "各事项的检查要点和待核实内容",
        ),
        *levels.withdrawn(view),
    )
    return page


def _appendix(page: Page, view: View) -> list[Row]:
    return [
        Row(
            (
                str(item.item.number),
                page.link(item.item.title, addresses.item(item.id)) + _other_names(view, item),
                value(item.object),
                "<br>".join(text(basis.cite.label) + badges(basis.marks) for basis in item.bases) or _unclear(),
                value(item.responsibility),
                value(item.methods),
                value(item.sampling),
                value(item.lead),
            ),
            ticked(view, item),
        )
        for item in view.items
    ]


def _other_names(view: View, item: ItemView) -> str:
    """The names that find an item in the list without being shown (危化品经营)."""
    return f"<span hidden>{text('、'.join(item_names(item, view.info.abbreviations)))}</span>"


def item_page(view: View, cites: Citations, item: ItemView) -> Page:
    """One item: summary, bases with their history, responsibility, checks, documents, sources."""
    page = open_page(view, addresses.item(item.id), item.item.title, Fixed.ITEMS.link)
    page.add(
        levels.origin(page, item),
        heading(2, "概要", "summary"),
        _summary(page, view, item),
        heading(2, "监管对象", "object"),
        statement(item.object),
        heading(2, "设定依据", "bases"),
        *([_basis(page, cites, basis) for basis in item.bases] or [_unclear()]),
        heading(2, "责任、方式、比例与牵头部门", "terms"),
        *_terms(page, view, item),
    )
    _add_checks(page, view, cites, item)
    page.add(
        *levels.differences(view, item),
        *consequences.section(page, cites, item),
        heading(2, "文书下载", "documents"),
        launching(_downloads(page, view, item)),
        heading(2, "依据沿革和变动", "history"),
        timeline.timeline(page, cites, view, item),
        f"任意两个日期之间本事项有什么不同，见{page.link('两个日期对照', f'{Fixed.COMPARISON}#{item.id}')}。",
        heading(2, "出处与说明", "sources"),
        source(item.item.source),
        small("说明", item.item.note),
    )
    return page


def _terms(page: Page, view: View, item: ItemView) -> list[str]:
    labels = (
        ("监管责任", "responsibility", item.responsibility, ""),
        ("监管方式", "methods", item.methods, _methods(page, view, item)),
        ("抽查比例", "sampling", item.sampling, ""),
        ("牵头部门", "lead", item.lead, _lead(page, item)),
    )
    blocks, missing = [], []
    for title, anchor, label, shown in labels:
        if label.known or label.source:
            blocks += [heading(3, title, anchor), statement(label, shown)]
        else:
            missing.append(f"{title}：{value(label)}")
    return [*blocks, "来源文件没有以下内容的记载，本目录不作推测：" if missing else "", bullets(missing)]


def _summary(page: Page, view: View, item: ItemView) -> str:
    downloads = "、".join(
        page.link(document.title, addresses.download(item.item.number, document.title))
        for document in view.item_documents
    )
    own = f"；另有约束监管机关自身的要求 {len(item.authority_checks)} 条" if item.authority_checks else ""
    count = f"[{len(item.unit_checks)} 条](#checks){own}" if item.checks else text(NO_CHECKS)
    bases = "<br>".join(text(basis.cite.label) + badges(basis.marks) for basis in item.bases)
    facts = table(
        ("项目", "内容"),
        [
            ("序号", f"{item.item.number}"),
            ("监管对象", value(item.object)),
            ("设定依据", bases or _unclear()),
            ("监管方式", value(item.methods, _methods(page, view, item))),
            ("抽查比例", value(item.sampling)),
            ("牵头部门", value(item.lead, _lead(page, item))),
            ("检查要点", count),
            ("文书下载", downloads),
        ],
        "概要",
    )
    return box("facts", facts)


def _unclear() -> str:
    return '<span class="unknown">待明确</span>'


def _methods(page: Page, view: View, item: ItemView) -> str:
    used = [method for method in view.methods if method.id in item.method_ids]
    return "、".join(page.link(method.title, addresses.method(method.id)) for method in used)


def _lead(page: Page, item: ItemView) -> str:
    return page.link(item.lead.text, addresses.department(item.lead_id)) if item.lead_id else ""


def _basis(page: Page, cites: Citations, view: BasisView) -> str:
    basis = view.basis
    notes = {mark.status: mark.note for mark in basis.marks if mark.note and mark.status in view.marks}
    quoted = f"来源文件所印引文（{named(basis.source)}）：\n\n{quotation(basis.quote)}" if basis.quote else ""
    gists = cites.gists(page, view.cite)
    return box(
        "basis",
        f"**{cites.link(page, view.cite)}**{badges(view.marks)}",
        "要旨（本目录概括，不是条文原文）：\n\n" + bullets(gists) if gists else "",
        passages(page, cites, view.cite),
        quoted,
        *quotations.verdicts(view),
        small("适用期间", period_label(view.period)),
        *(small(f"“{mark}”的原因", note) for mark, note in notes.items()),
        small("说明", basis.note),
        source(basis.source),
        level(view.level),
    )


def _add_checks(page: Page, view: View, cites: Citations, item: ItemView) -> None:
    page.add(heading(2, "检查要点", "checks"), check_here(view, item))
    if item.unit_checks:
        if not item.fully_reviewed:
            page.add(box("notice", f"{text(NOT_REVIEWED)}。对照条文原文核对后再使用。"))
        page.add(*_cards(page, cites, item.unit_checks))
    else:
        page.add(f"{text(NO_CHECKS)}。")
    if item.authority_checks:
        page.add(heading(2, "约束监管机关自身的要求", "authority-checks"))
        page.add("以下各条的义务人是监管机关，不列入对企业的检查表。", *_cards(page, cites, item.authority_checks))
    others = tuple(check for check in item.all_checks if check.state != "current")
    if others:
        page.add(heading(2, "其他日期适用的检查要点", "other-checks"))
        page.add(folded(f"尚未生效或者已失效的检查要点（{len(others)} 条）", *_cards(page, cites, others)))


def _cards(page: Page, cites: Citations, views: tuple[CheckView, ...]) -> list[str]:
    return [checks.card(page, cites, check, number) for number, check in enumerate(views, 1)]


def _downloads(page: Page, view: View, item: ItemView) -> str:
    lines = [
        f"{page.link(f'{item.item.number:02d} {document.title}', addresses.download(item.item.number, document.title))}"
        f"（Word 文档）：{paragraphs(document.purpose)}<br>{form_button(document, item)}"
        for document in view.item_documents
    ]
    return (
        "\n\n".join([f"文书按{chinese_date(view.as_of)}的目录生成，填写后使用。", bullets(lines)])
        if lines
        else "没有文书。"
    )
