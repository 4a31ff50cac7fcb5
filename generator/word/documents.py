"""Any document of any type: which items it needs, and the two everybody asks for by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator import SaidError
from generator.catalog.documents import DocumentType
from generator.catalog.problem import Problem
from generator.views import ItemView, View
from generator.views.act import ActLaw
from generator.word.compiled.compiling import compiled
from generator.word.compiled.fill import by_tag, filled
from generator.word.compiled.pieces import Blank
from generator.word.forms.checks import answer_fields
from generator.word.forms.content import has_checks, known_fields
from generator.word.forms.duties import grouped
from generator.word.forms.form import laid_out
from generator.word.forms.templates import problems_of
from generator.word.forms.vetting import TemplateError
from generator.word.values.kinds import Value, missing_fields

_NO_VALUES: Mapping[str, Value] = MappingProxyType({})


def document(
    view: View,
    kind: DocumentType,
    items: Sequence[ItemView] = (),
    values: Mapping[str, Value] = _NO_VALUES,
    act: ActLaw | None = None,
) -> bytes:
    """A document of a type as a .docx: blank, or filled with `values` (a field's tag or label → its value).

    Raises EntryError for unknown fields and values that are not of their field's kind, TemplateError for a template of
    the bureau's that cannot be used, SaidError for missing items.
    """
    chosen = items_for(kind, items)
    return filled(compiled(view, kind, chosen, act, overridden(view, kind, chosen, values, act)), values)


def overridden(
    view: View,
    kind: DocumentType,
    items: Sequence[ItemView],
    values: Mapping[str, Value],
    act: ActLaw | None = None,
) -> set[str]:
    """The tags of the fields that values supply although the catalog has words for them. Raises as `document`."""
    return known_fields(view, kind, items, act).keys() & _by_tag(kind, items, values).keys() if values else set()


def _by_tag(kind: DocumentType, items: Sequence[ItemView], values: Mapping[str, Value]) -> dict[str, Value]:
    fields = [*kind.fields, *(answer_fields(grouped(items)) if has_checks(kind) else [])]
    return by_tag(fields, kind.title, values)


def blank(view: View, kind: DocumentType, items: Sequence[ItemView] = (), own: Collection[str] = ()) -> Blank:
    """A document compiled for filling many times. `own`: tags of fields to fill that the catalog would print.

    Raises as `document`.
    """
    return compiled(view, kind, items_for(kind, items), own=own)


def blanks(view: View, kind: DocumentType, wanted: Sequence[Sequence[ItemView]]) -> Iterator[Blank]:
    """The blank of a type for each of these items, laid out once. Raises as `document`."""
    layout = laid_out(view, kind)
    for items in wanted:
        yield compiled(view, kind, items_for(kind, items), layout=layout)


def unfilled(
    view: View,
    kind: DocumentType,
    items: Sequence[ItemView],
    values: Mapping[str, Value],
    act: ActLaw | None = None,
) -> list[str]:
    """The labels of required fields that neither the catalog nor the values supply. Raises as `document`."""
    chosen = items_for(kind, items)
    return missing_fields(kind, {**known_fields(view, kind, chosen, act), **_by_tag(kind, chosen, values)})


def unfillable(view: View) -> Iterator[Problem]:
    """What is wrong with templates of the bureau's own that read well and still cannot be filled, found by doing it."""
    for kind in view.documents:
        items = view.items[:1] if kind.scope == "item" else ()
        if kind.id in view.templates and (items or kind.scope == "case"):
            try:
                blank(view, kind, items)
            except TemplateError as error:
                yield from problems_of(kind, error)


def items_for(kind: DocumentType, items: Sequence[ItemView]) -> list[ItemView]:
    """The items a document is about, each once. Raises SaidError where the type needs others."""
    distinct = list({item.id: item for item in items}.values())
    if (kind.scope == "item" or has_checks(kind)) and not distinct:
        raise SaidError(f"{kind.title}至少要有一项监管事项")
    if kind.layout == "notice" and len(distinct) != 1:
        raise SaidError(f"{kind.title}一次只写一个监管事项")
    return distinct


def checklist(view: View, items: Sequence[ItemView], values: Mapping[str, Value] = _NO_VALUES) -> bytes:
    """The checklist (现场检查表) of one item, or of several at once (综合查一次). Raises as `document`."""
    return document(view, checklist_type(view), items, values)


def checklist_type(view: View) -> DocumentType:
    """The view's type that lists checks to answer, the first where there are several.

    Raises SaidError where there is none.
    """
    for kind in view.documents:
        if has_checks(kind):
            return kind
    raise SaidError(
        "目录的 documents 文件夹里没有现场检查表（body 中有 checks 的文书种类），请加上，如 documents/checklist.yaml"
    )


def notice(view: View, item: ItemView, values: Mapping[str, Value] = _NO_VALUES) -> bytes:
    """The notice (检查通知) of an item. Raises as `document` and `notice_type`."""
    return document(view, notice_type(view), [item], values)


def notice_type(view: View) -> DocumentType:
    """The view's type of the layout of a notice, the first where there are several. Raises SaidError where there is none."""
    for kind in view.documents:
        if kind.layout == "notice":
            return kind
    raise SaidError(
        "目录的 documents 文件夹里没有检查通知（layout: notice 的文书种类），请加上，如 documents/notice.yaml"
    )
