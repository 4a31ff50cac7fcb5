"""What a workbook remembers of its own export: of which catalog and day it is, and a digest of every cell.

With it an import tells what the keeper edited from what the catalog has become meanwhile. It lies in a hidden
sheet that Excel, WPS and LibreOffice keep on saving. Without it cells are compared with today's catalog alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from generator.tables.book.sheets import Book, Kind, cell_digest
from generator.tables.book.spec import Key

SHEET = "jianguan"
_FORMAT = "jianguan-tables-1"


@dataclass
class Stamp:
    """kind, as_of, digest of the catalog; sheet → key → heading → digest of the cell."""

    kind: Kind
    as_of: date | None
    digest: str
    cells: dict[str, dict[Key, dict[str, str]]] = field(default_factory=dict)


def lines(book: Book) -> Iterator[tuple[str, str, str]]:
    """The rows of the hidden sheet."""
    yield _FORMAT, book.kind, book.as_of.isoformat() if book.as_of else ""
    yield "digest", book.digest, ""
    for sheet in book.sheets:
        yield sheet.name, "", json.dumps(sheet.heads, ensure_ascii=False)
        for key, texts in sheet.texts():
            yield sheet.name, json.dumps(key, ensure_ascii=False), " ".join(map(cell_digest, texts.values()))


def read(rows: list[tuple[str, str, str]]) -> Stamp | None:
    """The stamp a hidden sheet holds; None where it is damaged, as after editing by hand."""
    try:
        (name, kind, day), (label, digest, _), *rest = rows
        if name != _FORMAT or label != "digest" or kind not in ("full", "day"):
            return None
        stamp = Stamp("full" if kind == "full" else "day", date.fromisoformat(day) if day else None, digest)
        heads: dict[str, list[str]] = {}
        for sheet, key, content in rest:
            if not key:
                heads[sheet] = json.loads(content)
                stamp.cells[sheet] = {}
            else:
                digests = dict(zip(heads[sheet], content.split(" "), strict=True))
                stamp.cells[sheet][tuple(json.loads(key))] = digests
    except (ValueError, KeyError, TypeError):
        return None
    return stamp if (stamp.as_of is not None) == (stamp.kind == "day") else None
