"""The search in the page: its pure part, run with Node on the records of a catalog."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.site import ASSETS, records_js
from generator.views import View
from tests.conftest import TinyCatalog

NODE = shutil.which("node")
WORKER = ASSETS / "search" / "worker.js"

pytestmark = pytest.mark.skipif(NODE is None, reason="没有安装 node，搜索脚本由浏览器测试检查")

SCRIPT = """
const search = require(process.argv[1]);
global.self = global;
const [records, queries] = JSON.parse(require("fs").readFileSync(0, "utf8"));
eval(records);
const index = search.prepare(self.jianguanRecords);
console.log(JSON.stringify(queries.map((query) => search.answer(index, query).items.map(([hit]) => [hit.location, hit.title]))));
"""


def ask(view: View, *queries: str) -> list[list[tuple[str, str]]]:
    """What each query finds: (address, title as HTML), best first."""
    given = json.dumps([records_js.script(view), queries])
    done = subprocess.run(
        [str(NODE), "-e", SCRIPT, str(WORKER)], input=given, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def firsts(view: View, *queries: str) -> list[str]:
    return [hits[0][0] if hits else "" for hits in ask(view, *queries)]


def normal(*texts: str) -> list[str]:
    code = "console.log(JSON.stringify(JSON.parse(process.argv[2]).map(require(process.argv[1]).normal)))"
    arguments = [str(NODE), "-e", code, str(WORKER), json.dumps(texts)]
    return json.loads(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)


def test_all_ways_of_writing_an_article_are_one() -> None:
    ways = ["第33条", "33条", "三十三条", "第三十三条", "第 33 条", "第３３条", "《》第三十三条"]
    assert set(normal(*ways)) == {"第三十三条"}


def test_numbers_are_written_as_statutes_write_them() -> None:
    assert normal("第10条", "第110条", "第1003条", "第12条") == ["第十条", "第一百一十条", "第一千零三条", "第十二条"]


def test_inserted_articles_are_kept() -> None:
    assert normal("第36条之1", "三十六条之一") == ["第三十六条之一"] * 2


def test_brackets_widths_and_the_name_of_the_state_do_not_matter() -> None:
    assert normal("《中华人民共和国安全生产法》", "ＡＢＣ", "中华人民共和国") == ["安全生产法", "abc", "中华人民共和国"]


def test_a_law_and_an_article_lead_straight_to_the_article(tiny: TinyCatalog) -> None:
    queries = ("某某安全法第53条", "《某某安全法》第五十三条", "中华人民共和国某某安全法 53条", "某某管理条例33条")
    article = "laws/new-law.html#art_53"
    assert firsts(tiny.view(), *queries) == [article, article, article, "laws/old-law.html#art_33"]


def test_an_article_that_is_not_recorded_leads_to_its_law(tiny: TinyCatalog) -> None:
    assert firsts(tiny.view(), "某某安全法第九百条") == ["laws/new-law.html"]


def test_a_title_word_for_word_comes_first(tiny: TinyCatalog) -> None:
    queries = ("某某经营", "某某安全法", "政策法规处", "现场检查表")
    pages = ["items/01-trade.html", "laws/new-law.html", "departments/policy.html", "documents/checklist.html"]
    assert firsts(tiny.view(), *queries) == pages


def test_a_check_is_found_by_words_of_its_question(tiny: TinyCatalog) -> None:
    assert firsts(tiny.view(), "许可范围内经营") == ["items/01-trade.html#check-old-duty"]


def test_abbreviations_stand_for_their_full_names(tiny: TinyCatalog) -> None:
    tiny.check(ask="企业如实记录危险化学品的流向。")
    assert firsts(tiny.view(), "危化品流向") == ["items/01-trade.html#check-licence"]


def test_the_last_character_counts(tiny: TinyCatalog) -> None:
    tiny.check(ask="电梯年检合格。")
    assert firsts(tiny.view(), "电梯") == ["items/01-trade.html#check-licence"]
    assert ask(tiny.view(), "电塔") == [[]]


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
        "\u0000",
        "条" * 5000,
    ],
)
def test_hostile_queries_break_nothing(tiny: TinyCatalog, query: str) -> None:
    assert isinstance(ask(tiny.view(), query)[0], list)


def test_what_is_found_is_escaped(tiny: TinyCatalog) -> None:
    tiny.check(ask='企业<img src=x onerror="alert(1)">如实记录。')
    for _, title in ask(tiny.view(), "如实记录 img onerror")[0]:
        assert "<img" not in title and 'onerror="' not in title


def test_the_worker_stays_small() -> None:
    assert WORKER.stat().st_size < 10_240


def test_records_hold_one_line_each_and_no_markup(tiny: TinyCatalog) -> None:
    tiny.check(ask="</script>企业如实记录。")
    assert "</script" not in records_js.script(tiny.view())


def test_the_three_searches_on_the_shipped_catalog(shipped_view: View) -> None:
    queries = ("烟花爆竹批发", "剧毒化学品销售记录", "危险化学品安全管理条例第33条")
    item, check, article = firsts(shipped_view, *queries)
    second = next(view for view in shipped_view.items if view.item.number == 2)
    assert Path(item).stem == second.id
    asked = {
        f"items/{view.id}.html#check-{own.check.id}": own.check.ask
        for view in shipped_view.items
        for own in view.checks
    }
    assert "剧毒" in asked[check] and "记录" in asked[check]
    assert article == "laws/hazardous-chemicals-regulation.html#art_33"
