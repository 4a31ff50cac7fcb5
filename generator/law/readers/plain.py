"""Plain text as pasted from a web page: title first, one natural paragraph a line."""

from __future__ import annotations

import re

from generator.files import SourceError
from generator.law.readers.source import Source, days_in
from generator.law.structure import read_text

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]*>|&(?:[a-z]+|#\d+);")


def read(text: str, name: str) -> Source:
    """One law in plain text; invisible characters that web pages carry are left out.

    Raises SourceError where HTML was pasted instead of text.
    """
    text = text.translate(_INVISIBLE)
    if found := _MARKUP.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise SourceError(f"第 {line} 行有 HTML 标记 {found.group()[:30]}，请粘贴为纯文本再导入")
    structured = read_text(text)
    return Source(structured.statute, structured.findings, days_in(structured.statute, name))
