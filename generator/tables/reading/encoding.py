"""Which encoding a text table is in: what Excel, WPS and other programs write in China."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from generator.tables.book.findings import SAVE_AGAIN, TableError

_BLOCK = 1 << 20


def encoding_of(stream: BinaryIO) -> str:
    """utf-16 (with its mark), utf-8-sig or gb18030; read in blocks, for the file may be large.

    Raises TableError for what is no text in any of them.
    """
    start = stream.read(2)
    candidates = ["utf-16"] if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        stream.seek(0)
        if _decodes(stream, encoding):
            return encoding
    raise TableError(f"不是文本表格，或者编码认不出来（应是 UTF-8 或 GBK）；{SAVE_AGAIN}")


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := stream.read(_BLOCK):
            if "\0" in decoder.decode(block):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
