"""主体 (7.3): title, 主送机关, text with the four levels of numbering, 附件说明, 附注."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.word import styles
from generator.word.breaking import title_lines
from generator.word.fonts import HEITI
from generator.word.ooxml import Element, element, paragraph, run, run_properties, valued
from generator.word.redhead.head import Inline, blank_lines

TITLE_CELLS = 20
"""Characters of 22 pt on 156 mm."""

_LEVEL_1 = re.compile(r"[一二三四五六七八九十]+、")
_LEVEL_2 = re.compile(r"（[一二三四五六七八九十]+）")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．]|（\d+）|[一二三四五六七八九十]是"
)
_LONGEST_RUN_IN = 40


def title_block(pieces: Sequence[str], recipients: str | None) -> Iterator[Element]:
    """The title broken by sense, one paragraph a line; a blank line; 主送机关 with its full-width colon."""
    for line in title_lines(pieces, TITLE_CELLS):
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
            found[-1] += line
    return found


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
        return paragraph(styles.BODY, run(head, _kaiti()), *_text(text), *rest)
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

    A title is text, or the parts of one with a control among them.
    """
    if not titles:
        return
    yield from blank_lines(1, keep_next=True)
    for place, title in enumerate(titles):
        label = "附件：" if place == 0 else "　　　"
        number = f"{place + 1}. " if len(titles) > 1 else ""
        yield paragraph(styles.ATTACHMENT, f"{label}{number}", *((title,) if isinstance(title, str) else title))
