"""Filling: values checked against their fields' kinds, then joined with a compiled blank. The one way documents are made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from generator.catalog.documents import FieldKind, FieldSpec
from generator.catalog.fill_rules import ANSWERS, BOX, TICKED
from generator.catalog.problem import did_you_mean
from generator.files.archives import zipped
from generator.word.compiled.pieces import (
    Blank,
    BoxSlot,
    DaySlot,
    FieldSlot,
    IdSlot,
    LinesSlot,
    Marks,
    Piece,
    RowNumberSlot,
    RowsSlot,
    TextSlot,
)
from generator.word.values.kinds import EntryError, Shown, Value, shown, shown_rows
from generator.word.values.names import folded

Entered: TypeAlias = dict[str, "Shown | list[dict[str, Shown]]"]
"""Checked values by tag: as printed, or a list's rows."""

_BREAKS = re.compile(r"\r\n|[\r\n\t]")
_BOX = re.compile(BOX)
_WORDS = dict(ANSWERS)
_NOTHING = Shown()


def filled(blank: Blank, values: Mapping[str, Value]) -> bytes:
    """A document as a .docx: the blank with values (a field's tag or label → its value).

    Raises EntryError, for an unknown field or a value that is not of its field's kind.
    """
    return zipped(dict(parts(blank, checked(blank, values))))


def by_tag(fields: Sequence[FieldSpec], title: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Values by their fields' tags. check-3-yes: true is the answer 符合.

    Raises EntryError, for unknown names and for a field that is given two values.
    """
    names = {folded(name): spec.tag for spec in reversed(fields) for name in (spec.label, spec.tag)}
    found: dict[str, Value] = {}
    ticked: dict[str, list[str]] = {}
    for name, value in values.items():
        tag = names.get(folded(name))
        if tag is not None:
            if found.get(tag, value) != value:
                raise EntryError(f"{title}的栏目“{name}”填写了两次，内容不同，请只留一个")
            found[tag] = value
        elif (box := _BOX.fullmatch(name.strip())) is not None and box[1] in names:
            yes = FieldSpec(tag="box", label=name, kind=FieldKind.CHECK)
            if shown(yes, scalar(yes, value)).checked:
                ticked.setdefault(box[1], []).append(_WORDS[box[2]])
        else:
            known = did_you_mean(name, [spec.label for spec in fields])
            raise EntryError(f"{title}没有栏目“{name}”。{known}")
    for tag, words in ticked.items():
        if len(words) > 1 or found.get(tag, words[0]) != words[0]:
            raise EntryError(f"“第{tag.removeprefix('check-')}项”只能有一个检查结果，现为：{'、'.join(words)}")
        found[tag] = words[0]
    return found


def checked(blank: Blank, values: Mapping[str, Value]) -> Entered:
    """Values checked and as printed, defaults included. Raises EntryError."""
    supplied = by_tag(blank.fields, blank.title, values)
    entered: Entered = {}
    for spec in blank.fields:
        value = supplied.get(spec.tag)
        if value is not None:
            entered[spec.tag] = as_shown(spec, value)
        elif spec.default is not None:
            entered[spec.tag] = shown(spec, spec.default)
    return entered


def as_shown(spec: FieldSpec, value: Value) -> Shown | list[dict[str, Shown]]:
    """A field's value as printed: a list's rows, or one value. Raises EntryError."""
    return shown_rows(spec, value) if spec.kind is FieldKind.LIST else shown(spec, scalar(spec, value))


def scalar(spec: FieldSpec, value: Value) -> str | bool:
    """A value that is no list. Raises EntryError."""
    if isinstance(value, str | bool):
        return value
    raise EntryError(f"“{spec.label}”不是列表，应填一个值")


def parts(blank: Blank, entered: Entered) -> Iterator[tuple[str, bytes]]:
    """The parts of the filled package, by name."""
    joining = Joining(blank)
    for part in blank.parts:
        yield part.name, "".join(joining.texts(part.pieces, entered)).encode() if part.pieces else part.content


class Joining:
    """Joins the pieces of a blank's parts; counts the numbers its lists' rows have taken."""

    def __init__(self, blank: Blank) -> None:
        self.marks = blank.marks
        self.row_id = blank.first_row_id

    def texts(self, pieces: Sequence[Piece], entered: Mapping[str, Any], number: int = 0) -> Iterator[str]:
        """The texts of pieces in order, with what was entered; `number` is the row's within its list."""
        for piece in pieces:
            if isinstance(piece, str):
                yield piece
            elif isinstance(piece, RowsSlot):
                for at, row in enumerate(entered.get(piece.field) or [{}] * piece.blank, 1):
                    yield from self.texts(piece.pieces, row, at)
                    self.row_id += piece.ids
            elif isinstance(piece, RowNumberSlot):
                yield str(number)
            elif isinstance(piece, IdSlot):
                yield str(self.row_id + piece.plus)
            else:
                yield slot_text(piece, entered.get(piece.field, _NOTHING), self.marks)


def slot_text(slot: FieldSlot, value: Shown, marks: Marks) -> str:
    """What a slot of one field writes for a value."""
    match slot:
        case TextSlot():
            return escaped(value.text or slot.blank, marks)
        case BoxSlot():
            return slot.on if (TICKED if value.checked else value.text) == slot.value else slot.off
        case DaySlot():
            return f"{slot.open}{value.day.isoformat()}{slot.close}" if value.day else ""
        case LinesSlot():
            lines = [line or slot.blank for line in (value.text or slot.blank).split("\n")]
            lines += [slot.blank] * (slot.count - len(lines))
            return "".join(f"{slot.open}{escaped(line, marks)}{slot.close}" for line in lines)


def escaped(text: str, marks: Marks) -> str:
    """Text as runs write it: escaped, line breaks and tabs as elements."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if _BREAKS.search(text) is None:
        return f"{marks.open}{text}{marks.close}"
    made, at = "", 0
    for found in _BREAKS.finditer(text):
        if found.start() > at:
            made += f"{marks.open}{text[at : found.start()]}{marks.close}"
        made += marks.tab if found[0] == "\t" else marks.line_break
        at = found.end()
    return made + (f"{marks.open}{text[at:]}{marks.close}" if at < len(text) else "")
