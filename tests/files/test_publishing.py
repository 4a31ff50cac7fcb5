"""Outputs: what this program wrote is replaced in one step; what it did not write is never touched."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.files import (
    BusyError,
    ForeignFilesError,
    RefusedError,
    move_output,
    new_folder,
    publishing,
    system,
    write_output,
)
from generator.files.private import sweep
from generator.files.publishing import LIST
from tests.amounts import stride
from tests.conftest import REPOSITORY


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(params=["exchange", "two renames", "two renames without locks of folders"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "two renames" in request.param:
        monkeypatch.setattr(system, "exchanged", lambda *_: False)
    monkeypatch.setattr(system, "HAS_FOLDER_LOCKS", "without" not in request.param)


class Interrupted(BaseException):
    """Stands for Ctrl-C."""


def content(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file() and p.name != LIST
    }


def publish(target: Path, **files: str) -> None:
    with new_folder(target, "build") as fresh:
        for name, text in files.items():
            (fresh / name).write_text(text)


@pytest.mark.usefixtures("_both_ways")
def test_a_good_build_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    publish(tmp_path / "out", old="old")
    publish(tmp_path / "out", new="new")
    assert content(tmp_path / "out") == {"new": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), Interrupted()])
def test_a_failed_build_leaves_the_old_one_and_no_litter(tmp_path: Path, failure: BaseException) -> None:
    publish(tmp_path / "out", old="old")
    with pytest.raises(type(failure)), new_folder(tmp_path / "out", "build") as fresh:
        (fresh / "half").write_text("half")
        raise failure
    assert content(tmp_path / "out") == {"old": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_builds_at_once_are_refused_whatever_the_path_is_called(tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(tmp_path)
    for other in (tmp_path / "out", tmp_path / "alias" / "out"):
        with (
            new_folder(tmp_path / "out", "build"),
            pytest.raises(BusyError, match="另一个命令"),
            new_folder(other, "build"),
        ):
            pass


def test_of_several_that_begin_at_once_just_one_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow_sweep(parent: Path, prefix: str) -> list[Path]:
        time.sleep(0.03)
        found = sweep(parent, prefix)
        time.sleep(0.03)
        return found

    monkeypatch.setattr(publishing, "sweep", slow_sweep)
    begin, met = threading.Barrier(6), threading.Barrier(6)

    def one() -> bool:
        begin.wait()
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(new_folder(tmp_path / "out", "build"))
            except BusyError:
                return False
            finally:
                met.wait()
            return True

    with ThreadPoolExecutor(6) as threads:
        for _ in range(4):
            assert sum(task.result() for task in [threads.submit(one) for _ in range(6)]) == 1


def test_a_target_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    publish(tmp_path / "out", a="a")
    assert (tmp_path / "out").is_symlink() and content(tmp_path / "real") == {"a": "a"}


@pytest.mark.parametrize("plant", [
    lambda out: (out / "thesis.docx").write_text("mine"),
    lambda out: (out / "a").write_text("edited"),
    lambda out: (out / "link").symlink_to("/etc/passwd"),
    lambda out: (out / "deep" / "er").mkdir(parents=True) or (out / "deep" / "er" / "x").write_text("mine"),
    lambda out: os.mkfifo(out / "pipe"),
    lambda out: (out / "folder-link").symlink_to(out.parent),
    lambda out: (out / LIST).unlink(),
    lambda out: (out / LIST).write_text("damaged"),
    lambda out: (out / LIST).write_text('{"files": ["a"]}'),
    lambda out: (out / LIST).write_text("[" * 100_000),
])  # fmt: skip
def test_what_no_build_wrote_is_never_replaced(tmp_path: Path, plant: Callable[[Path], object]) -> None:
    publish(tmp_path / "out", a="a")
    plant(tmp_path / "out")
    before = sorted(os.walk(tmp_path))
    with pytest.raises(ForeignFilesError, match="不是本程序写的"):
        publish(tmp_path / "out", b="b")
    assert sorted(os.walk(tmp_path)) == before


@pytest.mark.parametrize("what", ["pipe", "file", "link to nothing"])
def test_what_is_no_folder_is_never_replaced_by_one(tmp_path: Path, what: str) -> None:
    target = tmp_path / "out"
    if what == "pipe":
        os.mkfifo(target)
    elif what == "file":
        target.write_text("mine")
    else:
        target.symlink_to(tmp_path / "nowhere" / "x" / ".." / "loop")
        (tmp_path / "nowhere").symlink_to(tmp_path / "nowhere")
    kind = target.lstat().st_mode
    with pytest.raises(OSError):
        publish(target, a="a")
    assert target.lstat().st_mode == kind


@pytest.mark.parametrize("what", ["pipe", "folder"])
def test_what_is_no_file_is_never_replaced_by_one(tmp_path: Path, what: str) -> None:
    target, made = tmp_path / "x.zip", tmp_path / "made"
    made.write_bytes(b"1")
    os.mkfifo(target) if what == "pipe" else target.mkdir()
    for write in (lambda: write_output(target, b"1"), lambda: move_output(made, target)):
        with pytest.raises(ForeignFilesError):
            write()
    assert target.is_fifo() or target.is_dir()


def test_what_another_command_wrote_is_not_replaced(tmp_path: Path) -> None:
    publish(tmp_path / "out", site="1")
    with pytest.raises(RefusedError, match="jianguan build 写出的"), new_folder(tmp_path / "out", "inbox"):
        pass
    assert content(tmp_path / "out") == {"site": "1"}


def test_an_archive_within_ones_own_output_is_kept(tmp_path: Path) -> None:
    publish(tmp_path / "out", report="1")
    shutil.copytree(tmp_path / "out", tmp_path / "上周")
    (tmp_path / "上周").rename(tmp_path / "out" / "上周")
    with pytest.raises(ForeignFilesError, match="上周"):
        publish(tmp_path / "out", report="2")
    assert (tmp_path / "out" / "上周" / "report").read_text() == "1"


@pytest.mark.parametrize("name", [".out.jianguan-备份", ".out.jianguan-backup12", ".out.old"])
def test_a_folder_of_the_user_with_the_name_of_a_work_folder_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis.docx").write_text("mine")
    for turn in "12":
        publish(tmp_path / "out", a=turn)
    assert content(tmp_path / name) == {"thesis.docx": "mine"}


def test_nothing_is_published_into_a_catalog_or_over_the_root(tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text("title: x")
    for target in (tmp_path, tmp_path / "out", Path("/")):
        with pytest.raises(RefusedError, match="请写到别处"), new_folder(target, "build"):
            pass
    for name in ("items/x.yaml", "x.json", ".jianguan-change/journal.json"):
        with pytest.raises(RefusedError, match="目录文件夹"):
            write_output(tmp_path / name, b"x")


def test_a_file_edited_in_place_with_its_old_time_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    for turn in b"12":
        (tmp_path / "made").write_bytes(bytes([turn]))
        move_output(tmp_path / "made", path)
    status = path.stat()
    path.write_bytes(b"9")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "made").write_bytes(b"3")
    with pytest.raises(ForeignFilesError):
        move_output(tmp_path / "made", path)
    assert path.read_bytes() == b"9"


def test_a_list_proves_nothing_about_files_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "out" / "sub").mkdir(parents=True)
    (tmp_path / "out" / "mine").write_text("mine")
    digest = publishing._digest(tmp_path / "out" / "mine")
    (tmp_path / "out" / "sub" / LIST).write_text(json.dumps({"files": {"../mine": digest}}))
    with pytest.raises(ForeignFilesError, match="mine"):
        publish(tmp_path / "out")


def test_a_file_that_comes_in_while_a_build_runs_is_kept(tmp_path: Path) -> None:
    publish(tmp_path / "out", old="old")
    with pytest.raises(ForeignFilesError, match="late"), new_folder(tmp_path / "out", "build") as fresh:
        (fresh / "new").write_text("new")
        (tmp_path / "out" / "late").write_text("mine")
    assert content(tmp_path / "out") == {"old": "old", "late": "mine"}


def test_a_file_that_comes_in_at_the_last_moment_is_kept_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "out", old="old")
    real = system.exchanged

    def late(fresh: Path, target: Path) -> bool:
        (target / "late").write_text("mine")
        return real(fresh, target)

    monkeypatch.setattr(system, "exchanged", late)
    publish(tmp_path / "out", new="new")
    [beside] = [path for path in tmp_path.iterdir() if path.name != "out"]
    assert content(tmp_path / "out") == {"new": "new"} and content(beside) == {"late": "mine"}
    assert not beside.name.startswith(".")


def test_an_output_in_an_output_is_known_by_its_own_list(tmp_path: Path) -> None:
    publish(tmp_path / "out", site="1")
    publish(tmp_path / "out" / "inbox", report="1")
    publish(tmp_path / "out", site="2")
    assert content(tmp_path / "out") == {"site": "2"}


@pytest.mark.usefixtures("_both_ways")
def test_killed_at_any_moment_the_old_or_the_new_stands_and_the_next_build_cleans_up(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from generator.files import new_folder, system\n"
        f"if {system.exchanged.__name__ == '<lambda>'}: system.exchanged = lambda *_: False\n"
        "moment = int(sys.argv[2])\n"
        "def count(event, arguments):\n"
        "    global moment\n"
        "    if event in ('os.rename', 'os.remove', 'os.rmdir', 'os.mkdir', 'shutil.rmtree'):\n"
        "        moment -= 1\n"
        "        if moment < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.addaudithook(count)\n"
        "with new_folder(Path(sys.argv[1]), 'build') as fresh: (fresh / 'new').write_text('new')\n"
    )
    seen = []
    for moment in range(0, 60, stride(5)):
        out = tmp_path / str(moment) / "out"
        publish(out, old="old", too="too")
        process = subprocess.run([sys.executable, "-c", code, str(out), str(moment)], cwd=REPOSITORY, check=False)
        assert process.returncode in (0, -signal.SIGKILL)
        there = content(out) if out.exists() else None
        assert there in ({"old": "old", "too": "too"}, {"new": "new"}) or system.exchanged.__name__ == "<lambda>"
        seen.append(there)
        publish(out, next="next")
        assert content(out) == {"next": "next"} and [path.name for path in out.parent.iterdir()] == ["out"]
        if process.returncode == 0:
            break
    assert process.returncode == 0 and {"new": "new"} in seen and {"old": "old", "too": "too"} in seen


def test_a_single_file_is_replaced_only_where_this_program_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    for text in (b"one", b"two", b"two", b"three"):
        write_output(path, text)
    path.write_bytes(b"filled in by hand")
    with pytest.raises(ForeignFilesError, match=r"x\.docx"):
        write_output(path, b"four")
    assert path.read_bytes() == b"filled in by hand"
    path.write_bytes(b"three")
    write_output(path, b"four")
    assert path.read_bytes() == b"four"


def test_a_single_file_of_somebody_else_is_not_replaced_even_where_the_notes_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_output(tmp_path / "x.docx", b"one")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "new cache"))
    with pytest.raises(ForeignFilesError):
        write_output(tmp_path / "x.docx", b"two")
    write_output(tmp_path / "x.docx", b"one")


def test_a_single_file_is_written_through_a_link(tmp_path: Path) -> None:
    write_output(tmp_path / "real.docx", b"one")
    (tmp_path / "link.docx").symlink_to("real.docx")
    write_output(tmp_path / "link.docx", b"two")
    assert (tmp_path / "link.docx").is_symlink() and (tmp_path / "real.docx").read_bytes() == b"two"
