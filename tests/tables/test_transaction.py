"""Several files, all or none: also where the disk is full, and where the process is killed at any moment."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator import files
from generator.tables import transaction
from tests.tables.conftest import bytes_of

OLD = {"items/a.yaml": b"1", "items/b.yaml": b"2", "laws/c.yaml": b"3"}
NEW: dict[str, bytes | None] = {
    "items/a.yaml": b"10",
    "items/b.yaml": None,
    "items/new.yaml": b"4",
    "laws/c.yaml": b"30",
}
DONE = {name: content for name, content in NEW.items() if content is not None}

KILLED = """
import json, os, signal, sys
from pathlib import Path
from generator.tables import transaction
folder, moment = Path(sys.argv[1]), int(sys.argv[2])
new = {name: None if text is None else text.encode() for name, text in json.loads(sys.argv[3]).items()}
moments = 0
def counted(call):
    def wrapped(*arguments, **options):
        global moments
        if moments == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        moments += 1
        return call(*arguments, **options)
    return wrapped
Path.replace, Path.unlink = counted(Path.replace), counted(Path.unlink)
transaction.write_all(folder, new)
print("done", moments)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in OLD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_all_files_are_written_and_nothing_is_left_beside_them(folder: Path) -> None:
    transaction.write_all(folder, NEW)
    assert bytes_of(folder) == DONE


def test_a_full_disk_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.write_file

    def full(path: Path, content: bytes) -> None:
        if path.name == ".c.yaml.new":
            raise OSError(errno.ENOSPC, "full", str(path))
        real(path, content)

    monkeypatch.setattr(files, "write_file", full)
    with pytest.raises(OSError, match="full"):
        transaction.write_all(folder, NEW)
    assert bytes_of(folder) == OLD


def test_killed_at_any_moment_the_next_import_finds_all_or_none(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outcomes = []
    texts = json.dumps({name: None if content is None else content.decode() for name, content in NEW.items()})
    for moment in range(12):
        place = tmp_path_factory.mktemp("killed")
        for name, content in OLD.items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_bytes(content)
        run = subprocess.run(
            [sys.executable, "-c", KILLED, str(place), str(moment), texts], capture_output=True, timeout=60, check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        )  # fmt: skip
        assert run.returncode in (0, -signal.SIGKILL), run.stderr.decode()
        transaction.finish(place)
        found = {name: content for name, content in bytes_of(place).items() if not Path(name).name.startswith(".")}
        assert found in (OLD, DONE), moment
        outcomes.append("old" if found == OLD else "new")
        if run.returncode == 0:
            break
    assert outcomes == sorted(outcomes, reverse=True) and {"old", "new"} == set(outcomes) and run.returncode == 0


def test_two_imports_at_once_are_refused(folder: Path) -> None:
    with files.only_one(folder / transaction.JOURNAL), pytest.raises(BlockingIOError):
        transaction.write_all(folder, NEW)
