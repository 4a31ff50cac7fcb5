"""A statute's full text on a page: divisions in the sidebar, an anchor for every 条, 款, 项 and 目.

Articles are plain HTML, not Markdown: a law of 1,260 articles must be quick to write and to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.law.citation import Place
from generator.law.statute import Article, Heading, Statute
from generator.site.markdown import finished, heading, text

Words = Callable[[Place], Iterable[tuple[Place, str]]]
"""An article → its lines as HTML, with what they cite linked; before each the place it stands at."""

Beside = Callable[[Article], tuple[str, Sequence[str]]]
"""What is shown under an article: who refers to it in the same text; what the catalog says of it (gists, who cites it).
HTML; both empty for most."""

_DEPTHS = {"编": 2, "分编": 2, "章": 2, "节": 3}


def full_text(statute: Statute, words: Words, beside: Beside) -> Iterator[str]:
    """Blocks of a page: the lines above the text, every division with its articles, the appendices."""
    if statute.preamble:
        yield _lines("preamble", statute.preamble)
    before: tuple[Heading, ...] = ()
    for article in statute.articles:
        for place, division in enumerate(article.headings):
            if before[: place + 1] != article.headings[: place + 1]:
                yield heading(_DEPTHS[division.level], text(division.text), division.eid)
        before = article.headings
        yield article_block(article, words, *beside(article))
    if statute.body:
        yield _lines("preamble", statute.body)
    if statute.appendices:
        yield heading(2, "附件", "appendices")
        yield _lines("appendices", statute.appendices)


def article_block(article: Article, words: Words, referring: str, below: Sequence[str]) -> str:
    """One article with its anchors, what refers to it, and what is said of it."""
    level = 1 + max([_DEPTHS[above.level] for above in article.headings], default=2)
    inner = [f'<h{level} id="{article.place.eid}">{article.label}</h{level}>']
    inner += [_line(at, line) for at, line in words(article.place)]
    opening = '<div class="art art--cited">' if below else '<div class="art">'
    return finished(opening, *inner, referring, *below, "</div>")


def _line(place: Place, line: str) -> str:
    kind = "subitem" if place.subitem else "item" if place.item else "para"
    return f'<p class="{kind}" id="{place.eid}">{line}</p>'


def _lines(kind: str, lines: tuple[str, ...]) -> str:
    return finished(f'<div class="{kind}">', *(f"<p>{text(line)}</p>" for line in lines), "</div>")
