"""When two texts are the same for a searcher, and into which pieces a text is cut.

Chinese is not cut into words: every pair of neighbouring characters is a piece, so that every substring of
two or more characters is found, whatever a dictionary would think of it.
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = "零一二三四五六七八九"
_NUMERAL = "0-9零〇一二三四五六七八九十百千"
_IGNORED = str.maketrans("", "", "《》〈〉“”‘’\"'「」")
_ARTICLE = re.compile(rf"(第?)\s*([{_NUMERAL}]+)\s*条(?:\s*之\s*([{_NUMERAL}]+))?")
LAW_AND_ARTICLE = re.compile(rf"^(.*?)第?([{_NUMERAL}]+条(?:之[{_NUMERAL}]+)?)")


def fold(text: str) -> str:
    """Widths and case levelled, character by character: the result is as long as the text."""
    folded = (unicodedata.normalize("NFKC", char).lower() for char in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(folded, text, strict=True))


def normalise(text: str) -> str:
    """The form in which texts are compared: folded, without 《》 and quotes, without 中华人民共和国, numbers of articles in Chinese (33条 → 三十三条)."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_IGNORED).replace("中华人民共和国", "")
    return " ".join(_ARTICLE.sub(_article, plain).split())


def forms(query: str) -> list[tuple[str, ...]]:
    """The words of a query, each in the forms under which it may stand in a text: normalised, and merely folded."""
    normal, folded = normalise(query).split(), fold(query).split()
    if len(normal) != len(folded):
        return [(word,) for word in dict.fromkeys(normal)]
    return list(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in zip(normal, folded, strict=True)))


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
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = int(number) // place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text[1:] if text.startswith("一十") else text
