"""Pages whose every block is a plain heading or finished HTML, dressed without the Markdown parser.

Nine tenths of dressing a law's page would be the parser's, though nothing in it is left to parse. A page with any other
block takes the ordinary way.
"""

from __future__ import annotations

import html
import re
from functools import cached_property
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, unique
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.site.markdown import FINISHED, FINISHED_END

_FINISHED = re.compile(rf"(?s)((?:{FINISHED}.*?{FINISHED_END}\s*)+)")
_ASIDE = re.compile(r'<div data-finished="(\d+)"></div>')
_HEADING = re.compile(r"(#{1,6}) ((?:[^\x00-/:-@\[-`{-~]|&#\d+;| )+?)(?: \{ #([\w-]+) \})?")
"""A heading of catalog text, in which `text` leaves no sign that could mean anything."""
_ID = re.compile(r'\sid="([^"]+)"')


class FinishedBlocks:
    """The finished HTML of one page, set aside while the rest of it is made."""

    def __init__(self, markdown: str) -> None:
        parts = _FINISHED.split(markdown)
        self._aside = parts[1::2]
        places = (f'\n\n<div data-finished="{number}"></div>\n\n' for number in range(len(self._aside)))
        self.rest = parts[0] + "".join(place + part for place, part in zip(places, parts[2::2], strict=True))
        """The page's Markdown with a mark in place of each."""

    def put_back(self, content: str) -> str:
        """The page's HTML with each in its place again."""
        return _ASIDE.sub(lambda found: self._finished(int(found.group(1))), content)

    def _finished(self, number: int) -> str:
        return self._aside[number].replace(FINISHED, "").replace(FINISHED_END, "")


class CatalogPage(Page):
    """A page outside the navigation."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the page's HTML and its list of headings."""
        blocks = [block.strip() for block in (self.markdown or "").split("\n\n") if block.strip()]
        headings = [_HEADING.fullmatch(block) for block in blocks]
        if not all(heading or _ASIDE.fullmatch(block) for block, heading in zip(blocks, headings, strict=True)):
            super().render(config, files)
            del self.present_anchor_ids  # the parser has not seen those in finished HTML
            return
        ids = {heading[3] for heading in headings if heading and heading[3]}
        tokens: list[Any] = []
        for number, heading in enumerate(headings):
            if heading:
                level, title = len(heading[1]), heading[2].strip()
                name = " ".join(title.split())
                anchor = heading[3] or unique(slugify(html.unescape(name), "-"), ids)
                blocks[number] = f'<h{level} id="{anchor}">{title}</h{level}>'
                tokens.append({"level": level, "id": anchor, "name": name})
        depth = (config.mdx_configs or {}).get("toc", {}).get("toc_depth", 6)
        self.content = "\n".join(blocks)
        self.toc = get_toc(nest_toc_tokens([token for token in tokens if token["level"] <= depth]))

    @cached_property
    def present_anchor_ids(self) -> set[str] | None:  # type: ignore[override]
        """The anchors that may be linked to; None where the page was not made anew."""
        return None if self.content is None else set(_ID.findall(self.content))
