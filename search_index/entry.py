"""What is indexed: one plain record per searchable thing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One searchable thing.

    `key` is unique and stable, `kind` what it is (article, law …), `url` relative to the site, `law` a short title, `article`
    its canonical form (第三十三条). Several laws, articles or methods are joined by 、. A query that contains one
    of the `aliases` finds the entry. `gist` is what the entry says in short, `owner` the title of what it belongs to, `parts` how many 项 each 款 of an
    article has that has an address of its own (`url` + __para_2__item_1).
    """

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
    gist: str = ""
    owner: str = ""
    parts: tuple[int, ...] = ()

    def stored(self, digest: str) -> dict[str, Any]:
        """The entry as Whoosh stores it, with the digest that tells whether it changed."""
        return {**vars(self), "digest": digest}

    def digest(self) -> str:
        """Digest of the content, hexadecimal."""
        return hashlib.sha256(repr(vars(self)).encode("utf-8", "replace")).hexdigest()[:24]


def from_stored(stored: dict[str, Any]) -> Entry:
    """The entry Whoosh stored."""
    return Entry(**{name: value for name, value in stored.items() if name in Entry.__dataclass_fields__})
