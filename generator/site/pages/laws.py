"""The list of laws by kind, and one page a law: its state, its versions, its cited articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import get_args

from generator import addresses
from generator.addresses import Fixed
from generator.catalog.model import Gist, LawKind
from generator.clock import days_written
from generator.law.statute import Article
from generator.site.blocks import behind, div, listed, paragraph, quoted
from generator.site.fragments import (
    LAW_STATES,
    STATES,
    Citations,
    badge,
    badges,
    named,
    open_fixed,
    open_page,
    owner_link,
    searchable,
    small,
    source,
)
from generator.site.markdown import Column, Page, box, finished, heading, outside, paragraphs, table, table_html, text
from generator.site.pages import law_texts
from generator.site.statutes import full_text
from generator.views import ArticleView, CitedBy, LawView, StoredText, View, chinese_date

_FEW = 4
"""Up to so many entries are shown as they are; more get an index or are folded."""


def index(view: View) -> Page:
    """All laws the catalog cites, grouped by kind."""
    page = open_fixed(view, Fixed.LAWS)
    if not view.laws:
        page.add("本目录没有收录法律、法规、规章和文件。")
        return page
    page.add(f"本目录引用的法律、法规、规章和文件共 {len(view.laws)} 部。状态为{chinese_date(view.as_of)}的状态。")
    blocks = []
    for number, kind in enumerate(get_args(LawKind)):
        laws = sorted((law for law in view.laws if law.law.kind == kind), key=lambda law: law.law.short)
        if laws:
            title = heading(2, f"{kind}（{len(laws)} 部）", f"kind-{number}")
            blocks += [title, box("laws", _list(page, kind, laws))]
    page.add(searchable("按名称、简称、状态筛选", *blocks))
    return page


def _list(page: Page, kind: str, laws: list[LawView]) -> str:
    return table(
        (Column("名称", "text"), Column("状态", "text"), Column("现行版本", "day"), Column("引用的条文", "number")),
        [
            (
                page.link(f"《{law.law.short}》", addresses.law(law.id)) + _other_names(law),
                badge(law.status) + badges(law.marks),
                law.current.begins if law.current else "　",
                f"{len(law.articles)} 条",
            )
            for law in laws
        ],
        kind,
    )


def _other_names(law: LawView) -> str:
    """The names that find a law in the list without being shown."""
    names = "、".join((law.law.title, *law.law.aliases))
    return f"<span hidden>{text(names)}</span>"


def law_page(view: View, cites: Citations, law: LawView) -> Page:
    """One law with its full text where it is stored; each article has the anchor citations lead to."""
    record = law.law
    page = open_page(view, addresses.law(law.id), f"《{record.short}》", Fixed.LAWS.link)
    facts = [
        ("全称", text(record.title)),
        ("类别", record.kind),
        ("制定机关", text(record.issuer) if record.issuer else ""),
        ("状态", badge(law.status) + badges(law.marks)),
        ("又称", text("、".join(record.aliases))),
        ("废止", _end(page, view, law)),
        ("官方文本", f"{outside(record.address, record.address)}（需联网）" if record.address else ""),
    ]
    page.add(
        heading(2, "概要", "summary"),
        finished(
            div("facts", table_html(("项目", "内容"), [fact for fact in facts if fact[1]], "概要")),
            *(small(f"“{mark.status}”的原因", mark.note) for mark in record.marks if mark.status in law.marks),
            small("说明", record.note),
        ),
        heading(2, "版本", "versions"),
        finished(div("versions", _versions(page, law)), law_texts.differences(page, law)),
    )
    if law.current_text is None:
        page.add(*_gists_only(page, law))
    else:
        page.add(*_with_text(page, cites, law, law.current_text))
    return page


def _gists_only(page: Page, law: LawView) -> Iterator[str]:
    yield heading(2, "本目录引用的条文", "articles")
    if not law.articles:
        yield finished(paragraph("没有引用到具体条文。"))
        return
    yield finished(div("notice", paragraph("要旨由本目录概括，不是条文原文；使用前请核对官方文本。")))
    if len(law.articles) > _FEW:
        yield finished(div("places", paragraph(_places(page, law))))
    yield from (_article(page, article) for article in law.articles)


def _article(page: Page, article: ArticleView) -> str:
    """An article whose text is not on the page."""
    place = article.place
    return finished(div("article", f'<h3 id="{place.eid}">{place.article_label}</h3>', *_about(page, article)))


def _with_text(page: Page, cites: Citations, law: LawView, stored: StoredText) -> Iterator[str]:
    """The full text; under each cited article what the catalog has to say of it."""
    cited = {article.place: article for article in law.articles}
    references = cites.references.of(law, stored)
    yield heading(2, "全文", "articles")
    origin = f"文本来源：{named(stored.source)}。正式引用前请核对官方文本；要旨由本目录概括，不是条文。"
    yield finished(
        div("notice", paragraph(origin)),
        div("places", paragraph(f"本目录引用的{_places(page, law)}")) if law.articles else "",
    )

    def beside(article: Article) -> tuple[str, Sequence[str]]:
        view = cited.get(article.place)
        return law_texts.referring(page, references, article), _about(page, view) if view else ()

    yield from full_text(stored.statute, law_texts.words(page, references), beside)
    missing = [article for article in law.articles if stored.statute.article(article.place) is None]
    if missing:
        yield heading(2, "这一版没有的条文", "other-articles")
        yield finished(paragraph("本目录另引用以下各条，它们不在这一版的文本里："))
        yield from (_article(page, article) for article in missing)


def _places(page: Page, law: LawView) -> str:
    links = (
        page.link(article.place.article_label, addresses.article(law.id, article.place)) for article in law.articles
    )
    return "条文：" + "　".join(links)


def _end(page: Page, view: View, law: LawView) -> str:
    end = law.law.ended
    if end is None:
        return ""
    by = next((other for other in view.laws if other.id == end.replaced_by), None)
    instead = f"，由{page.link(f'《{by.law.short}》', addresses.law(by.id))}替代" if by else ""
    return f"自{chinese_date(end.on)}起废止：{text(end.by)}{instead}（出处：{named(end.source)}）"


def _day(day: date | None) -> str:
    return chinese_date(day) if day else '<span class="unknown">未查明</span>'


def _versions(page: Page, law: LawView) -> str:
    return table_html(
        ("公布日期", "施行日期", "令号", "方式", "在本页日期", "全文", "出处", "说明"),
        [
            (
                _day(view.version.promulgated),
                _day(view.version.effective),
                text(view.version.number or ""),
                view.version.event,
                badge(LAW_STATES[view.state]) + badges(view.marks),
                law_texts.link(page, law, view),
                named(view.version.source),
                text(days_written(view.version.note or "")),
            )
            for view in law.versions
        ],
        "各版本",
    )


def _about(page: Page, view: ArticleView) -> list[str]:
    """What the catalog has to say of an article, as HTML: gists, quotations of it, who cites it."""
    return [
        listed(_gist(gist, view.place.article_label) for gist in view.gists)
        if view.gists
        else paragraph("这一天有效的文本没有核对过的要旨。"),
        *(small(f"{gist.at}的说明", gist.note) for gist in view.gists if gist.note),
        source(*dict.fromkeys(gist.source for gist in view.gists)),
        *(
            block
            for quote, name, marks in view.quotes
            for block in (paragraph(f"来源文件所印引文（{named(name)}）{badges(marks)}："), quoted(quote))
        ),
        *_citing(page, view.cited_by),
    ]


def _gist(gist: Gist, article: str) -> str:
    label = "要旨" if gist.at == article else f"{gist.at.removeprefix(article)}要旨"
    mark = badges((gist.status,) if gist.status else ())
    successor = f"接替：{text('；'.join(map(str, gist.succeeded_by)))}" if gist.succeeded_by else ""
    return f"**{text(label)}**：{paragraphs(days_written(gist.text))}{mark}{_dates(gist)}{successor}"


def _dates(gist: Gist) -> str:
    parts = [
        f"自{chinese_date(gist.from_)}起" if gist.from_ else "",
        f"至{chinese_date(gist.until)}前" if gist.until else "",
    ]
    return f"（{'，'.join(part for part in parts if part)}）" if any(parts) else ""


def _citing(page: Page, cited_by: tuple[CitedBy, ...]) -> Iterator[str]:
    if not cited_by:
        return
    groups = [list(group) for _, group in groupby(cited_by, key=lambda cited: cited.use.owner.id)]
    lines = listed((owner_link(page, own[0].use), [_use(page, cited) for cited in own]) for own in groups)
    title = f"引用本条的事项、检查要点和文书（{len(cited_by)} 处）"
    yield from [behind(title, lines)] if len(cited_by) > _FEW else [paragraph(f"{title}："), lines]


def _use(page: Page, cited: CitedBy) -> str:
    state = "" if cited.state == "current" else f" {badge(STATES[cited.state])}"
    use = cited.use
    what = page.link(use.check.ask, addresses.check(use.item.id, use.check.id)) if use.check and use.item else ""
    return f"{use.role.label}（{text(cited.place_label)}）{'：' if what else ''}{what}{state}"
