"""Pages of a law's other stored versions and of what changed between two of them; links to both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator import addresses
from generator.addresses import Fixed
from generator.law.changes import difference
from generator.law.citation import Place
from generator.law.statute import Article
from generator.site.blocks import div, listed, paragraph
from generator.site.differences import articles, counts
from generator.site.fragments import LAW_STATES, Citations, badge, named, open_page
from generator.site.law_references import Line, TextReferences
from generator.site.markdown import Page, anchor, finished, inline
from generator.site.statutes import Words, full_text
from generator.views import LawView, StoredText, VersionView, View, chinese_date


def pages(view: View, cites: Citations, law: LawView) -> Iterator[Page]:
    """The versions not in force on the date, and the comparison of each version with the next."""
    for stored in law.texts:
        if stored is not law.current_text:
            yield _version_page(view, cites, law, stored)
    for old, new in pairwise(law.texts):
        yield _difference_page(view, law, old, new)


def link(page: Page, law: LawView, view: VersionView) -> str:
    """To the full text of a version: on this page, or on a page of its own; a dash where it is not stored."""
    stored = next((stored for stored in law.texts if stored.version is view), None)
    if stored is None:
        return "—"
    if stored is law.current_text:
        return "[本页](#articles)"
    return page.link("全文", addresses.law_version(law.id, view.version.start))


def differences(page: Page, law: LawView) -> str:
    """Links to the comparisons of stored versions."""
    lines = [
        page.link(
            f"{chinese_date(old.version.version.start)}与{chinese_date(new.version.version.start)}两版逐条对照",
            addresses.law_difference(law.id, old.version.version.start, new.version.version.start),
        )
        for old, new in pairwise(law.texts)
    ]
    return listed(lines) if lines else ""


def words(page: Page, references: TextReferences) -> Words:
    """How an article's lines are shown: what they refer to is linked."""

    def shown(article: Place) -> Iterator[tuple[Place, str]]:
        for line in references.lines(article):
            yield line.at, _linked(page, line) if line.targets else inline(line.text)

    return shown


def _linked(page: Page, line: Line) -> str:
    shown, position = "", 0
    for target in line.targets:
        shown += inline(line.text[position : target.start])
        shown += anchor(page, target.address, inline(line.text[target.start : target.end]))
        position = target.end
    return shown + inline(line.text[position:])


def referring(page: Page, references: TextReferences, article: Article) -> str:
    """The other articles of the same text that refer to this one."""
    links = [anchor(page, references.address(place), place.article_label) for place in references.citing(article.place)]
    return f'<p class="referring">本法规中提到本条的：{"、".join(links)}</p>' if links else ""


def _version_page(view: View, cites: Citations, law: LawView, stored: StoredText) -> Page:
    start = stored.version.version.start
    references = cites.references.of(law, stored)
    page = _open(view, law, addresses.law_version(law.id, start), f"《{law.law.short}》{chinese_date(start)}起的版本")
    notice = (
        f"这一版在本页日期的状态：{badge(LAW_STATES[stored.version.state])}。"
        f"文本来源：{named(stored.source)}。引用请看{page.link('本页日期施行的版本', addresses.law(law.id))}。"
    )
    page.add(
        finished(div("notice", paragraph(notice))),
        *full_text(stored.statute, words(page, references), lambda article: (referring(page, references, article), ())),
    )
    return page


def _difference_page(view: View, law: LawView, old: StoredText, new: StoredText) -> Page:
    start, end = old.version.version.start, new.version.version.start
    found = difference(old.statute, new.statute)
    title = f"《{law.law.short}》{chinese_date(start)}与{chinese_date(end)}两版对照"
    page = _open(view, law, addresses.law_difference(law.id, start, end), title)
    page.add(
        finished(
            paragraph(f"{counts(found)}。删去的文字加删除线，增加的文字加下划线。"),
            div("differences", *articles(found)),
        )
    )
    return page


def _open(view: View, law: LawView, address: str, title: str) -> Page:
    crumbs = (Fixed.LAWS.link, (f"《{law.law.short}》", addresses.law(law.id)))
    return open_page(view, address, title, *crumbs)
