"""The folder a command is let loose in, and what can be read of it afterwards.

`project` is where the command is run; `elsewhere` is somebody else's; `tmp` and `home` are what TMPDIR and HOME name, so
that litter there is seen too.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

PROJECT, ELSEWHERE, TEMPORARY, HOME = "project", "elsewhere", "tmp", "home"
_TOLERATED = re.compile(r"[a-z0-9_]{8}|jianguan-\d+(/work|/written|/search)?")
_CACHE = f"{HOME}/.cache/"
FOLDER = "文件夹"

Contents = dict[str, str]
"""Name → digest of the content, the target of a link, or 文件夹."""


def made(arena: Path) -> Path:
    """A new arena with the four folders and something foreign in each place that a careless command might reach."""
    for name in (PROJECT, ELSEWHERE, TEMPORARY, HOME):
        (arena / name).mkdir(parents=True)
    (arena / ELSEWHERE / "论文.docx").write_text("别人的论文", encoding="utf-8")
    (arena / PROJECT / "值班表.xlsx").write_text("本处的值班表", encoding="utf-8")
    for name in (".私人笔记", "catalog/.01-trade.yaml.swp", "catalog/items/.备忘.new"):
        (arena / PROJECT / name).parent.mkdir(parents=True, exist_ok=True)
        (arena / PROJECT / name).write_text("本人的", encoding="utf-8")
    return arena


def contents(folder: Path, wanted: Callable[[str], bool] = lambda _: True) -> Contents:
    """Everything in a folder, links not followed inside it."""
    return {name: _content(path) for name, path in _walk(folder) if wanted(name)}


def fingerprint(folder: Path) -> str:
    """What somebody sees who opens the folder now, hidden files apart; 缺 where there is none."""
    if not folder.exists():
        return "缺"
    seen = contents(Path(os.path.realpath(folder)), lambda name: not hidden(name))
    return hashlib.sha256(repr(sorted(seen.items())).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def signature(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Changes whenever what is in a folder does; much cheaper than its fingerprint."""
    found = []
    for place, _, names in os.walk(os.path.realpath(folder)):
        for path in (os.path.join(place, name) for name in names):  # noqa: PTH118 (called a thousand times)
            status = os.lstat(path)
            found.append((path, status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(found)


def hidden(name: str) -> bool:
    """Whether a file or a folder above it has a name that begins with a dot."""
    return any(part.startswith(".") for part in name.split("/"))


def is_litter(name: str) -> bool:
    """Whether a file of the arena, by its name, is something unfinished: hidden, or in a folder for work in progress.

    The private cache may hold anything that can be made again, so long as it is finished.
    """
    if name.startswith(_CACHE):
        return is_work(name) or hidden(name.removeprefix(_CACHE))
    return is_temporary(name) or (name.startswith(f"{PROJECT}/") and hidden(name))


def is_work(name: str) -> bool:
    """Whether it lies in the private folder for work in progress."""
    return name.startswith(_CACHE) and "/work/" in name


def is_temporary(name: str) -> bool:
    """Whether it lies in the system's temporary folder.

    Not: the file by which Python tries whether it can write there, and the folder that stands for the private cache of
    a user who has no home.
    """
    return name.startswith(f"{TEMPORARY}/") and not _TOLERATED.fullmatch(name.removeprefix(f"{TEMPORARY}/"))


def lose(arena: Path, inodes: set[int]) -> None:
    """What a power cut does: these files are as long as nothing was ever written to them."""
    for _, path in _walk(arena):
        if path.is_file() and not path.is_symlink() and path.stat().st_ino in inodes:
            os.truncate(path, 0)


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        yield path.relative_to(folder).as_posix(), path


def _content(path: Path) -> str:
    if path.is_symlink():
        return f"→ {path.readlink()}"
    if path.is_dir():
        return FOLDER
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else "其他"
