"""Markdown as the public collections write it: LawRefBook (F1), with frontmatter (F2), just-laws (F3), hand-pasted (F4).

The families differ in what marks a chapter and an article number; once the marks are taken off they
are plain lines, which `structure` reads alike. Wiki links and HTML are refused: what they hide or
add cannot be told from the law's own words.
"""

from __future__ import annotations

import re

from generator.files import SourceError
from generator.law.readers.source import Source, days_in
from generator.law.structure import Finding, read_text, structure

_FRONTMATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FIELD = re.compile(r"(?m)^(\w+):\s*[\"']?(.*?)[\"']?\s*$")
_INFO_END = "<!-- INFO END -->"
_BOLD_ARTICLE = re.compile(r"(?m)^\*\*(第[^*\n]{1,20}条[^*\n]{0,6})\*\*[ \u3000]?")
_HEADING_MARK = re.compile(r"(?m)^#{2,6}[ \t]*")
_WIKI = re.compile(r"\[\[|\]\]|\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\)")
_HTML = re.compile(r"</?[A-Za-z][^<>\n]*>|&(?:[a-z]+|#\d+);")


def read(text: str, name: str) -> Source:
    """One law in Markdown. `name` is the file's, whose (YYYY-MM-DD) is the version's day in families F1 and F2.

    Raises SourceError for wiki links and HTML, which are named with their line.
    """
    metadata: dict[str, str] = {}
    offset = 0
    if match := _FRONTMATTER.match(text):
        metadata = dict(_FIELD.findall(match.group(1)))
        offset = match.group().count("\n")
        text = text[match.end() :]
    text = text.replace(_INFO_END, " " * len(_INFO_END))
    for fault, what in ((_WIKI, "链接"), (_HTML, " HTML 标记")):
        if found := fault.search(text):
            line = offset + text.count("\n", 0, found.start()) + 1
            raise SourceError(f"第 {line} 行有{what} {found.group()[:30]}，不是法律原文，请去掉后再导入")
    text = _HEADING_MARK.sub("", _BOLD_ARTICLE.sub("\\1\u3000", text))
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), offset + 1)]
    lines = [(number, line) for number, line in lines if line]
    if any(line.startswith("# ") for _, line in lines):
        place = next(index for index, (_, line) in enumerate(lines) if line.startswith("# "))
        last = _end_of_title(lines, place)
        title = "　".join(line[2:].strip() for _, line in lines[place:last])
        structured = structure(title, [(number, line.removeprefix("# ").strip()) for number, line in lines[last:]])
        structured.findings += [
            Finding(number, f"标题之前的这一行没有读入：{line[:30]}", fatal=False) for number, line in lines[:place]
        ]
    else:
        structured = read_text(text)
    return Source(structured.statute, structured.findings, days_in(structured.statute, name), metadata.get("title", ""))


def _end_of_title(lines: list[tuple[int, str]], first: int) -> int:
    """The line after the title and, where the file holds one 编 of a law, its subtitle (a second first-level heading)."""
    end = first + 1
    while end < len(lines) and lines[end][1].startswith("# "):
        end += 1
    return end
