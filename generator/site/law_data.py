"""Laws, articles and citations as JSON beside the site, for other programs.

Addresses and eIds are those of the pages, so that what links to a page can be looked up here and the
other way round. The shape is described on the maintainers' page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from generator import addresses
from generator.law.statute import Article, Statute
from generator.site.law_references import LawReferences, TextReferences, text_page
from generator.verification.impact import Use
from generator.views import LawView, StoredText, View


def files(view: View) -> Iterator[tuple[str, str]]:
    """Address → content of the files about all laws."""
    yield addresses.LAWS_DATA, _json({**_edition(view), "laws": [_law(law) for law in view.laws]})
    yield addresses.CITATIONS_DATA, _json({**_edition(view), "citations": list(_citations(view))})


def law_file(view: View, law: LawView, references: LawReferences) -> str:
    """The content of one law's file."""
    texts = [_text(law, stored, references.of(law, stored)) for stored in law.texts]
    return _json({**_edition(view), **_law(law), "texts": texts})


def _edition(view: View) -> dict[str, Any]:
    return {"as_of": view.as_of.isoformat(), "catalog": view.digest, "text_source": view.texts_digest or None}


def _law(view: LawView) -> dict[str, Any]:
    law = view.law
    return {
        "id": law.id,
        "title": law.title,
        "short": law.short,
        "aliases": list(law.aliases),
        "kind": law.kind,
        "issuer": law.issuer,
        "status": view.status,
        "marks": list(view.marks),
        "page": addresses.law(law.id),
        "official": law.address,
        "versions": [
            {
                "start": version.version.start.isoformat(),
                "promulgated": _day(version.version.promulgated),
                "effective": _day(version.version.effective),
                "event": version.version.event,
                "number": version.version.number,
                "in_force": version is view.current,
                "text": any(stored.version is version for stored in view.texts),
            }
            for version in view.versions
        ],
        "ended": {"on": law.ended.on.isoformat(), "by": law.ended.by, "replaced_by": law.ended.replaced_by}
        if law.ended
        else None,
    }


def _text(law: LawView, stored: StoredText, references: TextReferences) -> dict[str, Any]:
    start = stored.version.version.start
    known = {"version": start.isoformat(), "page": text_page(law, stored), "source": stored.source}
    return {**known, **_statute(stored.statute, references)}


def _statute(statute: Statute, references: TextReferences) -> dict[str, Any]:
    return {
        "preamble": list(statute.preamble),
        "articles": [
            {**_article(article), "references": list(_references(article, references))} for article in statute.articles
        ],
        "body": list(statute.body),
        "appendices": list(statute.appendices),
    }


def _article(article: Article) -> dict[str, Any]:
    eid = article.place.eid
    return {
        "eid": eid,
        "label": article.label,
        "divisions": [{"eid": heading.eid, "text": heading.text} for heading in article.headings],
        "paragraphs": [
            {
                "eid": f"{eid}__para_{paragraph.number}",
                "text": paragraph.text,
                "items": [
                    {
                        "eid": f"{eid}__para_{paragraph.number}__item_{item.number}",
                        "text": item.text,
                        "subitems": [subitem.text for subitem in item.subitems],
                    }
                    for item in paragraph.items
                ],
            }
            for paragraph in article.paragraphs
        ],
    }


def _references(article: Article, references: TextReferences) -> Iterator[dict[str, Any]]:
    """What an article's words refer to: where they stand, the words, the law (null: the same text), the eIds named."""
    for line in references.lines(article.place):
        for target in line.targets:
            yield {
                "eid": line.at.eid,
                "offset": target.start,
                "text": line.text[target.start : target.end],
                "law": target.law_id or None,
                "eids": list(target.eids),
                "address": target.address,
            }


def _citations(view: View) -> Iterator[dict[str, Any]]:
    for use, law_id in view.uses:
        yield {
            "item": use.item.id if use.item else None,
            "document": use.document.id if use.document else None,
            "check": use.check.id if use.check else None,
            "role": use.role,
            "cite": str(use.cite),
            "law": law_id,
            "eids": [place.eid for place in use.cite.places],
            "from": _from(use),
            "until": _day(use.period.end),
        }


def _from(use: Use) -> str | None:
    return None if use.period.start == date.min else use.period.start.isoformat()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _json(content: dict[str, Any]) -> str:
    return _lines(content, 4) + "\n"


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _lines(value: Any, depth: int) -> str:
    """JSON broken into lines down to `depth`: an article or citation a line. (json's own indent is ten times slower.)"""
    if depth and isinstance(value, dict) and value:
        entries = (f'"{key}": {_lines(entry, depth - 1)}' for key, entry in value.items())
        return "{\n" + ",\n".join(entries) + "\n}"
    if depth and isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(_lines(entry, depth - 1) for entry in value) + "\n]"
    return _compact(value)
