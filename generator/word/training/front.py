"""What stands before the items: the cover, and how to read the handbook."""

from __future__ import annotations

from collections.abc import Iterator

from generator.views import NOT_REVIEWED, TO_BE_CLARIFIED, chinese_date
from generator.views.marks import MARKS
from generator.word.paper import styles
from generator.word.paper.ooxml import Element, paragraph
from generator.word.training.blocks import columns, gap, grid, line
from generator.word.training.scope import Scope

TITLE = "监管事项培训手册"


def cover(scope: Scope) -> Iterator[Element]:
    """Agency, title, department; the day of the law, the catalog's digest, how much there is."""
    view = scope.view
    yield gap(55)
    yield paragraph(styles.FORM_AGENCY, view.info.agency.name)
    yield gap(10)
    yield paragraph(styles.TITLE, TITLE)
    yield gap(4)
    yield paragraph(styles.FORM_SUBTITLE, scope.department or "全部监管事项")
    yield gap(70)
    for text in (
        f"按{chinese_date(view.as_of)}的法律状态整理",
        f"监管事项 {len(scope.items)} 项，检查要点 {scope.checks} 条，尚未核实 {len(scope.unverified)} 处",
        f"目录摘要 {view.digest[:12]}",
    ):
        yield paragraph(styles.FORM_SUBTITLE, text)


def reading(scope: Scope) -> Iterator[Element]:
    """How to read the handbook, and what the marks in it mean."""
    view = scope.view
    for number, sentence in zip("一二三四五", _sentences(scope), strict=False):
        yield line(f"{number}、{sentence}")
    unknown = {
        view.info.without_ratio: "来源文件没有写明抽查比例。",
        TO_BE_CLARIFIED: "来源文件没有记载，本目录不作推测。",
    }
    found = [row for row in (*MARKS, *unknown.items()) if any(row[0] in mark for mark in scope.marks)]
    if found:
        yield gap()
        yield line("标记的含义：", keep_next=True)
        yield grid(("标记", "含义"), columns(46), found)
    yield gap()
    yield line(scope.view.info.feedback)


def _sentences(scope: Scope) -> Iterator[str]:
    view = scope.view
    yield f"本手册供培训使用，取自“{view.info.title}”，按{chinese_date(view.as_of)}的法律状态整理。"
    yield "条文要旨由本目录概括，不是条文原文；执法时以法律原文为准。"
    if not all(check.reviewed for item in scope.items for check in item.checks):
        yield f"{NOT_REVIEWED}，对照条文原文核对后再使用。"
    if scope.unverified:
        yield "尚未核实的内容都带标记，原因列在附录四。"
    if scope.department:
        missing = len(scope.without_lead)
        others = f"另有 {missing} 项牵头部门待明确，没有列入。" if missing else ""
        yield f"只收{scope.department}牵头的事项。{others}"
