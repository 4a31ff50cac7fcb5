"""Compiled blanks for the forms on the pages: scripts that assign, so that they load from a folder too, when asked for.

Parts of the package that several blanks share (styles, theme …) are written once, each under its digest, so that a
page never joins a blank with parts of another build. The rest of a blank is compressed: it is XML that repeats itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator import addresses


@dataclass(frozen=True)
class WebForm:
    """A document type, for one item or (empty) for single cases: its compiled blank (JSON), what a person is asked for."""

    document: str
    item: str
    blank: str
    asked: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Its name among the forms of the site."""
        return addresses.form_key(self.document, self.item)


def files(forms: Sequence[WebForm], acts: Sequence[Mapping[str, Any]], as_of: str) -> Iterator[tuple[str, str]]:
    """Address and content of every script: one a form, the shared parts, what pages say of the law of an act."""
    shapes = [json.loads(form.blank) for form in forms]
    counted = Counter(_text(part) for shape in shapes for part in shape["parts"])
    shared = {_digest(text): text for text, times in counted.items() if times > 1}
    for form, shape in zip(forms, shapes, strict=True):
        parts = [_digest(_text(part)) if counted[_text(part)] > 1 else part for part in shape["parts"]]
        content = {"blank": {**shape, "parts": parts}, "asked": form.asked}
        yield addresses.form(form.document, form.item), _assigned(form.key, content)
    pool = ",".join(f"{json.dumps(digest)}:{text}" for digest, text in sorted(shared.items()))
    yield addresses.FORM_PARTS, f"(self.jianguanParts=self.jianguanParts||[]).push({{{pool}}});\n"
    yield addresses.FORM_ACTS, _assigned("acts", {"as_of": as_of, "items": acts})


def _assigned(key: str, content: Any) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.b64encode(packer.compress(_text(content).encode()) + packer.flush()).decode()
    return f"(self.jianguanBlanks=self.jianguanBlanks||{{}})[{json.dumps(key)}]={json.dumps(packed)};\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
