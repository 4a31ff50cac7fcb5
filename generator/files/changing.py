"""The one writer of a catalog: what it holds is read, planned and replaced under one lock, all of it or nothing.

New contents are staged in a folder of the catalog; then every file that is to be replaced is compared with what it was
when the lock was taken; then a journal is written, which is the moment the change is decided; then the files are moved
into place. A kill before that moment leaves the old catalog, a kill after it a catalog that says it is unfinished
(`settling.snapshot`) until `finish` has done the rest. A failure while the files are moved puts back what was there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.files import system
from generator.files.journal import JOURNAL, STAGING, Move, digest, not_ours, read_journal, undoing, write_journal
from generator.files.locking import locked
from generator.files.reasons import ChangedMeanwhileError, RefusedError, UnfinishedError, listed, reason, shown_path
from generator.files.settling import stamp, stamps
from generator.files.system import real

_WAIT = 10.0
"""Seconds a command waits for another one's change of the same catalog."""


@contextlib.contextmanager
def changing(folder: Path, wait: float = _WAIT) -> Iterator[Change]:
    """Hold a catalog for a change: what is read from here on may be changed by nobody else through this program.

    A folder that is not there is made. A change that was killed after it was decided is finished first. Nothing is written before `Change.commit`.
    Raises BusyError, UnfinishedError where an earlier change cannot be finished, OSError.
    """
    folder = real(folder)
    with _made_where_missing(folder), locked(folder, wait):
        change = Change(folder, _finish(folder, keep=False))
        try:
            yield change
        finally:
            change.drop()


@contextlib.contextmanager
def _made_where_missing(folder: Path) -> Iterator[None]:
    """A folder, and those above it, made where they are missing, and gone again where nothing came into them."""
    missing = [place for place in (folder, *folder.parents) if not os.path.lexists(place)]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for place in missing:
            with contextlib.suppress(OSError):
                place.rmdir()


def finish(folder: Path, *, keep: bool = False, wait: float = _WAIT) -> list[Path]:
    """Finish a change whose process was killed after it was decided; returns the files it was about.

    `keep`: a file that somebody changed since stays as it is. Raises UnfinishedError where one was and `keep` is not
    set, or the journal is damaged; BusyError, OSError.
    """
    folder = real(folder)
    with locked(folder, wait):
        return _finish(folder, keep)


class Change:
    """Files of a catalog that are to be replaced together.

    `finished`: the files of an earlier change that was killed and has just been finished.
    """

    def __init__(self, folder: Path, finished: list[Path]) -> None:
        self.folder = folder
        self.finished = finished
        self._before = stamps(folder)
        self._moves: dict[str, Move] = {}
        self._made: list[Path] = []

    def put(self, path: Path, content: bytes | None) -> None:
        """Have a file of the catalog replaced by this content, or (None) removed. Nothing is replaced yet.

        Raises RefusedError where the path leads out of the catalog, OSError.
        """
        name = self._name(path)
        (self.folder / STAGING).mkdir(mode=0o700, exist_ok=True)
        staged = self._moves[name].staged if name in self._moves else f"{len(self._moves):06d}"
        if content is None:
            self._moves[name] = Move(staged, name, "", "")
            return
        self._moves[name] = Move(staged, name, "", digest(content))
        _put(self.folder / STAGING / staged, content)

    def commit(self) -> list[Path]:
        """Replace the files, once. Returns those that were; when it returns, the change survives a power cut.

        Raises ChangedMeanwhileError where somebody changed one of the files since the lock was taken, OSError: nothing
        is changed then. Raises UnfinishedError where a failure could not be undone.
        """
        moves = [self._secured(move) for move in self._moves.values()]
        if not moves:
            return []
        done: list[Move] = []
        try:
            self._make_room(moves)
            write_journal(self.folder, moves)
            for move in moves:
                if not _is(self.folder / move.name, move.old):
                    raise ChangedMeanwhileError([self.folder / move.name])
                done.append(move)
                _replace(self.folder, move)
            _conclude(self.folder, moves)
        except BaseException:
            if (self.folder / STAGING / JOURNAL).exists():
                _undo(self.folder, done)
            raise
        self._moves.clear()
        self._made.clear()
        _clean(self.folder)
        return [self.folder / move.name for move in moves]

    def drop(self) -> None:
        """Give up what has not been committed."""
        if not (self.folder / STAGING / JOURNAL).exists():
            for made in reversed(self._made):
                with contextlib.suppress(OSError):
                    made.rmdir()
            _clean(self.folder)

    def _make_room(self, moves: list[Move]) -> None:
        """Make the folders that new files go into, so that nothing comes between looking at a file and replacing it."""
        for move in moves:
            above = [place for place in (self.folder / move.name).parents if place.is_relative_to(self.folder)]
            for place in reversed(above):
                if not place.exists():
                    place.mkdir()
                    self._made.append(place)

    def _name(self, path: Path) -> str:
        place = real(self.folder / path)
        if not place.is_relative_to(self.folder) or place == self.folder:
            raise RefusedError(
                f"{shown_path(path)} 不在 {shown_path(self.folder)} 之内（或者是指向别处的链接），没有写入"
            )
        return place.relative_to(self.folder).as_posix()

    def _secured(self, move: Move) -> Move:
        """A move with the old content set aside. Raises ChangedMeanwhileError where it is not what it was."""
        place = self.folder / move.name
        old = place.read_bytes() if place.is_file() else None
        if self._before.get(move.name, "") != stamp(place, old):
            raise ChangedMeanwhileError([place])
        if old is None:
            return move
        aside, staged = self.folder / STAGING / undoing(move.staged), self.folder / STAGING / move.staged
        _put(aside, old)
        for copy in (aside, staged):
            if copy.exists():
                shutil.copymode(place, copy)
        return replace(move, old=digest(old))


def _finish(folder: Path, keep: bool) -> list[Path]:
    staging = folder / STAGING
    moves = read_journal(folder)
    if moves is None:
        if strange := _strange(staging):
            raise UnfinishedError(f"有不是本程序写的文件，没有动它们：{listed(strange)}；请移走再运行")
        _clean(folder)
        return []
    left = [move for move in moves if not _is(folder / move.name, move.new)]
    lost = [move for move in left if not (_is(folder / move.name, move.old) and _is_staged(staging, move))]
    if lost and not keep:
        raise UnfinishedError(
            f"上一次写入中断，以后又有文件被改动：{listed(folder / move.name for move in lost)}；请核对，"
            f"要保留它们现在的内容、写完其余的，运行 jianguan recover --keep"
        )
    for move in left:
        if move not in lost:
            _replace(folder, move)
    _conclude(folder, moves)
    _clean(folder)
    return [folder / move.name for move in moves if move not in lost]


def _is_staged(staging: Path, move: Move) -> bool:
    return not move.new or (not (staging / move.staged).is_symlink() and _is(staging / move.staged, move.new))


def _undo(folder: Path, done: list[Move]) -> None:
    """Put back what was there, as a change of its own, so that a kill leaves something `finish` can bring to its end."""
    undo = [Move(undoing(move.staged), move.name, move.new, move.old) for move in reversed(done)]
    try:
        write_journal(folder, undo)
        for move in undo:
            if _is(folder / move.name, move.old):
                _replace(folder, move)
        _conclude(folder, undo)
        _clean(folder)
    except OSError as error:
        raise UnfinishedError(
            f"写入失败（{reason(error)}），也没能恢复原状：{listed(folder / move.name for move in done)}；"
            f"排除故障以后运行 jianguan recover"
        ) from error


def _replace(folder: Path, move: Move) -> None:
    place, staged = folder / move.name, folder / STAGING / move.staged
    if not move.new:
        place.unlink()
    elif move.old or not _linked(staged, place):
        place.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(place)


def _linked(staged: Path, place: Path) -> bool:
    """Give a new file its name only where nobody took it meanwhile; False where the file system has no hard links."""
    try:
        os.link(staged, place)
    except FileExistsError:
        raise ChangedMeanwhileError([place]) from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.ENOENT):
            raise
        return False
    staged.unlink()
    return True


def _conclude(folder: Path, moves: list[Move]) -> None:
    """Have the moves survive a power cut, then remove the journal: from here on the change is over."""
    for place in sorted({folder, *(above for move in moves for above in (folder / move.name).parents)}):
        if place.is_relative_to(folder) and place.is_dir():
            system.flush_folder(place)
    (folder / STAGING / JOURNAL).unlink()


def _clean(folder: Path) -> None:
    """Remove what a change that is over, or was never decided, left; what stays, the next change removes."""
    with contextlib.suppress(OSError):
        if (folder / STAGING).is_dir() and not _strange(folder / STAGING):
            shutil.rmtree(folder / STAGING, ignore_errors=True)
            system.flush_folder(folder)


def _strange(staging: Path) -> list[Path]:
    """What stands where a change is prepared, and no change put there."""
    if not os.path.lexists(staging):
        return []
    return [staging] if staging.is_symlink() or not staging.is_dir() else not_ours(staging)


def _put(place: Path, content: bytes) -> None:
    with place.open("wb") as stream:
        stream.write(content)
        system.flush(stream)


def _is(place: Path, wanted: str) -> bool:
    """Whether a file has the content of a digest; no digest: whether there is none."""
    if not wanted:
        return not place.exists()
    return place.is_file() and digest(place.read_bytes()) == wanted
