"""The smallest theme part Word's schema accepts. Validators ask for one; no style refers to it."""

from __future__ import annotations

from generator.word.paper.fonts import FANGSONG
from generator.word.paper.ooxml import Element, element

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "000000",
    "lt2": "FFFFFF",
    **{f"accent{number}": "000000" for number in range(1, 7)},
    "hlink": "000000",
    "folHlink": "000000",
}


def theme_part() -> Element:
    """The whole theme1.xml: black, white, one font."""
    colours = (element(f"a:{name}", None, element("a:srgbClr", {"val": value})) for name, value in _COLOURS.items())
    return element(
        "a:theme",
        {"name": "公文"},
        element(
            "a:themeElements",
            None,
            element("a:clrScheme", {"name": "公文"}, *colours),
            element("a:fontScheme", {"name": "公文"}, _font("a:majorFont"), _font("a:minorFont")),
            element(
                "a:fmtScheme",
                {"name": "公文"},
                element("a:fillStyleLst", None, *(_fill() for _ in range(3))),
                element("a:lnStyleLst", None, *(element("a:ln", {"w": 6350}, _fill()) for _ in range(3))),
                element(
                    "a:effectStyleLst",
                    None,
                    *(element("a:effectStyle", None, element("a:effectLst")) for _ in range(3)),
                ),
                element("a:bgFillStyleLst", None, *(_fill() for _ in range(3))),
            ),
        ),
    )


def _font(name: str) -> Element:
    faces = {"a:latin": FANGSONG.name, "a:ea": FANGSONG.name, "a:cs": ""}
    return element(name, None, *(element(face, {"typeface": typeface}) for face, typeface in faces.items()))


def _fill() -> Element:
    return element("a:solidFill", None, element("a:schemeClr", {"val": "phClr"}))
