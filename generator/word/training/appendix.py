"""What stands after the items: the articles they cite, terms, forms, and what nobody has verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.catalog.model import Gist
from generator.clock import days_written
from generator.views import ArticleView, LawView, bracketed, chinese_date
from generator.word.paper.contents import Contents
from generator.word.paper.ooxml import Element
from generator.word.training.blocks import columns, gap, grid, line
from generator.word.training.items import NO_GIST
from generator.word.training.scope import CitedLaw, Scope


def appendices(scope: Scope, contents: Contents) -> Iterator[Element]:
    """All four, each on a page of its own."""
    yield contents.heading(1, "附录一　引用的法律条文要旨", new_page=True)
    if not scope.laws:
        yield line("以上事项没有引用法律条文。")
    for cited in scope.laws:
        yield from _law(contents, cited)
    view = scope.view
    terms = [(term.term, term.meaning) for term in view.terms]
    yield from _listing(contents, "附录二　术语", ("术语", "含义"), columns(36), terms, "本目录没有收录术语。")
    forms = [(kind.group, kind.title, kind.purpose) for kind in view.grouped_documents]
    heads = ("类别", "文书", "用途")
    yield from _listing(contents, "附录三　文书", heads, columns(22, 48), forms, "本目录没有文书种类。")
    yield from _unverified(scope, contents)


def _listing(
    contents: Contents,
    title: str,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    none: str,
) -> Iterator[Element]:
    yield contents.heading(1, title, new_page=True)
    yield grid(heads, widths, rows) if rows else line(none)


def _law(contents: Contents, cited: CitedLaw) -> Iterator[Element]:
    law = cited.law
    yield gap(keep_next=True)
    yield contents.heading(2, f"《{law.law.short}》")
    yield line(_state(law), keep_next=True)
    rows = [(article.place.article_label, _gists(article), users) for article, users in cited.articles]
    yield grid(("条", "要旨", "引用的事项"), columns(28, 88), rows, {0})


def _state(law: LawView) -> str:
    """全称，类别，状态；现行版本自哪天起施行."""
    title = f"{law.law.title}，" if law.law.title != law.law.short else ""
    begins = f"；{law.current.begins}" if law.current else ""
    ended = law.law.ended
    ends = f"；自{chinese_date(ended.on)}起废止" if ended else ""
    return f"{title}{law.law.kind}，{law.status}{bracketed(law.marks)}{begins}{ends}。"


def _gists(article: ArticleView) -> Sequence[str]:
    return [_gist(gist, article.place.article_label) for gist in article.gists] or [f"（{NO_GIST}）"]


def _gist(gist: Gist, article: str) -> str:
    at = "" if gist.at == article else f"{gist.at.removeprefix(article)}："
    return at + days_written(gist.text) + bracketed((gist.status,) if gist.status else ())


def _unverified(scope: Scope, contents: Contents) -> Iterator[Element]:
    yield contents.heading(1, "附录四　尚未核实的内容", new_page=True)
    if not scope.unverified:
        yield line("没有尚未核实的内容。")
        return
    rows: Iterable[Sequence[str]] = (
        (entry.owner_title, entry.what, entry.mark, days_written(entry.note)) for entry in scope.unverified
    )
    yield grid(("所在", "内容", "标记", "说明"), columns(28, 46, 22), rows, {2})
