"""What the rules look at: the catalog with names resolved, where everything stands, and the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalog.load import Places
from generator.catalog.model import Basis, Catalog, Check, Item, Law
from generator.catalog.periods import Period, Register, penalties_of
from generator.catalog.problem import DataPath, Problem
from generator.law.citation import Citation, Place


@dataclass(frozen=True)
class Dated:
    """A basis or check of an item: where it stands, when it holds, what it cites."""

    entry: Basis | Check
    path: DataPath
    period: Period
    citations: tuple[tuple[DataPath, Citation], ...]


@dataclass(frozen=True)
class Scene:
    """What a rule looks at: the catalog, its name register, where things stand, and the day."""

    catalog: Catalog
    register: Register
    places: Places
    day: date

    def dated(self, item: Item) -> Iterator[Dated]:
        """The item's bases and checks with their periods and citations."""
        for index, basis in enumerate(item.bases):
            path = ("bases", index)
            yield Dated(basis, path, self.register.basis_period(basis), (((*path, "cite"), basis.cite),))
        for index, check in enumerate(item.checks):
            path = ("checks", index)
            duties = [((*path, "basis"), cite) for cite in check.basis or ()]
            penalties = [((*path, "penalty", n, "cite"), p.cite) for n, p in enumerate(penalties_of(check))]
            yield Dated(check, path, self.register.check_period(check), (*duties, *penalties))

    def citations(self) -> Iterator[tuple[str, DataPath, Citation]]:
        """Every citation in the items: record, path, citation."""
        for item in self.catalog.items:
            for entry in self.dated(item):
                for path, cite in entry.citations:
                    yield f"items/{item.id}", path, cite

    def without_gist(self, record: str, path: DataPath, law: Law, place: Place) -> Problem:
        """The reminder that a cited article has no gist (要旨)."""
        return self.places.problem(
            record,
            path,
            f"《{law.short}》{place.article_label}没有要旨",
            hint=f"请在 laws/{law.id}.yaml 的 gists 中补一条",
            warning=True,
        )


Rule = Callable[[Scene], Iterable[Problem]]
