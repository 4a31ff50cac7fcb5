"""A catalog's files are changed together or not at all: with a full disk, another writer, a kill at any moment."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.files import (
    BusyError,
    ChangedMeanwhileError,
    RefusedError,
    UnfinishedError,
    changing,
    finish,
    journal,
    notes,
    settled,
    snapshot,
    system,
)
from tests.amounts import stride
from tests.conftest import REPOSITORY

OLD = {"catalog.yaml": b"0", "items/a.yaml": b"1", "items/b.yaml": b"2", "laws/c.yaml": b"3"}
NEW = {"catalog.yaml": b"0", "items/a.yaml": b"10", "items/new.yaml": b"4", "laws/c.yaml": b"30"}
WANTED: dict[str, bytes | None] = {
    "items/a.yaml": b"10",
    "items/b.yaml": None,
    "items/new.yaml": b"4",
    "laws/c.yaml": b"30",
}

CHANGE = """
import sys
from pathlib import Path
from generator.files import changing
from tests.amounts import stride
with changing(Path(sys.argv[1])) as change:
    for name, content in {wanted!r}.items():
        change.put(Path(name), content)
    {before}
    change.commit()
    print("done", flush=True)
"""
STOPPED_AT = """
import os, signal
moment = int(sys.argv[2])
def count(event, arguments):
    global moment
    if event in ("os.rename", "os.remove", "os.rmdir", "open") and ".jianguan" in str(arguments):
        moment -= 1
        if moment < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "catalog")


def written(folder: Path) -> Path:
    for name, content in OLD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change_all(folder: Path) -> None:
    with changing(folder) as change:
        for name, new in WANTED.items():
            change.put(Path(name), new)
        change.commit()


def in_another_process(folder: Path, before: str = "pass", *arguments: str) -> subprocess.Popen[str]:
    code = CHANGE.format(wanted=WANTED, before=before)
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), *arguments], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    )


def test_all_files_are_changed_and_nothing_is_left_beside_them(folder: Path) -> None:
    change_all(folder)
    assert content(folder) == NEW and {path.name for path in folder.iterdir()} == {"catalog.yaml", "items", "laws"}


def test_what_is_not_committed_changes_nothing(folder: Path) -> None:
    with changing(folder) as change:
        change.put(Path("items/a.yaml"), b"10")
    assert content(folder) == OLD


def test_killed_at_any_moment_readers_find_the_old_the_new_or_are_told(tmp_path: Path) -> None:
    outcomes = []
    for moment in range(0, 80, stride(3)):
        folder = written(tmp_path / f"{moment}")
        process = in_another_process(folder, STOPPED_AT.strip().replace("\n", "\n    "), str(moment))
        process.wait(30)
        assert process.returncode in (0, -signal.SIGKILL)
        try:
            snapshot([folder])
            outcomes.append("old" if {name: content(folder).get(name) for name in OLD} == OLD else "new")
        except UnfinishedError:
            outcomes.append("told")
        finish(folder)
        assert content(folder) in (OLD, NEW)
        assert outcomes[-1] != "told" or content(folder) == NEW
        if process.returncode == 0:
            break
    assert process.returncode == 0 and list(dict.fromkeys(outcomes)) == ["old", "told", "new"]


@pytest.mark.parametrize("name", ["items/b.yaml", "laws/c.yaml", "items/new.yaml"])
def test_a_failure_while_files_are_moved_puts_back_what_was_there(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(real):
        def move(*paths: Path, **options: object) -> object:
            if any(path == folder / name for path in paths):
                raise OSError(errno.EIO, "broken", str(paths[0]))
            return real(*paths, **options)

        return move

    monkeypatch.setattr(Path, "replace", failing(Path.replace))
    monkeypatch.setattr(os, "link", failing(os.link))
    monkeypatch.setattr(Path, "unlink", failing(Path.unlink)) if name == "items/b.yaml" else None
    with pytest.raises(OSError, match="broken"):
        change_all(folder)
    monkeypatch.undo()
    assert content(folder) == OLD and snapshot([folder])


def test_a_failure_that_cannot_be_undone_is_said_and_finished_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = Path.replace, []

    def replace(path: Path, target: Path) -> Path:
        if path.name.startswith("0"):
            calls.append(path.name)
            if len(calls) > 1:
                raise OSError(errno.EIO, "broken", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(UnfinishedError, match="jianguan recover"):
        change_all(folder)
    monkeypatch.undo()
    with pytest.raises(UnfinishedError):
        snapshot([folder])
    finish(folder)
    assert content(folder) == OLD


@pytest.mark.parametrize("edited", ["items/a.yaml", "items/b.yaml", "items/new.yaml"])
def test_an_edit_meanwhile_is_never_overwritten(folder: Path, edited: str) -> None:
    with pytest.raises(ChangedMeanwhileError, match=edited), changing(folder) as change:
        for name, new in WANTED.items():
            change.put(Path(name), new)
        (folder / edited).write_bytes(b"by hand")
        change.commit()
    assert content(folder) == {**OLD, edited: b"by hand"}


@pytest.mark.parametrize("fails", ["journal.json", "catalog"])
def test_a_change_that_could_not_be_decided_is_never_said_to_be_made(
    folder: Path, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if fails in Path(f"/proc/self/fd/{handle}").readlink().name:
            raise OSError(errno.ENOSPC, "full")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="full"):
        change_all(folder)
    monkeypatch.undo()
    assert content(folder) == OLD


def test_a_file_that_comes_in_where_a_new_one_belongs_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link

    def late(staged: Path, place: Path) -> None:
        if place.name == "new.yaml":
            place.write_bytes(b"by hand")
        real(staged, place)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(ChangedMeanwhileError, match=r"new\.yaml"):
        change_all(folder)
    assert content(folder) == {**OLD, "items/new.yaml": b"by hand"}


def test_an_edit_after_a_kill_is_kept_and_named(folder: Path) -> None:
    killed_half_way(folder)
    (folder / "laws/c.yaml").write_bytes(b"by hand")
    with pytest.raises(UnfinishedError, match=r"laws/c.yaml.*recover --keep"), changing(folder):
        pass
    finish(folder, keep=True)
    assert content(folder) == {**NEW, "laws/c.yaml": b"by hand"}


def killed_half_way(folder: Path) -> None:
    """Leave a change that was killed after it was decided and before its last file was moved."""
    for moment in range(8, 60):
        process = in_another_process(folder, STOPPED_AT.strip().replace("\n", "\n    "), str(moment))
        process.wait(30)
        if (folder / journal.STAGING / journal.JOURNAL).exists() and (folder / "laws/c.yaml").read_bytes() == b"3":
            return
    raise AssertionError("the change was never stopped half-way")


@pytest.mark.parametrize("moves", [
    [{"staged": "000000", "name": "../outside", "old": "", "new": "0" * 64}],
    [{"staged": "000000", "name": "/etc/passwd", "old": "", "new": "0" * 64}],
    [{"staged": "../../x", "name": "items/a.yaml", "old": "", "new": "0" * 64}],
    [{"staged": "000000", "name": "linked/a.yaml", "old": "", "new": "0" * 64}],
    [{"staged": "000000", "name": "items/../../outside", "old": "", "new": ""}],
    [{"staged": "000000", "name": "items", "old": "", "new": ""}],
    [{"staged": "000000", "name": "items/a.yaml", "old": 1, "new": ""}],
    [{"staged": "000000", "name": "items/a.yaml"}],
    [{"staged": "000000", "name": ".git/hooks/post-checkout", "old": "", "new": "0" * 64}],
    [{"staged": "000000", "name": "./items/q.yaml", "old": "", "new": "0" * 64}],
    [{"staged": "000000", "name": "\ud800", "old": "", "new": "0" * 64}],
    [{"staged": "000000", "name": "a" * 300, "old": "", "new": "0" * 64}],
    [{"staged": "000000", "name": "p.yaml", "old": "", "new": "0" * 64}, {"staged": "000000", "name": "q.yaml", "old": "", "new": "0" * 64}],
    {"staged": "000000"}, "x", None, 7, [[]], [7],
])  # fmt: skip
def test_a_crafted_journal_changes_nothing(folder: Path, tmp_path: Path, moves: object) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "outside").write_bytes(b"precious")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / journal.STAGING).mkdir()
    (folder / journal.STAGING / "000000").write_bytes(b"evil")
    (folder / journal.STAGING / journal.JOURNAL).write_text(json.dumps(moves))
    by_this_user(folder)
    before = content(tmp_path)
    with pytest.raises(UnfinishedError, match="已损坏"):
        finish(folder)
    assert content(tmp_path) == before


def by_this_user(folder: Path) -> None:
    """Have a planted journal count as this user's: what it says must be refused all the same."""
    path = folder / journal.STAGING / journal.JOURNAL
    notes.note(path, journal.digest(path.read_bytes()))


def test_a_journal_that_came_with_a_copied_catalog_is_not_carried_out(folder: Path, tmp_path: Path) -> None:
    killed_half_way(folder)
    copy = tmp_path / "unpacked"
    shutil.copytree(folder, copy)
    before = content(copy)
    with pytest.raises(UnfinishedError, match="不是本用户在这台电脑上写的"), changing(copy):
        pass
    assert content(copy) == before
    finish(folder)
    assert content(folder) == NEW


def test_files_of_the_user_where_a_change_is_prepared_are_left_alone(folder: Path) -> None:
    (folder / journal.STAGING).mkdir()
    (folder / journal.STAGING / "thesis.docx").write_bytes(b"mine")
    for attempt in (lambda: finish(folder), lambda: change_all(folder)):
        with pytest.raises(UnfinishedError, match="thesis"):
            attempt()
    assert content(folder) == {**OLD, f"{journal.STAGING}/thesis.docx": b"mine"}


def test_a_folder_that_was_empty_before_stays_and_one_made_for_nothing_goes(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "no/such/place"):
        with changing(tmp_path / name):
            pass
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"[" * 100_000, b"{", b"[{}]", b"\0" * 100])
def test_a_damaged_journal_is_said_to_be_so(folder: Path, damage: bytes) -> None:
    (folder / journal.STAGING).mkdir()
    (folder / journal.STAGING / journal.JOURNAL).write_bytes(damage)
    with pytest.raises(UnfinishedError, match="已损坏"), changing(folder):
        pass


def test_a_staging_folder_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "x").write_bytes(b"1")
    (folder / journal.STAGING).symlink_to(tmp_path / "precious")
    with pytest.raises(UnfinishedError), changing(folder) as change:
        change.put(Path("items/a.yaml"), b"10")
    assert content(tmp_path / "precious") == {"x": b"1"}


def test_a_path_that_leads_out_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").write_bytes(b"shared")
    (folder / "items/link.yaml").symlink_to(tmp_path / "shared.yaml")
    for name in ("items/link.yaml", "../x.yaml", "/tmp/x.yaml", "."):
        with changing(folder) as change, pytest.raises(RefusedError, match="没有写入"):
            change.put(Path(name), b"10")
    assert (tmp_path / "shared.yaml").read_bytes() == b"shared" and (folder / "items/link.yaml").is_symlink()


def test_a_link_within_the_catalog_stays_one(folder: Path) -> None:
    (folder / "items/link.yaml").symlink_to("a.yaml")
    with changing(folder) as change:
        change.put(Path("items/link.yaml"), b"10")
        change.commit()
    assert (folder / "items/link.yaml").is_symlink() and (folder / "items/a.yaml").read_bytes() == b"10"


def test_one_writer_at_a_time_whatever_the_path_is_called(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(folder)
    for other in (folder, tmp_path / "alias", folder / "items" / ".."):
        with changing(folder), pytest.raises(BusyError, match="另一个命令"), changing(other, wait=0):
            pass


def test_a_lock_is_free_when_its_holder_is_killed(folder: Path) -> None:
    process = in_another_process(folder, "print('ready', flush=True); import time; time.sleep(60)")
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    with pytest.raises(BusyError), changing(folder, wait=0):
        pass
    process.kill()
    process.wait()
    with changing(folder, wait=5):
        pass


def test_a_reader_waits_for_a_change_and_reads_again_what_changed_underneath(folder: Path) -> None:
    reads = []

    def read(_: object) -> bytes:
        reads.append((folder / "items/a.yaml").read_bytes())
        if len(reads) == 1:
            change_all(folder)
        return reads[-1]

    assert settled([folder], read)[0] == b"10" and reads == [b"1", b"10"]


def test_a_change_in_a_linked_folder_is_seen_and_a_circle_of_links_ends(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "d.yaml").write_bytes(b"1")
    (folder / "methods").symlink_to(tmp_path / "shared")
    (folder / "items" / "circle").symlink_to(folder)
    before = snapshot([folder])
    (tmp_path / "shared" / "d.yaml").write_bytes(b"2")
    assert snapshot([folder]) != before


def test_a_catalog_that_never_rests_is_refused(folder: Path) -> None:
    def read(_: object) -> None:
        (folder / "items/a.yaml").write_bytes(str(time.monotonic_ns()).encode())

    with pytest.raises(BusyError, match="一直在改动"):
        settled([folder], read)


def test_without_locks_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: int) -> bool:
        raise system.NoLocksError

    monkeypatch.setattr(system, "try_lock", none)
    with pytest.raises(RefusedError, match="不支持文件锁"):
        change_all(folder)
    assert content(folder) == OLD


def test_where_folders_cannot_be_locked_a_file_in_them_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "HAS_FOLDER_LOCKS", False)
    with changing(folder), pytest.raises(BusyError), changing(folder, wait=0):
        pass
    change_all(folder)
    assert content(folder) == NEW and [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_planted_link_in_place_of_the_lock_is_not_followed(folder: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "precious").write_bytes(b"1")
    (folder.parent / f".{folder.name}.jianguan.lock").symlink_to(tmp_path / "precious")
    monkeypatch.setattr(system, "HAS_FOLDER_LOCKS", False)
    with pytest.raises(OSError), changing(folder):
        pass
    assert (tmp_path / "precious").read_bytes() == b"1"


def test_a_changed_file_keeps_its_permissions(folder: Path) -> None:
    (folder / "items/a.yaml").chmod(0o640)
    change_all(folder)
    assert (folder / "items/a.yaml").stat().st_mode & 0o777 == 0o640
