"""Measuring how many pages precede the 版记, so that it can be put on an even page (7.4)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from io import BytesIO

from generator.catalog.notices import Layout, Notice
from generator.views import View
from generator.word.geometry import LINE, NOTICE_PAGE
from generator.word.imprint import height_of
from generator.word.official import official
from generator.word.rendering import filled

_RECORDED = re.compile(r"(?m)^layout:.*(?:\n[ \t]+.*)*\n?")


def content_digest(view: View, notice: Notice) -> str:
    """The digest of what stands before the 版记: 12 hexadecimal digits over the document without it."""
    with zipfile.ZipFile(BytesIO(official(view, notice, with_imprint=False))) as archive:
        return hashlib.sha256(archive.read("word/document.xml")).hexdigest()[:12]


def layout_holds(view: View, notice: Notice) -> bool:
    """Whether the recorded layout was measured for exactly this content."""
    return notice.layout is not None and notice.layout.content == content_digest(view, notice)


def measured(view: View, notice: Notice) -> Layout:
    """Count the pages before the 版记 and whether the last has room for it. Raises RenderingError."""
    seen = filled(official(view, notice, with_imprint=False))
    copies = notice.imprint.copies if notice.imprint else ()
    foot = NOTICE_PAGE.height - NOTICE_PAGE.bottom
    room = seen.last_text + LINE + height_of(copies) <= foot
    return Layout(pages=seen.pages, room=room, content=content_digest(view, notice))


def recorded(yaml_text: str, layout: Layout) -> str:
    """A notice's YAML with its `layout` line written or replaced; everything else stays as it was."""
    room = "true" if layout.room else "false"
    line = f'layout: {{pages: {layout.pages}, room: {room}, content: "{layout.content}"}}\n'
    if _RECORDED.search(yaml_text):
        return _RECORDED.sub(line, yaml_text, count=1)
    return yaml_text.rstrip("\n") + "\n" + line
