"""Zip archives whose bytes depend on their content alone, written as a stream: no entry is touched again, any size.

Python's zipfile spends more time on an entry's bookkeeping than joining a document takes, and cannot go on with an
archive that was cut off. Here an entry is one header and its bytes; what is complete in a cut-off archive is found
again by reading the headers from the front. Zip64 is used where size or count ask for it (APPNOTE 4.3).
"""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

STORED, DEFLATED = 0, 8

_DATE = (1980 - 1980) << 9 | 1 << 5 | 1
_UTF8 = 0x800
_NEEDED, _NEEDED_64 = 20, 45
_MOST, _LONGEST = 0xFFFF, 0xFFFFFFFF
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_KEPT_IN_MEMORY = 8_000_000
_READ = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


def local_header(name: bytes, crc: int, packed: int, plain: int, method: int = DEFLATED) -> bytes:
    """What stands before an entry's bytes."""
    return _LOCAL.pack(b"PK\3\4", _NEEDED, _UTF8, method, 0, _DATE, crc, packed, plain, len(name), 0) + name


def central_header(name: bytes, crc: int, packed: int, plain: int, at: int, method: int = DEFLATED) -> bytes:
    """An entry in the directory at the archive's end."""
    extra, needed, shown = b"", _NEEDED, at
    if at > _LONGEST:
        extra, needed, shown = struct.pack("<2HQ", 1, 8, at), _NEEDED_64, _LONGEST
    return (
        _CENTRAL.pack(
            b"PK\1\2", needed, needed, _UTF8, method, 0, _DATE, crc, packed, plain,
            len(name), len(extra), 0, 0, 0, 0, shown,
        ) + name + extra
    )  # fmt: skip


def end_records(count: int, size: int, at: int) -> bytes:
    """The archive's end: `count` entries, whose directory is `size` bytes long and begins at `at`."""
    end = b""
    if count > _MOST or size > _LONGEST or at > _LONGEST:
        end = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, _NEEDED_64, _NEEDED_64, 0, 0, count, count, size, at)
        end += struct.pack("<4sIQI", b"PK\6\7", 0, at + size, 1)
    shown = min(count, _MOST)
    return end + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, shown, shown, min(size, _LONGEST), min(at, _LONGEST), 0)


@dataclass(frozen=True)
class Entry:
    """A complete entry of a cut-off archive."""

    name: str
    crc: int
    size: int
    at: int


class Archive:
    """An archive being written to a stream. Entries are stored as they are: what goes in is compressed already."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._directory: IO[bytes] = tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY)  # noqa: SIM115 (closed by `close`)
        self._at = 0
        self._count = 0

    def add(self, name: str, content: bytes, crc: int | None = None) -> None:
        """Write an entry."""
        known = zlib.crc32(content) if crc is None else crc
        encoded = name.encode()
        header = local_header(encoded, known, len(content), len(content), STORED)
        self._stream.write(header)
        self._stream.write(content)
        self._list(encoded, known, len(content), self._at)
        self._at += len(header) + len(content)

    def kept(self, entry: Entry) -> None:
        """Go on after an entry that is there already; the stream stands behind it."""
        encoded = entry.name.encode()
        self._list(encoded, entry.crc, entry.size, entry.at)
        self._at = entry.at + _LOCAL.size + len(encoded) + entry.size

    def close(self) -> None:
        """Write the directory and the end. The stream stays open."""
        size = self._directory.tell()
        self._directory.seek(0)
        while block := self._directory.read(_READ):
            self._stream.write(block)
        self._stream.write(end_records(self._count, size, self._at))
        self._directory.close()

    def _list(self, name: bytes, crc: int, size: int, at: int) -> None:
        self._directory.write(central_header(name, crc, size, size, at, STORED))
        self._count += 1


def complete_entries(stream: IO[bytes]) -> Iterator[Entry]:
    """The entries of an archive of ours that are complete, from the front; ends at the first that is not."""
    at = 0
    while True:
        header = stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != b"PK\3\4":
            return
        *_, crc, packed, _plain, length, _extra = _LOCAL.unpack(header)
        name, content = stream.read(length), stream.read(packed)
        if len(name) < length or len(content) < packed or zlib.crc32(content) != crc:
            return
        yield Entry(name.decode(), crc, packed, at)
        at += _LOCAL.size + length + packed


def archive_of(entries: Iterator[tuple[str, bytes, int]]) -> bytes:
    """A small archive of (name, content, CRC)."""
    stream = io.BytesIO()
    archive = Archive(stream)
    for name, content, crc in entries:
        archive.add(name, content, crc)
    archive.close()
    return stream.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a package: the list of types first, dates fixed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, parts[name])
    return packed.getvalue()
