"""Filling: the one operation that puts values into a layout's controls, ours or a template of the bureau's.

What the catalog supplies is printed and its control goes; what a case supplies stays in a control, locked
against deletion, so that it can still be corrected in Word.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.catalog.documents import PLACEHOLDER, DocumentType, FieldKind, FieldSpec
from generator.word.forms import blanks, bookmarks, tags
from generator.word.forms.checks import fill_checks
from generator.word.forms.controls import field_control, inline
from generator.word.forms.duties import Group
from generator.word.forms.showing import (
    holds_paragraphs,
    look_of,
    print_lines,
    print_text,
    replace,
    show,
    show_paragraphs,
    text_run,
)
from generator.word.paper import sdt
from generator.word.paper.ooxml import Element, qualified
from generator.word.paper.spaces import BLANK
from generator.word.values.kinds import Shown

_P, _T, _SDT = (qualified(f"w:{name}") for name in ("p", "t", "sdt"))


@dataclass(frozen=True)
class Content:
    """What goes into a layout. `printed` and `lines` (catalog) lose their controls, `entries` (the case) keep them.

    `wordings` are texts with {tag}s; `rows` the lists' rows (a row may say its own number, `row-number`); `checks` the
    duties to answer, their answers and remarks being entries; `blanks` what an empty field shows where that is not
    just space; `edition` the document's (文书版次).
    """

    printed: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    entries: Mapping[str, Shown] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Shown]]] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)
    checks: Sequence[Group] = ()
    blanks: Mapping[str, str] = field(default_factory=dict)
    edition: str = ""


def fill(root: Element, document: DocumentType, content: Content) -> None:
    """Fill every control below a part's root; those that nobody knows stay as they are."""
    bookmarks.remove(root)
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
    spec = document.field(tag)
    if (name := tags.wording_name(tag)) is not None:
        _fill_wording(made, document, content, content.wordings.get(name, ""))
    elif tag in content.lines:
        print_lines(made, content.lines[tag])
    elif tag in content.printed:
        print_text(made, content.printed[tag])
    elif tag == tags.CHECKS and content.checks:
        fill_checks(made, content.checks, content.entries)
    elif spec is not None and spec.kind is FieldKind.LIST:
        _fill_list(made, spec, content.rows.get(tag, ()))
    elif spec is not None:
        _fill_field(made, spec, content.entries.get(tag, Shown()), content.blanks.get(tag, ""))
    else:
        for inner in _outermost(sdt.content_of(made)):
            _fill(inner, document, content)


def _fill_field(made: Element, spec: FieldSpec, value: Shown, blank: str = "") -> None:
    sdt.lock(made)
    if spec.kind is FieldKind.CHECK:
        sdt.set_checked(made, bool(value.checked))
        return
    sdt.set_day(made, value.day)
    if spec.kind is FieldKind.LONG and holds_paragraphs(made):
        show_paragraphs(made, value.text_or(BLANK).split("\n"))
    else:
        show(made, value.text_or(blank or _blank(made, spec)))


def _blank(made: Element, spec: FieldSpec) -> str:
    """Space to write on: as wide as its field says within a line, little in a cell or paragraph of its own.

    Another control counts as words beside it, whatever it shows: what a field's blank is depends on no value.
    """
    holder = made.getparent()
    if holder is None or holder.tag != _P:
        return blanks.alone(spec)
    within = {made, *sdt.controls_in(made)}
    others = any(control not in within for control in sdt.controls_in(holder))
    beside = "".join(text.text or "" for text in holder.iter(_T) if made not in text.iterancestors())
    return blanks.in_line(spec) if others or beside.strip() else blanks.alone(spec)


def _fill_wording(made: Element, document: DocumentType, content: Content, text: str) -> None:
    look = look_of(made)
    parts: list[Element] = []
    for at, part in enumerate(PLACEHOLDER.split(text)):
        if at % 2 == 0:
            parts += [text_run(part, look)] if part else []
        else:
            spec = document.field(part)
            parts.append(field_control(spec) if spec else inline(tags.AGENCY, tags.RESERVED[tags.AGENCY]))
    replace(made, parts)
    sdt.unwrap(made)
    for control in [part for part in parts if part.tag == _SDT]:
        _fill(control, document, content)


def _fill_list(made: Element, spec: FieldSpec, rows: Sequence[Mapping[str, Shown]]) -> None:
    """Repeat the section's unit: a row each, or as many blank ones as the field says."""
    sdt.lock(made)
    holder = sdt.content_of(made)
    units = [child for child in holder if child.tag == _SDT] or list(holder)
    for unit in list(holder):
        holder.remove(unit)
    columns = {column.tag: column for column in spec.columns}
    repeated = units[:1] if units[0].tag == _SDT else units
    for unit in repeated:
        bookmarks.remove(unit)
    for number, row in enumerate(rows or [{}] * spec.rows, 1):
        shown_number = row.get(tags.NUMBER_IN_LIST, Shown(str(number))).text
        copied = copy.deepcopy(repeated)
        holder.extend(copied)
        controls = [made for unit in copied for made in sdt.controls_in(unit)]
        for control in controls:
            if sdt.tag_of(control) == tags.NUMBER_IN_LIST:
                print_text(control, shown_number)
            elif (column := columns.get(sdt.tag_of(control))) is not None:
                _fill_field(control, column, row.get(column.tag, Shown()))
        bookmarks.mark(
            (control, bookmarks.name(spec.tag, sdt.tag_of(control), row=shown_number))
            for control in controls
            if sdt.tag_of(control) in columns
        )
