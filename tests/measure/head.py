"""Measures of the 版头 (7.2) and of letters, orders and minutes (10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.measure import standard as gb
from tests.measure.findings import Finding, lost, near, same
from tests.measure.reading import Char, Page, Rule


def above(page: Page, lines: Sequence[str]) -> Iterator[Finding]:
    """7.2.1–7.2.3: 份号, 密级, 紧急程度, each on its line from the top, flush left, 黑体."""
    for place, text in enumerate(lines):
        chars = page.find(text)
        seen = (chars[0].baseline - gb.TOP) / gb.LINE
        yield near("7.2.1", f"{text} 在版心第几行", place + 1, seen + 0.25, 0.3, "行")
        yield near("7.2.1", f"{text} 顶格", gb.LEFT, chars[0].left, 0.5)
        yield same(
            "7.2.2",
            f"{text} 字体",
            gb.FONTS["黑体"],
            "、".join(
                sorted({c.font for c in chars if not c.text.isascii() or c.text.isdigit()} & set(gb.FONTS.values()))
            )
            or chars[0].font,
        )


def mark(page: Page, names: Sequence[str], top: float, clause: str) -> Iterator[Finding]:
    """7.2.4, 10: the mark's top, its font, its colour, centred; several stand under one another, equally wide."""
    first = page.find(names[0])
    yield near(clause, "发文机关标志上边缘", top, min(char.ink[1] for char in first), 1.0)
    for name in names:
        chars = page.find(name)
        yield same("7.2.4", "发文机关标志字体", {gb.FONTS["小标宋"]}, {char.font for char in chars})
        yield same("7.2.4", "发文机关标志颜色", {gb.RED}, {char.colour for char in chars})
    everything = [char for name in names for char in page.find(name)]
    if len(names) > 1:
        everything += page.find("文件")
    yield near("7.2.4", "发文机关标志居中", gb.LEFT + gb.AREA_WIDTH / 2, _middle(everything), 1.0)
    yield same(
        "7.2.4",
        "发文机关标志在版心内",
        True,
        min(c.left for c in everything) > gb.LEFT - 1 and max(c.right for c in everything) < gb.RIGHT + 1,
    )
    if len(names) > 1:
        lefts = [page.find(name)[0].left for name in names]
        rights = [page.find(name)[-1].right for name in names]
        yield near("7.2.4", "联署机关名称左端对齐", lefts[0], max(lefts), 0.5)
        yield near("7.2.4", "联署机关名称右端对齐", rights[0], max(rights), 0.5)
        word = page.find("文件")
        rows = [page.find(name)[0] for name in names]
        centre = (min(c.ink[1] for c in rows) + max(c.ink[3] for c in rows)) / 2
        yield near("7.2.4", "“文件”以联署机关名称上下居中", centre, (word[0].ink[1] + word[0].ink[3]) / 2, 1.5)
        yield same(
            "7.2.4", "“文件”只印一次", 1, sum(char.text == "件" and char.colour == gb.RED for char in page.chars)
        )


def number(page: Page, text: str, *, after: Sequence[Char], left: bool = False, rows: int = 1) -> Iterator[Finding]:
    """7.2.5: two blank lines below the mark; centred, or 1 字 from the left in an 上行文."""
    chars = page.find(text)
    blank = _blank_lines(max(char.ink[3] for char in after), chars) - (rows - 1)
    yield near("7.2.5", "发文字号在标志下空", gb.BLANK_LINES_ABOVE_NUMBER, blank, 0.5, "行")
    if left:
        yield near("7.2.5", "发文字号居左空", 1, (chars[0].left - gb.LEFT) / gb.CELL, 0.1, "字")
    else:
        yield near("7.2.5", "发文字号居中", gb.LEFT + gb.AREA_WIDTH / 2, _middle(chars), 1.0)
    yield same("7.2.5", "发文字号字体", gb.FONTS["仿宋"], chars[0].font)


def signers(page: Page, names: Sequence[str], number_text: str) -> Iterator[Finding]:
    """7.2.6: the label 仿宋, names 楷体, two a line, one under the other, the last line with the number."""
    label = page.find("签发人：")
    yield same("7.2.6", "“签发人”字体", gb.FONTS["仿宋"], label[0].font)
    found = [page.find(name) for name in names]
    for chars in found:
        yield same("7.2.6", f"{chars[0].text}… 字体", {gb.FONTS["楷体"]}, {char.font for char in chars})
    for at in range(2, len(found), 2):
        yield near("7.2.6", "签发人姓名上下对齐", found[0][0].left, found[at][0].left, 0.5)
    edge = max(chars[-1].right for chars in found)
    yield near("7.2.6", "签发人居右空", 1, (gb.RIGHT - edge) / gb.CELL, 1.1 if len(found) > 1 else 0.2, "字")
    yield near("7.2.6", "发文字号与最后一个签发人同行", found[-1][0].baseline, page.find(number_text)[0].baseline, 0.3)


def red_rule(page: Page, number_text: str) -> Iterator[Finding]:
    """7.2.7: red, 4 mm below the number, as wide as the text area."""
    rules = [rule for rule in page.rules if rule.width > 100 and rule.colour == gb.RED]
    if not rules:
        yield lost("7.2.7", "红色分隔线", "没有红线")
        return
    foot = max(char.ink[3] for char in page.find(number_text))
    yield near("7.2.7", "分隔线在发文字号下", gb.RULE_BELOW_NUMBER, rules[0].top - foot, 0.5)
    yield near("7.2.7", "分隔线长", gb.RULE_WIDTH, rules[0].width, 0.5)
    yield near("7.2.7", "分隔线左端", gb.LEFT, rules[0].left, 0.5)
    yield near("7.2.7", "分隔线粗细（标准未定，取 1 磅）", 0.35, rules[0].height, 0.1)


def letter(page: Page, mark_text: str, number_text: str, above_lines: Sequence[str]) -> Iterator[Finding]:
    """10.1: mark, double rules, number, no page number on page 1."""
    name = page.find(mark_text)
    yield near("10.1", "标志上边缘距上页边", gb.LETTER_MARK_FROM_TOP, min(char.ink[1] for char in name), 0.7)
    rules = [rule for rule in page.rules if rule.colour == gb.RED]
    upper = [rule for rule in rules if rule.middle < gb.SHEET[1] / 2]
    lower = [rule for rule in rules if rule.middle >= gb.SHEET[1] / 2]
    if len(upper) != 2 or len(lower) != 2:
        yield lost("10.1", "红色双线", f"上方 {len(upper)} 条，下方 {len(lower)} 条")
        return
    yield near("10.1", "双线在标志下", gb.LETTER_RULE_BELOW_MARK, upper[0].top - max(c.ink[3] for c in name), 0.5)
    yield same("10.1", "第一条双线", "上粗下细", _order(upper))
    yield same("10.1", "第二条双线", "上细下粗", _order(lower))
    middle = (lower[0].top + lower[1].bottom) / 2
    yield near("10.1", "第二条双线距下页边", gb.LETTER_RULE_FROM_FOOT, gb.SHEET[1] - middle, 1.0)
    for what, pair in (("第一条双线", upper), ("第二条双线", lower)):
        for rule in pair:
            yield near("10.1", f"{what}长", gb.LETTER_RULE_WIDTH, rule.width, 0.5)
            yield near("10.1", f"{what}居中", gb.SHEET[0] / 2, (rule.left + rule.right) / 2, 0.5)
    chars = page.find(number_text)
    yield near(
        "10.1",
        "发文字号距双线（3号字高的 7/8）",
        gb.LETTER_NUMBER_BELOW_RULE,
        min(c.ink[1] for c in chars) - upper[1].bottom,
        0.7,
    )
    yield near("10.1", "发文字号顶格居右", gb.RIGHT, chars[-1].right, 1.0)
    for text in above_lines[:1]:
        found = page.find(text)
        yield near("10.1", f"{text} 与发文字号同行", chars[0].baseline, found[0].baseline, 0.3)
        yield near("10.1", f"{text} 顶格居左", gb.LEFT, found[0].left, 0.5)


def _order(pair: Sequence[Rule]) -> str:
    return "上粗下细" if pair[0].height > pair[1].height else "上细下粗"


def blank_between(clause: str, what: str, wanted: int, before: Sequence[Char], after: Sequence[Char]) -> Finding:
    """Blank lines between two lines of text."""
    return near(clause, what, wanted, _blank_lines(max(char.ink[3] for char in before), after), 0.5, "行")


def _blank_lines(foot: float, chars: Sequence[Char]) -> float:
    """How many lines of the grid fit between ink and ink, less the room letters leave within their own lines."""
    return (min(char.ink[1] for char in chars) - foot) / gb.LINE - 0.4


def _middle(chars: Sequence[Char]) -> float:
    return (min(char.left for char in chars) + max(char.right for char in chars)) / 2
