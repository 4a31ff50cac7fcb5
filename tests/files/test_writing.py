"""Nothing is ever half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.files import RefusedError, mirror, private_folder, work_folder, write_file
from tests.conftest import REPOSITORY


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


WAITING = """
import sys, time
from pathlib import Path
from generator.files import work_folder, writing
with {what} as made:
    {half}
    print("ready", flush=True)
    time.sleep(60)
"""


def killed(what: str, half: str, folder: Path) -> None:
    """Kill a process in the middle of writing."""
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING.format(what=what, half=half), str(folder)],
        stdout=subprocess.PIPE, cwd=REPOSITORY, text=True, env={**os.environ, "XDG_CACHE_HOME": str(folder)},
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_what_a_kill_left_of_a_file_is_removed_when_the_file_is_written_again(tmp_path: Path) -> None:
    killed('writing(Path(sys.argv[1], "x.docx"))', 'made.write(b"half")', tmp_path)
    [left] = tmp_path.iterdir()
    assert left.name != "x.docx"
    write_file(tmp_path / "x.docx", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["x.docx"]


def test_what_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    code = WAITING.format(what='writing(Path(sys.argv[1], "x.docx"))', half='made.write(b"half")')
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, cwd=REPOSITORY)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    write_file(tmp_path / "x.docx", b"whole")
    assert len(list(tmp_path.iterdir())) == 2
    process.kill()
    process.wait()


def test_work_folders_of_killed_processes_are_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    killed("work_folder()", '(made / "rows").write_text("1")', tmp_path)
    assert len(list((tmp_path / "jianguan" / "work").iterdir())) == 1
    with work_folder() as first, work_folder() as second:
        assert {first, second} == set((tmp_path / "jianguan" / "work").iterdir())
    assert not list((tmp_path / "jianguan" / "work").iterdir())


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="本系统没有用户编号")
def test_a_private_folder_that_is_a_link_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("cache", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "cache" / "jianguan").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RefusedError, match="不是本用户自己的文件夹"):
        private_folder("x")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_private_folder_others_may_write_to_is_closed_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "jianguan").mkdir()
    (tmp_path / "jianguan").chmod(0o777)
    assert private_folder("x") == tmp_path / "jianguan" / "x"
    assert (tmp_path / "jianguan").stat().st_mode & 0o777 == 0o700
