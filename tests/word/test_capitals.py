"""Amounts of money in capitals (大写金额)."""

from __future__ import annotations

import pytest

from generator.word.values.capitals import capitals


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "零元整"),
        ("-0", "负零元整"),
        ("10", "壹拾元整"),
        ("20000", "贰万元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1000500", "壹佰万零伍佰元整"),
        ("10010000", "壹仟零壹万元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100005000", "壹亿伍仟元整"),
        ("100000005", "壹亿零伍元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("0.10", "壹角"),
        ("0.05", "伍分"),
    ],
)
def test_an_amount_is_written_in_capitals(amount: str, written: str) -> None:
    assert capitals(amount) == written
