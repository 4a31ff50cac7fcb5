"""Where a place or a division named in a statute's own text is in it: its address, or none where that is not certain."""

from __future__ import annotations

from functools import cached_property

from generator.law.citation import Place
from generator.law.runs import Path
from generator.law.statute import Heading, Statute


class Anchors:
    """The places and divisions of one statute."""

    def __init__(self, statute: Statute) -> None:
        self._statute = statute
        self._order = {article.place: index for index, article in enumerate(statute.articles)}

    def place(self, place: Place, at: Place) -> Place | None:
        """The place with its 款 filled in, in its own article the 款 of the line preferred.

        None where there is none, or where broken lines make it doubtful which 款 is which.
        """
        article = self._statute.article(place)
        if article is None or (place != place.whole_article and article.unended):
            return None
        if place.item and not place.paragraph and place.whole_article == at.whole_article:
            here = Place(at.article, at.insertion, at.paragraph, place.item, place.subitem)
            return self._statute.resolve(here) or self._statute.resolve(place)
        return self._statute.resolve(place)

    def before(self, at: Place, unit: str, count: int) -> tuple[Place, ...]:
        """The `count` 条, 款 or 项 before the one a line stands in; empty where there are not so many."""
        if unit == "条":
            index = self._order.get(at.whole_article, 0)
            return tuple(article.place for article in self._statute.articles[index - count : index]) if count else ()
        if unit == "款":
            numbers = range(at.paragraph - count, at.paragraph)
            return tuple(Place(at.article, at.insertion, n) for n in numbers) if at.paragraph > count else ()
        numbers = range(at.item - count, at.item)
        return tuple(Place(at.article, at.insertion, at.paragraph, n) for n in numbers) if at.item > count else ()

    @cached_property
    def _headings(self) -> tuple[Heading, ...]:
        return tuple(dict.fromkeys(heading for article in self._statute.articles for heading in article.headings))

    def division(self, path: Path, at: Place) -> Heading | None:
        """The division a path names; one within the divisions of the line's own article goes first."""
        article = self._statute.article(at)
        here = article.headings if article else ()
        level, number = path[-1]
        found = [
            heading
            for heading in self._headings
            if (heading.level, heading.number) == (level, number)
            and set(path[:-1]) <= {(outer.level, outer.number) for outer in heading.path}
        ]
        near = [heading for heading in found if heading.path and heading.path == here[: len(heading.path)]]
        return (near or found)[0] if len(near or found) == 1 else None
