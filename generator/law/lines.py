"""What a line of a statute is by its own words: the beginning of an article, a heading, a contents block, an appendix."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.law.citation import Place
from generator.law.numerals import from_chinese

_N = "一二三四五六七八九十百千零〇○0-9"
_ARTICLE = re.compile(rf"第\s*([{_N}]+)\s*条(?:\s*之([一二三四五六七八九十]+))?([\s：:]*)")
_HEADING = re.compile(rf"第\s*([{_N}]+)\s*(编|分编|章|节)(\s*)(.*)")
RUNS_ON = re.compile(r"[的、和至或第款及与，。；]|规定|所[列称规]|中(?![华央])")
"""How a sentence goes on after 第N条, where nothing separates the two."""
_APPENDIX = re.compile(
    r"附\s*(?:件|表|录|图)?\s*(?:[0-9一二三四五六七八九十A-ZＡ-Ｚ]*)\s*(?:[：:].*)?$"
    r"|附[件表录图]\s*[0-9一二三四五六七八九十A-ZＡ-Ｚ]+(?:\s.*)?$|附[件表录图]\s+[^。；，]{1,60}$"
)
_CONTENTS = re.compile(r"目\s*[录次]\s*[：:]?$")
_UNNUMBERED = frozenset({"总则", "附则", "序言"})
_BLANK_IN_HEADING = re.compile(r"\s+")
_LONGEST_HEADING = 60


@lru_cache(maxsize=20_000)
def _number(text: str) -> int:
    try:
        return from_chinese(text)
    except ValueError:
        return 0


def article(line: str) -> tuple[Place, str, bool] | None:
    """第N条[之M] at the start of a line: the place, the rest, and whether anything separates the two."""
    match = _ARTICLE.match(line)
    if match is None:
        return None
    number = _number(match.group(1))
    if not number:
        return None
    insertion = _number(match.group(2)) if match.group(2) else 0
    rest = line[match.end() :]
    return Place(number, insertion), rest, bool(match.group(3)) or not rest


def heading(line: str) -> tuple[int, str, str] | None:
    """第N章 with its title, where the line is a heading and no sentence: number, level, title."""
    if len(line) > _LONGEST_HEADING or line[-1] in "。；：，;:,":
        return None
    match = _HEADING.match(line)
    if match is None or (not match.group(3) and RUNS_ON.match(match.group(4))):
        return None
    number = _number(match.group(1))
    return (number, match.group(2), _plain(match.group(4))) if number else None


def _plain(text: str) -> str:
    """A heading's title without the blanks that spread it (总　则)."""
    return _BLANK_IN_HEADING.sub("", text)


def unnumbered_heading(line: str) -> str:
    """A heading that stands without a number (附则); empty where the line is none."""
    plain = _plain(line)
    return plain if plain in _UNNUMBERED else ""


def is_appendix(line: str) -> bool:
    """Whether an appendix begins here (附件1, 附：名录); a sentence about one is none, nor is 附则."""
    return _APPENDIX.match(line) is not None and not unnumbered_heading(line)


def is_contents(line: str) -> bool:
    """Whether a contents block begins here (目　录)."""
    return _CONTENTS.match(line) is not None
