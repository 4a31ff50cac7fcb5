"""Measures of the 版记 (7.4; 10.1 for letters)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.measure import standard as gb
from tests.measure.findings import Finding, lost, near, same
from tests.measure.main_part import _lines_of
from tests.measure.reading import Page


def imprint(pages: Sequence[Page], office: str, day: str, copies: Sequence[str]) -> Iterator[Finding]:
    """7.4: on an even, last page; rules full width, 0.35 and 0.25 mm, the last at the foot; 4号仿宋, 1 字 from both sides."""
    page = pages[-1]
    yield same("7.4", "版记在最后一面，偶数面", "偶数", "偶数" if page.number % 2 == 0 else "奇数")
    rules = [rule for rule in page.rules if rule.width > 100 and rule.colour == gb.BLACK]
    wanted = 3 if copies else 2
    if len(rules) != wanted:
        yield lost("7.4.1", "版记分隔线", f"{len(rules)} 条，应为 {wanted} 条")
        return
    for name, rule, thick in zip(
        ("首条", "末条") if wanted == 2 else ("首条", "中间", "末条"),
        rules,
        (gb.THICK, gb.THICK) if wanted == 2 else (gb.THICK, gb.THIN, gb.THICK),
        strict=True,
    ):
        yield near("7.4.1", f"版记{name}分隔线粗细", thick, rule.height, 0.03)
        yield near("7.4.1", f"版记{name}分隔线长", gb.AREA_WIDTH, rule.width, 0.5)
        yield near("7.4.1", f"版记{name}分隔线左端", gb.LEFT, rule.left, 0.5)
    yield near("7.4.1", "末条分隔线与版心下边缘重合", gb.BOTTOM, rules[-1].middle, 0.5)
    left, right = page.find(office), page.find(f"{day}印发")
    yield near("7.4.3", "印发机关左空", 1, (left[0].left - gb.LEFT) / gb.IMPRINT_CELL, 0.15, "字")
    yield near("7.4.3", "印发日期右空", 1, (gb.RIGHT - right[-1].right) / gb.IMPRINT_CELL, 0.15, "字")
    yield near("7.4.3", "印发机关与印发日期同行", left[0].baseline, right[0].baseline, 0.3)
    yield near("7.4.2", "版记字号", gb.IMPRINT_POINTS, left[0].points, 0.1, "磅")
    yield same("7.4.2", "版记字体", gb.FONTS["仿宋"], left[0].font)
    yield same(
        "7.4.3", "印发一行在末两条线之间", True, rules[-2].bottom < left[0].ink[1] and left[0].ink[3] < rules[-1].top
    )
    if copies:
        yield from _copies(page, copies)
        first = page.find("抄送：")
        last = page.find(copies[-1])
        yield same(
            "7.4.2", "抄送在首两条线之间", True, rules[0].bottom < first[0].ink[1] and last[-1].ink[3] < rules[1].top
        )


def letter_imprint(pages: Sequence[Page], copies: Sequence[str]) -> Iterator[Finding]:
    """10.1: 抄送 alone, without rules and 印发, at the foot of the last page."""
    page = pages[-1]
    yield same("10.1", "版记无分隔线", 0, sum(rule.width > 100 and rule.colour == gb.BLACK for rule in page.rules))
    yield same("10.1", "版记无印发", False, "印发" in page.text)
    yield from _copies(page, copies)
    foot = max(char.ink[3] for char in page.find(copies[-1]))
    yield near("10.1", "版记在版心内最下方", gb.BOTTOM, foot, 3.0)


def _copies(page: Page, copies: Sequence[str]) -> Iterator[Finding]:
    """7.4.2: 1 字 from both sides, further lines under the first name, 。 at the end."""
    label, text = page.find("抄送："), "，".join(copies)
    chars = page.find(text)
    yield near("7.4.2", "抄送左空", 1, (label[0].left - gb.LEFT) / gb.IMPRINT_CELL, 0.15, "字")
    for line in _lines_of(chars)[1:]:
        yield near("7.4.2", "抄送回行与冒号后首字对齐", chars[0].left, line[0].left, 0.5)
    yield same("7.4.2", "抄送右空一字", True, max(c.right for c in chars) <= gb.RIGHT - gb.IMPRINT_CELL * 0.4)
    yield same("7.4.2", "抄送末尾标句号", "。", page.text[page.text.find(text) + len(text)])
