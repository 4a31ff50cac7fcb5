"""The first page: what this is, for which day it holds, the items, how complete it is."""

from __future__ import annotations

from generator.addresses import Fixed
from generator.site.fragments import examples
from generator.site.markdown import Page, box, heading, table, text
from generator.site.pages import items
from generator.views import View, chinese_date


def page(view: View) -> Page:
    """The home page."""
    plan = view.info.sources[view.info.plan]
    forms = "、".join(text(kind.title) for kind in view.item_documents[:2])
    above = "、".join(f"{text(level.agency)}的《{text(level.title)}》" for level in reversed(view.levels))
    result = Page(Fixed.HOME, view.info.title)
    result.add(
        heading(1, text(view.info.title)),
        f"本目录依据{text(view.info.plan)}《{text(plan.title)}》（{chinese_date(plan.day)}）整理，"
        + (f"在上级目录（{above}）的基础上调整，" if above else "")
        + "逐项列明监管事项的设定依据、"
        "监管对象、监管方式、抽查比例、牵头部门和检查要点，并提供可以直接填写的文书。",
        box(
            "edition",
            f'<span class="edition__label">法律状态日期</span> <strong class="edition__day">{chinese_date(view.as_of)}</strong>',
            f"所列依据、状态和检查要点均为这一天有效的内容。目录摘要 {text(view.digest[:12])}。",
        ),
        box(
            "ways",
            f"{result.link('查事项', Fixed.ITEMS)} 依据、要点、牵头部门；勾选几项综合查一次",
            f"{result.link('查法条', Fixed.LAWS)} 引用的条文及其效力",
            f"{result.link('下载文书', Fixed.DOCUMENTS)} {forms or '填写、打印'}",
            f"{result.link('看待核实', Fixed.UNVERIFIED)} 尚未核对的内容",
        ),
        f"页面上方的搜索框可以查事项、检查要点和法条，例如：{examples(view)}。",
        heading(2, "监管事项", "items"),
        box("items", table(items.HEADINGS, items.rows(result, view), "监管事项") or items.NO_ITEMS),
        heading(2, "完整程度", "completeness"),
        *_completeness(result, view),
    )
    return result


def _completeness(result: Page, view: View) -> list[str]:
    counts = view.completeness
    rows = [
        ("监管事项", f"{counts.items} 项", ""),
        ("没有设定依据的事项", f"{counts.items_without_bases} 项", ""),
        ("没有抽查比例的事项", f"{counts.items_without_ratio} 项", text(view.info.without_ratio)),
        ("牵头部门待明确的事项", f"{counts.items_without_lead} 项", f"见{result.link(*Fixed.DEPARTMENTS.link)}"),
        ("引用的法律、法规、规章和文件", f"{counts.laws} 部", f"见{result.link(*Fixed.LAWS.link)}"),
        ("检查要点（在本页日期适用）", f"{counts.checks_on_date} 条", f"全部日期合计 {counts.checks} 条"),
        ("未经法制审核的检查要点", f"{counts.unreviewed_checks} 条", "全部日期合计"),
        ("无对应罚则的检查要点", f"{counts.checks_without_penalty} 条", "经查没有对应的处罚条款"),
        ("罚则待核实的检查要点", f"{counts.checks_with_unknown_penalty} 条", ""),
        ("待核实的内容", f"**{counts.unverified} 处**", f"见{result.link(*Fixed.UNVERIFIED.link)}"),
    ]
    return [
        "来源文件没有写明的不作推测，尚未核对的内容逐处标明。法律变化以后，这些数目也会变。",
        table(("项目", "数量", "说明"), rows, "完整程度"),
    ]
