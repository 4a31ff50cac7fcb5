"""Compiled blanks for the forms on the pages: scripts that assign, so that they load from a folder too, when asked for.

Parts of the package that several blanks share (styles, theme …) are written once, each under its digest, so that a
page never joins a blank with parts of another build. The rest of a blank is compressed: it is XML that repeats itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator import addresses
from generator.catalog import fill_rules


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
    shelf = _Shelf()
    named = [(addresses.form(form.document, form.item), form.key, shelf.put(form)) for form in forms]
    for address, key, held in named:
        yield address, _assigned(key, shelf.take(held))
    pool = ",".join(f"{json.dumps(digest)}:{text}" for digest, text in sorted(shelf.shared.items()))
    yield addresses.FORM_PARTS, f"(self.jianguanParts=self.jianguanParts||[]).push({{{pool}}});\n"
    yield addresses.FORM_ACTS, _assigned("acts", _text({"as_of": as_of, "items": acts}))


def rules() -> str:
    """The script by which the others know what a field takes."""
    return f"self.jianguanRules={_text(fill_rules.as_data())};\n"


class _Shelf:
    """Forms kept small until all of them are known: only then is it known which parts they share."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self.shared: dict[str, str] = {}

    def put(self, form: WebForm) -> bytes:
        """A form packed, without the parts an earlier one has."""
        shape = {key: value for key, value in form.blank.items() if key != "parts"}
        parts: list[tuple[str, str]] = []
        for text in map(_text, form.blank["parts"]):
            digest = _digest(text)
            if digest in self._seen:
                self.shared[digest], text = text, ""
            self._seen.add(digest)
            parts.append((digest, text))
        return zlib.compress(json.dumps([_text(shape), parts, _text(form.asked)], ensure_ascii=False).encode(), 1)

    def take(self, held: bytes) -> str:
        """The JSON of a form, shared parts by their digests."""
        shape, parts, asked = json.loads(zlib.decompress(held))
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
