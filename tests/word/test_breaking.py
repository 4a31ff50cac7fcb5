"""A title breaks into even lines, at the joints of its meaning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.word.breaking import title_lines, width_of


def _title(subject):
    return title_lines(("关于开展", subject, "监督检查的通知"), 20)


def test_a_short_title_is_one_line():
    assert _title("危险化学品经营") == ["关于开展危险化学品经营监督检查的通知"]


def test_a_long_title_breaks_between_its_parts():
    assert _title("非药品类易制毒化学品经营") == ["关于开展非药品类易制毒化学品经营", "监督检查的通知"]


def test_an_enumeration_breaks_after_its_comma():
    lines = _title("地震监测设施、地震观测环境和典型地震遗址遗迹保护")
    assert lines == ["关于开展地震监测设施、地震观测环境", "和典型地震遗址遗迹保护监督检查的通知"]


def test_a_book_title_stays_whole():
    lines = title_lines(("关于印发", "《加强和规范事中事后监管实施方案》", "的通知"), 20)
    assert any("《加强和规范事中事后监管实施方案》" in line for line in lines)


def test_a_word_without_any_joint_still_fits():
    assert all(width_of(line) <= 20 for line in title_lines(("长" * 75,), 20))


def test_latin_words_and_numbers_stay_whole():
    lines = title_lines(("关于开展危险化学品经营企业安全标准化达标验收ISO45001体系监督检查的通知",), 20)
    assert "ISO45001" in "|".join(lines)


@given(st.lists(st.text("关于开展监督检查、和《》（）的，A1", min_size=1, max_size=30), min_size=1, max_size=4))
def test_no_character_is_lost(pieces):
    assert "".join(title_lines(pieces, 20)) == "".join(pieces)
