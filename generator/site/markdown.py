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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from generator import addresses
from generator.addresses import Fixed

FINISHED, FINISHED_END = "<!--finished-->", "<!--/finished-->"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_SPECIAL = re.compile(f"{_CONTROLS.pattern}|{_PUNCTUATION.pattern}")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_PLAIN_IN_URL = "/:?#@!$&'+,;=%~-."


@dataclass(frozen=True)
class Column:
    """A column's heading and how a reader may sort by it: as text, by the number in it, by the day in it."""

    heading: str
    sort: Literal["", "text", "number", "day"] = ""


@dataclass(frozen=True)
class Row:
    """A table's row, with what a script of ours needs to know of it (data-…)."""

    cells: Sequence[str]
    data: Mapping[str, str] = field(default_factory=dict)


def text(value: str) -> str:
    """Catalog text on one line, inert in paragraphs, headings, links and table cells alike."""
    return inline(value).strip()


def inline(value: str) -> str:
    """A piece of a line, inert like `text`, that keeps the blanks at its ends."""
    if _SPECIAL.search(value) is None:
        return value
    return _PUNCTUATION.sub(lambda sign: f"&#{ord(sign.group())};", _CONTROLS.sub(" ", value))


def paragraphs(value: str) -> str:
    """Catalog text that keeps its line breaks."""
    return "<br>".join(text(line) for line in value.splitlines() if line.strip())


def table(headings: Sequence[str | Column], rows: Iterable[Sequence[str] | Row], caption: str) -> str:
    """A table of cells in the inline Markdown this module writes; nothing where there are no rows.

    It is finished HTML: quick to dress, with a caption and header cells for those who have the page read to them.
    """
    return finished(table_html(headings, rows, caption))


def table_html(headings: Sequence[str | Column], rows: Iterable[Sequence[str] | Row], caption: str) -> str:
    """The same table for a block that is finished HTML as a whole."""
    columns = [Column(heading) if isinstance(heading, str) else heading for heading in headings]
    lines = [_row(columns, row if isinstance(row, Row) else Row(row)) for row in rows]
    head = "".join(f'<th scope="col"{_sorting(column)}>{column.heading}</th>' for column in columns)
    made = (
        "<table>",
        f'<caption class="jg-caption">{caption}</caption>',
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
        *lines,
        "</tbody></table>",
    )
    return "\n".join(made) if lines else ""


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

    def __init__(self, address: str, title: str, *, wide: bool = False) -> None:
        """`wide`: without the sidebar of headings."""
        self.address = address
        self._hidden = "navigation, toc" if wide else "navigation"
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
        named = "" if self.address == Fixed.HOME else f"title: {title}\n"  # the home page bears the site's name
        body = "\n\n".join(self._blocks) + "\n"
        front = f"---\n{named}hide: [{self._hidden}]\ndigest: '{content_digest(body)}'\n---"
        return f"{front}\n\n{body}"


def content_digest(body: str) -> str:
    """The digest (12 hexadecimal digits) of what a page says, which its footer prints for those who report an error."""
    return hashlib.sha256(body.encode()).hexdigest()[:12]


def _as_page(url: str) -> str:
    return html.escape(url if "://" in url else re.sub(r"\.md(?=#|$)", ".html", url))


def inline_html(value: str, link: Callable[[str], str] = _as_page) -> str:
    """The inline Markdown this module writes (links, bold) as HTML. Catalog text in it has no sign of its own left.

    `link`: what an address becomes, escaped.
    """
    linked = _LINK.sub(lambda found: f'<a href="{link(found.group(2))}">{found.group(1)}</a>', value)
    return _STRONG.sub(r"<strong>\1</strong>", linked)


def _sorting(column: Column) -> str:
    return f' data-sort="{column.sort}"' if column.sort else ""


def _row(columns: Sequence[Column], row: Row) -> str:
    shown = (
        f'<td data-label="{column.heading}">{_DAY.sub(_unbroken, inline_html(cell))}</td>'
        for column, cell in zip(columns, row.cells, strict=True)
    )
    data = "".join(f' data-{name}="{content}"' for name, content in row.data.items())
    return f"<tr{data}>{''.join(shown)}</tr>"


def _unbroken(day: re.Match[str]) -> str:
    return f'<span class="day">{day.group()}</span>'
