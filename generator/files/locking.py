"""One process at a time: a folder or file is held by locking it itself, so that no other spelling of its path, user or
temporary folder can miss the lock, nothing is left behind, and the kernel lets go when the holder dies."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from generator.files import system
from generator.files.reasons import BusyError, RefusedError, shown_path

LOCK = ".jianguan.lock"
"""Stands for a folder where the system does not lock folders (Windows, some network shares)."""

_LOOK_EVERY = 0.05


@contextlib.contextmanager
def locked(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold an existing folder or file; another holder is waited for so many seconds.

    Raises BusyError, FileNotFoundError, RefusedError where the file system has no locks, OSError.
    """
    until = time.monotonic() + wait
    while (handle := _held(path)) is None:
        if time.monotonic() >= until:
            raise BusyError(f"另一个命令正在写入 {shown_path(path)}，请等它结束")
        time.sleep(_LOOK_EVERY)
    try:
        yield
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Whether somebody holds a folder or file at this moment."""
    handle = _held(path)
    if handle is not None:
        os.close(handle)
    return handle is None


def _held(path: Path) -> int | None:
    """A handle that holds the path; None where another does, or where the path leads elsewhere by now."""
    is_folder = path.is_dir()
    try:
        if is_folder and not system.HAS_FOLDER_LOCKS:
            return _lock(path / LOCK, os.O_RDWR | os.O_CREAT)
        return _lock(path, os.O_RDONLY if is_folder else os.O_RDWR)
    except system.NoLocksError:
        if not is_folder:
            raise _refused(path) from None
    try:
        return _lock(path / LOCK, os.O_RDWR | os.O_CREAT)
    except system.NoLocksError:
        raise _refused(path) from None


def _lock(path: Path, flags: int) -> int | None:
    safely = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(path, flags | safely, 0o666)
    try:
        if system.try_lock(handle) and os.path.samestat(os.fstat(handle), path.stat()):
            return handle
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _refused(path: Path) -> RefusedError:
    return RefusedError(
        f"{shown_path(path)} 所在的磁盘（如某些网络共享）不支持文件锁，不能保证只有一个命令在写；请放到本机磁盘上再运行"
    )
