"""Builds an index, or brings one up to date: only entries whose content changed are indexed again.

A cold build is written beside and renamed. An update is one Whoosh commit, which becomes visible when its
table of contents is renamed; before it the marker admits both the old and the new content, after it only
the new. A build that is killed anywhere leaves what was there before, what was meant, or nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.index import LockError
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search_index import folder as folders
from search_index.entry import Entry, content_digest
from search_index.schema import schema, searched_text
from search_index.text import pieces

Progress = Callable[[int, int], None]
"""Told how many of how many entries were indexed."""

_MEMORY_MB = 1024
"""Below this Whoosh keeps postings in memory (16,000 articles: 390 MB at the peak); spilling them doubles the time."""

_MOST_SEGMENTS = 8
_STEP = 250


@dataclass(frozen=True)
class BuildReport:
    """How many entries the index holds, and how many were indexed and removed by this build."""

    total: int
    indexed: int
    removed: int


def build(entries: Iterable[Entry], folder: Path, progress: Progress | None = None) -> BuildReport:
    """Make the index in `folder` hold exactly `entries`. `progress` is called with (done, of how many) entries.

    Raises ValueError for two entries with one key, IndexFolderError where the folder is not ours,
    BlockingIOError where another process is updating it, OSError for a full disk. A damaged index, or one of
    another format, is built anew.
    """
    wanted: dict[str, Entry] = {}
    for entry in entries:
        if entry.key in wanted:
            raise ValueError(f"检索条目重复：{entry.key}")
        wanted[entry.key] = entry
    digests = {key: entry.digest() for key, entry in wanted.items()}
    held = _held(folder)
    if held is None:
        return _cold(wanted, digests, folder, progress)
    return _update(wanted, digests, folder, held, progress)


@dataclass(frozen=True)
class _Held:
    """An index as it stands: what it holds, by key."""

    opened: Any
    digests: dict[str, str]
    segments: int
    generation: int


def _held(folder: Path) -> _Held | None:
    """The sound index in a folder; None where it is to be built anew: missing, damaged, mostly deleted entries."""
    expected = folders.expected(folder)
    if expected is None:
        return None
    try:
        opened = index.open_dir(str(folder))
        with opened.reader() as reader:
            digests = {stored["key"]: stored["entry"]["digest"] for _, stored in reader.iter_docs()}
            is_sparse = len(digests) * 2 < reader.doc_count_all()
            segments, generation = len(reader.leaf_readers()), int(reader.generation())
    except Exception:  # whatever a damaged file makes Whoosh, pickle or zlib raise
        return None
    if is_sparse or content_digest(digests.items()) not in expected:
        return None
    return _Held(opened, digests, segments, generation)


def _cold(wanted: dict[str, Entry], digests: dict[str, str], folder: Path, progress: Progress | None) -> BuildReport:
    fresh = folders.beside(folder)
    try:
        writer = index.create_in(str(fresh), schema()).writer(limitmb=_MEMORY_MB)
        _add_all(writer, list(wanted.values()), digests, progress)
        writer.commit()
        folders.mark(fresh, content_digest(digests.items()))
        folders.replace(fresh, folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return BuildReport(len(wanted), len(wanted), 0)


def _update(
    wanted: dict[str, Entry], digests: dict[str, str], folder: Path, held: _Held, progress: Progress | None
) -> BuildReport:
    changed = [entry for key, entry in wanted.items() if held.digests.get(key) != digests[key]]
    vanished = held.digests.keys() - wanted.keys()
    if changed or vanished:
        try:
            writer = held.opened.writer(limitmb=_MEMORY_MB)
        except LockError:
            raise BlockingIOError(f"另一个进程正在更新 {folder}") from None
        try:
            if writer.generation != held.generation + 1:
                raise BlockingIOError(f"另一个进程正在更新 {folder}")
            for key in sorted((vanished | {entry.key for entry in changed}) & held.digests.keys()):
                writer.delete_by_term("key", key)
            _add_all(writer, changed, digests, progress)
            new = content_digest(digests.items())
            folders.mark(folder, content_digest(held.digests.items()), new)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=_merge_small if held.segments >= _MOST_SEGMENTS else None, merge=False)
        folders.mark(folder, new)
    return BuildReport(len(wanted), len(changed), len(vanished))


def _merge_small(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge all segments but the largest, so that keeping few segments never costs a whole build."""
    *small, largest = sorted(segments, key=lambda segment: segment.doc_count_all())
    for segment in small:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [largest]


def _add_all(writer: SegmentWriter, entries: list[Entry], digests: dict[str, str], progress: Progress | None) -> None:
    for done, entry in enumerate(entries, 1):
        _add(writer, entry, digests[entry.key])
        if progress and (done % _STEP == 0 or done == len(entries)):
            progress(done, len(entries))


def _add(writer: SegmentWriter, entry: Entry, digest: str) -> None:
    writer.add_document(key=entry.key, pieces=pieces(searched_text(entry)), entry=entry.stored(digest))
