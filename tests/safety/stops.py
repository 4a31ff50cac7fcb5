# ruff: noqa: PTH115, PTH120
"""What happens at a point: a call on the file system that a command is about to make.

Every point is counted and written down before the call is made; at one of them the command is stopped. It is also known
at each what a power cut would lose: the bytes of files that were not synchronised, and names that were given or taken
away in folders that were not.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import signal
import time
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
_NAMING = {"rename", "remove", "create", "link", "symlink", "mkdir", "rmdir"}


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
        self._forget_names(os.readlink(f"/proc/self/fd/{fd}"))

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

    def moved_away(self, old: str) -> None:
        """A file that is about to be renamed had this name."""
        self._unsynced_names.add(old)

    def _forget_names(self, folder: str) -> None:
        self._unsynced_names = {name for name in self._unsynced_names if os.path.dirname(name) != folder}

    def _say(self, what: dict[str, Any]) -> None:
        self._write(self._log, (json.dumps(what, ensure_ascii=False) + "\n").encode("utf-8", "surrogateescape"))


def _inode(path: str) -> int:
    try:
        return os.lstat(path).st_ino
    except OSError:
        return 0
