"""The door for files from outside: only what is known comes in.

A template is carried into every document, so all in it must be known to be harmless (`vetted`). A document that was
filled in is only read: what is not known is passed over (`opened`). Either way the document that comes out holds known
parts alone, written anew from what was judged, so that no other reading of the same bytes can find more in it.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from lxml import etree  # type: ignore[import-untyped]

from generator.word.forms.vetting.carried import RELATIONSHIPS_TYPE
from generator.word.forms.vetting.container import NO_DOCUMENT
from generator.word.forms.vetting.faults import WHOLE, TemplateError, TemplateFault, refuse
from generator.word.forms.vetting.judging import judged
from generator.word.forms.vetting.package import Package, Part
from generator.word.paper.ooxml import NAMESPACES, qualified, serialised

__all__ = ["NO_DOCUMENT", "WHOLE", "TemplateError", "TemplateFault", "opened", "vetted"]


def vetted(content: bytes) -> DocumentObject:
    """A template's document. Raises TemplateError that names all in it which is not known to be harmless."""
    return Document(BytesIO(_judged(content)))


@lru_cache(maxsize=8)
def _judged(content: bytes) -> bytes:
    """A template of known parts alone. Kept, since a type has a document an item."""
    package = _package(content)
    refuse([*package.faults, *(fault for part in package.parts.values() for fault in judged(part))])
    return _written(package.parts[""])


def opened(content: bytes) -> DocumentObject:
    """A filled document, to be read and not carried on. Raises TemplateError where it is no .docx, damaged or too large."""
    package = _package(content)
    root, known = package.document.root, package.document.relations
    for made in list(root.iter(qualified("w:headerReference"), qualified("w:footerReference"))):
        if made.get(qualified("r:id")) not in known:
            made.getparent().remove(made)
    return Document(BytesIO(_written(package.parts[""])))


def _package(content: bytes) -> Package:
    package = Package(content)
    if package.document.root.find(f"{qualified('w:body')}/{qualified('w:sectPr')}") is None:
        raise TemplateError(NO_DOCUMENT)
    return package


def _written(whole: Part) -> bytes:
    """The known parts as a package of their own, with no more relationships and content types than they need."""
    packed = BytesIO()
    types = etree.Element("Types", nsmap={None: "http://schemas.openxmlformats.org/package/2006/content-types"})
    etree.SubElement(types, "Default", Extension="rels", ContentType=RELATIONSHIPS_TYPE)
    with zipfile.ZipFile(packed, "w") as archive:
        for part in _reached(whole):
            folder, name = posixpath.split(part.saved)
            archive.writestr(posixpath.join(folder, "_rels", f"{name}.rels"), _relations(part))
            if part.saved:
                archive.writestr(part.saved, part.content if part.root is None else serialised(part.root))
                etree.SubElement(types, "Override", PartName=f"/{part.saved}", ContentType=part.type)
        archive.writestr("[Content_Types].xml", serialised(types))
    return packed.getvalue()


def _reached(whole: Part) -> Iterable[Part]:
    parts = {whole.saved: whole}
    waiting = [whole]
    while waiting:
        for _, other in _led(waiting.pop()):
            if other.saved not in parts:
                parts[other.saved] = other
                waiting.append(other)
    return parts.values()


def _led(part: Part) -> list[tuple[str, Part]]:
    """The relationships a part needs: those to kinds that count by themselves, and those an element names."""
    told = set() if part.root is None else set(part.root.xpath("//@r:*", namespaces=NAMESPACES))
    return [(name, other) for name, other in part.relations.items() if not other.kind.told or name in told]


def _relations(part: Part) -> bytes:
    made = etree.Element("Relationships", nsmap={None: "http://schemas.openxmlformats.org/package/2006/relationships"})
    for identifier, other in _led(part):
        etree.SubElement(made, "Relationship", Id=identifier, Type=other.kind.relationship, Target=f"/{other.saved}")
    return serialised(made)
