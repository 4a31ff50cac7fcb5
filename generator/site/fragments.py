"""Pieces several kinds of page show alike: marks, sources, citations with their links, the frame of a page."""

from __future__ import annotations

from collections.abc import Iterable

from generator import addresses
from generator.addresses import Fixed
from generator.clock import days_written
from generator.law.citation import Citation, Place
from generator.site.blocks import div, paragraph
from generator.site.law_references import LawReferences
from generator.site.markdown import Page, finished, heading, paragraphs, quotation, text
from generator.verification.impact import Use
from generator.views import NO_PENALTY, CitationView, Labelled, LawView, State, View, chinese_date
from generator.views.gists import articles_of, gists_of

STATES: dict[State, str] = {"past": "已失效", "current": "有效", "future": "尚未生效"}
LAW_STATES: dict[State, str] = {"past": "已被替代", "current": "现行", "future": "尚未施行"}


def open_page(view: View, address: str, title: str, *crumbs: tuple[str, str], wide: bool = False) -> Page:
    """A page with its way back (label, address), its heading, and the day it holds for."""
    page = Page(address, title, wide=wide)
    way = [page.link(*Fixed.HOME.link), *(page.link(label, target) for label, target in crumbs)]
    way.append(f'<span aria-current="page">{text(title)}</span>')
    page.add(finished(div("crumbs", paragraph(" › ".join(way)))), heading(1, text(title)), finished(as_of(view)))
    return page


def open_fixed(view: View, page: Fixed, *crumbs: tuple[str, str], wide: bool = False) -> Page:
    """One of the site's own pages, opened in the same way."""
    return open_page(view, page, page.heading, *crumbs, wide=wide)


def as_of(view: View) -> str:
    """The line under every heading that says for which day the page holds."""
    return f'<p class="as-of">按 <strong>{chinese_date(view.as_of)}</strong> 的法律状态整理</p>'


def badge(word: str) -> str:
    """A mark (待核实 …) or another short word set off from the text."""
    kind = _KINDS.get(word, "open")
    return f'<span class="mark mark--{kind}">{text(word)}</span>'


_KINDS = {
    **dict.fromkeys(("有效", "现行", "施行中"), "state"),
    **dict.fromkeys(("已失效", "已被替代", "尚未生效", "尚未施行", "已废止", NO_PENALTY), "none"),
}
"""How the words that say no more than a state look; every other word is a mark of something open."""


def badges(words: Iterable[str]) -> str:
    """Marks after a statement, with a blank before each."""
    return "".join(f" {badge(word)}" for word in dict.fromkeys(words))


def small(label: str, value: str | None) -> str:
    """A remark in small type (说明：…); nothing where there is none."""
    return f'<p class="remark">{label}：{paragraphs(days_written(value))}</p>' if value else ""


def named(source_name: str) -> str:
    """A source by its name, the day in it as this site writes days."""
    return text(days_written(source_name))


def source(*names: str) -> str:
    """Where a statement comes from."""
    return f'<p class="remark">出处：{"；".join(map(named, names))}</p>' if any(names) else ""


def level(agency: str) -> str:
    """Whose catalog states something (层级); nothing where the catalog builds on no other."""
    return small("层级", agency)


def searchable(words: str, *blocks: str) -> str:
    """Blocks whose table rows and parts a reader can narrow down; `words` say by what (按名称、类别筛选)."""
    return f'<div class="narrow" data-narrow="{text(words)}" markdown="1">\n\n' + "\n\n".join(blocks) + "\n\n</div>"


def value(label: Labelled, shown: str = "") -> str:
    """A value on one line: as known (or the finished Markdown `shown`), or plainly as not known; with its marks."""
    known = shown or paragraphs(label.text)
    return (known if label.known else f'<span class="unknown">{text(label.text)}</span>') + badges(label.marks)


def statement(label: Labelled, shown: str = "") -> str:
    """A value with all that is said about it: what the source prints, remark, source."""
    printed = f"原文照录：\n\n{quotation(label.as_printed)}" if label.as_printed else ""
    missing = "" if label.known else small("说明", "来源文件没有可用的记载，未作推测。")
    blocks = (
        value(label, shown),
        printed,
        missing,
        small("说明", label.note),
        source(label.source),
        level(label.level),
    )
    return "\n\n".join(block for block in blocks if block)


class Citations:
    """Prints citations so that every article named leads to its place on the law's page."""

    def __init__(self, laws: tuple[LawView, ...]) -> None:
        self._articles = articles_of(laws)
        self._texts = {law.id: law.text for law in laws if law.text is not None}
        self._laws = {law.id: law for law in laws}
        self.references = LawReferences(laws)

    def law(self, law_id: str) -> LawView:
        """The law of a resolved citation."""
        return self._laws[law_id]

    def address(self, law_id: str, place: Place) -> str:
        """Where a place is shown: its own 款 or 项 where the law's text is stored, else its article."""
        found = self._texts[law_id].resolve(place) if law_id in self._texts else None
        return addresses.place(law_id, found) if found else addresses.article(law_id, place)

    def link(self, page: Page, cite: CitationView) -> str:
        """《法》第五条、第七条, the title leading to the law, each place to its article."""
        parts = [page.link(f"《{cite.law_short}》", addresses.law(cite.law_id))]
        printed = ""
        spans = cite.citation.spans
        for count, span in enumerate(spans, 1):
            label = Citation(cite.citation.title, spans[:count]).places_label
            piece, printed = label[len(printed) :], label
            joint = "、" if piece.startswith("、") else ""
            parts.append(joint + page.link(piece.removeprefix("、"), self.address(cite.law_id, span.first)))
        return "".join(parts)

    def links(self, page: Page, cites: Iterable[CitationView]) -> str:
        """Several citations on one line."""
        return "；".join(self.link(page, cite) for cite in cites)

    def gists(self, page: Page, cite: CitationView) -> list[str]:
        """What each cited place says, in our words: the gist of the place itself, else of its article."""
        return [
            f"{page.link(gist.at, self.address(cite.law_id, place))}："
            f"{paragraphs(days_written(gist.text))}{badges(_one(gist.status))}"
            for place, gist in gists_of(self._articles, cite)
        ]


def owner_link(page: Page, use: Use) -> str:
    """The page of the item or document type that cites."""
    address = addresses.item(use.owner.id) if use.item else addresses.document_type(use.owner.id)
    return page.link(use.owner.title, address)


def _one(mark: str | None) -> tuple[str, ...]:
    return (mark,) if mark else ()


def examples(view: View) -> str:
    """What one may ask the search, of what is in this catalog: an item, an article."""
    items = [item.item.subject for item in view.items[:1]]
    articles = [basis.cite.label for item in view.items for basis in item.bases][:1]
    laws = [law.law.short for law in view.laws[:1]]
    return text("、".join([*items, *articles] or laws or ["使用指南"]))
