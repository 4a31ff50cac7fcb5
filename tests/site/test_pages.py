"""What the pages of a tiny catalog say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import addresses
from generator.addresses import Fixed
from generator.site import EDITION, write_pages
from generator.site.markdown import content_digest
from tests.conftest import CATALOG, COMPILED, ITEM, OLD_LAW, PLAN, TODAY, TinyCatalog
from tests.site.conftest import BuildSite
from tests.site.html_reader import broken_links, read


@pytest.fixture
def pages(tiny: TinyCatalog, build_site: BuildSite):
    """day → function: page name → what it shows."""

    def of(day: str = TODAY):
        folder = build_site(tiny.view(day))
        return lambda name: read(folder / name)

    return of


def test_every_fixed_page_and_record_has_its_page_and_no_other_is_written(tiny: TinyCatalog, tmp_path: Path) -> None:
    write_pages(tiny.view(), tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    fixed = [page.value for page in Fixed if not page.startswith("guides/")]
    own = (
        addresses.item("01-trade"),
        addresses.law("old-law"),
        addresses.law("new-law"),
        addresses.method("double-random"),
        addresses.department("policy"),
        addresses.document_type("notice"),
        addresses.document_type("checklist"),
    )
    assert names == {name.replace(".html", ".md") for name in (*fixed, *own)}


def test_two_runs_write_the_same_bytes(tiny: TinyCatalog, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_pages(tiny.view(), tmp_path / name)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert files
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_the_edition_names_day_and_digest(tiny: TinyCatalog, tmp_path: Path) -> None:
    view = tiny.view()
    write_pages(view, tmp_path)
    edition = json.loads((tmp_path / EDITION).read_text(encoding="utf-8"))
    assert edition == {
        "title": "某市事项目录",
        "as_of": "2026年11月23日",
        "digest": view.digest[:12],
        "texts": "",
        "feedback": "有误请告知。",
    }


def test_every_page_says_its_day_its_digest_and_whom_to_tell(tiny: TinyCatalog, build_site: BuildSite) -> None:
    view = tiny.view()
    site = build_site(view)
    for path in site.rglob("*.html"):
        text = read(path).text
        assert "2026年11月23日" in text and view.digest[:12] in text and "有误请告知。" in text, path


def test_every_link_and_anchor_exists(tiny: TinyCatalog, build_site: BuildSite) -> None:
    assert broken_links(build_site(tiny.view())) == []


def test_an_item_shows_the_bases_of_the_day_and_the_history_of_all(pages) -> None:
    page = pages("2020-08-17")("items/01-trade.html")
    current = page.section("bases")
    history = page.section("history")
    assert "《某某管理条例》第三十三条" in current and "《某某安全法》" not in current
    assert "《某某安全法》" in history and "尚未生效" in history


def test_a_quotation_of_the_source_is_shown_with_its_source(pages) -> None:
    text = pages()("items/01-trade.html").section("bases")
    assert "经营实行许可。" in text and f"来源文件所印引文（{PLAN}）" in text


def test_checks_of_the_authority_stand_apart(pages) -> None:
    page = pages()("items/01-trade.html")
    for_enterprise = page.section("checks")
    for_authority = page.section("authority-checks")
    assert "企业持有有效的某某经营许可证" in for_enterprise and "发证机关层级正确" not in for_enterprise
    assert "发证机关层级正确" in for_authority


def test_a_check_names_penalty_and_authority_and_says_where_there_is_none(pages) -> None:
    text = pages()("items/01-trade.html").section("checks")
    assert "《某某安全法》第一百条第三款，处罚机关：应急管理部门" in text
    assert "无对应罚则" in text


def test_checks_that_do_not_hold_on_the_day_are_folded_away(pages) -> None:
    page = pages("2026-04-30")("items/01-trade.html")
    assert "企业持有有效的某某经营许可证" in page.section("other-checks")
    assert "details" in {tag for tag, _ in page.elements}
    assert "check-licence" in page.anchors


def test_unreviewed_checks_carry_a_notice(pages) -> None:
    assert "检查要点与罚则对应关系未经法制审核" in pages()("items/01-trade.html").text


def test_what_the_source_does_not_say_is_not_guessed(pages) -> None:
    page = pages()("items/01-trade.html")
    text = page.section("terms")
    assert "牵头部门：待明确" in text and "不作推测" in text


def test_a_damaged_source_is_shown_as_printed(tiny: TinyCatalog, pages) -> None:
    lead = {"as_printed": "危 化 处", "source": PLAN, "status": "待核实", "note": "字迹不清"}
    tiny.item(lead=lead)
    text = pages()("items/01-trade.html").section("terms")
    assert "原文照录" in text and "危 化 处" in text and "待核实" in text and "字迹不清" in text


def test_downloads_of_an_item_are_linked(pages) -> None:
    links = pages()("items/01-trade.html").links
    assert "../downloads/01-%E7%8E%B0%E5%9C%BA%E6%A3%80%E6%9F%A5%E8%A1%A8.docx" in links


def test_each_cited_place_leads_to_its_article(tiny: TinyCatalog, pages) -> None:
    tiny.item(bases=[{"cite": "《某某安全法》第五十三条第一款、第一百条", "source": COMPILED}])
    links = pages()("items/01-trade.html").links
    assert {"../laws/new-law.html", "../laws/new-law.html#art_53", "../laws/new-law.html#art_100"} <= set(links)


def test_a_law_lists_its_versions_its_articles_and_who_cites_them(pages) -> None:
    page = pages()("laws/old-law.html")
    assert {"art_33", "versions"} <= page.anchors
    assert "2011年12月1日" in page.text and "施行中" in page.text
    articles = page.section("articles")
    assert "经营须许可。" in articles
    assert "设定依据（第三十三条）" in articles and "义务依据（第三十三条）：企业在许可范围内经营。" in articles


def test_a_repealed_law_says_so_and_names_its_successor(tiny: TinyCatalog, pages) -> None:
    ended = {"on": "2026-05-01", "by": "《某某安全法》第一百二十七条", "replaced_by": "new-law", "source": COMPILED}
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "ended": ended})
    text = pages()("laws/old-law.html").text
    assert "已废止" in text and "自2026年5月1日起废止" in text and "由《某某安全法》替代" in text


def test_unverified_statements_are_listed_with_their_place(tiny: TinyCatalog, pages) -> None:
    tiny.check(status="待核实", note="条文未见")
    page = pages()("unverified.html")
    assert "条文未见" in page.text
    assert "items/01-trade.html#check-licence" in page.links


def test_terms_are_explained(tiny: TinyCatalog, pages) -> None:
    tiny.write("terms.yaml", [{"term": "双随机", "english": "double random", "meaning": "随机抽对象、随机派人员。"}])
    text = pages()("glossary.html").text
    assert "随机抽对象、随机派人员。" in text and "double" not in text


def test_hostile_text_anywhere_in_the_catalog_is_shown_and_not_obeyed(tiny: TinyCatalog, build_site: BuildSite) -> None:
    bad = '</title></script><script>alert("x")</script>**粗**|{{7*7}}[x](javascript:alert(1))\\ "\' {: onclick=x }'
    checks = [
        {**check, "ask": bad, "applies": bad, "how": [bad], "note": bad, "penalty": "none"} for check in ITEM["checks"]
    ]
    statement = {"text": bad, "as_printed": bad, "source": PLAN, "note": bad, "status": "待核实"}
    bases = [{**ITEM["bases"][1], "quote": bad, "note": bad}]
    tiny.item(title=bad, subject=bad, object=statement, responsibility=statement, checks=checks, bases=bases, note=bad)
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "issuer": bad, "note": bad, "address": "javascript:alert(1)"})
    tiny.write("departments.yaml", {"policy": {"name": bad, "role": bad, "source": PLAN, "note": bad}})
    site = build_site(tiny.view())
    own_scripts = len([tag for tag, _ in read(site / "about.html").elements if tag == "script"])
    for path in site.rglob("*.html"):
        page = read(path)
        of_the_page = 1 if path == site / Fixed.SEARCH else 0  # the search page brings its own
        scripts = 1 if path.name == "404.html" else own_scripts + of_the_page
        assert len([tag for tag, _ in page.elements if tag == "script"]) == scripts, path
        assert not any(link.lower().startswith("javascript:") for link in page.links), path
        assert not any("onclick" in attributes for _, attributes in page.elements), path
    assert bad in read(site / "items/01-trade.html").text
    assert broken_links(site) == []


def test_every_link_and_anchor_of_the_shipped_site_exists(shipped_site: Path) -> None:
    assert broken_links(shipped_site) == []


def test_the_table_of_items_is_offered_as_a_spreadsheet_only_where_there_is_one(
    tiny: TinyCatalog, tmp_path: Path
) -> None:
    write_pages(tiny.view(), tmp_path / "without")
    write_pages(tiny.view(), tmp_path / "with", spreadsheet="downloads/监管事项.xlsx")
    without, offered = (
        (tmp_path / name / "items" / "index.md").read_text(encoding="utf-8") for name in ("without", "with")
    )
    assert "Excel" not in without
    assert "[下载本表（Excel）](../downloads/" in offered.replace("&#40;", "(")


def test_the_table_of_items_has_the_eight_columns_of_the_appendix(pages) -> None:
    html = pages()("items/index.html")
    columns = "序号监管事项监管对象设定依据监管责任监管措施抽查比例牵头部门"
    assert columns in "".join(html.text.split())


def test_an_item_says_what_follows_and_where_its_articles_stand(tiny: TinyCatalog, build_site: BuildSite) -> None:
    tiny.write("catalog.yaml", {**CATALOG, "texts": [{"folder": "statutes", "title": "本局文本"}]})
    tiny.item(bases=[{"cite": "《某某管理条例》第三十三条第二款", "source": COMPILED}])
    tiny.statute("old-law", "2011-12-01", "某某管理条例\n（2011年3月2日公布）\n第三十三条　甲应当乙。\n丙应当丁。\n")
    page = read(build_site(tiny.view()) / "items" / "01-trade.html")
    assert "条文（2011年12月1日起的版本）" in page.section("bases")
    assert "丙应当丁。" in page.section("bases") and "mark" in {tag for tag, _ in page.elements}
    follows = page.section("penalties")
    assert "《某某安全法》第一百条第三款" in follows and "对应检查要点：第 1 条" in follows
    assert "经查没有对应罚则：检查要点第 2 条" in follows


def test_two_days_differ_by_what_begins_ends_and_changes_between_them(pages) -> None:
    rows = [dict(attributes) for tag, attributes in pages()("comparison.html").elements if tag == "tr" and attributes]
    assert {"data-start": "2026-05-01", "data-end": ""} in rows
    assert any(row.get("data-day") == "2026-05-01" for row in rows)


def test_days_in_sources_and_remarks_are_written_in_chinese_but_not_in_quotations(tiny: TinyCatalog, pages) -> None:
    bases = [{**ITEM["bases"][1], "quote": "自2020-01-02起。", "note": "见2020-01-03的说明"}]
    tiny.item(bases=bases, note="2026-05-01起适用")
    text = pages()("items/01-trade.html").text
    assert "2026年5月1日起适用" in text and "见2020年1月3日的说明" in text and "自2020-01-02起。" in text


def test_a_page_names_the_digest_of_its_own_content(tiny: TinyCatalog, build_site: BuildSite, tmp_path: Path) -> None:
    site = build_site(tiny.view())
    source = (tmp_path / "source" / "items" / "01-trade.md").read_text(encoding="utf-8")
    digest = content_digest(source.split("---\n\n", 1)[1])
    assert f"本页摘要 {digest}" in read(site / "items" / "01-trade.html").text
    assert digest not in read(site / "about.html").text
