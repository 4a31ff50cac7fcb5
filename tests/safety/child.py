"""Runs a command in a process of its own, forked from one that has imported the program already.

`multiprocessing`'s fork server is that one: it imports `tests.safety.warm`, and with it the whole program, once.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import multiprocessing
import os
import runpy
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.safety.arena import HOME, PROJECT, TEMPORARY
from tests.safety.seeing import show
from tests.safety.stops import UNDISTURBED, Point, Stop, Watch

EPOCH = "1795392000"
"""2026-11-23: the day every run takes for today."""

_PATIENCE = 120.0
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["__main__", "tests.safety.warm"])


@dataclass(frozen=True)
class Ended:
    """How a command ended, what it said, and which calls it made."""

    code: int
    """The exit code; the negative number of the signal that ended it."""
    said: str
    errors: str
    points: tuple[Point, ...]
    lost: frozenset[int]
    """The inodes whose bytes a power cut would lose at the end."""
    names: tuple[str, ...]
    """The names that were given or taken away, which a power cut would undo at the end."""
    seen: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that it said."""
        return self.said + self.errors


@dataclass
class Running:
    """A command that was started."""

    process: Any
    notes: Path

    def stands_still(self) -> bool:
        """Wait until it paused or ended; whether it paused."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self.process.is_alive():
            with contextlib.suppress(OSError):
                if Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
                    return True
            time.sleep(0.002)
        return False

    def go_on(self) -> None:
        """Let a paused command continue."""
        os.kill(self.process.pid, signal.SIGCONT)

    def ended(self) -> Ended:
        """Wait for its end. A command that does not end is killed, which is reported as a code of -9."""
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        said, errors = ((self.notes / name).read_text("utf-8", "replace") for name in ("out", "err"))
        log = self.notes / "log"
        lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []
        last = {key: value for line in lines for key, value in line.items()}
        return Ended(
            self.process.exitcode,
            said,
            errors,
            tuple(Point(*line["point"]) for line in lines if "point" in line),
            frozenset(last.get("lost", ())),
            tuple(last.get("names", ())),
            tuple(line["seen"] for line in lines if "seen" in line),
        )


def start(
    arena: Path,
    words: Sequence[str],
    stop: Stop = UNDISTURBED,
    mutation: Callable[[], None] | None = None,
    environment: dict[str, str] | None = None,
    notes: Path | None = None,
) -> Running:
    """Start `jianguan words…` in the arena's project. `mutation` is called in the child before the command; what is
    noted down of the run is put into `notes`, else beside the arena."""
    kept = Path(tempfile.mkdtemp(prefix="notes-", dir=notes or arena.parent))
    request = (str(arena), str(kept), list(words), stop, mutation, environment or {})
    process = _context.Process(target=_run, args=request)
    process.start()
    return Running(process, kept)


def run(
    arena: Path,
    words: Sequence[str],
    stop: Stop = UNDISTURBED,
    mutation: Callable[[], None] | None = None,
    notes: Path | None = None,
) -> Ended:
    """Start a command and wait for its end."""
    return start(arena, words, stop, mutation, notes=notes).ended()


def _run(
    arena: str, notes: str, words: list[str], stop: Stop, mutation: Callable[[], None] | None, more: dict[str, str]
) -> None:
    _settle(Path(arena), Path(notes), more)
    sys.argv = ["jianguan", *words]
    watch = Watch(Path(arena), Path(notes) / "log", stop)
    show(watch)
    if mutation is not None:
        mutation()
    code = _ran()
    watch.end()
    os._exit(code)


def _settle(arena: Path, notes: Path, more: dict[str, str]) -> None:
    """Give this process the working folder, the environment, the streams and the signals of a command of its own."""
    for name, fd in (("out", 1), ("err", 2)):
        os.dup2(os.open(notes / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), fd)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123
    sys.stdout, sys.stderr = (open(fd, "w", encoding="utf-8", closefd=False) for fd in (1, 2))  # noqa: SIM115
    os.chdir(arena / PROJECT)
    home = str(arena / HOME)
    os.environ |= {"HOME": home, "TMPDIR": str(arena / TEMPORARY), "SOURCE_DATE_EPOCH": EPOCH, **more}
    os.environ.pop("XDG_CACHE_HOME", None)
    tempfile.tempdir = None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _ran() -> int:
    """The exit code Python would end with."""
    try:
        runpy.run_module("generator", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    return code
