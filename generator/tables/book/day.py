"""The workbook of a day: the appendix's eight columns, and the bases, checks and laws that hold on that day.

Its first sheet is what the bureau prints: each cell says what several values of the catalog say together
(a text with its marks, all bases of the item). What a changed cell means is read in `back.day`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.model import Catalog
from generator.tables.book import spec
from generator.tables.book.codecs import CellValue
from generator.tables.book.sheets import Book, Sheet, SheetColumn, cells_of
from generator.tables.book.spec import Key, KeyPart, Table
from generator.tables.book.tree import rows_of, tree_of
from generator.views import (
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


def day_book(view: View, catalog: Catalog) -> Book:
    """What holds on the view's day."""
    tree = tree_of(catalog, with_packs=True)
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
        "设定依据": "\n".join(map(basis_line, item.bases)) or TO_BE_CLARIFIED,
        "监管责任": _labelled(item.responsibility),
        "监管措施": _labelled(item.methods),
        "抽查比例": _labelled(item.sampling),
        "牵头部门": _labelled(item.lead),
    }


def _labelled(label: Labelled) -> str:
    return label.text + bracketed(label.marks)


def basis_line(view: BasisView) -> str:
    """A basis as a line of the cell 设定依据."""
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
