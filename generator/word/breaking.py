"""Breaking a title into lines of about equal length without tearing what belongs together (7.3.1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

_OPENING, _CLOSING = "《〈（“‘〔【([", "》〉）”’〕】)]"
_NEVER_FIRST = _CLOSING + "，。、；：！？·—的了"
_NEVER_LAST = _OPENING
_GOOD_AFTER = "，、；》）”"
_GOOD_BEFORE = "《（“和及与或"
_MIDDLE, _TORN, _ENCLOSED = 6.0, 150.0, 1500.0


def width_of(text: str) -> float:
    """The width in characters: a Latin letter or digit is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(pieces: Sequence[str], longest: float) -> list[str]:
    """Break a title into the fewest lines of at most `longest` characters each.

    `pieces` are the parts of the title between which a break is best (关于开展 | 危险化学品经营 | 监督检查的通知).
    Within a piece a break comes after 、 or before 和, else between any two characters, at a growing price; a 《…》
    or （…） is torn only where it alone is longer than a line.
    """
    text = "".join(pieces)
    if width_of(text) <= longest:
        return [text]
    prices = _prices(pieces)
    count = -(-int(width_of(text) * 2) // int(longest * 2))
    while True:
        lines = _best(text, prices, count, longest)
        if lines is not None:
            return lines
        count += 1


def _prices(pieces: Sequence[str]) -> list[float]:
    """The price of a break before each character of the title; infinite where there must be none."""
    text = "".join(pieces)
    prices = [_TORN] * (len(text) + 1)
    depth = 0
    for at, char in enumerate(text):
        if at and depth:
            prices[at] = _ENCLOSED
        elif at and (text[at - 1] in _GOOD_AFTER or char in _GOOD_BEFORE):
            prices[at] = _MIDDLE
        depth += (char in _OPENING) - (char in _CLOSING and depth > 0)
    at = 0
    for piece in pieces[:-1]:
        at += len(piece)
        prices[at] = min(prices[at], 0.0)
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if after in _NEVER_FIRST or before in _NEVER_LAST or _one_word(before, after):
            prices[at] = float("inf")
    return prices


def _one_word(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _best(text: str, prices: list[float], count: int, longest: float) -> list[str] | None:
    """The cheapest way into `count` lines, None where there is none: uneven lines cost the square of the difference."""
    ideal = width_of(text) / count
    widths = [0.0]
    for char in text:
        widths.append(widths[-1] + width_of(char))

    @cache
    def cheapest(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            last = widths[-1] - widths[start]
            return ((last - ideal) ** 2, ()) if last <= longest else (float("inf"), ())
        best: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, len(text)):
            line = widths[end] - widths[start]
            if line > longest:
                break
            if prices[end] == float("inf"):
                continue
            rest, ends = cheapest(end, left - 1)
            price = (line - ideal) ** 2 + prices[end] + rest
            if price < best[0]:
                best = (price, (end, *ends))
        return best

    price, ends = cheapest(0, count)
    if price == float("inf"):
        return None if count <= len(text) else [text]
    edges = (0, *ends, len(text))
    return [text[start:end] for start, end in pairwise(edges)]
