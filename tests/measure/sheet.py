"""Measures of the sheet (5.2), page numbers (7.5), landscape sheets (8) and the fonts and colours of the whole."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.measure import standard as gb
from tests.measure.findings import Finding, lost, near, same
from tests.measure.reading import Char, Page

_BOLD = re.compile(rb'<w:b(?:Cs)?(?: w:val="(?:1|true|on)")?/>')


def grid(pages: Sequence[Page]) -> Iterator[Finding]:
    """5.2.1, 5.2.3: margins, lines a page, characters a line, on the upright page with the most text."""
    page = max((page for page in pages if page.width < page.height), key=lambda page: len(page.chars))
    lines = [line for line in page.lines if gb.TOP < line[0].baseline < gb.BOTTOM]
    flush = [line for line in lines if abs(line[0].left - gb.LEFT) < gb.CELL / 2]
    chinese = [line for line in lines if not any(char.text.isascii() for char in line)]
    widest = max(chinese, key=lambda line: len(_whole(line)))
    pitch = (lines[-1][0].baseline - lines[0][0].baseline) / max(1, len(lines) - 1)
    middle = [line[0].baseline - 0.38 * gb.BODY_POINTS * 25.4 / 72 for line in (lines[0], lines[-1])]
    yield near("5.2.1", "纸宽", gb.SHEET[0], page.width, 0.3)
    yield near("5.2.1", "纸高", gb.SHEET[1], page.height, 0.3)
    yield near("5.2.1", "天头", gb.TOP_MARGIN, middle[0] - pitch / 2, gb.MARGIN_TOLERANCE)
    yield near("5.2.1", "版心下边缘", gb.BOTTOM, middle[1] + pitch / 2, gb.MARGIN_TOLERANCE)
    yield near("5.2.1", "订口", gb.LEFT_MARGIN, min(line[0].left for line in flush), gb.MARGIN_TOLERANCE)
    yield near("5.2.1", "版心右边缘", gb.RIGHT, _whole(widest)[-1].right, gb.MARGIN_TOLERANCE)
    yield same("5.2.3", "每面行数", gb.LINES_A_PAGE, len(lines))
    yield same("5.2.3", "每行字数", gb.CHARACTERS_A_LINE, len(_whole(widest)))
    yield near("5.2.3", "行距", gb.LINE, pitch, 0.05)
    step = (_whole(widest)[-1].left - widest[0].left) / (len(_whole(widest)) - 1)
    yield near("5.2.3", "字距", gb.CELL, step, 0.03)


def _whole(line: Sequence[Char]) -> list[Char]:
    """The characters of a line within the text area: punctuation may hang out of it."""
    return [char for char in line if char.right < gb.RIGHT + gb.CELL / 2]


def body_type(pages: Sequence[Page], texts: Mapping[str, tuple[str, str]]) -> Iterator[Finding]:
    """5.2.2, 7.3.3: the face of a piece of text by what it is; `texts`: what it is → text, font."""
    for what, (text, font) in texts.items():
        chars = anywhere(pages, text)
        if not chars:
            yield lost("7.3.3", what, f"没有找到“{text}”")
            continue
        faces = {char.font for char in chars if not char.text.isascii()}
        yield same("7.3.3", f"{what}字体", gb.FONTS[font], "、".join(sorted(faces)))
        yield near("5.2.2", f"{what}字号", gb.BODY_POINTS, chars[0].points, 0.1, "磅")


def anywhere(pages: Sequence[Page], text: str) -> list[Char]:
    """The first place of a text on any page; empty where there is none."""
    for page in pages:
        try:
            return page.find(text)
        except LookupError:
            continue
    return []


def colours(pages: Sequence[Page], red: Sequence[str]) -> Iterator[Finding]:
    """5.2.2: all is black but the mark."""
    seen = {char.colour for page in pages for char in page.chars if char.text not in "".join(red)}
    yield same("5.2.2", "正文颜色", {gb.BLACK}, seen)
    for text in red:
        yield same("7.2.4", "发文机关标志颜色", {gb.RED}, {char.colour for char in anywhere(pages, text)})


def faces(pages: Sequence[Page]) -> Iterator[Finding]:
    """5.2.2, 7: no font but the five of the standard."""
    seen = {char.font for page in pages for char in page.chars} - set(gb.FONTS.values())
    yield same("5.2.2", "五种字体以外的字体", "无", "、".join(sorted(seen)) or "无")


def no_bold(docx: Path) -> Finding:
    """7.3.3: nothing is bold; looked up in the document, as a PDF cannot tell a bold font from a made one."""
    with zipfile.ZipFile(docx) as archive:
        parts = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        bold = [name for name in parts if _BOLD.search(archive.read(name))]
    return same("7.3.3", "加粗", "无", "、".join(bold) or "无")


def page_numbers(pages: Sequence[Page], without: Sequence[int] = ()) -> Iterator[Finding]:
    """7.5, 8: — N — 7 mm below the text area, 1 字 from the outer edge; none on the pages named."""
    for page in pages:
        dashes = _number(page)
        if page.number in without:
            yield same("7.5", f"第{page.number}面页码", "无", "有" if dashes else "无")
        elif not dashes:
            yield lost("7.5", f"第{page.number}面页码", "没有找到")
        else:
            yield from _one_number(page, dashes)


def _one_number(page: Page, chars: Sequence[Char]) -> Iterator[Finding]:
    landscape, where = page.width > page.height, f"第{page.number}面页码"
    clause = "8" if landscape else "7.5"
    yield same("7.5", where, f"—{page.number}—", "".join(char.text for char in chars))
    first, last = chars[0], chars[-1]
    if landscape:
        below = gb.SHEET[1] - (first.ink[0] + first.ink[2]) / 2 - gb.BOTTOM
        start, end = first.baseline, last.baseline + (last.right - last.left)
        end = max(char.ink[3] for char in chars)
        start = min(char.ink[1] for char in chars)
    else:
        below = (first.ink[1] + first.ink[3]) / 2 - gb.BOTTOM
        start, end = first.left, last.right
    yield near(clause, f"{where}一字线距版心下边缘", gb.NUMBER_BELOW_AREA, below, 1.0)
    if page.number % 2:
        yield near(clause, f"{where}居右空", gb.NUMBER_FROM_EDGE_CELLS, (gb.RIGHT - end) / gb.CELL, 0.15, "字")
    else:
        yield near(clause, f"{where}居左空", gb.NUMBER_FROM_EDGE_CELLS, (start - gb.LEFT) / gb.CELL, 0.15, "字")
    yield near("7.5", f"{where}字号", gb.NUMBER_POINTS, first.points, 0.1, "磅")
    digits = {char.font for char in chars if char.text.isdigit()}
    yield same("7.5", f"{where}字体", {gb.FONTS["宋体"]}, digits)


def _number(page: Page) -> list[Char]:
    """The number's characters: below the text area, or turned beside it."""
    if page.width > page.height:
        return sorted((char for char in page.chars if char.turned), key=lambda char: char.baseline)
    return sorted((char for char in page.chars if char.baseline > gb.BOTTOM + 3), key=lambda char: char.left)


def landscape(pages: Sequence[Page], head: Sequence[str], label: str, title: str) -> Iterator[Finding]:
    """8, 7.3.7: a landscape table: its margins, its head on every page, its top at the sheet's left, label and title."""
    sheets = [page for page in pages if page.width > page.height]
    if not sheets:
        yield lost("8", "横排表格", "没有横排的面")
    for page in sheets:
        found = [name for name in head if name in page.text]
        yield same("8", f"第{page.number}面表头", "、".join(head), "、".join(found))
        lines = [rule for rule in page.rules if rule.width > 200]
        if not lines:
            yield lost("8", f"第{page.number}面表格", "没有横线")
            continue
        yield near("8", f"第{page.number}面表格左边缘", gb.SHEET[1] - gb.BOTTOM, lines[0].left, 1.0)
        yield near("8", f"第{page.number}面表格宽", gb.AREA_HEIGHT, lines[0].width, 1.0)
        upright = [char for char in page.chars if not char.turned]
        yield same(
            "8", f"第{page.number}面表格在版心内", True, max(c.baseline for c in upright) < gb.LEFT + gb.AREA_WIDTH + 1
        )
    if sheets:
        first = sheets[0]
        yield same("7.3.7", "附件另面", label, "".join(char.text for char in first.lines[0]))
        yield near("8", "横排附件上边缘", gb.LEFT_MARGIN, first.lines[0][0].ink[1], 4.0)
        centre = _middle(first.find(title))
        yield near("7.3.7", "横排附件标题居中", (gb.SHEET[1] - gb.BOTTOM + gb.SHEET[1] - gb.TOP) / 2, centre, 1.0)


def _middle(chars: Sequence[Char]) -> float:
    return (min(char.left for char in chars) + max(char.right for char in chars)) / 2
