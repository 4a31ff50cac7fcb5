"""The inbox: every file is answered with a report, the catalog stays as it is, and no file stops the build."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import REPOSITORY, TinyCatalog
from tests.tables.conftest import a_table, bytes_of, day_export, edited, put


def _inbox(tiny: TinyCatalog) -> Path:
    folder = tiny.folder / "inbox"
    folder.mkdir()
    return folder


def _run(tiny: TinyCatalog, out: Path) -> Any:
    return CliRunner().invoke(
        main, ["inbox", "--catalog", str(tiny.folder), "--as-of", "2026-11-23", "--out", str(out)]
    )


def test_an_edited_workbook_is_answered_with_cells_and_a_diff_and_the_catalog_stays(
    tiny: TinyCatalog, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        put(book["监管事项清单"], 4, 7, "30%")
        put(book["监管事项清单"], 4, 8, "没有的处")

    (_inbox(tiny) / "改.xlsx").write_bytes(edited(day_export(tiny.folder), change))
    before = bytes_of(tiny.folder)
    result = _run(tiny, tmp_path / "out")
    assert result.exit_code == 0 and "收件箱 改.xlsx：有 1 处错误" in result.output
    assert bytes_of(tiny.folder) == before
    page = (tmp_path / "out/01-改.xlsx-核对.md").read_text(encoding="utf-8")
    assert "**错误** `监管事项清单!H4` “牵头部门”：没有这个处室" in page and '+  ratio: "30%"' in page
    book = openpyxl.load_workbook(tmp_path / "out/01-改.xlsx-核对.xlsx")
    assert book.sheetnames == ["结论", "问题", "改动", "目录文件的变化"]
    assert [cell.value for cell in book["问题"][2]][:2] == ["错误", "监管事项清单!H4"]
    assert [cell.value for cell in book["改动"][2]] == [
        "监管事项清单!G4",
        "监管事项",
        "01-trade",
        "抽查比例",
        "20%",
        "30%",
    ]


def test_hostile_files_are_answered_too_and_a_fault_of_the_program_stops_nothing(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _inbox(tiny)
    (folder / "a.xlsm").write_bytes(b"PK")
    (folder / "b.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / "c.csv").write_bytes(b"")
    (folder / "=cmd|' 甲;`rm`.csv").write_text("抽查事项,检查对象\n=甲,乙\n", encoding="utf-8")
    (folder / "README.md").write_text("说明", encoding="utf-8")
    (folder / "~$锁.xlsx").write_bytes(b"x")
    result = _run(tiny, tmp_path / "out")
    assert result.exit_code == 0 and result.output.count("收件箱") == 4
    assert {path.suffix for path in (tmp_path / "out").glob("[!.]*")} == {".md", ".xlsx"}
    assert not any(set(path.name) & set("|;`' =") for path in (tmp_path / "out").iterdir())

    def fault(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("generator.tables.back.inbox.plan_import", fault)
    result = _run(tiny, tmp_path / "out")
    assert result.exit_code == 0 and "程序出错（ZeroDivisionError）" in (
        next((tmp_path / "out").glob("01-*.md"))
    ).read_text("utf-8")


def test_an_empty_inbox_says_and_writes_nothing(tiny: TinyCatalog, tmp_path: Path) -> None:
    result = _run(tiny, tmp_path / "out")
    assert (result.exit_code, result.output, (tmp_path / "out").exists()) == (0, "", False)


def test_other_people_s_lists_are_answered_without_a_source(tiny: TinyCatalog, tmp_path: Path) -> None:
    a_table(_inbox(tiny) / "别县.xlsx", [["抽查事项", "检查依据"], ["检查甲", "《某某安全法》第五十三条"]])
    assert _run(tiny, tmp_path / "out").exit_code == 0
    page = (tmp_path / "out/01-别县.xlsx-核对.md").read_text(encoding="utf-8")
    assert "没有写明出处" in page and "+title: 检查甲" in page


def test_the_build_answers_the_inbox_and_does_not_fail_by_it() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    build = makefile.split("\nbuild:")[1].split("\n\n")[0]
    assert "jianguan inbox || echo" in build and build.index("jianguan build") < build.index("jianguan inbox")


def test_the_report_is_the_same_bytes_every_time(tiny: TinyCatalog, tmp_path: Path) -> None:
    (_inbox(tiny) / "改.xlsx").write_bytes(
        edited(day_export(tiny.folder), lambda book: put(book["监管事项清单"], 4, 7, "30%"))
    )
    _run(tiny, tmp_path / "one")
    _run(tiny, tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    text = "".join(
        str(c.value)
        for row in openpyxl.load_workbook(io.BytesIO(bytes_of(tmp_path / "one")["01-改.xlsx-核对.xlsx"]))["结论"]
        for c in row
    )
    assert "可以导入：改动 1 格" in text
