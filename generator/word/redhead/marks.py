"""发文机关标志 (7.2.4): red 小标宋, one line; the names of joint agencies (联合行文) under one another, 文件 once beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.word.paper import styles
from generator.word.paper.breaking import width_of
from generator.word.paper.fonts import XIAOBIAOSONG
from generator.word.paper.geometry import NOTICE_PAGE
from generator.word.paper.ooxml import RED, Element, element, fixed_table, paragraph, run, run_properties, valued

_DOCUMENT = "文件"
_INK_TOP = 0.833
"""How far the ink of a 小标宋 character reaches above the baseline (em)."""

_BASELINE = 0.8
"""Where the baseline lies in a line of exact height (LibreOffice)."""

_JOINT_LINE = 1.25
"""Line height of joint names (em)."""

_JOINT_GAP = 400
"""Between the joint names and 文件 (twips)."""

_FULL_SIZE_NAMES = 3
_FEWEST_POINTS = 12


def marks(names: Sequence[str], top: int) -> Iterator[Element]:
    """The mark, its ink `top` twips below where the text stands now. Joint agencies: the first is in charge."""
    points, line = size_of(names)
    yield paragraph(styles.SPACER, line=top + round((_INK_TOP * points - _BASELINE * line) * 20))
    if len(names) == 1:
        yield mark_line(names[0])
    else:
        yield _joint(names, points, round(line * 20))


def mark_line(name: str, **properties: object) -> Element:
    """One agency's mark, as large as the line allows."""
    points, _ = size_of([name])
    fitted = None if points == styles.MARK_POINTS else run_properties(XIAOBIAOSONG, points)
    return paragraph(styles.MARK, run(name, fitted), **properties)


def size_of(names: Sequence[str]) -> tuple[float, float]:
    """Type size and line height in points: as large as one line allows; joint marks shrink so that body text follows.

    Raises ValueError, in Chinese, for names no readable size fits on a line.
    """
    joint = len(names) > 1
    room = NOTICE_PAGE.text_width / 20
    widest = max(width_of(name) for name in names)
    if joint:
        room -= 2 * _JOINT_GAP / 20
        widest = max(width_of(name.removesuffix(_DOCUMENT)) for name in names) + width_of(_DOCUMENT)
    most = min(styles.MARK_POINTS, styles.MARK_POINTS * _FULL_SIZE_NAMES // len(names)) if joint else styles.MARK_POINTS
    points = min(most, int(room / widest))
    if points < _FEWEST_POINTS:
        raise ValueError(
            f"发文机关标志过长或过多，排不下（{len(names)} 个，最长 {widest:g} 字）；请用规范化简称，或者只写主办机关"
        )
    return points, points * _JOINT_LINE if joint else styles.MARK_LINE / 20


def _joint(names: Sequence[str], points: float, line: int) -> Element:
    """Names at the left, 文件 at their right, centred on their height."""
    bare = [name.removesuffix(_DOCUMENT) for name in names]
    widest = max(width_of(name) for name in bare)
    stacked = [_sized(name, points, line, widest) for name in bare]
    widths = [round(widest * points * 20) + _JOINT_GAP]
    columns = [stacked]
    if any(name.endswith(_DOCUMENT) for name in names):
        widths.append(round(width_of(_DOCUMENT) * points * 20) + _JOINT_GAP)
        columns.append([_sized(_DOCUMENT, points, line, 0)])
    return fixed_table(widths, [element("w:tr", None, *map(_cell, widths, columns))], centred=True)


def _sized(text: str, points: float, line: int, width: float) -> Element:
    """A name, spread to `width` characters, as joint names are set equally wide."""
    spread = max(0, round((width - width_of(text)) * points * 20 / max(1, len(text) - 1)))
    parts = ((text[:-1], spread), (text[-1:], 0)) if spread else ((text, 0),)
    runs = (run(part, run_properties(XIAOBIAOSONG, points, color=RED, spacing=space)) for part, space in parts)
    return paragraph(styles.MARK, *runs, line=line)


def _cell(width: int, content: Sequence[Element]) -> Element:
    size = element("w:tcW", {"w:w": width, "w:type": "dxa"})
    return element("w:tc", None, element("w:tcPr", None, size, valued("w:vAlign", "center")), *content)
