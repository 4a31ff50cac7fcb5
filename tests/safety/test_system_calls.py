"""The same below Python: strace kills the command, or refuses it, at the system call itself.

It does not depend on what Python tells of what it does, and sees what libraries written in C do.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.amounts import spread
from tests.conftest import REPOSITORY
from tests.safety import tally
from tests.safety.arena import HOME, PROJECT, TEMPORARY
from tests.safety.child import EPOCH, Ended
from tests.safety.invariants import judged
from tests.safety.scenarios import SCENARIOS, Scenario
from tests.safety.staging import Stage
from tests.safety.stops import Kind, Stop

CALLS = "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,syncfs,ftruncate,write,pwrite64,sendfile"
INJECTED: dict[Kind, str] = {
    "kill": "signal=KILL",
    "full": "error=ENOSPC",
    "error": "error=EIO",
    "interrupt": "signal=INT",
}
by_name = {scenario.name: scenario for scenario in SCENARIOS}
Call = tuple[str, int]
"""The name of a system call, and the how-many-eth of its name it is."""


def _traces() -> bool:
    strace = shutil.which("strace")
    return (
        strace is not None and subprocess.run([strace, "-qq", "true"], capture_output=True, check=False).returncode == 0
    )


pytestmark = pytest.mark.skipif(not _traces(), reason="没有 strace，或者不允许跟踪进程")


def traced(stage: Stage, *options: str) -> tuple[Ended, list[str]]:
    """Run the scenario's command under strace in a fresh arena; the calls it made."""
    arena = stage.fresh()
    log = arena.parent / "trace"
    environment = {
        **os.environ, "HOME": str(arena / HOME), "TMPDIR": str(arena / TEMPORARY), "SOURCE_DATE_EPOCH": EPOCH,
        "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0",
    }  # fmt: skip
    environment.pop("XDG_CACHE_HOME", None)
    words = ["strace", "-f", "-qq", "-y", "-s", "300", "-o", str(log), "-e", f"trace={CALLS}", *options]
    done = subprocess.run(
        [*words, sys.executable, "-m", "generator", *stage.scenario.words],
        cwd=arena / PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    ended = Ended(done.returncode, done.stdout, done.stderr, (), frozenset(), (), ())
    return ended, log.read_text("utf-8", "replace").splitlines()


def calls_on(arena: Path, lines: list[str]) -> list[Call]:
    """The system calls that touch the arena's project folder, in their order."""
    counted: Counter[str] = Counter()
    found = []
    for line in lines:
        if called := re.match(r"\d+ +(\w+)\(", line):
            counted[called[1]] += 1
            if _escaped(arena / PROJECT) in line or re.search(r'\("[^/]', line):
                found.append((called[1], counted[called[1]]))
    return found


def _escaped(path: Path) -> str:
    return "".join(chr(byte) if byte < 128 else f"\\{byte:o}" for byte in os.fsencode(path))


def faults_of(stage: Stage, kind: Kind, most: int) -> list[str]:
    """Stop the command at system calls; what was broken."""
    _, lines = traced(stage)
    calls = calls_on(stage.arena, lines)
    faults = []
    for at in spread(range(len(calls)), most):
        name, number = calls[at]
        ended, _ = traced(stage, "-e", f"inject={name}:{INJECTED[kind]}:when={number}")
        verdict = judged(stage, ended, Stop(kind, at + 1))
        tally.note(stage.scenario.name, f"system call: {kind}", verdict.outcome)
        faults += [f"{kind} at {name} no. {number}: {fault}" for fault in verdict.faults]
    return faults


Staged = Callable[[Scenario], Stage]


@pytest.mark.parametrize(("name", "kind"), [("import", "kill"), ("checklist", "full")])
def test_a_command_stopped_at_some_system_calls_leaves_the_old_or_the_new(
    staged: Staged, name: str, kind: Kind
) -> None:
    assert faults_of(staged(by_name[name]), kind, 2) == []


@pytest.mark.safety
@pytest.mark.parametrize("kind", INJECTED)
@pytest.mark.parametrize("name", ["import", "law review", "checklist", "fill .zip", "inbox"])
def test_a_command_stopped_at_any_system_call_leaves_the_old_or_the_new(staged: Staged, name: str, kind: Kind) -> None:
    assert faults_of(staged(by_name[name]), kind, 1_000) == []
