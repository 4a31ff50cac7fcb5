"""The folder an index lives in: marked as ours, refused where it is not or where others could have written to it.

The marker names the format and the digest of the entries the index must hold, so that an index of another
format is built anew and one that does not hold what its last build meant is not opened. The digest is no
signature: what keeps crafted files out is that only the owner may write to the folder.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from pathlib import Path

FORMAT = 3
"""Raised whenever what is stored or how texts are normalised changes; an index of another format is built anew."""

_MARKER = "jianguan-index.json"
_LEFT_BEHIND_AFTER = 3600.0


class IndexFolderError(OSError):
    """The folder holds no index of ours, or one that is damaged or not safe to open."""


def mark(folder: Path, *digests: str) -> None:
    """Mark a folder as an index of this format that holds entries with one of these digests, all or nothing."""
    beside = folder / f"{_MARKER}.new"
    beside.write_text(json.dumps({"format": FORMAT, "digests": digests}), encoding="utf-8")
    beside.replace(folder / _MARKER)


def expected(folder: Path) -> tuple[str, ...] | None:
    """The digests the entries of an index may have; None where there is none yet, or one of another format.

    Raises IndexFolderError where the folder holds something else, or others may write to it.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    try:
        marker = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
        number, digests = int(marker["format"]), tuple(map(str, marker.get("digests", ())))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise IndexFolderError(f"{folder} 不是本工具建立的检索索引，为安全起见不打开；请删去这个文件夹后重试") from None
    if hasattr(os, "getuid"):
        status = folder.stat()
        if status.st_uid != os.getuid() or status.st_mode & 0o002:
            raise IndexFolderError(f"{folder} 可能被他人改动，为安全起见不打开；请删去这个文件夹后重试")
    return digests if number == FORMAT else None


def beside(folder: Path) -> Path:
    """A new folder next to `folder`, to build in. Removes those that builds killed over an hour ago left behind."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}-building-*"):
        if time.time() - left.stat().st_mtime > _LEFT_BEHIND_AFTER:
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-building-"))


def replace(fresh: Path, folder: Path) -> None:
    """Put a newly built index in the place of `folder`, which is moved aside whole before it is removed."""
    aside = None
    if folder.exists():
        aside = beside(folder)
        folder.rename(aside / "old")
    fresh.rename(folder)
    if aside:
        shutil.rmtree(aside, ignore_errors=True)
