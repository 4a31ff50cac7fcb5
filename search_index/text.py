"""When two texts are the same for a searcher, and into which pieces a text is cut.

Chinese is not cut into words: every pair of neighbouring characters is a piece, so that every substring of
two or more characters is found, whatever a dictionary would think of it. The search in the page does the same
(`normal`, `readings` in its worker), with the same rules.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from search_index.rules import ARTICLE_LIST, ASKING, KEPT_SIGNS, LEAST_ASKED, NUMERALS, STATE, STATE_SPELT, simplified

Word = tuple[str, ...]
"""A word of a query in the forms under which it may stand in a text, the normalised one first."""

_DIGITS = "零一二三四五六七八九"
_ARTICLE_LIST, _ASKING = re.compile(ARTICLE_LIST), re.compile(ASKING)
_NUMBERED = re.compile(rf"(第?)\s*([{NUMERALS}]+)\s*([条款项])(?:\s*之\s*([{NUMERALS}]+))?")


class _Clean(dict[int, str]):
    """Translation of a character into what is compared; filled as characters are met.

    Width, case and traditional forms are levelled, format characters dropped, white space is a blank; other
    signs become `sign`.
    """

    def __init__(self, sign: str) -> None:
        self._sign = sign

    def __missing__(self, code: int) -> str:
        char = chr(code)
        new = unicodedata.normalize("NFKC", char).lower()
        new = new if len(new) == 1 else char
        new = simplified().get(new, new)
        category = unicodedata.category(new)
        if category[0] in "LNM" or new in KEPT_SIGNS:
            self[code] = new
        elif category[0] == "Z" or category == "Cc":
            self[code] = " "
        else:
            self[code] = "" if category[0] == "C" else self._sign
        return self[code]


_IN_TEXT, _IN_QUERY = _Clean(""), _Clean(" ")


def clean(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, with the place in `text` of each of its characters."""
    kept = [(char, at) for at, char in enumerate(map(_IN_TEXT.__getitem__, map(ord, text))) if char]
    return "".join(char for char, _ in kept), [at for _, at in kept]


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """A text as it is compared, signs passed over and the numbers of 条, 款, 项 in Chinese (33条 → 三十三条)."""
    return _NUMBERED.sub(_numbered, _blanks(text.translate(_IN_TEXT)))


def searched(text: str) -> str:
    """All forms of a text in which a word may be found: normalised and, where that differs, with numbers as written."""
    return "\n".join(dict.fromkeys((normalise(text), _blanks(text.translate(_IN_TEXT)))))


def name(text: str) -> str:
    """A title, alias or whole query as it is compared: normalised, without blanks and 中华人民共和国."""
    whole = "".join(normalise(_ARTICLE_LIST.sub(r"\1条", text)).split())
    for spelt in STATE_SPELT:
        if whole.startswith(spelt):
            return whole.removeprefix(spelt) or whole
    return whole.replace(STATE, "") or whole


def unasked(query: str) -> str:
    """A question without the words that only ask, at its ends (机动车检验检查什么); the query itself where little is left."""
    bare = _ASKING.sub("", _blanks(query.translate(_IN_QUERY)))
    return bare if len(bare) >= LEAST_ASKED else query


def readings(query: str) -> list[list[Word]]:
    """The ways to read a query, the likeliest first, each as words that must all occur.

    Where normalising moves no word boundary there is one reading, whose words have both forms. Otherwise
    (第 33 条 is three words as written and one when normalised) there is one reading for each.
    """
    folded = _blanks(query.translate(_IN_QUERY))
    normal, written = _NUMBERED.sub(_numbered, folded).split(), folded.split()
    if len(normal) != len(written):
        return [[_forms(word) for word in dict.fromkeys(words)] for words in (normal, written)]
    words = list(dict.fromkeys(_forms(*pair) for pair in zip(normal, written, strict=True)))
    return [words] if words else []


def pieces(text: str) -> set[str]:
    """Every pair of neighbouring characters of a normalised text, not reaching over white space."""
    return {word[at : at + 2] for word in text.split() for at in range(len(word) - 1)}


def _forms(*words: str) -> Word:
    """The first word without 中华人民共和国, then the words as they are."""
    return tuple(dict.fromkeys((words[0].replace(STATE, "") or words[0], *words)))


def _blanks(text: str) -> str:
    return " ".join(text.split())


def _numbered(match: re.Match[str]) -> str:
    ordinal, number, unit, inserted = match.groups()
    return f"{ordinal}{chinese_number(number)}{unit}" + (f"之{chinese_number(inserted)}" if inserted else "")


def chinese_number(number: str) -> str:
    """33, 三三 → 三十三, 一〇九 → 一百零九; what is already counted only loses 〇. Numbers of five digits and more stay as they are."""
    number = number.replace("〇", "零")
    if len(number) > 1 and set(number) <= set(_DIGITS):
        number = "".join(str(_DIGITS.index(digit)) for digit in number)
    if not number.isascii():
        return number
    if not 0 < int(number[:9]) < 10_000 or len(number) > 4:
        return number
    text, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = int(number) // place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
        gap = not digit
    return text[1:] if text.startswith("一十") else text
