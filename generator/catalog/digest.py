"""Digests that tie a review or an output to the exact content it was made from."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def digest_of(*parts: Any) -> str:
    """12 hexadecimal characters of SHA-256 over `parts`; dates count as ISO text."""
    text = json.dumps(parts, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
