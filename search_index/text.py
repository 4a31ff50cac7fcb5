"""When two texts are the same for a searcher, and into which pieces a text is cut.

Chinese is not cut into words: every pair of neighbouring characters is a piece, so that every substring of
two or more characters is found, whatever a dictionary would think of it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Word = tuple[str, ...]
"""A word of a query in the forms under which it may stand in a text, the normalised one first."""

_IGNORED = set("《》〈〉“”‘’\"'「」")
_DIGITS = "零一二三四五六七八九"
_NUMERAL = "0-9零〇一二三四五六七八九十百千"
_ARTICLE = re.compile(rf"(第?)\s*([{_NUMERAL}]+)\s*条(?:\s*之\s*([{_NUMERAL}]+))?")
LAW_AND_ARTICLE = re.compile(rf"^(.*?)第?([{_NUMERAL}]+条(?:之[{_NUMERAL}]+)?)")


class _Fold(dict[int, str]):
    """Translation of one character into one: width and case levelled. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        new = unicodedata.normalize("NFKC", char).lower()
        self[code] = new if len(new) == 1 else char
        return self[code]


class _Clean(dict[int, str | None]):
    """Translation to what is compared: without 《》, quotes and format characters; control characters part words."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        new = " " if category == "Cc" else unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = None if category == "Cf" or new in _IGNORED else new
        return self[code]


_FOLD, _CLEAN = _Fold(), _Clean()


def fold(text: str) -> str:
    """Widths and case levelled, character by character: the result is as long as the text."""
    return text.translate(_FOLD)


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """The form in which texts are compared: folded, without 《》 and quotes, without 中华人民共和国, numbers of articles in Chinese (33条 → 三十三条)."""
    plain = unicodedata.normalize("NFKC", text.translate(_CLEAN)).replace("中华人民共和国", "")
    return " ".join(_ARTICLE.sub(_article, plain).split())


def name(text: str) -> str:
    """A title or alias as it is compared as a whole: normalised, without spaces."""
    return "".join(normalise(text).split())


def readings(query: str) -> list[list[Word]]:
    """The ways to read a query, the likeliest first, each as words that must all occur.

    Where normalising moves no word boundary there is one reading, whose words have both forms. Otherwise
    (第 33 条 is three words as written and one when normalised) there is one reading for each.
    """
    normal = normalise(query).split()
    folded = fold("".join(" " if unicodedata.category(char) == "Cc" else char for char in query)).split()
    if len(normal) == len(folded):
        pairs = zip(normal, folded, strict=True)
        return [list(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in pairs))] if normal else []
    return [[(word,) for word in dict.fromkeys(words)] for words in (normal, folded) if words]


def pieces(text: str) -> set[str]:
    """Every pair of neighbouring characters of a normalised text, not reaching over white space."""
    return {word[at : at + 2] for word in text.split() for at in range(len(word) - 1)}


def _article(match: re.Match[str]) -> str:
    ordinal, number, inserted = match.groups()
    return f"{ordinal}{_chinese(number)}条" + (f"之{_chinese(inserted)}" if inserted else "")


def _chinese(number: str) -> str:
    """33 → 三十三; what is already Chinese only loses 〇. Numbers of five digits and more stay as they are."""
    if not number.isascii():
        return number.replace("〇", "零")
    if not 0 < int(number[:9]) < 10_000 or len(number) > 4:
        return number
    text, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = int(number) // place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
        gap = not digit
    return text[1:] if text.startswith("一十") else text
