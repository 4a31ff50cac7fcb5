"""Fields of a document type: finding them by tag or label, and checking the text a case supplies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

from generator.catalog.documents import DocumentType, FieldSpec
from generator.views import View

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def document_of(view: View, layout: Literal["notice", "checklist"]) -> DocumentType:
    """The view's document type of this layout, the first where there are several. Raises LookupError."""
    for document in view.documents:
        if document.layout == layout:
            return document
    raise LookupError(f"目录中没有版式为 {layout} 的文书种类（documents/）")


def field_tag(document: DocumentType, name: str) -> str | None:
    """The tag of the field a person names by its tag or its label (被检查单位 → unit); None where there is none."""
    wanted = _folded(name)
    for spec in document.fields:
        if wanted in (_folded(spec.tag), _folded(spec.label)):
            return spec.tag
    return None


def field_spec(document: DocumentType, tag: str) -> FieldSpec | None:
    """The field of this tag."""
    return next((spec for spec in document.fields if spec.tag == tag), None)


def check_values(document: DocumentType, values: Mapping[str, str]) -> None:
    """Raise ValueError, in Chinese, for an unknown tag or a character no Word file can hold."""
    for tag, text in values.items():
        spec = field_spec(document, tag)
        if spec is None:
            raise ValueError(f"{document.title}没有编号为“{tag}”的栏目")
        bad = _NOT_XML.search(text)
        if bad:
            raise ValueError(
                f"“{spec.label}”第 {bad.start() + 1} 个字符是 Word 文件不能保存的字符 U+{ord(bad.group()):04X}，请删去"
            )


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
