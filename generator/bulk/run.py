"""A run: rows read, handed to workers in order, files kept, the refused rows reported; killed, it goes on where it was."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Literal

from generator import files
from generator.bulk.columns import Columns, columns_of, named_columns, unit_of
from generator.bulk.errors import BulkError
from generator.bulk.naming import safe_name
from generator.bulk.report import NAME, write_report
from generator.bulk.rows import Table, opened
from generator.bulk.store import Store
from generator.bulk.work import Done, Group, Job, fill_groups
from generator.files.archives import Archive, Entry, complete_entries
from generator.word.compiled.pieces import Blank

MARKER = ".jianguan-fill.json"
"""In a folder that a run fills: which run that is."""

MOST_IN_ZIP = 2_000
"""Documents in one unit's .zip; a unit of more rows gets several, so that no worker holds them all."""

_MOST_OPTIONAL = 4
ROWS_AT_ONCE = 250
"""Rows a worker is handed at once: what handing over costs counts little, and what comes back is a few megabytes."""

_ROWS_PDF = 4
_IN_FLIGHT = 3

Compile = Callable[[frozenset[str]], Blank]
"""The blank in which a case supplies these fields instead of the catalog."""

Progress = Callable[[int, float], None]
"""Called with how many rows are done, and the share of all (0 to 1)."""


@dataclass(frozen=True)
class Options:
    """How a run goes. `workers` that run at once; `remote`: they share no disk with this process, and hand files back."""

    per: Literal["unit", "row"] = "unit"
    pdf: bool = False
    unit: str | None = None
    workers: int = 1
    remote: bool = False


@dataclass(frozen=True)
class Summary:
    """What a run came to. `report`: the table of refused rows, None where there is none; `unused`: columns that fill
    nothing; `left`: sheets that were not read;
    `missing`: the field of the unit where no column fills it."""

    rows: int
    documents: int
    refused: int
    report: Path | None
    unused: tuple[str, ...]
    left: tuple[str, ...]
    missing: str
    out: Path


def fill_rows(
    compiled: Compile,
    table: Path,
    out: Path,
    executor: Executor,
    options: Options,
    progress: Progress = lambda *_: None,
) -> Summary:
    """A document for every row of a table into `out`: a folder, or one .zip.

    Raises BulkError where the table, the heads or `out` will not do; OSError for a full disk or missing permission
    (what is complete stays, the same command goes on from there); files.BusyError where another run writes `out`,
    files.ForeignFilesError where it would replace what no run wrote.
    """
    with contextlib.ExitStack() as stack:
        source = stack.enter_context(opened(table))
        columns, blanks = _columns(compiled, source, options.unit)
        single = out.suffix.lower() == ".zip"
        report = out.with_name(f"{out.stem}-{NAME}") if single else out / NAME
        for file in (report, *([out] if single else [])):
            files.refuse_foreign(file)
        stack.enter_context(_held(out))
        store = stack.enter_context(Store())
        job = Job(
            blanks={own: zlib.compress(blank.as_json().encode()) for own, blank in blanks.items()},
            columns=columns,
            zipped=not single and options.per == "unit",
            pdf=options.pdf,
            folder=None if single or options.remote else str(out.absolute()),
        )
        run = _Run(job, store, source, executor, options, progress, next(iter(blanks.values())).title)
        into = _into_zip if single else _into_folder
        documents = into(run, out, report, _identity(table, job, options))
        return Summary(
            run.read,
            documents,
            store.refused_rows(),
            report if store.faults else None,
            columns.unused,
            source.left,
            columns.missing,
            out,
        )


@contextlib.contextmanager
def _held(out: Path) -> Iterator[None]:
    """Hold what is being filled: the folder, or the marker of the unfinished .zip. Raises files.BusyError."""
    single = out.suffix.lower() == ".zip"
    if not single and out.exists() and not out.is_dir():
        raise BulkError(f"{out} 是文件，不是文件夹；写成一个压缩包的，名称请以 .zip 结尾")
    out.parent.mkdir(parents=True, exist_ok=True)
    marker = _marker_of(out)
    if single:
        marker.touch()
    else:
        out.mkdir(exist_ok=True)
    with files.locked(marker if single else out):
        try:
            yield
        finally:
            if single and marker.exists() and not marker.stat().st_size:
                marker.unlink()


def _marker_of(zipped: Path) -> Path:
    """Beside an unfinished .zip: which run it is of."""
    return zipped.with_name(f"{zipped.name}.part.json")


def _report(run: _Run, report: Path) -> None:
    """The table of refused rows in place of that of an earlier run."""
    files.refuse_foreign(report)
    report.unlink(missing_ok=True)
    if run.store.faults:
        write_report(report, run.store.refused(), run.store.faults)


def _columns(compiled: Compile, source: Table, unit: str | None) -> tuple[Columns, Mapping[frozenset[str], Blank]]:
    """The table's columns, and a blank for every set of fields that a row may supply instead of the catalog."""
    plain = compiled(frozenset())
    widest = compiled(frozenset(plain.printed)) if plain.printed else plain
    fields = [*plain.fields, *(spec for spec in widest.fields if spec.tag in plain.printed)]
    if source.heads:
        columns = columns_of(source.heads, fields, plain.title, unit)
        optional = columns.tags & plain.printed.keys()
    else:
        columns, optional = named_columns(fields, unit), frozenset(plain.printed)
        if len(optional) > _MOST_OPTIONAL:
            optional = frozenset()
    if len(optional) > _MOST_OPTIONAL:
        labels = "、".join(spec.label for spec in fields if spec.tag in optional)
        raise BulkError(f"表格里由目录印好的栏目过多：{labels}；请删去其中不需要改写的列，至多留 {_MOST_OPTIONAL} 列")
    sets = [frozenset[str]()]
    for tag in sorted(optional):
        sets += [own | {tag} for own in sets]
    return columns, {own: compiled(own) if own else plain for own in sets}


def _identity(table: Path, job: Job, options: Options) -> bytes:
    """Which run this is: the same table, blanks and options give the same files."""
    with table.open("rb") as stream:
        rows = hashlib.file_digest(stream, "sha256").hexdigest()
    blanks = hashlib.sha256(
        "\0".join(f"{sorted(own)}{zlib.decompress(blank).decode()}" for own, blank in job.blanks.items()).encode()
    ).hexdigest()
    options_kept = {key: value for key, value in asdict(options).items() if key in ("per", "pdf", "unit")}
    return (json.dumps({"rows": rows, "blanks": blanks, **options_kept}, ensure_ascii=False) + "\n").encode()


class _Run:
    """Hands groups of rows to the executor and takes what they came to, in order, a few at a time."""

    def __init__(
        self,
        job: Job,
        store: Store,
        source: Table,
        executor: Executor,
        options: Options,
        progress: Progress,
        title: str,
    ) -> None:
        self.job, self.store, self.source, self.executor = job, store, source, executor
        self.options, self.progress, self.title = options, progress, title
        self.read = 0
        self._total = 0

    def done(self, groups: Iterable[Group]) -> Iterator[Done]:
        """What came of the groups, in their order."""
        waiting: deque[tuple[int, Future[Done]]] = deque()
        key, finished = self.job.key, 0
        try:
            for some in self._batches(groups):
                count = sum(len(group.rows) for group in some)
                waiting.append((count, self.executor.submit(fill_groups, key, self.job, some)))
                while len(waiting) > self.options.workers * _IN_FLIGHT or (waiting and waiting[0][1].done()):
                    finished += waiting[0][0]
                    yield self._taken(waiting.popleft()[1], finished)
            while waiting:
                finished += waiting[0][0]
                yield self._taken(waiting.popleft()[1], finished)
        finally:
            for _, future in waiting:
                future.cancel()

    def _taken(self, future: Future[Done], finished: int) -> Done:
        try:
            done = future.result()
        except BrokenExecutor as error:
            raise BulkError(
                "一个工作进程被结束了（可能是内存不足）。已完成的保留着，再运行同一命令，从断处继续"
            ) from error
        self.store.add_faults((number, self.source.cell(number, fault.column), fault) for number, fault in done.faults)
        self.progress(finished, finished / self._total if self._total else self.source.share())
        return done

    def _batches(self, groups: Iterable[Group]) -> Iterator[list[Group]]:
        most = _ROWS_PDF if self.options.pdf else ROWS_AT_ONCE
        held: list[Group] = []
        rows = 0
        for group in groups:
            held.append(group)
            rows += len(group.rows)
            if rows >= most:
                yield held
                held, rows = [], 0
        if held:
            yield held

    def in_order(self, kept: int = 0) -> Iterator[Group]:
        """A group a row, named after the row and its unit; in a folder of its unit where that is asked for in one .zip.

        The files of the rows up to `kept` are there already.
        """
        per_unit = self.options.per == "unit"
        for number, cells in self.source.rows:
            self.read += 1
            unit = safe_name(unit_of(self.job.columns, cells))
            name = f"{unit}/{number:07d}-{self.title}" if per_unit else f"{number:07d}-{unit}"
            yield Group(f"{name}.docx", [(number, cells, name)], there=number <= kept)

    def by_unit(self) -> Iterator[Group]:
        """A group a unit, in the order the units first come."""
        rows = ((unit_of(self.job.columns, cells), number, cells) for number, cells in self.source.rows)
        self._total = self.read = self.store.add_rows(rows)
        for unit, numbered in self.store.units():
            part = 1
            while some := list(islice(numbered, MOST_IN_ZIP)):
                name = f"{unit}.zip" if part == 1 else f"{unit}（{part}）.zip"
                yield Group(name, [(number, cells, f"{number:07d}-{self.title}") for number, cells in some])
                part += 1


def _into_folder(run: _Run, out: Path, report: Path, identity: bytes) -> int:
    marker = out / MARKER
    if marker.exists() and marker.read_bytes() != identity:
        raise BulkError(f"{out} 里是另一批文书（表格、目录、模板或者选项已经变了）；请换一个文件夹，或者把它移走")
    files.remove_unfinished(out)
    if not marker.exists():
        if any(out.iterdir()):
            raise BulkError(f"{out} 不是空的；请换一个文件夹，以免与里面的文件相混")
        files.write_file(marker, identity)
    documents = 0
    for done in run.done(run.by_unit() if run.options.per == "unit" else run.in_order()):
        documents += done.documents
        files.write_files((out / file.name, file.content) for file in done.files)
    _report(run, report)
    files.flush_tree(out)
    return documents


def _into_zip(run: _Run, out: Path, report: Path, identity: bytes) -> int:
    """One .zip, beside its place until it is complete; entries that an earlier run completed are kept as they are."""
    part, marker = out.with_name(f"{out.name}.part"), _marker_of(out)
    held = marker.read_bytes()
    if held != identity:
        if not _is_identity(held) and (held or part.exists()):
            raise files.ForeignFilesError([marker if held else part])
        part.unlink(missing_ok=True)
        _put_identity(marker, identity)
    documents = 0
    with part.open("r+b" if part.exists() else "w+b", buffering=1 << 20) as stream:
        archive = Archive(stream)
        kept = _keep_complete(archive, stream)
        for done in run.done(run.in_order(kept)):
            documents += done.documents
            for file in done.files:
                archive.add(file.name, file.content, file.crc)
        archive.close()
        files.flush(stream)
    _report(run, report)
    files.move_output(part, out)
    with contextlib.suppress(OSError):  # a marker without its file says nothing
        marker.unlink()
    return documents


def _put_identity(marker: Path, identity: bytes) -> None:
    """Write which run the archive is of, for good before there is any of it; into the very file that is locked."""
    with marker.open("r+b", buffering=0) as stream:
        stream.truncate()
        try:
            if stream.write(identity) < len(identity):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(marker))
            files.flush(stream)
        except OSError:
            stream.truncate(0)
            raise


def _is_identity(content: bytes) -> bool:
    """Whether a marker was written by a run; an empty one was not yet."""
    try:
        return isinstance(found := json.loads(content), dict) and "blanks" in found
    except (ValueError, RecursionError):
        return False


def _keep_complete(archive: Archive, stream: IO[bytes]) -> int:
    """Keep the complete rows of a cut-off archive; cut off what comes after. Returns the last row that is kept."""
    last, end = 0, 0
    pending: list[Entry] = []
    for entry in complete_entries(stream):
        row = int(entry.name.rpartition("/")[2].partition("-")[0])
        if pending and row != last:
            for each in pending:
                archive.kept(each)
            pending, end = [], entry.at
        last = row
        pending.append(entry)
    stream.seek(end)
    stream.truncate()
    return last - 1 if pending else 0
