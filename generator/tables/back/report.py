"""What an import would change and what is wrong with the file, for people: lines, a Markdown page, a workbook.

The workbook is the answer to a file put into the inbox: the keeper opens it beside the own one and needs nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from generator.tables.back.edits import AddRow, Edit, RemoveRow, SetValue
from generator.tables.back.planning import Plan
from generator.tables.book.sheets import LONGEST_CELL

_CREATED = datetime(2000, 1, 1)
_SHOWN = 60


def changes(edits: Sequence[Edit]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Each change: cell, table, row, column, before, after."""
    for edit in edits:
        row = "/".join(str(part) for part in edit.key if not str(part).startswith("\0"))
        if isinstance(edit, SetValue):
            yield edit.place, edit.table.name, row, edit.column.head, edit.before, _shown(edit.value)
        elif isinstance(edit, AddRow):
            for head, value in edit.values.items():
                if value is not None:
                    yield edit.places.get(head, edit.place), edit.table.name, row or "新行", head, "", _shown(value)
        elif isinstance(edit, RemoveRow):
            yield edit.place, edit.table.name, row, "（整行）", "有", "删去"


def change_lines(edits: Sequence[Edit]) -> Iterator[str]:
    """The same as lines of text; long values are shortened."""
    for place, table, row, head, before, after in changes(edits):
        yield f"{place}　{table} {row}　{head}：{_short(before) or '（空）'} → {_short(after) or '（空）'}"


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= _SHOWN else one[: _SHOWN - 1] + "…"


def verdict(plan: Plan) -> str:
    """In one sentence what would happen."""
    errors = len(plan.errors)
    warnings = len(plan.findings) - errors
    if errors:
        return f"有 {errors} 处错误，不能导入；另有提醒 {warnings} 处。"
    if not plan.files:
        return f"没有改动；提醒 {warnings} 处。"
    count = sum(1 for _ in changes(plan.edits))
    return f"可以导入：改动 {count} 格，涉及 {len(plan.files)} 个目录文件；提醒 {warnings} 处。"


def markdown(name: str, plan: Plan) -> str:
    """The report as a page that also reads as plain text."""
    lines = [f"# 核对结果：{name}", "", verdict(plan), "", *(f"- {note}" for note in plan.notes)]
    if plan.findings:
        lines += ["", "## 问题", ""]
        for finding in plan.findings:
            label = "错误" if finding.severity == "error" else "提醒"
            hint = f"（怎么办：{finding.hint}）" if finding.hint else ""
            lines.append(f"- **{label}** `{finding.place}` {finding.what}{hint}")
    if plan.edits:
        lines += ["", "## 改动", "", *(f"- {line}" for line in change_lines(plan.edits))]
    if plan.files:
        lines += ["", "## 目录文件的变化", "", "````diff", *plan.diff(), "````"]
    return "\n".join(lines) + "\n"


def workbook(name: str, plan: Plan) -> bytes:
    """The report as a workbook; the same bytes for the same plan."""
    buffer = BytesIO()
    made = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    )
    made.set_properties({"title": f"核对结果：{name}", "created": _CREATED})
    text = made.add_format(
        {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "top", "num_format": "@"}
    )
    head = made.add_format({"font_name": "黑体", "font_size": 10, "bg_color": "#DDEBF7", "border": 1})
    for title, columns, rows in _sheets(name, plan):
        page = made.add_worksheet(title)
        for index, (label, width) in enumerate(columns):
            page.set_column(index, index, width, text)
            page.write_string(0, index, label, head)
        for number, row in enumerate(rows, 1):
            for index, value in enumerate(row):
                page.write_string(number, index, _fitting(value), text)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    made.close()
    return buffer.getvalue()


def _sheets(name: str, plan: Plan) -> Iterator[tuple[str, list[tuple[str, int]], list[tuple[str, ...]]]]:
    """Title, columns with their widths, and rows of each sheet of the report."""
    yield "结论", [("核对结果", 90)], [(name,), (verdict(plan),), *((note,) for note in plan.notes)]
    yield (
        "问题",
        [("级别", 8), ("单元格", 24), ("问题", 60), ("怎么办", 50)],
        [("错误" if f.severity == "error" else "提醒", f.place, f.what, f.hint) for f in plan.findings],
    )
    yield (
        "改动",
        [("单元格", 24), ("表", 12), ("行", 30), ("栏", 18), ("原来", 44), ("改为", 44)],
        list(changes(plan.edits)),
    )
    yield "目录文件的变化", [("逐行比较（- 原来，+ 改为）", 120)], [(line,) for line in plan.diff()]


def _fitting(text: str) -> str:
    """At most what a cell holds, in UTF-16 units."""
    return text if 2 * len(text) <= LONGEST_CELL else text[: LONGEST_CELL // 2 - 1] + "…"
