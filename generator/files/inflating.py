"""A member of a zip from outside, inflated under a limit: what the zip says of itself is checked, not believed.

A zip says twice what it holds: before each member and in the directory at its end. Where they differ, one reader sees
other bytes than the next, and what was looked through is not what is read.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from generator.files.reasons import SourceError

DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, UnicodeError)
"""What zipfile and inflating raise on damaged archives and members."""

_CHUNK = 1 << 16
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x2041, 0x8, 0x800
"""Bits of a member's flags: its bytes or the directory are encrypted; its sizes stand behind its bytes; its name is UTF-8."""

_HEADER = struct.Struct("<4s5H3I2H")
_SAID_ELSEWHERE = 0xFFFFFFFF


def inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, advice: str) -> Iterator[bytes]:
    """The member's bytes, piece by piece, at most `most`; one member at a time.

    Raises SourceError (ending with `advice`) where it is encrypted, damaged or larger, or the zip contradicts itself.
    """
    try:
        flags = _begin(archive, entry)
        if flags & _ENCRYPTED:
            raise SourceError(f"文件加了密码，请取消密码；{advice}")
        total = crc = 0
        for chunk in _pieces(archive, entry):
            total += len(chunk)
            crc = zlib.crc32(chunk, crc)
            if total > entry.file_size:
                raise zipfile.BadZipFile
            if total > most:
                raise SourceError(f"{entry.filename} 解压后超过 {most // 1_000_000} MB，不读取；请核对文件来源")
            yield chunk
        if (total, crc) != (entry.file_size, entry.CRC):
            raise zipfile.BadZipFile
    except DAMAGED:
        raise SourceError(f"文件已损坏（{entry.filename} 解压失败）；{advice}") from None


def _begin(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Go to the member's bytes; its flags in both places. Raises BadZipFile where both places do not say the same."""
    stream = _stream(archive)
    stream.seek(entry.header_offset)
    sign, _, flags, method, _, _, crc, packed, size, length, extra = _HEADER.unpack(stream.read(_HEADER.size))
    name = stream.read(length)
    stream.seek(extra, 1)
    said = (packed, size, crc)
    agree = flags & _SIZES_FOLLOW or said == (entry.compress_size, entry.file_size, entry.CRC)
    agree = agree or (_SAID_ELSEWHERE in said and crc == entry.CRC)
    named = entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")
    if (sign, method, name) != (b"PK\3\4", entry.compress_type, named) or not agree:
        raise zipfile.BadZipFile
    return int(flags) | entry.flag_bits


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    stream, left = _stream(archive), entry.compress_size
    if entry.compress_type == zipfile.ZIP_STORED:
        while left and (block := stream.read(min(left, _CHUNK))):
            left -= len(block)
            yield block
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    while left and (block := stream.read(min(left, _CHUNK))):
        left -= len(block)
        while block and not inflating.eof:
            yield inflating.decompress(block, _CHUNK)
            block = inflating.unconsumed_tail
    yield inflating.flush()
    if left or not inflating.eof or inflating.unused_data:
        raise zipfile.BadZipFile


def _stream(archive: zipfile.ZipFile) -> BinaryIO:
    assert archive.fp is not None
    return archive.fp  # type: ignore[return-value]
