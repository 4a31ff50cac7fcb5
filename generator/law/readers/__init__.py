"""Statutes from files: one reader a form, one canonical statute out (see `source`).

A reader guesses nothing: what it cannot place is a finding, what it cannot read at all a SourceError
whose Chinese message says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.files import EncodingError, RefusedError, SourceError, decoded, read_file
from generator.law.readers.source import LARGEST_FILE, Days, Source

TO_CONVERT = (".doc", ".wps", ".pdf", ".rtf", ".html", ".htm")
"""Files laws are handed out in that must be turned into one of those first."""

_LARGEST_TEXT = 20_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LARGEST_DOCX = 100_000_000


def read(path: Path) -> Iterator[Source]:
    """Every statute in a file. Raises SourceError where the file is not what its name says, OSError where unreadable."""
    suffix = path.suffix.lower()
    if suffix in READERS:
        yield from READERS[suffix](path)
    elif suffix in TO_CONVERT:
        raise SourceError(f"不能读取 {suffix} 文件，请用 WPS 打开，另存为 .docx 再导入（网页可复制文字，存为 .txt）")
    else:
        raise SourceError(f"不认识的文件种类“{suffix or path.name}”，可以导入的有：{'、'.join(SUFFIXES)}")


def _wheel(path: Path) -> Iterator[Source]:
    from generator.law.readers import wheel

    yield from wheel.read(path)


def _docx(path: Path) -> Iterator[Source]:
    from generator.law.readers import docx

    yield docx.read(_content(path, _LARGEST_DOCX), path.name)


def _markdown(path: Path) -> Iterator[Source]:
    from generator.law.readers import markdown

    yield markdown.read(_text(path), path.name)


def _plain(path: Path) -> Iterator[Source]:
    from generator.law.readers import plain

    yield plain.read(_text(path), path.name)


READERS: dict[str, Callable[[Path], Iterator[Source]]] = {
    ".docx": _docx,
    ".md": _markdown,
    ".txt": _plain,
    ".whl": _wheel,
}
"""The reader of each kind of file."""

SUFFIXES = tuple(READERS)
"""Files a folder is searched for."""


def _content(path: Path, most: int) -> bytes:
    """A file's bytes; what is larger or no file is refused unread."""
    try:
        return read_file(path, most)
    except RefusedError as error:
        raise SourceError(f"{error}：不是一部法规") from None


def _text(path: Path) -> str:
    """A text file's content with \\n at line ends."""
    content = _content(path, _LARGEST_TEXT)
    try:
        text = decoded(content)
    except EncodingError as error:
        raise SourceError(f"{error}再导入") from None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        name = " NUL 字符" if found.group() == "\0" else "控制字符"
        raise SourceError(f"第 {line} 行有{name}，不是文本文件，或者复制时带进了杂质；请清除后再导入")
    return _LINE_END.sub("\n", text)


__all__ = ["LARGEST_FILE", "SUFFIXES", "TO_CONVERT", "Days", "Source", "SourceError", "read"]
