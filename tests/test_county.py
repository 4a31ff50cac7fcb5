"""A county as an overlay of the shipped catalog, built whole: each kind of adjustment is seen on its page and its form."""

from __future__ import annotations

import html
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.building import build
from generator.cli.main import main
from tests.conftest import REPOSITORY
from tests.word import docx_reader

COUNTY = REPOSITORY / "tests" / "catalogs" / "example-county"
DAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's site, built from copies: the levels lie beside each other as anywhere else."""
    folder = tmp_path_factory.mktemp("levels")
    ignored = shutil.ignore_patterns("statutes*", "previews", "inbox")
    shutil.copytree(REPOSITORY / "catalog", folder / "catalog", ignore=ignored)
    shutil.copytree(COUNTY, folder / "tests" / "catalogs" / COUNTY.name)
    build.run(folder / "tests" / "catalogs" / COUNTY.name, DAY, folder / "build")
    return folder / "build" / "site"


def page(site: Path, name: str) -> str:
    return re.sub(r"<[^>]+>", " ", (site / name).read_text(encoding="utf-8"))


def test_every_kind_of_adjustment_is_on_the_page_with_its_reason(site: Path) -> None:
    whole = (site / "items" / "01-hazchem-trade.html").read_text(encoding="utf-8")
    section = html.unescape(whole.partition('id="levels"')[2])
    for kind in ("替换", "增加", "缩小范围", "不适用"):
        assert kind in section
    assert "20%" in section and "30%" in section and "虚构：本县加油站多，比例提高" in section
    assert "层级：淮安市应急管理局" in page(site, "items/01-hazchem-trade.html")
    assert "层级：示例县应急管理局" in page(site, "items/13-example.html")


def test_the_form_has_what_applies_here(site: Path) -> None:
    text = docx_reader.text((site / "downloads" / "01-现场检查表.docx").read_bytes())
    assert "示例县应急管理局" in text and "淮安市应急管理局" not in text
    assert "张贴了本县的安全告知牌" in text and "在本县窗口可以核验" in text
    assert "危险化学品商店；其中：示例镇内的危险化学品商店（虚构）" in text
    assert "行政处罚法》第三十三条" in text


def test_a_withdrawn_item_has_no_page_and_is_listed_with_the_reason(site: Path) -> None:
    assert not (site / "items" / "07-seismic-networks.html").exists() and not list((site / "downloads").glob("07-*"))
    assert "虚构：本县没有地震台网，由市局直接监管" in page(site, "items/index.html")
    asked = CliRunner().invoke(main, ["checklist", "7", "--catalog", str(COUNTY), "-o", "x.docx"])
    assert asked.exit_code == 2 and "在本局不适用：虚构：本县没有地震台网" in asked.output


def test_the_site_says_what_it_builds_on(site: Path) -> None:
    assert "在上级目录（淮安市应急管理局的《淮安市应急管理局事中事后监管事项目录》）的基础上调整" in page(
        site, "index.html"
    )
    assert "上级目录" in page(site, "about.html")


def test_the_citys_papers_are_not_the_countys(site: Path) -> None:
    made = [path.name for path in (site / "downloads").glob("*.docx")]
    assert made and not any("实施方案" in name for name in made)


def test_an_item_of_the_city_cannot_be_edited_in_the_countys_table(tmp_path: Path) -> None:
    import openpyxl

    shutil.copytree(REPOSITORY / "catalog", tmp_path / "catalog", ignore=shutil.ignore_patterns("statutes*"))
    folder = tmp_path / "tests" / "catalogs" / COUNTY.name
    shutil.copytree(COUNTY, folder)
    run = CliRunner().invoke
    table = tmp_path / "table.xlsx"
    assert run(main, ["export", "xlsx", "--catalog", str(folder), "-o", str(table)]).exit_code == 0
    book = openpyxl.load_workbook(table)
    sheet = book.worksheets[0]
    above = next(row for row in range(1, 9) if "监管事项" in [cell.value for cell in sheet[row]])
    heads = [cell.value for cell in sheet[above]]
    for row, words in ((above + 1, "改上级的"), (sheet.max_row, "示例：改本县的（虚构）")):
        sheet.cell(row, heads.index("监管事项") + 1).value = words
    book.save(table)
    refused = run(main, ["import", str(table), "--catalog", str(folder)])
    assert refused.exit_code == 1 and "这一条在上级目录“../../../catalog”里，不能在表里改" in refused.output, (
        refused.output
    )
    sheet.cell(above + 1, heads.index("监管事项") + 1).value = "对危险化学品经营的监管"
    book.save(table)
    taken = run(main, ["import", str(table), "--catalog", str(folder)])
    assert taken.exit_code == 0, taken.output
    assert "改本县的" in (folder / "items" / "13-example.yaml").read_text(encoding="utf-8")
