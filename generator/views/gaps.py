"""What is missing or unverified in a view: shown on its own page, counted by `check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.addresses import Kind
from generator.catalog.documents import DocumentType
from generator.catalog.item import NoPenalty
from generator.catalog.model import Department, Method
from generator.catalog.value_types import UNVERIFIED
from generator.views.shapes import CheckView, Completeness, ItemView, LawView, Unverified, WordingView


def unverified(
    items: tuple[ItemView, ...],
    laws: tuple[LawView, ...],
    others: tuple[Department | Method, ...],
    documents: Iterable[tuple[DocumentType, Mapping[str, WordingView]]],
) -> Iterator[Unverified]:
    """Every statement of the day that nobody has verified: items with their checks, laws, departments, methods, documents."""
    for view in items:
        yield from _unverified_item(view)
    for law in laws:
        yield from _unverified_law(law)
    for other in others:
        if other.status:
            kind = Kind.DEPARTMENT if isinstance(other, Department) else Kind.METHOD
            title = other.name if isinstance(other, Department) else other.title
            yield Unverified(kind, other.id, title, "", title, other.status, other.note or "")
    for document, wordings in documents:
        yield from _unverified_document(document, wordings)


def _unverified_document(document: DocumentType, wordings: Mapping[str, WordingView]) -> Iterator[Unverified]:
    if document.number is not None and document.number.status:
        what = f"文号代字“{document.number.code}”"
        yield Unverified(
            Kind.DOCUMENT, document.id, document.title, "", what, document.number.status, document.number.note or ""
        )
    for name, wording in wordings.items():
        for mark in wording.marks:
            yield Unverified(Kind.DOCUMENT, document.id, document.title, "", f"用语 {name}", mark, "")


def _unverified_item(view: ItemView) -> Iterator[Unverified]:
    for what, label in (
        ("监管对象", view.object),
        ("监管责任", view.responsibility),
        ("监管措施", view.methods),
        ("抽查比例", view.sampling),
        ("牵头部门", view.lead),
    ):
        for mark in label.marks:
            yield Unverified(Kind.ITEM, view.id, view.item.title, "", what, mark, label.note)
    for basis in view.bases:
        dated: dict[str, str | None] = {mark.status: mark.note for mark in basis.basis.marks}
        for mark in basis.marks:
            note = basis.basis.note if mark == basis.basis.status else dated.get(mark)
            yield Unverified(Kind.ITEM, view.id, view.item.title, "", f"设定依据 {basis.cite.label}", mark, note or "")
    for check in view.checks:
        yield from _unverified_check(view, check)


def _unverified_law(law: LawView) -> Iterator[Unverified]:
    notes: dict[str, str | None] = {mark.status: mark.note for mark in law.law.marks}
    version_note = law.current.version.note if law.current else None
    for mark in law.marks:
        note = notes.get(mark, version_note)
        yield Unverified(Kind.LAW, law.id, law.law.short, "", "效力与日期", mark, note or "")
    for article in law.articles:
        for gist in article.gists:
            if gist.status:
                yield Unverified(Kind.LAW, law.id, law.law.short, "", f"{gist.at}要旨", gist.status, gist.note or "")


def _unverified_check(view: ItemView, check: CheckView) -> Iterator[Unverified]:
    note = check.check.note or ""
    for mark in check.marks:
        yield Unverified(Kind.CHECK, view.id, view.item.title, check.check.id, check.check.ask, mark, note)
    if check.check.penalty is NoPenalty.UNKNOWN:
        yield Unverified(
            Kind.CHECK, view.id, view.item.title, check.check.id, f"{check.check.ask}（罚则）", UNVERIFIED, note
        )
    for penalty in check.penalties:
        for mark in penalty.marks:
            what = f"{check.check.ask}（罚则 {penalty.cite.label}）"
            yield Unverified(
                Kind.CHECK, view.id, view.item.title, check.check.id, what, mark, penalty.penalty.note or note
            )


def completeness(
    items: tuple[ItemView, ...], laws: tuple[LawView, ...], unverified: tuple[Unverified, ...]
) -> Completeness:
    """How complete the catalog is: the counts `check` prints and the home page shows."""
    checks = [check for view in items for check in view.all_checks]
    return Completeness(
        items=len(items),
        laws=len(laws),
        checks=len(checks),
        checks_on_date=sum(len(view.checks) for view in items),
        unverified=len(unverified),
        unreviewed_checks=sum(not check.reviewed for check in checks),
        items_without_ratio=sum(not view.sampling.known for view in items),
        items_without_lead=sum(not view.lead.known for view in items),
        items_without_bases=sum(not view.bases for view in items),
        items_without_checks=sum(not view.checks for view in items),
        checks_without_penalty=sum(check.check.penalty is NoPenalty.NONE for check in checks),
        checks_with_unknown_penalty=sum(check.check.penalty is NoPenalty.UNKNOWN for check in checks),
    )
