"""The departments (处室) and the items each leads."""

from __future__ import annotations

from collections import Counter

from generator import addresses
from generator.addresses import Fixed
from generator.catalog.model import Department
from generator.site.fragments import badges, open_fixed, open_page, small, source
from generator.site.markdown import Page, bullets, heading, paragraphs, table, text
from generator.views import View


def index(view: View) -> Page:
    """All departments named in the sources."""
    page = open_fixed(view, Fixed.DEPARTMENTS)
    unknown = [item for item in view.items if not item.lead.known]
    printed = Counter(item.lead.text for item in view.items if item.lead.known and not item.lead_id)
    page.add(
        "只列出来源文件中出现过的处室；没有依据的不推测。",
        table(
            ("处室", "在目录中的角色", "牵头事项"),
            [
                (
                    page.link(department.name, addresses.department(department.id)) + badges(_marks(department)),
                    paragraphs(department.role or ""),
                    f"{sum(item.lead_id == department.id for item in view.items)} 项",
                )
                for department in view.departments
            ]
            + [(text(name), "照来源文件所印，没有登记为处室", f"{count} 项") for name, count in printed.items()],
            "处室",
        )
        or "本目录没有收录处室。",
    )
    if unknown:
        page.add(
            heading(2, f"牵头部门待明确的事项（{len(unknown)} 项）", "unclear"),
            bullets(
                f"第 {item.item.number} 项　{page.link(item.item.title, addresses.item(item.id))}" for item in unknown
            ),
        )
    return page


def department_page(view: View, department: Department) -> Page:
    """One department: its role and the items it leads."""
    page = open_page(view, addresses.department(department.id), department.name, Fixed.DEPARTMENTS.link)
    items = [item for item in view.items if item.lead_id == department.id]
    page.add(
        heading(2, "角色", "role"),
        paragraphs(department.role or "来源文件没有写明。") + badges(_marks(department)),
        small("又称", "、".join(department.aliases)),
        small("说明", department.note),
        source(department.source),
        heading(2, "牵头的监管事项", "items"),
        bullets(f"第 {item.item.number} 项　{page.link(item.item.title, addresses.item(item.id))}" for item in items)
        or "来源文件没有写明由该处室牵头的事项。",
    )
    return page


def _marks(department: Department) -> tuple[str, ...]:
    return (department.status,) if department.status else ()
