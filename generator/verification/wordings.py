"""The law that documents' wordings rest on (期限、机关、权利): is it in the article they name, on the day they hold?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.catalog.digest import digest_of
from generator.catalog.documents import Claim, DocumentType, Wording
from generator.catalog.model import ClaimRecord, ClaimVerdict, Law, Version
from generator.catalog.periods import Period, version_on
from generator.law.store import digest_of_lines
from generator.law.words import plain
from generator.verification.lawbase import LawBase

WORDING_DIFFERS = "用语与条文不符"
"""The mark of a wording whose words are not in the law it names."""


@dataclass(frozen=True)
class ClaimCheck:
    """One claim of a wording against the version of its law in force on `day`.

    `verdict` is None where nothing was compared: `why` says why not. `missing` are the words the article does not
    have. `recorded` is the day of an earlier comparison that is repeated because the text is not at hand.
    """

    document: DocumentType
    name: str
    wording: Wording
    claim: Claim
    day: date
    law: Law | None = None
    version: Version | None = None
    verdict: ClaimVerdict | None = None
    missing: tuple[str, ...] = ()
    text_digest: str = ""
    recorded: date | None = None
    why: str = ""

    @property
    def is_grave(self) -> bool:
        """Whether the document would print something the law does not say."""
        return self.verdict in (ClaimVerdict.ALTERED, ClaimVerdict.NO_ARTICLE)

    def record(self, on: date) -> ClaimRecord | None:
        """What is kept of a comparison made on day `on`; None where nothing was compared just now."""
        if self.verdict is None or self.recorded is not None or self.version is None:
            return None
        return ClaimRecord(
            document=self.document.id,
            wording=self.name,
            cite=self.claim.cite,
            law_day=self.version.start,
            holds=claim_digest(self.claim),
            text=self.text_digest,
            verdict=self.verdict,
            missing=self.missing,
            on=on,
        )


def claim_digest(claim: Claim) -> str:
    """The digest of the words a claim relies on."""
    return digest_of("claim", str(claim.cite), *claim.holds)


def period_of(wording: Wording) -> Period:
    """The days on which a wording holds; without `from`, from ever."""
    return Period(wording.from_ or date.min, wording.until)


def wording_on(document: DocumentType, name: str, day: date) -> Wording | None:
    """The wording of this name that holds on a day."""
    return next((wording for wording in document.wording.get(name, ()) if day in period_of(wording)), None)


def check_claims(base: LawBase, today: date) -> Iterator[ClaimCheck]:
    """Every claim of every wording, as of today, or of the last or first day of a wording that does not hold today."""
    for document in base.catalog.documents:
        for name, wordings in document.wording.items():
            for wording in wordings:
                day = _day(wording, today)
                for claim in wording.claims:
                    yield _compared(base, ClaimCheck(document, name, wording, claim, day))


def _day(wording: Wording, today: date) -> date:
    if wording.until is not None and today >= wording.until:
        return wording.until - timedelta(days=1)
    return max(today, wording.from_ or today)


def _compared(base: LawBase, check: ClaimCheck) -> ClaimCheck:
    law = base.names.law(check.claim.cite.title)
    version = version_on(law, check.day) if law else None
    check = replace(check, law=law, version=version)
    if law is None or version is None:
        return replace(check, why=f"{check.day} 没有施行中的版本可以比对")
    places = check.claim.cite.places
    if not places:
        return replace(check, why="引用没有写到条，不能比对")
    if base.text(law, version) is None:
        return _recorded(base, check)
    words = base.words(law, version, places)
    if not words:
        return replace(check, verdict=ClaimVerdict.NO_ARTICLE)
    text = plain("".join(words))
    missing = tuple(phrase for phrase in check.claim.holds if plain(phrase) not in text)
    return replace(
        check,
        verdict=ClaimVerdict.ALTERED if missing else ClaimVerdict.HOLDS,
        missing=missing,
        text_digest=digest_of_lines(words),
    )


def _recorded(base: LawBase, check: ClaimCheck) -> ClaimCheck:
    assert check.version is not None
    key = (check.document.id, check.name, check.claim.cite, check.version.start, claim_digest(check.claim))
    record = base.claim_records.get(key)
    if record is None:
        return replace(check, why="没有这一版的文本")
    return replace(
        check,
        verdict=record.verdict,
        missing=record.missing,
        text_digest=record.text,
        recorded=record.on,
    )
