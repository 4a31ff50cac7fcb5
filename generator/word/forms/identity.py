"""What a document says of itself in its properties (关键词), so that it can be read back: its type, day, edition, items.

Every program that was tried keeps a document's properties; tags and even bookmarks may go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalog.documents import DocumentType
from generator.views import ItemView, View

_MARK = re.compile(r"jianguan[: ]([a-z0-9-]+) (\d{4}-\d{2}-\d{2}) ([0-9a-f]{12})((?: [a-z0-9-]+)*)( …)?")
_LONGEST = 255


@dataclass(frozen=True)
class Identity:
    """The id of the type, the day of the law, the edition (文书版次), the ids of the items that fitted in.

    Documents of earlier versions of this program have the first 12 digits of the catalog's digest for an edition.
    """

    type: str
    day: str
    edition: str
    items: tuple[str, ...]


def mark_of(view: View, document: DocumentType, items: Sequence[ItemView], edition: str) -> str:
    """jianguan checklist 2026-11-23 0123456789ab hazardous-chemicals-trade; … where there are more items than it holds."""
    mark = f"jianguan {document.id} {view.as_of.isoformat()} {edition}"
    for item in items:
        if len(mark) + len(item.id) + 3 > _LONGEST:
            return f"{mark} …"
        mark += f" {item.id}"
    return mark


def read_mark(text: str) -> Identity | None:
    """The identity in a document's keywords; None where there is none."""
    found = _MARK.search(text)
    return Identity(found[1], found[2], found[3], tuple(found[4].split())) if found else None
