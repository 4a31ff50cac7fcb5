"""The Whoosh schema: a key, the pieces of all text, and the entry itself, stored.

Pieces are indexed without frequencies or positions, which is most of an index's cost: candidates come from
the rarest pieces of a query and are then checked against the stored text, which is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence

from search_index.entry import Entry
from search_index.text import name, searched


class Pieces(FieldType):  # type: ignore[misc]
    """A field whose value is a set of pieces; only whether a piece occurs is recorded."""

    def __init__(self) -> None:
        self.format = Existence()
        self.indexed = True
        self.stored = self.unique = self.scorable = self.spelling = False
        self.analyzer = self.vector = self.column_type = self.sortable_typecode = None
        self.multitoken_query = "and"

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each piece as Whoosh wants it: bytes, frequency, weight, no further value."""
        return ((piece.encode("utf-8", "replace"), 1, 1.0, b"") for piece in value)

    def to_bytes(self, value: str | bytes) -> bytes:
        """A piece as the index keeps it."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "replace")

    def from_bytes(self, value: bytes) -> str:
        """A piece as text."""
        return value.decode("utf-8", "replace")


def schema() -> Schema:
    """The schema of every index."""
    return Schema(key=ID(unique=True, stored=True), pieces=Pieces(), entry=STORED)


def zones(entry: Entry) -> tuple[str, str, str, str]:
    """What is searched of an entry, as it is compared: its names, its gist, what it belongs to, its text.

    Parts do not run together.

    An article has no name of its own: it is found by its law and number, or by what it says.
    """
    names: list[str] = []
    if entry.kind != "article":
        for one in (entry.title, *entry.aliases):
            names += [name(one), searched(one)]
    owners = [entry.owner, entry.law, entry.article, entry.method, entry.department]
    of = [searched(part) for part in owners if part] + ([name(entry.title)] if entry.kind == "article" else [])
    return "\n".join(dict.fromkeys(names)), searched(entry.gist), "\n".join(of), searched(entry.text)


def searched_text(entry: Entry) -> str:
    """All that is searched of an entry."""
    return "\n".join(zones(entry))
