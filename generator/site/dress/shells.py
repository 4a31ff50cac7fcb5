"""The theme's template rendered once for all pages that differ only in title, headings and text.

Rendering it takes longer than everything else a law's page needs, and what surrounds such pages is the same for all
of one folder. The frame is rendered with marks in it, which each page's own words replace.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

_TITLE, _DIGEST, _SKIP, _ENTRY, _TARGET, _ADDRESS, _ITEMS = (f"\ue000{number}\ue001" for number in range(7))
_CONTENT = "<h1\ue0007\ue001>"
_MARK = re.compile("|".join((_TITLE, _DIGEST, _SKIP, _ADDRESS, _ITEMS, _CONTENT)))
_ITEM = re.compile(rf'\s*<li class="md-nav__item">(?:(?!</li>).)*{_TARGET}(?:(?!</li>).)*</li>', re.DOTALL)


@dataclass(frozen=True)
class Shell:
    """A rendered frame: the pieces between the marks, the marks, and how one entry of the list of headings looks."""

    pieces: tuple[str, ...]
    marks: tuple[str, ...]
    entry: str

    def filled(self, page: Page) -> str:
        """The page's whole HTML."""
        first = page.toc.items[0]
        words = {
            _TITLE: str(page.meta["title"]),
            _DIGEST: str(page.meta["digest"]),
            _SKIP: first.id,
            _ADDRESS: page.canonical_url or "",
            _CONTENT: page.content or "",
            _ITEMS: "".join(
                self.entry.replace(_TARGET, item.id).replace(_ENTRY, item.title) for item in first.children
            ),
        }
        filled = [self.pieces[0]]
        for mark, piece in zip(self.marks, self.pieces[1:], strict=True):
            filled += (words[mark], piece)
        return "".join(filled)


class Shells:
    """The frames of one build, by what they depend on."""

    def __init__(self) -> None:
        self._shells: dict[tuple[str, str], Shell] = {}

    def fits(self, page: Page) -> bool:
        """Whether a page outside the navigation is one of those: titled by us, with headings one level deep."""
        entries = list(page.toc.items)
        return (
            "title" in page.meta
            and len(entries) == 1
            and bool(entries[0].children)
            and not any(entry.children for entry in entries[0].children)
        )

    def html(self, page: Page, render: Callable[[Page], str]) -> str:
        """The page's whole HTML; `render` makes it from the theme's own template, for a page of each kind once."""
        key = page.file.dest_uri.rpartition("/")[0], str(page.meta.get("hide"))
        if key not in self._shells:
            self._shells[key] = _shell(render(_marked(page)))
        return self._shells[key].filled(page)


def _marked(page: Page) -> Page:
    marked = copy.copy(page)
    marked.meta = {**page.meta, "title": _TITLE, "digest": _DIGEST}
    marked.content = _CONTENT
    marked.canonical_url = page.canonical_url and _ADDRESS
    first = AnchorLink("", _SKIP, 1)
    first.children.append(AnchorLink(_ENTRY, _TARGET, 2))
    marked.toc = TableOfContents([first])
    return marked


def _shell(html: str) -> Shell:
    entry = _ITEM.search(html)
    html = _ITEM.sub(_ITEMS, html)
    return Shell(tuple(_MARK.split(html)), tuple(_MARK.findall(html)), entry.group() if entry else "")
