"""Differences of texts on a terminal: 【删：…】 and 【增：…】, coloured where the terminal can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from generator.law.changes import KINDS, Difference
from generator.law.words import Piece

_CONTEXT = 24


def pieces_text(pieces: Iterable[Piece]) -> str:
    """One text with its differences; long stretches that stay the same are shortened."""
    return "".join(_piece(piece) for piece in pieces)


def difference_lines(difference: Difference) -> Iterator[str]:
    """A summary line, then each changed article."""
    counts = difference.counts()
    yield "，".join(f"{KINDS[kind]} {count} 条" for kind, count in counts.items()) or "没有条文"
    for change in difference.changed:
        yield ""
        yield click.style(f"{change.label}　{KINDS[change.kind]}", bold=True)
        if change.kind != "moved":
            yield pieces_text(change.pieces)
    if difference.appendices:
        yield ""
        yield click.style("附件　修改", bold=True)
        yield pieces_text(difference.appendices)


def _piece(piece: Piece) -> str:
    if piece.change == "deleted":
        return click.style(f"【删：{piece.text}】", fg="red")
    if piece.change == "inserted":
        return click.style(f"【增：{piece.text}】", fg="green")
    text = piece.text
    return text if len(text) <= 2 * _CONTEXT + 2 else f"{text[:_CONTEXT]}……{text[-_CONTEXT:]}"
