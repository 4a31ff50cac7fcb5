"""References in a law's text on the site: linked where the place meant is shown, as it stood when the text was made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import addresses
from generator.site import write_pages
from tests.conftest import COMPILED, NEW_LAW, OLD_LAW, TinyCatalog
from tests.site.conftest import BuildSite
from tests.site.html_reader import broken_links, read

CITED = """某某管理条例
（2011年3月2日公布）
第一条　应当许可。
不得转让。
第二条　违反前款或者第一条第二款、第九条的，处罚。
"""
CITING = """某某安全法
第一章　总则
第一条　违反《某某管理条例》第一条第二款、第七条的，依照本法第二条、第二章和《没有登记法》第三条处罚<b>。
第二章　责任
第二条　处罚。
"""


@pytest.fixture
def two(tiny: TinyCatalog) -> TinyCatalog:
    """Two laws with text; the newer cites the older, of which a version came after it too."""
    versions = [*OLD_LAW["versions"], {"effective": "2026-06-01", "event": "修订", "source": COMPILED}]
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": versions})
    tiny.statute("old-law", "2011-12-01", CITED)
    tiny.statute("new-law", "2026-05-01", CITING)
    return tiny


def links(site: Path, page: str) -> set[str]:
    found = read(site / page).elements
    hrefs = {attributes["href"] for tag, attributes in found if tag == "a" and "href" in attributes}
    return {href.removeprefix("../laws/") for href in hrefs if "old-law" in href or href.startswith("#")}


def test_references_lead_to_the_places_they_mean_and_every_link_holds(two: TinyCatalog, build_site: BuildSite) -> None:
    site = build_site(two.view())
    assert {"#art_2", "#chp_2", "old-law/2011-12-01.html#art_1__para_2"} <= links(site, "laws/new-law.html")
    assert broken_links(site) == []


def test_another_laws_article_is_linked_in_the_version_of_that_day(two: TinyCatalog, build_site: BuildSite) -> None:
    two.statute("old-law", "2026-06-01", CITED.replace("第一条　应当许可。", "第一条　新增。\n应当许可。"))
    site = build_site(two.view())
    [link] = [link for link in links(site, "laws/new-law.html") if "old-law" in link and "#" in link]
    assert link == "old-law/2011-12-01.html#art_1__para_2" and broken_links(site) == []


def test_where_that_version_is_not_stored_only_the_law_is_linked(two: TinyCatalog, build_site: BuildSite) -> None:
    two.statute("old-law", "2026-06-01", CITED)
    (two.folder / "statutes" / "old-law" / "2011-12-01.txt").unlink()
    site = build_site(two.view())
    assert {link for link in links(site, "laws/new-law.html") if "old-law" in link} == {"old-law.html"}


def test_without_any_text_a_cited_article_is_linked_where_its_gist_stands(
    tiny: TinyCatalog, build_site: BuildSite
) -> None:
    tiny.write("laws/new-law.yaml", NEW_LAW)
    tiny.statute("new-law", "2026-05-01", "某某安全法\n第一条　依照《某某管理条例》第三十三条、第三十四条许可。\n")
    site = build_site(tiny.view())
    assert {link for link in links(site, "laws/new-law.html") if "old-law" in link} == {
        "old-law.html",
        "old-law.html#art_33",
    }
    assert broken_links(site) == []


def test_what_has_no_target_stays_text(two: TinyCatalog, build_site: BuildSite) -> None:
    site = build_site(two.view())
    older = read(site / "laws" / "old-law" / "2011-12-01.html")
    assert "违反前款或者第一条第二款、第九条的" in older.text
    assert [link for link in older.links if link.startswith("#art_")] == ["#art_2", "#art_1__para_2"]
    newer = read(site / "laws" / "new-law.html")
    assert "《没有登记法》第三条处罚<b>。" in newer.text and not any("art_3" in link for link in newer.links)


def test_beside_an_article_stand_those_that_refer_to_it(two: TinyCatalog, build_site: BuildSite) -> None:
    site = build_site(two.view())
    assert "本法规中提到本条的：第二条" in read(site / "laws" / "old-law" / "2011-12-01.html").text


def test_references_are_there_as_data(two: TinyCatalog, tmp_path: Path) -> None:
    write_pages(two.view(), tmp_path)
    data = json.loads((tmp_path / addresses.law_data("new-law")).read_text(encoding="utf-8"))
    [first, _] = data["texts"][0]["articles"]
    told = {(reference["text"], reference["law"], tuple(reference["eids"])) for reference in first["references"]}
    assert told == {
        ("《某某管理条例》", "old-law", ()),
        ("第一条第二款", "old-law", ("art_1__para_2",)),
        ("本法第二条", None, ("art_2",)),
        ("第二章", None, ("chp_2",)),
    }
    assert first["references"][0]["eid"] == "art_1__para_1" and first["references"][0]["offset"] == 2
