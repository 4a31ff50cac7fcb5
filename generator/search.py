"""The local search index: the records of a view handed to `search_index`, which alone knows Whoosh."""

from __future__ import annotations

from pathlib import Path

import search_index
from generator.records import Record, records
from generator.views import View


def update(view: View, folder: Path) -> search_index.BuildReport:
    """Bring the index in `folder` up to the view; only what changed is indexed again."""
    return search_index.build((_entry(record) for record in records(view)), folder)


def find(view: View, folder: Path, query: str, *, limit: int, kind: str | None) -> list[search_index.Hit]:
    """The best hits for a query; the catalog's abbreviations (危化品) are read as what they stand for."""
    for short, full in view.info.abbreviations.items():
        if full not in query:
            query = query.replace(short, full)
    return search_index.open_index(folder).search(query, limit=limit, kind=kind)


def _entry(record: Record) -> search_index.Entry:
    text = f"{record.text} {record.how} {record.status}".strip()
    return search_index.Entry(
        key=record.key,
        kind=record.kind,
        title=record.title,
        text=text,
        url=record.url,
        law=record.law,
        article=record.article,
        department=record.department,
        method=record.method,
        aliases=record.aliases,
    )
