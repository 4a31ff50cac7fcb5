"""版头 (7.2) and what takes its place in orders (10.2) and minutes (10.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from generator.word.paper import styles
from generator.word.paper.fonts import HEITI
from generator.word.paper.geometry import LINE, MARK_TOP, ORDER_MARK_TOP, RED_RULE_EIGHTHS, RED_RULE_SPACE_POINTS
from generator.word.paper.ooxml import RED, Element, border, paragraph, run, run_properties
from generator.word.redhead.marks import marks
from generator.word.redhead.signers import number_and_signers

Inline: TypeAlias = Element | str
"""A run, a control or plain text inside a paragraph."""


def document_head(
    names: Sequence[str],
    number: Inline,
    *,
    above: Sequence[str] = (),
    signers: Sequence[str] = (),
) -> Iterator[Element]:
    """The 版头 of a 文件: `above` are 份号, 密级, 紧急程度, each on a line of the 35 mm; a 上行文 has `signers`.

    `names` are the 发文机关标志, of joint agencies the one in charge first.
    """
    for line in above:
        yield above_line(line)
    yield from marks(names, MARK_TOP - len(above) * LINE)
    yield from blank_lines(2)
    rule = border({"bottom": RED_RULE_EIGHTHS}, RED, RED_RULE_SPACE_POINTS)
    if signers:
        yield from number_and_signers(inline(number), signers, rule)
    else:
        yield paragraph(styles.CENTRED, inline(number), border=rule)
    yield from blank_lines(2)


def order_head(name: str, number: Inline) -> Iterator[Element]:
    """10.2 命令: the mark 20 mm below the top of the text area, two lines, the number, two lines."""
    yield from marks([name], ORDER_MARK_TOP)
    yield from blank_lines(2)
    yield paragraph(styles.CENTRED, inline(number))
    yield from blank_lines(2)


def minutes_head(name: str, number: Inline | None) -> Iterator[Element]:
    """10.3 纪要: the mark 35 mm below the top of the text area; the standard leaves the rest to the office."""
    yield from marks([name], MARK_TOP)
    if number is not None:
        yield from blank_lines(1)
        yield paragraph(styles.CENTRED, inline(number))
    yield from blank_lines(2)


def above_line(text: str, *more: Element, **properties: object) -> Element:
    """份号, 密级 or 紧急程度: 黑体, flush left (7.2.1–7.2.3)."""
    return paragraph(styles.NORMAL, run(text, run_properties(HEITI)), *more, align="left", **properties)


def blank_lines(count: int, *, keep_next: bool = False) -> Iterator[Element]:
    """Empty lines of the grid."""
    for _ in range(count):
        yield paragraph(styles.NORMAL, keep_next=keep_next)


def inline(content: Inline) -> Element:
    """Plain text as a run; what is an element already stays."""
    return run(content) if isinstance(content, str) else content
