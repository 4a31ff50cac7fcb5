"""Blocks of finished HTML out of the inline Markdown that `markdown` writes.

A page made of these and of headings needs no Markdown parser, which would take more time than everything else.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.site.markdown import inline_html, paragraphs


def div(kind: str, *blocks: str) -> str:
    """Blocks in a <div> of a class."""
    return _within(f'<div class="{kind}">', blocks, "</div>")


def paragraph(line: str) -> str:
    """A line of inline Markdown as a paragraph."""
    return f"<p>{inline_html(line)}</p>"


def listed(entries: Iterable[str | tuple[str, Iterable[str]]]) -> str:
    """A list of lines of inline Markdown; an entry may have a list of its own."""
    return _within("<ul>", map(_entry, entries), "</ul>")


def quoted(value: str) -> str:
    """Text as a source prints it."""
    return _within("<blockquote>", [f"<p>{paragraphs(value)}</p>"], "</blockquote>")


def behind(summary: str, *blocks: str) -> str:
    """Blocks behind a line the reader opens."""
    return _within('<details class="folded">', [f"<summary>{summary}</summary>", *blocks], "</details>")


def _entry(entry: str | tuple[str, Iterable[str]]) -> str:
    if isinstance(entry, str):
        return f"<li>{inline_html(entry)}</li>"
    line, below = entry
    return f"<li>{inline_html(line)}{listed(below)}\n</li>"


def _within(opening: str, blocks: Iterable[str], closing: str) -> str:
    return "\n".join([opening, *(block for block in blocks if block), closing])
