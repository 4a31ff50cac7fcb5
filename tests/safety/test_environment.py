"""Whatever surrounds the program (locale, clock, home, streams, signals, disk): it works, or says in Chinese why not."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY, TinyCatalog

_HANGS = 120
_PLAIN = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}


def run(
    *words: str | bytes | Path, env: Mapping[str, str] | None = None, shell: str = "", **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """A command in surroundings of one's own. `shell`: words of a shell around it, where {} is the command."""
    surroundings = {**_PLAIN, "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"], **(env or {})}
    command: list[Any] = [sys.executable, "-m", "generator", *words]
    if shell:
        command = ["bash", "-c", shell.replace("{}", '"$@"'), "bash", *command]
    done = subprocess.run(command, capture_output=True, env=surroundings, timeout=_HANGS, **more)
    assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    assert b"Exception ignored" not in done.stderr
    return done


def _check(tiny: TinyCatalog, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return run("check", "--catalog", tiny.folder, **more)


def _line(done: subprocess.CompletedProcess[bytes]) -> str:
    """What was said, which is one line."""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize("epoch", ["-1", "4294967296", "99999999999999999999", "soon", "1e9", "1.5"])
def test_a_clock_that_no_build_can_write_is_wrong_use(tiny: TinyCatalog, epoch: str) -> None:
    done = run("build", "--catalog", tiny.folder, "--as-of", "2026-11-23", env={"SOURCE_DATE_EPOCH": epoch})
    assert done.returncode == 2 and "SOURCE_DATE_EPOCH" in _line(done) and epoch in _line(done)


@pytest.mark.parametrize("epoch", ["0", "4294967295", ""])
def test_the_first_and_the_last_second_are_days(tiny: TinyCatalog, epoch: str) -> None:
    assert "错误 0 个" in _check(tiny, env={"SOURCE_DATE_EPOCH": epoch}).stdout.decode()


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "nowhere.KOI8-R"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
    ids=lambda locale: " ".join(f"{name}={value}" for name, value in locale.items()),
)
def test_chinese_is_printed_and_written_under_any_locale(tiny: TinyCatalog, locale: dict[str, str]) -> None:
    assert "错误 0 个，提醒" in _check(tiny, env=locale).stdout.decode()
    out = tiny.folder.parent / "检查表.docx"
    done = run("checklist", "1", "--catalog", tiny.folder, "-o", out, env=locale)
    assert done.returncode == 0 and out.is_file() and done.stdout.decode() == f"{out}\n"


def test_an_encoding_that_has_chinese_is_kept(tiny: TinyCatalog) -> None:
    assert "错误 0 个" in _check(tiny, env={"PYTHONIOENCODING": "gbk"}).stdout.decode("gbk")


@pytest.mark.parametrize("zone", ["Nowhere/Land", "UTC+99", "../../etc/passwd", "\udcff", "", "X" * 4000])
def test_the_day_is_china_s_whatever_the_time_zone(tiny: TinyCatalog, zone: str) -> None:
    env = {"TZ": zone, "SOURCE_DATE_EPOCH": "1597593600"}  # 2020-08-16T16:00:00Z, already the 17th in China
    assert "完整程度（2020-08-17）" in _check(tiny, env=env).stdout.decode()


def test_a_build_does_not_depend_on_the_time_zone(tiny: TinyCatalog, tmp_path: Path) -> None:
    for zone in ("UTC+99", "Asia/Shanghai"):
        words = ("--catalog", tiny.folder, "--out", tmp_path / zone.replace("/", "-"), "--as-of", "2026-11-23")
        assert run("build", *words, env={"TZ": zone, "SOURCE_DATE_EPOCH": "1"}).returncode == 0
    manifests = [(tmp_path / name / "manifest.json").read_bytes() for name in ("UTC+99", "Asia-Shanghai")]
    assert manifests[0] == manifests[1]


def test_a_user_without_a_home_and_without_a_name_can_work(tiny: TinyCatalog, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import pwd\npwd.getpwuid = {}.__getitem__\n", encoding="utf-8")
    env = {"XDG_CACHE_HOME": "", "TMPDIR": str(tmp_path), "PYTHONPATH": f"{tmp_path}:{REPOSITORY}"}
    done = run("checklist", "1", "--catalog", tiny.folder, "-o", tmp_path / "a.docx", env=env)
    assert done.returncode == 0 and (tmp_path / "a.docx").is_file(), done.stderr.decode()
    assert list(tmp_path.glob("jianguan-*")), "its cache is in the temporary folder"


@pytest.mark.parametrize("home", ["", "/nichts/da", "/dev/null", "relative", "\udcff"])
def test_a_home_that_is_none_is_no_fault(tiny: TinyCatalog, tmp_path: Path, home: str) -> None:
    env = {"HOME": home, "XDG_CACHE_HOME": "", "TMPDIR": str(tmp_path)}
    done = run("checklist", "1", "--catalog", tiny.folder, "-o", tmp_path / "a.docx", env=env, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()


def test_whoever_reads_only_the_first_line_leaves_no_trace(tiny: TinyCatalog) -> None:
    done = _check(tiny, shell='{} | true; echo "${PIPESTATUS[0]}"')
    assert done.stdout == b"141\n" and done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("words", [("--help",), ("check",), ("export", "json", "-o", "-"), ("law", "list")])
def test_an_output_that_is_full_is_said(tiny: TinyCatalog, words: tuple[str, ...]) -> None:
    catalog = () if words == ("--help",) else ("--catalog", tiny.folder)
    done = run(*words, *catalog, shell="{} > /dev/full")
    assert done.returncode == 1 and "磁盘已满" in _line(done)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_what_was_written_is_not_denied_because_it_could_not_be_shown(tiny: TinyCatalog) -> None:
    words = ("addresses", "--accept", "--catalog", tiny.folder)
    full = run(*words, shell="{} > /dev/full")
    assert (tiny.folder / "published-addresses.txt").is_file()
    assert full.returncode == 1 and "没有显示完" in _line(full) and "没有改动" not in _line(full)
    unread = run(*words, shell='{} | true; echo "${PIPESTATUS[0]}"')
    assert unread.stdout == b"141\n" and unread.stderr == b""


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_are_no_fault_and_no_file_takes_their_place(tiny: TinyCatalog, closed: str) -> None:
    out = tiny.folder.parent / "a.docx"
    done = run("checklist", "1", "--catalog", tiny.folder, "-o", out, shell="{} " + closed)
    assert done.returncode == 0 and out.read_bytes().startswith(b"PK")
    assert run("check", "--catalog", tiny.folder.parent / "nichts", shell="{} " + closed).returncode == 1
    assert run("export", "json", "-o", "-", "--catalog", tiny.folder, shell="{} " + closed).returncode == 0


def test_a_working_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = run("check", shell=f"cd '{gone}' && rmdir '{gone}' && {{}}")
    assert done.returncode == 1 and "所在的文件夹已被删去" in _line(done)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("module", ["generator.cli", "click", "generator.clock", "pydantic"])
def test_an_end_while_the_program_is_starting_is_one_line(tmp_path: Path, number: int, module: str) -> None:
    """The signal comes in the middle of an import."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        f"            os.kill(os.getpid(), {int(number)})\n"
        "sys.meta_path.insert(0, Interrupting())\n",
        encoding="utf-8",
    )
    done = run("check", env={"PYTHONPATH": f"{tmp_path}:{REPOSITORY}"}, cwd=REPOSITORY)
    assert done.returncode == 128 + number and "已中止" in done.stderr.decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_end_that_comes_while_an_object_is_removed_is_not_lost(tmp_path: Path, number: int) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys, time\n"
        "class Removed:\n"
        "    def __del__(self):\n"
        f"        os.kill(os.getpid(), {int(number)})\n"
        "        time.sleep(1)\n"
        "class Removing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'generator.cli':\n"
        "            Removed()\n"
        "            time.sleep(60)\n"
        "sys.meta_path.insert(0, Removing())\n",
        encoding="utf-8",
    )
    done = run("check", env={"PYTHONPATH": f"{tmp_path}:{REPOSITORY}"}, cwd=REPOSITORY)
    assert done.returncode == 128 + number and _line(done) == "已中止。"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_end_in_the_middle_of_a_build_leaves_nothing_behind(
    tiny: TinyCatalog, tmp_path: Path, number: signal.Signals
) -> None:
    cache, out = tmp_path / "cache", tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--catalog", tiny.folder, "--out", out / "build"],
        env={**_PLAIN, "XDG_CACHE_HOME": str(cache)},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    ended = time.monotonic() + _HANGS
    while not (out.is_dir() and any(out.iterdir())):
        assert time.monotonic() < ended and process.poll() is None
        time.sleep(0.01)
    process.send_signal(number)
    said = process.communicate(timeout=_HANGS)[1].decode()
    assert process.returncode == 128 + number and said.split() == ["已中止。"]
    assert list(out.iterdir()) == [] and not any((cache / "jianguan" / "work").glob("*"))


def test_a_worker_hands_over_what_it_is_at_before_it_ends() -> None:
    """Of a worker that ends in the middle of an answer the rest would be waited for without end."""
    program = """if True:
        import os, signal, time
        from generator import entry
        entry._answer_signals()
        worker = os.fork()
        if not worker:
            os.write(1, b"begun ")
            time.sleep(1)
            os.write(1, b"done")
            os._exit(0)
        time.sleep(0.3)
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            os.kill(worker, number)
        assert os.waitpid(worker, 0)[1] == 0
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=_PLAIN, timeout=_HANGS)
    assert done.stdout == b"begun done" and done.returncode == 0, done.stderr.decode()


def test_what_was_told_to_ignore_a_closed_terminal_ignores_it(tiny: TinyCatalog) -> None:
    done = _check(tiny, shell="trap '' HUP; {} & sleep 0.5; kill -HUP $!; wait $!")
    assert done.returncode == 0 and "错误 0 个" in done.stdout.decode()


@pytest.mark.parametrize(
    "raised", ["KeyError('x')", "RecursionError()", "UnicodeDecodeError('utf-8', b'x', 0, 1, 'x')"]
)
def test_a_fault_of_the_program_is_one_line_and_its_details_are_kept(tmp_path: Path, raised: str) -> None:
    folder = _program_that_raises(tmp_path, raised)
    env = {"PYTHONPATH": f"{folder}:{REPOSITORY}", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = run("check", env=env, cwd=tmp_path)
    report = tmp_path / "cache" / "jianguan" / "error.txt"
    assert done.returncode == 70 and "程序出错" in _line(done) and str(report) in _line(done)
    assert "Traceback" in report.read_text(encoding="utf-8") and report.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        ("MemoryError()", "内存不够"),
        ("OSError(28, 'No space left', 'a.docx')", "磁盘已满（a.docx）"),
        ("OSError(5, 'x', b'\\xff')", "磁盘读写出错（?）"),
        ("OSError('something')", "something"),
    ],
)
def test_what_the_system_refuses_is_one_line(tmp_path: Path, raised: str, said: str) -> None:
    done = run("check", env={"PYTHONPATH": f"{_program_that_raises(tmp_path, raised)}:{REPOSITORY}"}, cwd=tmp_path)
    assert done.returncode == 1 and said in _line(done)


def _program_that_raises(folder: Path, raised: str) -> Path:
    """A folder whose place in front of the others makes every command raise."""
    (folder / "sitecustomize.py").write_text(
        f"import click\ndef invoke(*_):\n    raise {raised}\nclick.Group.invoke = invoke\n", encoding="utf-8"
    )
    return folder


def test_details_are_shown_to_whoever_asks(tmp_path: Path) -> None:
    env = {"PYTHONPATH": f"{_program_that_raises(tmp_path, 'KeyError(1)')}:{REPOSITORY}", "JIANGUAN_DEBUG": "1"}
    command = [sys.executable, "-m", "generator", "check"]
    done = subprocess.run(command, capture_output=True, env={**_PLAIN, **env}, timeout=_HANGS)
    assert done.returncode == 70 and b"KeyError: 1" in done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_a_disk_that_fills_up_while_it_is_written_is_said(tiny: TinyCatalog, tmp_path: Path) -> None:
    for words in (("build", "--out", tmp_path / "b"), ("checklist", "1", "-o", tmp_path / "a.docx")):
        done = run(*words, "--catalog", tiny.folder, shell="ulimit -f 4; {}", env={"XDG_CACHE_HOME": str(tmp_path)})
        assert done.returncode == 1 and "文件过大" in done.stderr.decode(), done.stderr.decode()
        assert not (tmp_path / "b").exists() and not (tmp_path / "a.docx").exists()


def test_schemas_where_nothing_can_be_written_are_refused_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("schema", "--out", tmp_path / "file" / "schemas")
    assert done.returncode == 1 and "不是文件夹" in _line(done)
    assert run("schema", "--out", "/proc/schemas").returncode == 1
