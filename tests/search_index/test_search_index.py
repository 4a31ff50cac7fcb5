"""The local index: every substring is found, the expected hit stands first, nothing makes it raise."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index import Entry, Index, IndexFolderError, build, entries, open_index
from search_index.highlight import highlight
from search_index.text import normalise, readings
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


@pytest.fixture(scope="module")
def an_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("index") / "search"
    build(ENTRIES, folder)
    return open_index(folder)


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


def test_the_best_few_are_the_first_of_all(tmp_path: Path) -> None:
    many = [
        Entry(str(n), ("item", "article")[n % 2], "安全" * (n % 7) + "标题" * (n % 5), "安全" * (n % 11) + "生产", "x")
        for n in range(400)
    ]
    build(many, tmp_path / "search")
    index = open_index(tmp_path / "search")
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


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(text, text), min_size=1, max_size=4), st.data())
def test_every_substring_of_two_or_more_characters_is_found(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, str]], data: st.DataObject
) -> None:
    made = [Entry(str(number), "item", title, body, "x") for number, (title, body) in enumerate(written)]
    folder = tmp_path_factory.mktemp("any") / "search"
    build(made, folder)
    index = open_index(folder)
    entry = data.draw(st.sampled_from(made))
    whole = data.draw(st.sampled_from((entry.title, entry.text)))
    if len(whole) >= 2:
        start = data.draw(st.integers(0, len(whole) - 2))
        query = whole[start : start + data.draw(st.integers(2, len(whole) - start))]
        if readings(query):
            assert entry.key in index.matching_keys(query)
            assert index.search(query, limit=len(made))


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters() | st.sampled_from("第三十3条《》 危险化学品")))
def test_any_text_at_all_is_a_query(an_index: Index, query: str) -> None:
    for hit in an_index.search(query):
        assert hit.score > 0


@given(text, st.lists(text.map(normalise), max_size=3))
def test_highlighting_never_changes_the_text(body: str, words: list[str]) -> None:
    shown = "".join(piece for piece, _ in highlight(body, words)).strip("…")
    assert shown in body or not shown


def test_only_what_changed_is_indexed_again(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    assert build(ENTRIES, folder).indexed == len(ENTRIES)
    assert build(ENTRIES, folder).indexed == 0
    edited = [*ENTRIES[1:], Entry("item/1", "item", "改过的标题", "文字", "items/1.html")]
    report = build(edited[1:], folder)
    assert (report.total, report.indexed, report.removed) == (len(ENTRIES) - 1, 1, 1)
    index = open_index(folder)
    assert keys(index, "改过的标题")[0] == "item/1"
    assert "item/2" not in index.matching_keys("烟花爆竹")


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    build(ENTRIES, tmp_path / "search", progress=lambda done, total: told.append((done, total)))
    assert told == [(len(ENTRIES), len(ENTRIES))]


def test_many_updates_neither_pile_up_nor_rewrite_everything(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    build(ENTRIES, folder)
    (first,) = folder.glob("*.seg")
    for number in range(30):
        build([*ENTRIES, Entry("new", "item", f"第{number}次", "文字", "x")], folder)
    assert len(list(folder.glob("*.seg"))) < 15
    assert first.exists()
    assert entries(folder) == sorted(
        [*ENTRIES, Entry("new", "item", "第29次", "文字", "x")], key=lambda entry: entry.key
    )


def test_two_builds_hold_the_same_entries_in_the_same_order(tmp_path: Path) -> None:
    build(ENTRIES, tmp_path / "one")
    build(reversed(ENTRIES), tmp_path / "two")
    assert entries(tmp_path / "one") == entries(tmp_path / "two")


def test_one_key_twice_is_refused_and_the_index_stays(tmp_path: Path) -> None:
    build(ENTRIES, tmp_path / "search")
    with pytest.raises(ValueError, match="重复"):
        build([*ENTRIES, ENTRIES[0]], tmp_path / "search")
    assert len(entries(tmp_path / "search")) == len(ENTRIES)


def test_a_folder_of_somebody_else_is_neither_opened_nor_replaced(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "_MAIN_1.toc").write_bytes(pickle.dumps("anything"))
    for act in (lambda: open_index(tmp_path / "theirs"), lambda: build(ENTRIES, tmp_path / "theirs")):
        with pytest.raises(IndexFolderError, match="为安全起见"):
            act()
    assert (tmp_path / "theirs" / "_MAIN_1.toc").exists()


def test_a_folder_others_may_write_to_is_refused(tmp_path: Path) -> None:
    build(ENTRIES, tmp_path / "search")
    (tmp_path / "search").chmod(0o777)
    with pytest.raises(IndexFolderError, match="他人"):
        open_index(tmp_path / "search")


@pytest.mark.parametrize("marker", ["", "[]", "null", "{}", '{"format": "eins"}', '{"format": 2, "digests": 7}'])
def test_a_folder_with_another_marker_is_neither_opened_nor_replaced(tmp_path: Path, marker: str) -> None:
    build(ENTRIES, tmp_path / "search")
    (tmp_path / "search" / "jianguan-index.json").write_text(marker)
    for act in (lambda: open_index(tmp_path / "search"), lambda: build(ENTRIES, tmp_path / "search")):
        with pytest.raises(IndexFolderError, match="为安全起见"):
            act()


def truncated(folder: Path) -> None:
    (segment,) = folder.glob("*.seg")
    segment.write_bytes(segment.read_bytes()[:100])


def without_contents(folder: Path) -> None:
    for toc in folder.glob("*.toc"):
        toc.unlink()


def of_another_build(folder: Path) -> None:
    build(ENTRIES[1:], folder.parent / "other")
    shutil.copy(folder.parent / "other" / "jianguan-index.json", folder)


@pytest.mark.parametrize("damage", [truncated, without_contents, of_another_build])
def test_a_damaged_index_is_not_opened_but_built_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    folder = tmp_path / "search"
    build(ENTRIES, folder)
    damage(folder)
    with pytest.raises(IndexFolderError, match="请重新生成"):
        open_index(folder)
    assert build(ENTRIES, folder).indexed == len(ENTRIES)
    assert len(entries(folder)) == len(ENTRIES)


def test_what_killed_builds_left_behind_is_removed_in_time(tmp_path: Path) -> None:
    old, recent = tmp_path / ".search-building-old", tmp_path / ".search-building-recent"
    old.mkdir()
    recent.mkdir()
    os.utime(old, (0, 0))
    build(ENTRIES, tmp_path / "search")
    assert (old.exists(), recent.exists()) == (False, True)


def test_an_index_of_an_old_format_is_built_anew(tmp_path: Path) -> None:
    build(ENTRIES, tmp_path / "search")
    (tmp_path / "search" / "jianguan-index.json").write_text('{"format": 0}')
    assert build(ENTRIES, tmp_path / "search").indexed == len(ENTRIES)


def test_a_missing_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="没有可用"):
        open_index(tmp_path / "nowhere")


@pytest.mark.parametrize("already", [False, True], ids=["cold", "update"])
def test_a_killed_build_leaves_what_was_there(tmp_path: Path, already: bool) -> None:
    folder = tmp_path / "search"
    if already:
        build(ENTRIES, folder)
    code = (
        "import sys, os, signal; from pathlib import Path; from search_index import Entry, build\n"
        "def more():\n"
        "    yield from (Entry(str(n), 'item', f'新{n}', '文字' * 50, 'x') for n in range(3000))\n"
        "import search_index.builder as b; add = b._add; count = [0]\n"
        "def die(*args):\n"
        "    count[0] += 1; add(*args)\n"
        "    if count[0] == 2500: os.kill(os.getpid(), signal.SIGKILL)\n"
        "b._add = die; build(more(), Path(sys.argv[1]))\n"
    )
    died = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=REPOSITORY, check=False)
    assert died.returncode == -signal.SIGKILL
    if already:
        assert entries(folder) == sorted(ENTRIES, key=lambda entry: entry.key)
    build(ENTRIES, folder)
    assert entries(folder) == sorted(ENTRIES, key=lambda entry: entry.key)


def test_the_package_is_a_leaf() -> None:
    code = "import sys, search_index; print([m for m in sys.modules if m.split('.')[0] == 'generator'])"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, env=os.environ
    )
    assert answer.stdout.strip() == "[]"
