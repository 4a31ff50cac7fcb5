"""Finding a field by the name people know it by."""

from __future__ import annotations

import unicodedata

from generator.catalog.documents import DocumentType


def field_tag(document: DocumentType, name: str) -> str | None:
    """The tag of the field a person names by its tag or its label (被检查单位 → unit); None where there is none."""
    wanted = folded(name)
    for spec in document.fields:
        if wanted in (folded(spec.tag), folded(spec.label)):
            return spec.tag
    return None


def folded(name: str) -> str:
    """A name as it is compared: width, blanks and case do not count."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
