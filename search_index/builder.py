"""Builds an index, or brings one up to date: only entries whose content changed are indexed again.

An index comes and goes as bytes. Who keeps them proves that they are what was kept: a crafted index cannot run code
(see `unpickling`), but it can say of any entry what it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from whoosh.reading import SegmentReader

from search_index.entry import Entry
from search_index.schema import searched_text
from search_index.stored import Stored, Writer
from search_index.text import pieces

Progress = Callable[[int, int], None]
"""Told how many of how many entries were indexed."""

_MOST_SEGMENTS = 8
_IN_A_SEGMENT = 4_000
"""Entries indexed in one go: while they are, Whoosh holds all their postings (12,000 entries at once: 150 MB, in parts 60)."""


@dataclass(frozen=True)
class BuildReport:
    """How many entries the index holds, and how many were indexed and removed by this build."""

    total: int
    indexed: int
    removed: int


def build(
    entries: Iterable[Entry], held: bytes | None = None, progress: Progress | None = None
) -> tuple[bytes, BuildReport]:
    """The index of exactly these entries, made from an earlier one where there is one, which comes back if it is the same.

    `progress` is called with (done, of how many) entries. `held` must be what `build` made and nobody else touched;
    a damaged index, or one of another format, is built anew. Raises ValueError for two entries with one key.
    """
    wanted: dict[str, Entry] = {}
    for entry in entries:
        if entry.key in wanted:
            raise ValueError(f"检索条目重复：{entry.key}")
        wanted[entry.key] = entry
    digests = {key: entry.digest() for key, entry in wanted.items()}
    stored, had = _held(held)
    changed = [entry for key, entry in wanted.items() if had.get(key) != digests[key]]
    vanished = had.keys() - wanted.keys()
    report = BuildReport(len(wanted), len(changed), len(vanished))
    if held is not None and stored.segments and not changed and not vanished:
        return held, report
    _delete(stored, sorted((vanished | {entry.key for entry in changed}) & had.keys()))
    step = max(_IN_A_SEGMENT, -(-len(changed) // (_MOST_SEGMENTS - 1)))
    for start in range(0, len(changed), step):
        _add(stored, changed[start : start + step], digests)
        if progress:
            progress(min(start + step, len(changed)), len(changed))
    return stored.packed(), report


def _held(content: bytes | None) -> tuple[Stored, dict[str, str]]:
    """An index with the digests of what it holds, by key; an empty one in place of none, a damaged or a sparse one."""
    try:
        stored = Stored(content)
        with stored.reader() as reader:
            digests = {one["key"]: one["entry"]["digest"] for _, one in reader.iter_docs()}
            if len(digests) * 2 >= reader.doc_count_all():
                return stored, digests
    except Exception:  # whatever damaged bytes make Whoosh, pickle or zlib raise
        pass
    return Stored(), {}


def _merge_small(writer: Writer, segments: list[Any]) -> list[Any]:
    """Merge all segments but the largest, so that keeping few segments never costs a whole build."""
    *small, largest = sorted(segments, key=lambda segment: segment.doc_count_all())
    for segment in small:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [largest]


def _delete(stored: Stored, keys: list[str]) -> None:
    if keys:
        writer = stored.writer()
        for key in keys:
            writer.delete_by_term("key", key)
        writer.commit(merge=False)


def _add(stored: Stored, entries: list[Entry], digests: dict[str, str]) -> None:
    writer = stored.writer()
    for entry in entries:
        stored_as = entry.stored(digests[entry.key])
        writer.add_document(key=entry.key, pieces=pieces(searched_text(entry)), entry=stored_as)
    writer.commit(mergetype=_merge_small if len(stored.segments) >= _MOST_SEGMENTS else None, merge=False)
