"""A statute's text in one canonical form: title, preamble, 编/章/节, articles with 款, 项 and 目, appendices.

Every reader produces this form and every comparison, page and stored text comes from it, so that a
text means the same wherever it was found. What holds when is not here: a text knows no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.law.citation import Place
from generator.law.numerals import from_chinese, to_chinese

LEVELS = ("编", "分编", "章", "节")
"""The divisions of a statute, from the outside in."""

_EID = {"编": "part", "分编": "subpart", "章": "chp", "节": "sec"}
_ITEM = re.compile(r"[（(]([一二三四五六七八九十百]+)[）)]\s*")
_ENDED = re.compile(r"(?:[。；：;:！？…][”\"’』」）)]*|删[去除][）)])$")
_SUBITEM = re.compile(r"(\d{1,2})(?:[.．、]|(?=[）)]))[）)]?\s*(?!\d)|[（(](\d{1,2})[）)]\s*")


@dataclass(frozen=True)
class Heading:
    """A 编, 分编, 章 or 节. `number` is 0 where it has none (附则 standing alone); `path` are those it lies in."""

    level: str
    number: int
    title: str
    path: tuple[Heading, ...] = ()

    @property
    def label(self) -> str:
        """第一章; empty where the heading has no number."""
        return f"第{to_chinese(self.number)}{self.level}" if self.number else ""

    @property
    def text(self) -> str:
        """The heading as one line: 第一章　总则."""
        return "　".join(part for part in (self.label, self.title) if part)

    @property
    def eid(self) -> str:
        """Stable id after Akoma Ntoso's eId: chp_2__sec_1."""
        own = f"{_EID[self.level]}_{self.number or 'n'}"
        return f"{self.path[-1].eid}__{own}" if self.path else own


@dataclass(frozen=True)
class Subitem:
    """目: the lowest level, printed 1. or （1）. `text` is the line with its number."""

    number: int
    text: str


@dataclass(frozen=True)
class Item:
    """项. `text` is the line with its number; `subitems` follow it."""

    number: int
    text: str
    subitems: tuple[Subitem, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """款: one natural paragraph (自然段) and the 项 listed under it. `number` counts from 1 in its article."""

    number: int
    text: str
    items: tuple[Item, ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """The paragraph, its items and subitems, line by line."""
        yield self.text
        for item in self.items:
            yield item.text
            yield from (subitem.text for subitem in item.subitems)


@dataclass(frozen=True)
class Article:
    """条. `lines` are its natural lines without the article's number; `headings` those it stands under, outermost first."""

    place: Place
    lines: tuple[str, ...]
    headings: tuple[Heading, ...] = ()

    @property
    def label(self) -> str:
        """第三十三条, 第三十六条之一."""
        return self.place.article_label

    @property
    def text(self) -> str:
        """The whole article without its number, one line a 款, 项 or 目."""
        return "\n".join(self.lines)

    @cached_property
    def unended(self) -> tuple[str, ...]:
        """The lines that end as no 款 or 项 does: where a sentence is broken over lines, the 款 are miscounted."""
        return tuple(line for line in self.lines if not _ENDED.search(line))

    @property
    def placed_lines(self) -> Iterator[tuple[Place, str]]:
        """Every line with the 款, 项 or 目 it is, in order."""
        article, insertion = self.place.article, self.place.insertion
        for paragraph in self.paragraphs:
            yield Place(article, insertion, paragraph.number), paragraph.text
            for item in paragraph.items:
                yield Place(article, insertion, paragraph.number, item.number), item.text
                for sub in item.subitems:
                    yield Place(article, insertion, paragraph.number, item.number, sub.number), sub.text

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The article's 款 with their 项 and 目. A line numbered （一） belongs to the 款 before it."""
        paragraphs: list[tuple[str, list[tuple[int, str, list[Subitem]]]]] = []
        for line in self.lines:
            item = _ITEM.match(line) if paragraphs else None
            items = paragraphs[-1][1] if paragraphs else []
            subitem = _SUBITEM.match(line) if items else None
            if item:
                items.append((from_chinese(item.group(1)), line, []))
            elif subitem:
                items[-1][2].append(Subitem(int(subitem.group(1) or subitem.group(2)), line))
            else:
                paragraphs.append((line, []))
        return tuple(
            Paragraph(number, text, tuple(Item(n, line, tuple(subitems)) for n, line, subitems in items))
            for number, (text, items) in enumerate(paragraphs, 1)
        )


@dataclass(frozen=True)
class Statute:
    """One text of a statute. `body` holds the lines of a document that has no articles; `appendices` what follows the last."""

    title: str
    preamble: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    body: tuple[str, ...] = ()
    appendices: tuple[str, ...] = ()

    @cached_property
    def _by_place(self) -> dict[Place, Article]:
        return {article.place: article for article in self.articles}

    def article(self, place: Place) -> Article | None:
        """The article `place` lies in; None where the statute has no such article."""
        return self._by_place.get(place.whole_article)

    def resolve(self, place: Place) -> Place | None:
        """The place with its 款 filled in where only one 款 can be meant (第八条第（二）项 → 第八条第一款第（二）项).

        None where the text has no such place, or where more than one 款 could be meant.
        """
        article = self.article(place)
        if article is None:
            return None
        if not (place.paragraph or place.item or place.subitem):
            return place
        candidates = [
            paragraph
            for paragraph in article.paragraphs
            if place.paragraph in (0, paragraph.number) and _has(paragraph, place)
        ]
        if len(candidates) != 1:
            return None
        return Place(place.article, place.insertion, candidates[0].number, place.item, place.subitem)

    def lines(self, place: Place) -> tuple[str, ...]:
        """The lines of a 条, 款, 项 or 目; empty where `resolve` finds none."""
        found, article = self.resolve(place), self.article(place)
        if found is None or article is None:
            return ()
        if not found.paragraph:
            return article.lines
        paragraph = article.paragraphs[found.paragraph - 1]
        if not found.item:
            return tuple(paragraph.lines)
        item = next(item for item in paragraph.items if item.number == found.item)
        if not found.subitem:
            return (item.text, *(subitem.text for subitem in item.subitems))
        return tuple(subitem.text for subitem in item.subitems if subitem.number == found.subitem)

    @property
    def as_text(self) -> str:
        """The statute as plain text, one natural line a line; `structure.read_text` reads it back to the same value."""
        parts = [self.title, *self.preamble]
        before: tuple[Heading, ...] = ()
        for article in self.articles:
            if article.headings != before:
                shared = sum(1 for _ in _common(before, article.headings))
                parts += ["", *(heading.text for heading in article.headings[shared:])]
                before = article.headings
            parts += [f"{article.label}　{article.lines[0]}" if article.lines else article.label, *article.lines[1:]]
        parts += ["", *self.body] if self.body else []
        parts += ["", *self.appendices] if self.appendices else []
        return "\n".join(parts) + "\n"


def _has(paragraph: Paragraph, place: Place) -> bool:
    if not place.item:
        return not place.subitem
    items = [item for item in paragraph.items if item.number == place.item]
    return len(items) == 1 and (not place.subitem or sum(sub.number == place.subitem for sub in items[0].subitems) == 1)


def _common(first: tuple[Heading, ...], second: tuple[Heading, ...]) -> Iterator[Heading]:
    for one, other in zip(first, second, strict=False):
        if one != other:
            return
        yield one
