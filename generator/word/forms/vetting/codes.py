"""Field codes: what a field may be told to do.

Word cuts a code into runs at any place, fields stand within the codes of others, and text boxes, cells, notes and
alternatives are texts of their own. So a code is put together as Word does it, each of these for itself, and must begin
with a known word that stands there in letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.word.paper.ooxml import Element, qualified

_ALLOWED = """
    PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF STYLEREF SEQ TOC = IF EQ SYMBOL LISTNUM
    DATE TIME CREATEDATE SAVEDATE PRINTDATE FORMTEXT FORMCHECKBOX FORMDROPDOWN
"""
"""They number pages, repeat what the document says itself, calculate, tell the day, set characters, are filled in.
Not here: what fetches (INCLUDE…, LINK, RD, DATABASE), runs (DDE, MACROBUTTON), tells of the machine (FILENAME)."""

_KNOWN = frozenset(_ALLOWED.split())
_WORD = re.compile(r"\s*(=|[A-Za-z]+(?=[\s\\]|$))")
_WITHIN = re.compile(r'\s*HYPERLINK\s+\\l\s+("[^"\\/\0]*"|\w+)(\s+\\h)?\s*', re.IGNORECASE)
"""A link to a place in the same document, as a table of contents has it."""

_NESTED = "\0"
_R, _CHARACTER, _CODE, _SIMPLE = (qualified(f"w:{name}") for name in ("r", "fldChar", "instrText", "fldSimple"))
_STORIES = frozenset(map(qualified, ("w:txbxContent", "w:tc", "w:footnote", "w:endnote", "mc:Choice", "mc:Fallback")))
_AROUND = frozenset(
    qualified(f"w:{name}")
    for name in ("p", "hyperlink", "fldSimple", "sdt", "sdtContent", "body", "document", "hdr", "ftr")
)  # fmt: skip
_BESIDE = frozenset(qualified(f"w:{name}") for name in ("rPr", "lastRenderedPageBreak"))


def unfit(root: Element) -> Iterator[tuple[Element, str]]:
    """Each field below a root that may not stand: (where, what is wrong with it, in Chinese)."""
    stories: dict[Element | None, list[Element]] = defaultdict(list)
    for made in root.iter(_R, _SIMPLE):
        if made.tag == _R:
            stories[_story(made)].append(made)
        elif not fits(made.get(qualified("w:instr"), "")):
            yield made, _said(made.get(qualified("w:instr"), ""))
    for made in root.iter(_CHARACTER, _CODE):
        if made.getparent().tag != _R or not _stands_in_text(made.getparent()) or (made.tag == _CODE and len(made)):
            yield made, "域代码不在正常的位置"
    for runs in stories.values():
        yield from _of_story(runs)


def fits(code: str) -> bool:
    """Whether a field may have the code; what other fields within it give is \\0."""
    found = _WORD.match(code)
    return (found is not None and found[1].upper() in _KNOWN) or _WITHIN.fullmatch(code) is not None


def _said(code: str) -> str:
    return f"不能使用的域“{' '.join(code.replace(_NESTED, '…').split())[:20]}”"


def _story(run: Element) -> Element | None:
    return next((outer for outer in run.iterancestors() if outer.tag in _STORIES), None)


def _stands_in_text(run: Element) -> bool:
    for outer in run.iterancestors():
        if outer.tag in _STORIES:
            return True
        if outer.tag not in _AROUND:
            return False
    return True


@dataclass
class _Field:
    """A field that has begun: the character it begins with, pieces of its code so far; `told`: the code may go on."""

    start: Element
    pieces: list[str] = field(default_factory=list)
    told: bool = True

    @property
    def code(self) -> str:
        """The code, put together."""
        return "".join(self.pieces)


def _of_story(runs: Sequence[Element]) -> Iterator[tuple[Element, str]]:
    """The unfit fields of runs that are read one after the other."""
    begun: list[_Field] = []
    for made in (made for run in runs for made in run):
        kind = made.get(qualified("w:fldCharType")) if made.tag == _CHARACTER else ""
        within = bool(begun) and begun[-1].told
        if kind == "begin":
            if within:
                begun[-1].pieces.append(_NESTED)
            begun.append(_Field(made))
        elif kind == "separate" and within:
            begun[-1].told = False
        elif kind == "end" and begun:
            done = begun.pop()
            if not fits(done.code):
                yield done.start, _said(done.code)
        elif made.tag == _CODE and within:
            begun[-1].pieces.append(made.text or "")
        elif made.tag in (_CHARACTER, _CODE):
            yield made, f"不完整的域“{(made.text or '').strip()[:20]}”"
        elif within and made.tag not in _BESIDE:
            yield made, "域代码里夹着别的内容"
    yield from ((left.start, f"不完整的域“{left.code.strip()[:20]}”") for left in begun)
