"""Measures of the 主体 (7.3): title, 主送机关, indents, 附件说明, 署名 and date, 附注, 附件."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from tests.measure import standard as gb
from tests.measure.findings import Finding, lost, near, same
from tests.measure.head import blank_between
from tests.measure.reading import Char, Page
from tests.measure.sheet import anywhere

_CENTRE = gb.LEFT + gb.AREA_WIDTH / 2


def title(page: Page, text: str, recipients: str | None, body: str) -> Iterator[Finding]:
    """7.3.1–7.3.3: font, size, each line centred, its shape; one blank line, 主送机关 flush left; then body text."""
    chars = page.find(text)
    yield same("7.3.1", "标题字体", {gb.FONTS["小标宋"]}, {char.font for char in chars})
    yield near("7.3.1", "标题字号", gb.TITLE_POINTS, chars[0].points, 0.1, "磅")
    lines = _lines_of(chars)
    for number, line in enumerate(lines, 1):
        yield near("7.3.1", f"标题第{number}行居中", _CENTRE, _middle(line), 1.5)
    yield same("7.3.1", "标题排列", "梯形或菱形", _shape([len(line) for line in lines]))
    if recipients:
        to = page.find(recipients)
        yield blank_between("7.3.2", "主送机关在标题下空", 1, lines[-1], to[:1])
        yield near("7.3.2", "主送机关顶格", gb.LEFT, to[0].left, 0.5)
        yield same("7.3.2", "主送机关后标全角冒号", "：", page.text[page.text.find(recipients) + len(recipients)])
    try:
        first = page.find(body[:10])
    except LookupError:
        yield lost("7.3.3", "公文首页显示正文", "首页没有正文")
    else:
        yield near("7.3.3", "正文左空", gb.INDENT_CELLS, (first[0].left - gb.LEFT) / gb.CELL, 0.1, "字")


def headings(pages: Sequence[Page], texts: Sequence[str]) -> Iterator[Finding]:
    """7.3.3: every numbered paragraph is indented 2 字."""
    for text in texts:
        chars = anywhere(pages, text)
        if chars:
            yield near("7.3.3", f"{text[:3]}… 左空", gb.INDENT_CELLS, (chars[0].left - gb.LEFT) / gb.CELL, 0.1, "字")
        else:
            yield lost("7.3.3", f"{text[:3]}…", "没有找到")


def attachment_note(pages: Sequence[Page], titles: Sequence[str]) -> Iterator[Finding]:
    """7.3.4: a blank line, indented 2 字, numbered where several, further lines under the name's first character."""
    for page in pages:
        if "附件：" in page.text:
            break
    else:
        yield lost("7.3.4", "附件说明", "没有找到")
        return
    label = page.find("附件：")
    yield near("7.3.4", "附件说明左空", 2, (label[0].left - gb.LEFT) / gb.CELL, 0.1, "字")
    above = [line for line in page.lines if line[0].baseline < label[0].baseline - 1]
    if above:
        yield blank_between("7.3.4", "附件说明在正文下空", 1, above[-1], label)
    start = page.text.find("附件：")
    firsts, numbers = [], []
    for number, name in enumerate(titles, 1):
        chars = page.find(name, start)
        before = page.text[page.text.find("".join(name.split()), start) - 2 :][:2]
        if len(titles) > 1:
            yield same("7.3.4", "附件顺序号", f"{number}.", before)
            numbers.append(page.find(f"{number}.{name}", start)[0].left)
        firsts.append(chars[0].left)
        for line in _lines_of(chars)[1:]:
            yield near("7.3.4", "附件名称回行与首字对齐", chars[0].left, line[0].left, 0.5)
        after = page.text[page.text.find(name, start) + len(name) :][:1]
        yield same("7.3.4", "附件名称后标点", False, after in "，。；、")
    yield near("7.3.4", "各附件名称上下对齐", firsts[0], max(firsts), 0.5)
    if numbers:
        yield near("7.3.4", "各附件顺序号上下对齐", numbers[0], max(numbers), 0.5)


def sealed(page: Page, agencies: Sequence[str], day: str) -> Iterator[Finding]:
    """7.3.5.1: the date's middle as 4 字 from the right make it; the last 署名 centred over it; seals apart."""
    date = _last(page, day)
    wanted = gb.RIGHT - (gb.SEAL_DAY_FROM_RIGHT + _cells(day) / 2) * gb.CELL
    yield near("7.3.5.1", "成文日期的中点（右空四字）", wanted, _middle(date), 0.8 + 0.5 * gb.CELL)
    names = [_last(page, agency, day) for agency in agencies]
    yield near("7.3.5.1", "署名在成文日期上居中", _middle(date), _middle(names[-1]), 0.7)
    yield near("7.3.5.1", "署名在成文日期上一行", gb.LINE, date[0].baseline - names[-1][0].baseline, 0.3)
    text = [line for line in page.lines if line[0].baseline < names[0][0].baseline - 1]
    if text:
        top = names[0][0].baseline - 2 - gb.SEAL_DIAMETER / 2
        gap = (top - max(char.ink[3] for char in text[-1])) / gb.LINE
        yield near("7.3.5.1", "首排印章顶端上距正文（一行之内）", 0.5, gap, 0.5, "行")
    centres = [(_middle(name), name[0].baseline) for name in names]
    for at, (x, y) in enumerate(centres):
        yield same(
            "7.3.5.1",
            f"第{at + 1}枚印章在版心内",
            True,
            x - gb.SEAL_DIAMETER / 2 >= gb.LEFT - 0.1 and x + gb.SEAL_DIAMETER / 2 <= gb.RIGHT + 0.1,
        )
        for before in centres[:at]:
            far = ((x - before[0]) ** 2 + (y - before[1]) ** 2) ** 0.5
            yield same("7.3.5.1", "印章互不相交或相切", True, far > gb.SEAL_DIAMETER)


def plain(page: Page, agency: str, day: str) -> Iterator[Finding]:
    """7.3.5.2: a blank line; 署名 2 字 from the right, the date 2 字 right of it (or 2 字 from the right where longer)."""
    date, name = _last(page, day), _last(page, agency, day)
    above = [line for line in page.lines if line[0].baseline < name[0].baseline - 1]
    yield blank_between("7.3.5.2", "署名在正文（附件说明）下空", 1, above[-1], name)
    if _cells(day) + gb.DAY_AFTER_NAME <= _cells(agency):
        shift = (date[0].left - name[0].left) / gb.CELL
        yield near("7.3.5.2", "成文日期首字比署名首字右移", gb.DAY_AFTER_NAME, shift, 0.2, "字")
        yield near("7.3.5.2", "署名右空", gb.PLAIN_FROM_RIGHT, (gb.RIGHT - name[-1].right) / gb.CELL, 0.2, "字")
    else:
        yield near("7.3.5.2", "成文日期右空", gb.PLAIN_FROM_RIGHT, (gb.RIGHT - date[-1].right) / gb.CELL, 0.2, "字")


def stamped(page: Page, post: str, name: str, day: str) -> Iterator[Finding]:
    """7.3.5.3: two blank lines; stamp 4 字 from the right, post 2 字 to its left; a blank line; date 4 字 from the right."""
    date, person, position = _last(page, day), _last(page, name, day), _last(page, post, day)
    yield near("7.3.5.3", "签名章右空", gb.STAMP_FROM_RIGHT, (gb.RIGHT - person[-1].right) / gb.CELL, 0.2, "字")
    yield near(
        "7.3.5.3",
        "签名章左空标注职务",
        gb.POST_BEFORE_STAMP,
        (person[0].left - position[-1].right) / gb.CELL,
        0.2,
        "字",
    )
    yield near("7.3.5.3", "成文日期右空", gb.STAMP_FROM_RIGHT, (gb.RIGHT - date[-1].right) / gb.CELL, 0.2, "字")
    yield blank_between("7.3.5.3", "成文日期在签名章下空", 1, person, date)
    above = [line for line in page.lines if line[0].baseline < person[0].baseline - 1]
    if above:
        yield blank_between("7.3.5.3", "签名章在正文下空", 2, above[-1], person)


def note(page: Page, text: str, day: str) -> Iterator[Finding]:
    """7.3.6: in brackets, 2 字 from the left, on the line after the date."""
    chars = _last(page, f"（{text}）")
    yield near("7.3.6", "附注左空", gb.INDENT_CELLS, (chars[0].left - gb.LEFT) / gb.CELL, 0.1, "字")
    yield near("7.3.6", "附注在成文日期下一行", gb.LINE, chars[0].baseline - _last(page, day)[0].baseline, 0.5)


def annex(pages: Sequence[Page], label: str, text: str) -> Iterator[Finding]:
    """7.3.7: a page of its own, the label 黑体 on line 1 flush left, the title centred on line 3."""
    page = next((page for page in pages if page.lines and "".join(c.text for c in page.lines[0]) == label), None)
    if page is None:
        yield lost("7.3.7", f"{label}另面编排", "没有以它开头的面")
        return
    first = page.lines[0]
    yield near("7.3.7", f"{label}在版心第几行", 1, (first[0].baseline - gb.TOP) / gb.LINE + 0.25, 0.3, "行")
    yield near("7.3.7", f"{label}顶格", gb.LEFT, first[0].left, 0.5)
    yield same("7.3.7", f"{label}字体", gb.FONTS["黑体"], first[0].font)
    chars = page.find(text)
    lines = _lines_of(chars)
    yield near("7.3.7", f"{label}标题在版心第几行", 3, (chars[0].baseline - gb.TOP) / gb.LINE + 0.25, 0.4, "行")
    for line in lines:
        yield near("7.3.7", f"{label}标题居中", _CENTRE, _middle(line), 1.5)
    yield near("7.3.7", f"{label}标题字号", gb.TITLE_POINTS, chars[0].points, 0.1, "磅")


def attendance(pages: Sequence[Page], people: dict[str, str]) -> Iterator[Finding]:
    """10.3: 出席 in 黑体, indented 2 字, names 仿宋, further lines under the first name."""
    for label, names in people.items():
        chars = anywhere(pages, f"{label}：{names[:2]}")
        if not chars:
            yield lost("10.3", label, "没有找到")
            continue
        yield near("10.3", f"{label}左空", gb.INDENT_CELLS, (chars[0].left - gb.LEFT) / gb.CELL, 0.1, "字")
        yield same("10.3", f"{label}字体", {gb.FONTS["黑体"]}, {char.font for char in chars[: len(label)]})
        yield same("10.3", f"{label}人员字体", gb.FONTS["仿宋"], chars[-1].font)
        for line in _lines_of(anywhere(pages, names))[1:]:
            yield near("10.3", f"{label}回行与首字对齐", chars[-2].left, line[0].left, 0.5)


def _lines_of(chars: Sequence[Char]) -> list[list[Char]]:
    lines: list[list[Char]] = []
    for char in chars:
        if lines and abs(lines[-1][0].baseline - char.baseline) < 1:
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def _shape(lengths: Sequence[int]) -> str:
    steps = [after - before for before, after in itertools.pairwise(lengths)]
    hourglass = any(a <= -2 and b >= 2 for a, b in itertools.pairwise(steps))
    return "沙漏形" if hourglass else "梯形或菱形"


def _last(page: Page, text: str, before: str = "") -> list[Char]:
    """The last place of a text on a page (before another): a name may stand in the body too. A date before 印发 is the 版记's."""
    wanted = "".join(text.split())
    end = page.text.rfind(before) if before else len(page.text)
    if before and page.text.startswith("印发", end + len(before)):
        end = page.text.rfind(before, 0, end)
    at = page.text.rfind(wanted, 0, end)
    if at >= 0 and page.text.startswith("印发", at + len(wanted)):
        at = page.text.rfind(wanted, 0, at)
    if at < 0:
        raise LookupError(f"第 {page.number} 页没有“{wanted}”")
    return list(page.chars[at : at + len(wanted)])


def _cells(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _middle(chars: Sequence[Char]) -> float:
    return (min(char.left for char in chars) + max(char.right for char in chars)) / 2
