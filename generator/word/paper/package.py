"""The lean .docx every document starts from, and saving it so that the same content is the same bytes.

python-docx's own template carries 790 KB of styles, a theme that overrides the fonts, and Letter paper;
this base has none of that: a few small parts, compatibility mode 15, Chinese as the language.
"""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from types import MappingProxyType
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter

from generator.files.archives import zipped
from generator.word.paper import fonts, styles, theme
from generator.word.paper.geometry import Page
from generator.word.paper.naming import FontNames, named
from generator.word.paper.ooxml import Element, element, root, serialised, valued

_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PACKAGE_TYPE = "application/vnd.openxmlformats-package"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMPATIBILITY = "http://schemas.microsoft.com/office/word"

_OVERRIDES = {
    "/word/document.xml": f"{_OFFICE}.wordprocessingml.document.main+xml",
    "/word/styles.xml": f"{_OFFICE}.wordprocessingml.styles+xml",
    "/word/settings.xml": f"{_OFFICE}.wordprocessingml.settings+xml",
    "/word/fontTable.xml": f"{_OFFICE}.wordprocessingml.fontTable+xml",
    "/word/theme/theme1.xml": f"{_OFFICE}.theme+xml",
    "/docProps/core.xml": f"{_PACKAGE_TYPE}.core-properties+xml",
    "/docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
}
_CONSTANT = [f"/word/{name}" for name in ("styles.xml", "settings.xml", "fontTable.xml", "theme/theme1.xml")]
_PACKAGE_RELATIONS = {
    "word/document.xml": f"{_RELATION}/officeDocument",
    "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
    "docProps/app.xml": f"{_RELATION}/extended-properties",
}
_DOCUMENT_RELATIONS = {
    "styles.xml": f"{_RELATION}/styles",
    "settings.xml": f"{_RELATION}/settings",
    "fontTable.xml": f"{_RELATION}/fontTable",
    "theme/theme1.xml": f"{_RELATION}/theme",
}
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>jianguan</Application></Properties>"
)


def new_document(page: Page) -> DocumentObject:
    """An empty document of one section of this page."""
    return Document(BytesIO(_base(page)))


def copied(document: DocumentObject) -> DocumentObject:
    """A copy to fill. What no filling changes (styles, settings, fonts, theme) is the original's: it is a third of all."""
    parts: Any = document.part.package.iter_parts()
    elements = {part.partname: part.element for part in parts if hasattr(part, "element")}
    return copy.deepcopy(document, {id(elements[name]): elements[name] for name in _CONSTANT if name in elements})


def describe(
    document: DocumentObject,
    title: str,
    author: str,
    note: str,
    as_of: date,
    *,
    subject: str = "",
    keywords: str = "",
) -> None:
    """Set the document's properties (each cut to the 255 characters they hold); `subject` is what it is about.

    The day stands for creation and change, so that no clock is asked.
    """
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], author[:255], note[:255]
    properties.subject = (subject or title)[:255]
    if keywords:
        properties.keywords = keywords[:255]
    properties.last_modified_by, properties.language, properties.revision = author[:255], "zh-CN", 1
    properties.created = properties.modified = datetime.combine(as_of, time(), UTC)


def saved(document: DocumentObject, names: FontNames = MappingProxyType({})) -> bytes:
    """The document as a .docx whose bytes depend on its content alone: parts sorted, dates fixed.

    `names` are the bureau's own font names (`view.info.fonts`).
    """
    return zipped(parts_of(document, names))


def parts_of(document: DocumentObject, names: FontNames = MappingProxyType({})) -> dict[str, bytes]:
    """The document's parts by name, as they are saved."""
    writer: Any = PackageWriter  # its one public method makes an archive itself
    package, held = document.part.package, _Held()
    writer._write_content_types_stream(held, package.parts)
    writer._write_pkg_rels(held, package.rels)
    writer._write_parts(held, package.parts)
    return named(held.parts, names)


class _Held:
    """What python-docx writes a package into, in place of an archive that would have to be unpacked again."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, name: PackURI, content: bytes) -> None:
        self.parts[name.membername] = content


@cache
def _base(page: Page) -> bytes:
    document = root("w:document", {"mc:Ignorable": "w14 w15"}, element("w:body", None, section_properties(page)))
    return zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(_PACKAGE_RELATIONS),
            "docProps/app.xml": (_DECLARATION + _APP).encode(),
            "docProps/core.xml": (_DECLARATION + _CORE).encode(),
            "word/_rels/document.xml.rels": _relations(_DOCUMENT_RELATIONS),
            "word/document.xml": serialised(document),
            "word/fontTable.xml": serialised(element("w:fonts", None, *map(_font, fonts.ALL))),
            "word/settings.xml": serialised(_settings()),
            "word/styles.xml": serialised(styles.styles_part()),
            "word/theme/theme1.xml": serialised(theme.theme_part()),
        }
    )


def _content_types() -> bytes:
    kinds = f'<Default Extension="rels" ContentType="{_PACKAGE_TYPE}.relationships+xml"/>'
    kinds += '<Default Extension="xml" ContentType="application/xml"/>'
    kinds += "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in _OVERRIDES.items())
    return f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{kinds}</Types>'.encode()


def _relations(targets: dict[str, str]) -> bytes:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'.encode()


def section_properties(page: Page) -> Element:
    """w:sectPr of a page: size, margins, document grid."""
    size: dict[str, str | int] = {"w:w": page.width, "w:h": page.height}
    if page.landscape:
        size["w:orient"] = "landscape"
    margins: dict[str, str | int] = {
        "w:top": page.top,
        "w:right": page.right,
        "w:bottom": page.bottom,
        "w:left": page.left,
        "w:header": 851,
        "w:footer": page.footer,
        "w:gutter": 0,
    }
    section = element("w:sectPr", None, element("w:pgSz", size), element("w:pgMar", margins))
    if page.line_pitch:
        section.append(element("w:docGrid", {"w:type": "lines", "w:linePitch": page.line_pitch}))
    return section


def _settings() -> Element:
    modern = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    east_asian = (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "useFELayout",
    )
    return element(
        "w:settings",
        None,
        element("w:zoom", {"w:percent": 100}),
        valued("w:defaultTabStop", 420),
        valued("w:characterSpacingControl", "doNotCompress"),
        element(
            "w:compat",
            None,
            *(element(f"w:{name}") for name in east_asian),
            *(
                element("w:compatSetting", {"w:name": name, "w:uri": _COMPATIBILITY, "w:val": value})
                for name, value in modern.items()
            ),
        ),
        element("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
        valued("w:decimalSymbol", "."),
        valued("w:listSeparator", ","),
    )


def _font(font: fonts.Font) -> Element:
    return element(
        "w:font",
        {"w:name": font.name},
        valued("w:altName", font.look_alike),
        valued("w:charset", "00" if font is fonts.SYMBOL else "86"),
        valued("w:family", "modern" if font.fixed_pitch else "auto"),
        valued("w:pitch", "fixed" if font.fixed_pitch else "variable"),
    )
