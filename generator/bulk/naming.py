"""File names of units: what any system can hold, never a way out of the folder, each unit's its own."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from generator.catalog.fill_rules import NO_FILE_NAME
from generator.files.system import is_device

NAMELESS = "未填写单位"

_LONGEST = 60
_FORBIDDEN = re.compile(NO_FILE_NAME)


def safe_name(unit: str) -> str:
    """A unit's name as a file name. Where that is not the name itself, a digest of the name keeps it apart from others."""
    plain = " ".join(unicodedata.normalize("NFC", unit).split())
    if not plain:
        return NAMELESS
    name = _FORBIDDEN.sub("_", plain)[:_LONGEST].strip(". ")
    if name == unit and not is_device(name):
        return name
    digest = hashlib.sha256(unit.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{'_' if is_device(name) else ''}{name or '单位'}_{digest}"


def folded(name: str) -> str:
    """Names that are the same on Windows or macOS are the same folded."""
    return unicodedata.normalize("NFC", name).casefold()
