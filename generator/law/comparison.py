"""A quotation against the article it claims to be: what is missing, what is altered, and what of it is grave.

The verdict is about words; whether a difference matters in a case is a lawyer's to say. What lawyers
have named as never harmless (层级、职权、数量、金额、期限、情态词、否定词) is called grave and named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.labels import LabelledEnum
from generator.law import authority
from generator.law.citation import Place
from generator.law.statute import Article, Statute
from generator.law.words import Piece, compare, likeness, pairs, plain


class Verdict(LabelledEnum):
    """What a quotation is. Truncated: whole 款 or 项 left out, the rest identical; misplaced: the words of another article."""

    IDENTICAL = "identical", "一致"
    TYPOGRAPHIC = "typographic", "仅有全半角、空格、引号等差别"
    TRUNCATED = "truncated", "不完整"
    ALTERED = "altered", "文字有改动"
    MISPLACED = "misplaced", "不是所写的这一条"
    NO_ARTICLE = "no-article", "该版本没有这一条"


_MISPLACED_LIKENESS = 0.7
_MISPLACED_LEAD = 0.3
_ABSENT = 0.4
_ELLIPSIS = re.compile(r"\.{3,}|…+")


@dataclass(frozen=True)
class Grave:
    """A difference that changes what the law says: its kind (层级, 金额 …) and the words."""

    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}：{self.message}"


@dataclass(frozen=True)
class Comparison:
    """What came out. `missing` are the 款 and 项 left out; `pieces` the differences word by word (deleted: in the law
    only; inserted: in the quotation only); `found_at` the article whose words a misplaced quotation has."""

    verdict: Verdict
    missing: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    grave: tuple[Grave, ...] = ()
    found_at: Place | None = None


def compare_quotation(quote: str, statute: Statute, places: Sequence[Place]) -> Comparison:
    """Compare a quotation with the places it cites in a statute, read as one text in that order."""
    lines = [pair for place in places for pair in _labelled_lines(statute, place)]
    if any(not statute.lines(place) for place in places) or not lines:
        return Comparison(Verdict.NO_ARTICLE, found_at=_elsewhere(quote, statute, places, 0.0))
    text = "\n".join(line for _, line in lines)
    if _joined(quote) == _joined(text):
        return Comparison(Verdict.IDENTICAL)
    wanted = plain(quote)
    if wanted == plain(text):
        return Comparison(Verdict.TYPOGRAPHIC)
    if elsewhere := _elsewhere(quote, statute, places, likeness(quote, text)):
        return Comparison(Verdict.MISPLACED, found_at=elsewhere)
    missing = _left_out(_ELLIPSIS.sub("", wanted), lines)
    if missing is not None:
        return Comparison(Verdict.TRUNCATED, missing)
    absent = tuple(label for label, line in lines if _share(line, quote) < _ABSENT)
    kept = "\n".join(line for label, line in lines if label not in absent)
    return Comparison(Verdict.ALTERED, _outer(absent), compare(text, quote), tuple(_grave(kept, quote)))


def _joined(text: str) -> str:
    """Text without the blanks between its paragraphs: 。 at a line's end is followed by nothing."""
    return "".join(text.split())


def _labelled_lines(statute: Statute, place: Place) -> Iterator[tuple[str, str]]:
    """The lines of a place, each with the name of the 款 or 项 it is."""
    article, found = statute.article(place), statute.resolve(place)
    if article is None or found is None:
        return
    for paragraph in article.paragraphs:
        if found.paragraph not in (0, paragraph.number):
            continue
        here = Place(found.article, found.insertion, paragraph.number)
        if not found.item:
            yield here.label.removeprefix(here.article_label), paragraph.text
        for item in paragraph.items:
            if found.item in (0, item.number):
                at = Place(found.article, found.insertion, paragraph.number, item.number)
                text = "\n".join([item.text, *(subitem.text for subitem in item.subitems)])
                yield at.label.removeprefix(at.article_label), text


def _left_out(wanted: str, lines: Sequence[tuple[str, str]]) -> tuple[str, ...] | None:
    """Which 款 or 项 a quotation leaves out where all it has are whole ones in their order; None where it has other words."""
    missing: list[str] = []
    rest = wanted
    for label, line in lines:
        if rest.startswith(plain(line)):
            rest = rest[len(plain(line)) :]
        else:
            missing.append(label)
    if rest or len(missing) == len(lines):
        return None
    return _outer(missing)


def _outer(labels: Sequence[str]) -> tuple[str, ...]:
    """Labels without those that lie in another of them (第三款 holds 第三款第（一）项)."""
    return tuple(label for label in labels if not any(label != other and label.startswith(other) for other in labels))


def _share(line: str, quote: str) -> float:
    """How much of a line's pairs of characters the quotation has, 0 to 1."""
    wanted = pairs(plain(line))
    return len(wanted & pairs(plain(quote))) / len(wanted)


def _elsewhere(quote: str, statute: Statute, places: Sequence[Place], here: float) -> Place | None:
    """The article that has the quotation's words where the cited one clearly has not."""
    cited = {place.whole_article for place in places}
    best = max(
        ((_covered(quote, article), article.place) for article in statute.articles if article.place not in cited),
        default=(0.0, None),
    )
    score, place = best
    return place if place is not None and score >= _MISPLACED_LIKENESS and score >= here + _MISPLACED_LEAD else None


def _covered(quote: str, article: Article) -> float:
    """How alike the quotation is to the article or, where it is one 款 of it, to that."""
    candidates = [article.text, *("\n".join(paragraph.lines) for paragraph in article.paragraphs)]
    return max(likeness(quote, candidate) for candidate in candidates)


_N = "[0-9〇一二三四五六七八九十百千万亿]+(?:\\.[0-9]+)?"
_FEATURES: dict[str, re.Pattern[str]] = {
    "层级": re.compile("国务院|国家级|省、自治区、直辖市|省级|设区的市级?|市级|县级|乡级|乡镇"),
    "金额": re.compile(rf"{_N}(?:万|亿)?元"),
    "期限": re.compile(rf"{_N}(?:个?工作日|日|个?月|周?年|小时)"),
    "条款": re.compile(rf"第{_N}(?:条(?:之{_N})?|款|项|目)"),
    "数量": re.compile(
        rf"{_N}(?:倍|%|人次?|次|份|吨|公斤|千克|公里|千?米|周?岁|个)|(?<![第0-9〇一二三四五六七八九十百千万亿]){_N}分之{_N}"
    ),
    "情态词": re.compile("应当|可以|必须|不得|禁止|有权|无权|方可|不予|严禁"),
    "否定词": re.compile("未(?!来|成年)|不(?=[^得予])|无(?!权)|非(?!法|常|煤)"),
    "并列与选择": re.compile("或者|并处"),
}


def _grave(text: str, quote: str) -> Iterator[Grave]:
    """Graves found in the words of both texts, then in who may do what."""
    old, new = plain(text), plain(quote)
    for kind, pattern in _FEATURES.items():
        before, after = Counter(pattern.findall(old)), Counter(pattern.findall(new))
        lost, added = before - after, after - before
        if lost or added:
            yield Grave(kind, _exchange(lost, added))
    for change in authority.changes(text, quote):
        if change.new is None:
            yield Grave("职权", f"{change.old.level}的“{_brief(change.old.act)}”在引文中没有")
        elif change.level_changed:
            yield Grave(
                "层级",
                f"条文中{change.old.level}的“{_brief(change.old.act)}”，引文写成{change.new.level}的“{_brief(change.new.act)}”",
            )
        else:
            yield Grave("职权", f"{change.old.level}的“{_brief(change.old.act)}”，引文写成“{_brief(change.new.act)}”")


def _exchange(lost: Counter[str], added: Counter[str]) -> str:
    parts = []
    if lost:
        parts.append("条文有而引文没有 " + "、".join(_times(lost)))
    if added:
        parts.append("引文有而条文没有 " + "、".join(_times(added)))
    return "；".join(parts)


def _times(counter: Counter[str]) -> list[str]:
    return [f"“{word}”" + (f"×{count}" if count > 1 else "") for word, count in counter.items()]


def _brief(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:38]}……"
