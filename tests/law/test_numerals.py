"""Chinese numerals of statutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.law.numerals import MAXIMUM, from_chinese, to_chinese

numbers = st.integers(1, MAXIMUM)


@given(numbers)
def test_reading_what_was_printed_gives_the_number_back(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@given(numbers)
def test_arabic_digits_of_either_width_read_alike(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert from_chinese(str(number)) == from_chinese(wide) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1003, "一千零三"),
        (1260, "一千二百六十"),
    ],
)
def test_numbers_print_as_statutes_number_articles(number: int, text: str) -> None:
    assert to_chinese(number) == text


@pytest.mark.parametrize(
    ("text", "number"), [("一百〇一", 101), ("二〇", 20), ("两", 2), ("廿", 20), ("一二七", 127), ("百二十", 120)]
)
def test_usual_variants_are_read(text: str, number: int) -> None:
    assert from_chinese(text) == number


@pytest.mark.parametrize(
    "text", ["", "零", "0", "十十", "三三十", "百千", "abc", "12345", "一百一百", "99999999999999999999"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"不是数字|超出"):
        from_chinese(text)


@pytest.mark.parametrize("number", [0, -1, MAXIMUM + 1])
def test_numbers_no_statute_has_are_not_printed(number: int) -> None:
    with pytest.raises(ValueError, match="超出"):
        to_chinese(number)
