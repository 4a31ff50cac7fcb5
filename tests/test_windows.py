"""What the guide for Windows promises, as far as it can be tried elsewhere: a GBK console, names, messages, processes."""

from __future__ import annotations

import json
import multiprocessing
import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator.building import build
from generator.bulk.naming import safe_name
from generator.files import reason
from generator.files.system import is_device
from tests.conftest import TinyCatalog
from tests.safety.test_environment import run

RARE = "对𠮷䶮饭馆的监管"
"""𠮷 stands outside the first plane, 䶮 in GB18030 alone: GBK has neither."""

GBK = {"PYTHONIOENCODING": "gbk", "SOURCE_DATE_EPOCH": "1795392000"}


@pytest.fixture
def rare(tiny: TinyCatalog) -> TinyCatalog:
    """A catalog with characters that a GBK console does not have."""
    tiny.item(title=RARE, subject="𠮷䶮饭馆")
    return tiny


@pytest.mark.processes
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check"], "错误 0 个"),
        (["search", "饭馆"], "对??饭馆的监管"),
        (["checklist", "𠮷䶮", "-o", "made.docx"], "没有监管事项“??”"),
        (["law", "show", "《𠮷䶮法》第一条"], "目录没有登记《??法》"),
        (["law", "impact", "--since", "2020-01-01"], "《某某安全法》"),
        (["notice", "1", "-o", "𠮷.docx"], "?.docx"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_a_gbk_console_shows_what_it_can(rare: TinyCatalog, tmp_path: Path, words: list[str], said: str) -> None:
    done = run(*words, "--catalog", rare.folder, env=GBK, cwd=tmp_path)
    assert said in (done.stdout + done.stderr).decode("gbk")


@pytest.mark.processes
def test_what_is_written_to_a_file_is_whole_whatever_the_console_has(rare: TinyCatalog, tmp_path: Path) -> None:
    for form in ("json", "csv"):
        done = run("export", form, "--catalog", rare.folder, "-o", tmp_path / f"a.{form}", env=GBK)
        assert done.returncode == 0 and RARE in (tmp_path / f"a.{form}").read_text(encoding="utf-8")
    assert RARE in run("export", "csv", "--catalog", rare.folder, "-o", "-", env=GBK).stdout.decode("utf-8")
    run("notice", "1", "--catalog", rare.folder, "-o", tmp_path / "a.docx", env=GBK)
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert "𠮷䶮饭馆" in archive.read("word/document.xml").decode()


@pytest.mark.processes
def test_in_utf8_mode_the_output_is_whole(rare: TinyCatalog) -> None:
    done = run("search", "饭馆", "--json", "--catalog", rare.folder, env={"PYTHONUTF8": "1"})
    assert RARE in [hit["title"] for hit in json.loads(done.stdout.decode("utf-8"))]


@pytest.mark.parametrize("name", ["CON", "nul", "aux.html", "COM1.docx", "lpt9", "PRN.tar.gz", "con .txt", "conin$"])
def test_names_of_devices_are_no_file_names(name: str) -> None:
    assert is_device(name) and not is_device(safe_name(name))


@pytest.mark.parametrize("name", ["console", "nul-1", "com", "com10", "01-aux", "auxiliary.html", "甲公司"])
def test_names_that_only_look_like_one_are_left_as_they_are(name: str) -> None:
    assert not is_device(name) and safe_name(name) == name


@pytest.mark.parametrize(("number", "said"), [(32, "正被别的程序打开"), (33, "正被别的程序打开"), (206, "路径过长")])
def test_what_windows_says_by_a_number_of_its_own_is_told(number: int, said: str) -> None:
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = number  # type: ignore[attr-defined]
    assert said in reason(error)
    assert reason(PermissionError(13, "Permission denied")) == "没有权限"


def test_a_build_whose_processes_are_begun_anew_is_the_same(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = multiprocessing.get_context
    monkeypatch.setattr(multiprocessing, "get_context", lambda _=None: asked("spawn"))
    report = build.run(tiny.folder, date(2026, 11, 23), tmp_path / "out")
    assert report.documents == 2 and (report.site / "downloads" / "01-检查通知.docx").is_file()
