"""签发人 (7.2.6): who signs a document that goes up to a higher agency (上行文)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.word.paper import styles
from generator.word.paper.breaking import width_of
from generator.word.paper.fonts import KAITI
from generator.word.paper.geometry import CELLS_PER_LINE, cells
from generator.word.paper.ooxml import Element, paragraph, run, run_properties

_LABEL = "签发人："
_EDGE = 1
_NUMBER_ROOM = 13
"""What the 发文字号 and its distance from the left take at least (字)."""


def number_and_signers(number: Element, signers: Sequence[str], rule: Element) -> Iterator[Element]:
    """The number 1 字 from the left, on the last line of signers; names in 楷体, two a line, one under the other.

    Long names stand one a line. The last line bears the red rule.
    """
    names = [_even(name) for name in signers]
    columns = _columns(names)
    rows = [names[at : at + len(columns)] for at in range(0, len(names), len(columns))]
    for place, row in enumerate(rows):
        first, last = place == 0, place == len(rows) - 1
        content = [run("\t"), number] if last else []
        stops = [float(_EDGE)] if last else []
        for at, name in zip(columns, row, strict=False):
            labelled = first and at == columns[0]
            stops.append(at - width_of(_LABEL) if labelled else at)
            content += [run(f"\t{_LABEL}" if labelled else "\t"), run(name, run_properties(KAITI))]
        yield paragraph(
            styles.NORMAL,
            *content,
            tabs=[("left", cells(at)) for at in stops],
            align="left",
            border=rule if last else None,
        )


def _even(name: str) -> str:
    """A name of two characters is set as wide as one of three."""
    return "　".join(name) if len(name) == 2 else name


def _columns(names: Sequence[str]) -> list[float]:
    """Where names begin (字): the last ends 1 字 from the right, the first leaves room for 发文字号 and label."""
    width = max(width_of(name) for name in names)
    last = CELLS_PER_LINE - _EDGE - width
    first = last - 1 - width
    if len(names) > 1 and first - width_of(_LABEL) >= _NUMBER_ROOM:
        return [first, last]
    return [max(last, _NUMBER_ROOM + width_of(_LABEL))]
