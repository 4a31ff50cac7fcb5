"""Catalogs of other authorities, built whole: the engine and the packs bring no word of the bureau they were made for."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.building import build
from generator.opening import examine
from tests.conftest import REPOSITORY
from tests.site.html_reader import broken_links, read

POLICE = REPOSITORY / "tests" / "catalogs" / "zhejiang-gongan"
DAY = date(2026, 11, 28)
FOREIGN = re.compile("淮|应急|安全生产|安全监管|危险化学品|危化品|烟花|矿山|工贸|地震|政策法规处|县（区）局")
"""Words of an emergency-management bureau and of its trade."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the public-security authority's catalog, with its documents."""
    out = tmp_path_factory.mktemp("police") / "build"
    build.run(POLICE, DAY, out)
    return out / "site"


def printed(path: Path) -> str:
    """What a Word document or a spreadsheet says."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in sorted(archive.namelist()) if name.endswith(".xml")]
    return re.sub("<[^>]+>", "", "".join(parts))


def said(site: Path) -> Iterator[tuple[str, str]]:
    """Every page, document and table of a site, and what it says."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), read(path).text
    for path in sorted((site / "downloads").iterdir()):
        yield path.name, printed(path)


def test_it_has_no_error_and_says_which_gists_are_missing() -> None:
    problems = examine(POLICE, DAY).problems
    assert [problem.what for problem in problems] == 4 * ["《易制毒化学品购销和运输管理办法》第二十六条没有要旨"]
    assert all(problem.severity == "warning" for problem in problems)


def test_its_own_agency_stands_on_every_page_and_in_every_document(site: Path) -> None:
    assert [name for name, text in said(site) if "某省公安厅" not in text] == []


def test_no_word_of_another_bureau_or_trade_is_printed(site: Path) -> None:
    found = {name: sorted(set(FOREIGN.findall(text))) for name, text in said(site)}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_item_has_its_page_notice_and_checklist(site: Path) -> None:
    items = ["01-precursor-enterprises", "02-province-licensed", "03-city-licensed", "04-county-licensed"]
    assert [path.stem for path in sorted((site / "items").glob("0*.html"))] == items
    for number in ("01", "02", "03", "04"):
        assert "某公〔" in printed(site / "downloads" / f"{number}-检查通知.docx")
        assert "《易制毒化学品管理条例》第三十二条" in printed(site / "downloads" / f"{number}-现场检查表.docx")


def test_what_the_list_asks_is_on_the_checklist_and_where_it_asks_nothing_that_is_said(site: Path) -> None:
    assert "企业建立易制毒化学品台账，如实记录。" in printed(site / "downloads" / "02-现场检查表.docx")
    assert "该日期无已核对的检查要点" in printed(site / "downloads" / "01-现场检查表.docx")


def test_what_the_list_does_not_say_is_not_made_up(site: Path) -> None:
    item = read(site / "items" / "02-province-licensed.html").text
    assert "抽查频次：根据实际情况确定" in item
    assert "罚则待核实" in item and "省、市、县、所公安管理部门" in item


def test_every_link_leads_somewhere(site: Path) -> None:
    assert broken_links(site) == []
