# ruff: noqa: PTH100, PTH115, PTH118, PTH120
"""Inside the child: every call on the file system is a point, counted and written down before it is made.

A command is stopped at one of them. Python's audit events show opening, renaming, removing and the like; what has no
event (the bytes that go into a file, fsync, syncfs) is wrapped. What SQLite writes by itself is not seen.

At each point it is also known what a power cut would lose: the bytes of files that were not synchronised, and the
names in folders that were not.
"""

from __future__ import annotations

import _io
import builtins
import contextlib
import ctypes
import errno
import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.safety.arena import fingerprint, signature

Kind = Literal[
    "none", "kill", "power", "full", "error", "denied", "interrupt", "terminate", "hangup", "pause", "observe", "jitter"
]
"""none: only counted. kill: kill -9. power: the same, and what was not synchronised is lost. full: from there on the
disk is full. error: this one call fails (EIO). denied: this one call is not allowed (EACCES). interrupt, terminate,
hangup: Ctrl-C, SIGTERM, a closed terminal. pause: the child stands still, so that another can act. observe: at every
point what others see of a folder is written down. jitter: at some points, chosen by the number `at`, it waits a little."""

SIGNALS = {"interrupt": signal.SIGINT, "terminate": signal.SIGTERM, "hangup": signal.SIGHUP}
_READING = {"read", "list"}
_GROWING = {"create", "write", "mkdir", "link", "symlink", "fsync", "sendfile"}
_EVENTS = {
    "os.rename": "rename", "os.remove": "remove", "os.mkdir": "mkdir", "os.rmdir": "rmdir", "os.link": "link",
    "os.symlink": "symlink", "os.truncate": "truncate", "os.chmod": "chmod", "os.utime": "utime",
    "os.listdir": "list", "os.scandir": "list", "fcntl.flock": "lock", "fcntl.lockf": "lock",
}  # fmt: skip
_NAMING = {"rename", "remove", "create", "link", "symlink", "mkdir", "rmdir"}
_CREATING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Stop:
    """Where a command is stopped, and how."""

    kind: Kind = "none"
    at: int = 0
    seen: str = ""
    """observe: the folder, relative to the arena, that others look at."""


UNDISTURBED = Stop()


@dataclass(frozen=True)
class Point:
    """A call on the file system."""

    number: int
    call: str
    path: str
    """Relative to the arena; of a rename, the new name."""

    @property
    def changes(self) -> bool:
        """Whether the call leaves something behind, so that a kill before it differs from one after it."""
        return self.call not in _READING


class Watch:
    """Counts the points of this process, keeps what is not synchronised, and stops at the point it is told."""

    def __init__(self, arena: Path, log: Path, stop: Stop) -> None:
        self._arena, self._stop = os.path.realpath(arena), stop
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._write = os.write
        self._number, self._busy = 0, False
        self._last_seen: object = None
        self._dice = random.Random(stop.at)
        self._unsynced: set[int] = set()
        self._unsynced_names: set[str] = set()

    def point(self, call: str, path: str, fd: int = -1, data: Any = b"") -> None:
        """A call that is about to be made. Raises OSError where it is to fail, or does not return."""
        if self._busy or not path.startswith(self._arena):
            return
        self._busy = True
        try:
            self._number += 1
            self._say({"point": [self._number, call, path[len(self._arena) + 1 :]]})
            if self._stop.kind == "jitter":
                time.sleep(self._dice.choice((0, 0, 0, 0, 0.001, 0.004)))
            elif self._stop.kind == "observe" and call not in _READING:
                self._observe()
            elif self._number == self._stop.at or (self._stop.kind == "full" and self._number > self._stop.at > 0):
                self._act(call, path, fd, data)
            self._remember(call, path, fd)
        finally:
            self._busy = False

    def synchronised(self, fd: int) -> None:
        """What `fd` leads to is on the disk now."""
        self._unsynced.discard(os.fstat(fd).st_ino)
        self._forget_names(_place(fd))

    def all_synchronised(self) -> None:
        """Everything is on the disk now."""
        self._unsynced.clear()
        self._unsynced_names.clear()

    def end(self) -> None:
        """Write down what a power cut after the end would lose."""
        self._busy = True
        self._say({"lost": sorted(self._unsynced)})
        self._say({"names": sorted(name[len(self._arena) + 1 :] for name in self._unsynced_names)})

    def _act(self, call: str, path: str, fd: int, data: Any) -> None:
        kind = self._stop.kind
        if kind in ("kill", "power"):
            self._say({"lost": sorted(self._unsynced)})
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "pause":
            os.kill(os.getpid(), signal.SIGSTOP)
        if kind in SIGNALS:
            os.kill(os.getpid(), SIGNALS[kind])
        if kind == "full" and call in _GROWING:
            with contextlib.suppress(OSError):
                self._write(fd, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        if kind in ("error", "denied"):
            number = errno.EIO if kind == "error" else errno.EACCES
            raise OSError(number, os.strerror(number), path)

    def _observe(self) -> None:
        folder = Path(self._arena) / self._stop.seen
        if (now := signature(folder)) != self._last_seen:
            self._last_seen = now
            self._say({"seen": fingerprint(folder)})

    def _remember(self, call: str, path: str, fd: int) -> None:
        if call in ("write", "sendfile"):
            self._unsynced.add(os.fstat(fd).st_ino)
        elif call in _NAMING:
            if call in ("rename", "remove"):
                self._unsynced.discard(_inode(path))  # what stood there is gone
            if call not in ("mkdir", "create") or not os.path.lexists(path):
                self._unsynced_names.add(path)

    def _forget_names(self, folder: str) -> None:
        self._unsynced_names = {name for name in self._unsynced_names if os.path.dirname(name) != folder}

    def _say(self, what: dict[str, Any]) -> None:
        self._write(self._log, (json.dumps(what, ensure_ascii=False) + "\n").encode("utf-8", "surrogateescape"))

    def install(self) -> None:
        """From now on every call of this process is a point."""
        sys.addaudithook(self._heard)
        self._wrap_open()
        for name in ("fsync", "fdatasync"):
            setattr(os, name, self._syncing(getattr(os, name)))
        os.write = self._writing(os.write)
        os.sendfile = self._sending(os.sendfile)
        self._wrap_syncfs()

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(path, int):
                self.point("create" if flags & _CREATING else "read", _place(path))
        elif event in _EVENTS:
            call = _EVENTS[event]
            folder = arguments[-1] if call in ("rename", "remove", "mkdir", "rmdir", "symlink", "link") else -1
            self.point(call, _place(arguments[1 if call in ("rename", "link", "symlink") else 0], folder))
            if call == "rename":
                self._unsynced_names.add(_place(arguments[0], arguments[2]))

    def _syncing(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def synced(file: Any) -> None:
            fd = file if isinstance(file, int) else file.fileno()
            self.point("fsync", _place(fd), fd)
            real(fd)
            self.synchronised(fd)

        return synced

    def _writing(self, real: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
        def written(fd: int, data: Any) -> int:
            self.point("write", _place(fd), fd, data)
            return real(fd, data)

        return written

    def _sending(self, real: Callable[..., int]) -> Callable[..., int]:
        def sent(out_fd: int, in_fd: int, *rest: Any) -> int:
            self.point("sendfile", _place(out_fd), out_fd)
            return real(out_fd, in_fd, *rest)

        return sent

    def _wrap_syncfs(self) -> None:
        """syncfs, which Python does not offer and programs call through ctypes: everything is on the disk then."""
        real, watch = ctypes.CDLL.__getitem__, self

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

    def _wrap_open(self) -> None:
        """Files that are opened for writing count the bytes as they go to the system, not as they go to a buffer."""
        real, watch = io.open, self

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


def _inode(path: str) -> int:
    try:
        return os.lstat(path).st_ino
    except OSError:
        return 0


def _target(fd: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{fd}")
    except OSError:
        return ""
