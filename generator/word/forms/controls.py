"""A field as a control of the layout: its kind, its title; what it shows is 〔its label〕 until it is filled."""

from __future__ import annotations

from collections.abc import Sequence

from generator.catalog.documents import FieldKind, FieldSpec, Origin
from generator.word.paper import sdt
from generator.word.paper.ooxml import Element, run, run_properties


def inline(tag: str, label: str, look: Element | None = None) -> Element:
    """A control within a line."""
    return sdt.control(tag, label, [run(f"〔{label}〕", look)])


def field_control(spec: FieldSpec, *, underlined: bool = True) -> Element:
    """A field within a line, underlined so that a blank can be written on; a box for a check."""
    if spec.kind is FieldKind.CHECK:
        return sdt.check_box(spec.tag, spec.label)
    look = run_properties(underlined=True) if underlined and spec.from_ is not Origin.REGISTER else None
    return sdt.control(spec.tag, spec.label, [run(f"〔{spec.label}〕", look)], kind_of(spec))


def cell_control(spec: FieldSpec, paragraphs: Sequence[Element]) -> Element:
    """A field around whole paragraphs."""
    return sdt.control(spec.tag, spec.label, paragraphs)


def kind_of(spec: FieldSpec) -> Element | None:
    """What Word offers for a field: a date picker, a list to choose from, or nothing but typing."""
    if spec.kind is FieldKind.DATE:
        return sdt.date_kind()
    if spec.kind is FieldKind.CHOICE:
        return sdt.choice_kind(spec.choices)
    return None
