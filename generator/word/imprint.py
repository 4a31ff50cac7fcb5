"""The 版记 (7.4): its last line is the bottom of the text area of the page it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from generator.word.geometry import EMU_PER_TWIP, IMPRINT_LINE, IMPRINT_THICK_EIGHTHS, NOTICE_PAGE
from generator.word.ooxml import Element, border, element, paragraph
from generator.word.styles import IMPRINT, SPACER

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_TAIL = 20
"""Room for the paragraph a text box must end with (twips)."""


def imprint(lines: Sequence[Sequence[Element]]) -> Element:
    """A run that holds the 版记 in a text box at the foot of the text area; append it to the last paragraph.

    `lines` are the contents of paragraphs (lists of runs and controls), the line of the 印发机关 last. The box
    belongs to the paragraph: where both do not fit, both go to the next page, so that no page bears the 版记 alone.
    """
    width, height = NOTICE_PAGE.text_width, len(lines) * IMPRINT_LINE + _TAIL
    rows = (
        element(
            "w:tr",
            None,
            element("w:trPr", None, element("w:trHeight", {"w:val": IMPRINT_LINE, "w:hRule": "exact"})),
            element(
                "w:tc",
                None,
                element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"})),
                paragraph(IMPRINT, *line),
            ),
        )
        for line in lines
    )
    side = {"w:w": "0", "w:type": "dxa"}
    edges = {"top": IMPRINT_THICK_EIGHTHS, "bottom": IMPRINT_THICK_EIGHTHS}
    table = element(
        "w:tbl",
        None,
        element(
            "w:tblPr",
            None,
            element("w:tblW", {"w:w": width, "w:type": "dxa"}),
            border(edges, tag="w:tblBorders"),
            element("w:tblLayout", {"w:type": "fixed"}),
            element("w:tblCellMar", None, element("w:top", side), element("w:left", side),
                    element("w:bottom", side), element("w:right", side)),
        ),
        element("w:tblGrid", None, element("w:gridCol", {"w:w": width})),
        *rows,
    )  # fmt: skip
    return _text_box(width, height, element("w:txbxContent", None, table, paragraph(SPACER)))


def _text_box(width: int, height: int, content: Element) -> Element:
    size: dict[str, str | int] = {"cx": width * EMU_PER_TWIP, "cy": height * EMU_PER_TWIP}
    shape = element(
        "wps:wsp",
        None,
        element("wps:cNvSpPr", {"txBox": 1}),
        element(
            "wps:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", size)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
            element("a:noFill"),
            element("a:ln", None, element("a:noFill")),
        ),
        element("wps:txbx", None, content),
        element(
            "wps:bodyPr",
            {"lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0, "anchor": "b"},
            element("a:noAutofit"),
        ),
    )
    anchor = element(
        "wp:anchor",
        {
            "distT": 0, "distB": 0, "distL": 0, "distR": 0, "simplePos": 0, "relativeHeight": 251659264,
            "behindDoc": 0, "locked": 0, "layoutInCell": 1, "allowOverlap": 0,
        },
        element("wp:simplePos", {"x": 0, "y": 0}),
        element("wp:positionH", {"relativeFrom": "margin"}, _text("wp:align", "left")),
        element("wp:positionV", {"relativeFrom": "margin"}, _text("wp:align", "bottom")),
        element("wp:extent", size),
        element("wp:wrapTopAndBottom"),
        element("wp:docPr", {"id": 1, "name": "版记"}),
        element("wp:cNvGraphicFramePr"),
        element("a:graphic", None, element("a:graphicData", {"uri": _SHAPE}, shape)),
    )  # fmt: skip
    choice = element("mc:Choice", {"Requires": "wps"}, element("w:drawing", None, anchor))
    return element("w:r", None, element("mc:AlternateContent", None, choice))


def _text(name: str, text: str) -> Element:
    made = element(name)
    made.text = text
    return made
