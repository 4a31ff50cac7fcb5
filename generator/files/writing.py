"""Writing one file so that it is never half written: beside its place first, then renamed into it."""

from __future__ import annotations

import contextlib
import errno
import filecmp
import itertools
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from generator.files import system
from generator.files.locking import is_held
from generator.files.reasons import NotFlushedError

_SUFFIX = ".jianguan-tmp"
_UNFINISHED = re.compile(rf"\..+\.\d+-\d+{re.escape(_SUFFIX)}")
_NAME_KEPT = 40
_AT_ONCE = 100
_count = itertools.count()


def write_file(path: Path, content: bytes, *, durable: bool = True, mode: int = 0o666) -> None:
    """Write `content` to `path` in one step; on failure the old file stays.

    `durable`: when it returns, the file survives a power cut; of thousands of files the folder is flushed once instead
    (`system.flush_tree`). `mode`: who may read it, less what the user's mask takes away.
    Raises OSError, also for a device or pipe.
    """
    with writing(path, durable=durable, mode=mode) as stream:
        stream.write(content)


def write_files(contents: Iterable[tuple[Path, bytes]]) -> None:
    """Write many files into a folder; none has its name before its content survives a power cut.

    The names do so once the folder is flushed (`system.flush_tree`). Raises OSError; those written before it stay.
    """
    left = iter(contents)
    failure: OSError | None = None
    while failure is None and (some := list(itertools.islice(left, _AT_ONCE))):
        with contextlib.ExitStack() as unfinished:
            for path, content in some:
                try:
                    unfinished.enter_context(_beside(path, content))
                except OSError as error:
                    failure = error
                    break
            system.flush_tree(some[0][0].parent)
    if failure is not None:
        raise failure


@contextlib.contextmanager
def _beside(path: Path, content: bytes) -> Iterator[None]:
    """A file beside its place, which it takes when the block ends well."""
    with writing(path, durable=False) as stream:
        stream.write(content)
        stream.flush()
        yield


@contextlib.contextmanager
def writing(path: Path, *, durable: bool = True, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """A stream beside `path` that takes its place when the block ends well. Raises OSError as `write_file`."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.ENODEV, "不是普通文件", str(path))
    if durable:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_unfinished(path.parent)
    beside, handle = _new_beside(path, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            with contextlib.suppress(system.NoLocksError):
                system.try_lock(handle)
            yield stream
            if durable:
                system.flush(stream)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if durable:
        confirm(path)


def remove_unfinished(folder: Path) -> None:
    """Remove what killed processes left of writing files into a folder; what is being written is held, and stays."""
    for entry in list(os.scandir(folder)):
        if _UNFINISHED.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            with contextlib.suppress(OSError):
                if not is_held(Path(entry.path)):
                    Path(entry.path).unlink()


def confirm(path: Path) -> None:
    """Have the name that a file or folder was just given survive a power cut. Raises NotFlushedError."""
    try:
        system.flush_folder(path.parent)
    except OSError as error:
        raise NotFlushedError(path, error) from error


def _new_beside(path: Path, mode: int) -> tuple[Path, int]:
    while True:
        beside = path.with_name(f".{path.name[:_NAME_KEPT]}.{os.getpid()}-{next(_count)}{_SUFFIX}")
        try:
            return beside, os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        except FileExistsError:
            continue
        except FileNotFoundError:
            if path.parent.is_dir():
                raise
            path.parent.mkdir(parents=True, exist_ok=True)


def rename(source: Path, target: Path) -> None:
    """Give a folder another name on the same disk, for good. Raises OSError, NotFlushedError."""
    source.rename(target)
    confirm(target)


def copy_tree(source: Path, target: Path) -> None:
    """Copy the files of a folder into another, which may be there; the first that cannot be ends it. Raises OSError."""
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def move_tree(source: Path, target: Path) -> None:
    """Move the files of a folder into another on the same disk, over those that are there; then it is gone."""
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    shutil.rmtree(source)


def mirror(source: Path, target: Path) -> list[str]:
    """Make the folder `target` hold what `source` holds; files that are alike are not touched, so their time stays.

    Returns the names of files that are gone from it.
    """
    wanted = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    for name in wanted:
        new, old = source / name, target / name
        if not old.is_file() or not filecmp.cmp(new, old, shallow=False):
            old.parent.mkdir(parents=True, exist_ok=True)
            new.replace(old)
    held = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    for name in held - wanted:
        (target / name).unlink()
    return sorted(held - wanted)
