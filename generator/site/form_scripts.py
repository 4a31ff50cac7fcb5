"""Compiled blanks for the forms on the pages: scripts that assign, so that they load from a folder too, when asked for.

Parts of the package that several blanks share (styles, theme …) are written once, each under its digest, so that a
page never joins a blank with parts of another build. The rest of a blank is compressed: it is XML that repeats itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from generator import addresses
from generator.catalog import fill_rules

_IN_MEMORY = 1 << 24
"""Bytes of packed forms from which they are kept on the disk."""


@dataclass(frozen=True)
class WebForm:
    """A document type, for one item or (empty) for single cases: its compiled blank and what a person is asked for, as JSON takes them."""

    document: str
    item: str
    blank: Mapping[str, Any]
    asked: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Its name among the forms of the site."""
        return addresses.form_key(self.document, self.item)


def files(forms: Iterable[WebForm], acts: Sequence[Mapping[str, Any]], as_of: str) -> Iterator[tuple[str, str]]:
    """Address and content of every script: one a form, the shared parts, what pages say of the law of an act."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as packed:
        shelf = _Shelf(packed)
        named = [(addresses.form(form.document, form.item), form.key, shelf.put(form)) for form in forms]
        for (address, key, _), content in zip(named, shelf.taken(size for *_, size in named), strict=True):
            yield address, _assigned(key, content)
    pool = ",".join(f"{json.dumps(digest)}:{text}" for digest, text in sorted(shelf.shared.items()))
    yield addresses.FORM_PARTS, f"(self.jianguanParts=self.jianguanParts||[]).push({{{pool}}});\n"
    yield addresses.FORM_ACTS, _assigned("acts", _text({"as_of": as_of, "items": acts}))


def rules() -> str:
    """The script by which the others know what a field takes."""
    return f"self.jianguanRules={_text(fill_rules.as_data())};\n"


class _Shelf:
    """Forms kept small, and many of them on the disk, until all are known: only then is it known which parts they share."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._seen: set[str] = set()
        self._packed = packed
        self.shared: dict[str, str] = {}

    def put(self, form: WebForm) -> int:
        """Keep a form without the parts an earlier one has; how many bytes it takes."""
        shape = {key: value for key, value in form.blank.items() if key != "parts"}
        parts: list[tuple[str, str]] = []
        for text in map(_text, form.blank["parts"]):
            digest = _digest(text)
            if digest in self._seen:
                self.shared[digest], text = text, ""
            self._seen.add(digest)
            parts.append((digest, text))
        packed = json.dumps([_text(shape), parts, _text(form.asked)], ensure_ascii=False)
        return self._packed.write(zlib.compress(packed.encode(), 1))

    def taken(self, sizes: Iterable[int]) -> Iterator[str]:
        """The JSON of each form, shared parts by their digests, in the order they were put."""
        self._packed.seek(0)
        for size in sizes:
            yield self._json(zlib.decompress(self._packed.read(size)))

    def _json(self, packed: bytes) -> str:
        shape, parts, asked = json.loads(packed)
        listed = ",".join(json.dumps(digest) if digest in self.shared else text for digest, text in parts)
        return f'{{"blank":{shape[:-1]},"parts":[{listed}]}},"asked":{asked}}}'


def _assigned(key: str, content: str) -> str:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = base64.b64encode(packer.compress(content.encode()) + packer.flush()).decode()
    return f"(self.jianguanBlanks=self.jianguanBlanks||{{}})[{json.dumps(key)}]={json.dumps(packed)};\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
