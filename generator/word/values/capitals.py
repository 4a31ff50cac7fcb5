"""Amounts of money in the capitals that nobody can alter by a stroke (大写金额): 20500.10 is 贰万零伍佰元壹角."""

from __future__ import annotations

import re

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")
_WIDTH = len(_PLACES) * len(_GROUPS)


def capitals(amount: str) -> str:
    """An amount in yuan, written 20000 or 20000.50, in capitals: up to twelve digits, no or two decimals."""
    whole, _, cents = amount.removeprefix("-").partition(".")
    yuan, sign = _whole(whole), "负" if amount.startswith("-") else ""
    if not cents:
        return f"{sign}{yuan}元整"
    words = "" if yuan == _DIGITS[0] else f"{yuan}元"
    tenths, hundredths = (int(digit) for digit in cents)
    words += f"{_DIGITS[tenths]}角" if tenths else words and _DIGITS[0]
    return sign + words + (f"{_DIGITS[hundredths]}分" if hundredths else "")


def _whole(digits: str) -> str:
    padded, size = digits.zfill(_WIDTH), len(_PLACES)
    groups = (padded[at : at + size] for at in range(0, _WIDTH, size))
    words = "".join(_group(group) + name for group, name in zip(groups, _GROUPS, strict=True) if int(group))
    return words.lstrip(_DIGITS[0]) or _DIGITS[0]


def _group(digits: str) -> str:
    """Four digits; a gap is one 零, also one before the first digit."""
    written = (
        _DIGITS[int(digit)] + (place if int(digit) else "") for digit, place in zip(digits, _PLACES, strict=True)
    )
    return re.sub("零+", "零", "".join(written)).rstrip(_DIGITS[0])
