"""Every citation of a record, with where it stands in it: the one list of what cites."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.documents import DocumentType, Wording
from generator.catalog.item import Check, Item
from generator.catalog.periods import penalties_of
from generator.catalog.problem import DataPath
from generator.law.citation import Citation

Cited = tuple[DataPath, Citation]


def of_check(check: Check, path: DataPath) -> Iterator[Cited]:
    """The citations of a check that stands at `path`: its duties and its penalties."""
    for cite in check.basis or ():
        yield (*path, "basis"), cite
    for number, penalty in enumerate(penalties_of(check)):
        yield (*path, "penalty", number, "cite"), penalty.cite


def of_item(item: Item) -> Iterator[Cited]:
    """The citations of an item: its bases and its checks'."""
    for index, basis in enumerate(item.bases):
        yield ("bases", index, "cite"), basis.cite
    for index, check in enumerate(item.checks):
        yield from of_check(check, ("checks", index))


def wordings(document: DocumentType) -> Iterator[tuple[DataPath, Wording]]:
    """The wordings of a document type; one that holds at all times is written without a list."""
    for name, found in document.wording.items():
        for at, wording in enumerate(found):
            yield ("wording", name, at) if len(found) > 1 else ("wording", name), wording


def of_document(document: DocumentType) -> Iterator[Cited]:
    """The citations of a document type: its wordings' claims and its gates."""
    for path, wording in wordings(document):
        for number, claim in enumerate(wording.claims):
            yield (*path, "claims", number, "cite"), claim.cite
    for at, gate in enumerate(document.gates):
        for cite in gate.cite or ():
            yield ("gates", at, "cite"), cite
