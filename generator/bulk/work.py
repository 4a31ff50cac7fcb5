"""What a worker does with some rows: check, join, pack, write. It needs nothing but the job, wherever it runs."""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.bulk.columns import Columns, Fault, Seen, entered_from_cells
from generator.files import archives, write_files
from generator.word.compiled.fill import Entered, as_shown, by_tag
from generator.word.compiled.packing import Packer
from generator.word.compiled.pieces import Blank, read_blank
from generator.word.paper.rendering import to_pdf
from generator.word.values.kinds import EntryError, shown

_MOST_PACKERS = 256
_MOST_JOBS = 2


@dataclass(frozen=True)
class Job:
    """What every row of a run has in common. `blanks`: compiled blanks (their JSON, compressed: a job goes to a worker with
    each batch) by the fields a row supplies that the catalog would print; `folder`: where workers write, None where they hand their files back."""

    blanks: Mapping[frozenset[str], bytes]
    columns: Columns
    zipped: bool
    pdf: bool
    folder: str | None

    @property
    def key(self) -> str:
        """Tells one job from another within a worker."""
        text = "\0".join(
            f"{sorted(own)}{blank.hex()}" for own, blank in sorted(self.blanks.items(), key=lambda kv: sorted(kv[0]))
        )
        return hashlib.sha256(f"{text}{self.columns}{self.zipped}{self.pdf}{self.folder}".encode()).hexdigest()


@dataclass(frozen=True)
class Group:
    """Rows that go into one file: (row number, cells, name of the document). `there`: it is complete, only check them."""

    name: str
    rows: Sequence[tuple[int, Any, str]]
    there: bool = False


@dataclass(frozen=True)
class File:
    """A file made: its name, content and, where it goes into an archive, its CRC."""

    name: str
    content: bytes
    crc: int = 0


@dataclass(frozen=True)
class Done:
    """What came of some groups: files handed back, how many documents, faults by row."""

    files: Sequence[File]
    documents: int
    faults: Sequence[tuple[int, Fault]]


def fill_groups(key: str, job: Job, groups: Sequence[Group]) -> Done:
    """Make the files of some groups. Raises OSError where they cannot be written; nothing is half written."""
    filler = _filler(key, job)
    files: list[File] = []
    faults: list[tuple[int, Fault]] = []
    documents = 0
    for group in groups:
        made: list[File] = []
        is_there = group.there or (job.folder is not None and Path(job.folder, group.name).exists())
        for row, cells, name in group.rows:
            entered, found = filler.checked(cells)
            faults += [(row, fault) for fault in found]
            documents += not found
            if not (found or is_there):
                made += filler.files(entered, name)
        if made and job.zipped:
            made = [File(group.name, archives.archive_of((file.name, file.content, file.crc) for file in made))]
        files += made
    if job.folder is None:
        return Done(files, documents, faults)
    write_files((Path(job.folder, file.name), file.content) for file in files)
    return Done([], documents, faults)


_at_hand: dict[str, _Filler] = {}
_one_at_a_time = threading.Lock()


def _filler(key: str, job: Job) -> _Filler:
    """What a worker has made of a job, made once; of the jobs before, the last is kept."""
    with _one_at_a_time:
        filler = _at_hand.pop(key, None) or _Filler(job)
        while len(_at_hand) >= _MOST_JOBS:
            del _at_hand[next(iter(_at_hand))]
        _at_hand[key] = filler
    return filler


class _Filler:
    """The blanks of a job, read once in a worker."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.blanks = {own: read_blank(zlib.decompress(blank).decode()) for own, blank in job.blanks.items()}
        self.optional = frozenset[str]().union(*self.blanks)
        self.defaults = {own: _defaults(blank) for own, blank in self.blanks.items()}
        self.seen: Seen = {}
        self.packers: dict[tuple[frozenset[str], frozenset[str]], Packer] = {}

    def checked(self, cells: Any) -> tuple[tuple[Blank, frozenset[str], Entered], list[Fault]]:
        """A row's blank, the fields it fills and their values; its faults."""
        if isinstance(cells, dict):
            own, entered, faults = self._named(cells)
            live = frozenset(entered)
        else:
            entered, faults, filled = entered_from_cells(self.job.columns, cells, self.seen)
            own = self.optional & filled if self.optional else frozenset()
            live = self.job.columns.tags
        defaults = self.defaults[own]
        return (self.blanks[own], live, {**defaults, **entered} if defaults else entered), faults

    def _named(self, values: dict[str, Any]) -> tuple[frozenset[str], Entered, list[Fault]]:
        widest = self.blanks[self.optional]
        try:
            supplied = by_tag(widest.fields, widest.title, values)
        except EntryError as error:
            return frozenset(), {}, [Fault("", "", "", str(error))]
        own = frozenset(self.optional & supplied.keys())
        entered: Entered = {}
        faults = []
        for tag, value in supplied.items():
            spec = self.blanks[own].field(tag)
            assert spec is not None
            try:
                entered[tag] = as_shown(spec, value)
            except EntryError as error:
                faults.append(Fault(spec.label, spec.label, str(value), str(error)))
        return own, entered, faults

    def files(self, row: tuple[Blank, frozenset[str], Entered], name: str) -> Iterator[File]:
        """A row's document, and its PDF where that is asked for."""
        blank, live, entered = row
        packed = self._packer(blank, live).pack(entered)
        yield File(f"{name}.docx", packed.content, packed.crc)
        if self.job.pdf:
            content = to_pdf(packed.content)
            yield File(f"{name}.pdf", content, zlib.crc32(content))

    def _packer(self, blank: Blank, live: frozenset[str]) -> Packer:
        key = (frozenset(blank.printed), live)
        if key not in self.packers:
            if len(self.packers) >= _MOST_PACKERS:
                self.packers.clear()
            self.packers[key] = Packer(blank, live & {spec.tag for spec in blank.fields})
        return self.packers[key]


def _defaults(blank: Blank) -> Entered:
    return {spec.tag: shown(spec, spec.default) for spec in blank.fields if spec.default is not None}
