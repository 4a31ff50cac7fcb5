"""Readers of a catalog: what they read is one state of it, not half of a change.

A state is known by a stamp for every file. A reader takes the stamps before and after; where they differ it reads again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from generator.files.journal import JOURNAL, STAGING, digest
from generator.files.locking import is_held
from generator.files.reasons import BusyError, RefusedError, UnfinishedError, shown_path

Result = TypeVar("Result")

_BY_CONTENT = frozenset({".yaml", ".yml", ".json", ".docx"})
"""Files known by their content; others (law texts, pictures, tables) by size, time of change and identity."""

_LARGEST_BY_CONTENT = 20_000_000
_MOST_FILES = 200_000
_TRIES, _WAIT, _LOOK_EVERY = 4, 10.0, 0.02


def settled(folders: Sequence[Path], read: Callable[[dict[str, str]], Result]) -> tuple[Result, dict[str, str]]:
    """What `read` makes of one state of a catalog's folders, whose stamps it is given, and the stamps.

    Raises UnfinishedError where a change was killed half-way, BusyError where the catalog does not come to rest.
    """
    for _ in range(_TRIES):
        before = snapshot(folders)
        result = read(before)
        if snapshot(folders) == before:
            return result, before
    raise BusyError(f"{shown_path(folders[0])} 一直在改动，没有读到一个完整的状态；请等改动结束再运行")


def snapshot(folders: Sequence[Path]) -> dict[str, str]:
    """The stamps of a catalog that is in no change: one under way is waited for.

    `folders`: its own, then those it builds on, whose files are named with the folder's number.
    Raises UnfinishedError where a change was killed half-way, BusyError where one takes too long.
    """
    found: dict[str, str] = {}
    for number, folder in enumerate(folders):
        _await_change(folder)
        if (folder / "catalog.yaml").is_file():
            found |= {f"{number}:{name}" if number else name: made for name, made in stamps(folder).items()}
    return found


def _await_change(folder: Path) -> None:
    until = time.monotonic() + _WAIT
    journal = folder / STAGING / JOURNAL
    while journal.exists():
        if not is_held(folder) and journal.exists():
            raise UnfinishedError(
                f"{shown_path(folder)} 上一次写入中断，现在一部分是新的、一部分是旧的；运行 jianguan recover 写完"
            )
        if time.monotonic() >= until:
            raise BusyError(f"另一个命令正在写入 {shown_path(folder)}，请等它结束")
        time.sleep(_LOOK_EVERY)


def stamps(folder: Path) -> dict[str, str]:
    """Name → stamp of every file of a catalog but hidden ones. Raises RefusedError where there are far too many."""
    found = {}
    for name in visible_files(folder):
        if made := stamp(Path(name)):
            found[Path(name).relative_to(folder).as_posix()] = made
        if len(found) > _MOST_FILES:
            raise RefusedError(f"{shown_path(folder)} 里的文件超过 {_MOST_FILES} 个，不像目录文件夹，没有继续")
    return found


def stamp(path: Path, content: bytes | None = None) -> str:
    """What a file is known by; empty where there is none, or no regular file that can be read.

    `content`: what was read of it just now.
    """
    try:
        if not path.is_file():
            return ""
        status = path.stat()
        if path.suffix in _BY_CONTENT and status.st_size <= _LARGEST_BY_CONTENT:
            return digest(path.read_bytes() if content is None else content)
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def visible_files(folder: Path) -> Iterator[str]:
    """The files below a folder but hidden ones; a linked folder is entered, once."""
    entered = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        try:
            status = Path(place).stat()
        except OSError:
            status = None
        if status is None or (status.st_dev, status.st_ino) in entered:
            folders.clear()
            continue
        entered.add((status.st_dev, status.st_ino))
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (f"{place}/{name}" for name in names if not name.startswith("."))
