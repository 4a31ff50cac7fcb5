"""The workbook of a day: the appendix's eight columns, and the bases, checks and laws that hold on that day.

Its first sheet is what the bureau prints: each cell says what several values of the catalog say together
(a text with its marks, all bases of the item). `item_edits` reads such a cell back into those values.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.catalog.fields import UNVERIFIED
from generator.catalog.model import Catalog
from generator.catalog.problem import did_you_mean
from generator.law.citation import Citation, CitationError, parse_list
from generator.tables import spec
from generator.tables.codecs import RATIO, TEXT, CellError, CellValue
from generator.tables.edits import AddRow, Edit, SetValue
from generator.tables.sheets import Book, Sheet, SheetColumn, cells_of
from generator.tables.spec import Key, KeyPart, Table
from generator.tables.tree import rows_of, tree_of
from generator.views import (
    SAMPLING_DEFAULT,
    TO_BE_CLARIFIED,
    BasisView,
    ItemView,
    Labelled,
    View,
    bracketed,
    chinese_date,
)

LIST = "监管事项清单"
"""The sheet of the appendix's eight columns."""

GRAVE = "引文与条文严重不符，不得引用"
"""What stands beside a quotation that differs gravely from the law."""

ITEM_HEADS = ("序号", "监管事项", "监管对象", "设定依据", "监管责任", "监管措施", "抽查比例", "牵头部门")
_WIDTHS = (5, 16, 22, 40, 34, 13, 10, 11)
_STATEMENTS = {"监管对象": "object", "监管责任": "responsibility"}


def day_book(view: View, catalog: Catalog) -> Book:
    """What holds on the view's day."""
    tree = tree_of(catalog)
    title = f"{catalog.info.title}（{chinese_date(view.as_of)}）"
    sheets = (_list(view), _bases(view, tree), _checks(view, tree), _laws(view, tree))
    return Book("day", title, catalog.digest, view.as_of, sheets)


def _list(view: View) -> Sheet:
    roles = ("key", *["value"] * 7)
    columns = tuple(
        SheetColumn(head, width, role)  # type: ignore[arg-type]
        for head, width, role in zip(ITEM_HEADS, _WIDTHS, roles, strict=True)
    )
    rows = ((_key(item.id), _cells(item.item.number, *item_cells(item).values())) for item in view.items)
    return Sheet(LIST, spec.ITEMS, columns, tuple(rows))


def _key(*parts: KeyPart) -> Key:
    return parts


def _cells(*cells: CellValue) -> tuple[CellValue, ...]:
    return cells


def item_cells(item: ItemView) -> dict[str, str]:
    """The seven cells of an item behind its number."""
    return {
        "监管事项": item.item.title,
        "监管对象": _labelled(item.object),
        "设定依据": "\n".join(map(_basis_line, item.bases)) or TO_BE_CLARIFIED,
        "监管责任": _labelled(item.responsibility),
        "监管措施": _labelled(item.methods),
        "抽查比例": _labelled(item.sampling),
        "牵头部门": _labelled(item.lead),
    }


def _labelled(label: Labelled) -> str:
    return label.text + bracketed(label.marks)


def _basis_line(view: BasisView) -> str:
    return view.cite.label + bracketed(view.marks)


def _sheet(table: Table, name: str, heads: tuple[str, ...], rows: Iterator[tuple[Key, tuple[object, ...]]]) -> Sheet:
    """A sheet of a table's rows: 序号 or 编号 as keys, columns of the table by heading, others (ending in *) only shown."""
    columns = []
    for head in heads:
        own = next((column for column in table.columns if column.head == head), None)
        key = next((level for level in table.key_levels if level.head == head), None)
        if head.endswith("*"):
            columns.append(SheetColumn(head[:-1], _SHOWN_WIDTHS.get(head[:-1], 18), "shown"))
        elif own is not None:
            columns.append(SheetColumn(head, own.width, "value", own.codec.choices, own))
        else:
            columns.append(SheetColumn(head, key.width if key else 6, "key"))
    return Sheet(name, table, tuple(columns), tuple(rows))  # type: ignore[arg-type]


_SHOWN_WIDTHS = {"监管事项": 20, "标记": 14, "罚则": 44, "状态": 9, "版本起始日": 12, "令号": 20}
_BASIS_HEADS = ("序号", "监管事项*", "依据序", "法律依据", "起", "止", "引文", "核实状态", "标记*", "出处", "说明")
_CHECK_HEADS = (
    *("序号", "监管事项*", "要点编号", "检查要点", "检查方法", "义务依据", "约束对象", "适用范围"),
    *("罚则*", "标记*", "出处", "说明"),
)
_LAW_HEADS = (
    *("法规编号", "简称", "全称", "种类", "制定机关", "版本起始日*", "令号*", "状态*", "标记*", "官方网址", "说明"),
)


def _bases(view: View, tree: dict[str, object]) -> Sheet:
    data = dict(rows_of(tree, spec.BASES))

    def rows() -> Iterator[tuple[Key, tuple[object, ...]]]:
        for item in view.items:
            for index, basis in enumerate(item.all_bases, 1):
                if basis.state == "current":
                    own = _by_head(spec.BASES, data[item.id, index])
                    grave = (GRAVE,) if any(check.is_grave for check in basis.quotations) else ()
                    shown = {"监管事项": item.item.title, "标记": "，".join((*basis.marks, *grave))}
                    keys = {"序号": item.item.number, "依据序": index}
                    yield (item.id, index), _row(_BASIS_HEADS, {**own, **keys, **shown})

    return _sheet(spec.BASES, "设定依据", _BASIS_HEADS, rows())


def _checks(view: View, tree: dict[str, object]) -> Sheet:
    data = dict(rows_of(tree, spec.CHECKS))

    def rows() -> Iterator[tuple[Key, tuple[object, ...]]]:
        for item in view.items:
            for check in item.checks:
                own = _by_head(spec.CHECKS, data[item.id, check.check.id])
                marks = dict.fromkeys((*check.marks, *(mark for p in check.penalties for mark in p.marks)))
                shown = {
                    "监管事项": item.item.title,
                    "罚则": "\n".join(check.penalty_lines),
                    "标记": "，".join(marks),
                }
                keys = {"序号": item.item.number, "要点编号": check.check.id}
                yield (item.id, check.check.id), _row(_CHECK_HEADS, {**own, **keys, **shown})

    return _sheet(spec.CHECKS, "检查要点", _CHECK_HEADS, rows())


def _laws(view: View, tree: dict[str, object]) -> Sheet:
    data = dict(rows_of(tree, spec.LAWS))

    def rows() -> Iterator[tuple[Key, tuple[object, ...]]]:
        for law in view.laws:
            own = _by_head(spec.LAWS, data[law.id,])
            version = law.current.version if law.current else None
            shown = {
                "版本起始日": version.start.isoformat() if version else "",
                "令号": (version.number or "") if version else "",
                "状态": law.status,
                "标记": "，".join(law.marks),
            }
            yield (law.id,), _row(_LAW_HEADS, {**own, "法规编号": law.id, **shown})

    return _sheet(spec.LAWS, "法规", _LAW_HEADS, rows())


def _by_head(table: Table, data: object) -> dict[str, object]:
    heads = [column.head for column in table.columns]
    return dict(zip(heads, cells_of(data, table.columns), strict=True))


def _row(heads: tuple[str, ...], values: dict[str, object]) -> tuple[object, ...]:
    return tuple(values[head.removesuffix("*")] or None for head in heads)


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
    if text in ("", TO_BE_CLARIFIED, SAMPLING_DEFAULT):
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
        if line == _basis_line(view):
            return [view.cite.citation]
    try:
        return list(parse_list(_BRACKETED.sub("", line)))
    except CitationError as error:
        raise CellError(f"引用不能识别（第 {error.offset + 1} 字起）：{error}") from None
