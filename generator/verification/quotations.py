"""Every quotation of the catalog against the law, as of the day its source was issued and as of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.catalog.digest import digest_of
from generator.catalog.item import Basis, Item
from generator.catalog.model import Law, QuotationRecord, Version
from generator.catalog.periods import version_on
from generator.law.comparison import Comparison, Verdict, compare_quotation
from generator.law.store import digest_of_lines
from generator.law.words import Piece
from generator.verification.lawbase import LawBase


@dataclass(frozen=True)
class QuotationCheck:
    """One quotation and one version of the law it quotes.

    `days` are the days asked for on which that version is in force (the source's, today). `verdict` is None where
    nothing was compared: `why` says why not (未核对). `recorded` is the day of an earlier comparison whose verdict
    is repeated because the text is not at hand; it has no `pieces`.
    """

    item: Item
    index: int
    basis: Basis
    law: Law | None
    version: Version | None
    days: tuple[date, ...]
    verdict: Verdict | None = None
    missing: tuple[str, ...] = ()
    grave: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    found_at: str = ""
    text_digest: str = ""
    recorded: date | None = None
    why: str = ""

    @property
    def is_grave(self) -> bool:
        """Whether the quotation cannot be relied on: gravely altered, another article's, or of no article."""
        return bool(self.grave) or self.verdict in (Verdict.MISPLACED, Verdict.NO_ARTICLE)

    @property
    def needs_answer(self) -> bool:
        """Whether it is grave and nobody has acknowledged it."""
        return self.is_grave and self.basis.acknowledged is None

    def record(self, on: date) -> QuotationRecord | None:
        """What is kept of a comparison made on day `on`; None where nothing was compared just now."""
        if self.verdict is None or self.recorded is not None or self.version is None:
            return None
        return QuotationRecord(
            item=self.item.id,
            cite=self.basis.cite,
            law_day=self.version.start,
            quote=quote_digest(self.basis),
            text=self.text_digest,
            verdict=self.verdict,
            missing=self.missing,
            grave=self.grave,
            on=on,
        )


def quote_digest(basis: Basis) -> str:
    """The digest of a basis's quotation."""
    return digest_of("quote", basis.quote)


def check_quotations(base: LawBase, today: date) -> Iterator[QuotationCheck]:
    """Every quotation, once for each version of the law in force on its source's day, where that is known, or today."""
    for item in base.catalog.items:
        for index, basis in enumerate(item.bases):
            if basis.quote is not None:
                yield from _check(base, item, index, basis, today)


def _check(base: LawBase, item: Item, index: int, basis: Basis, today: date) -> Iterator[QuotationCheck]:
    law = base.names.law(basis.cite.title)
    source = base.catalog.info.sources.get(basis.source)
    asked = dict.fromkeys((source.day, today) if source else (today,))
    versions: dict[date | None, tuple[Version | None, list[date]]] = {}
    for day in asked:
        version = version_on(law, day) if law else None
        versions.setdefault(version.start if version else None, (version, []))[1].append(day)
    for version, days in versions.values():
        yield _compared(base, QuotationCheck(item, index, basis, law, version, tuple(days)))


def _compared(base: LawBase, check: QuotationCheck) -> QuotationCheck:
    law, version, basis = check.law, check.version, check.basis
    if law is None or version is None:
        return replace(check, why=f"{check.days[0]} 没有施行中的版本可以比对")
    if not basis.cite.places:
        return replace(check, why="引用没有写到条，不能比对")
    statute = base.text(law, version)
    if statute is None:
        return _recorded(base, check)
    result = compare_quotation(basis.quote or "", statute, basis.cite.places)
    words = base.words(law, version, basis.cite.places)
    return replace(check, **_fields(result), text_digest=digest_of_lines(words) if words else "")


def _fields(result: Comparison) -> dict[str, Any]:
    return {
        "verdict": result.verdict,
        "missing": result.missing,
        "grave": tuple(str(grave) for grave in result.grave),
        "pieces": result.pieces,
        "found_at": result.found_at.label if result.found_at else "",
    }


def _recorded(base: LawBase, check: QuotationCheck) -> QuotationCheck:
    assert check.version is not None
    key = (check.item.id, check.basis.cite, check.version.start, quote_digest(check.basis))
    record = base.comparisons.get(key)
    if record is None:
        return replace(check, why="没有这一版的文本")
    return replace(
        check,
        verdict=record.verdict,
        missing=record.missing,
        grave=record.grave,
        text_digest=record.text,
        recorded=record.on,
    )
