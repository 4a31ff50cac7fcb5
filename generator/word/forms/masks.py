"""The mask of a QR code, chosen as the standard asks (ISO/IEC 18004, 7.8.3): the one that scores the fewest points.

segno chooses the same one module by module, for most of the time a code takes. Here a code is one number, a bit a
module, and all its lines are compared at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from segno import encoder

_SEGNO: Any = encoder
"""Its functions, which carry no types."""

_APART = 4
"""Light modules between two lines: as many as must be light beside what looks like a finder."""

_DIGITS = bytes.maketrans(b"\0\1\2", b"010")
_MODULES = bytes.maketrans(b"01", b"\0\1")


def masked(code: Any) -> Any:
    """A code (segno's) of mask 0 with the mask of the fewest points instead, the first of them."""
    size = len(code.matrix)
    rows, columns = _grid(size)
    across, down = rows.unmasked(code.matrix), columns.unmasked(_turned(code.matrix))
    masks = range(len(rows.flips))
    best = min(masks, key=lambda mask: _points(across ^ rows.flips[mask], down ^ columns.flips[mask], size))
    changed = _number(code.matrix) ^ rows.flips[0] ^ rows.flips[best]
    matrix = _lines(changed, size)
    _SEGNO.add_format_info(matrix, code.version, code.error, best)
    return code._replace(matrix=matrix, mask=best)


@dataclass(frozen=True)
class _Grid:
    """The modules of a size, read by rows or by columns: those that hold data, the dark ones of the rest, what masks turn."""

    data: int
    drawn: int
    flips: tuple[int, ...]

    def unmasked(self, lines: Iterable[Iterable[int]]) -> int:
        """A code of mask 0 as it is scored: without mask and information on the format."""
        return (_number(lines) ^ self.flips[0]) & self.data | self.drawn


@cache
def _grid(size: int) -> tuple[_Grid, _Grid]:
    drawn = _SEGNO.make_matrix(size, size)
    _SEGNO.add_finder_patterns(drawn, size, size)
    _SEGNO.add_alignment_patterns(drawn, size, size)
    data = [[module > 1 for module in row] for row in drawn]
    flips = [
        [[data[i][j] and turns(i, j) for j in range(size)] for i in range(size)]
        for turns in _SEGNO.get_data_mask_functions(is_micro=False)
    ]
    return (
        _Grid(_number(data), _number(drawn), tuple(map(_number, flips))),
        _Grid(_number(_turned(data)), _number(_turned(drawn)), tuple(_number(_turned(flip)) for flip in flips)),
    )


def _turned(lines: Iterable[Iterable[int]]) -> Iterable[Iterable[int]]:
    return zip(*lines, strict=True)


def _number(lines: Iterable[Iterable[int]]) -> int:
    return int(b"".join(bytes(line) + bytes(_APART) for line in lines).translate(_DIGITS), 2)


def _lines(number: int, size: int) -> tuple[bytearray, ...]:
    stride = size + _APART
    modules = f"{number:0{size * stride}b}".encode().translate(_MODULES)
    return tuple(bytearray(modules[at : at + size]) for at in range(0, size * stride, stride))


def _points(across: int, down: int, size: int) -> int:
    dark = across.bit_count() / size**2
    lines = sum(_runs(line, size) + _finders(line) for line in (across, down))
    return lines + 3 * _blocks(across, size) + 10 * int(abs(dark * 100 - 50) / 5)


def _runs(lines: int, size: int) -> int:
    """Five modules of one colour in a line are 3 points, each one more is a point."""
    alike = _alike(lines, size, 1)
    five = alike & alike << 1 & alike << 2 & alike << 3
    return five.bit_count() + 2 * (five & ~(five >> 1)).bit_count()


def _blocks(lines: int, size: int) -> int:
    """How many squares of two by two are of one colour."""
    beside, below = _alike(lines, size, 1), _alike(lines, size, size + _APART)
    return (beside & beside << size + _APART & below).bit_count()


def _finders(lines: int) -> int:
    """What looks like a finder, four light modules before or after it, is 40 points; what it overlaps counts no more."""
    found = lines & ~(lines << 1) & lines << 2 & lines << 3 & lines << 4 & ~(lines << 5) & lines << 6
    before = lines >> 1 | lines >> 2 | lines >> 3 | lines >> 4
    after = lines << 7 | lines << 8 | lines << 9 | lines << 10
    counted = found & ~(before & after)
    return 40 * (counted & ~(counted >> 4 | counted >> 6)).bit_count()


def _alike(lines: int, size: int, step: int) -> int:
    """The modules that are of the colour of the one a step on."""
    modules = _modules(size)
    return ~(lines ^ lines << step) & modules & modules << step


@cache
def _modules(size: int) -> int:
    return _number([bytes([1] * size)] * size)
