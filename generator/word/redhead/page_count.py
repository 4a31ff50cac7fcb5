"""Measuring how many pages precede the 版记, so that it can be put on an even page (7.4)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

import yaml

from generator import SaidError
from generator.catalog.notices import Layout, Notice
from generator.views import View, chinese_date
from generator.word.paper.geometry import LINE, NOTICE_PAGE
from generator.word.paper.rendering import filled, page_texts, to_pdf
from generator.word.redhead.official import imprint_height, official

_RECORDED = re.compile(r"(?m)^layout:.*(?:\n[ \t]+.*)*(?:\n|\Z)")

_TIGHTER = (515, 530, 545, 560)
"""Line pitches (twips) for a 署名 that would stand on a page without text; the first makes 24 lines a page."""

_ENDS = 6
"""So many characters of a text's beginning or end are looked for on the pages."""

FIRST_PAGE_EMPTY = "首页没有正文（7.3.3）：请减少主送机关，或者把主送机关移至版记（imprint.recipients）"
SIGNATURE_ALONE = "署名和成文日期所在的面没有正文，调小行距也放不下（7.3.5.5）：请调整文字"


def content_digest(view: View, notice: Notice) -> str:
    """The digest of what decides where the 版记 stands: the document without it, its looks, the 版记's height.

    What the layout itself records takes no part, or recording it would make it stale.
    """
    bare = notice.model_copy(update={"layout": None})
    with zipfile.ZipFile(BytesIO(official(view, bare, with_imprint=False))) as archive:
        parts = [archive.read(name) for name in ("word/document.xml", "word/styles.xml")]
    return hashlib.sha256(b"".join([*parts, str(imprint_height(view, notice)).encode()])).hexdigest()[:12]


def layout_holds(view: View, notice: Notice) -> bool:
    """Whether the recorded layout was measured for exactly this content."""
    return notice.layout is not None and notice.layout.content == content_digest(view, notice)


def measured(view: View, notice: Notice) -> tuple[Layout, list[str]]:
    """Print the document without its 版记, count its pages, and what (in Chinese) the office must mend itself.

    Where the 署名 would stand on a page without text, the largest line pitch is taken that prevents it.
    Raises RenderingError.
    """
    found = _printed(view, notice, None)
    if SIGNATURE_ALONE not in found[1]:
        return found
    least, most = 0, len(_TIGHTER)
    while least < most:
        middle = (least + most) // 2 if least else 0
        tighter = _printed(view, notice, _TIGHTER[middle])
        if SIGNATURE_ALONE in tighter[1]:
            most = middle
        else:
            found, least = tighter, middle + 1
    return found


def _printed(view: View, notice: Notice, line: int | None) -> tuple[Layout, list[str]]:
    trial = Layout(pages=1, room=True, line=line, content="0" * 12)
    bare = notice.model_copy(update={"layout": trial})
    pdf = to_pdf(official(view, bare, with_imprint=False))
    return layout_of(view, bare, pdf), complaints_of(notice, page_texts(pdf))


def layout_of(view: View, notice: Notice, pdf: bytes) -> Layout:
    """What the PDF of a document without its 版记 says about its pages. Raises RenderingError."""
    seen = filled(pdf)
    foot = NOTICE_PAGE.height - NOTICE_PAGE.bottom
    room = seen.last_text + LINE + imprint_height(view, notice) <= foot
    line = notice.layout.line if notice.layout else None
    return Layout(pages=seen.pages, room=room, line=line, content=content_digest(view, notice))


def complaints_of(notice: Notice, pages: Sequence[str]) -> list[str]:
    """What is wrong with how a document (its pages without spaces) falls on its pages, in Chinese."""
    body = "".join(notice.body.split())
    found = []
    if pages and body[:_ENDS] not in pages[0]:
        found.append(FIRST_PAGE_EMPTY)
    day = chinese_date(notice.day) if notice.day else ""
    if notice.signature and day:
        signed = [number for number, page in enumerate(pages) if day in page and body[-_ENDS:] in page]
        if not signed:
            found.append(SIGNATURE_ALONE)
    return found


def recorded(yaml_text: str, layout: Layout) -> str:
    """A notice's YAML with its `layout` line written or replaced; everything else stays as it was, line ends too.

    Raises SaidError where the file is written in a way that does not allow it.
    """
    newline = "\r\n" if "\r\n" in yaml_text else "\n"
    room = "true" if layout.room else "false"
    line = f", line: {layout.line}" if layout.line else ""
    record = f'layout: {{pages: {layout.pages}, room: {room}{line}, content: "{layout.content}"}}{newline}'
    if _RECORDED.search(yaml_text):
        written = _RECORDED.sub(lambda _: record, yaml_text, count=1)
    else:
        written = yaml_text + ("" if yaml_text.endswith("\n") else newline) + record
    if not _only_layout_differs(yaml_text, written):
        raise SaidError("layout 没有写入：请删去文件中原有的 layout，再运行一次")
    return written


def _only_layout_differs(before: str, after: str) -> bool:
    try:
        old, new = yaml.safe_load(before), yaml.safe_load(after)
    except yaml.YAMLError:
        return False
    return {**old, "layout": None} == {**new, "layout": None}
