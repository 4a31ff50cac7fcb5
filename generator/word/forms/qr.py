"""A QR code on every page of a form: which document this is and which catalog it was printed from.

What it says is plain text, so that any telephone shows it and nothing has to be asked of a server.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import segno
from docx.document import Document

from generator.word.forms import tags
from generator.word.forms.controls import inline
from generator.word.forms.masks import masked
from generator.word.paper import sdt, styles
from generator.word.paper.boxes import Position, picture
from generator.word.paper.geometry import mm
from generator.word.paper.ooxml import Element, paragraph, qualified, replace_content

SIDE = mm(15)
"""15 mm: printed at 600 dpi or copied twice it is still read."""

_SCALE, _BORDER = 4, 2
_PIXELS = (b"1" * _SCALE, b"0" * _SCALE)
"""What a light module and a dark one are in a line, four pixels to a module."""
_FROM_TOP = mm(7)
_PICTURE_NUMBER = 41


def code(text: str) -> bytes:
    """The PNG of a code; the same text gives the same bytes. Level M: 15% of it may be damaged."""
    encoder: Any = segno.encoder
    return _png(masked(encoder.encode(text, error="m", micro=False, mask=0)).matrix)


def _png(modules: Sequence[bytes]) -> bytes:
    """Black on white, a bit a pixel, nine tenths faster than segno, which can do far more; its bytes."""
    side = _SCALE * (len(modules) + 2 * _BORDER)
    width = -(-side // 8)
    blank = b"\0" + (((1 << side) - 1) << (8 * width - side)).to_bytes(width)
    above = (b"\2" + bytes(width)) * (_SCALE - 1)
    edge = b"1" * (_SCALE * _BORDER)
    lines = [edge + b"".join(_PIXELS[module] for module in row) + edge for row in modules]
    shown = [b"\0" + int(line.ljust(8 * width, b"0"), 2).to_bytes(width) + above for line in lines]
    border = blank * (_BORDER * _SCALE)
    head = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(border + b"".join(shown) + border, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def place(document: Document) -> None:
    """Keep the code's place at the top right of every page of a layout."""
    header = document.sections[0].header
    header.is_linked_to_previous = False
    replace_content(header.part.element, paragraph(styles.FORM_FOOTER, inline(tags.CODE, tags.RESERVED[tags.CODE])))


def stamp(document: Document, text: str, roots: Sequence[Element]) -> None:
    """Put the code in its places: at the top right of the page where that is a header, else where the control stands.

    `roots`: those of the document's body, headers and footers.
    """
    for part in _parts(document, roots):
        for control in [made for made in sdt.controls_in(part.element) if sdt.tag_of(made) == tags.CODE]:
            relation = part.get_or_add_image(BytesIO(code(text)))[0]
            in_header = part.element.tag == qualified("w:hdr")
            number = _PICTURE_NUMBER + len(list(part.element.iter(qualified("wp:docPr"))))
            box = picture(
                "二维码", number, relation, (SIDE, SIDE),
                Position("margin", align="right"),
                Position("page", offset=_FROM_TOP) if in_header else Position("paragraph"),
            )  # fmt: skip
            content = sdt.content_of(control)
            for child in list(content):
                content.remove(child)
            content.append(box)
            sdt.unwrap(control)


def _parts(document: Document, roots: Sequence[Element]) -> list[Any]:
    """The parts that may hold a code: the document and the headers and footers it has."""
    wanted = {id(root) for root in roots}
    related = (relation.target_part for relation in document.part.rels.values() if not relation.is_external)
    return [document.part, *(part for part in related if id(getattr(part, "element", None)) in wanted)]
