"""Catalog + day → view: resolves every reference and derives every value, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from generator.catalog.documents import DocumentType
from generator.catalog.item import Check, Item, Statement
from generator.catalog.model import Gist, Law, Version
from generator.catalog.periods import (
    gist_period,
    gist_places,
    law_status,
    penalties_of,
    version_on,
    version_period,
)
from generator.catalog.value_types import UNVERIFIED, DatedMark, Sourced
from generator.garbage import uncollected
from generator.law.citation import Citation, Place
from generator.verification.due import next_change
from generator.verification.impact import Impact
from generator.verification.lawbase import LawBase
from generator.verification.links import SUSPECT, Links
from generator.verification.quotations import QuotationCheck, check_quotations
from generator.verification.wordings import WORDING_DIFFERS, ClaimCheck, check_claims, wording_on
from generator.views import gaps
from generator.views.shapes import (
    TO_BE_CLARIFIED,
    ArticleView,
    BasisView,
    CheckView,
    CitationView,
    CitedBy,
    GateView,
    ItemView,
    Labelled,
    LawView,
    PenaltyView,
    StoredText,
    VersionView,
    View,
    WordingView,
    state_on,
)

_Quoted = dict[tuple[str, Place], list[tuple[str, str, tuple[str, ...]]]]
"""Law and article → what items quote of it, the source, the marks."""


@uncollected()
def resolve(base: LawBase, as_of: date) -> View:
    """Resolve a catalog that loaded without errors, with its law texts, for the day `as_of`."""
    return _Resolver(base, as_of).view()


class _Resolver:
    """Carries the catalog, its name register and the day through the steps of `resolve`."""

    def __init__(self, base: LawBase, as_of: date) -> None:
        self.base = base
        self.catalog = catalog = base.catalog
        self.day = as_of
        self.names = base.names
        self.links = Links(base, as_of)
        self.quotations: dict[tuple[str, int], list[QuotationCheck]] = defaultdict(list)
        for found in check_quotations(base, as_of):
            self.quotations[found.item.id, found.index].append(found)
        self.claims: dict[tuple[str, str], list[ClaimCheck]] = defaultdict(list)
        for claim in check_claims(base, as_of):
            self.claims[claim.document.id, claim.name].append(claim)
        self.impact = Impact(base)
        self.uses = tuple((use, law.id) for use, law in self.impact.cited)
        self._gists_by_article: dict[str, dict[Place, list[Gist]]] = {}
        self.departments = {department.id: department for department in catalog.departments}
        self.methods = {method.id: method for method in catalog.methods}

    def view(self) -> View:
        items = tuple(self.item(item) for item in sorted(self.catalog.items, key=lambda item: item.number))
        cited = self._cited_by()
        quoted = _quoted(items)
        laws = tuple(self.law(law, cited[law.id], quoted) for law in self.catalog.laws)
        wordings = {document.id: self.wordings(document) for document in self.catalog.documents}
        worded = [(document, wordings[document.id]) for document in self.catalog.documents]
        unverified = tuple(gaps.unverified(items, laws, (*self.catalog.departments, *self.catalog.methods), worded))
        known = {item.id for item in items}
        changes = tuple(self.impact.change_days())
        coming = next_change(self.base, changes, self.day)
        return View(
            as_of=self.day,
            digest=self.catalog.digest,
            texts_digest=self.base.digest,
            info=self.catalog.info,
            items=items,
            laws=laws,
            departments=self.catalog.departments,
            methods=tuple(sorted(self.catalog.methods, key=lambda method: method.order)),
            documents=tuple(sorted(self.catalog.documents, key=lambda document: document.order)),
            wordings=wordings,
            gates={
                document.id: tuple(
                    GateView(gate, tuple(self.citation(cite) for cite in gate.cite or ())) for gate in document.gates
                )
                for document in self.catalog.documents
            },
            templates=self.catalog.templates,
            notices=self.catalog.notices,
            terms=self.catalog.terms,
            spoken={one.said: one.written for one in self.catalog.spoken},
            uses=self.uses,
            changes=changes,
            unverified=unverified,
            completeness=gaps.completeness(items, laws, unverified),
            redirects=self.catalog.redirects,
            packs=self.catalog.packs,
            levels=self.catalog.levels,
            next_change=(coming.day, coming.what) if coming and coming.day else None,
            withdrawn=tuple(
                (change.before, change)
                for change in self.catalog.changes
                if change.after is None and isinstance(change.before, Item) and change.item not in known
            ),
        )

    def wordings(self, document: DocumentType) -> dict[str, WordingView]:
        return {name: self.wording(document, name) for name in document.wording}

    def wording(self, document: DocumentType, name: str) -> WordingView:
        wording = wording_on(document, name, self.day)
        if wording is None:
            return WordingView("")
        marks: list[str] = [claim.status for claim in wording.claims if claim.status]
        if any(found.is_grave for found in self.claims[document.id, name]):
            marks.append(WORDING_DIFFERS)
        cites = tuple(self.citation(claim.cite) for claim in wording.claims)
        return WordingView(wording.text, cites, tuple(dict.fromkeys(marks)))

    def item(self, item: Item) -> ItemView:
        all_bases = tuple(self.basis(item, index) for index in range(len(item.bases)))
        all_checks = tuple(self.check(item.id, check) for check in item.checks)
        lead_id = (item.lead.department or "") if item.lead else ""
        method_ids = item.methods.use if item.methods else ()

        def labelled(name: str, text: str, missing: str = TO_BE_CLARIFIED) -> Labelled:
            return _labelled(getattr(item, name), text, missing, self.catalog.stated_by(item.id, name))

        return ItemView(
            item=item,
            object=labelled("object", _text_of(item.object)),
            responsibility=labelled("responsibility", _text_of(item.responsibility)),
            methods=labelled("methods", "；".join(self.methods[method].title for method in method_ids)),
            method_ids=method_ids,
            sampling=labelled(
                "sampling", item.sampling.shown if item.sampling else "", self.catalog.info.without_ratio
            ),
            lead=labelled("lead", self._lead(item)),
            lead_id=lead_id,
            bases=tuple(view for view in all_bases if view.state == "current"),
            all_bases=all_bases,
            checks=tuple(view for view in all_checks if view.state == "current"),
            all_checks=all_checks,
            level=self.catalog.stated_by(item.id),
            changes=tuple(change for change in self.catalog.changes if change.item == item.id),
        )

    def _lead(self, item: Item) -> str:
        if item.lead is None:
            return ""
        return self.departments[item.lead.department].name if item.lead.department else item.lead.named

    def basis(self, item: Item, index: int) -> BasisView:
        basis = item.bases[index]
        period = self.names.basis_period(basis)
        reviewed = basis.reviewed is not None and basis.reviewed.digest == basis.reviewable_digest()
        link = self.links.link(item.id, basis.cite)
        marks = self._marks(None if reviewed else basis.status, basis.marks) + self._suspect(item.id, [basis.cite])
        quotations = tuple(self.quotations[item.id, index])
        level = self.catalog.stated_by(item.id, f"bases/{index}")
        state = state_on(period, self.day)
        return BasisView(basis, self.citation(basis.cite), period, state, marks, link, quotations, level)

    def check(self, item_id: str, check: Check) -> CheckView:
        period = self.names.check_period(check)
        reviewed = check.reviewed is not None and check.reviewed.digest == check.reviewable_digest()
        own = () if reviewed or check.status is None else (check.status,)
        return CheckView(
            check=check,
            item_id=item_id,
            period=period,
            state=state_on(period, self.day),
            bases=tuple(self.citation(cite) for cite in check.basis or ()),
            penalties=tuple(
                PenaltyView(
                    penalty,
                    self.citation(penalty.cite),
                    (() if reviewed or penalty.status is None else (penalty.status,))
                    + self._suspect(item_id, [penalty.cite]),
                )
                for penalty in penalties_of(check)
            ),
            marks=own + self._suspect(item_id, check.basis or ()),
            reviewed=reviewed,
            level=self.catalog.stated_by(item_id, f"checks/{check.id}"),
        )

    def _suspect(self, item_id: str, cites: Iterable[Citation]) -> tuple[str, ...]:
        """The mark of a statement that rests on words of the law that changed since its review."""
        return (SUSPECT,) if any(self.links.suspect(item_id, cite) for cite in cites) else ()

    def citation(self, citation: Citation) -> CitationView:
        law = self.names.law(citation.title)
        assert law is not None, f"catalog with errors passed to resolve: {citation}"
        titled = citation.with_title(law.short)
        articles = dict.fromkeys(place.whole_article for place in citation.places)
        gists = tuple(gist.text for article in articles for gist in self._gists(law, article) if _is_whole(gist))
        return CitationView(titled, law.id, law.short, str(titled), gists)

    def law(self, law: Law, cited: dict[Place, list[CitedBy]], quoted: _Quoted) -> LawView:
        versions = tuple(
            self._version(law, version) for version in sorted(law.versions, key=lambda version: version.start)
        )
        current = version_on(law, self.day)
        current_view = next((view for view in versions if view.version is current), None)
        places = sorted(self.names.articles[law.id])
        return LawView(
            law=law,
            status=law_status(law, self.day),
            marks=(*self._marks(None, law.marks), *(current_view.marks if current_view else ())),
            current=current_view,
            versions=versions,
            texts=tuple(
                StoredText(view, text, self.base.source_of(law, view.version))
                for view in versions
                if (text := self.base.text(law, view.version)) is not None
            ),
            articles=tuple(
                ArticleView(
                    place,
                    self._gists(law, place),
                    tuple(quoted.get((law.id, place), ())),
                    tuple(cited.get(place, ())),
                )
                for place in places
            ),
        )

    def _version(self, law: Law, version: Version) -> VersionView:
        period = version_period(law, version)
        marks = tuple(
            f"{name}日期{UNVERIFIED}"
            for name, day in (("公布", version.promulgated), ("施行", version.effective))
            if day is None
        )
        return VersionView(version, period, state_on(period, self.day), marks)

    def _gists(self, law: Law, article: Place) -> tuple[Gist, ...]:
        """The gists of an article that hold on the day; a gist of a later version is not shown before it."""
        if law.id not in self._gists_by_article:
            held: dict[Place, list[Gist]] = defaultdict(list)
            for gist in law.gists:
                if self.day in gist_period(gist):
                    held[gist_places(gist)[0].whole_article].append(gist)
            self._gists_by_article[law.id] = held
        return tuple(self._gists_by_article[law.id].get(article, ()))

    def _marks(self, status: str | None, dated: tuple[DatedMark, ...]) -> tuple[str, ...]:
        own = (status,) if status else ()
        return own + tuple(mark.status for mark in dated if mark.since <= self.day and mark.status != status)

    def _cited_by(self) -> dict[str, dict[Place, list[CitedBy]]]:
        cited: dict[str, dict[Place, list[CitedBy]]] = defaultdict(lambda: defaultdict(list))
        for use, law_id in self.uses:
            for article in dict.fromkeys(place.whole_article for place in use.cite.places):
                cited[law_id][article].append(CitedBy(use, use.cite.places_label, state_on(use.period, self.day)))
        return cited


def _text_of(statement: Statement | None) -> str:
    return (statement.text or statement.as_printed or "") if statement else ""


def _labelled(statement: Sourced | None, text: str, missing: str, level: str) -> Labelled:
    if statement is None:
        return Labelled(missing, known=False)
    return Labelled(
        text or missing,
        known=bool(text),
        marks=(statement.status,) if statement.status else (),
        as_printed=getattr(statement, "as_printed", None) or "",
        source=statement.source,
        note=statement.note or "",
        level=level,
    )


def _is_whole(gist: Gist) -> bool:
    place = gist_places(gist)[0]
    return place == place.whole_article


def _quoted(items: tuple[ItemView, ...]) -> _Quoted:
    quoted: _Quoted = defaultdict(list)
    for found in (basis for view in items for basis in view.all_bases):
        basis = found.basis
        if basis.quote:
            quotation = basis.quote, basis.source, (basis.status,) if basis.status else ()
            for article in dict.fromkeys(place.whole_article for place in found.cite.citation.places):
                quoted[found.cite.law_id, article].append(quotation)
    return quoted
