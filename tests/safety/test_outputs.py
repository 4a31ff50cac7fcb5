"""What a user has is never replaced by an output, and a trial run writes nothing: the commands as people type them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.files import journal, notes
from tests.conftest import REPOSITORY, TinyCatalog
from tests.tables.conftest import bytes_of, day_export, edited, put


@pytest.fixture(autouse=True)
def _private_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


def run(tiny: TinyCatalog, *words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words), "--catalog", str(tiny.folder), "--as-of", "2026-11-23"])


def edited_table(tiny: TinyCatalog, path: Path) -> Path:
    path.write_bytes(edited(day_export(tiny.folder), lambda book: put(book["监管事项清单"], 4, 7, "30%")))
    return path


@pytest.mark.parametrize("command", [("inbox", "--out"), ("build", "--out")])
@pytest.mark.parametrize("place", [".", "thesis", "catalog"])
def test_a_folder_of_the_user_is_refused_by_the_names_of_its_files(
    tiny: TinyCatalog, monkeypatch: pytest.MonkeyPatch, command: tuple[str, str], place: str
) -> None:
    project = tiny.folder.parent
    (project / "thesis").mkdir()
    (project / "thesis" / "thesis.docx").write_bytes(b"three years of work")
    (project / "thesis" / "manifest.json").write_text("{}")
    tiny.text("inbox/a.csv", "抽查事项,检查对象\n甲,乙\n")
    monkeypatch.chdir(project)
    before = bytes_of(project)
    result = run(tiny, *command, place)
    assert result.exit_code == 1
    said = {"thesis": "thesis.docx", ".": "catalog.yaml", "catalog": "是目录文件夹"}
    assert said[place] in result.output
    assert bytes_of(project) == before


def test_a_file_put_among_the_pages_stops_the_next_build_by_its_name(tiny: TinyCatalog, tmp_path: Path) -> None:
    out = tmp_path / "build"
    assert run(tiny, "build", "--out", out).exit_code == 0
    (out / "site" / "会议记录.docx").write_bytes(b"minutes")
    result = run(tiny, "build", "--out", out)
    assert result.exit_code == 1 and "会议记录.docx" in result.output and "上一次的成果没有改动" in result.output
    (out / "site" / "会议记录.docx").unlink()
    assert run(tiny, "build", "--out", out).exit_code == 0


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("checklist", "1", "-o"), "x.docx"),
        (("notice", "1", "-o"), "x.docx"),
        (("export", "xlsx", "-o"), "x.xlsx"),
        (("template", "export", "checklist", "-o"), "x.docx"),
    ],
)
def test_a_document_somebody_filled_in_is_not_written_over(
    tiny: TinyCatalog, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    out = tmp_path / name
    assert run(tiny, *words, out).exit_code == 0
    assert run(tiny, *words, out).exit_code == 0
    out.write_bytes(out.read_bytes() + b"filled in by hand")
    before = out.read_bytes()
    result = run(tiny, *words, out)
    assert result.exit_code == 1 and name in result.output and out.read_bytes() == before


@pytest.mark.parametrize("out", ["out.zip", "out.zip.part", "out-没有生成的行.xlsx"])
def test_filling_does_not_write_over_what_no_run_wrote(tiny: TinyCatalog, tmp_path: Path, out: str) -> None:
    (tmp_path / "rows.csv").write_text("被检查单位\n甲公司\n", encoding="utf-8")
    (tmp_path / out).write_bytes(b"mine")
    result = run(tiny, "fill", "checklist", "1", "--rows", tmp_path / "rows.csv", "--out", tmp_path / "out.zip")
    assert result.exit_code == 1 and out in result.output
    assert (tmp_path / out).read_bytes() == b"mine"


def test_a_trial_run_after_an_interrupted_import_writes_nothing(tiny: TinyCatalog, tmp_path: Path) -> None:
    table = edited_table(tiny, tmp_path / "a.xlsx")
    staging = tiny.folder / journal.STAGING
    staging.mkdir()
    (staging / "000000").write_bytes(b"new")
    moves = [{"staged": "000000", "name": "methods.yaml", "old": "", "new": journal.digest(b"new")}]
    (staging / journal.JOURNAL).write_text(json.dumps(moves))
    notes.note(staging / journal.JOURNAL, journal.digest((staging / journal.JOURNAL).read_bytes()))
    before = bytes_of(tiny.folder)
    for words in (("import", table, "--dry-run"), ("check",), ("build", "--out", tmp_path / "out")):
        result = run(tiny, *words)
        assert result.exit_code == 1 and "jianguan recover" in result.output
    assert bytes_of(tiny.folder) == before and not (tmp_path / "out").exists()


def test_recover_finishes_what_was_interrupted_and_says_so(tiny: TinyCatalog, tmp_path: Path) -> None:
    staging = tiny.folder / journal.STAGING
    staging.mkdir()
    (staging / "000000").write_bytes(b"{}\n")
    moves = [{"staged": "000000", "name": "terms.yaml", "old": "", "new": journal.digest(b"{}\n")}]
    (staging / journal.JOURNAL).write_text(json.dumps(moves))
    notes.note(staging / journal.JOURNAL, journal.digest((staging / journal.JOURNAL).read_bytes()))
    recover = CliRunner().invoke(main, ["recover", "--catalog", str(tiny.folder)])
    assert recover.exit_code == 0 and "已写完" in recover.output and "terms.yaml" in recover.output
    assert (tiny.folder / "terms.yaml").read_bytes() == b"{}\n" and not staging.exists()
    again = CliRunner().invoke(main, ["recover", "--catalog", str(tiny.folder)])
    assert again.exit_code == 0 and "没有中断" in again.output


def test_an_item_that_is_a_link_to_a_shared_file_is_not_replaced(tiny: TinyCatalog, tmp_path: Path) -> None:
    table = edited_table(tiny, tmp_path / "a.xlsx")
    item, shared = tiny.folder / "items" / "01-trade.yaml", tmp_path / "shared.yaml"
    item.rename(shared)
    item.symlink_to(shared)
    before = shared.read_bytes()
    result = run(tiny, "import", table)
    assert result.exit_code == 1 and "没有写入" in result.output and "链接" in result.output
    assert item.is_symlink() and shared.read_bytes() == before


def test_what_is_said_to_be_written_was_flushed_before(tiny: TinyCatalog, tmp_path: Path) -> None:
    """The files of an import, its journal and the folders they are in reach the disk before the command says 写入."""
    table = edited_table(tiny, tmp_path / "a.xlsx")
    code = (
        "import os, sys; seen = []; real = os.fsync\n"
        "def fsync(handle): seen.append(os.readlink(f'/proc/self/fd/{handle}')); real(handle)\n"
        "os.fsync = fsync\n"
        "import click; echo = click.echo\n"
        "def said(text='', **options):\n"
        "    if str(text).startswith('写入 '): print('FLUSHED', *seen, sep='\\n')\n"
        "    echo(text, **options)\n"
        "click.echo = said\n"
        "from generator.cli import main; main()\n"
    )
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("没有 /proc，看不到落盘的是哪个文件")
    done = subprocess.run(
        [sys.executable, "-c", code, "import", str(table), "--catalog", str(tiny.folder), "--as-of", "2026-11-23"],
        capture_output=True, text=True, cwd=REPOSITORY, check=True,
    )  # fmt: skip
    flushed = {Path(line).name for line in done.stdout.split("FLUSHED\n")[1].splitlines()}
    assert {"000000", "000000.old", journal.STAGING, "items", tiny.folder.name} <= flushed
    assert any(name.startswith(f".{journal.JOURNAL}") for name in flushed)
