"""主体 (7.3): title, 主送机关, text with the four levels of numbering, 附件说明, 附注."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.word.paper import styles
from generator.word.paper.breaking import title_lines, width_of
from generator.word.paper.fonts import HEITI
from generator.word.paper.geometry import cells
from generator.word.paper.ooxml import Element, element, paragraph, qualified, run, run_properties, set_line, valued
from generator.word.redhead.head import Inline, blank_lines

TITLE_CELLS = 20
WIDE_TITLE_CELLS = 28
"""Characters of 22 pt on 156 mm, and on 225 mm of a landscape sheet."""

_LEVEL_1 = re.compile(r"[一二三四五六七八九十]+、")
_LEVEL_2 = re.compile(r"（[一二三四五六七八九十]+）")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．](?!\d)|（\d+）|[一二三四五六七八九十]是"
)
_LONGEST_RUN_IN = 40

_TEXT = (styles.NORMAL, styles.BODY, styles.HEADING_1, styles.ATTACHMENT, styles.CENTRED)
_SPACING = qualified("w:spacing")

_AFTER_LABEL = 5
"""Where names begin after “附件：”, itself indented 2 字 (7.3.4)."""


def title_block(pieces: Sequence[str], recipients: str | None, names: Sequence[str] = ()) -> Iterator[Element]:
    """The title broken by sense, one paragraph a line; a blank line; 主送机关 with its full-width colon.

    `pieces` are parts of the title between which a break is best, `names` what it may not tear.
    """
    for line in title_lines(pieces, TITLE_CELLS, names):
        yield paragraph(styles.TITLE, line)
    yield from blank_lines(1)
    if recipients:
        yield paragraph(styles.NORMAL, recipients.rstrip("：:") + "：")


def paragraphs_of(text: str) -> list[str]:
    """The natural paragraphs of a body in Markdown: apart by a blank line, or where a line begins with a number."""
    found: list[str] = []
    fresh = True
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            fresh = True
        elif fresh or _NUMBERED.match(line):
            found.append(line)
            fresh = False
        else:
            found[-1] += _space_between(found[-1], line) + line
    return found


def _space_between(before: str, after: str) -> str:
    """Where a line of the source ends, Latin words stay apart; Chinese runs on."""
    return " " if before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum() else ""


def body_text(text: str) -> Iterator[Element]:
    """A body with its own numbering: 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋, nothing bold (7.3.3)."""
    for line in paragraphs_of(text):
        yield body_paragraph(line)


def body_paragraph(line: str, *more: Inline) -> Element:
    """One paragraph; a numbered one shows its heading in the level's font."""
    rest = [run(part) if isinstance(part, str) else part for part in more]
    if _LEVEL_1.match(line):
        head, text = _run_in(line)
        if not text and not rest:
            return paragraph(styles.HEADING_1, head)
        return paragraph(styles.BODY, run(head, run_properties(HEITI)), *_text(text), *rest)
    if _LEVEL_2.match(line):
        head, text = _run_in(line)
        return paragraph(styles.BODY, run(head, _kaiti()), *_text(text), *rest, keep_next=not text and not rest)
    return paragraph(styles.BODY, line, *rest)


def _kaiti() -> Element:
    return element("w:rPr", None, valued("w:rStyle", styles.KAITI_RUN))


def _text(text: str) -> list[Element]:
    return [run(text)] if text else []


def _run_in(line: str) -> tuple[str, str]:
    """The heading of a numbered paragraph, up to its first 。, and what follows; a short line is all heading."""
    end = line.find("。")
    if end < 0:
        return (line, "") if len(line) <= _LONGEST_RUN_IN else (_number(line), line[len(_number(line)) :])
    if end + 1 > _LONGEST_RUN_IN:
        return _number(line), line[len(_number(line)) :]
    return line[: end + 1], line[end + 1 :]


def _number(line: str) -> str:
    match = _LEVEL_1.match(line) or _LEVEL_2.match(line)
    return match.group() if match else ""


def attachment_note(titles: Sequence[str | Sequence[Inline]]) -> Iterator[Element]:
    """7.3.4 附件说明: a blank line, indented 2 字, numbered where there are several, no closing punctuation.

    A title is text, or the parts of one with a control among them. Further lines of a name stand under its first
    character.
    """
    if not titles:
        return
    yield from blank_lines(1, keep_next=True)
    parts = [(title,) if isinstance(title, str) else tuple(title) for title in titles]
    if len(parts) == 1:
        yield paragraph(styles.ATTACHMENT, "附件：", *parts[0])
        return
    names = _AFTER_LABEL + width_of(f"{len(parts)}.")
    for number, title in enumerate(parts, 1):
        label = "附件：" if number == 1 else ""
        yield paragraph(
            styles.ATTACHMENT,
            f"{label or chr(9)}{number}.\t",
            *title,
            tabs=[*([] if label else [("left", cells(_AFTER_LABEL))]), ("left", cells(names))],
            indent={"w:left": cells(names), "w:hanging": cells(names - 2)},
        )


def tightened(blocks: Sequence[Element], line: int) -> None:
    """Set a text's lines `line` twips apart, off the grid; what has a height of its own keeps it (7.3.5.5 调整行距)."""
    for block in blocks:
        properties = block.find(qualified("w:pPr"))
        style = None if properties is None else properties.find(qualified("w:pStyle"))
        if style is not None and style.get(qualified("w:val")) in _TEXT and properties.find(_SPACING) is None:
            set_line(properties, line)


def attendance(label: str, names: str) -> Element:
    """10.3: 出席, 请假, 列席 in 黑体, indented 2 字; further lines stand under the first name."""
    left = 2 + width_of(label) + 1
    indent = {"w:left": cells(left), "w:hanging": cells(left - 2)}
    return paragraph(styles.NORMAL, run(label, run_properties(HEITI)), run(f"：{names}"), indent=indent)
