"""Nothing is ever half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.files import mirror, new_folder, write_file
from tests.conftest import REPOSITORY


class Interrupted(BaseException):
    """Stands for Ctrl-C."""


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_good_build_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for word in ("old", "new"):
        with new_folder(tmp_path / "out") as fresh:
            (fresh / word).write_text(word)
    assert content(tmp_path / "out") == {"new": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), Interrupted()])
def test_a_failed_build_leaves_the_old_one_and_no_litter(tmp_path: Path, failure: BaseException) -> None:
    with new_folder(tmp_path / "out") as fresh:
        (fresh / "old").write_text("old")
    with pytest.raises(type(failure)), new_folder(tmp_path / "out") as fresh:
        (fresh / "half").write_text("half")
        raise failure
    assert content(tmp_path / "out") == {"old": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out"), pytest.raises(BlockingIOError), new_folder(tmp_path / "out"):
        pass


def test_a_build_killed_between_the_renames_is_mended(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out") as fresh:
        (fresh / "old").write_text("old")
    (tmp_path / "out").rename(tmp_path / ".out.old")
    with pytest.raises(Interrupted), new_folder(tmp_path / "out"):
        raise Interrupted
    assert content(tmp_path / "out") == {"old": "old"}


def test_after_a_kill_the_old_build_stands_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out") as fresh:
        (fresh / "old").write_text("old")
    code = (
        "import sys, time; from pathlib import Path; from generator.files import new_folder\n"
        "with new_folder(Path(sys.argv[1])) as fresh:\n"
        "    (fresh / 'half').write_text('half'); print('ready', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "out")], stdout=subprocess.PIPE, cwd=REPOSITORY, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert content(tmp_path / "out") == {"old": "old"}
    with new_folder(tmp_path / "out") as fresh:
        (fresh / "new").write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.docx"
    write_file(path, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="space"):
        write_file(path, b"new")
    assert (path.read_bytes(), len(list(tmp_path.iterdir()))) == (b"old", 1)


def test_what_is_written_can_be_read_by_others(tmp_path: Path) -> None:
    write_file(tmp_path / "x", b"")
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_mirror_leaves_files_that_are_alike_untouched_and_tells_what_is_gone(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for folder in (source, target):
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "same").write_text("一")
        (folder / "other").write_text(folder.name)
    (target / "gone").write_text("二")
    (source / "new").write_text("三")
    before = (target / "deep" / "same").stat()
    assert mirror(source, target) == ["gone"]
    assert (target / "deep" / "same").stat().st_ino == before.st_ino
    assert (target / "other").read_text() == "source" and (target / "new").read_text() == "三"
    assert not (target / "gone").exists()


def test_a_device_or_pipe_is_not_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="不是普通文件"):
        write_file(pipe, b"x")
    assert pipe.is_fifo()
