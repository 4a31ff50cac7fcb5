"""The documents of the last build, by the item they belong to: what a change of law reaches beyond the catalog."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from generator import SaidError


def documents_of(build_dir: Path) -> dict[str, list[str]]:
    """Id of an item or document type → the files a build wrote of it; empty where nothing has been built.

    Raises SaidError where manifest.json is damaged.
    """
    path = build_dir / "manifest.json"
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["documents"]
        found: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            for owner in {entry["item"], entry.get("document")} - {None}:
                found[owner].append(entry["file"])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        raise SaidError(f"{path} 读不了，请重新生成（jianguan build）") from None
    return found
