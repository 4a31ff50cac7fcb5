# ruff: noqa: PTH100, PTH115, PTH118
"""How the calls of a process on the file system are seen, before they are made.

Python's audit events show opening, renaming, removing and the like; what has no event (the bytes that go into a file,
fsync, syncfs) is wrapped. What SQLite writes by itself is not seen, nor what is done by another program.
"""

from __future__ import annotations

import _io
import builtins
import ctypes
import io
import os
import sys
from collections.abc import Callable
from typing import Any

from tests.safety.stops import Watch

_EVENTS = {
    "os.rename": "rename", "os.remove": "remove", "os.mkdir": "mkdir", "os.rmdir": "rmdir", "os.link": "link",
    "os.symlink": "symlink", "os.truncate": "truncate", "os.chmod": "chmod", "os.utime": "utime",
    "os.listdir": "list", "os.scandir": "list", "fcntl.flock": "lock", "fcntl.lockf": "lock",
}  # fmt: skip
_CREATING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_IN_A_FOLDER = {"rename", "remove", "mkdir", "rmdir", "symlink", "link"}
"""Calls that may name a folder, which their first name is relative to, as their last argument."""
_WITH_TWO_NAMES = {"rename", "link", "symlink"}


def show(watch: Watch) -> None:
    """From now on every call of this process on the file system is a point of this watch."""
    sys.addaudithook(_heard_by(watch))
    os.fsync, os.fdatasync = _synced(watch, os.fsync), _synced(watch, os.fdatasync)
    os.write, os.sendfile = _written(watch, os.write), _sent(watch, os.sendfile)
    _wrap_syncfs(watch)
    _wrap_open(watch)


def _heard_by(watch: Watch) -> Callable[[str, tuple[Any, ...]], None]:
    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(path, int):
                watch.point("create" if flags & _CREATING else "read", _place(path))
        elif event in _EVENTS:
            call = _EVENTS[event]
            folder = arguments[-1] if call in _IN_A_FOLDER else -1
            watch.point(call, _place(arguments[1 if call in _WITH_TWO_NAMES else 0], folder))
            if call == "rename":
                watch.moved_away(_place(arguments[0], arguments[2]))

    return heard


def _synced(watch: Watch, real: Callable[[int], None]) -> Callable[[Any], None]:
    def synced(file: Any) -> None:
        fd = file if isinstance(file, int) else file.fileno()
        watch.point("fsync", _place(fd), fd)
        real(fd)
        watch.synchronised(fd)

    return synced


def _written(watch: Watch, real: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
    def written(fd: int, data: Any) -> int:
        watch.point("write", _place(fd), fd, data)
        return real(fd, data)

    return written


def _sent(watch: Watch, real: Callable[..., int]) -> Callable[..., int]:
    def sent(out_fd: int, in_fd: int, *rest: Any) -> int:
        watch.point("sendfile", _place(out_fd), out_fd)
        return real(out_fd, in_fd, *rest)

    return sent


def _wrap_syncfs(watch: Watch) -> None:
    """syncfs, which Python does not offer and programs call through ctypes: everything is on the disk then."""
    real = ctypes.CDLL.__getitem__

    def looked_up(library: ctypes.CDLL, name: Any) -> Any:
        found = real(library, name)
        if name != "syncfs":
            return found

        def synced(fd: int) -> int:
            watch.point("fsync", _place(fd), fd)
            watch.all_synchronised()
            return int(found(fd))

        return synced

    ctypes.CDLL.__getitem__ = looked_up  # type: ignore[method-assign]


def _wrap_open(watch: Watch) -> None:
    """Files that are opened for writing count the bytes as they go to the system, not as they go to a buffer."""
    real = io.open

    class Counted(io.FileIO):
        def write(self, data: Any) -> int:
            watch.point("write", _place(self.fileno()), self.fileno(), bytes(data))
            return super().write(data) or 0

    def opened(
        file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, errors: str | None = None,
        newline: str | None = None, closefd: bool = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        if not set(mode) & set("wax+"):
            return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = Counted(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        if buffering == 0:
            return raw
        size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
        stream: Any = (io.BufferedRandom if "+" in mode else io.BufferedWriter)(raw, size)
        return stream if "b" in mode else io.TextIOWrapper(stream, encoding, errors, newline, buffering == 1)

    builtins.open = io.open = _io.open = opened  # type: ignore[assignment]


def _place(path: Any, folder: Any = -1) -> str:
    """Where a path, or what a descriptor leads to, is: absolute, the last name as it is."""
    if isinstance(path, int):
        return _target(path)
    name = os.fsdecode(path)
    if isinstance(folder, int) and folder >= 0:
        name = os.path.join(_target(folder), name)
    head, tail = os.path.split(os.path.abspath(name))
    return os.path.join(os.path.realpath(head), tail)


def _target(fd: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{fd}")
    except OSError:
        return ""
