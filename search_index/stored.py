"""An index as bytes: a line of JSON (format, segments, the sizes of the files), then the files Whoosh wrote.

Whoosh works on these bytes in memory and never on a file, so what was checked is what is read. Its own table of
contents, a pickle of classes, is neither written nor read.
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any

import whoosh
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from search_index import unpickling
from search_index.schema import schema

FORMAT = [4, *whoosh.__version__]
"""The first is raised whenever what is stored or how texts are normalised changes; an index of another format is built anew."""

_NAME = "MAIN"
_MEMORY_MB = 1024
"""Below this Whoosh keeps postings in memory (16,000 articles: 390 MB at the peak); spilling them doubles the time."""

assert unpickling  # has to be in force before Whoosh reads anything


class UnusableIndexError(ValueError):
    """The bytes are no index of this format, or a damaged one."""


class Stored(FileIndex):  # type: ignore[misc]
    """An index in memory. Empty without bytes; raises UnusableIndexError for bytes that are none."""

    def __init__(self, content: bytes | None = None) -> None:
        self.storage, self.indexname, self._schema = RamStorage(), _NAME, schema()
        self.segments: list[Any] = []
        if content is not None:
            try:
                self._unpack(content)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                raise UnusableIndexError("检索索引已损坏，请重新生成") from error

    def _unpack(self, content: bytes) -> None:
        line, _, _ = content.partition(b"\n")
        head = json.loads(line)
        if head["format"] != FORMAT:
            raise ValueError("另一种格式的检索索引")
        ends = list(accumulate(head["files"].values(), initial=len(line) + 1))
        if ends[-1] != len(content):
            raise ValueError("检索索引不完整")
        for name, start, end in zip(head["files"], ends, ends[1:], strict=False):
            self.storage.files[name] = content[start:end]
        for name, documents, deleted in head["segments"]:
            self.segments.append(W3Segment(W3Codec(), _NAME, documents, name, set(deleted)))

    def packed(self) -> bytes:
        """The index as bytes."""
        files = {
            name: bytes(self.storage.files[name])
            for segment in self.segments
            for name in sorted(segment.list_files(self.storage))
        }
        segments = [
            [segment.segid, segment.doc_count_all(), sorted(segment.deleted_docs())] for segment in self.segments
        ]
        sizes = {name: len(content) for name, content in files.items()}
        head = {"format": FORMAT, "segments": segments, "files": sizes}
        return b"".join((json.dumps(head).encode(), b"\n", *files.values()))

    def writer(self, **_: Any) -> Writer:
        """What adds and removes entries."""
        return Writer(self, limitmb=_MEMORY_MB, compound=False)

    def _read_toc(self) -> TOC:
        return TOC(self._schema, list(self.segments), 0)


class Writer(SegmentWriter):  # type: ignore[misc]
    """Writes to an index in memory, whose segments are the new ones after the commit."""

    def __init__(self, stored: Stored, **options: Any) -> None:
        super().__init__(stored, **options)
        self._stored = stored

    def _commit_toc(self, segments: list[Any]) -> None:
        self._stored.segments = segments
