"""LibreOffice opens, prints and saves again what is exported: the round trip is no change, the list fits its page."""

from __future__ import annotations

import glob
import os
import subprocess
from pathlib import Path

import pytest

from tests import render
from tests.conftest import REPOSITORY, TinyCatalog
from tests.tables.conftest import HOSTILE, bytes_of, day_export, edited, full_export, planned, put, told

_CALC = glob.glob("/usr/lib*/libreoffice/program/libsclo.so") + glob.glob("/opt/libreoffice*/program/libsclo.so")  # noqa: PTH207
WHY_NOT = render.missing() or ("" if _CALC else "没有 LibreOffice Calc，不能打开表格")
pytestmark = [pytest.mark.render, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "表格可用")]


def _saved_again(folder: Path, *contents: bytes) -> list[Path]:
    """Workbooks as LibreOffice saves them."""
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"{number}.xlsx")
        paths[-1].write_bytes(content)
    out = folder / "saved"
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, paths)],
        env={**os.environ, "FONTCONFIG_FILE": str(render.FONTS)}, capture_output=True, timeout=300, check=True,
    )  # fmt: skip
    return [out / path.name for path in paths]


def test_the_shipped_catalog_saved_by_libreoffice_comes_back_as_no_change(tmp_path: Path) -> None:
    catalog = REPOSITORY / "catalog"
    for path in _saved_again(tmp_path, full_export(catalog), day_export(catalog)):
        plan = planned(catalog, path)
        assert (plan.edits, plan.files, plan.findings) == ([], {}, []), told(plan)
        assert not any("记号" in note for note in plan.notes), plan.notes


def test_hostile_text_survives_libreoffice_and_an_edit_in_it_is_one_change(tiny: TinyCatalog, tmp_path: Path) -> None:
    from generator.tables.yaml import text as yaml_text
    from tests.conftest import ITEM

    hostile = [text.strip() for text in HOSTILE if text.strip()]
    tiny.text("items/01-trade.yaml", yaml_text.document({**ITEM, "aliases": hostile, "note": "=1+1"}))
    before = bytes_of(tiny.folder)
    unchanged, changed = _saved_again(
        tmp_path,
        full_export(tiny.folder),
        edited(full_export(tiny.folder), lambda book: put(book["监管事项"], 4, 3, "对某某的监管")),
    )
    plan = planned(tiny.folder, unchanged)
    assert not plan.edits and not plan.files, told(plan)
    plan = planned(tiny.folder, changed)
    assert [edit.place for edit in plan.edits] == ["监管事项!C4"], told(plan)
    assert bytes_of(tiny.folder) == before


def test_the_list_prints_on_a4_landscape_with_heads_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(day_export(REPOSITORY / "catalog"))
    (pdf,) = render.to_pdf([path], tmp_path)
    assert tuple(map(round, render.page_size(pdf))) == (297, 210)
    pages = ["".join(page.split()) for page in render.pages(pdf)]
    listed = [page for page in pages if "监管事项清单目录摘要" in page]
    assert 1 <= len(listed) <= 3
    for number, page in enumerate(listed, 1):
        assert "序号监管事项监管对象设定依据监管责任监管措施抽查比例牵头部门" in page and f"第{number}页" in page
    assert "《危险化学品安全法》第五十三条、第五十五条" in listed[0] and "待核实" in listed[0]
