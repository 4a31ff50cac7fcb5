"""What the text of a statute refers to: 本法第三十条, 前款第二项, 本条第一款, 《…法》第五条第二款, 本办法第二章.

An address in the law's own words is only worth a link where it is certain. What cannot be told from the text (前款 in a
first 款, an article number after another law's in one sentence) is found and left without a target.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.law import runs
from generator.law.anchors import Anchors
from generator.law.citation import Place
from generator.law.naming import KINDS, Naming
from generator.law.numerals import from_chinese
from generator.law.runs import Mention, Path
from generator.law.statute import Statute

_OWN = re.compile(rf"(?<![基根])本(?:实施|暂行|试行|管理)*(?:{KINDS})\s*$")
_HERE = re.compile(r"本([条款])\s*$")
_AMONG = re.compile(r"(?:其中|该条)[，,]?\s*$")
_TITLED = re.compile(r"》(?:[（(][^（()）]*[）)])?\s*$")
_NAMED = re.compile(rf"[\u4e00-\u9fff]*(?:{KINDS})$")
_SAME_LAW = re.compile(rf"(?:该|(?<!合)同)(?:{KINDS})$")
_BEFORE_DIVISION = re.compile(
    r"(?:依照|按照|根据|依据|违反|适用|参照|遵守|符合|执行|本编|本章|[和与及除的、，；（(])\s*$"
)
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{1,100}》){1,200})》")
_WITHIN = 250
"""Characters before a place in which the law it lies in is looked for."""
_SENTENCE = re.compile(r"[。；]")
_RELATIVE = re.compile(
    r"(?:(?<![以之目此当])前([一两二三四五六七八九十]|[1-9][0-9]?)?|(?<![以网线海路地船车会场之])上(一)?)"
    r"(?:(条)(?![件约例文理目款形])|(款)(?![项式物待额])|(项)(?!目))"
)
_START = re.compile(
    rf"(?P<relative>{_RELATIVE.pattern})|(?P<level>{runs.LEVEL.pattern})|(?P<division>{runs.DIVISION.pattern})"
    rf"|(?P<title>《)"
)
_FIRST = re.compile("[前上第（(《]")
"""What `_START` can begin with: far quicker to look for."""


@dataclass(frozen=True)
class Reference:
    """A stretch of a line, from `start` up to `end`, that names something in a law.

    `title` is the other law as the text names it, in full where it says what a short form stands for; empty: this law.
    `places` are what is named in it, a range article by article, or `division` a 编, 章, 节; neither: the law as a whole.
    `is_certain` is False where the text leaves open which law or which place is meant.
    """

    start: int
    end: int
    title: str = ""
    places: tuple[Place, ...] = ()
    division: Path = ()
    is_certain: bool = True


class References:
    """Finds the references in one statute's lines. `is_known` tells whether a title is one of a law one could link to."""

    def __init__(self, statute: Statute, is_known: Callable[[str], bool] = lambda _: False) -> None:
        self._anchors = Anchors(statute)
        self._naming = Naming(statute, is_known)

    def find(self, line: str, at: Place) -> tuple[Reference, ...]:
        """The references of a line that stands at `at` (its 条, 款 and, where it is one, 项), in order."""
        if _start(line, 0) is None:
            return ()
        return tuple(_Reading(self._anchors, self._naming, line, at).run())

    def eids(self, reference: Reference, at: Place) -> tuple[str, ...]:
        """The addresses in this statute of what a reference names; empty where it is another law's or not to be found."""
        if reference.title or not reference.is_certain:
            return ()
        if reference.division:
            heading = self._anchors.division(reference.division, at)
            return (heading.eid,) if heading else ()
        found = [self._anchors.place(place, at) for place in reference.places]
        return tuple(place.eid for place in found if place) if found and found[0] else ()


class _Head(NamedTuple):
    """What stands before a list of places: where the link begins, the law, what the first place may leave out."""

    begin: int
    title: str
    outer: Place
    is_certain: bool = True


class _Reading:
    """One line from left to right: which law was named last, which place."""

    def __init__(self, anchors: Anchors, naming: Naming, line: str, at: Place) -> None:
        self._anchors = anchors
        self._naming = naming
        self._line = line
        self._at = at
        self._own = at.whole_article
        self._own_paragraph = Place(at.article, at.insertion, at.paragraph)
        self._other = ""
        """The other law whose article was named last in this sentence."""
        self._last_title = ""
        self._last = Place(0)

    def run(self) -> Iterator[Reference]:
        position = 0
        while match := _start(self._line, position):
            if _SENTENCE.search(self._line, position, match.start()):
                self._other = ""
            found = list(self._at_match(match))
            yield from found
            position = max([match.start() + 1, *(reference.end for reference in found)])

    def _at_match(self, match: re.Match[str]) -> Iterator[Reference]:
        if match.group("title"):
            yield from self._title(match.start())
        elif match.group("relative"):
            yield from self._relative(match.start())
        elif match.group("level"):
            yield from self._list(match.start(), match.group())
        else:
            yield from self._divisions(match.start())

    def _title(self, start: int) -> Iterator[Reference]:
        match = _TITLE.match(self._line, start)
        if match is None:
            return
        self._last_title = self._naming.title(match.group(1))
        if self._last_title:
            yield Reference(start, match.end(), self._last_title)

    def _relative(self, start: int) -> Iterator[Reference]:
        match = _RELATIVE.match(self._line, start)
        assert match is not None
        unit = next(group for group in match.groups()[2:] if group)
        count = from_chinese(match.group(1)) if match.group(1) else 1
        meant = self._anchors.before(self._at, unit, count)
        base = meant[0] if meant else self._own
        following = runs.places_at(self._line, match.end(), base)
        if following and len(meant) <= 1 and _is_below(following[0].places[0], unit):
            following[0] = Mention(start, following[0].end, following[0].places)
            yield from self._mentions(following, "", is_certain=bool(meant))
            return
        yield Reference(start, match.end(), "", meant, is_certain=bool(meant))

    def _list(self, start: int, first: str) -> Iterator[Reference]:
        """A list of places, read in the light of what stands before it."""
        head = self._head(start, is_article="条" in first)
        if head is not None:
            mentions = runs.places_at(self._line, start, head.outer)
            mentions[:1] = [Mention(head.begin, mention.end, mention.places) for mention in mentions[:1]]
            yield from self._mentions(mentions, head.title, head.is_certain)

    def _head(self, start: int, *, is_article: bool) -> _Head | None:
        """What a list of places that begins at `start` lies in; None where it is no list of places."""
        left, offset = self._left(start)
        if _TITLED.search(left):
            return _Head(start, self._last_title, self._own)
        if own := _OWN.search(left):
            return _Head(offset + own.start(), "", self._own)
        if here := _HERE.search(left):
            return _Head(offset + here.start(), "", self._own if here.group(1) == "条" else self._own_paragraph)
        if not is_article and self._last.article and _AMONG.search(left):
            return _Head(start, self._other, self._last.whole_article)
        if is_article and (named := _NAMED.search(left)):
            title, is_certain = self._named(named.group())
            return _Head(start, title, self._own, is_certain)
        if self._other:
            return _Head(start, self._other, self._own, is_certain=False)
        outer = self._own if is_article else self._here(start)
        return _Head(start, "", outer) if outer else None

    def _left(self, start: int) -> tuple[str, int]:
        """What stands before a place, and where that begins in the line."""
        offset = max(0, start - _WITHIN)
        return self._line[offset:start], offset

    def _here(self, start: int) -> Place | None:
        """What a 款 or 项 named without an article lies in: the line's own 款, else its article.

        None where neither has it (第三项 may be the third of anything).
        """
        for outer in (self._own_paragraph, self._own):
            mentions = runs.places_at(self._line, start, outer)
            if mentions and self._anchors.place(mentions[0].places[0], self._at) is not None:
                return outer
        return None

    def _named(self, words: str) -> tuple[str, bool]:
        """The law named before an article number without 《》, and whether it is certain which."""
        if _SAME_LAW.search(words):
            return self._last_title or words, bool(self._last_title)
        return self._naming.title(self._naming.named(words)), True

    def _mentions(self, mentions: list[Mention], title: str, is_certain: bool) -> Iterator[Reference]:
        for mention in mentions:
            yield Reference(mention.start, mention.end, title, mention.places, is_certain=is_certain)
            self._last, self._other = mention.places[-1], title
            if title:
                self._last_title = title

    def _divisions(self, start: int) -> Iterator[Reference]:
        left, offset = self._left(start)
        begin, title = start, ""
        if _TITLED.search(left):
            title = self._last_title
        elif own := _OWN.search(left):
            begin = offset + own.start()
        elif named := _NAMED.search(left):
            title, _ = self._named(named.group())
        elif left and not _BEFORE_DIVISION.search(left):
            return
        for mention in runs.divisions_at(self._line, start):
            yield Reference(
                begin if mention.start == start else mention.start, mention.end, title, (), mention.division
            )


def _start(line: str, position: int) -> re.Match[str] | None:
    """Where the next reference may begin."""
    for first in _FIRST.finditer(line, position):
        if match := _START.match(line, first.start()):
            return match
    return None


def _is_below(place: Place, unit: str) -> bool:
    return bool(place.item or place.subitem or (unit == "条" and place.paragraph))
