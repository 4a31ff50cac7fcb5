"""The local search index: the records of a view handed to `search_index`, which alone knows Whoosh.

The index of each catalog is kept in the user's private cache and nowhere else. What makes records is loaded only where
there is no open index to go on with.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import search_index
from generator.remembered import Sealed, recalled

if TYPE_CHECKING:
    from generator.records import Record
    from generator.views import View

_MOST_KEPT = 10
REBUILT = "检索索引不是本程序在这台电脑上为本用户写下的，或者已经损坏，没有打开，已重新建立。"

Say = Callable[[str], object]
"""Told what the user should know, in Chinese."""


def update(
    wanted: Iterable[search_index.Entry], catalog_dir: Path, say: Say = lambda _: None
) -> search_index.BuildReport:
    """Bring the kept index of a catalog up to these entries; only what changed is indexed again."""
    return refreshed(wanted, catalog_dir, say)[1]


def searcher(catalog_dir: Path, as_of: date, say: Say = lambda _: None) -> search_index.Index:
    """The open index of a catalog on a day; its abbreviations (危化品) and spoken words are read as what they stand for.

    Raises CatalogError where there is an error in the catalog.
    """

    def opened(_state: object) -> search_index.Index:
        from generator.opening import open_view

        view = open_view(catalog_dir, as_of)
        content, _ = refreshed(entries(view), catalog_dir, say)
        return search_index.open_index(content, view.info.abbreviations, view.spoken)

    return recalled(search_index.Index, catalog_dir, opened, "search", as_of.isoformat())


def entries(view: View) -> Iterator[search_index.Entry]:
    """What is searched."""
    from generator.records import records

    return map(_entry, records(view))


def refreshed(
    wanted: Iterable[search_index.Entry], catalog_dir: Path, say: Say
) -> tuple[bytes, search_index.BuildReport]:
    """An index of exactly the wanted entries, made from the kept one where there is one, and kept in its place."""
    kept = Sealed("search", hashlib.sha256(os.fsencode(os.path.realpath(catalog_dir))).hexdigest(), _MOST_KEPT)
    held = kept.get()
    if held is None and kept.is_refused():
        say(REBUILT)
    content, report = search_index.build(wanted, held)
    if content is not held:
        kept.keep(content)
    return content, report


def _entry(record: Record) -> search_index.Entry:
    return search_index.Entry(
        key=record.key,
        kind=record.kind.value,
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
