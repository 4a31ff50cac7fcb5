"""Builds an index, or brings one up to date: only entries whose content changed are indexed again.

A cold build is written beside and renamed; an update is one Whoosh commit, which becomes visible when its
table of contents is renamed. A build that is killed leaves what was there before.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from whoosh import index
from whoosh.index import LockError
from whoosh.writing import SegmentWriter

from search_index import folder as folders
from search_index.entry import Entry
from search_index.schema import schema, searched_text
from search_index.text import pieces

_MEMORY_MB = 1024
"""Below this Whoosh keeps postings in memory (16,000 articles: 390 MB at the peak); spilling them doubles the time."""

_MOST_SEGMENTS = 8


@dataclass(frozen=True)
class BuildReport:
    """How many entries the index holds, and how many were indexed and removed by this build."""

    total: int
    indexed: int
    removed: int


def build(entries: Iterable[Entry], folder: Path) -> BuildReport:
    """Make the index in `folder` hold exactly `entries`.

    Raises ValueError for two entries with one key, IndexFolderError where the folder is not ours,
    BlockingIOError where another process is updating it, OSError for a full disk.
    """
    wanted: dict[str, Entry] = {}
    for entry in entries:
        if entry.key in wanted:
            raise ValueError(f"检索条目重复：{entry.key}")
        wanted[entry.key] = entry
    if folders.is_current(folder):
        return _update(wanted, folder)
    return _cold(wanted, folder)


def _cold(wanted: dict[str, Entry], folder: Path) -> BuildReport:
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        writer = index.create_in(str(fresh), schema()).writer(limitmb=_MEMORY_MB)
        for entry in wanted.values():
            _add(writer, entry)
        writer.commit()
        folders.mark(fresh)
        folders.replace(fresh, folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return BuildReport(len(wanted), len(wanted), 0)


def _update(wanted: dict[str, Entry], folder: Path) -> BuildReport:
    opened = index.open_dir(str(folder))
    with opened.reader() as reader:
        held = {stored["key"]: stored["entry"]["digest"] for _, stored in reader.iter_docs()}
        segments = len(reader.leaf_readers())
    changed = [entry for key, entry in wanted.items() if held.get(key) != entry.digest()]
    vanished = held.keys() - wanted.keys()
    if changed or vanished:
        try:
            writer = opened.writer(limitmb=_MEMORY_MB)
        except LockError:
            raise BlockingIOError(f"另一个进程正在更新 {folder}") from None
        try:
            for key in sorted(vanished | {entry.key for entry in changed}):
                writer.delete_by_term("key", key)
            for entry in changed:
                _add(writer, entry)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(merge=False, optimize=segments >= _MOST_SEGMENTS)
    return BuildReport(len(wanted), len(changed), len(vanished))


def _add(writer: SegmentWriter, entry: Entry) -> None:
    writer.add_document(key=entry.key, pieces=pieces(searched_text(entry)), entry=entry.stored())
