"""What a handbook is about: the items chosen, and what of the catalog they lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from generator.addresses import Kind
from generator.catalog.model import LawKind
from generator.views import NO_PENALTY, TO_BE_CLARIFIED, ArticleView, ItemView, LawView, Unverified, View
from generator.views.gists import Articles, articles_of


@dataclass(frozen=True)
class CitedLaw:
    """A law and its articles that the items cite on the day, each with who cites it: 第 1 项（设定依据、罚则）."""

    law: LawView
    articles: tuple[tuple[ArticleView, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Scope:
    """A view, the items of the handbook and the name of the department that leads them (empty: those of all)."""

    view: View
    items: tuple[ItemView, ...]
    department: str = ""

    @cached_property
    def laws(self) -> tuple[CitedLaw, ...]:
        """The laws that the items cite, the highest kind first."""
        kinds = get_args(LawKind)
        cited = []
        for law in sorted(self.view.laws, key=lambda law: (kinds.index(law.law.kind), law.law.short)):
            used = tuple((article, users) for article in law.articles if (users := self._users(article)))
            if used:
                cited.append(CitedLaw(law, used))
        return tuple(cited)

    @cached_property
    def articles(self) -> Articles:
        """Where the gists of cited articles are."""
        return articles_of(self.view.laws)

    @cached_property
    def unverified(self) -> tuple[Unverified, ...]:
        """What nobody has verified of all that the handbook shows."""
        methods = {method for item in self.items for method in item.method_ids}
        shown: Mapping[Kind, set[str]] = {
            Kind.ITEM: self._ids,
            Kind.CHECK: self._ids,
            Kind.LAW: {cited.law.id for cited in self.laws},
            Kind.METHOD: methods,
            Kind.DEPARTMENT: {item.lead_id for item in self.items},
            Kind.DOCUMENT: {kind.id for kind in self.view.documents},
        }
        return tuple(entry for entry in self.view.unverified if entry.owner_id in shown.get(entry.kind, ()))

    @cached_property
    def marks(self) -> set[str]:
        """The words beside or in place of statements that a reader may want explained."""
        labels = [
            label
            for item in self.items
            for label in (item.object, item.responsibility, item.methods, item.sampling, item.lead)
        ]
        found = {entry.mark for entry in self.unverified} | {label.text for label in labels if not label.known}
        found |= {TO_BE_CLARIFIED for item in self.items if not item.bases}
        return found | {NO_PENALTY for item in self.items for check in item.checks if NO_PENALTY in check.penalty_lines}

    @property
    def checks(self) -> int:
        """How many checks the items have on the day."""
        return sum(len(item.checks) for item in self.items)

    @property
    def without_lead(self) -> Sequence[ItemView]:
        """The catalog's items whose leading department is unknown."""
        return [item for item in self.view.items if not item.lead.known]

    @cached_property
    def _ids(self) -> set[str]:
        return {item.id for item in self.items}

    def _users(self, article: ArticleView) -> tuple[str, ...]:
        roles: dict[int, dict[str, None]] = defaultdict(dict)
        for cited in article.cited_by:
            item = cited.use.item
            if cited.state == "current" and item is not None and item.id in self._ids:
                roles[item.number][cited.use.role.label] = None
        return tuple(f"第 {number} 项（{'、'.join(found)}）" for number, found in sorted(roles.items()))
