"""Law pages with full text: anchors, versions, differences, who cites what; change days; data for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator import addresses
from generator.law.citation import Place
from generator.law.numerals import to_chinese
from generator.site import write_pages
from tests.conftest import COMPILED, ITEM, OLD_LAW, PLAN, TinyCatalog
from tests.site.conftest import BuildSite
from tests.site.html_reader import broken_links, read

OLD = """某某管理条例
（2011年3月2日公布）
第一章　总则
第一条　为了安全，制定本条例。
第三十三条　经营应当经市级机关许可。有下列情形的除外：
（一）自产自销的；
（二）<script>alert(1)</script>的。
未经许可，不得经营。
第二章　附则
第三十四条　本条例自2011年12月1日起施行。
附件：名录
"""
NEW = OLD.replace("市级", "省级")


@pytest.fixture
def amended(tiny: TinyCatalog) -> TinyCatalog:
    """The old law in two stored versions; item 1 quotes it and one of its checks rests on it."""
    versions = [*OLD_LAW["versions"], {"effective": "2026-06-01", "event": "修订", "source": COMPILED}]
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": versions})
    quote = "经营应当经县级机关许可。有下列情形的除外：（一）自产自销的；未经许可，不得经营。"
    basis = {"cite": "《某某管理条例》第三十三条", "source": PLAN, "quote": quote}
    check = {**ITEM["checks"][1], "basis": "《某某管理条例》第三十三条第一款第（二）项"}
    tiny.item(bases=[basis], checks=[check])
    tiny.statute("old-law", "2011-12-01", OLD)
    tiny.statute("old-law", "2026-06-01", NEW)
    return tiny


@pytest.fixture
def site(amended: TinyCatalog, build_site: BuildSite) -> Path:
    return build_site(amended.view())


def test_every_link_and_anchor_of_law_pages_exists(site: Path) -> None:
    assert broken_links(site) == []


def test_the_text_in_force_is_shown_with_an_anchor_for_every_place(site: Path) -> None:
    page = read(site / "laws" / "old-law.html")
    assert "经营应当经省级机关许可" in page.text and "经营应当经市级机关许可" not in page.text
    assert {"art_1", "art_33", "art_33__para_1", "art_33__para_1__item_2", "art_33__para_2", "chp_2"} <= page.anchors


def test_hostile_text_in_a_law_stays_text(site: Path) -> None:
    page = read(site / "laws" / "old-law.html")
    assert "<script>alert(1)</script>的。" in page.text


def test_a_citation_leads_to_its_item_where_the_text_is_known(site: Path) -> None:
    links = read(site / "items" / "01-trade.html").links
    assert any(link.endswith("laws/old-law.html#art_33__para_1__item_2") for link in links)


def test_beside_a_cited_article_stands_who_cites_it(site: Path) -> None:
    text = read(site / "laws" / "old-law.html").text
    assert "引用本条的事项、检查要点和文书" in text and "要旨：经营须许可。" in text


def test_other_versions_have_a_page_each_and_a_comparison(site: Path) -> None:
    page = read(site / "laws" / "old-law.html")
    assert {"old-law/2011-12-01.html", "old-law/2011-12-01-2026-06-01.html"} <= set(page.links)
    older = read(site / "laws" / "old-law" / "2011-12-01.html")
    assert "经营应当经市级机关许可" in older.text and "已被替代" in older.text
    compared = (site / "laws" / "old-law" / "2011-12-01-2026-06-01.html").read_text(encoding="utf-8")
    assert "<del>市级</del><ins>省级</ins>" in compared


def test_a_quotation_shows_its_verdict_for_each_version(site: Path) -> None:
    text = read(site / "items" / "01-trade.html").text
    assert "2020年8月17日 的条文比对：文字有改动" in text and "严重不符，不得引用" in text and "“县级”" in text


def test_a_cited_article_the_text_does_not_have_keeps_its_anchor(amended: TinyCatalog, build_site: BuildSite) -> None:
    amended.statute("old-law", "2026-06-01", "某某管理条例\n第三十四条　施行。\n")
    site = build_site(amended.view())
    page = read(site / "laws" / "old-law.html")
    assert "这一版没有的条文" in page.text and "art_33" in page.anchors and broken_links(site) == []


def test_change_days_say_what_changed_and_whom_it_concerns(site: Path) -> None:
    text = read(site / "changes.html").text
    assert "2026年6月1日" in text and "修订，新版本施行" in text
    assert "修改 1 条，未变 2 条" in text and "对某某经营的监管" in text and "所引条文有改动" in text


def test_an_item_has_a_time_line_of_its_bases(site: Path) -> None:
    history = read(site / "items" / "01-trade.html").section("history")
    assert history.index("2011年12月1日") < history.index("2026年6月1日")
    assert "起适用" in history and "《某某管理条例》修订，新版本施行" in history


def test_a_change_to_come_is_marked(amended: TinyCatalog, build_site: BuildSite) -> None:
    text = read(build_site(amended.view("2026-05-02")) / "changes.html").text
    assert "2026年6月1日 尚未生效" in text


def test_laws_articles_and_citations_are_there_as_data(amended: TinyCatalog, tmp_path: Path) -> None:
    view = amended.view()
    write_pages(view, tmp_path)
    data = json.loads((tmp_path / addresses.law_data("old-law")).read_text(encoding="utf-8"))
    assert data["as_of"] == "2026-11-23" and data["catalog"] == view.digest and data["text_source"] == view.texts_digest
    [old, new] = data["texts"]
    article = new["articles"][1]
    assert (new["page"], old["page"]) == ("laws/old-law.html", "laws/old-law/2011-12-01.html")
    assert article["eid"] == "art_33" and article["divisions"] == [{"eid": "chp_1", "text": "第一章　总则"}]
    assert article["paragraphs"][0]["items"][1]["eid"] == "art_33__para_1__item_2"
    citations = json.loads((tmp_path / addresses.CITATIONS_DATA).read_text(encoding="utf-8"))["citations"]
    duty = next(citation for citation in citations if citation["role"] == "duty")
    assert duty["law"] == "old-law" and duty["eids"] == ["art_33__para_1__item_2"]
    laws = json.loads((tmp_path / addresses.LAWS_DATA).read_text(encoding="utf-8"))["laws"]
    assert {law["id"]: law["status"] for law in laws} == {"old-law": "施行中", "new-law": "施行中"}


def test_every_article_can_be_searched_once_its_text_is_stored(amended: TinyCatalog, tmp_path: Path) -> None:
    write_pages(amended.view(), tmp_path)
    records = (tmp_path / addresses.SEARCH_RECORDS).read_text(encoding="utf-8")
    assert '"第三十四条","art_34"' in records and "未经许可，不得经营" in records


def test_an_address_of_a_place_is_its_eid() -> None:
    assert addresses.place("old-law", Place(33, 1, 2, 3)) == "laws/old-law.html#art_33-1__para_2__item_3"


@pytest.mark.browser
def test_a_law_of_1260_articles_stays_usable(browser: Any, tiny: TinyCatalog, build_site: BuildSite) -> None:
    lines = ["某某管理条例"]
    for number in range(1, 1261):
        lines += [f"第{to_chinese(number // 100 + 1)}章　某章"] if number % 100 == 1 else []
        lines += [f"第{to_chinese(number)}条　民事主体应当遵守本条例第{to_chinese(max(1, number - 1))}条。", "第二款。"]
    tiny.statute("old-law", "2011-12-01", "\n".join(lines))
    site = build_site(tiny.view())
    assert (site / "laws" / "old-law.html").stat().st_size < 1_500_000
    page: Any = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(f"{(site / 'laws' / 'old-law.html').as_uri()}#art_1200__para_2")
    page.wait_for_timeout(500)
    top = page.evaluate("document.getElementById('art_1200__para_2').getBoundingClientRect().top")
    assert 0 <= top < 900
    assert page.locator(".md-sidebar--secondary .md-nav__link").count() < 40
    page.close()
