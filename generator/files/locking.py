"""One process at a time: a folder or file is held by locking it itself, so that no other spelling of its path, user or
temporary folder can miss the lock, nothing is left behind, and the kernel lets go when the holder dies."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.files import system
from generator.files.reasons import BusyError, shown_path

_LOOK_EVERY, _TURN = 0.05, 10.0


@contextlib.contextmanager
def locked(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold an existing folder or file; another holder is waited for so many seconds.

    Raises BusyError, FileNotFoundError, RefusedError where the file system has no locks, OSError.
    """
    with _waited_for(lambda: _held(path), path, wait):
        yield


@contextlib.contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """A short block that nobody else is in for the same folder; where the system does not lock folders, others may be.

    Raises BusyError, OSError.
    """
    with contextlib.ExitStack() as turn:
        if system.HAS_FOLDER_LOCKS:
            with contextlib.suppress(system.NoLocksError):
                turn.enter_context(_waited_for(lambda: _lock(folder, os.O_RDONLY), folder, _TURN))
        yield


def is_held(path: Path) -> bool:
    """Whether somebody holds a folder or file at this moment."""
    held = _held(path)
    if held is not None:
        held.close()
    return held is None


def _waited_for(take: Callable[[], contextlib.ExitStack | None], path: Path, wait: float) -> contextlib.ExitStack:
    until = time.monotonic() + wait
    while (held := take()) is None:
        if time.monotonic() >= until:
            raise BusyError(f"另一个命令正在写入 {shown_path(path)}，请等它结束")
        time.sleep(_LOOK_EVERY)
    return held


def _held(path: Path) -> contextlib.ExitStack | None:
    """What holds the path until it is closed; None where another does, or where the path leads elsewhere by now.

    A folder is held itself; where the system does not lock folders (Windows, some network shares), a file beside it is.
    """
    if not path.is_dir():
        return _lock(path, os.O_RDWR)
    if system.HAS_FOLDER_LOCKS:
        with contextlib.suppress(system.NoLocksError):
            return _lock(path, os.O_RDONLY)
    beside = path.with_name(f".{path.name}.jianguan.lock")
    held = _lock(beside, os.O_RDWR | os.O_CREAT)
    if held is not None:
        held.callback(_removed, beside)
    return held


def _lock(path: Path, flags: int) -> contextlib.ExitStack | None:
    safely = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    with contextlib.ExitStack() as held:
        handle = os.open(path, flags | safely, 0o666)
        held.callback(os.close, handle)
        with contextlib.suppress(FileNotFoundError):
            if system.try_lock(handle) and os.path.samestat(os.fstat(handle), path.stat()):
                return held.pop_all()
    return None


def _removed(path: Path) -> None:
    """Remove a lock's file while it is held; Windows does not let go of an open file, and it stays there."""
    with contextlib.suppress(OSError):
        path.unlink()
