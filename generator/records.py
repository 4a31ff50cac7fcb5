"""What can be searched: one record per item, check, article, law, document type, method, department.

Both searches (the local index and the one in the page) run on these records, written from the views
and never from finished pages, so that they agree on what exists and where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator import addresses
from generator.addresses import Fixed, Kind
from generator.law.citation import Place
from generator.law.statute import Article
from generator.views import ArticleView, CheckView, ItemView, LawView, View


class Record(NamedTuple):
    """One searchable thing. `gist` says in short what it is about, `text` all else that is searched, both plain text.

    `owner`: the title of the item a check belongs to. `parts`: how many 项 each 款 of an article has, where each of them can be addressed.
    """

    key: str
    kind: Kind
    title: str
    text: str
    url: str
    gist: str = ""
    owner: str = ""
    laws: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    department: str = ""
    methods: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()


def records(view: View) -> Iterator[Record]:
    """All records of a view, in a fixed order: items with their checks, laws with their articles, the rest."""
    abbreviations = view.info.abbreviations
    methods = {method.id: method.title for method in view.methods}
    for item in view.items:
        used = tuple(methods[method] for method in item.method_ids if method in methods)
        yield _item(item, used, abbreviations)
        yield from (_check(item, check, used) for check in item.checks)
    for law in view.laws:
        yield _law(law, abbreviations)
        yield from _articles(law)
    for document in view.documents:
        yield Record(
            f"document/{document.id}",
            Kind.DOCUMENT,
            document.title,
            " ".join((document.users, *(spec.label for spec in document.fields))),
            addresses.document_type(document.id),
            gist=document.purpose,
            aliases=document.aliases,
        )
    for method in view.methods:
        yield Record(
            f"method/{method.id}",
            Kind.METHOD,
            method.title,
            method.quote or "",
            addresses.method(method.id),
            gist=method.gist,
            aliases=method.aliases,
        )
    for department in view.departments:
        yield Record(
            f"department/{department.id}",
            Kind.DEPARTMENT,
            department.name,
            "",
            addresses.department(department.id),
            gist=department.role or "",
            department=department.name,
            aliases=department.aliases,
        )
    yield from _pages(view)


def _pages(view: View) -> Iterator[Record]:
    """The site's own pages; the table of all items also by the number and title of the document it follows."""
    info = view.info
    for page in Fixed:
        followed = (info.plan, info.sources[info.plan].title) if page is Fixed.ITEMS else ()
        if page.gist:
            yield Record(
                f"page/{page}",
                Kind.PAGE,
                page.found_as,
                "",
                page.value,
                gist=page.gist,
                aliases=(*page.aliases, *followed),
            )


def _item(view: ItemView, methods: tuple[str, ...], abbreviations: Mapping[str, str]) -> Record:
    item = view.item
    shown = (view.responsibility, view.methods, view.sampling, view.lead)
    text = (*(label.text for label in shown if label.known), *(basis.cite.label for basis in view.bases))
    return Record(
        f"item/{view.id}",
        Kind.ITEM,
        item.title,
        " ".join(text),
        addresses.item(view.id),
        gist=view.object.text if view.object.known else "",
        laws=_each(basis.cite.law_short for basis in view.bases),
        department=view.lead.text if view.lead.known else "",
        methods=methods,
        statuses=_each(mark for basis in view.bases for mark in basis.marks),
        aliases=item_names(view, abbreviations),
    )


def _check(item: ItemView, view: CheckView, methods: tuple[str, ...]) -> Record:
    check = view.check
    return Record(
        f"check/{item.id}/{check.id}",
        Kind.CHECK,
        check.ask,
        f"{check.applies or ''} {view.basis_label} {view.penalty_label}".strip(),
        addresses.check(item.id, check.id),
        owner=item.item.title,
        laws=_each(cite.law_short for cite in view.bases),
        articles=_each(place.article_label for cite in view.bases for place in cite.citation.places),
        department=item.lead.text if item.lead.known else "",
        methods=methods,
        how=tuple(check.how),
        statuses=_each(view.marks),
    )


def _law(view: LawView, abbreviations: Mapping[str, str]) -> Record:
    law = view.law
    numbers = _each(version.number for version in law.versions if version.number)
    return Record(
        f"law/{law.id}",
        Kind.LAW,
        law.short,
        " ".join(part for part in (law.title, law.issuer, law.kind, view.status, *numbers, law.note) if part),
        addresses.law(law.id),
        laws=(law.short,),
        statuses=(view.status,),
        aliases=_each((law.title, *law.aliases, *_shortened((law.short,), abbreviations))),
    )


def _articles(law: LawView) -> Iterator[Record]:
    """The articles cited, and where the law's text is stored all of it, in the order of the law."""
    cited = {article.place: article for article in law.articles}
    statute = law.text
    places = [*(article.place for article in statute.articles), *cited] if statute else cited
    for place in dict.fromkeys(places):
        article = statute.article(place) if statute else None
        parts = _parts(article) if article else ()
        yield _article(law, place, cited.get(place), article.text if article else "", parts)


def _article(law: LawView, place: Place, view: ArticleView | None, words: str, parts: tuple[int, ...]) -> Record:
    quotes = " ".join(quote for quote, _, _ in view.quotes) if view and not words else ""
    return Record(
        f"article/{law.id}#{place.eid}",
        Kind.ARTICLE,
        f"《{law.law.short}》{place.article_label}",
        " ".join(part for part in (quotes, words.replace("\n", " ")) if part),
        addresses.article(law.id, place),
        gist=" ".join(gist.text for gist in view.gists) if view else "",
        laws=(law.law.short,),
        articles=(place.article_label,),
        statuses=(law.status,),
        aliases=law.law.aliases,
        parts=parts,
    )


def _parts(article: Article) -> tuple[int, ...]:
    """The number of 项 of each 款; nothing where a 款 has no certain number (its lines are broken)."""
    if article.unended:
        return ()
    return tuple(
        len(paragraph.items)
        if [item.number for item in paragraph.items] == [*range(1, len(paragraph.items) + 1)]
        else 0
        for paragraph in article.paragraphs
    )


def item_names(view: ItemView, abbreviations: Mapping[str, str]) -> tuple[str, ...]:
    """What an item is also called: its aliases, its subject, both with the catalog's abbreviations."""
    item = view.item
    return (*item.aliases, item.subject, *_shortened((item.title, item.subject), abbreviations))


def _shortened(names: Iterable[str], abbreviations: Mapping[str, str]) -> tuple[str, ...]:
    """The names with an abbreviation of the catalog in place of what it stands for."""
    return _each(name.replace(full, short) for name in names for short, full in abbreviations.items() if full in name)


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
