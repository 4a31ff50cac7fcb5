"""export and import as people type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import COMPILED, TinyCatalog
from tests.tables.conftest import a_table, bytes_of, day_export, edited, item_of, put


def _run(tiny: TinyCatalog, *words: str) -> Any:
    return CliRunner().invoke(main, [*words, "--catalog", str(tiny.folder), "--as-of", "2026-11-23"])


def test_export_writes_every_form(tiny: TinyCatalog, tmp_path: Path) -> None:
    for form in ("xlsx", "csv", "json", "jsonl"):
        for full in ([], ["--full"]):
            out = tmp_path / f"表{len(full)}.{form}"
            result = _run(tiny, "export", form, *full, "-o", str(out))
            assert result.exit_code == 0 and out.stat().st_size > 100, result.output


def test_export_of_one_table_to_the_screen(tiny: TinyCatalog) -> None:
    result = _run(tiny, "export", "csv", "--table", "法规", "-o", "-")
    assert result.stdout_bytes.startswith("\ufeff法规编号,简称".encode())
    lines = _run(tiny, "export", "json", "-o", "-").stdout
    assert json.loads(lines)["tables"]["监管事项清单"][0]["抽查比例"] == "20%"
    wrong = _run(tiny, "export", "csv", "--table", "法归")
    assert (wrong.exit_code == 2 and "您是不是想写“法规”" in wrong.output) or "可用的有" in wrong.output


def test_a_dry_run_shows_cells_and_diff_and_writes_nothing(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = tmp_path / "改.xlsx"
    path.write_bytes(edited(day_export(tiny.folder), lambda book: put(book["监管事项清单"], 4, 7, "30%")))
    before = bytes_of(tiny.folder)
    result = _run(tiny, "import", str(path), "--dry-run")
    assert result.exit_code == 0 and "监管事项清单!G4　监管事项 01-trade　抽查比例：20% → 30%" in result.output
    assert '+  ratio: "30%"' in result.output and "没有写入" in result.output and bytes_of(tiny.folder) == before
    result = _run(tiny, "import", str(path))
    assert result.exit_code == 0 and "写入" in result.output and item_of(tiny.load()).sampling.ratio == "30%"
    assert "没有改动" in _run(tiny, "import", str(path)).output


def test_errors_end_with_1_and_write_nothing(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = tmp_path / "改.xlsx"
    path.write_bytes(edited(day_export(tiny.folder), lambda book: put(book["监管事项清单"], 4, 7, "很多")))
    before = bytes_of(tiny.folder)
    result = _run(tiny, "import", str(path))
    assert result.exit_code == 1 and "监管事项清单!G4: 错误" in result.output and "没有写入任何文件" in result.output
    path.write_bytes(b"x")
    assert "改.xlsx：不是 .xlsx 文件" in _run(tiny, "import", str(path)).output
    assert bytes_of(tiny.folder) == before
    tiny.text("items/01-trade.yaml", "number: 一\n")
    assert _run(tiny, "import", str(path)).exit_code == 1


def test_somebody_s_list_with_a_mapping(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = a_table(tmp_path / "单.xlsx", [["事项=名", "依据"], ["检查甲", "《某某安全法》第五十三条"]])
    result = _run(tiny, "import", str(path), "--map", "事项=名=title", "--source", COMPILED)
    assert result.exit_code == 0 and len(tiny.load().items) == 2, result.output
    assert _run(tiny, "import", str(path), "--map", "名称").exit_code == 2
    assert "不认识“x”" in _run(tiny, "import", str(path), "--map", "名称=x").output


def test_the_libraries_are_loaded_only_when_a_table_is_read_or_written() -> None:
    import subprocess
    import sys

    program = "import sys; import generator.cli; print([m for m in ('xlsxwriter', 'python_calamine', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["表.csv", "表.jsonl"])
def test_a_csv_of_ours_comes_back_and_json_is_not_read(tiny: TinyCatalog, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert _run(tiny, "export", out.suffix[1:], "-o", str(out)).exit_code == 0
    if out.suffix == ".csv":
        out.write_text(out.read_text("utf-8-sig").replace("20%", "25%"), encoding="gbk")
        assert _run(tiny, "import", str(out)).exit_code == 0
        assert item_of(tiny.load()).sampling.ratio == "25%"
    else:
        assert "不认识的文件种类" in _run(tiny, "import", str(out)).output


def test_an_import_is_told_of_the_addresses_it_would_lose(tiny: TinyCatalog, tmp_path: Path) -> None:
    _run(tiny, "addresses", "--accept")
    _run(tiny, "export", "xlsx", "--full", "-o", str(tmp_path / "表.xlsx"))
    (tmp_path / "表.xlsx").write_bytes(
        edited((tmp_path / "表.xlsx").read_bytes(), lambda book: book["检查要点"].delete_rows(book["检查要点"].max_row))
    )
    result = _run(tiny, "import", str(tmp_path / "表.xlsx"), "--remove-missing", "--dry-run")
    assert "已经公布的地址不再存在：items/01-trade.html#check-authority-level" in result.output
