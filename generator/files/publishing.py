"""Outputs: what this program wrote before is replaced whole, in one step; what it did not write is never touched.

A folder of ours holds a list of its files with their digests. Before it is replaced every file in it must stand in the
list as it is; afterwards just the listed files are removed. A single file is known by the digest noted down in the
user's private folder when it was written.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.files import system
from generator.files.locking import is_held
from generator.files.private import held_folder, private_folder, sweep
from generator.files.reasons import BusyError, ForeignFilesError, RefusedError, shown_path
from generator.files.system import real
from generator.files.writing import confirm, write_file

LIST = ".jianguan-files.json"
"""In a folder of ours: {"files": {name: SHA-256}}. A folder in it may have a list of its own."""

_LARGEST_LIST = 100_000_000
_MOST_NOTES = 5_000
_KEPT_ASIDE = "原有文件"

Stamp = tuple[int, int, int]
"""Size, time of change and identity of a file: while they stay, so does its content."""


@contextlib.contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A new empty folder beside `target` that takes its place when the block ends well.

    The old folder stays as it is until then, and on any failure (an exception, Ctrl-C, a kill) it stays for good.
    Readers find the old or the new one at every moment where the system can exchange two folders (`system.exchanged`);
    elsewhere there is a moment between two renames, and the next call mends what was killed in it.
    Raises ForeignFilesError where `target` holds what this program did not write, BusyError, OSError.
    """
    target = real(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}.jianguan-"
    _mend(target, prefix)
    proved = prove(target)
    with held_folder(target.parent, prefix) as fresh:
        if any(folder != fresh for folder in sweep(target.parent, prefix)):
            raise BusyError(f"另一个命令正在写入 {shown_path(target)}，请等它结束")
        yield fresh
        write_list(fresh)
        system.readable_by_all(fresh)
        system.flush_tree(fresh)
        prove(target, proved)
        if not target.exists():
            fresh.rename(target)
        elif not system.exchanged(fresh, target):
            fresh = _swapped_in_two_steps(fresh, target)
        try:
            _remove_own(fresh, target)
        except OSError:  # what is left of the old folder, the next call removes
            with contextlib.suppress(OSError):
                fresh.rename(_retired(target))
        confirm(target)


def write_list(folder: Path) -> None:
    """Note down which files a folder holds, so that the next run knows them for ours."""
    listed = {name: _digest(path) for name, path in _files(folder) if path.name != LIST}
    write_file(folder / LIST, json.dumps({"files": listed}, ensure_ascii=False, indent=0).encode(), durable=False)


def prove(folder: Path, known: Mapping[str, Stamp] | None = None) -> dict[str, Stamp]:
    """The files of a folder, each proved to be ours. Raises ForeignFilesError naming those that are not.

    `known`: what was proved before; a file whose stamp is the same needs no second look.
    """
    if not os.path.lexists(folder):
        return {}
    if not folder.is_dir():
        raise ForeignFilesError([folder])
    listed = _listed(folder)
    proved: dict[str, Stamp] = {}
    foreign = []
    for name, path in _files(folder):
        stamp = _stamp(path)
        if stamp is not None and (
            path.name == LIST or (known or {}).get(name) == stamp or listed.get(name) == _digest(path)
        ):
            proved[name] = stamp
        else:
            foreign.append(path)
    if foreign:
        raise ForeignFilesError(sorted(foreign))
    return proved


def write_output(path: Path, content: bytes) -> None:
    """Write one file where a user asked for it, in one step.

    Raises ForeignFilesError where another stands there that this program did not write, or that was changed since;
    OSError.
    """
    place = real(path)
    if not (place.is_file() and place.read_bytes() == content):
        refuse_foreign(path)
    _write_note(place, hashlib.sha256(content).hexdigest())
    write_file(place, content)


def move_output(made: Path, path: Path) -> None:
    """Put a finished file where a user asked for it. Raises as `write_output`."""
    refuse_foreign(path)
    _write_note(real(path), _mark(made))
    made.replace(real(path))
    confirm(path)


def note_written(path: Path) -> None:
    """Note down that the file at a place, as it is, was written by this program."""
    _write_note(real(path), _mark(path))


def refuse_foreign(path: Path) -> None:
    """Raise ForeignFilesError where a file stands that this program did not write, or that was changed since."""
    place = real(path)
    if not os.path.lexists(place):
        return
    if not place.is_file():
        raise ForeignFilesError([path])
    noted = _noted(place)
    if not noted or (_mark(place) not in noted and _digest(place) not in noted):
        raise ForeignFilesError([path])


def _mark(path: Path) -> str:
    """A file's stamp as text, for files too large to be read again."""
    return " ".join(map(str, _stamp(path) or ()))


def _write_note(place: Path, mark: str) -> None:
    """Note down how a file of ours is known; what was noted last stays true until the new file has taken its place.

    Raises OSError. No private folder is no fault: the file is then not known for ours the next time.
    """
    with contextlib.suppress(RefusedError):
        note = _note(place)
        write_file(note, "\n".join([mark, *_noted(place)[:1]]).encode())
        notes = list(os.scandir(note.parent))
        if len(notes) > _MOST_NOTES:
            for old in sorted(notes, key=lambda found: found.stat().st_mtime_ns)[: _MOST_NOTES // 10]:
                Path(old.path).unlink(missing_ok=True)


def _noted(place: Path) -> list[str]:
    """How the file at a place is known, the last and the one before; a note of another user says nothing."""
    with contextlib.suppress(OSError):
        note = _note(place)
        if system.is_owned(note.lstat()):
            return [mark for mark in note.read_text("ascii", "replace").split("\n")[:2] if mark]
    return []


def _note(place: Path) -> Path:
    return private_folder("written") / hashlib.sha256(os.fsencode(place)).hexdigest()[:32]


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything below a folder but folders: (name relative to it, path)."""
    for place, folders, names in os.walk(folder, onerror=_raised):
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in (*names, *links):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _raised(error: OSError) -> None:
    raise error


def _listed(folder: Path) -> dict[str, str]:
    """Name → digest of what this program wrote below a folder, by the lists in it; a damaged list proves nothing."""
    found: dict[str, str] = {}
    for name, path in _files(folder):
        if path.name == LIST and path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST_LIST:
            above = PurePosixPath(name).parent
            with contextlib.suppress(OSError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
                for inner, digest in json.loads(path.read_text(encoding="utf-8"))["files"].items():
                    found[(above / str(inner)).as_posix()] = str(digest)
    return found


def _stamp(path: Path) -> Stamp | None:
    """None for what is no regular file."""
    if path.is_symlink() or not path.is_file():
        return None
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _remove_own(retired: Path, target: Path) -> None:
    """Remove the files of a retired folder that are ours. What came in at the last moment stays beside the new folder."""
    listed = _listed(retired)
    for name, path in sorted(_files(retired), key=lambda found: found[1].name == LIST):
        if path.name == LIST or (not path.is_symlink() and path.is_file() and listed.get(name) == _digest(path)):
            path.unlink()
    for place, _, _ in os.walk(retired, topdown=False):
        with contextlib.suppress(OSError):
            Path(place).rmdir()
    if retired.exists():
        retired.rename(retired.with_name(f"{target.name}-{_KEPT_ASIDE}-{retired.name[-8:]}"))


def _swapped_in_two_steps(fresh: Path, target: Path) -> Path:
    """Where the old folder is now."""
    retired = _retired(target)
    target.rename(retired)
    try:
        fresh.rename(target)
    except BaseException:
        retired.rename(target)
        raise
    return retired


def _mend(target: Path, prefix: str) -> None:
    """Finish a swap that was killed: between its two renames, or before the old folder was removed."""
    retired = _retired(target)
    if _is_ours(retired) and not target.exists():
        retired.rename(target)
    for left in [retired, *target.parent.glob(f"{glob.escape(prefix)}*")]:
        if _is_ours(left) and not is_held(left):
            _remove_own(left, target)


def _is_ours(folder: Path) -> bool:
    """Whether a folder is one of ours: it has a list, or its files are removed already."""
    return folder.is_dir() and not folder.is_symlink() and ((folder / LIST).is_file() or not any(_files(folder)))


def _retired(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
