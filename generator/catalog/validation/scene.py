"""What the rules look at: the catalog with names resolved, where everything stands, and the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.catalog.load import Places
from generator.catalog.model import Basis, Catalog, Check, Item, Law
from generator.catalog.names import LawNames
from generator.catalog.periods import Period, gist_places, penalties_of
from generator.catalog.problem import DataPath, Problem, did_you_mean
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
    """What a rule looks at: the catalog, its names of laws, where things stand, and the day."""

    catalog: Catalog
    names: LawNames
    places: Places
    day: date

    @cached_property
    def _dated(self) -> dict[str, tuple[Dated, ...]]:
        return {item.id: tuple(self._dated_of(item)) for item in self.catalog.items}

    def dated(self, item: Item) -> tuple[Dated, ...]:
        """The item's bases and checks with their periods and citations."""
        return self._dated[item.id]

    def _dated_of(self, item: Item) -> Iterator[Dated]:
        for index, basis in enumerate(item.bases):
            path = ("bases", index)
            yield Dated(basis, path, self.names.basis_period(basis), (((*path, "cite"), basis.cite),))
        for index, check in enumerate(item.checks):
            path = ("checks", index)
            duties = [((*path, "basis"), cite) for cite in check.basis or ()]
            penalties = [((*path, "penalty", n, "cite"), p.cite) for n, p in enumerate(penalties_of(check))]
            yield Dated(check, path, self.names.check_period(check), (*duties, *penalties))

    def citations(self) -> Iterator[tuple[str, DataPath, Citation]]:
        """Every citation in the items: record, path, citation."""
        for item in self.catalog.items:
            for entry in self.dated(item):
                for path, cite in entry.citations:
                    yield f"items/{item.id}", path, cite

    @cached_property
    def _nearest(self) -> dict[str, str]:
        return {}

    def unknown_law(self, record: str, path: DataPath, cite: Citation) -> Problem:
        """A citation of a title that no law in laws/ has."""
        if cite.title not in self._nearest:
            names = [name for law in self.catalog.laws for name in (law.short, *law.aliases)]
            self._nearest[cite.title] = did_you_mean(cite.title, names)
        return self.places.problem(
            record,
            path,
            f"laws 中没有《{cite.title}》",
            "没有登记的法规不能核对",
            self._nearest[cite.title] or "请先在 laws 文件夹登记这部法规",
        )

    def without_gist(self, record: str, path: DataPath, law: Law, cite: Citation) -> Iterator[Problem]:
        """A reminder for every article cited of a law that has no gist (要旨)."""
        for place in cite.places:
            if place.whole_article not in self._articles_with_gist[law.id]:
                yield self.places.problem(
                    record,
                    path,
                    f"《{law.short}》{place.article_label}没有要旨",
                    hint=f"请在 laws/{law.id}.yaml 的 gists 中补一条",
                    warning=True,
                )

    @cached_property
    def _articles_with_gist(self) -> dict[str, set[Place]]:
        return {
            law.id: {place.whole_article for gist in law.gists for place in gist_places(gist)}
            for law in self.catalog.laws
        }


Rule = Callable[[Scene], Iterable[Problem]]
