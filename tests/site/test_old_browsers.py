"""Our own scripts and style run in Chromium 109, the oldest such offices use: nothing newer without a fallback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.site import ASSETS

THEME = ASSETS.parent / "theme"
STYLES = [*ASSETS.rglob("*.css"), THEME / "404.html"]
SCRIPTS = [path for path in ASSETS.rglob("*.js") if "fflate" not in path.name] + [*THEME.glob("*.html")]

NEWER_CSS = {
    "color-mix( (111)": r"color-mix\(",
    "nesting (112)": r"(?m)^\s+&[\s.:#\[]|\{[^{}]*\{[^@{}]*\}[^{}]*&",
    "text-wrap (114)": r"text-wrap\s*:",
    "@scope (118)": r"@scope\b",
    "subgrid (117)": r"\bsubgrid\b",
    "@starting-style (117)": r"@starting-style",
    ":user-valid (119)": r":user-(?:in)?valid",
    "light-dark( (123)": r"light-dark\(",
    "field-sizing (123)": r"field-sizing",
    "relative colours (119)": r"\((?:from)\s+(?:var|#|[a-z]+\b)[^)]*\)",
    "round(, mod( (125)": r"\b(?:round|mod|rem)\(",
    "anchor positioning (125)": r"\banchor(?:-name|\()|position-anchor",
    "interpolate-size (129)": r"interpolate-size|calc-size\(",
    "::details-content (131)": r"::details-content",
    "linear( (113)": r"[\s:]linear\(",
    "view transitions (111)": r"view-transition",
    "scroll-driven animation (115)": r"animation-timeline|scroll-timeline",
}
NEWER_JS = {
    "array copies (110)": r"\.(?:toSorted|toReversed|toSpliced)\(|\]\.with\(",
    "groupBy (117)": r"(?:Object|Map)\.groupBy\(",
    "Promise.withResolvers (119), try (128)": r"Promise\.(?:withResolvers|try)\(",
    "Array.fromAsync (121)": r"Array\.fromAsync\(",
    "set methods (122)": r"\.(?:isSubsetOf|isSupersetOf|symmetricDifference|isDisjointFrom)\(",
    "iterator helpers (122)": r"\.(?:values|keys|entries)\(\)\.(?:map|filter|take|drop|some|every|find|toArray)\(",
    "regular expression flag v (112)": r"/[dgimsuy]*v[dgimsuy]*(?=[.,;)\s])(?<=/v)",
    "duplicate named groups (125)": r"\(\?<(\w+)>[^()]*\)\|[^/]*\(\?<\1>",
    "URL.canParse (120), parse (126)": r"URL\.(?:canParse|parse)\(",
    "isWellFormed (111)": r"\.(?:isWellFormed|toWellFormed)\(",
    "popover (114)": r"\.(?:showPopover|hidePopover|togglePopover)\(|\bpopover=",
    "scrollend (114)": r"scrollend",
    "import attributes (123)": r"\bimport\b[^;]*\bwith\s*\{",
    "Blob.bytes (132), Response.bytes (132)": r"\.bytes\(\)",
    "Uint8Array base64 (140)": r"\.(?:toBase64|toHex)\(|Uint8Array\.(?:fromBase64|fromHex)\(",
    "RegExp.escape (136)": r"RegExp\.escape\(",
    "using (134)": r"^\s*(?:await\s+)?using\s+\w+\s*=",
    "details name (120)": r"<details[^>]*\bname=",
}


def newer(text: str, features: dict[str, str]) -> list[str]:
    return [name for name, pattern in features.items() if re.search(pattern, text, re.MULTILINE)]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_is_newer_than_chromium_109(path: Path) -> None:
    text = re.sub(r"@page\s*\{.*?\n\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert newer(text, NEWER_CSS) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_is_newer_than_chromium_109(path: Path) -> None:
    assert newer(path.read_text(encoding="utf-8"), NEWER_JS) == []


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("a { color: color-mix(in srgb, red, blue); }", NEWER_CSS),
        ("a {\n  & b { color: red; }\n}", NEWER_CSS),
        ("p { text-wrap: balance; }", NEWER_CSS),
        ("list.toSorted()", NEWER_JS),
        ("Object.groupBy(list, key)", NEWER_JS),
        ("URL.canParse(x)", NEWER_JS),
        ("/[a--b]/v.test(x)", NEWER_JS),
    ],
)
def test_newer_features_are_recognised(text: str, features: dict[str, str]) -> None:
    assert newer(text, features)


def test_page_numbers_are_the_one_newer_rule_and_stand_alone() -> None:
    """Margin boxes (131): an older browser leaves out the box it does not know and keeps size and margin."""
    [rule] = re.findall(r"@page\s*\{.*?\n\}", (ASSETS / "common" / "site.css").read_text(encoding="utf-8"), re.DOTALL)
    assert rule.index("size: A4") < rule.index("@bottom-center")
