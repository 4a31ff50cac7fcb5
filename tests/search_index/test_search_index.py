"""The local index: every substring is found, the expected hit stands first, nothing makes it raise."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index import Entry, Index, UnusableIndexError, build, entries, open_index
from search_index.highlight import highlight
from search_index.text import normalise, readings
from tests.amounts import amount
from tests.conftest import REPOSITORY

ENTRIES = [
    Entry(
        "item/1",
        "item",
        "对危险化学品经营的监管",
        "监管对象 危险化学品经营企业",
        "items/1.html",
        aliases=("对危化品经营的监管",),
    ),
    Entry("item/2", "item", "对烟花爆竹批发的监管", "重点监管 100%", "items/2.html", department="危化处"),
    Entry(
        "law/tl",
        "law",
        "危险化学品安全管理条例",
        "国务院",
        "laws/tl.html",
        law="危险化学品安全管理条例",
        aliases=("危化品条例",),
    ),
    Entry(
        "article/tl#33",
        "article",
        "《危险化学品安全管理条例》第三十三条",
        "经营实行许可。",
        "laws/tl.html#art_33",
        law="危险化学品安全管理条例",
        article="第三十三条",
        aliases=("危化品条例",),
    ),
    Entry(
        "article/tl#3",
        "article",
        "《危险化学品安全管理条例》第三条",
        "目录的制定。",
        "laws/tl.html#art_3",
        law="危险化学品安全管理条例",
        article="第三条",
    ),
    Entry(
        "article/yh#33",
        "article",
        "《烟花爆竹安全管理条例》第三十三条",
        "燃放许可。",
        "laws/yh.html#art_33",
        law="烟花爆竹安全管理条例",
        article="第三十三条",
    ),
    Entry(
        "check/1/sales",
        "check",
        "剧毒化学品、易制爆危险化学品的销售已如实记录，记录保存不少于三年。",
        "《危险化学品安全法》第六十一条",
        "items/1.html#check-sales",
        law="危险化学品安全法",
        method="双随机",
    ),
    Entry(
        "check/2/batch", "check", "批发企业未向零售经营者供应非法生产的烟花爆竹。", "罚则", "items/2.html#check-batch"
    ),
]


def indexed(entries: Iterable[Entry]) -> Index:
    content, _ = build(entries)
    return open_index(content)


@pytest.fixture(scope="module")
def an_index() -> Index:
    return indexed(ENTRIES)


def files_of(content: bytes) -> dict[str, int]:
    """The sizes of an index's files by name, from its head."""
    sizes: dict[str, int] = json.loads(content.partition(b"\n")[0])["files"]
    return sizes


def keys(index: Index, query: str, **filters: str) -> list[str]:
    return [hit.key for hit in index.search(query, **filters)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("烟花爆竹批发", "item/2"),
        ("剧毒化学品销售记录", "check/1/sales"),
        ("危险化学品安全管理条例第33条", "article/tl#33"),
        ("《危险化学品安全管理条例》第三十三条", "article/tl#33"),
        ("危险化学品安全管理条例 33条", "article/tl#33"),
        ("危险化学品安全管理条例第３３条", "article/tl#33"),
        ("危化品条例第三十三条", "article/tl#33"),
        ("中华人民共和国危险化学品安全管理条例第三条", "article/tl#3"),
        ("烟花爆竹安全管理条例33条", "article/yh#33"),
        ("危险化学品安全管理条例", "law/tl"),
        ("危化品条例", "law/tl"),
        ("危化品经营", "item/1"),
        ("零售 非法", "check/2/batch"),
        ("100%", "item/2"),
        ("危\u200b险化学品安全管理\u00ad条例", "law/tl"),
        ("危化品条例第33条经营许可", "article/tl#33"),
        ("批发企业不得向零售经营者供应烟花爆竹", "check/2/batch"),
        ("许可 双随机 从没写过的词", "check/1/sales"),
    ],
)
def test_what_is_meant_stands_first(an_index: Index, query: str, first: str) -> None:
    assert keys(an_index, query)[0] == first


def test_several_words_must_all_match_before_anything_else(an_index: Index) -> None:
    assert an_index.matching_keys("许可 燃放") == {"article/yh#33"}


def test_an_alias_of_one_entry_also_finds_what_is_written_out_in_others(an_index: Index) -> None:
    assert "article/tl#3" not in an_index.matching_keys("危化条例 目录")
    assert "article/tl#3" in an_index.matching_keys("危化品条例 目录")


def test_an_article_of_an_unknown_law_is_not_every_article_of_that_number(an_index: Index) -> None:
    assert keys(an_index, "不存在的办法第33条", kind="law") == []


def test_whole_words_stand_before_parts_of_words(an_index: Index) -> None:
    found = keys(an_index, "烟花爆竹批发")
    assert found[0] == "item/2"
    assert set(an_index.matching_keys("烟花爆竹批发")) == {"item/2"}
    assert "check/2/batch" in found[1:]


def test_a_limit_of_none_gives_none(an_index: Index) -> None:
    assert an_index.search("危险化学品", limit=0) == []
    assert len(an_index.search("危险化学品", limit=2)) == 2


def test_the_best_few_are_the_first_of_all() -> None:
    many = [
        Entry(str(n), ("item", "article")[n % 2], "安全" * (n % 7) + "标题" * (n % 5), "安全" * (n % 11) + "生产", "x")
        for n in range(400)
    ]
    index = indexed(many)
    for query in ("安全", "标题", "生产", "安全 生产", "全"):
        everything = [(hit.key, hit.score) for hit in index.search(query, limit=1000)]
        assert [(hit.key, hit.score) for hit in index.search(query, limit=10)] == everything[:10]
        assert {key for key, _ in everything} == index.matching_keys(query)


def test_filters_narrow(an_index: Index) -> None:
    assert set(keys(an_index, "危险化学品", kind="law")) == {"law/tl"}
    assert set(keys(an_index, "三十三条", law="《烟花爆竹安全管理条例》")) == {"article/yh#33"}
    assert keys(an_index, "烟花", department="危化处") == ["item/2"]
    assert keys(an_index, "记录", method="双随机") == ["check/1/sales"]


def test_the_passage_around_the_match_is_marked(an_index: Index) -> None:
    hit = an_index.search("经营企业")[0]
    assert ("经营企业", True) in hit.highlight
    assert "".join(text for text, _ in hit.highlight) == "监管对象 危险化学品经营企业"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "《》",
        '()[]{}*?~^:"\\',
        "kind:item OR 1=1",
        "a" * 10_000,
        "条" * 10_000,
        "\x00\x07",
        "😀",
        "\ud800",
        "第第第条",
        "第99999条",
        "﷽",
        "AND NOT",
    ],
)
def test_no_query_makes_it_raise(an_index: Index, query: str) -> None:
    assert isinstance(an_index.search(query), list)


text = st.text(st.characters() | st.sampled_from("第三十33条《》中华人民共和国之〇Ａa ０\u200b\x00"), max_size=40)


@settings(max_examples=amount(60, 1500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(text, text), min_size=1, max_size=4), st.data())
def test_every_substring_of_two_or_more_characters_is_found(
    written: list[tuple[str, str]], data: st.DataObject
) -> None:
    made = [Entry(str(number), "item", title, body, "x") for number, (title, body) in enumerate(written)]
    index = indexed(made)
    entry = data.draw(st.sampled_from(made))
    whole = data.draw(st.sampled_from((entry.title, entry.text)))
    if len(whole) >= 2:
        start = data.draw(st.integers(0, len(whole) - 2))
        query = whole[start : start + data.draw(st.integers(2, len(whole) - start))]
        if readings(query):
            assert entry.key in index.matching_keys(query)
            assert index.search(query, limit=len(made))


@settings(max_examples=amount(100, 3000), deadline=None)
@given(st.text(st.characters() | st.sampled_from("第三十3条《》 危险化学品")))
def test_any_text_at_all_is_a_query(an_index: Index, query: str) -> None:
    for hit in an_index.search(query):
        assert hit.score > 0


@given(text, st.lists(text.map(normalise), max_size=3))
def test_highlighting_never_changes_the_text(body: str, words: list[str]) -> None:
    shown = "".join(piece for piece, _ in highlight(body, words)).strip("…")
    assert shown in body or not shown


def test_only_what_changed_is_indexed_again() -> None:
    first, report = build(ENTRIES)
    assert report.indexed == len(ENTRIES)
    same, report = build(ENTRIES, first)
    assert (same is first, report.indexed) == (True, 0)
    edited = [*ENTRIES[1:], Entry("item/1", "item", "改过的标题", "文字", "items/1.html")]
    second, report = build(edited[1:], first)
    assert (report.total, report.indexed, report.removed) == (len(ENTRIES) - 1, 1, 1)
    index = open_index(second)
    assert keys(index, "改过的标题")[0] == "item/1"
    assert "item/2" not in index.matching_keys("烟花爆竹")


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    build(ENTRIES, progress=lambda done, total: told.append((done, total)))
    assert told == [(len(ENTRIES), len(ENTRIES))]


def test_many_updates_neither_pile_up_nor_rewrite_everything() -> None:
    content, _ = build(ENTRIES)
    first = next(iter(files_of(content)))
    for number in range(30):
        content, _ = build([*ENTRIES, Entry("new", "item", f"第{number}次", "文字", "x")], content)
    assert len({name.split(".")[0] for name in files_of(content)}) < 15
    assert first in files_of(content)
    assert entries(content) == sorted(
        [*ENTRIES, Entry("new", "item", "第29次", "文字", "x")], key=lambda entry: entry.key
    )


def test_two_builds_hold_the_same_entries_in_the_same_order() -> None:
    assert entries(build(ENTRIES)[0]) == entries(build(reversed(ENTRIES))[0])


def test_an_index_may_hold_nothing() -> None:
    empty, _ = build([])
    assert entries(empty) == [] and open_index(empty).search("监管") == []
    assert entries(build(ENTRIES, empty)[0]) == sorted(ENTRIES, key=lambda entry: entry.key)
    assert entries(build([], build(ENTRIES)[0])[0]) == []


def test_one_key_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="重复"):
        build([*ENTRIES, ENTRIES[0]])


DAMAGED = {
    "nothing": lambda content: b"",
    "no head": lambda content: content.partition(b"\n")[2],
    "cut": lambda content: content[:-1],
    "longer": lambda content: content + b"x",
    "zeros": lambda content: content[:2000] + bytes(len(content) - 2000),
    "another format": lambda content: content.replace(b'"format": [4', b'"format": [3'),
    "no files": lambda content: re.sub(rb'"files": .*?}', b'"files": {}', content),
    "no object": lambda content: b"[]\n",
    "deep": lambda content: b"[" * 100_000 + b"\n",
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_index_is_not_opened_but_built_anew(damage: str) -> None:
    damaged = DAMAGED[damage](build(ENTRIES)[0])
    with pytest.raises(UnusableIndexError, match="请重新生成"):
        open_index(damaged)
    content, report = build(ENTRIES, damaged)
    assert report.indexed == len(ENTRIES) == len(entries(content))


def test_the_package_is_a_leaf() -> None:
    code = "import sys, search_index; print([m for m in sys.modules if m.split('.')[0] == 'generator'])"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, env=os.environ
    )
    assert answer.stdout.strip() == "[]"
