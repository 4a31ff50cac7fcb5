"""What outputs are given: plain records of values already resolved for one day.

Marks are the words shown beside a statement nobody has verified (待核实 …); an empty tuple means none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from generator.addresses import Kind
from generator.catalog.adjusting import Change
from generator.catalog.documents import DocumentType, Gate
from generator.catalog.item import Basis, Check, Duty, Item, NoPenalty, Penalty
from generator.catalog.model import CatalogInfo, Department, Gist, Law, Level, Method, Pack, Redirect, Term, Version
from generator.catalog.notices import Notice
from generator.catalog.periods import Period
from generator.catalog.value_types import TO_BE_CLARIFIED as TO_BE_CLARIFIED
from generator.catalog.value_types import UNVERIFIED
from generator.clock import chinese_date as chinese_date
from generator.law.citation import Citation, Place
from generator.law.statute import Statute
from generator.verification.impact import LawChange, Touch, Use
from generator.verification.links import SUSPECT, Link
from generator.verification.quotations import QuotationCheck

NO_PENALTY = NoPenalty.NONE.label
NO_CHECKS = "该日期无已核对的检查要点"
NO_WORDING = "〔该日期没有核对过的用语，须由经办人查明补写〕"
NOT_REVIEWED = "检查要点与罚则对应关系未经法制审核"

State = Literal["past", "current", "future"]


def state_on(period: Period, day: date) -> State:
    """Whether a period is over, running or to come on `day`."""
    if day in period:
        return "current"
    return "future" if day < period.start else "past"


def period_label(span: Period) -> str:
    """自2026年5月1日起，至…止; a period without known ends says so."""
    begins = f"自{chinese_date(span.start)}起" if span.start.year > 1 else ""
    ends = f"{chinese_date(span.end)}起不再适用" if span.end else ""
    return "，".join(part for part in (begins, ends) if part) or "未限定日期"


@dataclass(frozen=True)
class Labelled:
    """A value as shown, with what is unverified of it. `known` is False where the source gives none.

    `level`: the agency whose catalog says so, where the catalog builds on others; so of every view.
    """

    text: str
    known: bool = True
    marks: tuple[str, ...] = ()
    as_printed: str = ""
    source: str = ""
    note: str = ""
    level: str = ""


@dataclass(frozen=True)
class CitationView:
    """A citation resolved against the catalog's laws on the date."""

    citation: Citation
    law_id: str
    law_short: str
    label: str
    gists: tuple[str, ...]


@dataclass(frozen=True)
class BasisView:
    """A legal basis, its period, and its state on the date; what its link and quotation are worth."""

    basis: Basis
    cite: CitationView
    period: Period
    state: State
    marks: tuple[str, ...]
    link: Link
    quotations: tuple[QuotationCheck, ...]
    level: str = ""


@dataclass(frozen=True)
class PenaltyView:
    """A penalty clause resolved on the date."""

    penalty: Penalty
    cite: CitationView
    marks: tuple[str, ...]


@dataclass(frozen=True)
class CheckView:
    """A check, its period and state, its resolved citations."""

    check: Check
    item_id: str
    period: Period
    state: State
    bases: tuple[CitationView, ...]
    penalties: tuple[PenaltyView, ...]
    marks: tuple[str, ...]
    reviewed: bool
    level: str = ""

    @property
    def basis_label(self) -> str:
        """The bases as printed in a checklist; 待核实 where none is known."""
        return "；".join(view.label for view in self.bases) or UNVERIFIED

    @property
    def penalty_lines(self) -> tuple[str, ...]:
        """The penalties as printed in a checklist, one a line; an authority common to several is said once, last.

        无对应罚则 or 待核实 where that is the statement.
        """
        if self.check.penalty is NoPenalty.NONE:
            return (NO_PENALTY,)
        if self.check.penalty is NoPenalty.UNKNOWN:
            return (UNVERIFIED,)
        authorities = {view.penalty.by for view in self.penalties}
        if len(self.penalties) == 1 or len(authorities) > 1:
            return tuple(_penalty_line(view, view.penalty.by) for view in self.penalties)
        return (*(_penalty_line(view) for view in self.penalties), f"处罚机关：{authorities.pop()}")

    @property
    def penalty_label(self) -> str:
        """The penalties on one line."""
        return "；".join(self.penalty_lines)


def _penalty_line(view: PenaltyView, by: str = "") -> str:
    details = [part for part in (view.penalty.for_, by, *view.marks) if part]
    return view.cite.label + (f"（{'，'.join(details)}）" if details else "")


@dataclass(frozen=True)
class ItemView:
    """A supervision item on the date."""

    item: Item
    object: Labelled
    responsibility: Labelled
    methods: Labelled
    method_ids: tuple[str, ...]
    sampling: Labelled
    lead: Labelled
    lead_id: str
    bases: tuple[BasisView, ...]
    all_bases: tuple[BasisView, ...]
    checks: tuple[CheckView, ...]
    all_checks: tuple[CheckView, ...]
    level: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def id(self) -> str:
        """The item's identifier."""
        return self.item.id

    @property
    def unit_checks(self) -> tuple[CheckView, ...]:
        """Checks of the date that bind the inspected unit: the only ones its form may carry."""
        return tuple(view for view in self.checks if view.check.duty_of is Duty.ENTERPRISE)

    @property
    def authority_checks(self) -> tuple[CheckView, ...]:
        """Checks of the date that bind the authority itself."""
        return tuple(view for view in self.checks if view.check.duty_of is Duty.AUTHORITY)

    @property
    def basis_label(self) -> str:
        """The bases of the date as one line: 《…》第五十三条、第五十五条；《…》第三十三条（形式效力待核实）."""
        return "；".join(view.cite.label + bracketed(view.marks) for view in self.bases) or TO_BE_CLARIFIED

    @property
    def suspects(self) -> int:
        """How many statements of the date rest on words of the law that changed since their review."""
        marks = [view.marks for view in self.bases]
        for check in self.checks:
            marks += [check.marks, *(penalty.marks for penalty in check.penalties)]
        return sum(SUSPECT in found for found in marks)

    @property
    def fully_reviewed(self) -> bool:
        """Whether every check on the inspected unit's form has a valid recorded review."""
        return all(view.reviewed for view in self.unit_checks)


@dataclass(frozen=True)
class VersionView:
    """A version of a law, its period and state on the date."""

    version: Version
    period: Period
    state: State
    marks: tuple[str, ...]

    @property
    def begins(self) -> str:
        """2026年5月1日起施行; where that day is unknown, when it was promulgated (2026年5月1日公布)."""
        version = self.version
        if version.effective:
            return f"{chinese_date(version.effective)}起施行"
        return f"{chinese_date(version.start)}{version.event}"


@dataclass(frozen=True)
class StoredText:
    """A version whose text is stored, and the text source it comes from."""

    version: VersionView
    statute: Statute
    source: str


@dataclass(frozen=True)
class CitedBy:
    """Who cites an article: an item or a document type, in what role, and the places of it."""

    use: Use
    place_label: str
    state: State


@dataclass(frozen=True)
class ArticleView:
    """A cited article: its gists on the date and who cites it."""

    place: Place
    gists: tuple[Gist, ...]
    quotes: tuple[tuple[str, str, tuple[str, ...]], ...]
    cited_by: tuple[CitedBy, ...]


@dataclass(frozen=True)
class LawView:
    """A law on the date."""

    law: Law
    status: str
    marks: tuple[str, ...]
    current: VersionView | None
    versions: tuple[VersionView, ...]
    texts: tuple[StoredText, ...]
    articles: tuple[ArticleView, ...]

    @property
    def id(self) -> str:
        """The law's identifier."""
        return self.law.id

    @property
    def current_text(self) -> StoredText | None:
        """The text in force on the date; None where it is not stored."""
        return next((stored for stored in self.texts if stored.version is self.current), None)

    @property
    def text(self) -> Statute | None:
        """The statute of `current_text`."""
        return self.current_text.statute if self.current_text else None


@dataclass(frozen=True)
class WordingView:
    """A document's wording on the date: empty where none is verified for it; its citations and what nobody has verified."""

    text: str
    cites: tuple[CitationView, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The text with its marks, or that there is none."""
        return self.text + bracketed(self.marks) if self.text else NO_WORDING


@dataclass(frozen=True)
class GateView:
    """A condition before a document is issued, with its citations resolved."""

    gate: Gate
    cites: tuple[CitationView, ...]


@dataclass(frozen=True)
class Unverified:
    """One statement nobody has verified: where it stands, what it says, why."""

    kind: Kind
    owner_id: str
    owner_title: str
    check_id: str
    what: str
    mark: str
    note: str


@dataclass(frozen=True)
class Completeness:
    """How complete the catalog is on the date (counts of statements, items, checks)."""

    items: int
    laws: int
    checks: int
    checks_on_date: int
    unverified: int
    unreviewed_checks: int
    items_without_ratio: int
    items_without_lead: int
    items_without_bases: int
    items_without_checks: int
    checks_without_penalty: int
    checks_with_unknown_penalty: int


@dataclass(frozen=True)
class View:
    """Everything the outputs show, as of one day. `uses` are all citations with the id of the law they cite.

    `levels` are the catalogs this one builds on, `withdrawn` the items of theirs that do not apply here,
    and why; `next_change` the next day on which the law or the catalog says something else, and what.
    """

    as_of: date
    digest: str
    texts_digest: str
    info: CatalogInfo
    items: tuple[ItemView, ...]
    laws: tuple[LawView, ...]
    departments: tuple[Department, ...]
    methods: tuple[Method, ...]
    documents: tuple[DocumentType, ...]
    wordings: Mapping[str, Mapping[str, WordingView]]
    gates: Mapping[str, tuple[GateView, ...]]
    templates: Mapping[str, bytes] = field(repr=False)
    notices: tuple[Notice, ...]
    terms: tuple[Term, ...]
    spoken: Mapping[str, tuple[str, ...]]
    uses: tuple[tuple[Use, str], ...]
    changes: tuple[LawChange, ...]
    unverified: tuple[Unverified, ...]
    completeness: Completeness = field(repr=False)
    redirects: tuple[Redirect, ...] = ()
    packs: tuple[Pack, ...] = ()
    levels: tuple[Level, ...] = ()
    withdrawn: tuple[tuple[Item, Change], ...] = ()
    next_change: tuple[date, str] | None = None

    @cached_property
    def touched(self) -> Mapping[str, Sequence[tuple[LawChange, tuple[Touch, ...]]]]:
        """The changes that touch something of an item, by its id, in the order of `changes`; with what they touch of it."""
        found: dict[str, list[tuple[LawChange, tuple[Touch, ...]]]] = defaultdict(list)
        for change in self.changes:
            own: dict[str, list[Touch]] = defaultdict(list)
            for touch in change.touches:
                if touch.use.item is not None:
                    own[touch.use.item.id].append(touch)
            for item_id, touches in own.items():
                found[item_id].append((change, tuple(touches)))
        return dict(found)

    @property
    def item_documents(self) -> tuple[DocumentType, ...]:
        """The document types of which every item has one."""
        return tuple(document for document in self.documents if document.scope == "item")

    @property
    def grouped_documents(self) -> tuple[DocumentType, ...]:
        """The document types by group (检查、处罚 …), groups in the order of their first type."""
        groups = list(dict.fromkeys(document.group for document in self.documents))
        return tuple(sorted(self.documents, key=lambda document: (groups.index(document.group), document.order)))

    def document(self, document_id: str) -> DocumentType:
        """The document type of this id. Raises KeyError where there is none."""
        return {document.id: document for document in self.documents}[document_id]


def bracketed(marks: tuple[str, ...]) -> str:
    """（待核实，形式效力待核实）, or nothing."""
    return f"（{'，'.join(marks)}）" if marks else ""
