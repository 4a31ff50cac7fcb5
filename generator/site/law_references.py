"""Where the references in a law's text lead on the site: an anchor of the same text, or the other law's page.

Another law is read as it stood when the citing version took effect, because its articles may have been renumbered
since: an article is linked in that version's text, and not at all where that text is not stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator import addresses
from generator.law.citation import Place, normal_title
from generator.law.references import Reference, References
from generator.views import LawView, StoredText


@dataclass(frozen=True)
class Target:
    """A reference that leads somewhere: its stretch of the line, the law (empty: the same text), the eIds named there
    (none: the law as a whole), and the address of the first."""

    start: int
    end: int
    law_id: str
    eids: tuple[str, ...]
    address: str


class LawReferences:
    """The laws of the catalog by every name they go by."""

    def __init__(self, laws: Iterable[LawView]) -> None:
        self._laws = {
            normal_title(name): law for law in laws for name in (*law.law.aliases, law.law.title, law.law.short)
        }

        self._last: tuple[str, dict[date, TextReferences]] = ("", {})

    def of(self, law: LawView, stored: StoredText) -> TextReferences:
        """The references of one stored text, found once as long as the same law is asked for."""
        if self._last[0] != law.id:
            self._last = law.id, {}
        day = stored.version.version.start
        if day not in self._last[1]:
            self._last[1][day] = TextReferences(self, law, stored)
        return self._last[1][day]

    def named(self, title: str) -> LawView | None:
        """The law a title means."""
        return self._laws.get(normal_title(title))


class Line(NamedTuple):
    """A line of an article with the place it stands at, and the references in it that lead somewhere, in order."""

    at: Place
    text: str
    targets: tuple[Target, ...]


class TextReferences:
    """The references of one stored text of a law."""

    def __init__(self, laws: LawReferences, law: LawView, stored: StoredText) -> None:
        self._laws = laws
        self._stored = stored
        self._page = text_page(law, stored)
        self._references = References(stored.statute, lambda title: laws.named(title) is not None)
        self._lines = {
            article.place: tuple(Line(at, line, self._targets(line, at)) for at, line in article.placed_lines)
            for article in stored.statute.articles
        }
        self._citing = self._find_citing()

    def lines(self, article: Place) -> tuple[Line, ...]:
        """The lines of an article."""
        return self._lines[article]

    def address(self, place: Place) -> str:
        """Where a place of this text is shown."""
        return f"{self._page}#{place.eid}"

    def citing(self, article: Place) -> tuple[Place, ...]:
        """The other articles of this text that refer to an article, in order."""
        return self._citing.get(article.eid, ())

    def _targets(self, line: str, at: Place) -> tuple[Target, ...]:
        found = self._references.find(line, at)
        targets = (self._other(one) if one.title else self._own(one, at) for one in found)
        return tuple(target for target in targets if target is not None) if found else ()

    def _own(self, reference: Reference, at: Place) -> Target | None:
        eids = self._references.eids(reference, at)
        return Target(reference.start, reference.end, "", eids, f"{self._page}#{eids[0]}") if eids else None

    def _other(self, reference: Reference) -> Target | None:
        law = self._laws.named(reference.title)
        if law is None or not reference.is_certain or reference.division:
            return None
        if not reference.places:
            return Target(reference.start, reference.end, law.id, (), addresses.law(law.id))
        found = [self._in_other(law, place) for place in reference.places]
        known = [pair for pair in found if pair is not None]
        if found[0] is None:
            return None
        eids = tuple(eid for eid, _ in known)
        return Target(reference.start, reference.end, law.id, eids, known[0][1])

    def _in_other(self, law: LawView, place: Place) -> tuple[str, str] | None:
        """The eId and address of another law's place as it stood when this version took effect."""
        day = self._stored.version.version.start
        version = next((version for version in law.versions if day in version.period), None)
        if version is None:
            return None
        text = next((text for text in law.texts if text.version is version), None)
        if text is not None:
            found = text.statute.resolve(place)
            return (found.eid, f"{text_page(law, text)}#{found.eid}") if found else None
        is_shown = version is law.current and any(article.place == place.whole_article for article in law.articles)
        return (place.whole_article.eid, addresses.article(law.id, place)) if is_shown else None

    def _find_citing(self) -> dict[str, tuple[Place, ...]]:
        found: dict[str, dict[Place, None]] = defaultdict(dict)
        for article, lines in self._lines.items():
            for target in (target for line in lines for target in line.targets if not target.law_id):
                for eid in target.eids:
                    found[eid.partition("__")[0]][article] = None
        return {
            eid: tuple(place for place in places if place.eid != eid)
            for eid, places in found.items()
            if eid.startswith("art_")
        }


def text_page(law: LawView, stored: StoredText) -> str:
    """The page a stored text stands on: the law's own where it is in force on the date, else the version's."""
    if stored is law.current_text:
        return addresses.law(law.id)
    return addresses.law_version(law.id, stored.version.version.start)
