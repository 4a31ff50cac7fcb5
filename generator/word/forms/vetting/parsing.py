"""A part's bytes as XML, under limits: nothing is fetched, nothing is expanded, and no reader works for ever."""

from __future__ import annotations

import re

from lxml import etree  # type: ignore[import-untyped]

from generator.word.forms.vetting.container import NO_DOCUMENT, TOO_LARGE
from generator.word.forms.vetting.faults import TemplateError
from generator.word.paper.ooxml import Element

_MOST_ELEMENTS = 1_000_000
"""Elements of one part (2000 rows of a list have half as many)."""

_MOST_ATTRIBUTES = 400
"""Of one element: the parser compares each with each. Word writes forty at most."""

_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")
_ENCODING = re.compile(rb"""\s*(<\?xml[^>]*?encoding\s*=\s*["'](?!utf-?(8|16)["']))""", re.IGNORECASE)


def parsed(name: str, content: bytes) -> Element:
    """The root of an entry. Raises TemplateError where it is no XML, is too large, or is written to mislead readers."""
    told = content.replace(b"\0", b"")[:400].lstrip(b"\xef\xbb\xbf\xff\xfe")
    if not content.startswith(_STARTS) or _ENCODING.match(told):
        raise TemplateError(NO_DOCUMENT)
    if any(piece.count(b"=") > _MOST_ATTRIBUTES for piece in content.split(b"<")):
        raise TemplateError(TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise TemplateError(NO_DOCUMENT) from error
    if root.getroottree().docinfo.doctype:
        raise TemplateError(f"文件的 {name} 带有 DOCTYPE，不是 Word 写的，不使用")
    if root.xpath("count(//*)") > _MOST_ELEMENTS:
        raise TemplateError(TOO_LARGE)
    return root
