"""A PDF as it is measured: characters with font, size, colour and place, and ruled lines. Millimetres from the top left."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

_MM = 25.4 / 72
_NAME_BYTES = 200

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Char:
    """A printed character: where it begins, its baseline and end, its ink (left, top, right, bottom), its look."""

    text: str
    left: float
    baseline: float
    right: float
    ink: tuple[float, float, float, float]
    font: str
    points: float
    colour: Colour
    turned: bool


@dataclass(frozen=True)
class Rule:
    """A ruled line or filled bar."""

    left: float
    top: float
    right: float
    bottom: float
    colour: Colour

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    """One page; `number` counts from 1."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def text(self) -> str:
        """All characters in the order they were set, without spaces."""
        return "".join(char.text for char in self.chars)

    @cached_property
    def lines(self) -> list[list[Char]]:
        """The upright characters by baseline, from the top; each line from the left."""
        found: list[list[Char]] = []
        for char in sorted((c for c in self.chars if not c.turned), key=lambda c: c.baseline):
            if found and char.baseline - found[-1][0].baseline < 1.5:
                found[-1].append(char)
            else:
                found.append([char])
        return [sorted(line, key=lambda c: c.left) for line in found]

    def find(self, wanted: str, start: int = 0) -> list[Char]:
        """The characters of a text on the page, spaces aside. Raises LookupError where it is not there."""
        wanted = "".join(wanted.split())
        at = self.text.find(wanted, start)
        if at < 0:
            raise LookupError(f"第 {self.number} 页没有“{wanted}”")
        return list(self.chars[at : at + len(wanted)])


def read(path: Path) -> list[Page]:
    """All pages of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [_page(document[index], index + 1) for index in range(len(document))]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    width, height = page.get_width(), page.get_height()
    text = page.get_textpage()
    chars = [_char(text.raw, index, height) for index in range(text.count_chars())]
    rules = [
        rule
        for made in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)
        if (rule := _rule(made, height)) is not None
    ]
    shown = tuple(char for char in chars if char is not None)
    return Page(number, width * _MM, height * _MM, shown, tuple(sorted(rules, key=lambda rule: rule.top)))


def _char(text: pdfium.FPDF_TEXTPAGE, index: int, height: float) -> Char | None:
    shown = chr(pdfium.FPDFText_GetUnicode(text, index))
    if shown.isspace() or shown in "\x00\ufffe\u200b" or pdfium.FPDFText_IsGenerated(text, index) == 1:
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    loose = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, loose)
    name = ctypes.create_string_buffer(_NAME_BYTES)
    pdfium.FPDFText_GetFontInfo(text, index, name, _NAME_BYTES, ctypes.c_int())
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    size = pdfium.FPDFText_GetFontSize(text, index)
    turned = abs(pdfium.FPDFText_GetCharAngle(text, index)) > 0.1
    advance = abs(loose.top - loose.bottom) if turned else loose.right - x.value
    ink = (left.value * _MM, (height - top.value) * _MM, right.value * _MM, (height - bottom.value) * _MM)
    return Char(
        text=shown,
        left=x.value * _MM,
        baseline=(height - y.value) * _MM,
        right=loose.right * _MM,
        ink=ink,
        font=_face(name.value.decode(errors="replace"), shown, advance / size),
        points=round(size, 2),
        colour=(red.value, green.value, blue.value),
        turned=turned,
    )


def _face(name: str, shown: str, ems: float) -> str:
    """The face of a character. The monospaced one bears the name of the other in a PDF; its digits are half an em wide."""
    face = name.partition("+")[2] or name
    face = face.removesuffix("-VKana")
    half = shown.isdigit() and abs(ems - 0.5) < 0.02
    return face.replace("NotoSansCJK", "NotoSansMonoCJK") if half and "Sans" in face else face


def _rule(made: pypdfium2.PdfObject, height: float) -> Rule | None:
    """A path as a rule: what is thinner than 3 mm one way and painted. PDFium's bounds exceed a line by its thickness."""
    left, bottom, right, top = made.get_bounds()
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(made.raw, fill, stroke)
    if not (fill.value or stroke.value):
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask = pdfium.FPDFPageObj_GetStrokeColor if stroke.value else pdfium.FPDFPageObj_GetFillColor
    ask(made.raw, red, green, blue, alpha)
    width = ctypes.c_float()
    if stroke.value and pdfium.FPDFPageObj_GetStrokeWidth(made.raw, width):
        half = width.value / 2
        across, down = right - left >= top - bottom, right - left < top - bottom
        left, right = left + half * (1 + across), right - half * (1 + across)
        bottom, top = bottom + half * (1 + down), top - half * (1 + down)
    colour = (red.value, green.value, blue.value)
    rule = Rule(left * _MM, (height - top) * _MM, right * _MM, (height - bottom) * _MM, colour)
    return rule if min(rule.width, rule.height) < 3 < max(rule.width, rule.height) else None
