"""A .docx as a test looks at it: its paragraphs, its content controls, its parts."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{W}br": "\n", f"{W}tab": "\t"}


@dataclass(frozen=True)
class Control:
    """A content control: its tag, label, id and the text it shows."""

    tag: str
    label: str
    number: str
    text: str
    prompt: bool


def part(content: bytes, name: str) -> Any:
    """The root element of a part."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def document(content: bytes) -> Any:
    """The root element of word/document.xml."""
    return part(content, "word/document.xml")


def text_of(element: Any) -> str:
    """The text of an element as typed: breaks as newlines, tabs as tabs."""
    shown = (node for node in element.iter(f"{W}t", *_SIGNS) if node.getparent().tag != f"{W}tabs")
    return "".join(_SIGNS.get(node.tag, node.text or "") for node in shown)


def paragraphs(content: bytes) -> list[str]:
    """The text of every paragraph, those in tables included."""
    return [text_of(paragraph) for paragraph in document(content).iter(f"{W}p")]


def text(content: bytes) -> str:
    """All text, a line a paragraph."""
    return "\n".join(paragraphs(content))


def rows(content: bytes) -> list[list[str]]:
    """The rows of all tables, cell by cell."""
    return [
        ["\n".join(text_of(paragraph) for paragraph in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
        for row in document(content).iter(f"{W}tr")
    ]


def controls(content: bytes) -> list[Control]:
    """Every content control, in document order."""
    return [_control(made) for made in document(content).iter(f"{W}sdt")]


def footers(content: bytes) -> str:
    """The text of all footers."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if "footer" in name]
    return "\n".join(text_of(part(content, name)) for name in names)


def _control(made: Any) -> Control:
    properties = made.find(f"{W}sdtPr")

    def value(name: str) -> str:
        found = properties.find(f"{W}{name}")
        return "" if found is None else found.get(f"{W}val")

    prompt = properties.find(f"{W}showingPlcHdr") is not None or properties.find(f"{W}placeholder") is not None
    return Control(value("tag"), value("alias"), value("id"), text_of(made.find(f"{W}sdtContent")), prompt)
