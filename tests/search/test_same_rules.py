"""The rules of comparison are the same in Python and in the page's scripts, on any text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.site import records_js
from search_index.names import Cited, address_of, cited, is_one_off
from search_index.pinyin import syllables, worth
from search_index.rules import STATE, as_data, simplified
from search_index.text import name, readings, searched
from tests.amounts import amount
from tests.search.asking import NODE, in_node

node = pytest.mark.skipif(NODE is None, reason="没有安装 node")
EVERY_FORM = "".join(simplified().values())
RECORDS = (
    records_js.written([], {"危化品": "危险化学品"})
    .replace('"traditional":"', '"traditional":"' + "".join(simplified()), 1)
    .replace('"simplified":"', '"simplified":"' + EVERY_FORM, 1)
)

texts = st.text(
    st.characters(codec="utf-8", max_codepoint=0xFFFF, categories=["L", "N", "P", "Z", "S", "Cc"])
    | st.sampled_from("第三十33条款项《》中华人民共和国之〇Ａa０ \n.%安全產業"),
    max_size=30,
)


@node
@settings(max_examples=amount(25, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=30, max_size=30))
def test_texts_names_and_queries_are_levelled_alike(written: list[str]) -> None:
    asked = [(what, text) for text in written for what in ("name", "searched", "readings")]
    ours = [
        value
        for text in written
        for value in (name(text), searched(text), [[list(word) for word in way] for way in readings(text)])
    ]
    assert in_node(RECORDS, *asked) == ours


@pytest.mark.parametrize(
    ("ways", "form"),
    [
        (("第33条", "第三十三条", "第 33 条", "第３３条", "《》第三十三条"), "第三十三条"),
        (("第10条", "第十条"), "第十条"),
        (("第110条",), "第一百一十条"),
        (("第1003条",), "第一千零三条"),
        (("第36条之1", "第三十六条之一"), "第三十六条之一"),
        (("第2款", "第二款"), "第二款"),
        (("《中华人民共和国安全生产法》", "中華人民共和國安全生產法", "安全 生产法"), "安全生产法"),
        (("ＡＢＣ", "abc"), "abc"),
        ((STATE,), STATE),
    ],
)
@node
def test_what_means_the_same_is_one(ways: tuple[str, ...], form: str) -> None:
    assert {name(way) for way in ways} == {form}
    assert set(in_node(RECORDS, *(("name", way) for way in ways))) == {form}


def test_only_characters_that_can_match_are_written_to_the_page() -> None:
    data = as_data({}, {}, ["送达回证"])
    assert "達" in data["traditional"] and "證" in data["traditional"]
    assert len(data["traditional"]) == len(data["simplified"]) < len(simplified()) / 4


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("安全生产法第三十三条", Cited("安全生产法", "第三十三条")),
        ("安生法三十三条第二款", Cited("安生法", "第三十三条", 2)),
        ("行政处罚法第六十三条第一款第二项", Cited("行政处罚法", "第六十三条", 1, 2)),
        ("依据行政处罚法的第五条", Cited("行政处罚法", "第五条")),
        ("安全生产法33", Cited("安全生产法", "第三十三条")),
        ("危化品33", Cited("危化品", "第三十三条", certain=False)),
        ("新安全生产法第三十三条", Cited("安全生产法", "第三十三条")),
        ("安全生产法2021修正第三十三条", Cited("安全生产法", "第三十三条")),
        ("危险化学品安全管理条例国务院令第591号第三十三条", Cited("危险化学品安全管理条例", "第三十三条")),
        ("刑法第一百三十四条之一怎么判", Cited("刑法", "第一百三十四条之一", alone=False)),
    ],
)
def test_a_citation_in_a_query_is_read(query: str, expected: Cited) -> None:
    assert cited(query) == expected


@pytest.mark.parametrize(
    ("paragraph", "item", "address"),
    [
        (0, 0, ""),
        (1, 0, "__para_1"),
        (2, 3, "__para_2__item_3"),
        (2, 9, "__para_2"),
        (4, 0, ""),
        (0, 2, "__para_2__item_2"),
        (0, 1, ""),
    ],
)
def test_a_paragraph_has_an_address_only_where_there_is_one(paragraph: int, item: int, address: str) -> None:
    assert address_of((0, 5, 1), paragraph, item) == address


@pytest.mark.parametrize("typed", ["送达回正", "送达回", "送达达回证", "送回达证", "送达回证"])
def test_one_character_off_is_forgiven(typed: str) -> None:
    assert is_one_off(typed, "送达回证")


@pytest.mark.parametrize("typed", ["送达", "回证送达", "送大回正", "送达回证明细"])
def test_two_characters_off_are_not(typed: str) -> None:
    assert not is_one_off(typed, "送达回证")


def test_a_part_of_a_title_may_be_misspelt_too() -> None:
    assert is_one_off("爆足批发", "对烟花爆竹批发的监管", part=True)
    assert not is_one_off("暴足批发", "对烟花爆竹批发的监管", part=True)


def test_letters_spell_a_title_whole_by_initials_or_from_a_syllable_on() -> None:
    title = syllables("安全生产法")
    values = [worth(letters, title) for letters in ("anquanshengchanfa", "aqscf", "anquan", "aqs", "shengchan", "scf")]
    assert values == sorted(values, reverse=True) and values[-1] > 0
    assert worth("nquan", title) == worth("xyz", title) == 0
