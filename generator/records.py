"""What can be searched: one record per item, check, article, law, document type, method, department.

Both searches (the local index and the one in the page) run on these records, written from the views
and never from finished pages, so that they agree on what exists and where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import addresses
from generator.law.citation import Place
from generator.views import ArticleView, CheckView, ItemView, LawView, View


@dataclass(frozen=True)
class Record:
    """One searchable thing. `text` is plain text; several methods are joined by 、."""

    key: str
    kind: addresses.Kind
    title: str
    text: str
    url: str
    law: str = ""
    article: str = ""
    department: str = ""
    method: str = ""
    how: str = ""
    status: str = ""
    aliases: tuple[str, ...] = ()


def records(view: View) -> Iterator[Record]:
    """All records of a view, in a fixed order: items with their checks, laws with their articles, the rest."""
    abbreviations = {full: short for short, full in view.info.abbreviations.items()}
    for item in view.items:
        yield _item(item, abbreviations)
        yield from (_check(item, check) for check in item.checks)
    for law in view.laws:
        yield _law(law)
        yield from _articles(law)
    for document in view.documents:
        yield Record(
            f"document/{document.id}",
            "document",
            document.title,
            f"{document.purpose} {document.users} " + " ".join(spec.label for spec in document.fields),
            addresses.document_type(document.id),
        )
    for method in view.methods:
        yield Record(
            f"method/{method.id}",
            "method",
            method.title,
            f"{method.gist} {method.quote or ''}".strip(),
            addresses.method(method.id),
            aliases=method.aliases,
        )
    for department in view.departments:
        yield Record(
            f"department/{department.id}",
            "department",
            department.name,
            department.role or "",
            addresses.department(department.id),
            department=department.name,
            aliases=department.aliases,
        )


def _item(view: ItemView, abbreviations: dict[str, str]) -> Record:
    item = view.item
    short = tuple(
        item.title.replace(full, abbreviation) for full, abbreviation in abbreviations.items() if full in item.title
    )
    shown = (view.object, view.responsibility, view.methods, view.sampling, view.lead)
    text = (*(label.text for label in shown if label.known), *(basis.cite.label for basis in view.bases))
    return Record(
        f"item/{view.id}",
        "item",
        item.title,
        " ".join(text),
        addresses.item(view.id),
        department=view.lead.text if view.lead.known else "",
        method=view.methods.text if view.methods.known else "",
        status="、".join(dict.fromkeys(mark for basis in view.bases for mark in basis.marks)),
        aliases=(*item.aliases, item.subject, *short),
    )


def _check(item: ItemView, view: CheckView) -> Record:
    check = view.check
    text = f"{check.applies or ''} {view.basis_label} {view.penalty_label}".strip()
    return Record(
        f"check/{item.id}/{check.id}",
        "check",
        check.ask,
        text,
        addresses.check(item.id, check.id),
        law="、".join(dict.fromkeys(cite.law_short for cite in view.bases)),
        article="、".join(dict.fromkeys(p.article_label for c in view.bases for p in c.citation.places)),
        department=item.lead.text if item.lead.known else "",
        method=item.methods.text if item.methods.known else "",
        how="、".join(check.how),
        status="、".join(view.marks),
    )


def _law(view: LawView) -> Record:
    law = view.law
    text = " ".join(part for part in (law.title, law.issuer, law.kind, view.status, law.note) if part)
    aliases = tuple(dict.fromkeys((law.title, *law.aliases)))
    return Record(
        f"law/{law.id}",
        "law",
        law.short,
        text,
        addresses.law(law.id),
        law=law.short,
        status=view.status,
        aliases=aliases,
    )


def _articles(law: LawView) -> Iterator[Record]:
    """The articles cited, and where the law's text is stored all of it, in the order of the law."""
    cited = {article.place: article for article in law.articles}
    statute = law.text
    places = [*(article.place for article in statute.articles), *cited] if statute else cited
    for place in dict.fromkeys(places):
        article = statute.article(place) if statute else None
        yield _article(law, place, cited.get(place), article.text if article else "")


def _article(law: LawView, place: Place, view: ArticleView | None, words: str) -> Record:
    quotes = " ".join(quote for quote, _, _ in view.quotes) if view and not words else ""
    gists = " ".join(gist.text for gist in view.gists) if view else ""
    return Record(
        f"article/{law.id}#{place.eid}",
        "article",
        f"《{law.law.short}》{place.article_label}",
        " ".join(part for part in (gists, quotes, words.replace("\n", " ")) if part),
        addresses.article(law.id, place),
        law=law.law.short,
        article=place.article_label,
        status=law.status,
        aliases=law.law.aliases,
    )
