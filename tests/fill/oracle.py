"""Filling as a tree operation, value by value with lxml: what a compiled blank must equal, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.catalog.documents import DocumentType
from generator.views import ItemView, View
from generator.word import Value
from generator.word.compiled.fill import by_tag, scalar
from generator.word.documents import items_for
from generator.word.forms.checks import answer_fields
from generator.word.forms.content import content_for, known_fields
from generator.word.forms.form import tree
from generator.word.paper.package import parts_of
from generator.word.values.kinds import shown, shown_rows


def filled_as_a_tree(
    view: View, kind: DocumentType, items: Sequence[ItemView], values: Mapping[str, Value]
) -> dict[str, bytes]:
    """The parts of a document filled control by control."""
    chosen = items_for(kind, items)
    fields = [*kind.fields, *answer_fields(content_for(view, kind, chosen).checks)]
    supplied = by_tag(fields, kind.title, values)
    known = known_fields(view, kind, chosen, None).keys()
    content = content_for(view, kind, chosen, known & supplied.keys())
    entries: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    for spec in fields:
        given = supplied.get(spec.tag)
        if spec.kind == "list":
            rows[spec.tag] = shown_rows(spec, given) if given is not None else []
        elif given is not None:
            entries[spec.tag] = shown(spec, scalar(spec, given))
        elif spec.default is not None:
            entries[spec.tag] = shown(spec, spec.default)
    made, _, _ = tree(view, kind, chosen, replace(content, entries=entries, rows=rows))
    return parts_of(made, view.info.fonts)
