"""Writing Markdown that shows catalog text exactly as it stands, whatever it contains.

Every piece of catalog text goes through `text` (or `paragraphs`): each ASCII punctuation mark becomes a
character reference, so nothing in it can be read as Markdown, HTML or an attribute list. Only plain
Python-Markdown with tables, attr_list and md_in_html is written.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from generator import addresses

FINISHED, FINISHED_END = "<!--finished-->", "<!--/finished-->"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_PLAIN_IN_URL = "/:?#@!$&'+,;=%~-."


def text(value: str) -> str:
    """Catalog text on one line, inert in paragraphs, headings, links and table cells alike."""
    return inline(value).strip()


def inline(value: str) -> str:
    """A piece of a line, inert like `text`, that keeps the blanks at its ends."""
    return _PUNCTUATION.sub(lambda sign: f"&#{ord(sign.group())};", _CONTROLS.sub(" ", value))


def paragraphs(value: str) -> str:
    """Catalog text that keeps its line breaks."""
    return "<br>".join(text(line) for line in value.splitlines() if line.strip())


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A pipe table of finished Markdown cells; nothing where there are no rows."""
    lines = [_row(row) for row in rows]
    return "\n".join([_row(headings), _row(["---"] * len(headings)), *lines]) if lines else ""


def bullets(entries: Iterable[str], indent: str = "") -> str:
    """A list of finished Markdown lines."""
    return "\n".join(f"{indent}- {entry}" for entry in entries)


def box(kind: str, *blocks: str) -> str:
    """Blocks inside a <div> of a class, still read as Markdown."""
    inner = "\n\n".join(block for block in blocks if block)
    return f'<div class="{kind}" markdown="1">\n\n{inner}\n\n</div>'


def finished(*blocks: str) -> str:
    """HTML that needs no Markdown: our plugin carries it past the Markdown parser, which takes most of a build's time.

    The marks are comments, and the blocks HTML, for whatever else reads the file.
    """
    inner = "\n".join(block for block in blocks if block)
    return f"{FINISHED}\n{inner}\n{FINISHED_END}" if inner else ""


def folded(summary: str, *blocks: str) -> str:
    """Blocks behind a line the reader opens."""
    inner = "\n\n".join(block for block in blocks if block)
    return f'<details class="folded" markdown="1">\n<summary>{summary}</summary>\n\n{inner}\n\n</details>'


def heading(level: int, title: str, anchor: str = "") -> str:
    """A heading of finished Markdown; anchors are ours, never made from Chinese text."""
    return f"{'#' * level} {title}" + (f" {{ #{anchor} }}" if anchor else "")


def quotation(value: str) -> str:
    """Text as a source prints it."""
    return f"> {paragraphs(value)}"


def outside(label: str, address: str | None) -> str:
    """A link to an official site; an address that is no http(s) address stays text."""
    if not address:
        return text(label)
    if not re.match(r"https?://[^\s/]", address):
        return f"{text(label)}（{text(address)}）"
    return f"[{text(label)}]({quote(address, safe=_PLAIN_IN_URL)})"


def anchor(page: Page, target: str, label: str) -> str:
    """A link for places that are HTML already; `label` is finished HTML. On the page itself it is the anchor alone."""
    own = target.removeprefix(page.address)
    address = own if own.startswith("#") else addresses.relative(target, page.address)
    return f'<a href="{quote(address, safe="/#-._~")}">{label}</a>'


class Page:
    """A page being written: where it will stand, its title, and its blocks in order."""

    def __init__(self, address: str, title: str) -> None:
        self.address = address
        self.title = title
        self._blocks: list[str] = []

    def add(self, *blocks: str) -> None:
        """Add blocks of finished Markdown; empty ones are left out."""
        self._blocks.extend(block for block in blocks if block)

    def link(self, label: str, target: str) -> str:
        """A link from this page to `target` (an address of generator.addresses), with catalog text as its label."""
        return f"[{text(label)}]({self.url(target)})"

    def url(self, target: str) -> str:
        """`target` as seen from this page, pages by their source name so that a dresser can check the link."""
        relative = re.sub(r"\.html(?=#|$)", ".md", addresses.relative(target, self.address))
        return quote(relative, safe="/#-._~")

    @property
    def source_name(self) -> str:
        """The file this page is written to: items/x.md."""
        return self.address.removesuffix(".html") + ".md"

    def markdown(self) -> str:
        """The whole file. Templates print the front matter's title as it is, so it is HTML already."""
        title = json.dumps(html.escape(_CONTROLS.sub(" ", self.title)), ensure_ascii=False)
        named = "" if self.address == addresses.HOME else f"title: {title}\n"  # the home page bears the site's name
        body = "\n\n".join(self._blocks) + "\n"
        front = f"---\n{named}hide: [navigation]\ndigest: '{content_digest(body)}'\n---"
        return f"{front}\n\n{body}"


def content_digest(body: str) -> str:
    """The digest (12 hexadecimal digits) of what a page says, which its footer prints for those who report an error."""
    return hashlib.sha256(body.encode()).hexdigest()[:12]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell or '　' for cell in cells)} |"
