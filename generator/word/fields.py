"""Finding a field by the name people know it by."""

from __future__ import annotations

import unicodedata

from generator.catalog.documents import DocumentType


def field_tag(document: DocumentType, name: str) -> str | None:
    """The tag of the field a person names by its tag or its label (被检查单位 → unit); None where there is none."""
    wanted = _folded(name)
    for spec in document.fields:
        if wanted in (_folded(spec.tag), _folded(spec.label)):
            return spec.tag
    return None


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
