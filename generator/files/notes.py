"""What this program wrote, noted down in the user's private folder by place: the proof of it that needs no marker beside it."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from generator.files import system
from generator.files.private import private_folder
from generator.files.reasons import RefusedError
from generator.files.writing import write_file

_MOST = 5_000


def note(place: Path, mark: str, *, beside: bool = True) -> None:
    """Note down how what this program writes at a place is known.

    `beside`: what was noted last stays true as well, until the new has taken its place. Raises OSError. No private
    folder is no fault: what is written is then not known for ours the next time.
    """
    with contextlib.suppress(RefusedError):
        path = _path(place)
        write_file(path, "\n".join([mark, *(noted(place)[:1] if beside else ())]).encode())
        notes = list(os.scandir(path.parent))
        if len(notes) > _MOST:
            for old in sorted(notes, key=lambda found: found.stat().st_mtime_ns)[: _MOST // 10]:
                Path(old.path).unlink(missing_ok=True)


def noted(place: Path) -> list[str]:
    """How what stands at a place is known, the last and the one before; a note of another user says nothing."""
    with contextlib.suppress(OSError):
        path = _path(place)
        if system.is_owned(path.lstat()):
            return [mark for mark in path.read_text("ascii", "replace").split("\n")[:2] if mark]
    return []


def _path(place: Path) -> Path:
    return private_folder("written") / hashlib.sha256(os.fsencode(place)).hexdigest()[:32]
