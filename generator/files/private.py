"""The user's own folder for what can be rebuilt at any time, and for work in progress.

Nobody else may write there: what is found in it was written by this program, under this user.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.files import system
from generator.files.locking import is_held, locked
from generator.files.reasons import BusyError, RefusedError, shown_path

_TRIES = 10

WORK = ".jianguan-work"
"""Stands in a work folder of ours: one without it is somebody's, and is never swept away."""


def private_folder(name: str = "") -> Path:
    """A folder of this user alone, made where there is none. Raises RefusedError where it is not, OSError."""
    place = _place()
    for folder in (place, place / name):
        folder.mkdir(mode=0o700, exist_ok=True)
        if not _is_private(folder):
            raise RefusedError(f"{shown_path(folder)} 不是本用户自己的文件夹，为安全起见不使用；请移走它")
    return place / name


def _place() -> Path:
    """The first place that can be."""
    *places, last = (place for place in _places() if place.is_absolute())
    for place in places:
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.is_dir() or os.access(place.parent, os.W_OK):
                return place
    return last


def _places() -> Iterator[Path]:
    """`jianguan` in the user's cache; in the system's temporary folder for a user who has no home to write to."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        yield named / "jianguan"
    elif local := os.environ.get("LOCALAPPDATA"):
        yield Path(local) / "jianguan" / "Cache"
    else:
        with contextlib.suppress(RuntimeError):
            yield Path.home() / ".cache" / "jianguan"
    yield Path(tempfile.gettempdir()) / f"jianguan-{system.user()}"


def _is_private(folder: Path) -> bool:
    """Whether a folder is this user's, and no link; others who may write to it lose that."""
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or not system.is_owned(status):
        return False
    if os.name == "posix" and status.st_mode & 0o022:
        folder.chmod(0o700)
    return True


@contextlib.contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for work in progress, gone afterwards; what killed processes left is removed. Raises OSError."""
    with held_folder(private_folder("work"), "work-") as folder:
        yield folder


@contextlib.contextmanager
def held_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """A new folder in `parent`, held while it is in use, and removed at the end if it still has its name.

    Removes those of the same prefix that nobody holds: killed processes left them. Raises OSError.
    """
    sweep(parent, prefix)
    folder, hold = _new_held(parent, prefix)
    with hold:
        try:
            yield folder
        finally:
            with contextlib.suppress(OSError):
                _emptied(folder)


def _emptied(folder: Path) -> None:
    """Remove a work folder, its mark last: of one whose removal is killed the next sweep removes the rest. Raises OSError."""
    for path in folder.iterdir():
        if path.name != WORK:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
    (folder / WORK).unlink()
    folder.rmdir()


def sweep(parent: Path, prefix: str) -> list[Path]:
    """Remove the work folders of a prefix that nobody holds; returns those somebody holds."""
    held = []
    for folder in parent.glob(f"{glob.escape(prefix)}*"):
        with contextlib.suppress(OSError):
            if folder.is_symlink() or not folder.is_dir() or not system.is_owned(folder.stat()):
                continue
            if is_held(folder):
                held.append(folder)
            elif (folder / WORK).is_file():
                _emptied(folder)
            else:
                folder.rmdir()  # where it was killed before it was marked; one with content stays
    return held


def _new_held(parent: Path, prefix: str) -> tuple[Path, contextlib.ExitStack]:
    """A new folder that is held; made again where somebody swept it away before it was."""
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(dir=parent, prefix=prefix))
        hold = contextlib.ExitStack()
        with contextlib.suppress(FileNotFoundError, BusyError):
            hold.enter_context(locked(folder))
            (folder / WORK).touch()
            return folder, hold
    raise RefusedError(f"{shown_path(parent)} 里不能建立工作文件夹")
