"""What follows when a check is not met (违反的后果): every penalty clause once, with the checks it stands behind."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.catalog.item import NoPenalty
from generator.site.fragments import Citations, badges
from generator.site.markdown import Page, box, bullets, heading, text
from generator.site.sections.passages import passages
from generator.views import CheckView, CitationView, ItemView

_Clause = tuple[str, str]
"""A penalty clause as printed, and the authority."""


def section(page: Page, cites: Citations, item: ItemView) -> Iterator[str]:
    """The penalty clauses of the checks that bind the inspected unit; then the checks without one."""
    if item.unit_checks:
        yield heading(2, "违反的后果", "penalties")
        yield box("consequences", *_clauses(page, cites, item), bullets(_without(page, item)))


def _clauses(page: Page, cites: Citations, item: ItemView) -> Iterator[str]:
    behind: dict[_Clause, dict[int, CheckView]] = {}
    cited: dict[_Clause, tuple[CitationView, tuple[str, ...]]] = {}
    for number, check in enumerate(item.unit_checks, 1):
        for penalty in check.penalties:
            clause = penalty.cite.label, penalty.penalty.by
            behind.setdefault(clause, {})[number] = check
            cited.setdefault(clause, (penalty.cite, penalty.marks))
    if behind:
        yield f"以上检查要点对应的罚则共 {len(behind)} 条。是否处罚、如何处罚，由有权机关依法认定。"
    for clause, checks in behind.items():
        cite, marks = cited[clause]
        yield (
            f"**{cites.link(page, cite)}**{badges(marks)}<br>处罚机关：{text(clause[1])}；"
            f"对应检查要点：{_numbers(page, item, checks)}"
        )
        yield passages(page, cites, cite)


def _without(page: Page, item: ItemView) -> Iterator[str]:
    for kind, title in ((NoPenalty.NONE, "经查没有对应罚则"), (NoPenalty.UNKNOWN, "罚则待核实")):
        checks = {number: check for number, check in enumerate(item.unit_checks, 1) if check.check.penalty is kind}
        if checks:
            yield f"{title}：检查要点{_numbers(page, item, checks)}"


def _numbers(page: Page, item: ItemView, checks: dict[int, CheckView]) -> str:
    return "、".join(
        page.link(f"第 {number} 条", addresses.check(item.id, check.check.id)) for number, check in checks.items()
    )
