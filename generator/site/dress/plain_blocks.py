"""The few kinds of block that `markdown` writes, shown as the Markdown parser shows them, to the letter.

Catalog text in them has no sign that could mean anything, so that a block is one of these as a whole or not at all. A
page with any other block is the parser's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown.extensions.toc import slugify, unique

from generator.site.markdown import inline_html

ASIDE = re.compile(r'<div data-finished="(\d+)"></div>')
"""The place of finished HTML that was set aside."""

_SIGNLESS = r"[^\x00-\x20!-/:-@\[-`{-~]++|&#\d++;| "
_TAG = r"</?(?:span|br|button)(?: [^<>\n]*+)?>"
_LINK = r"\[[^\[\]\n]*+\]\([^()\s\"'<>]*+\)"
_TEXT = rf"(?:{_SIGNLESS}|{_TAG})+"
_LINE = rf"(?:{_SIGNLESS}|{_TAG}|{_LINK}|\*\*(?:{_SIGNLESS}|{_LINK})+\*\*)+"

_TITLE = re.compile(rf"(#{{1,6}}) ((?:{_SIGNLESS})+?)(?: \{{ #([\w-]+) \}})?")
_SUBTITLE = re.compile(rf"(#{{3,6}}) ((?:\d+\. )?{_TEXT}) \{{ #([\w-]+) \}}")
_OPENING = re.compile(
    rf'(?P<tag><(?:div|details) class="[\w -]+"(?: data-narrow="[^"&<>\n]*")?) markdown="1">'
    rf"(?P<summary>\n<summary>{_TEXT}</summary>)?"
)
_CLOSING = re.compile(r"</(?:div|details)>")
_HTML = re.compile(rf'<p class="[\w-]+">{_TEXT}</p>')
_PARAGRAPH = re.compile(_LINE)
_BULLETS = re.compile(rf"- {_LINE}(?:\n- {_LINE})*")
_BELOW = re.compile(rf"    - {_LINE}(?:\n    - {_LINE})*")
_QUOTATION = re.compile(rf"> {_TEXT}")
_KINDS = (ASIDE, _TITLE, _SUBTITLE, _OPENING, _CLOSING, _HTML, _PARAGRAPH, _BULLETS, _BELOW, _QUOTATION)
_TOGETHER = {(_BULLETS, _BULLETS), (_BELOW, _BULLETS), (_BELOW, _BELOW), (_QUOTATION, _QUOTATION)}
"""Kinds that the parser makes one of where they follow each other."""


@dataclass(frozen=True)
class Heading:
    """A heading of the page."""

    level: int
    id: str
    name: str


@dataclass(frozen=True)
class Block:
    """A block and the pattern of its kind."""

    kind: re.Pattern[str]
    found: re.Match[str]


def known(markdown: str) -> list[Block] | None:
    """A page's blocks; None where one is of no kind known here, or means something else where it stands."""
    blocks = []
    for text in filter(None, (block.strip("\n") for block in markdown.split("\n\n"))):
        found = next(((kind, found) for kind in _KINDS if (found := kind.fullmatch(text))), None)
        if found is None:
            return None
        blocks.append(Block(*found))
    before = [None, *(block.kind for block in blocks)]
    pairs = list(zip(before, (block.kind for block in blocks), strict=False))
    if _TOGETHER & set(pairs) or any(kind is _BELOW and first is not _BULLETS for first, kind in pairs):
        return None
    return blocks


class Shown:
    """A page's blocks as HTML, and its headings. `link`: what a link of the page becomes."""

    def __init__(self, blocks: Sequence[Block], link: Callable[[str], str]) -> None:
        self._link = link
        self._ids = {block.found[3] for block in blocks if block.kind in (_TITLE, _SUBTITLE) and block.found[3]}
        self._depth = 0
        self._is_mixed = any(block.kind not in (ASIDE, _TITLE, _SUBTITLE) for block in blocks)
        self.headings: list[Heading] = []
        self.html = "\n".join(self._all(blocks)).strip()

    def _all(self, blocks: Sequence[Block]) -> Iterator[str]:
        following = [*blocks[1:], None]
        for block, after in zip(blocks, following, strict=True):
            if block.kind is _BULLETS:
                below = after.found[0] if after is not None and after.kind is _BELOW else ""
                yield self._list(block.found[0], below)
            elif block.kind is not _BELOW:
                yield self._shown(block)

    def _shown(self, block: Block) -> str:
        found = block.found
        if block.kind in (_TITLE, _SUBTITLE):
            return self._heading(found)
        if block.kind in (ASIDE, _HTML):
            return found[0] + ("\n" if self._is_mixed and not self._depth else "")
        if block.kind is _OPENING:
            self._depth += 1
            return f"{found['tag']}>{found['summary'] or ''}"
        if block.kind is _CLOSING:
            self._depth -= 1
            return found[0]
        if block.kind is _QUOTATION:
            return f"<blockquote>\n<p>{found[0].removeprefix('> ')}</p>\n</blockquote>"
        return f"<p>{self._line(found[0])}</p>"

    def _heading(self, found: re.Match[str]) -> str:
        level, title = len(found[1]), found[2].strip()
        name = " ".join(title.split())
        anchor = found[3] or unique(slugify(html.unescape(name), "-"), self._ids)
        self.headings.append(Heading(level, anchor, name))
        return f'<h{level} id="{anchor}">{title}</h{level}>'

    def _list(self, text: str, below: str) -> str:
        """A list whose last entry may have a list of its own."""
        entries = [self._line(line) for line in re.split(r"^ *- |\n *- ", text)[1:]]
        if below:
            entries[-1] = f"\n<p>{entries[-1]}</p>\n{self._list(below, '')}\n"
        return "\n".join(["<ul>", *(f"<li>{entry}</li>" for entry in entries), "</ul>"])

    def _line(self, line: str) -> str:
        return inline_html(line, self._link)
