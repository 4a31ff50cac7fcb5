"""Filling a blank many times: what no value changes is compressed once, and the pieces are spliced.

A deflate stream may be put together from pieces that each end on a byte with nothing left to refer back to
(Z_FULL_FLUSH). Long constant runs of a part's XML are such pieces, made once; short ones and what is filled in are
written between them, stored where that is cheapest. A run's CRC is carried over by a table (the CRC of A + B is a
linear function of A's, once B is known). `word/document.xml` is the same as `fill.parts` writes it; only its
compression differs.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.catalog.documents import FieldKind
from generator.files.archives import central_header, end_records, local_header
from generator.word.compiled.fill import Entered, Joining
from generator.word.compiled.pieces import Blank, IdSlot, Part, Piece, RowNumberSlot
from generator.word.values.kinds import Shown, shown

_WORTH_ITS_OWN = 2_000
"""Characters of constant text from which a piece of its own takes less time than it costs bytes."""

_TABLE_FROM = 3_000
"""Bytes from which carrying a CRC over by table is faster than reading them."""

_STORED_TO = 480
"""Bytes up to which what is filled in is stored rather than compressed."""

_LEVEL = 2
_MOST_KEPT = 32


@dataclass(frozen=True)
class Packed:
    """A document as a .docx, and its CRC."""

    content: bytes
    crc: int


class Packer:
    """Fills one blank again and again. `live`: tags of the fields that will be supplied; the others stay as blank."""

    def __init__(self, blank: Blank, live: Collection[str]) -> None:
        self.blank = blank
        constant = {spec.tag: _default(spec.default, spec) for spec in blank.fields if spec.tag not in live}
        kept = {tag: value for tag, value in constant.items() if value is not None}
        lists = {spec.tag for spec in blank.fields if spec.kind is FieldKind.LIST}
        alive = set(live) | (lists if lists & set(live) else set())
        fixed, moving = [], []
        for part in blank.parts:
            runs = _runs(blank, part, alive, kept) if part.pieces else [part.content]
            if len(runs) == 1 and isinstance(runs[0], bytes):
                fixed.append((part.name, runs[0]))
            else:
                moving.append(_Moving(part.name.encode(), [_segment(run) for run in runs]))
        self._moving = moving
        self._prefix, self._directory = _constant_parts(fixed)
        self._count = len(blank.parts)
        self._prefix_crc = zlib.crc32(self._prefix)

    def pack(self, entered: Entered) -> Packed:
        """The blank filled with checked values (`fill.checked`)."""
        out, directory, at = [self._prefix], [self._directory], len(self._prefix)
        joining = Joining(self.blank)
        for part in self._moving:
            written, crc, plain = part.deflated(joining, entered)
            packed = sum(map(len, written))
            header = local_header(part.name, crc, packed, plain)
            out.append(header)
            out += written
            directory.append(central_header(part.name, crc, packed, plain, at))
            at += len(header) + packed
        end = b"".join(directory)
        rest = b"".join((*out[1:], end, end_records(self._count, len(end), at)))
        return Packed(self._prefix + rest, zlib.crc32(rest, self._prefix_crc))


def _default(text: str | None, spec: Any) -> Shown | None:
    return None if text is None else shown(spec, text)


def _runs(blank: Blank, part: Part, live: Collection[str], constant: Mapping[str, Shown]) -> list[bytes | list[Piece]]:
    """A part's pieces as constant bytes and, between them, pieces that change; short constants join what changes."""
    joining = Joining(blank)
    flat: list[Piece] = []
    for piece in part.pieces:
        if isinstance(piece, str) or (not isinstance(piece, RowNumberSlot | IdSlot) and piece.field in live):
            flat.append(piece)
        else:
            flat.append("".join(joining.texts([piece], constant)))
    return list(_joined(flat))


def _joined(pieces: Sequence[Piece]) -> Iterator[bytes | list[Piece]]:
    merged: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    moving: list[Piece] = []
    for piece in merged:
        if isinstance(piece, str) and len(piece) >= _WORTH_ITS_OWN:
            if moving:
                yield moving
            moving = []
            yield piece.encode()
        else:
            moving.append(piece)
    if moving:
        yield moving


@dataclass(frozen=True)
class _Constant:
    """Constant bytes: their piece of a deflate stream, and how they carry a CRC over."""

    plain: bytes
    deflated: bytes
    tables: tuple[tuple[int, ...], ...]

    def carried(self, crc: int) -> int:
        if not self.tables:
            return zlib.crc32(self.plain, crc)
        first, second, third, fourth = self.tables
        return first[crc & 255] ^ second[crc >> 8 & 255] ^ third[crc >> 16 & 255] ^ fourth[crc >> 24]


class _Changing:
    """Pieces that change. What they came to is kept a while: the same inspectors sign many documents."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._kept: dict[str, tuple[bytes, bytes]] = {}

    def written(self, joining: Joining, entered: Entered) -> tuple[bytes, bytes]:
        """The plain bytes, and their piece of a deflate stream."""
        text = "".join(joining.texts(self._pieces, entered))
        found = self._kept.get(text)
        if found is None:
            plain = text.encode()
            found = plain, _stored(plain) if len(plain) <= _STORED_TO else _flushed(plain, _LEVEL)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[text] = found
        return found


def _segment(run: bytes | list[Piece]) -> _Constant | _Changing:
    if not isinstance(run, bytes):
        return _Changing(run)
    return _Constant(run, _flushed(run, 9), crc_tables(run) if len(run) >= _TABLE_FROM else ())


def crc_tables(plain: bytes) -> tuple[tuple[int, ...], ...]:
    """Four tables of 256: the CRC of (what has the CRC c) + `plain` is the sum (xor) of an entry of each for a byte of c."""
    zero = zlib.crc32(plain, 0)
    bits = [zlib.crc32(plain, 1 << bit) ^ zero for bit in range(32)]
    tables = []
    for byte in range(4):
        table = [zero if byte == 0 else 0]
        for bit in range(8):
            table += [entry ^ bits[byte * 8 + bit] for entry in table]
        tables.append(tuple(table))
    return tuple(tables)


@dataclass(frozen=True)
class _Moving:
    """A part with slots that are filled."""

    name: bytes
    segments: Sequence[_Constant | _Changing]

    def deflated(self, joining: Joining, entered: Entered) -> tuple[list[bytes], int, int]:
        """The pieces of its deflate stream, its CRC, its length."""
        out, crc, length = [], 0, 0
        for segment in self.segments:
            if isinstance(segment, _Constant):
                out.append(segment.deflated)
                crc = segment.carried(crc)
                length += len(segment.plain)
            else:
                plain, deflated = segment.written(joining, entered)
                out.append(deflated)
                crc = zlib.crc32(plain, crc)
                length += len(plain)
        out.append(b"\x03\x00")
        return out, crc, length


def _stored(plain: bytes) -> bytes:
    return struct.pack("<BHH", 0, len(plain), len(plain) ^ 0xFFFF) + plain if plain else b""


def _flushed(plain: bytes, level: int) -> bytes:
    made = zlib.compressobj(level, zlib.DEFLATED, -15)
    return made.compress(plain) + made.flush(zlib.Z_FULL_FLUSH)


def _constant_parts(parts: Sequence[tuple[str, bytes]]) -> tuple[bytes, bytes]:
    """The constant parts as the beginning of a package, and their entries in its directory."""
    out, directory = bytearray(), bytearray()
    for name, content in parts:
        made = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = made.compress(content) + made.flush()
        encoded, crc = name.encode(), zlib.crc32(content)
        directory += central_header(encoded, crc, len(packed), len(content), len(out))
        out += local_header(encoded, crc, len(packed), len(content)) + packed
    return bytes(out), bytes(directory)
