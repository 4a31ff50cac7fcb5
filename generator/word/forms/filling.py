"""Filling: the one operation that puts values into a layout's controls, ours or a template of the bureau's.

What the catalog supplies is printed and its control goes; what a case supplies stays in a control, locked
against deletion, so that it can still be corrected in Word. Formatting is the template's own: the first run
of a control says how its text looks.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.catalog.documents import PLACEHOLDER, DocumentType, FieldSpec
from generator.word import sdt
from generator.word.controls import BLANK, BLANK_MOMENT, HANDWRITTEN_DAY
from generator.word.forms import tags
from generator.word.forms.controls import field_control, inline
from generator.word.ooxml import Element, element, qualified, run
from generator.word.values import Shown

_P, _R, _TC, _TR, _TBL, _PPR, _RPR, _T, _BR = (
    qualified(f"w:{name}") for name in ("p", "r", "tc", "tr", "tbl", "pPr", "rPr", "t", "br")
)
_WIDTHS = {
    "text": 10,
    "long": 24,
    "number": 4,
    "amount": 12,
    "choice": 8,
    "moment": 0,
    "date": 0,
    "check": 1,
    "list": 1,
}


@dataclass(frozen=True)
class Content:
    """What goes into a layout. `printed` (catalog) loses its control, `entries` (the case) keeps it.

    `wordings` are texts with {tag}s; `rows` the lists' rows; `blanks` what an empty field shows where that is not just space.
    """

    printed: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Shown] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Shown]]] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)
    blanks: Mapping[str, str] = field(default_factory=dict)


def fill(root: Element, document: DocumentType, content: Content) -> None:
    """Fill every control below a part's root; unknown ones stay as they are."""
    for made in _outermost(root):
        _fill(made, document, content)


def _outermost(root: Element) -> list[Element]:
    """The controls below an element that lie in no other one below it, in document order."""
    found: list[Element] = []
    inside: set[Element] = set()
    for made in sdt.controls_in(root):
        if made is not root and made not in inside:
            found.append(made)
            inside.update(sdt.controls_in(made))
    return found


def _fill(made: Element, document: DocumentType, content: Content) -> None:
    tag = sdt.tag_of(made)
    name = tags.wording_name(tag)
    spec = document.field(tag)
    if name is not None:
        _fill_wording(made, document, content, content.wordings.get(name, ""))
    elif tag in content.printed:
        _show(made, content.printed[tag])
        sdt.unwrap(made)
    elif spec is not None and spec.kind == "list":
        _fill_list(made, document, spec, content.rows.get(tag, ()))
    elif spec is not None:
        _fill_field(made, spec, content.entries.get(tag, Shown()), content.blanks.get(tag, ""))
    else:
        for inner in _outermost(sdt.content_of(made)):
            _fill(inner, document, content)


def _fill_field(made: Element, spec: FieldSpec, value: Shown, blank: str = "") -> None:
    sdt.lock(made)
    if spec.kind == "check":
        sdt.set_checked(made, bool(value.checked))
        return
    if value.day is not None:
        date = made.find(f"{qualified('w:sdtPr')}/{qualified('w:date')}")
        if date is not None:
            date.set(qualified("w:fullDate"), f"{value.day.isoformat()}T00:00:00Z")
    _show(made, value.text or blank or _blank(made, spec), ruled=spec.kind == "long")


def _blank(made: Element, spec: FieldSpec) -> str:
    """Space to write on: as wide as its field says within a line, one character in a space of its own."""
    if spec.kind == "date":
        return HANDWRITTEN_DAY
    if spec.kind == "moment":
        return BLANK_MOMENT
    holder = made.getparent()
    if holder is None or holder.tag != _P:
        return BLANK
    beside = "".join(text.text or "" for text in holder.iter(_T) if made not in text.iterancestors())
    return BLANK * ((spec.width or _WIDTHS[spec.kind]) if beside.strip() else 1)


def _fill_wording(made: Element, document: DocumentType, content: Content, text: str) -> None:
    look = _look(made)
    parts: list[Element] = []
    for at, part in enumerate(PLACEHOLDER.split(text)):
        if at % 2 == 0:
            parts += [_run(part, look)] if part else []
        else:
            spec = document.field(part)
            parts.append(field_control(spec) if spec else inline(tags.AGENCY, "本局名称"))
    _replace(made, parts)
    inner = [part for part in parts if part.tag == qualified("w:sdt")]
    sdt.unwrap(made)
    for control in inner:
        _fill(control, document, content)


def _fill_list(made: Element, document: DocumentType, spec: FieldSpec, rows: Sequence[Mapping[str, Shown]]) -> None:
    """Repeat the section's unit: a row each, or as many blank ones as the field says."""
    sdt.lock(made)
    holder = sdt.content_of(made)
    units = [child for child in holder if child.tag == qualified("w:sdt")] or list(holder)
    pattern = units[0]
    for unit in list(holder):
        holder.remove(unit)
    wanted: Sequence[Mapping[str, Shown]] = rows or [{} for _ in range(spec.rows)]
    columns = {column.tag: column for column in spec.columns}
    for number, row in enumerate(wanted, 1):
        unit = copy.deepcopy(pattern)
        holder.append(unit)
        for control in [*_with_tags(unit)]:
            tag = sdt.tag_of(control)
            if tag == tags.NUMBER_IN_LIST:
                _show(control, str(number))
                sdt.unwrap(control)
            elif tag in columns:
                _fill_field(control, columns[tag], row.get(tag, Shown()))


def _with_tags(unit: Element) -> Iterator[Element]:
    yield from (control for control in list(sdt.controls_in(unit)) if sdt.tag_of(control))


def _look(made: Element) -> Element | None:
    """The properties of the first run a control shows."""
    first = next(sdt.content_of(made).iter(_R), None)
    found = None if first is None else first.find(_RPR)
    return None if found is None else copy.deepcopy(found)


def _run(text: str, look: Element | None) -> Element:
    return run(text, copy.deepcopy(look) if look is not None else None)


def _show(made: Element, text: str, *, ruled: bool = False) -> None:
    """Replace what a control shows by a text: in its line, or where it holds paragraphs, a paragraph each line."""
    look = _look(made)
    if ruled and sdt.content_of(made).find(_P) is not None:
        _paragraphs(made, text, look)
    else:
        _replace(made, [_run(text, look)])


def _paragraphs(made: Element, text: str, look: Element | None) -> None:
    """A paragraph each line, and as many blank ones as the layout has beyond them."""
    holder = sdt.content_of(made)
    before = holder.findall(_P)
    properties = before[0].find(_PPR)
    for child in list(holder):
        holder.remove(child)
    lines = text.split("\n")
    for line in (*lines, *[BLANK] * (len(before) - len(lines))):
        line_made = element("w:p")
        if properties is not None:
            line_made.append(copy.deepcopy(properties))
        line_made.append(_run(line, look))
        holder.append(line_made)


def _replace(made: Element, parts: Sequence[Element]) -> None:
    """Put runs in the place of what a control shows, whatever level it is at: runs, paragraphs, a cell."""
    holder = sdt.content_of(made)
    cell = holder.find(_TC)
    if cell is not None:
        holder = cell
    first = holder.find(_P)
    if first is not None:
        for other in [child for child in holder if child.tag in (_P, _TBL, qualified("w:sdt")) and child is not first]:
            holder.remove(other)
        holder = first
    for child in [child for child in holder if child.tag not in (_PPR, qualified("w:tcPr"))]:
        holder.remove(child)
    holder.extend(parts)
