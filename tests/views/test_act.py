"""A document that punishes shows the law of the day of the act beside today's, and says whether it changed."""

from __future__ import annotations

from datetime import date

import pytest

from generator.views import resolve
from generator.views.act import law_of_act
from tests.conftest import COMPILED, OLD_LAW

TODAY = date(2026, 11, 23)
TWO_VERSIONS = [
    {"promulgated": "2011-03-02", "effective": "2011-12-01", "source": COMPILED},
    {"promulgated": "2024-03-02", "effective": "2024-12-01", "event": "修正", "source": COMPILED},
]


def _act(tiny, day, check):
    base = tiny.base()
    return law_of_act(base, date.fromisoformat(day), resolve(base, TODAY), "01-trade", check)


def test_one_version_on_both_days_is_no_change(tiny):
    act = _act(tiny, "2026-06-01", "licence")
    assert act.duty_then == act.duty_now == "《某某安全法》第五十三条第一款"
    assert act.penalty_now == "《某某安全法》第一百条第三款（应急管理部门）"
    assert (act.changed, act.needs_judgement) == ("所引条文自2026年6月1日以来没有变动", False)


def test_an_act_before_the_law_names_what_rested_on_that_day(tiny):
    act = _act(tiny, "2026-04-30", "licence")
    assert "没有已核对的对应条文" in act.duty_then and "《某某管理条例》第三十三条" in act.duty_then
    assert act.penalty_then == "没有已核对的对应罚则，须由承办人查明"
    assert act.needs_judgement and "尚未施行" in act.changed


@pytest.mark.parametrize(
    ("old", "new", "says", "judge"),
    [
        ("许可。", "许可。", "没有变动", False),
        ("许可。", "备案。", "《某某管理条例》第三十三条：条文有变动", True),
        ("许可。", None, "没有两版文本可比", True),
    ],
)
def test_words_of_two_versions_are_compared(tiny, old, new, says, judge):
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": TWO_VERSIONS})
    tiny.statute("old-law", "2011-12-01", f"某某管理条例\n第三十三条　经营须{old}\n")
    if new:
        tiny.statute("old-law", "2024-12-01", f"某某管理条例\n第三十三条　经营须{new}\n")
    act = _act(tiny, "2022-01-01", "old-duty")
    assert says in act.changed
    assert act.needs_judgement is judge


@pytest.mark.parametrize(
    ("old", "then", "says"),
    [
        ("许可。", "《某某管理条例》第三十三条", "没有变动"),
        ("登记。", "没有已核对的对应条文", "另一版本，条号和内容须查明"),
        (None, "没有已核对的对应条文", "没有两版文本可比"),
    ],
)
def test_a_check_of_a_later_version_names_its_articles_for_an_earlier_day_only_where_the_words_were_the_same(
    tiny, old, then, says
):
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": TWO_VERSIONS})
    tiny.statute("old-law", "2024-12-01", "某某管理条例\n第三十三条　经营须许可。\n")
    if old:
        tiny.statute("old-law", "2011-12-01", f"某某管理条例\n第三十三条　经营须{old}\n")
    tiny.check(basis="《某某管理条例》第三十三条", penalty="none", **{"from": "2024-12-01"})
    act = _act(tiny, "2022-01-01", "licence")
    assert then in act.duty_then
    assert says in act.changed
    assert act.needs_judgement is (then != "《某某管理条例》第三十三条")
