"""The journal of a change that is decided: which staged file goes where. It is hostile input until it is checked."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.files import system
from generator.files.notes import note, noted
from generator.files.reasons import UnfinishedError, shown_path
from generator.files.system import real
from generator.files.writing import write_file

STAGING = ".jianguan-change"
"""The folder of a catalog in which a change is prepared; it exists only while one is."""

JOURNAL = "journal.json"

_STAGED = re.compile(r"\d{6}(\.old)?")
_DIGEST = re.compile(r"[0-9a-f]{64}|")
_LARGEST, _MOST = 50_000_000, 200_000
_LONGEST_NAME = 255
_OLD = ".old"


@dataclass(frozen=True)
class Move:
    """A file to be replaced. `staged`: the new content, in the staging folder; `name`: relative to the catalog;
    `old`, `new`: the digests of both contents, empty where there is no file."""

    staged: str
    name: str
    old: str
    new: str


def digest(content: bytes) -> str:
    """How a content is known in a journal: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def undoing(staged: str) -> str:
    """Where the old content is set aside that a staged one replaces; of that, the staged one again."""
    return staged.removesuffix(_OLD) if staged.endswith(_OLD) else staged + _OLD


def write_journal(folder: Path, moves: list[Move]) -> None:
    """Decide a change: from here on it is finished, also after a kill. Raises OSError."""
    system.flush_folder(folder / STAGING)
    system.flush_folder(folder)
    content = json.dumps([asdict(move) for move in moves]).encode()
    note(folder / STAGING / JOURNAL, digest(content))
    write_file(folder / STAGING / JOURNAL, content)


def read_journal(folder: Path) -> list[Move] | None:
    """The moves of a change that is decided; None where there is none.

    Raises UnfinishedError for a journal that is damaged, or that this user did not write here: one that came with a
    copied catalog could have anything written into it.
    """
    staging = folder / STAGING
    journal = staging / JOURNAL
    if not (staging.is_symlink() or journal.is_symlink() or journal.exists()):
        return None
    try:
        if staging.is_symlink() or journal.is_symlink() or not journal.is_file() or journal.stat().st_size > _LARGEST:
            raise ValueError("no journal of ours")
        content = journal.read_bytes()
        if digest(content) not in noted(journal):
            raise ValueError("not written by this user here")
        found: Any = json.loads(content)
        if not isinstance(found, list) or len(found) > _MOST:
            raise TypeError("no list of moves")
        moves = [Move(**entry) for entry in found]
        if not all(_is_sound(folder, move) for move in moves) or any(
            len(set(of)) < len(moves) for of in ([m.name for m in moves], [m.staged for m in moves])
        ):
            raise ValueError("no sound move")
    except (ValueError, TypeError, RecursionError) as error:
        raise UnfinishedError(
            f"{shown_path(journal)} 不是本用户在这台电脑上写的，或者已损坏，没有按它改动任何文件；"
            f"请对照备份核对目录，再删去文件夹 {shown_path(staging)}"
        ) from error
    return moves


def not_ours(staging: Path) -> list[Path]:
    """What stands in a staging folder and has no name that a change gives."""
    names = (_STAGED, re.compile(re.escape(JOURNAL)), re.compile(rf"\.{re.escape(JOURNAL)}\..*"))
    return [path for path in staging.iterdir() if path.is_dir() or not any(name.fullmatch(path.name) for name in names)]


def _is_sound(folder: Path, move: Move) -> bool:
    """Whether a move is of the right shape and stays inside the catalog, links included."""
    texts = (move.staged, move.name, move.old, move.new)
    if not all(isinstance(text, str) for text in texts) or not _STAGED.fullmatch(move.staged):
        return False
    if not (_DIGEST.fullmatch(move.old) and _DIGEST.fullmatch(move.new)) or "\0" in move.name or "\\" in move.name:
        return False
    path = PurePosixPath(move.name)
    if path.is_absolute() or not path.parts or path.as_posix() != move.name.encode(errors="replace").decode():
        return False
    if any(part.startswith(".") or len(part.encode(errors="replace")) > _LONGEST_NAME for part in path.parts):
        return False
    place = folder / path
    return real(place.parent) == folder / path.parent and not place.is_symlink() and not place.is_dir()
