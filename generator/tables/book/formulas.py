"""Cells of a .csv that no program may take for a formula.

A spreadsheet program takes a cell that begins with = + - @ for one: such a cell gets an apostrophe, which is taken off
again when it is read.
"""

from __future__ import annotations

import re

_DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")


def escaped(text: str) -> str:
    """The cell so that no program takes it for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return text[1:] if _ESCAPED.match(text) else text
