"""Suspect links: a citation whose words in the law are no longer those somebody reviewed it against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from generator.catalog.citing import of_item
from generator.catalog.model import LinkReview
from generator.catalog.periods import version_on
from generator.law.citation import Citation
from generator.verification.lawbase import LawBase

LinkState = Literal["reviewed", "suspect", "unreviewed", "no-text"]

SUSPECT = "条文已变动待复核"
"""The mark of a suspect link."""


@dataclass(frozen=True)
class Link:
    """One citation of an item on a day. `text` is the digest of the words it points to, `review` the one that covers them
    or, for a suspect link, the last one."""

    item: str
    cite: Citation
    state: LinkState
    text: str = ""
    law_day: date | None = None
    review: LinkReview | None = None


class Links:
    """The state of every link on a day."""

    def __init__(self, base: LawBase, day: date) -> None:
        self._base = base
        self._day = day

    @cached_property
    def _reviews(self) -> dict[tuple[str, Citation], list[LinkReview]]:
        found: dict[tuple[str, Citation], list[LinkReview]] = defaultdict(list)
        for review in self._base.catalog.link_reviews:
            found[review.item, review.cite].append(review)
        return found

    def link(self, item: str, cite: Citation) -> Link:
        """A citation's link: no-text where its words are not at hand; unreviewed where nobody has reviewed it yet."""
        law = self._base.names.law(cite.title)
        version = version_on(law, self._day) if law else None
        text = self._base.words_digest(cite, self._day) if cite.places else None
        reviews = self._reviews.get((item, cite), [])
        if text is None or version is None:
            return Link(item, cite, "no-text")
        covering = next((review for review in reviews if review.text == text), None)
        if covering:
            return Link(item, cite, "reviewed", text, version.start, covering)
        if reviews:
            return Link(item, cite, "suspect", text, version.start, max(reviews, key=lambda review: review.on))
        return Link(item, cite, "unreviewed", text, version.start)

    def suspect(self, item: str, cite: Citation) -> LinkReview | None:
        """The last review of a citation whose words are no longer those reviewed; None for every other link."""
        if (item, cite) not in self._reviews:
            return None
        link = self.link(item, cite)
        return link.review if link.state == "suspect" else None

    def all(self) -> Iterator[Link]:
        """Every link of the catalog's items, each once."""
        for item in self._base.catalog.items:
            for cite in dict.fromkeys(cite for _, cite in of_item(item)):
                yield self.link(item.id, cite)


def reviewed(link: Link, by: str, on: date) -> LinkReview:
    """The record that somebody has reviewed a link against the words it points to now."""
    assert link.law_day is not None
    return LinkReview(item=link.item, cite=link.cite, text=link.text, law_day=link.law_day, on=on, by=by)
