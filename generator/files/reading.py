"""Reading files that come from outside: regular files only, no larger than their reader can use.

A pipe, a device or a socket in place of a file would be waited for without end, or never end; a link leads to one as
well. So what was opened is asked, not what stood at the path before.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from generator.files.reasons import RefusedError

LARGEST_DOCUMENT = 50_000_000
"""Bytes; the largest document or table that is read whole. One of ten pictures has about 20,000,000."""

LARGEST_RECORD = 5_000_000
"""Bytes; the largest file of a catalog. An item of 400 checks has about 200,000."""

_KINDS = ((stat.S_ISDIR, "这是一个文件夹"), (stat.S_ISFIFO, "这是管道"), (stat.S_ISCHR, "这是设备"))
_SAFELY = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY", "O_CLOEXEC"))


class EncodingError(RefusedError):
    """A text that is not UTF-8; `line` and `column` (1-based, in bytes) are where it ends to be."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"第 {line} 行不是 UTF-8 编码（可能是 GBK），请在编辑器中另存为 UTF-8")
        self.line, self.column = line, column


def read_file(path: Path, most: int) -> bytes:
    """A file's content, at most so many bytes. Raises RefusedError where it is no regular file or is larger, OSError."""
    with reading(path, most) as stream:
        content = stream.read(most + 1)
    if len(content) > most:  # it grows, or tells no size
        raise _too_large(len(content), most)
    return content


@contextlib.contextmanager
def reading(path: Path, most: int) -> Iterator[BinaryIO]:
    """A file as a stream. Raises RefusedError where it is no regular file or has more than so many bytes, OSError."""
    with os.fdopen(os.open(path, os.O_RDONLY | _SAFELY), "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode):
            kind = next((name for is_kind, name in _KINDS if is_kind(about.st_mode)), "这是特殊文件")
            raise RefusedError(f"{kind}，不是普通文件，不读取")
        if about.st_size > most:
            raise _too_large(about.st_size, most)
        yield stream


def decoded(content: bytes) -> str:
    """A text in UTF-8, with or without its mark. Raises EncodingError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]  # without the mark
        raise EncodingError(before.count(b"\n") + 1, len(before) - before.rfind(b"\n")) from None


def json_of(content: str, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """What a JSON text says; `pairs` makes its objects. NaN and numbers beyond all bounds are none.

    Raises ValueError, RecursionError, and what `pairs` raises.
    """
    return json.loads(content, object_pairs_hook=pairs, parse_constant=_finite, parse_float=_finite)


def _finite(text: str) -> float:
    if math.isfinite(number := float(text)):
        return number
    raise ValueError(f"{text} is no number")


def _too_large(size: int, most: int) -> RefusedError:
    return RefusedError(f"文件过大（{size / 1e6:.0f} MB，最多 {most / 1e6:.0f} MB），不读取")
