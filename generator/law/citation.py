"""The one grammar of a legal citation (法条引用): parses and prints 《…》第三十三条第二款第（一）项.

Every place that holds a citation (YAML, Excel, running text, search, the site's anchors) uses this
grammar, so that two ways of writing one article are one value and every output prints it alike.

    citation := 《title》 places          (a bare title before 第…条 is read too)
    places   := place (、 place | 至 place)*
    place    := [条] [款] [项] [目]        a place may leave out what it shares with the one before it
    条       := 第 N 条 [之 N]     款 := 第 N 款     项 := 第（N）项     目 := 第 N 目

N is a Chinese or Arabic numeral of either width. Printing is canonical: Chinese numerals, full-width
brackets, shared parts left out where no reader can mistake them. A number without its unit takes the
unit of the one after it (第3-5条, 第（一）、（二）项).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator.law.numerals import NUMERAL_CLASS, from_chinese, to_chinese

STATE_PREFIX = "中华人民共和国"


class CitationError(ValueError):
    """A text that is no citation. `offset` is the 0-based character where reading failed."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


class Place(NamedTuple):
    """One place in a statute: article (条), insertion (之一), paragraph (款), item (项), subitem (目).

    0 means the level is not named; an article cited whole has paragraph = item = subitem = 0. A tuple, because a
    build makes and looks up hundreds of thousands.
    """

    article: int
    insertion: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0

    @property
    def label(self) -> str:
        """第三十六条之一第二款第（一）项第1目 in canonical form."""
        return self.article_label + _lower(self.paragraph, self.item, self.subitem)

    @property
    def article_label(self) -> str:
        """The article alone: 第三十三条, 第三十六条之一."""
        inserted = f"之{to_chinese(self.insertion)}" if self.insertion else ""
        return f"第{to_chinese(self.article)}条{inserted}"

    @property
    def whole_article(self) -> Place:
        """The article this place lies in."""
        return Place(self.article, self.insertion)

    @property
    def eid(self) -> str:
        """Stable id after Akoma Ntoso's eId: art_33, art_36-1, art_33__para_2__item_1."""
        article, insertion, paragraph, item, subitem = self
        eid = f"art_{article}-{insertion}" if insertion else f"art_{article}"
        if paragraph:
            eid += f"__para_{paragraph}"
        if item:
            eid += f"__item_{item}"
        return f"{eid}__subitem_{subitem}" if subitem else eid

    def covers(self, other: Place) -> bool:
        """Whether `other` lies in this place or is it: 第三十三条 covers 第三十三条第二款."""
        mine = (self.paragraph, self.item, self.subitem)
        theirs = (other.paragraph, other.item, other.subitem)
        return self.whole_article == other.whole_article and all(m in (0, t) for m, t in zip(mine, theirs, strict=True))


@dataclass(frozen=True, order=True)
class Span:
    """A place, or all places from `first` through `last` (第五条至第七条)."""

    first: Place
    last: Place | None = None


@dataclass(frozen=True, order=True)
class Citation:
    """A statute's title, as written and without 《》, and the places cited in it (none: the statute as a whole)."""

    title: str
    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return f"《{self.title}》{self.places_label}"

    @property
    def places_label(self) -> str:
        """The places alone: 第五十三条、第五十五条至第五十七条."""
        text = ""
        before: Place | None = None
        for span in self.spans:
            text += ("、" if text else "") + _relative(span.first, before)
            before = span.first
            if span.last is not None:
                text += "至" + _relative(span.last, before)
                before = span.last
        return text

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place named, a range of whole articles expanded (第五条至第七条 names three)."""
        return tuple(place for span in self.spans for place in _expand(span))

    def with_title(self, title: str) -> Citation:
        """The same places under another title of the statute."""
        return Citation(title, self.spans)


def _lower(paragraph: int, item: int, subitem: int) -> str:
    return (
        (f"第{to_chinese(paragraph)}款" if paragraph else "")
        + (f"第（{to_chinese(item)}）项" if item else "")
        + (f"第{to_chinese(subitem)}目" if subitem else "")
    )


def _relative(place: Place, before: Place | None) -> str:
    """Print `place`, leaving out what it shares with `before` where reading it back is certain."""
    if before is None or place.whole_article != before.whole_article:
        return place.label
    same_paragraph = place.paragraph == before.paragraph
    if place.subitem and before.subitem and same_paragraph and place.item == before.item:
        return _lower(0, 0, place.subitem)
    if place.item and before.item and same_paragraph:
        return _lower(0, place.item, place.subitem)
    if place.paragraph and before.paragraph:
        return _lower(place.paragraph, place.item, place.subitem)
    return place.label


def _expand(span: Span) -> Iterator[Place]:
    yield span.first
    if span.last is None:
        return
    for level in ("subitem", "item", "paragraph", "article"):
        start, end = getattr(span.first, level), getattr(span.last, level)
        if start or end:
            for number in range(start + 1, end):
                yield span.first._replace(**{level: number, **({"insertion": 0} if level == "article" else {})})
            break
    yield span.last


_N = rf"\s*([{NUMERAL_CLASS}]+)\s*"
_PLACE = re.compile(
    rf"\s*(?:第?{_N}条(?:\s*之{_N})?)?"
    rf"(?:\s*第?{_N}款)?"
    rf"(?:\s*第?\s*[（(〔]?{_N}[）)〕]?\s*项)?"
    rf"(?:\s*第?\s*{_N}目)?\s*"
)
_JOIN = re.compile(r"\s*(、|，|,|和|及|以及|与|至|到|[-–—－~～])\s*(?=第|[（(〔]|[" + NUMERAL_CLASS + "])")
_RANGE = frozenset("至到-–—－~～")
_COMPACT = re.compile(
    rf"《[^》]*》|(?<![之{NUMERAL_CLASS}])第?\s*[（(]?[{NUMERAL_CLASS}]+[）)]?\s*(?:[、和及至到\-–—－~～]\s*第?\s*[（(]?[{NUMERAL_CLASS}]+[）)]?\s*)+[条款项目]"
)
_COMPACT_PART = re.compile(rf"([、和及至到\-–—－~～]?)\s*第?\s*[（(]?([{NUMERAL_CLASS}]+)[）)]?")
_TITLED = re.compile(rf"《[^》]+》\s*(?=第?\s*[{NUMERAL_CLASS}]+\s*条)")
_BARE_TITLE = re.compile(rf"^\s*([^《》]*?[^《》\s第{NUMERAL_CLASS}])\s*(?=第?\s*[{NUMERAL_CLASS}]+\s*条)")


def parse(text: str) -> Citation:
    """Read one citation; the whole text must be it.

    Raises CitationError (message in Chinese, offset of the fault) for anything else.
    """
    full = _spelt_out(text)
    citation, end = _read(full, 0)
    if full[end:].strip():
        raise CitationError(f"引用后面有不能识别的内容：{full[end : end + 20]}", min(end, len(text)))
    return citation


def parse_list(text: str) -> tuple[Citation, ...]:
    """Read one or more citations joined by 、，；or white space: 《甲法》第一条；《乙条例》第二条.

    Raises CitationError as `parse` does.
    """
    text = _spelt_out(text)
    found = []
    position = 0
    while text[position:].strip(" \t\r\n　、，；,;"):
        position += len(text[position:]) - len(text[position:].lstrip(" \t\r\n　、，；,;"))
        citation, position = _read(text, position)
        found.append(citation)
    if not found:
        raise CitationError("引用为空", 0)
    return tuple(found)


def citations_in(text: str) -> Iterator[Citation]:
    """The citations that stand in running text, 《title》 followed by places; a title alone is none."""
    for match in _TITLED.finditer(text):
        try:
            citation, _ = _read(_spelt_out(text[match.start() :]), 0)
        except CitationError:
            continue
        if citation.places:
            yield citation


def _spelt_out(text: str) -> str:
    """Give every number its unit: 第3-5条 → 第3条-第5条, 第（一）、（二）项 → 第一项、第二项."""

    def expand(match: re.Match[str]) -> str:
        if match.group().startswith("《"):
            return match.group()
        unit = match.group()[-1]
        return "".join(f"{join}第{number}{unit}" for join, number in _COMPACT_PART.findall(match.group()[:-1]))

    return _COMPACT.sub(expand, text)


def _read(text: str, start: int) -> tuple[Citation, int]:
    title, position = _read_title(text, start)
    spans, position = _read_places(text, position)
    return Citation(title, spans), position


def _read_title(text: str, start: int) -> tuple[str, int]:
    position = start + len(text[start:]) - len(text[start:].lstrip())
    if position >= len(text):
        raise CitationError("引用为空", start)
    if text[position] != "《":
        bare = _BARE_TITLE.match(text[position:])
        if bare is None:
            raise CitationError("引用应以《法规名称》开头，例如《行政处罚法》第二十一条", position)
        return _clean_title(bare.group(1), position), position + bare.end()
    depth = 0
    for index in range(position, len(text)):
        depth += (text[index] == "《") - (text[index] == "》")
        if depth == 0:
            return _clean_title(text[position + 1 : index], position), index + 1
    raise CitationError("《没有对应的》", position)


def _clean_title(title: str, offset: int) -> str:
    clean = " ".join(title.split())
    if not clean or clean == STATE_PREFIX:
        raise CitationError("《》里没有法规名称", offset)
    return clean


def _read_places(text: str, position: int) -> tuple[tuple[Span, ...], int]:
    spans: list[Span] = []
    before: Place | None = None
    is_range = False
    while True:
        match = _PLACE.match(text, position)
        if match is None or not any(match.groups()):
            if spans:
                raise CitationError("连接符后面缺少条、款、项", position)
            return (), position
        place = _place(match, before, position)
        if is_range:
            if place <= spans[-1].first:
                raise CitationError(f"范围的终点 {place.label} 不在起点之后", position)
            spans[-1] = Span(spans[-1].first, place)
        else:
            spans.append(Span(place))
        before, position = place, match.end()
        join = _JOIN.match(text, position)
        if join is None:
            return tuple(spans), position
        is_range = join.group(1) in _RANGE
        if is_range and spans[-1].last is not None:
            raise CitationError("“至”不能连用", position)
        position = join.end()


def _place(match: re.Match[str], before: Place | None, offset: int) -> Place:
    try:
        numbers = [from_chinese(group) if group else 0 for group in match.groups()]
    except ValueError as error:
        raise CitationError(str(error), offset) from None
    article, insertion, paragraph, item, subitem = numbers
    if article:
        return Place(article, insertion, paragraph, item, subitem)
    if before is None:
        raise CitationError("缺少条号：款、项之前应写明第几条", offset)
    if paragraph:
        return Place(before.article, before.insertion, paragraph, item, subitem)
    if item:
        return Place(before.article, before.insertion, before.paragraph, item, subitem)
    return Place(before.article, before.insertion, before.paragraph, before.item, subitem)


@lru_cache(maxsize=65_536)
def normal_title(title: str) -> str:
    """The form under which titles are compared: without 中华人民共和国, brackets, blanks and width differences."""
    plain = unicodedata.normalize("NFKC", title)
    plain = re.sub(r"[\s《》〈〉<>\"'“”‘’()]", "", plain)
    return plain.removeprefix(STATE_PREFIX) or plain
