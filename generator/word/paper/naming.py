"""The bureau's own font names (catalog.yaml, `fonts`): documents are built with the default ones, then named.

Renaming the finished parts, not the constants, keeps fonts out of every function between the catalog and a run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from generator.catalog.model import FontRole
from generator.word.paper.fonts import ROLES
from generator.word.paper.ooxml import Element, qualified, serialised, valued

FontNames: TypeAlias = Mapping[FontRole, str]
"""仿宋, 楷体, 黑体, 宋体, 小标宋 → the name documents use; what is left out keeps its default."""

_AXES = tuple(qualified(f"w:{axis}") for axis in ("ascii", "hAnsi", "eastAsia", "cs"))


def named(parts: Mapping[str, bytes], names: FontNames) -> dict[str, bytes]:
    """The parts of a document (name → content) with the bureau's font names in all of them."""
    changed = {ROLES[role].name: name for role, name in names.items() if ROLES[role].name != name}
    if not changed:
        return dict(parts)
    return {
        part: _renamed(content, changed) if part.startswith("word/") and part.endswith(".xml") else content
        for part, content in parts.items()
    }


def _renamed(content: bytes, changed: Mapping[str, str]) -> bytes:
    root = etree.fromstring(content)
    for fonts in root.iter(qualified("w:rFonts")):
        for axis in _AXES:
            if fonts.get(axis) in changed:
                fonts.set(axis, changed[fonts.get(axis)])
    for font in root.iter(qualified("w:font")):
        _rename_entry(font, changed)
    for face in root.iter(qualified("a:latin"), qualified("a:ea")):
        if face.get("typeface") in changed:
            face.set("typeface", changed[face.get("typeface")])
    return serialised(root)


def _rename_entry(font: Element, changed: Mapping[str, str]) -> None:
    """In the font table the default name becomes the look-alike Word takes where the new one is missing."""
    default = font.get(qualified("w:name"))
    if default in changed:
        font.set(qualified("w:name"), changed[default])
        for told in font.findall(qualified("w:altName")):
            font.remove(told)
        font.insert(0, valued("w:altName", default))
