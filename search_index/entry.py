"""What is indexed: one plain record per searchable thing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

KINDS = ("item", "law", "article", "check", "document", "method", "department")


@dataclass(frozen=True)
class Entry:
    """One searchable thing. `key` is unique and stable; `url` is relative to the site; several methods are joined by 、."""

    key: str
    kind: str
    title: str
    text: str
    url: str
    law: str = ""
    article: str = ""
    department: str = ""
    method: str = ""
    aliases: tuple[str, ...] = ()

    def stored(self) -> dict[str, Any]:
        """The entry as Whoosh stores it, with the digest that tells whether it changed."""
        return {**vars(self), "digest": self.digest()}

    def digest(self) -> str:
        """Digest of the content, hexadecimal."""
        return hashlib.sha256(repr(vars(self)).encode("utf-8", "replace")).hexdigest()[:24]


def from_stored(stored: dict[str, Any]) -> Entry:
    """The entry Whoosh stored."""
    return Entry(**{name: value for name, value in stored.items() if name in Entry.__dataclass_fields__})
