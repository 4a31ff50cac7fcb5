"""Compiling: the layout of a type, filled once with marks instead of values, cut into constant text and slots.

The marks go through the very operation that fills a tree with values, so that a compiled blank prints what that
operation prints. What depends on a value (a blank for an empty field, lines, rows, ticks) is in the slots.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from docx.document import Document
from lxml import etree  # type: ignore[import-untyped]

from generator.catalog.documents import DocumentType, FieldKind, FieldSpec
from generator.catalog.fill_rules import ANSWERS, TICKED
from generator.garbage import uncollected
from generator.views import ItemView, View
from generator.views.act import ActLaw
from generator.word.compiled.pieces import (
    Blank,
    BoxSlot,
    DaySlot,
    IdSlot,
    LinesSlot,
    Marks,
    Part,
    Piece,
    RowNumberSlot,
    RowsSlot,
    Slot,
    TextSlot,
)
from generator.word.forms import numbering, tags
from generator.word.forms.checks import answer_fields
from generator.word.forms.content import content_for, known_fields
from generator.word.forms.form import list_tags, tree
from generator.word.forms.showing import holds_paragraphs
from generator.word.forms.vetting import TemplateError
from generator.word.paper import sdt
from generator.word.paper.ooxml import Element, qualified
from generator.word.paper.package import parts_of
from generator.word.values.kinds import Shown

_P, _SDT, _START, _END = (qualified(f"w:{name}") for name in ("p", "sdt", "bookmarkStart", "bookmarkEnd"))
_ANSWER = re.compile(r"check-(\d+)-(yes|no|none)")
_BEGIN, _FINISH = "jianguan-begin", "jianguan-end"
_WORDS = dict(ANSWERS)


@uncollected()
def compiled(
    view: View,
    document: DocumentType,
    items: Sequence[ItemView] = (),
    act: ActLaw | None = None,
    own: Collection[str] = (),
    layout: Document | None = None,
) -> Blank:
    """The blank of a type for items and the view's day. `own`: tags of fields the case supplies instead of the catalog.

    `layout`: the type's, where the caller has it laid out already.

    Raises TemplateError for a template of the bureau's that cannot be used.
    """
    content = content_for(view, document, items, own, act)
    answers = answer_fields(content.checks)
    fillable = [spec for spec in document.fields if spec.tag not in content.printed]
    marking = _Marking(hashlib.sha256(content.edition.encode()).hexdigest()[:12])
    content = replace(content, **marking.entries([*fillable, *answers]))
    made, roots, first_row = tree(view, document, items, content, layout)
    marking.mark_tree(roots, document)
    parts, marks = [], Marks("", "", "", "")
    for name, part in parts_of(made, view.info.fonts).items():
        pieces, seen = marking.cut(part) if name.endswith(".xml") else ((), None)
        marks = seen or marks
        parts.append(Part(name, pieces=pieces) if pieces else Part(name, part))
    blank = Blank(
        type=document.id,
        title=document.title,
        items=tuple(item.id for item in items),
        as_of=view.as_of.isoformat(),
        edition=content.edition,
        fields=(*fillable, *answers),
        printed={tag: text for tag, text in known_fields(view, document, items, act).items() if tag not in own},
        marks=marks,
        first_row_id=first_row,
        parts=tuple(sorted(parts, key=lambda part: (part.name != "[Content_Types].xml", part.name))),
    )
    placed = blank.placed()  # a template may lack some: what has no place is not taken, lest it be lost unseen
    return replace(blank, fields=tuple(spec for spec in blank.fields if spec.tag in placed))


@dataclass(frozen=True)
class _Mark(Shown):
    """Stands for a value: asked for its text, it leaves a mark that knows the blank of its place."""

    marking: _Marking | None = None
    tag: str = ""

    def text_or(self, blank: str) -> str:
        assert self.marking is not None
        return self.marking.new(TextSlot(self.tag, blank))


class _Day(date):
    """Stands for a day: written, it is a mark."""

    mark: str

    def isoformat(self) -> str:
        return self.mark


@dataclass
class _Marking:
    """The marks given out, each with the slot it stands for."""

    salt: str
    slots: list[Slot] = field(default_factory=list)

    def new(self, slot: Slot) -> str:
        self.slots.append(slot)
        return f"⟦{self.salt}:{len(self.slots) - 1}⟧"

    def entries(self, specs: Sequence[FieldSpec]) -> dict[str, Any]:
        """Content whose every value is a mark; a list has one row."""
        return {
            "entries": {spec.tag: self._value(spec) for spec in specs if spec.kind is not FieldKind.LIST},
            "rows": {spec.tag: [self._row(spec)] for spec in specs if spec.kind is FieldKind.LIST},
        }

    def _row(self, spec: FieldSpec) -> dict[str, Shown]:
        number = {tags.NUMBER_IN_LIST: Shown(self.new(RowNumberSlot()))}
        return number | {column.tag: self._value(column) for column in spec.columns}

    def _value(self, spec: FieldSpec) -> Shown:
        if spec.kind is FieldKind.CHECK:
            return Shown()
        day = None
        if spec.kind is FieldKind.DATE:
            day = _Day(2000, 1, 1)
            day.mark = self.new(DaySlot(spec.tag, "", ""))
        return _Mark(day=day, marking=self, tag=spec.tag)

    def mark_tree(self, parts: Sequence[Element], document: DocumentType) -> None:
        """Mark what no text can stand for: ticks, where lines and rows begin and end, numbers within rows."""
        lists = list_tags(document)
        specs = {spec.tag: spec for spec in document.fields if spec.kind is not FieldKind.LIST}
        columns = {spec.tag: {column.tag: column for column in spec.columns} for spec in document.fields}
        ends = {end.get(qualified("w:id")): end for root in parts for end in root.iter(_END)}
        for place, root in enumerate(parts):
            for control in list(sdt.controls_in(root)):
                tag = sdt.tag_of(control)
                owner = next((sdt.tag_of(o) for o in control.iterancestors(_SDT) if sdt.tag_of(o) in lists), None)
                if tag in lists and owner is None:
                    if place:
                        raise TemplateError(f"列表“{tag}”不能放在页眉或者页脚里；请移到正文")
                    self._mark_rows(control, tag, document, ends)
                elif (spec := columns[owner].get(tag) if owner else specs.get(tag)) is not None:
                    self._mark_field(control, spec)
                elif (answer := _ANSWER.fullmatch(tag)) is not None:
                    self._mark_box(control, tags.check(int(answer[1])), _WORDS[answer[2]])

    def _mark_field(self, control: Element, spec: FieldSpec) -> None:
        if spec.kind is FieldKind.CHECK:
            self._mark_box(control, spec.tag, TICKED)
        elif spec.kind is FieldKind.LONG and holds_paragraphs(control):
            paragraphs = sdt.content_of(control).findall(_P)
            self._enclose(paragraphs, LinesSlot(spec.tag, "", 0, "", ""))

    def _mark_box(self, control: Element, tag: str, value: str) -> None:
        state = self.new(BoxSlot(tag, value, "1", "0"))
        sdt.write_check(control, state, self.new(BoxSlot(tag, value, sdt.CHECKED, sdt.UNCHECKED)))

    def _mark_rows(self, control: Element, tag: str, document: DocumentType, ends: dict[str, Element]) -> None:
        spec = document.field(tag)
        assert spec is not None
        inside = [made for made in control.iter(_SDT, _START) if made is not control]
        numbered = [made for made in inside if made.tag == _SDT or made.get(qualified("w:name"), "").startswith("jg_")]
        for plus, made in enumerate(numbered):
            numbering.write(made, self.new(IdSlot(plus)), ends)
        self._enclose(list(sdt.content_of(control)), RowsSlot(tag, spec.rows, len(numbered), ()))

    def _enclose(self, elements: Sequence[Element], slot: Slot) -> None:
        number = self.new(slot)[1:-1].rpartition(":")[2]
        elements[0].addprevious(etree.ProcessingInstruction(_BEGIN, f"{self.salt}:{number}"))
        elements[-1].addnext(etree.ProcessingInstruction(_FINISH, f"{self.salt}:{number}"))

    def cut(self, part: bytes) -> tuple[tuple[Piece, ...], Marks | None]:
        """A part's XML as pieces, and how it writes text; nothing where it has no mark."""
        text = part.decode()
        if self.salt not in text:
            return (), None
        return _Cutter(self, text).cut()


class _Cutter:
    """Cuts one part's XML at its marks."""

    def __init__(self, marking: _Marking, text: str) -> None:
        self.marking, self.text = marking, text
        self.found: list[tuple[str, str]] = []
        salt = re.escape(marking.salt)
        self.tokens = re.compile(
            rf'(?P<text>(?P<open><(?P<prefix>[\w.-]*:?)t xml:space="preserve">)⟦{salt}:(?P<texted>\d+)⟧</(?P=prefix)t>)'
            rf'|(?P<day> (?:[\w.-]+:)?fullDate="⟦{salt}:(?P<dayed>\d+)⟧T00:00:00Z")'
            rf"|<\?{_BEGIN} {salt}:(?P<begun>\d+)\?>|<\?{_FINISH} {salt}:(?P<ended>\d+)\?>"
            rf"|⟦{salt}:(?P<plain>\d+)⟧"
        )

    def cut(self) -> tuple[tuple[Piece, ...], Marks | None]:
        pieces = tuple(self._pieces(self._stream()))
        if len(set(self.found)) > 1:
            raise TemplateError("模板里同一种内容用了不同的命名空间前缀，不是 Word 写的；请在 Word 或者 WPS 中另存一次")
        if not self.found:
            return pieces, None
        opening, prefix = self.found[0]
        return pieces, Marks(opening, f"</{prefix}t>", f"<{prefix}br/>", f"<{prefix}tab/>")

    def _stream(self) -> Iterator[str | tuple[str, Slot]]:
        """Text, ("slot", slot), ("begin", slot), ("end", slot)."""
        at = 0
        for found in self._marked():
            if found.start() > at:
                yield self.text[at : found.start()]
            at = found.end()
            slots = self.marking.slots
            if found["begun"] or found["ended"]:
                yield ("begin", slots[int(found["begun"])]) if found["begun"] else ("end", slots[int(found["ended"])])
                continue
            slot = slots[int(found["texted"] or found["dayed"] or found["plain"])]
            if found["text"] and isinstance(slot, TextSlot):
                self.found.append((found["open"], found["prefix"]))
            elif found["text"]:
                yield found["open"]
                yield "slot", slot
                yield f"</{found['prefix']}t>"
                continue
            elif isinstance(slot, DaySlot):
                opening, _, closing = found["day"].partition(f"⟦{self.marking.salt}:{found['dayed']}⟧")
                slot = replace(slot, open=opening, close=closing)
            elif isinstance(slot, TextSlot):
                raise TemplateError(
                    f"栏目“{slot.field}”的内容控件里没有可以写字的地方；请从导出的模板中复制这个内容控件"
                )
            yield "slot", slot
        if at < len(self.text):
            yield self.text[at:]

    def _marked(self) -> Iterator[re.Match[str]]:
        """The marks in order, each found by its salt: to look for them at every sign takes far longer."""
        at = salted = 0
        while (salted := self.text.find(self.marking.salt, salted)) >= 0:
            starts = [self.text.rfind(sign, at, salted) for sign in "< ⟦"]
            found = next(
                (found for start in starts if start >= 0 and (found := self.tokens.match(self.text, start))), None
            )
            if found is not None:
                yield found
                at = found.end()
            salted = max(at, salted + 1)

    def _pieces(self, stream: Iterator[str | tuple[str, Slot]]) -> Iterator[Piece]:
        """The pieces up to the end of the stream or of what was begun; texts side by side become one."""
        held = ""
        for token in stream:
            if isinstance(token, str):
                held += token
                continue
            what, slot = token
            if what == "end":
                break
            if held:
                yield held
            held = ""
            yield self._enclosed(slot, tuple(self._pieces(stream))) if what == "begin" else slot
        if held:
            yield held

    def _enclosed(self, slot: Slot, inner: tuple[Piece, ...]) -> Slot:
        if isinstance(slot, RowsSlot):
            return replace(slot, pieces=inner)
        assert isinstance(slot, LinesSlot)
        return self._lines(slot, inner)

    def _lines(self, slot: LinesSlot, inner: tuple[Piece, ...]) -> LinesSlot:
        """One paragraph of a field's lines, and how many there are at least."""
        opening, text, rest = inner
        assert isinstance(opening, str) and isinstance(text, TextSlot) and isinstance(rest, str)
        mark, prefix = self.found[-1]
        closing, end, others = rest.partition(f"</{prefix}p>")
        closing += end
        one = f"{opening}{mark}{text.blank}</{prefix}t>{closing}"
        count, over = divmod(len(others), len(one))
        assert over == 0 and others == one * count, "blank lines differ from the first"
        return LinesSlot(slot.field, text.blank, count + 1, opening, closing)
