"""A disk that is really full: the arena lies on a small one, which is filled up but for some kilobytes."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.safety import tally
from tests.safety.child import run
from tests.safety.invariants import judged
from tests.safety.scenarios import SCENARIOS
from tests.safety.staging import Stage
from tests.safety.stops import Stop

SIZE = 32 << 20
by_name = {scenario.name: scenario for scenario in SCENARIOS}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own; the test is skipped where none may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("不能挂载磁盘（要 root）")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextlib.contextmanager
def filled(disk: Path, left: int) -> Iterator[None]:
    """The disk with room for just so many bytes."""
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as stream:
        while stream.write(bytes(1 << 16)):
            pass
    os.truncate(ballast, max(0, ballast.stat().st_size - left))
    yield
    ballast.unlink()


@pytest.mark.parametrize(
    "kilobytes", [0, 12, 64, *(pytest.param(size, marks=pytest.mark.safety) for size in range(4, 260, 8))]
)
@pytest.mark.parametrize("name", ["import", "checklist"])
def test_a_command_on_a_full_disk_leaves_the_old_or_the_new(small_disk: Path, name: str, kilobytes: int) -> None:
    stage = Stage(by_name[name], small_disk)
    assert stage.reference.code == 0
    arena = stage.fresh()
    with filled(small_disk, kilobytes << 10):
        ended = run(arena, stage.scenario.words, notes=small_disk.parent)
    verdict = judged(stage, ended, Stop("full"))
    tally.note(name, "full disk", verdict.outcome)
    assert verdict.faults == []
