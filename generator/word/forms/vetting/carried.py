"""Which parts a document may be made of: by the relationship that reaches a part and by its content type.

What is not listed is refused. What is left out is known and harmless to do without: it is neither read nor carried.
"""

from __future__ import annotations

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"
_MICROSOFT = "application/vnd.ms-word"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_MS_RELATION = "http://schemas.microsoft.com/office"

RELATIONSHIPS_TYPE = f"{_PACKAGE}.relationships+xml"
STRICT = "http://purl.oclc.org/ooxml/"
"""How relationships of the other form of the standard begin, which python-docx cannot read."""


@dataclass(frozen=True)
class Kind:
    """What a part is: the type of the relationship to it, its name in Chinese, its content types, its root element (none: not XML), what it may lead to.

    `told`: it counts only where an element names its relationship. `saved`: the name it gets, where there is one only.
    """

    relationship: str
    label: str
    types: frozenset[str]
    root: str = ""
    holds: frozenset[str] = frozenset()
    told: bool = False
    saved: str = ""

    def name(self, number: int, type_: str) -> str:
        """The name the number-th part of its kind is saved by."""
        extension = "xml" if self.root else type_.rpartition("/")[2]
        return self.saved or f"word/{'' if self.root else 'media/'}{self.word}{number}.{extension}"

    @property
    def word(self) -> str:
        """The last word of the type of the relationship that leads to it."""
        return self.relationship.rpartition("/")[2]


_IMAGES = frozenset({f"{_RELATION}/image"})
_OF_DOCUMENT = _IMAGES | {
    f"{_RELATION}/{word}"
    for word in ("styles", "settings", "fontTable", "theme", "numbering", "footnotes", "endnotes", "header", "footer")
}

PACKAGE = Kind(
    "", "文件", frozenset(), holds=frozenset({f"{_RELATION}/officeDocument", f"{_METADATA}/core-properties"})
)
"""The whole: what its own relationships may lead to."""

_KINDS = (
    Kind(
        f"{_METADATA}/core-properties",
        "文档属性",
        frozenset({f"{_PACKAGE}.core-properties+xml"}),
        "cp:coreProperties",
        saved="docProps/core.xml",
    ),
    Kind(
        f"{_RELATION}/officeDocument",
        "正文",
        frozenset({f"{_WORD}.document.main+xml"}),
        "w:document",
        _OF_DOCUMENT,
        saved="word/document.xml",
    ),
    Kind(f"{_RELATION}/styles", "样式", frozenset({f"{_WORD}.styles+xml"}), "w:styles", saved="word/styles.xml"),
    Kind(
        f"{_RELATION}/settings",
        "文档设置",
        frozenset({f"{_WORD}.settings+xml"}),
        "w:settings",
        saved="word/settings.xml",
    ),
    Kind(
        f"{_RELATION}/fontTable", "字体表", frozenset({f"{_WORD}.fontTable+xml"}), "w:fonts", saved="word/fontTable.xml"
    ),
    Kind(
        f"{_RELATION}/theme",
        "主题",
        frozenset({f"{_OFFICE}.theme+xml"}),
        "a:theme",
        _IMAGES,
        saved="word/theme/theme1.xml",
    ),
    Kind(
        f"{_RELATION}/numbering",
        "编号",
        frozenset({f"{_WORD}.numbering+xml"}),
        "w:numbering",
        _IMAGES,
        saved="word/numbering.xml",
    ),
    Kind(
        f"{_RELATION}/footnotes",
        "脚注",
        frozenset({f"{_WORD}.footnotes+xml"}),
        "w:footnotes",
        _IMAGES,
        saved="word/footnotes.xml",
    ),
    Kind(
        f"{_RELATION}/endnotes",
        "尾注",
        frozenset({f"{_WORD}.endnotes+xml"}),
        "w:endnotes",
        _IMAGES,
        saved="word/endnotes.xml",
    ),
    Kind(f"{_RELATION}/header", "页眉", frozenset({f"{_WORD}.header+xml"}), "w:hdr", _IMAGES, told=True),
    Kind(f"{_RELATION}/footer", "页脚", frozenset({f"{_WORD}.footer+xml"}), "w:ftr", _IMAGES, told=True),
    Kind(
        f"{_RELATION}/image",
        "图片",
        frozenset({"image/png", "image/jpeg", "image/jpg", "image/gif"}),
        told=True,
    ),
)
KINDS = {kind.relationship: kind for kind in _KINDS}
"""Relationship type → the kind of part it leads to."""

LEFT_OUT = frozenset(
    {
        *(
            f"{_RELATION}/{word}"
            for word in (
                "extended-properties", "custom-properties", "webSettings", "customXml", "customXmlProps",
                "glossaryDocument", "font", "printerSettings", "comments",
            )
        ),
        f"{_METADATA}/thumbnail",
        f"{_MS_RELATION}/2007/relationships/stylesWithEffects",
        f"{_MS_RELATION}/2007/relationships/hdphoto",
        f"{_MS_RELATION}/2011/relationships/commentsExtended",
        f"{_MS_RELATION}/2011/relationships/people",
        f"{_MS_RELATION}/2016/09/relationships/commentsIds",
        f"{_MS_RELATION}/2018/08/relationships/commentsExtensible",
        f"{_MS_RELATION}/2020/02/relationships/classificationlabels",
    }
)  # fmt: skip
"""Relationship types that Word and WPS write unasked: properties, previews, data behind controls, the people who
commented, the prompts of controls, embedded fonts. Documents do without them."""

LEFT_OUT_TYPES = frozenset(
    {
        "application/xml",
        RELATIONSHIPS_TYPE,
        f"{_OFFICE}.extended-properties+xml",
        f"{_OFFICE}.custom-properties+xml",
        f"{_OFFICE}.customXmlProperties+xml",
        f"{_OFFICE}.obfuscatedFont",
        f"{_WORD}.webSettings+xml",
        f"{_WORD}.document.glossary+xml",
        f"{_WORD}.printerSettings",
        *(f"{_WORD}.comments{more}+xml" for more in ("", "Extended", "Ids", "Extensible")),
        f"{_WORD}.people+xml",
        f"{_MICROSOFT}.stylesWithEffects+xml",
        "application/vnd.ms-office.classificationlabels+xml",
        "application/x-font-ttf",
        "application/x-fontdata",
        "image/svg+xml",
        "image/vnd.ms-photo",
        "image/x-emf",
        "image/x-wmf",
        "image/tiff",
        "image/bmp",
    }
)
"""Content types of parts that are not carried. A picture of such a type may stand beside one that is (SVG beside PNG)."""

KNOWN_TYPES = LEFT_OUT_TYPES | frozenset().union(*(kind.types for kind in KINDS.values()))
"""Every content type a file may have, carried or left out."""

_SIGNATURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/jpg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
}


def is_picture(content_type: str, content: bytes) -> bool:
    """Whether bytes begin as a picture of the type does: programs go by the bytes, not by the type."""
    return content.startswith(_SIGNATURES[content_type])
