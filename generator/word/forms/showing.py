"""What a control shows, replaced: text in its line, or a paragraph a line, with the formatting it had.

A control may stand around runs, paragraphs or a cell, wherever Word or WPS has put it; the first run in it says
how its text looks.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from generator.word.paper import sdt
from generator.word.paper.ooxml import Element, element, qualified, run
from generator.word.paper.spaces import BLANK

_P, _R, _TC, _TBL, _PPR, _RPR, _TCPR, _SDT = (
    qualified(f"w:{name}") for name in ("p", "r", "tc", "tbl", "pPr", "rPr", "tcPr", "sdt")
)


_BLOCKS = {_P, _TC, _TBL, _PPR, _TCPR}


def look_of(made: Element) -> Element | None:
    """The properties of the first run a control shows."""
    first = next(sdt.content_of(made).iter(_R), None)
    return None if first is None else first.find(_RPR)


def text_run(text: str, look: Element | None) -> Element:
    """A run that looks so."""
    return run(text, copy.deepcopy(look) if look is not None else None)


def show(made: Element, text: str) -> None:
    """Show a text in the control's place; its line breaks stay breaks within the paragraph."""
    replace(made, [text_run(text, look_of(made))])


def show_paragraphs(made: Element, lines: Sequence[str]) -> None:
    """Show a paragraph a line in a control around paragraphs, and as many blank ones as the layout has beyond them.

    An empty line is a blank one.
    """
    look = look_of(made)
    holder = sdt.content_of(made)
    before = holder.findall(_P)
    properties = before[0].find(_PPR)
    for child in list(holder):
        holder.remove(child)
    for line in (*lines, *[BLANK] * (len(before) - len(lines))):
        holder.append(_paragraph(properties, [text_run(line or BLANK, look)]))


def holds_paragraphs(made: Element) -> bool:
    """Whether a control stands around whole paragraphs."""
    return sdt.content_of(made).find(_P) is not None


def print_text(made: Element, text: str) -> None:
    """Show a text for good: the control goes."""
    if any(child.tag in _BLOCKS for child in sdt.content_of(made)):
        show(made, text)
        sdt.unwrap(made)
    else:  # within a paragraph
        made.addprevious(text_run(text, look_of(made)))
        made.getparent().remove(made)


def print_lines(made: Element, lines: Sequence[str]) -> None:
    """Show lines for good, a paragraph each like the one the control stands in or around; no line leaves none."""
    if holds_paragraphs(made):
        holder = sdt.content_of(made)
        for extra in holder.findall(_P)[max(len(lines), 1) :]:
            holder.remove(extra)
        show_paragraphs(made, lines)
        if not lines:
            made.getparent().remove(made)
        else:
            sdt.unwrap(made)
        return
    paragraph, more = made.getparent(), lines[1:]
    look = look_of(made) if more else None
    print_text(made, lines[0] if lines else "")
    for line in reversed(more):
        paragraph.addnext(_paragraph(paragraph.find(_PPR), [text_run(line, look)]))


def replace(made: Element, parts: Sequence[Element]) -> None:
    """Put runs in the place of what a control shows."""
    holder = sdt.content_of(made)
    cell = holder.find(_TC)
    if cell is not None:
        holder = cell
    first = holder.find(_P)
    if first is not None:
        for other in [child for child in holder if child.tag in (_P, _TBL, _SDT) and child is not first]:
            holder.remove(other)
        holder = first
    for child in [child for child in holder if child.tag not in (_PPR, _TCPR)]:
        holder.remove(child)
    holder.extend(parts)


def _paragraph(properties: Element | None, content: Sequence[Element]) -> Element:
    made = element("w:p")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    made.extend(content)
    return made
