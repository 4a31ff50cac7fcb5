"""Pages whose every block is plain or finished HTML, dressed without the Markdown parser.

Nine tenths of dressing such a page would be the parser's, though hardly anything in it is left to parse. A page with any
other block takes the ordinary way.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from generator.site.dress import plain_blocks
from generator.site.markdown import FINISHED, FINISHED_END

_FINISHED = re.compile(rf"(?s)((?:{FINISHED}.*?{FINISHED_END}\s*)+)")
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
        return plain_blocks.ASIDE.sub(lambda found: self._finished(int(found.group(1))), content)

    def _finished(self, number: int) -> str:
        return self._aside[number].replace(FINISHED, "").replace(FINISHED_END, "")


class CatalogPage(Page):
    """A page outside the navigation."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the page's HTML and its list of headings."""
        blocks = plain_blocks.known(self.markdown or "")
        if blocks is None:
            super().render(config, files)
            return
        links = _RelativePathTreeprocessor(self.file, files, config)
        shown = plain_blocks.Shown(blocks, cache(lambda url: html.escape(links.path_to_url(url), quote=False)))
        depth = (config.mdx_configs or {}).get("toc", {}).get("toc_depth", 6)
        tokens: list[Any] = [vars(heading) for heading in shown.headings if heading.level <= depth]
        self.content, self.links_to_anchors = shown.html, links.links_to_anchors
        self.toc = get_toc(nest_toc_tokens(tokens))

    def set_anchors(self, content: str) -> None:
        """Note the anchors of the finished page that may be linked to."""
        self.present_anchor_ids = set(_ID.findall(content))
