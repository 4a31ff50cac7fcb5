"""Reads built pages for tests: links, anchors, visible text, elements."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_SILENT = {"script", "style", "svg", "title"}


class PageReader(HTMLParser):
    """What a page links to, which anchors it has, which elements and what text it shows."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._sections: dict[str, str] = {}
        self._section = ""
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        self.links += [attributes[name] for name in ("href", "src") if name in attributes]
        if "id" in attributes:
            self.anchors.add(attributes["id"])
        if tag in ("h2", "footer"):
            self._section = attributes.get("id", "")
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data
            self._sections[self._section] = self._sections.get(self._section, "") + data

    def section(self, anchor: str) -> str:
        """The text under a second-level heading."""
        return self._sections[anchor]


def read(path: Path) -> PageReader:
    return PageReader(path.read_text(encoding="utf-8"))


def broken_links(site: Path) -> list[str]:
    """Every link that leads to no file or no anchor of the site, as page → link."""
    pages = {path: read(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("javascript:"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            missing_anchor = anchor and target in pages and anchor not in pages[target].anchors
            if not target.is_file() or missing_anchor:
                broken.append(f"{path.relative_to(site)} → {link}")
    return broken
