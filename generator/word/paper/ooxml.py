"""WordprocessingML elements, built so that order and escaping are right by construction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from generator.word.paper.fonts import Font

Element: TypeAlias = Any
"""An lxml element (lxml carries no types)."""

Attributes: TypeAlias = Mapping[str, str | int]

Align: TypeAlias = Literal["left", "center", "right", "both"]

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_XML = "http://www.w3.org/XML/1998/namespace"

BLACK, RED = "000000", "FF0000"

_BREAKS = re.compile(r"(\r\n|\r|\n|\t)")


@cache
def qualified(name: str) -> str:
    """Clark notation of a prefixed name: w:p → {http://…}p; a name without prefix stays."""
    prefix, _, local = name.rpartition(":")
    if not prefix:
        return name
    return f"{{{_XML if prefix == 'xml' else NAMESPACES[prefix]}}}{local}"


def element(name: str, attributes: Attributes | None = None, *children: Element) -> Element:
    """One element with its attributes and children, all names prefixed."""
    made = etree.Element(
        qualified(name), {qualified(key): str(value) for key, value in (attributes or {}).items()}, _own_namespace(name)
    )
    made.extend(children)
    return made


@cache
def _own_namespace(name: str) -> dict[str, str]:
    """The one namespace an element needs; all of them on each would cost three quarters of the time."""
    prefix = name.partition(":")[0]
    return {prefix: NAMESPACES[prefix]}


def root(name: str, attributes: Attributes | None = None, *children: Element) -> Element:
    """A part's root element, which declares every namespace once."""
    made = etree.Element(
        qualified(name), {qualified(key): str(value) for key, value in (attributes or {}).items()}, NAMESPACES
    )
    made.extend(children)
    return made


def valued(name: str, value: str | int) -> Element:
    """The common <w:name w:val="value"/>."""
    return element(name, {"w:val": value})


def serialised(part: Element) -> bytes:
    """A part's XML with its declaration."""
    return bytes(etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True))


def run_properties(
    font: Font | None = None,
    points: float | None = None,
    *,
    color: str = "",
    spacing: int | None = None,
    struck: bool = False,
    underlined: bool = False,
) -> Element:
    """w:rPr. The font is set on every axis, or Latin letters, digits and quotation marks would fall out of it.

    `points` is the size in pt, `spacing` the change of every character's width in twips.
    """
    parts: list[Element] = []
    if font is not None:
        parts.append(element("w:rFonts", {f"w:{axis}": font.name for axis in ("ascii", "hAnsi", "eastAsia", "cs")}))
    if struck:
        parts.append(element("w:strike"))
    if color:
        parts.append(valued("w:color", color))
    if spacing is not None:
        parts.append(valued("w:spacing", spacing))
    if points is not None:
        parts += [valued("w:sz", round(points * 2)), valued("w:szCs", round(points * 2))]
    if underlined:
        parts.append(valued("w:u", "single"))
    return element("w:rPr", None, *parts)


def paragraph_properties(
    style: str = "",
    *,
    keep_next: bool = False,
    keep_lines: bool = False,
    border: Element | None = None,
    tabs: Sequence[tuple[Literal["left", "center", "right"], int]] = (),
    dotted: bool = False,
    plain: bool = False,
    snap: bool = True,
    line: int = 0,
    indent: Attributes | None = None,
    align: Align | None = None,
    outline: int | None = None,
) -> Element:
    """w:pPr in the order the schema asks for. `line` (the exact line height) and tab positions in twips.

    `plain` turns off what Word does to Chinese typography by itself: widow control, added space between
    Chinese and Latin, hanging punctuation. `dotted`: dots lead to the tabs. `snap=False` takes large type off the document grid.
    """
    leader = {"w:leader": "dot"} if dotted else {}
    stops = (element("w:tab", {"w:val": kind, **leader, "w:pos": at}) for kind, at in tabs)
    spacing: Attributes = {"w:before": "0", "w:after": "0", "w:line": line, "w:lineRule": "exact"}
    typography = ("overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd") if plain else ()
    parts = (
        valued("w:pStyle", style) if style else None,
        element("w:keepNext") if keep_next else None,
        element("w:keepLines") if keep_lines else None,
        valued("w:widowControl", 0) if plain else None,
        border,
        element("w:tabs", None, *stops) if tabs else None,
        *(valued(f"w:{name}", 0) for name in typography),
        None if snap else valued("w:snapToGrid", 0),
        element("w:spacing", spacing) if line else None,
        element("w:ind", indent) if indent else None,
        valued("w:jc", align) if align else None,
        valued("w:outlineLvl", outline) if outline is not None else None,
    )
    return element("w:pPr", None, *(part for part in parts if part is not None))


def keep_with_next(paragraph: Element) -> None:
    """Forbid a page to end after the paragraph (which has a style)."""
    properties = paragraph.find(qualified("w:pPr"))
    if properties.find(qualified("w:keepNext")) is None:
        properties.find(qualified("w:pStyle")).addnext(element("w:keepNext"))


def page_break_before(paragraph: Element) -> None:
    """Begin a page with the paragraph (which has a style)."""
    properties = paragraph.find(qualified("w:pPr"))
    before = properties.find(qualified("w:keepNext"))
    (before if before is not None else properties.find(qualified("w:pStyle"))).addnext(element("w:pageBreakBefore"))


def set_line(properties: Element, line: int) -> None:
    """Give a paragraph an exact line height of its own (twips), off the document grid."""
    own = paragraph_properties(snap=False, line=line)
    after = [properties.find(qualified(name)) for name in ("w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")]
    following = next((found for found in after if found is not None), None)
    for part in list(own):
        if following is None:
            properties.append(part)
        else:
            following.addprevious(part)


def border(edges: dict[str, int], color: str = BLACK, space: int = 0, tag: str = "w:pBdr") -> Element:
    """Single lines on the named edges, thickness in eighths of a point, `space` in points."""
    lines = (
        element(f"w:{edge}", {"w:val": "single", "w:sz": eighths, "w:space": space, "w:color": color})
        for edge, eighths in edges.items()
    )
    return element(tag, None, *lines)


_SIDES = ("top", "left", "bottom", "right")


def fixed_table(
    columns: Sequence[int],
    rows: Iterable[Element],
    *,
    padding: Mapping[str, int] | None = None,
    lines: dict[str, int] | None = None,
    centred: bool = False,
) -> Element:
    """A table of fixed column widths (twips). `padding`: of cells by side (twips, none by default); `lines`: eighths of a point by edge."""
    margins = (element(f"w:{side}", {"w:w": (padding or {}).get(side, 0), "w:type": "dxa"}) for side in _SIDES)
    return element(
        "w:tbl",
        None,
        element(
            "w:tblPr",
            None,
            element("w:tblW", {"w:w": sum(columns), "w:type": "dxa"}),
            *([valued("w:jc", "center")] if centred else []),
            *([border(lines, tag="w:tblBorders")] if lines else []),
            element("w:tblLayout", {"w:type": "fixed"}),
            element("w:tblCellMar", None, *margins),
        ),
        element("w:tblGrid", None, *(element("w:gridCol", {"w:w": width}) for width in columns)),
        *rows,
    )


def run(text: str, properties: Element | None = None) -> Element:
    r"""One run; \n (also \r, \r\n) becomes a line break, \t a tab."""
    made = element("w:r")
    if properties is not None:
        made.append(properties)
    for part in _BREAKS.split(text):
        if part == "\t":
            etree.SubElement(made, qualified("w:tab"))
        elif part in ("\n", "\r", "\r\n"):
            etree.SubElement(made, qualified("w:br"))
        elif part:
            etree.SubElement(made, qualified("w:t"), {qualified("xml:space"): "preserve"}).text = part
    return made


def field_runs(instruction: str, shown: str = "1") -> list[Element]:
    """A field such as PAGE: the runs that begin it, say what it is, show a value and end it."""
    code = element("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    return [
        element("w:r", None, element("w:fldChar", {"w:fldCharType": "begin"})),
        element("w:r", None, code),
        element("w:r", None, element("w:fldChar", {"w:fldCharType": "separate"})),
        run(shown),
        element("w:r", None, element("w:fldChar", {"w:fldCharType": "end"})),
    ]


def paragraph(style: str, *content: Element | str, **properties: Any) -> Element:
    """A paragraph of a style; strings become runs. Other properties as in `paragraph_properties`."""
    runs: Iterable[Element] = (run(part) if isinstance(part, str) else part for part in content)
    return element("w:p", None, paragraph_properties(style, **properties), *runs)


def replace_content(root: Element, content: Element) -> None:
    """Leave `content` as an element's only child."""
    for child in list(root):
        root.remove(child)
    root.append(content)
