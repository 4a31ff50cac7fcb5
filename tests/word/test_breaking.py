"""A title breaks into even lines, between words, at the joints of its meaning (7.3.1)."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.word.paper.breaking import title_lines, width_of
from generator.word.paper.words import boundaries
from generator.word.redhead.whole_names import names_of
from tests.conftest import REPOSITORY

LONGEST = 20
TRADE = tuple(
    word
    for pack in ("work-safety", "earthquake")
    for word in yaml.safe_load((REPOSITORY / f"generator/packs/{pack}/pack.yaml").read_text(encoding="utf-8"))["words"]
)
"""The words of the trade, which packs bring."""

NAMES = (*TRADE, "某市应急管理局", "某市公安局", "某市市场监督管理局", "淮安市应急管理局")
TITLES = (Path(__file__).parent / "titles.txt").read_text(encoding="utf-8").split()
"""Titles as bureaus write them."""

WHOLE = (
    "2026年第一批", "危险化学品", "安全生产", "监督检查", "双随机", "事中事后监管", "第三季度", "1200万元", "5万吨", "15名", "3件", "ISO45001",
    "2026—2030年", "2026年11月9日", "防灾减灾日", "消防安全日", "烟花爆竹", "非煤矿山", "预警信号", "有限公司", "执法全过程记录", "第12号",
    "某市应急管理局", "某市市场监督管理局", "领导小组", "互联网+监管",
)  # fmt: skip
"""Words, names, numbers with their units that occur in the titles."""


def _lines(title):
    return title_lines((title,), LONGEST, NAMES)


def _title(subject):
    return title_lines(("关于开展", subject, "监督检查的通知"), LONGEST, TRADE)


def test_there_are_titles_enough():
    assert len(TITLES) == len(set(TITLES)) >= 60


@pytest.mark.parametrize("title", TITLES)
def test_a_title_keeps_its_words_its_shape_and_its_lines(title):
    lines = _lines(title)
    assert "".join(lines) == title
    assert 1 <= len(lines) <= 4
    assert all(width_of(line) <= LONGEST for line in lines)
    if len(lines) > 1:
        assert all(width_of(line) >= 4 for line in lines)
        assert not any(line[0] in "的了和与及、，。》）”" for line in lines)
        assert not any(line[-1] in "《（“第" for line in lines)
    steps = [width_of(after) - width_of(before) for before, after in pairwise(lines)]
    assert not any(down <= -2 and up >= 2 for down, up in pairwise(steps)), "沙漏形"


@pytest.mark.parametrize("word", WHOLE)
def test_a_word_a_name_a_number_with_its_unit_is_never_torn(word):
    titles = [title for title in TITLES if word in title]
    assert titles
    for title in titles:
        assert any(word in line for line in _lines(title)), _lines(title)


@pytest.mark.parametrize("title", [title for title in TITLES if "《" in title])
def test_a_book_title_stays_whole_where_it_fits(title):
    for book in re.findall("《[^《》]*》", title):
        if width_of(book) <= 16:
            assert any(book in line for line in _lines(title))


@pytest.mark.parametrize(
    "lines",
    [
        "关于公布2026年第一批|安全生产执法典型案例的通知",
        "淮安市应急管理局关于加强和|规范事中事后监管的实施方案",
        "关于印发《淮安市应急管理局关于加强和|规范事中事后监管的实施方案》的通知",
        "关于开展地震监测设施、地震观测环境和|典型地震遗址遗迹保护监督检查的通知",
        "关于印发|《加强和规范事中事后监管实施方案》的通知",
        "关于开展安全评价检测检验机构|执业行为专项整治的通知",
        "关于转发《国务院安全生产委员会办公室|关于进一步加强危险化学品|安全生产工作的通知》的通知",
    ],
)
def test_these_break_as_an_editor_would_break_them(lines):
    assert _lines(lines.replace("|", "")) == lines.split("|")


def test_a_short_title_is_one_line():
    assert _title("危险化学品经营") == ["关于开展危险化学品经营监督检查的通知"]


def test_a_long_title_breaks_between_its_parts():
    assert _title("非药品类易制毒化学品经营") == ["关于开展非药品类易制毒化学品经营", "监督检查的通知"]


def test_a_name_only_the_catalog_knows_is_not_torn():
    title = "关于委托绿水青山生态环境研究院承担安全评价任务的通知"
    assert not any("绿水青山生态环境研究院" in line for line in title_lines((title,), 14))
    assert any("绿水青山生态环境研究院" in line for line in title_lines((title,), 14, ("绿水青山生态环境研究院",)))


def test_the_catalog_s_names_are_its_agency_departments_laws_and_subjects(a_view):
    names = names_of(a_view("2026-11-23"))
    assert {"某市应急管理局", "政策法规处", "某某安全法", "某某经营", "危化品", "危险化学品"} <= set(names)


def test_a_word_without_any_joint_still_fits():
    assert all(width_of(line) <= LONGEST for line in title_lines(("长" * 75,), LONGEST))


def test_ten_thousand_characters_are_broken_too():
    lines = title_lines(("安全生产监督检查" * 1_250,), LONGEST)
    assert "".join(lines) == "安全生产监督检查" * 1_250
    assert max(map(width_of, lines)) <= LONGEST


def test_a_number_keeps_its_unit_and_a_document_s_number_is_one_word():
    assert boundaries("第12号和100万元") == {4, 5}
    assert boundaries("按苏政办〔2020〕59号办理") & set(range(2, 13)) == set()


@given(st.lists(st.text("关于开展监督检查、和《》（）“”的第，A1", min_size=1, max_size=30), min_size=1, max_size=4))
@example(["《" * 30])
@example(["的" * 45])
@example(["1" * 90])
def test_no_character_is_lost_and_no_line_is_too_long(pieces):
    lines = title_lines(pieces, LONGEST)
    assert "".join(lines) == "".join(pieces)
    assert all(width_of(line) <= LONGEST for line in lines)


@given(st.lists(st.sampled_from(WHOLE), min_size=2, max_size=9))
def test_whole_words_joined_are_broken_between_them(words):
    edges = [sum(map(len, words[:at])) for at in range(len(words) + 1)]
    lines = title_lines(("、".join(words),), LONGEST, WHOLE)
    commas = {edge + at for at, edge in enumerate(edges)}
    if len(lines) <= 4:
        at = 0
        for line in lines[:-1]:
            at += len(line)
            assert at in commas
