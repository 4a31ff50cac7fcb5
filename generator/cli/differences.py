"""Differences of texts on a terminal: 【删：…】 and 【增：…】, coloured where the terminal can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.law.changes import Difference
    from generator.law.words import Piece

_CONTEXT = 24


def pieces_text(pieces: Iterable[Piece], longest: int | None = None) -> str:
    """One text with its differences; stretches that stay the same are shortened, those that differ to `longest`."""
    return "".join(_piece(piece, longest) for piece in pieces)


def difference_lines(difference: Difference, longest: int | None = None) -> Iterator[str]:
    """A summary line, then each changed article; `longest` as for `pieces_text`."""
    from generator.law.changes import ChangeKind

    counts = difference.counts()
    yield "，".join(f"{kind.label} {count} 条" for kind, count in counts.items()) or "没有条文"
    for change in difference.changed:
        yield ""
        yield click.style(f"{change.label}　{change.kind.label}", bold=True)
        if change.kind is not ChangeKind.MOVED:
            yield pieces_text(change.pieces, longest)
    if difference.appendices:
        yield ""
        yield click.style("附件　修改", bold=True)
        yield pieces_text(difference.appendices, longest)


def _piece(piece: Piece, longest: int | None) -> str:
    if piece.change == "same":
        return _shortened(piece.text, 2 * _CONTEXT + 2)
    text = _shortened(piece.text, longest) if longest else piece.text
    if piece.change == "deleted":
        return click.style(f"【删：{text}】", fg="red")
    return click.style(f"【增：{text}】", fg="green")


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most // 2 - 1]}……{text[1 - most // 2 :]}"
