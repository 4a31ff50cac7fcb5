"""A changed cell of a day's first sheet, which says what several values of the catalog say together, read back into them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.catalog.problem import did_you_mean
from generator.catalog.value_types import UNVERIFIED
from generator.law.citation import Citation, CitationError, parse_list
from generator.tables.back.edits import AddRow, Edit, SetValue
from generator.tables.book import spec
from generator.tables.book.codecs import RATIO, TEXT, CellError
from generator.tables.book.day import basis_line
from generator.views import TO_BE_CLARIFIED, BasisView, ItemView, Labelled, View, bracketed

_STATEMENTS = {"监管对象", "监管责任"}


@dataclass(frozen=True)
class Asked:
    """One edited cell of the eight columns: the item, the heading, the texts before and after, where, and the source to note."""

    item: ItemView
    head: str
    before: str
    text: str
    place: str
    source: str | None


def item_edits(asked: Asked, view: View) -> list[Edit]:
    """The values an edited cell changes. Raises CellError where it says nothing the catalog can hold."""
    head = asked.head
    if head == "监管事项":
        return [_set(asked, head, TEXT.read(asked.text) if asked.text else None)]
    if head == "设定依据":
        return list(_basis_edits(asked))
    label: Labelled = getattr(asked.item, _LABELS[head])
    text = _unmarked(asked, label)
    if text in ("", TO_BE_CLARIFIED, view.info.without_ratio):
        return _emptied(asked, label)
    value = _READERS[head](text, view)
    known = getattr(asked.item.item, _RECORDS[head])
    edits: list[Edit] = [_set(asked, head, value)]
    if known is None:
        edits += [_set(asked, f"{head}·出处", _source(asked)), _set(asked, f"{head}·核实状态", UNVERIFIED)]
    return edits


_LABELS = {
    "监管对象": "object",
    "监管责任": "responsibility",
    "监管措施": "methods",
    "抽查比例": "sampling",
    "牵头部门": "lead",
}
_RECORDS = _LABELS


def _set(asked: Asked, head: str, value: object) -> SetValue:
    return SetValue(spec.ITEMS, (asked.item.id,), spec.ITEMS.column(head), value, asked.place, asked.before)


def _source(asked: Asked) -> str:
    if not asked.source:
        raise CellError("目录原来没有这一项，要写明出处", "请用 --source 写明出处（catalog.yaml 中 sources 的名称）")
    return asked.source


def _unmarked(asked: Asked, label: Labelled) -> str:
    """The cell's text without the marks the export added, which are not part of the text."""
    suffix = bracketed(label.marks)
    if suffix and asked.text == asked.before.removesuffix(suffix):
        raise CellError(f"这里不能去掉“{suffix}”", "核实以后，请在完整表（--full）的“核实状态”一栏改")
    return asked.text.removesuffix(suffix).strip() if suffix else asked.text


def _emptied(asked: Asked, label: Labelled) -> list[Edit]:
    """A cell that was cleared: our text goes; what the source printed stays, in the full table alone."""
    if not label.known:
        return []
    if label.as_printed:
        head = asked.head
        printed_only = head in _STATEMENTS and getattr(asked.item.item, _RECORDS[head]).text is None
        if printed_only or head in ("监管措施", "抽查比例"):
            raise CellError("来源文件印有这一项，不能在这里清空", "确需删去的，请改完整表（--full）")
        return [_set(asked, head, None)]
    heads = [column.head for column in spec.ITEMS.columns if column.path[0] == _RECORDS[asked.head]]
    return [_set(asked, head, None) for head in heads]


def _read_methods(text: str, view: View) -> list[str]:
    known = {name: method.id for method in view.methods for name in (*method.aliases, method.title)}
    found: list[str] = []
    for part in filter(None, (part.strip() for part in re.split(r"[；;\n]", text))):
        for name in [part] if part in known else filter(None, map(str.strip, re.split(r"[、，,]", part))):
            if name not in known:
                raise CellError(f"没有这种监管方式：“{name}”", did_you_mean(name, known))
            found.append(known[name])
    return list(dict.fromkeys(found))


def _read_lead(text: str, view: View) -> str:
    known = {name: department.id for department in view.departments for name in (*department.aliases, department.name)}
    if text not in known:
        raise CellError(f"没有这个处室：“{text}”", did_you_mean(text, known) or "请先在 departments.yaml 登记")
    return known[text]


_READERS: dict[str, Callable[[str, View], object]] = {
    "监管对象": lambda text, _: TEXT.read(text),
    "监管责任": lambda text, _: TEXT.read(text),
    "监管措施": _read_methods,
    "抽查比例": lambda text, _: RATIO.read(text),
    "牵头部门": _read_lead,
}

_BRACKETED = re.compile(r"（[^（）]*）$")


def _basis_edits(asked: Asked) -> Iterator[Edit]:
    """Lines of citations: a changed line changes its basis, a new one is a new basis; a lost one needs its last day."""
    held = [(index, view) for index, view in enumerate(asked.item.all_bases, 1) if view in asked.item.bases]
    before = [str(view.cite.citation) for _, view in held]
    after = [str(cite) for line in asked.text.split("\n") for cite in _citations(line, held)]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for (index, _), cite in zip(held[a:b], after[c:d], strict=False):
            yield SetValue(
                spec.BASES, (asked.item.id, index), spec.BASES.column("法律依据"), cite, asked.place, before[a]
            )
        for offset, cite in enumerate(after[c + (b - a) : d]):
            values = {"法律依据": cite, "出处": _source(asked), "核实状态": UNVERIFIED}
            anchor = (asked.item.id, held[b - 1][0]) if b else None
            key = (asked.item.id, f"\0{asked.place}.{c + offset}")
            yield AddRow(spec.BASES, key, values, asked.place, after=anchor)
        if b - a > d - c:
            lost = "、".join(before[a + (d - c) : b])
            raise CellError(f"这里不能删去依据 {lost}", "请在“设定依据”表的“止”一栏写明从哪天起无效")


def _citations(line: str, held: list[tuple[int, BasisView]]) -> list[Citation]:
    line = line.strip()
    if not line or line == TO_BE_CLARIFIED:
        return []
    for _, view in held:
        if line == basis_line(view):
            return [view.cite.citation]
    try:
        return list(parse_list(_BRACKETED.sub("", line)))
    except CitationError as error:
        raise CellError(f"引用不能识别（第 {error.offset + 1} 字起）：{error}") from None
