"""Chinese numerals as statutes use them (第三十三条, 第一百二十七条, 二〇二〇年).

Article numbers are identity here, so reading and printing them is ours and property-tested
rather than borrowed: a general numeral library accepts far more than a citation may hold.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_DIGITS = "零一二三四五六七八九"
_VALUES = {c: i for i, c in enumerate(_DIGITS)} | {"〇": 0, "○": 0, "两": 2, "廿": 20}
_UNITS = {"十": 10, "百": 100, "千": 1000}

MAXIMUM = 9999
"""The largest number a citation may hold; no statute of this country has more articles."""

NUMERAL_CLASS = "0-9０-９零〇○一二两三四五六七八九十百千"
"""Characters a numeral may consist of, for use inside a regular-expression class."""


@cache
def to_chinese(number: int) -> str:
    """Print 1..9999 the way statutes number articles: 10 → 十, 33 → 三十三, 110 → 一百一十, 1003 → 一千零三.

    Raises ValueError outside 1..9999.
    """
    if not 1 <= number <= MAXIMUM:
        raise ValueError(f"数字超出 1 至 {MAXIMUM}：{number}")
    text = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text[1:] if 10 <= number < 20 else text


@lru_cache(maxsize=20_000)
def from_chinese(text: str) -> int:
    """Read 三十三, 33, ３３, 一百零三, 二〇 → int.

    Raises ValueError where the text is no numeral or is outside 1..9999.
    """
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and plain.isdigit():
        number = int(plain) if len(plain) <= 6 else MAXIMUM + 1
    elif plain and all(c in _VALUES for c in plain) and (len(plain) == 1 or len(plain) <= 4):
        number = int("".join(str(_VALUES[c]) for c in plain)) if "廿" not in plain else _VALUES[plain]
    else:
        number = _read_units(plain)
    if not 1 <= number <= MAXIMUM:
        raise ValueError(f"数字超出 1 至 {MAXIMUM}：{text}")
    return number


def _read_units(text: str) -> int:
    """Read a numeral with 十百千 whose units must fall and occur once."""
    total, digit, last = 0, None, 10_000
    for char in text:
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= last or digit == 0:
                raise ValueError(f"不是数字：{text}")
            total += (1 if digit is None else digit) * unit
            digit, last = None, unit
        elif char in _VALUES and char != "廿":
            if digit not in (None, 0):
                raise ValueError(f"不是数字：{text}")
            digit = _VALUES[char]
        else:
            raise ValueError(f"不是数字：{text}")
    return total + (digit or 0)
