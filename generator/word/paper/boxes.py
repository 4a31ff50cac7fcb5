"""Text boxes at fixed places on the page: the 版记 at the foot of the text area, a turned page number, rules of a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.word.paper.geometry import EMU_PER_TWIP
from generator.word.paper.ooxml import NAMESPACES, Element, element

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


@dataclass(frozen=True)
class Position:
    """Where a box stands in one direction: aligned, or `offset` twips from the start, of the margins or the page."""

    relative_to: str
    align: str = ""
    offset: int = 0


def text_box(
    name: str,
    number: int,
    size: tuple[int, int],
    horizontal: Position,
    vertical: Position,
    content: Sequence[Element],
    *,
    turned: bool = False,
    aside: bool = False,
    anchor: Literal["t", "ctr", "b"] = "b",
) -> Element:
    """A run with a text box of `size` (width, height in twips). `number` is unique in the part.

    `turned`: its text runs downwards (a portrait line on a landscape sheet). `aside`: text does not make room for it.
    `anchor`: whether its content stands at its top, middle or bottom.
    """
    width, height = size
    extent: dict[str, str | int] = {"cx": width * EMU_PER_TWIP, "cy": height * EMU_PER_TWIP}
    body: dict[str, str | int] = {"lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0, "anchor": anchor}
    if turned:
        body["vert"] = "vert"
    graphic = element("a:graphic", None, element("a:graphicData", {"uri": _SHAPE}, _shape(extent, body, content)))
    anchor = _anchor(name, number, extent, horizontal, vertical, graphic, aside=aside)
    choice = element("mc:Choice", {"Requires": "wps"}, element("w:drawing", None, anchor))
    return element("w:r", None, element("mc:AlternateContent", None, choice))


def _shape(extent: dict[str, str | int], body: dict[str, str | int], content: Sequence[Element]) -> Element:
    """A frame without lines or ground that holds paragraphs and tables."""
    return element(
        "wps:wsp",
        None,
        element("wps:cNvSpPr", {"txBox": 1}),
        element(
            "wps:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", extent)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
            element("a:noFill"),
            element("a:ln", None, element("a:noFill")),
        ),
        element("wps:txbx", None, element("w:txbxContent", None, *content)),
        element("wps:bodyPr", body, element("a:noAutofit")),
    )


def picture(
    name: str, number: int, relation: str, size: tuple[int, int], horizontal: Position, vertical: Position
) -> Element:
    """A run with a picture of `size` (twips) beside the text. `relation` is the picture's relation id in the part."""
    width, height = size
    extent: dict[str, str | int] = {"cx": width * EMU_PER_TWIP, "cy": height * EMU_PER_TWIP}
    shown = element(
        "pic:pic",
        None,
        element("pic:nvPicPr", None, element("pic:cNvPr", {"id": number, "name": name}), element("pic:cNvPicPr")),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": relation}),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", extent)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
    graphic = element("a:graphic", None, element("a:graphicData", {"uri": NAMESPACES["pic"]}, shown))
    anchor = _anchor(name, number, extent, horizontal, vertical, graphic, aside=True)
    return element("w:r", None, element("w:drawing", None, anchor))


def _anchor(
    name: str,
    number: int,
    extent: dict[str, str | int],
    horizontal: Position,
    vertical: Position,
    graphic: Element,
    *,
    aside: bool,
) -> Element:
    return element(
        "wp:anchor",
        {
            "distT": 0, "distB": 0, "distL": 0, "distR": 0, "simplePos": 0, "relativeHeight": 251659264 + number,
            "behindDoc": 0, "locked": 0, "layoutInCell": 1, "allowOverlap": 1 if aside else 0,
        },
        element("wp:simplePos", {"x": 0, "y": 0}),
        _position("wp:positionH", horizontal),
        _position("wp:positionV", vertical),
        element("wp:extent", extent),
        element("wp:wrapNone" if aside else "wp:wrapTopAndBottom"),
        element("wp:docPr", {"id": number, "name": name}),
        element("wp:cNvGraphicFramePr"),
        graphic,
    )  # fmt: skip


def _position(name: str, position: Position) -> Element:
    kind, value = (
        ("wp:align", position.align) if position.align else ("wp:posOffset", str(position.offset * EMU_PER_TWIP))
    )
    placed = element(kind)
    placed.text = value
    return element(name, {"relativeFrom": position.relative_to}, placed)
