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
    return search_index.open_index(folder, view.info.abbreviations).search(query, limit=limit, kind=kind)


def _entry(record: Record) -> search_index.Entry:
    return search_index.Entry(
        key=record.key,
        kind=record.kind,
        title=record.title,
        text=" ".join(part for part in (record.text, *record.how, *record.statuses) if part),
        url=record.url,
        law="、".join(record.laws),
        article="、".join(record.articles),
        department=record.department,
        method="、".join(record.methods),
        aliases=record.aliases,
        gist=record.gist,
        owner=record.owner,
        parts=record.parts,
    )
