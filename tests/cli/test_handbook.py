"""`jianguan handbook`: for everybody or a division, with and without LibreOffice; refused in plain Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.word.paper import rendering
from tests import render
from tests.catalog_text import catalog_of
from tests.cli.test_commands import run
from tests.word.docx_reader import text
from tests.word.test_handbook import CATALOG

ITEMS = CATALOG.index("    --- items/01-outfall.yaml")
FORMS = CATALOG.index("    --- documents/visit.yaml")
WITHOUT_ITEMS = CATALOG[:ITEMS] + CATALOG[FORMS:]
WITHOUT_DEPARTMENTS = CATALOG.replace(
    "    --- departments.yaml\n    water: {name: 水处, aliases: [水环境处], source: 计划}\n    policy: {name: 法规处, source: 计划}\n",
    "",
).replace("    lead: {department: water, source: 计划}\n", "")


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_libreoffice", lambda: None)


@pytest.mark.usefixtures("no_libreoffice")
@pytest.mark.parametrize("name", ["水处", "水环境处", "water"])
def test_a_division_is_known_by_name_other_name_or_id(tmp_path: Path, name: str) -> None:
    out = tmp_path / "x.docx"
    result = run("handbook", "--department", name, "--out", out, "--catalog", catalog_of(tmp_path, CATALOG))
    assert result.exit_code == 0, result.output
    shown = text(out.read_bytes())
    assert "对排污口的监管" in shown and "对取水井的监管" not in shown


@pytest.mark.usefixtures("no_libreoffice")
def test_without_a_file_name_the_division_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    catalog = catalog_of(tmp_path, CATALOG)
    assert run("handbook", "--catalog", catalog).exit_code == 0
    assert run("handbook", "--catalog", catalog, "--department", "水处").exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == ["培训手册-水处.docx", "培训手册.docx"]


@pytest.mark.usefixtures("no_libreoffice")
def test_without_libreoffice_it_is_written_and_says_how_to_get_the_page_numbers(tmp_path: Path) -> None:
    out = tmp_path / "x.docx"
    result = run("handbook", "-o", out, "--catalog", catalog_of(tmp_path, CATALOG))
    assert (result.exit_code, out.is_file()) == (0, True)
    assert "提醒：没有安装 LibreOffice，量不出页码，目录里没有填页码；" in result.output
    assert "按 F9 更新页码" in result.output


@pytest.mark.usefixtures("no_libreoffice")
def test_without_libreoffice_there_is_no_pdf(tmp_path: Path) -> None:
    result = run("handbook", "-o", tmp_path / "x.docx", "--pdf", "--catalog", catalog_of(tmp_path, CATALOG))
    assert (result.exit_code, "不能生成 PDF" in result.output) == (1, True), result.output
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("catalog", "words", "code", "says"),
    [
        (CATALOG, ["--department", "水环竟处"], 2, "没有处室“水环竟处”。您是不是想写“水环境处”？"),
        (CATALOG, ["--department", "法规处"], 1, "没有由法规处牵头的监管事项（有 1 项的牵头部门待明确）"),
        (WITHOUT_DEPARTMENTS, ["--department", "水处"], 2, "目录还没有登记处室"),
        (WITHOUT_ITEMS, [], 1, "目录里没有监管事项，没有写出手册"),
        (WITHOUT_ITEMS, ["--department", "水处"], 1, "目录里没有监管事项，没有写出手册"),
        (CATALOG, ["-o", "x.pdf"], 2, "应以 .docx 结尾"),
    ],
    ids=["likely name", "leads nothing", "no departments", "no items", "no items of one", "another ending"],
)
def test_what_cannot_be_written_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalog: str, words: list[str], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("handbook", *words, "--catalog", catalog_of(tmp_path, catalog))
    assert (result.exit_code, says in result.output) == (code, True), result.output
    assert not [*tmp_path.glob("*.docx"), *tmp_path.glob("*.pdf")]


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path, no_libreoffice: None) -> None:
    out = tmp_path / "x.docx"
    out.write_bytes(b"mine")
    result = run("handbook", "-o", out, "--catalog", catalog_of(tmp_path, CATALOG))
    assert (result.exit_code, out.read_bytes()) == (1, b"mine"), result.output


@pytest.mark.render
@pytest.mark.skipif(bool(render.missing()), reason=render.missing() or "渲染可用")
def test_with_libreoffice_the_numbers_are_there_and_the_pdf_beside(tmp_path: Path) -> None:
    out = tmp_path / "x.docx"
    result = run("handbook", "-o", out, "--pdf", "--catalog", catalog_of(tmp_path, CATALOG), "--as-of", "2026-11-23")
    assert result.exit_code == 0, result.output
    assert "使用说明\t3" in text(out.read_bytes())
    assert "监管事项培训手册" in render.pages(tmp_path / "x.pdf")[0]
