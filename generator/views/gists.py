"""Which gists (要旨) say what a citation points to: those of the cited 款 or 项, else those of its whole article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from generator.catalog.model import Gist
from generator.law.citation import Place
from generator.views.shapes import ArticleView, CitationView, LawView

Articles: TypeAlias = Mapping[tuple[str, Place], ArticleView]
"""The id of a law and the place of an article → the article."""


def articles_of(laws: Iterable[LawView]) -> Articles:
    """Every cited article of the laws."""
    return {(law.id, article.place): article for law in laws for article in law.articles}


def gists_of(articles: Articles, cite: CitationView) -> list[tuple[Place, Gist]]:
    """The gists of every place of a citation, each once, with the (last) place it is shown for."""
    found: dict[str, tuple[Place, Gist]] = {}
    for place in cite.citation.places:
        article = articles.get((cite.law_id, place.whole_article))
        held = article.gists if article else ()
        own = [gist for gist in held if gist.at == place.label]
        for gist in own or [gist for gist in held if gist.at == place.article_label]:
            found[gist.at] = place, gist
    return list(found.values())
