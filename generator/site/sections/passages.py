"""The words of cited articles beside the citation, one click away, in the version in force on the page's day."""

from __future__ import annotations

from generator import addresses
from generator.law.citation import Place
from generator.law.statute import Article
from generator.site.fragments import Citations
from generator.site.markdown import Page, anchor, finished, text
from generator.views import CitationView, LawView, StoredText, chinese_date


def passages(page: Page, cites: Citations, cite: CitationView) -> str:
    """The cited articles behind one line, what is cited in them marked; nothing where their text is not stored."""
    law = cites.law(cite.law_id)
    stored = law.current_text
    if stored is None:
        return ""
    cited = cite.citation.places
    articles = [
        article
        for place in dict.fromkeys(place.whole_article for place in cited)
        if (article := stored.statute.article(place)) is not None
    ]
    if not articles:
        return ""
    day = chinese_date(stored.version.version.start)
    return finished(
        '<details class="folded passage">',
        f"<summary>条文（{day}起的版本）</summary>",
        *(_article(article, cited) for article in articles),
        _other_versions(page, law, stored, articles[0]),
        "</details>",
    )


def _article(article: Article, cited: tuple[Place, ...]) -> str:
    lines = []
    for at, line in article.placed_lines:
        kind = "subitem" if at.subitem else "item" if at.item else "para"
        partly = any(place.covers(at) and place != at.whole_article for place in cited)
        lines.append(f'<p class="{kind}">{f"<mark>{text(line)}</mark>" if partly else text(line)}</p>')
    return f'<div class="art"><p class="art__label">{article.label}</p>{"".join(lines)}</div>'


def _other_versions(page: Page, law: LawView, shown: StoredText, article: Article) -> str:
    """The same article number in the other stored versions."""
    links = [
        anchor(
            page,
            f"{addresses.law_version(law.id, stored.version.version.start)}#{article.place.eid}",
            f"{chinese_date(stored.version.version.start)}起的版本",
        )
        for stored in law.texts
        if stored is not shown and stored.statute.article(article.place) is not None
    ]
    return f'<p class="remark">其他日期的{article.label}：{"、".join(links)}</p>' if links else ""
