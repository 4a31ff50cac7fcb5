"""What the rules look at: the records that were read, with names resolved, where everything stands, and the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.catalog.citing import Cited, of_check
from generator.catalog.item import Basis, Check, Item
from generator.catalog.model import Catalog
from generator.catalog.names import LawNames
from generator.catalog.periods import Period, gist_places
from generator.catalog.places import Places
from generator.catalog.problem import DataPath, Problem, did_you_mean
from generator.catalog.unread import Unread
from generator.law.citation import Citation, Place


@dataclass(frozen=True)
class Dated:
    """A basis or check of an item: where it stands, when it holds, what it cites.

    Where nobody can tell from which day it holds, since its source or a law it cites is not known, it holds from ever.
    """

    entry: Basis | Check
    path: DataPath
    period: Period
    citations: tuple[Cited, ...]


@dataclass(frozen=True)
class Scene:
    """What a rule looks at: the records that were read, their names of laws, where things stand, and the day.

    `unread` are those that could not be read; a rule says nothing of what refers to them.
    """

    catalog: Catalog
    names: LawNames
    places: Places
    unread: Unread
    day: date

    @cached_property
    def _dated(self) -> dict[str, tuple[Dated, ...]]:
        return {item.id: tuple(self._dated_of(item)) for item in self.catalog.items}

    def dated(self, item: Item) -> tuple[Dated, ...]:
        """The item's bases and checks with their periods and citations."""
        return self._dated[item.id]

    def _dated_of(self, item: Item) -> Iterator[Dated]:
        for index, basis in enumerate(item.bases):
            cited: tuple[Cited, ...] = ((("bases", index, "cite"), basis.cite),)
            known = self._is_dated(basis, cited)
            period = self.names.basis_period(basis) if known else Period(date.min, basis.until)
            yield Dated(basis, ("bases", index), period, cited)
        for index, check in enumerate(item.checks):
            cited = tuple(of_check(check, ("checks", index)))
            known = self._is_dated(check, cited)
            period = self.names.check_period(check) if known else Period(date.min, check.until)
            yield Dated(check, ("checks", index), period, cited)

    def _is_dated(self, entry: Basis | Check, cited: tuple[Cited, ...]) -> bool:
        """Whether the day from which an entry holds is known."""
        if entry.from_ is not None:
            return True
        return entry.source in self.catalog.info.sources and all(self.names.law(cite.title) for _, cite in cited)

    def citations(self) -> Iterator[tuple[str, DataPath, Citation]]:
        """Every citation in the items: record, path, citation."""
        for item in self.catalog.items:
            for entry in self.dated(item):
                for path, cite in entry.citations:
                    yield f"items/{item.id}", path, cite

    @cached_property
    def _nearest(self) -> dict[str, str]:
        return {}

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        named = {name: getattr(self.catalog, name) for name in ("methods", "departments", "laws")}
        return {
            "sources": frozenset(self.catalog.info.sources),
            **{name: frozenset(record.id for record in records) for name, records in named.items()},
        }

    def unknown(self, kind: str, name: str) -> str | None:
        """None for a name that a record of this kind has or may have; else what to do about it, which may be nothing."""
        ids = self._ids[kind]
        return None if name in ids or self.unread.has(kind, name) else did_you_mean(name, ids)

    def unknown_law(self, record: str, path: DataPath, cite: Citation) -> Iterator[Problem]:
        """The problem of a citation whose title no law in laws/ has or may have."""
        if self.names.law(cite.title) is not None or self.unread.may_be_law(cite.title):
            return
        if cite.title not in self._nearest:
            names = [name for law in self.catalog.laws for name in (law.short, *law.aliases)]
            self._nearest[cite.title] = did_you_mean(cite.title, names, listed=False)
        yield self.places.problem(
            record,
            path,
            f"laws 中没有《{cite.title}》",
            "没有登记的法规不能核对",
            self._nearest[cite.title] or "请先在 laws 文件夹登记这部法规，写法见使用指南“自己的目录”",
        )

    def without_gist(self, record: str, path: DataPath, cite: Citation) -> Iterator[Problem]:
        """A reminder for every article cited of a law in laws/ that has no gist (要旨)."""
        if (law := self.names.law(cite.title)) is None:
            return
        for place in cite.places:
            if place.whole_article not in self._articles_with_gist[law.id]:
                yield self.places.problem(
                    record,
                    path,
                    f"《{law.short}》{place.article_label}没有要旨",
                    hint=self._where_gists_go(law.id),
                    warning=True,
                )

    def _where_gists_go(self, law: str) -> str:
        if owner := self.catalog.owner(f"laws/{law}"):
            return f"它在{owner}里；请在 gists.yaml 补一条，写 law: {law}、at、text、source"
        return f"请在 {self.places.file(f'laws/{law}')} 的 gists 中补一条"

    @cached_property
    def _articles_with_gist(self) -> dict[str, set[Place]]:
        return {
            law.id: {place.whole_article for gist in law.gists for place in gist_places(gist)}
            for law in self.catalog.laws
        }


Rule = Callable[[Scene], Iterable[Problem]]
