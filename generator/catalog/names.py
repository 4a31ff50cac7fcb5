"""Laws by the names statements use for them, and with that when a statement of a source holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from generator.catalog.citing import of_document, of_item
from generator.catalog.item import Basis, Check
from generator.catalog.model import Catalog, Law, Version
from generator.catalog.periods import Period, cited_by_check, gist_places, version_on
from generator.law.citation import Citation, Place, normal_title


class LawNames:
    """Laws and sources by the names statements use for them."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._laws = {normal_title(name): law for law in catalog.laws for name in (*law.aliases, law.title, law.short)}

    def law(self, title: str) -> Law | None:
        """The law a title means: full, short or alias, with or without 中华人民共和国."""
        return self._laws.get(normal_title(title))

    @cached_property
    def articles(self) -> Mapping[str, set[Place]]:
        """The articles of each law (by id) that the catalog speaks of: with a gist, or cited by an item or document type."""
        found = {law.id: {place for gist in law.gists for place in gist_places(gist)[:1]} for law in self._catalog.laws}
        citing = [*map(of_item, self._catalog.items), *map(of_document, self._catalog.documents)]
        for cite in (cite for citations in citing for _, cite in citations):
            if (law := self.law(cite.title)) is not None:
                found[law.id].update(cite.places)
        return {law_id: {place.whole_article for place in places} for law_id, places in found.items()}

    def source_day(self, source: str) -> date:
        """The day whose law a statement of this source cites. Raises KeyError for an unknown source."""
        return self._catalog.info.sources[source].day

    def cited_version(self, citation: Citation, source: str) -> tuple[Law, Version] | None:
        """The law a citation names and its version in force on the source's day; None where either is unknown."""
        law = self.law(citation.title)
        version = law and version_on(law, self.source_day(source))
        return (law, version) if law and version else None

    def basis_period(self, basis: Basis) -> Period:
        """When a basis holds: its own dates, else from the effective day of the version its source cites."""
        return self._period(basis.from_, basis.until, basis.source, [basis.cite])

    def check_period(self, check: Check) -> Period:
        """When a check holds: its own dates, else from the latest effective day of all versions it cites."""
        return self._period(check.from_, check.until, check.source, cited_by_check(check))

    def _period(self, start: date | None, end: date | None, source: str, citations: Iterable[Citation]) -> Period:
        if start is not None:
            return Period(start, end)
        found = [self.cited_version(citation, source) for citation in citations]
        days = [pair[1].start for pair in found if pair]
        if not days or None in found:
            days.append(self.source_day(source))
        return Period(max(days), end)
