"""The search in the page, its pure part: run with Node on the records of tiny catalogs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.site import ASSETS, records_js
from generator.views import View
from tests.conftest import TinyCatalog
from tests.search.asking import LOADED, NODE, SCRIPTS, in_node, page_urls

pytestmark = pytest.mark.skipif(NODE is None, reason="没有安装 node，搜索脚本由浏览器测试检查")


def ask(view: View, query: str, **filters: str) -> dict[str, Any]:
    return in_node(records_js.script(view), ("search", query, filters, 50))[0]


def firsts(view: View, *queries: str) -> list[str]:
    return [urls[0] if urls else "" for urls in page_urls(view, *queries)]


def test_a_law_and_an_article_lead_straight_to_the_article(tiny: TinyCatalog) -> None:
    queries = (
        "某某安全法第53条",
        "《某某安全法》第五十三条",
        "中华人民共和国某某安全法 53条",
        "某某管理条例33条",
        "某某安全发53条",
    )
    article = "laws/new-law.html#art_53"
    assert firsts(tiny.view(), *queries) == [article, article, article, "laws/old-law.html#art_33", article]


def test_a_paragraph_has_its_own_address_where_the_text_is_stored(tiny: TinyCatalog) -> None:
    words = "中华人民共和国某某安全法\n第一条 为了安全，制定本法。\n第五十三条 经营实行许可。\n有下列情形之一的，不予许可：\n（一）无场所；\n（二）无人员。\n第一百条 无证经营的处罚。\n无证的，处罚款。\n再犯的，加重。\n三犯的，吊销。\n"
    tiny.statute("new-law", "2026-05-01", words)
    found = firsts(
        tiny.view(),
        "某某安全法第53条第2款",
        "某某安全法五十三条二款（二）项",
        "某某安全法第五十三条第九款",
        "某某管理条例第33条第2款",
    )
    article = "laws/new-law.html#art_53"
    assert found == [f"{article}__para_2", f"{article}__para_2__item_2", article, "laws/old-law.html#art_33"]


def test_an_article_that_is_not_recorded_leads_to_its_law(tiny: TinyCatalog) -> None:
    assert firsts(tiny.view(), "某某安全法第九百条") == ["laws/new-law.html"]


def test_a_title_word_for_word_comes_first(tiny: TinyCatalog) -> None:
    queries = (
        "某某经营",
        "某某安全法",
        "政策法规处",
        "现场检查表",
        "zhengcefaguichu",
        "zcfgc",
        "政策法归处",
        "政策法規處",
    )
    pages = ["items/01-trade.html", "laws/new-law.html", "departments/policy.html", "documents/checklist.html"]
    assert firsts(tiny.view(), *queries) == [*pages, *["departments/policy.html"] * 4]


def test_a_check_is_found_by_words_of_its_question_and_of_its_item(tiny: TinyCatalog) -> None:
    check = "items/01-trade.html#check-old-duty"
    assert firsts(tiny.view(), "许可范围内经营", "某某经营的监管 许可范围") == [check, check]


def test_abbreviations_stand_for_their_full_names_in_letters_too(tiny: TinyCatalog) -> None:
    tiny.check(ask="企业如实记录危险化学品的流向。")
    check = "items/01-trade.html#check-licence"
    assert firsts(tiny.view(), "危化品的流向", "whp", "weihuapin") == [check] * 3


def test_spoken_words_find_written_ones(tiny: TinyCatalog) -> None:
    tiny.check(ask="企业未向未经许可的单位供货。")
    assert firsts(tiny.view(), "无牌", "PP卡") == ["", ""]
    tiny.write(
        "spoken.yaml", [{"said": "无牌", "written": ["未取得", "未经许可"]}, {"said": "ＰＰ卡", "written": ["单位"]}]
    )
    assert firsts(tiny.view(), "无牌", "PP卡") == ["items/01-trade.html#check-licence"] * 2


def test_the_last_character_counts(tiny: TinyCatalog) -> None:
    tiny.check(ask="电梯年检合格。")
    assert firsts(tiny.view(), "电梯", "电塔") == ["items/01-trade.html#check-licence", ""]


def test_filters_leave_what_they_say_and_count_what_they_would_leave(tiny: TinyCatalog) -> None:
    every = ask(tiny.view(), "经营")
    only = ask(tiny.view(), "经营", kind="check", law="某某管理条例")
    assert {hit["kind"] for hit in only["hits"]} == {"check"}
    assert 0 < only["total"] < every["total"] == sum(every["counts"]["kind"].values())
    assert only["counts"]["law"]["某某管理条例"] == only["total"]
    assert ask(tiny.view(), "经营", status="不存在")["total"] == 0


def test_what_nobody_wrote_names_the_nearest_titles(tiny: TinyCatalog) -> None:
    assert ask(tiny.view(), "检修")["total"] == 0
    assert in_node(records_js.script(tiny.view()), ("nearest", "检修"))[0][0] in ("检查通知", "现场检查表")


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "《",
        "》《",
        "第条",
        "(((",
        "[",
        "\\",
        "*",
        "$&",
        "<script>",
        "__proto__",
        "constructor",
        "😀",
        "\x00",
        "条" * 5000,
        "第0条",
        "a" * 5000,
        "某某安全法第99999条",
        "toString",
        "𠀀𠀁",
        "\ud800",
    ],
)
def test_hostile_queries_break_nothing(tiny: TinyCatalog, query: str) -> None:
    assert isinstance(ask(tiny.view(), query)["hits"], list)


def test_what_is_found_is_escaped(tiny: TinyCatalog) -> None:
    tiny.check(ask='企业<img src=x onerror="alert(1)">如实记录。')
    for hit in ask(tiny.view(), "如实记录 img onerror")["hits"]:
        assert "<img" not in hit["html"] and 'onerror="' not in hit["html"]


def test_what_was_looked_for_is_marked_across_signs(tiny: TinyCatalog) -> None:
    tiny.check(ask="企业制定、落实双随机、一公开计划。")
    assert "<mark>双随机、一公开</mark>" in ask(tiny.view(), "双随机一公开")["hits"][0]["html"] or any(
        "<mark>双随机、一公开</mark>" in hit["html"] for hit in ask(tiny.view(), "双随机一公开计划")["hits"]
    )


def test_the_scripts_stay_small() -> None:
    engine = [ASSETS / "search" / "worker.js", *SCRIPTS]
    assert sum(script.stat().st_size for script in engine) < 60_000


def test_the_page_and_the_box_load_the_same_scripts() -> None:
    page, worker = ((ASSETS / "search" / name).read_text(encoding="utf-8") for name in ("page.js", "worker.js"))
    assert LOADED.findall(page) == LOADED.findall(worker) != []


NEWER_THAN_CHROMIUM_109 = (
    r"\.(?:toSorted|toReversed|toSpliced|with|isWellFormed|toWellFormed|groupBy|fromAsync|union|intersection|difference|checkVisibility)\("
    r"|Promise\.(?:withResolvers|try)|Object\.groupBy|Map\.groupBy|/v[;,. )]|URL\.(?:canParse|parse)|scheduler\.yield|Set\.prototype"
)


@pytest.mark.parametrize("script", sorted(ASSETS.glob("**/*.js")), ids=lambda script: script.name)
def test_no_script_needs_more_than_chromium_109(script: Any) -> None:
    assert not re.search(NEWER_THAN_CHROMIUM_109, script.read_text(encoding="utf-8"))


def test_the_style_needs_no_more_than_chromium_109() -> None:
    style = (ASSETS / "search" / "search.css").read_text(encoding="utf-8")
    assert not re.search(r"text-wrap|color-mix|@scope|light-dark|:user-|subgrid|@starting-style|field-sizing", style)
    assert not re.search(r"\{[^{}]*\{", re.sub(r"@media[^{]*\{", "", style)), "nested rules"


def test_records_hold_one_line_each_and_no_markup(tiny: TinyCatalog) -> None:
    tiny.check(ask="</script>企业如实记录。")
    assert "</script" not in records_js.script(tiny.view())


def test_the_records_of_one_view_are_the_same_bytes(tiny: TinyCatalog) -> None:
    assert records_js.script(tiny.view()) == records_js.script(tiny.view())
