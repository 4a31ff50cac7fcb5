"""A member of a zip from outside, inflated under a limit: what the zip says of its size is not believed."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator

from generator.law.readers.source import SourceError

DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, UnicodeError)
"""What zipfile raises on damaged archives and members."""

_CHUNK = 1 << 16
_ENCRYPTED = 1


def inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, advice: str) -> Iterator[bytes]:
    """The member's bytes, piece by piece, at most `most`.

    Raises SourceError (ending with `advice`) where it is encrypted, damaged or larger.
    """
    if entry.flag_bits & _ENCRYPTED:
        raise SourceError(f"文件加了密码，请取消密码；{advice}")
    total = 0
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > most:
                    raise SourceError(f"{entry.filename} 解压后超过 {most // 1_000_000} MB，不读取；请核对文件来源")
                yield chunk
    except DAMAGED:
        raise SourceError(f"文件已损坏（{entry.filename} 解压失败）；{advice}") from None
