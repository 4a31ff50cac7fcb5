"""A compiled blank: what a document type, its items and a day always print, with slots for what a case supplies.

Python and the browser (assets/fill.js) share the JSON written here; docs/maintainers/filling.md describes it. A part
of the package is either constant or a list of pieces: text, or a slot. Joining the pieces with values gives the
part's XML.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, TypeAlias

from generator import SaidError
from generator.catalog.documents import FieldSpec

VERSION = 1
"""Of the JSON shape; a reader refuses any other."""


@dataclass(frozen=True)
class TextSlot:
    """A field's text, or `blank` where it is empty, between `Marks`."""

    slot: ClassVar[str] = "text"
    field: str
    blank: str


@dataclass(frozen=True)
class DaySlot:
    """A date's attribute w:fullDate; nothing where the field is empty."""

    slot: ClassVar[str] = "day"
    field: str
    open: str
    close: str


@dataclass(frozen=True)
class BoxSlot:
    """One of two texts: `on` where the field shows `value`, else `off` (a box's state 1 or 0, its sign ☑ or ☐)."""

    slot: ClassVar[str] = "box"
    field: str
    value: str
    on: str
    off: str


@dataclass(frozen=True)
class LinesSlot:
    """A field as paragraphs, a line each, at least `count`; an empty line shows `blank`."""

    slot: ClassVar[str] = "lines"
    field: str
    blank: str
    count: int
    open: str
    close: str


@dataclass(frozen=True)
class RowNumberSlot:
    """The number of a list's row, from 1."""

    slot: ClassVar[str] = "row-number"


@dataclass(frozen=True)
class IdSlot:
    """A number within the package: that of the row's first one plus `plus`."""

    slot: ClassVar[str] = "id"
    plus: int


@dataclass(frozen=True)
class RowsSlot:
    """A list's rows: `pieces` once a row, `blank` empty rows where there are none. `ids`: the numbers a row takes."""

    slot: ClassVar[str] = "rows"
    field: str
    blank: int
    ids: int
    pieces: tuple[Piece, ...]


FieldSlot: TypeAlias = TextSlot | DaySlot | BoxSlot | LinesSlot
"""What one field writes."""

Slot: TypeAlias = FieldSlot | RowNumberSlot | IdSlot | RowsSlot
Piece: TypeAlias = str | Slot

_SLOTS: dict[str, type[Any]] = {
    kind.slot: kind for kind in (TextSlot, DaySlot, BoxSlot, LinesSlot, RowNumberSlot, IdSlot, RowsSlot)
}


@dataclass(frozen=True)
class Marks:
    """How the part's XML writes text: before and after it, a line break within it, a tab."""

    open: str
    close: str
    line_break: str
    tab: str


@dataclass(frozen=True)
class Part:
    """A part of the package: constant content, or pieces."""

    name: str
    content: bytes = b""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Blank:
    """A document type compiled for items and a day. `fields` are those a case may supply, answers to checks among them."""

    type: str
    title: str
    items: tuple[str, ...]
    as_of: str
    edition: str
    fields: tuple[FieldSpec, ...]
    printed: Mapping[str, str]
    marks: Marks
    first_row_id: int
    parts: tuple[Part, ...]

    def field(self, name: str) -> FieldSpec | None:
        """The field of a tag."""
        return next((spec for spec in self.fields if spec.tag == name), None)

    def placed(self) -> set[str]:
        """The tags of the fields that have a slot."""
        return {slot.field for part in self.parts for slot in slots_in(part.pieces) if hasattr(slot, "field")}

    def as_shape(self) -> dict[str, Any]:
        """The shape Python and the browser share, as JSON takes it."""
        return {
            "version": VERSION,
            **{name: getattr(self, name) for name in ("type", "title", "items", "as_of", "edition", "printed")},
            "fields": [spec.model_dump(mode="json", by_alias=True, exclude_defaults=True) for spec in self.fields],
            "marks": asdict(self.marks),
            "first_row_id": self.first_row_id,
            "parts": [_part_shape(part) for part in self.parts],
        }

    def as_json(self) -> str:
        """That shape written down; the same blank gives the same text."""
        return json.dumps(self.as_shape(), ensure_ascii=False, separators=(",", ":"))


def slots_in(pieces: Sequence[Piece]) -> Iterator[Slot]:
    """The slots among pieces; a list's rows come as one."""
    return (piece for piece in pieces if not isinstance(piece, str))


def read_blank(text: str) -> Blank:
    """A blank from its JSON. Raises SaidError for another version or what is none."""
    try:
        shape = json.loads(text)
        version = shape["version"]
        if version != VERSION:
            raise SaidError(f"空白文书的格式是第 {version} 版，本程序用第 {VERSION} 版；请用同一版本的程序重新生成")
        return Blank(
            **{name: shape[name] for name in ("type", "title", "as_of", "edition", "printed", "first_row_id")},
            items=tuple(shape["items"]),
            fields=tuple(FieldSpec.model_validate(spec) for spec in shape["fields"]),
            marks=Marks(**shape["marks"]),
            parts=tuple(_part(part) for part in shape["parts"]),
        )
    except (KeyError, TypeError) as error:
        raise SaidError(f"不是空白文书的数据：{error}") from None


def _part_shape(part: Part) -> dict[str, Any]:
    if part.pieces:
        return {"name": part.name, "pieces": [_piece_shape(piece) for piece in part.pieces]}
    try:
        return {"name": part.name, "text": part.content.decode()}
    except UnicodeDecodeError:
        return {"name": part.name, "base64": base64.b64encode(part.content).decode()}


def _piece_shape(piece: Piece) -> Any:
    if isinstance(piece, str):
        return piece
    shape: dict[str, Any] = {"slot": piece.slot, **{each.name: getattr(piece, each.name) for each in fields(piece)}}
    if isinstance(piece, RowsSlot):
        shape["pieces"] = [_piece_shape(inner) for inner in piece.pieces]
    return shape


def _part(shape: dict[str, Any]) -> Part:
    if "pieces" in shape:
        return Part(shape["name"], pieces=tuple(_piece(piece) for piece in shape["pieces"]))
    content = shape["text"].encode() if "text" in shape else base64.b64decode(shape["base64"])
    return Part(shape["name"], content)


def _piece(shape: Any) -> Piece:
    if isinstance(shape, str):
        return shape
    rest = {name: value for name, value in shape.items() if name != "slot"}
    if shape["slot"] == RowsSlot.slot:
        rest["pieces"] = tuple(_piece(inner) for inner in shape["pieces"])
    made: Slot = _SLOTS[shape["slot"]](**rest)
    return made
