"""Measuring how many pages precede the 版记, so that it can be put on an even page (7.4)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from io import BytesIO

from generator.catalog.notices import Layout, Notice
from generator.views import View
from generator.word.geometry import LINE, NOTICE_PAGE
from generator.word.official import imprint_height, official
from generator.word.rendering import filled, to_pdf

_RECORDED = re.compile(r"(?m)^layout:.*(?:\n[ \t]+.*)*\n?")


def content_digest(view: View, notice: Notice) -> str:
    """The digest of what decides where the 版记 stands: the document without it, its looks, the 版记's height."""
    with zipfile.ZipFile(BytesIO(official(view, notice, with_imprint=False))) as archive:
        parts = [archive.read(name) for name in ("word/document.xml", "word/styles.xml")]
    return hashlib.sha256(b"".join([*parts, str(imprint_height(view, notice)).encode()])).hexdigest()[:12]


def layout_holds(view: View, notice: Notice) -> bool:
    """Whether the recorded layout was measured for exactly this content."""
    return notice.layout is not None and notice.layout.content == content_digest(view, notice)


def measured(view: View, notice: Notice) -> Layout:
    """Count the pages before the 版记 and whether the last has room for it. Raises RenderingError."""
    return layout_of(view, notice, to_pdf(official(view, notice, with_imprint=False)))


def layout_of(view: View, notice: Notice, pdf: bytes) -> Layout:
    """What the PDF of a document without its 版记 says about its pages. Raises RenderingError."""
    seen = filled(pdf)
    foot = NOTICE_PAGE.height - NOTICE_PAGE.bottom
    room = seen.last_text + LINE + imprint_height(view, notice) <= foot
    return Layout(pages=seen.pages, room=room, content=content_digest(view, notice))


def recorded(yaml_text: str, layout: Layout) -> str:
    """A notice's YAML with its `layout` line written or replaced; everything else stays as it was."""
    room = "true" if layout.room else "false"
    line = f'layout: {{pages: {layout.pages}, room: {room}, content: "{layout.content}"}}\n'
    if _RECORDED.search(yaml_text):
        return _RECORDED.sub(line, yaml_text, count=1)
    return yaml_text.rstrip("\n") + "\n" + line
