"""Lists of places as they stand in running text: 第十三条第一、二款、第十四条, 第三项至第五项, 第三章第二节.

The grammar of a single citation is `citation`; statutes write looser lists, where a place leaves out what it shares
with the one before it and a number the unit it shares with the one after it. Every place keeps where it stands, so
that each can be linked; a range is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.law.citation import Citation, Place, Span
from generator.law.numerals import NUMERAL_CLASS, from_chinese
from generator.law.statute import LEVELS

Path = tuple[tuple[str, int], ...]
"""A division as cited: (("章", 3), ("节", 2))."""

_N = rf"[{NUMERAL_CLASS}]+"
_FIRST = rf"(?:第\s*[（(]?\s*{_N}\s*[）)]?|[（(]\s*{_N}\s*[）)])"
_NEXT = rf"(?:{_FIRST}|{_N})"
_JOIN = r"\s*(?:以及|或者|、|和|与|及|或|至|到|[-–—~～－])\s*"
_RANGE = frozenset("至到-–—~～－")
_PLACE_UNITS = ("条", "款", "项", "目")
_UNIT = "条(?![件约例文理目款形])|款(?![项式物待额])|项(?!目)|目(?![录标的前])"
_DIVISION = "分编|编(?![制号码写])|章(?!程)|节(?![目能日约假点水省])"

LEVEL = re.compile(rf"({_FIRST}(?:{_JOIN}{_NEXT})*?)\s*({_UNIT})(?:\s*之({_N}))?")
"""One level of a place; of several numbers each has this unit (第一、二款)."""

DIVISION = re.compile(rf"第\s*({_N})\s*({_DIVISION})")
"""One level of a division."""

_SHORT = re.compile(rf"({_N})\s*({_UNIT})()")
_NUMBER = re.compile(rf"({_JOIN})?(第?\s*[（(]?\s*({_N})\s*[）)]?)")
_JOINED = re.compile(_JOIN)


@dataclass(frozen=True)
class Mention:
    """A place or a range in a line, from `start` up to `end`; `places` all it names, or `division` the one it names."""

    start: int
    end: int
    places: tuple[Place, ...] = ()
    division: Path = ()


def places_at(line: str, position: int, before: Place) -> list[Mention]:
    """The list of places that begins at `position`; what the first leaves out it shares with `before`. Empty: none."""
    found: list[Mention] = []
    unit = ""
    is_range = False
    while read := _place(line, position, before, unit):
        mentions, unit = read
        if is_range:
            mentions = _ranged(found.pop(), mentions[0]) + mentions[1:]
        found += mentions
        before = found[-1].places[-1]
        joined = _JOINED.match(line, found[-1].end)
        if joined is None:
            break
        position, is_range = joined.end(), joined.group().strip() in _RANGE
    return found


def divisions_at(line: str, position: int) -> list[Mention]:
    """The list of divisions that begins at `position` (第二章、第三章; of a range its two ends)."""
    found: list[Mention] = []
    while match := DIVISION.match(line, position):
        path: Path = ()
        start = position
        while match and (not path or LEVELS.index(match.group(2)) > LEVELS.index(path[-1][0])):
            path, position = (*path, (match.group(2), _number(match.group(1)))), match.end()
            match = DIVISION.match(line, position)
        found.append(Mention(start, position, division=path))
        joined = _JOINED.match(line, position)
        if joined is None:
            break
        position = joined.end()
    return found


def _place(line: str, position: int, before: Place, unit: str) -> tuple[list[Mention], str] | None:
    """One place, or several that differ in their last number, and the unit of the last level; None: there is none."""
    levels: list[re.Match[str]] = []
    at = position
    while match := LEVEL.match(line, at) or (None if levels or not unit else _short(line, at, unit)):
        if levels and _rank(match) <= _rank(levels[-1]):
            break
        levels.append(match)
        at = match.end()
        if _JOINED.search(match.group(1)):
            break
    if not levels:
        return None
    place = before
    for match in levels[:-1]:
        place = _with(place, match.group(2), _number(match.group(1)), _number(match.group(3)))
    return list(_numbers(levels[-1], place, position)), levels[-1].group(2)


def _short(line: str, position: int, unit: str) -> re.Match[str] | None:
    """A further number that leaves out 第 (第二款、三款), of the unit of the one before."""
    match = _SHORT.match(line, position)
    return match if match and match.group(2) == unit else None


def _numbers(level: re.Match[str], outer: Place, start: int) -> Iterator[Mention]:
    """The mentions of a level with one number or several."""
    made: list[Mention] = []
    for number in _NUMBER.finditer(level.group(1)):
        offset = level.start(1)
        place = _with(outer, level.group(2), _number(number.group(3)), _number(level.group(3)))
        mention = Mention(offset + number.start(2) if made else start, offset + number.end(2), (place,))
        joined = (number.group(1) or "").strip()
        made = [*made[:-1], *_ranged(made[-1], mention)] if made and joined in _RANGE else [*made, mention]
    made[-1] = replace(made[-1], end=level.end())
    yield from made


def _ranged(first: Mention, last: Mention) -> list[Mention]:
    """A range as one mention; where its end is not after its beginning, both as they stand."""
    if last.places[0] <= first.places[-1]:
        return [first, last]
    through = Citation("", (Span(first.places[-1], last.places[0]),)).places
    return [Mention(first.start, last.end, (*first.places[:-1], *through))]


def _with(place: Place, unit: str, number: int, insertion: int) -> Place:
    """`place` down to a level: what lay below it is left out."""
    if unit == "条":
        return Place(number, insertion)
    if unit == "款":
        return Place(place.article, place.insertion, number)
    if unit == "项":
        return Place(place.article, place.insertion, place.paragraph, number)
    return Place(place.article, place.insertion, place.paragraph, place.item, number)


def _rank(level: re.Match[str]) -> int:
    return _PLACE_UNITS.index(level.group(2))


def _number(text: str | None) -> int:
    """The numeral in 第（三）; 0 for none, and for what no statute counts to."""
    digits = re.search(_N, text or "")
    try:
        return from_chinese(digits.group()) if digits else 0
    except ValueError:
        return 0
