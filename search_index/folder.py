"""The folder an index lives in: marked as ours, refused where it is not or where others could have written to it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

FORMAT = 1
"""Raised whenever what is stored changes; an index of another format is built anew."""

_MARKER = "jianguan-index.json"


class IndexFolderError(OSError):
    """The folder holds no index of ours, or one that is not safe to open."""


def mark(folder: Path) -> None:
    """Mark a folder as an index of this format."""
    (folder / _MARKER).write_text(json.dumps({"format": FORMAT}), encoding="utf-8")


def is_current(folder: Path) -> bool:
    """Whether the folder holds an index of this format that only we could have written.

    Raises IndexFolderError where it holds something else, or others may write to it.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return False
    try:
        marker = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise IndexFolderError(f"{folder} 不是本工具建立的检索索引，为安全起见不打开；请删去这个文件夹后重试") from None
    if hasattr(os, "getuid"):
        status = folder.stat()
        if status.st_uid != os.getuid() or status.st_mode & 0o002:
            raise IndexFolderError(f"{folder} 可能被他人改动，为安全起见不打开；请删去这个文件夹后重试")
    return isinstance(marker, dict) and marker.get("format") == FORMAT


def replace(fresh: Path, folder: Path) -> None:
    """Put a newly built index in the place of `folder`. The marker vanishes first, so no half-deleted one opens."""
    if folder.exists():
        (folder / _MARKER).unlink(missing_ok=True)
        shutil.rmtree(folder)
    fresh.rename(folder)
