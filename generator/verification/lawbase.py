"""Laws of the catalog with their stored texts: the text in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.catalog.model import Catalog, ClaimRecord, Law, QuotationRecord, Version
from generator.catalog.names import LawNames
from generator.catalog.periods import version_on
from generator.law.citation import Citation, Place
from generator.law.statute import Statute
from generator.law.store import Texts, digest_of_lines, key_of


@dataclass(frozen=True)
class LawBase:
    """The catalog's laws by name, and the texts stored for their versions."""

    catalog: Catalog
    texts: Texts

    @classmethod
    def open(cls, catalog: Catalog, catalog_dir: Path) -> LawBase:
        """The texts of the folders that catalog.yaml names (`texts`), relative to the catalog folder."""
        return cls(catalog, Texts(catalog_dir / source.folder for source in catalog.info.texts))

    @cached_property
    def names(self) -> LawNames:
        """Laws by the names statements use for them."""
        return LawNames(self.catalog)

    @cached_property
    def comparisons(self) -> dict[tuple[str, Citation, date, str], QuotationRecord]:
        """The recorded comparisons by item, citation, version and quotation; of several the first."""
        records = reversed(self.catalog.comparisons)
        return {(record.item, record.cite, record.law_day, record.quote): record for record in records}

    @cached_property
    def claim_records(self) -> dict[tuple[str, str, Citation, date, str], ClaimRecord]:
        """The recorded claims by document, wording, citation, version and words; of several the first."""
        records = reversed(self.catalog.claim_records)
        return {
            (record.document, record.wording, record.cite, record.law_day, record.holds): record for record in records
        }

    def find(self, name: str) -> Law | None:
        """The catalog's law of an id or a title."""
        return next((law for law in self.catalog.laws if law.id == name), None) or self.names.law(name)

    def unlisted(self, title: str, day: date) -> tuple[Statute, date] | None:
        """The last text stored by `day` of a law the catalog does not list, and the day it is stored under."""
        key = key_of(title)
        days = [stored for stored in self.texts.days(key) if stored <= day]
        statute = self.texts.get(key, days[-1]) if days else None
        return (statute, days[-1]) if statute else None

    @cached_property
    def _held(self) -> dict[tuple[str, date], Statute | None]:
        return {}

    def text(self, law: Law, version: Version | None) -> Statute | None:
        """The stored text of a version, read once: what is examined and what is shown are the same words."""
        if version is None:
            return None
        key = law.id, version.start
        if key not in self._held:
            self._held[key] = self.texts.get(*key)
        return self._held[key]

    def do_without(self, law: Law, version: Version) -> None:
        """Take the damaged text of a version for none."""
        self._held[law.id, version.start] = None

    def passed_over(self, key: str, day: date) -> str:
        """Which stored texts of a version are not believed because another holds more articles; empty where none."""
        poorer = self.texts.poorer(key, day)
        path, statute = (self.texts.path(key, day), self.texts.get(key, day)) if poorer else (None, None)
        if path is None or statute is None:
            return ""
        others = "，".join(f"{other.parent.parent.name} 的只有 {count} 条" for other, count in poorer.items())
        return f"{day} 的版本存有不止一份文本，取 {path.parent.parent.name} 的 {len(statute.articles)} 条，{others}"

    def source_of(self, law: Law, version: Version) -> str:
        """The title of the text source a version's stored text comes from; empty where there is none."""
        path = self.texts.path(law.id, version.start)
        folders = zip(self.catalog.info.texts, self.texts.folders, strict=True)
        return next((source.title for source, folder in folders if path and folder == path.parent.parent), "")

    def text_on(self, law: Law, day: date) -> Statute | None:
        """The text in force on a day; None where the law is not in force or its text is not stored."""
        return self.text(law, version_on(law, day))

    def words(self, law: Law, version: Version | None, places: tuple[Place, ...]) -> tuple[str, ...]:
        """The lines of places in a version; empty where there is no text or one of the places is not in it."""
        statute = self.text(law, version)
        found = [statute.lines(place) for place in places] if statute else []
        return tuple(line for lines in found for line in lines) if all(found) else ()

    def words_digest(self, citation: Citation, day: date) -> str | None:
        """The digest of the words a citation points to on a day; None where they are not known."""
        law = self.names.law(citation.title)
        words = self.words(law, version_on(law, day), citation.places) if law else ()
        return digest_of_lines(words) if words else None

    @cached_property
    def digest(self) -> str:
        """The digest of every text stored for the catalog's laws; empty where there is none."""
        return self.texts.digest(law.id for law in self.catalog.laws)
