"""Statute files into the store: read, matched to law and version, stored together, never overwritten in silence."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator import files
from generator.catalog.model import Law
from generator.catalog.names import LawNames
from generator.catalog.periods import gist_places
from generator.labels import LabelledEnum
from generator.law import readers
from generator.law.changes import Difference, difference, losses
from generator.law.readers import Days, Source, SourceError
from generator.law.statute import Statute
from generator.law.store import LARGEST, StoredTextError, statute_of
from generator.law.structure import read_text
from generator.remembered import Sealed
from generator.verification.matching import Claim, NoMatchError, Target, law_of, match


class Result(LabelledEnum):
    """What became of a file."""

    STORED = "stored", "已存入"
    REPLACED = "replaced", "已替换"
    UNCHANGED = "unchanged", "没有变化"
    EQUIVALENT = "equivalent", "与已存文本只有排版差别，未改动"
    CONFLICT = "conflict", "与已存文本不同，未覆盖"
    REFUSED = "refused", "未导入"
    PASSED_OVER = "passed-over", "目录未登记，略过"


_FEWER = "请换完整的文件；确认法律本身如此的，加 --accept-fewer（要覆盖的再加 --replace）"
_MOST_NAMED = 20
_MOST_LEDGERS = 20
_READERS = b"3"
"""Changes when files are read, or what was read is noted down, differently: all is then read again."""


@dataclass(frozen=True)
class Options:
    """What the keeper asked for.

    `cited_only`: laws the catalog does not list are passed over. `accept_fewer`: a text is stored though it lacks what
    the stored one has. `beside`: the other folders in which texts of the catalog are stored.
    """

    law: Law | None = None
    effective: date | None = None
    replace: bool = False
    accept_gaps: bool = False
    cited_only: bool = False
    accept_fewer: bool = False
    beside: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one statute in a file. `difference` is set on a conflict: stored text → new text."""

    file: Path
    result: Result
    title: str = ""
    articles: int = 0
    key: str = ""
    day: date | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    difference: Difference | None = None


@dataclass
class _Summary:
    """What a statute in a file was found to be; enough to tell whether it is stored already."""

    claim: Claim
    articles: int
    text: str
    notes: list[str] = field(default_factory=list)
    fatal: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, the file in hand."""


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and every file in the folders named that holds a law by its kind, of kinds that cannot be read too
    (so that they are refused and not overlooked). Raises FileNotFoundError."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(inner for inner in path.rglob("*") if _is_meant(inner))
        elif path.exists():
            found.append(path)
        else:
            raise FileNotFoundError(2, "没有这个文件", str(path))
    return found


def _is_meant(path: Path) -> bool:
    """Whether a file found in a folder is one somebody wants imported."""
    suffix = path.suffix.lower()
    if path.name.startswith((".", "~")) or suffix not in (*readers.SUFFIXES, *readers.TO_CONVERT):
        return False
    return path.is_file() or (path.is_symlink() and not path.exists())


def import_files(
    paths: Sequence[Path],
    target: Path,
    names: LawNames,
    options: Options,
    change: files.Change | None,
    progress: Progress = lambda *_: None,
) -> Iterator[Outcome]:
    """Import files into the store folder `target`, one outcome a statute; stored when `change` is committed.

    A file that cannot be read is refused, the others go on. No `change`: nothing is to be stored. Raises OSError.
    """
    importer = _Importer(target, names, options, change)
    yield from importer.run(paths, progress)
    if change is not None:
        importer.ledger.save()


class _Importer:
    """Carries the store, its ledger and the options through the files."""

    def __init__(self, target: Path, names: LawNames, options: Options, change: files.Change | None) -> None:
        self.target = target.resolve()
        self.change = change
        self.put: dict[Path, bytes] = {}
        """What this import stores when it is committed."""
        self.names = names
        self.options = options
        self.ledger = _Ledger(target)

    def run(self, paths: Sequence[Path], progress: Progress) -> Iterator[Outcome]:
        for done, path in enumerate(paths):
            progress(done, len(paths), files.shown_name(path))
            try:
                yield from self.file(path)
            except SourceError as error:
                yield Outcome(path, Result.REFUSED, reason=str(error))
        progress(len(paths), len(paths), "")

    def file(self, path: Path) -> Iterator[Outcome]:
        fingerprint = _read_or_refuse(path)
        known = self.ledger.get(fingerprint)
        outcomes = [self.known(path, summary) for summary in known] if known is not None else []
        if known is not None and all(outcomes):
            yield from (outcome for outcome in outcomes if outcome)
            return
        summaries = []
        for source in _sources(path):
            summary = _summary(source)
            summaries.append(summary)
            yield self.known(path, summary) or self.store(path, source.statute, summary)
        self.ledger.put(fingerprint, summaries)

    def known(self, path: Path, summary: _Summary) -> Outcome | None:
        """The outcome where it needs no text: refused, passed over, stored already; else None."""
        outcome = Outcome(path, Result.REFUSED, summary.claim.title, summary.articles, notes=tuple(summary.notes))
        law = self.options.law or law_of(summary.claim, self.names)
        if law is None and self.options.cited_only:
            return replace(outcome, result=Result.PASSED_OVER)
        if summary.fatal:
            return replace(outcome, reason="；".join(summary.fatal[:5]))
        if summary.gaps and not self.options.accept_gaps:
            hint = "；确认法律本身没有这些条号的，加 --accept-gaps"
            return replace(outcome, reason="；".join(summary.gaps[:5]) + hint)
        try:
            target = match(summary.claim, self.names, self.options.law, self.options.effective)
        except NoMatchError as error:
            return replace(outcome, reason=str(error))
        content = self.stored(self.place(target))
        if content is not None and _sha256(content) == summary.text:
            return replace(outcome, result=Result.UNCHANGED, key=target.key, day=target.day)
        return None

    def store(self, path: Path, statute: Statute, summary: _Summary) -> Outcome:
        target = match(summary.claim, self.names, self.options.law, self.options.effective)
        outcome = Outcome(
            path, Result.STORED, statute.title, summary.articles, target.key, target.day, notes=tuple(summary.notes)
        )
        content = self.stored(self.place(target))
        if content is not None:
            outcome = self.against_stored(outcome, content, statute)
        if outcome.result is not Result.EQUIVALENT and (lost := self.lost(target, statute)):
            return replace(outcome, result=Result.REFUSED, reason=lost, difference=None)
        if target.law is None and not self.options.effective and not summary.claim.days.version:
            note = f"目录没有登记这部法规，版本日期 {target.day} 取自题注，可能缺最后一次修改"
            outcome = replace(outcome, notes=(*outcome.notes, note))
        if outcome.result in (Result.STORED, Result.REPLACED):
            self.put[self.place(target)] = statute.as_text.encode()
            if self.change is not None:
                self.change.put(self.place(target), statute.as_text.encode())
        return outcome

    def place(self, target: Target, folder: Path | None = None) -> Path:
        """Where a version's text is stored, in this store or in that folder."""
        return (folder or self.target) / target.key / f"{target.day}.txt"

    def stored(self, place: Path) -> bytes | None:
        """A stored text as it will be; None where there is none."""
        return self.put.get(place) or (
            place.read_bytes() if place.is_file() and place.stat().st_size <= LARGEST else None
        )

    def against_stored(self, outcome: Outcome, stored: bytes, statute: Statute) -> Outcome:
        """The outcome where another text is stored for the version: replaced where asked, else a conflict with its diff."""
        result = Result.REPLACED if self.options.replace else Result.CONFLICT
        try:
            old = statute_of(stored, f"{outcome.key}/{outcome.day}.txt")
        except StoredTextError as error:
            return replace(outcome, result=result, reason=str(error))
        differs = difference(old, statute)
        if not (differs.changed or differs.appendices or self.options.replace):
            return replace(outcome, result=Result.EQUIVALENT)
        return replace(outcome, result=result, difference=differs)

    def lost(self, target: Target, statute: Statute) -> str:
        """Why the text would leave the catalog poorer; empty where it would not, or the keeper accepts it."""
        if self.options.accept_fewer:
            return ""
        for folder in dict.fromkeys((self.target, *(beside.resolve() for beside in self.options.beside))):
            if gone := _gone(self.stored(self.place(target, folder)), statute):
                named = "、".join(gone[:_MOST_NAMED]) + "等" * (len(gone) > _MOST_NAMED)
                where = f"已存的 {folder.name}/{target.key}/{target.day}.txt"
                return f"{where} 有、这个文件没有的 {len(gone)} 处：{named}；{_FEWER}"
        if not statute.articles and target.law and any(map(gist_places, target.law.gists)):
            return f"没有读到一条条文，而目录引用了它的条文，文件可能不完整；{_FEWER}"
        return ""


def _gone(stored: bytes | None, statute: Statute) -> list[str]:
    """What the stored text holds and the new one does not; nothing where none is stored or it is damaged."""
    if stored is None:
        return []
    try:
        return losses(statute_of(stored, ""), statute)
    except StoredTextError:
        return []


def _read_or_refuse(path: Path) -> str:
    """The fingerprint of a file; SourceError where it is none, or the system does not let it be read."""
    try:
        return _fingerprint(path)
    except OSError as error:
        raise SourceError(f"文件读不了：{files.reason(error)}") from None


def _sources(path: Path) -> Iterator[Source]:
    """The statutes of a file; what the system refuses on the way is the file's fault, not the store's."""
    try:
        yield from readers.read(path)
    except OSError as error:
        raise SourceError(f"文件读不了：{files.reason(error)}") from None


def _summary(source: Source) -> _Summary:
    statute = source.statute
    return _Summary(
        claim=Claim(statute.title, source.name, source.days),
        articles=len(statute.articles),
        text=_sha256(statute.as_text.encode()),
        notes=[str(finding) for finding in source.findings if not finding.fatal],
        fatal=[*(str(finding) for finding in source.findings if finding.fatal and not finding.is_gap), *_lost(statute)],
        gaps=[str(finding) for finding in source.findings if finding.is_gap],
    )


def _lost(statute: Statute) -> Iterator[str]:
    """Why a text must not be stored though it was read: as plain text it would read back as another."""
    if read_text(statute.as_text).statute != statute:
        yield "按纯文本存放以后读回来不一样，多半是标题或目录没有认对；请核对文件的标题、目录和章节标题"


class _Ledger:
    """What earlier imports into a folder read, by the digest of the file, so that unchanged files need not be read again.

    It is kept in the private cache: one that somebody else could write would tell of texts that nobody read.
    """

    def __init__(self, target: Path) -> None:
        self._sealed = Sealed("imports", _sha256(_READERS + os.fsencode(os.path.realpath(target))), _MOST_LEDGERS)
        self.changed = False
        self.entries: dict[str, list[dict[str, Any]]] = json.loads(self._sealed.get() or b"{}")

    def get(self, fingerprint: str) -> list[_Summary] | None:
        entry = self.entries.get(fingerprint)
        return None if entry is None else [_from_json(data) for data in entry]

    def put(self, fingerprint: str, summaries: list[_Summary]) -> None:
        self.entries[fingerprint] = [_as_json(summary) for summary in summaries]
        self.changed = True

    def save(self) -> None:
        if self.changed:
            self._sealed.keep(json.dumps(self.entries, ensure_ascii=False).encode())


def _as_json(summary: _Summary) -> dict[str, Any]:
    days = {name: day.isoformat() for name, day in vars(summary.claim.days).items() if day}
    own = {name: value for name, value in vars(summary).items() if name != "claim" and value not in ([], "")}
    return {"title": summary.claim.title, "other": summary.claim.other_title, "days": days, **own}


def _from_json(data: dict[str, Any]) -> _Summary:
    days = Days(**{name: date.fromisoformat(day) for name, day in data["days"].items()})
    own = {name: data[name] for name in ("articles", "text", "notes", "fatal", "gaps") if name in data}
    return _Summary(Claim(data["title"], data["other"], days), **{"articles": 0, **own})


def _fingerprint(path: Path) -> str:
    """The digest of a file's name (which may carry the version's day) and content."""
    total = hashlib.sha256(os.fsencode(path.name) + b"\0")
    with files.reading(path, readers.LARGEST_FILE) as stream:
        while block := stream.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
