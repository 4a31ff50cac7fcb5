"""A quick look at a sheet or its strings written as Excel, WPS and the libraries write them: how far the cells reach.

A part of a million cells costs a second this way, and several when every element is parsed. What is written in any
other way, or holds formulas, error values or merged cells, is left to `guard`, which parses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.tables.book.findings import column_number

_HEAD = re.compile(
    rb'\s*(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?(?: standalone="(?:yes|no)")?\s*\?>\s*)?<(?:worksheet|sst)[ >]'
)
_LONGEST_HEAD = 200
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ANY_CELL = re.compile(rb"<c[\s/>]")
_CLAIM = re.compile(rb'\s(?:uniqueC|c)ount="(\d{1,20})"')
_ANY_CLAIM = re.compile(rb"\s(?:uniqueC|c)ount\s*=")
_PREFIXED = re.compile(rb"<[^<>\s]+:(?:c|row|v|f|is)[\s/>]")
_FORMULA = re.compile(rb"<f[\s/>]")
_FAR_ROW = re.compile(rb' r="\d{8}')
_UNUSUAL = (b"<!", b"='", b' ="', b'= "', b'="&', b'="e"', b"<mergeCell ")
"""Declarations, comments, CDATA; attributes in other quotes, with blanks or written as entities; error values."""
_MOST_HELD = 1 << 20


class UnusualError(Exception):
    """The part is to be parsed."""


class Glance:
    """Rows and columns that the cells of a part reach, empty ones too; the most entries it claims to have."""

    def __init__(self, most_rows: int) -> None:
        self._most_rows = most_rows
        self.rows = 0
        self.claim = 0
        self._names: set[bytes] = set()

    @property
    def columns(self) -> int:
        """How many columns there are up to the last."""
        return max((column_number(name.decode()) for name in self._names), default=0)

    def look(self, chunks: Iterable[bytes]) -> Glance:
        """Read the part. Raises UnusualError."""
        held, begun = b"", False
        for chunk in chunks:
            held += chunk
            if not begun and len(held) >= _LONGEST_HEAD:
                begun = self._begin(held)
            cut = held.rfind(b"<")
            if begun and cut > 0:
                self._take(held[:cut])
                held = held[cut:]
            elif len(held) > _MOST_HELD:
                raise UnusualError
        if not begun:
            self._begin(held)
        self._take(held)
        return self

    def _begin(self, held: bytes) -> bool:
        if not _HEAD.match(held):
            raise UnusualError
        return True

    def _take(self, piece: bytes) -> None:
        if any(sign in piece for sign in _UNUSUAL) or (b"<f" in piece and _FORMULA.search(piece)):
            raise UnusualError
        if _FAR_ROW.search(piece) or (b":" in piece and _PREFIXED.search(piece)):
            raise UnusualError
        if b"ount" in piece:
            claims = _CLAIM.findall(piece)
            if len(claims) != len(_ANY_CLAIM.findall(piece)):
                raise UnusualError
            self.claim = max([self.claim, *map(int, claims)])
        cells = _CELL.findall(piece)
        if len(cells) != len(_ANY_CELL.findall(piece)):
            raise UnusualError
        if cells:
            names, numbers = zip(*cells, strict=True)
            self._names.update(names)
            self.rows = max(self.rows, max(map(int, numbers)))
            if self.rows > self._most_rows:
                raise UnusualError
