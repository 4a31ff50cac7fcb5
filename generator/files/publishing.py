"""Outputs: what this program wrote before is replaced whole, in one step; what it did not write is never touched.

A folder of ours holds a list of its files with their digests. Before it is replaced every file in it must stand in the
list as it is; afterwards just the listed files are removed. A single file is known by the digest noted down in the
user's private folder when it was written.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from generator.files import system
from generator.files.locking import in_turn, is_held
from generator.files.notes import note, noted
from generator.files.private import WORK, held_folder, sweep
from generator.files.reasons import BusyError, ForeignFilesError, RefusedError, shown_path
from generator.files.system import real
from generator.files.writing import confirm, copy_tree, write_file

LIST = ".jianguan-files.json"
"""In a folder of ours: {"by": command, "files": {name: SHA-256}}. A folder in it may have a list of its own."""

_LARGEST_LIST = 100_000_000
_KEPT_ASIDE = "原有文件"

Stamp = tuple[int, int, int]
"""Size, time of change and identity of a file: while they stay, so does its content."""


@contextlib.contextmanager
def new_folder(target: Path, made_by: str) -> Iterator[Path]:
    """A new empty folder beside `target` that takes its place when the block ends well. `made_by`: which command.

    The old folder stays as it is until then, and on any failure (an exception, Ctrl-C, a kill) it stays for good.
    Readers find the old or the new one at every moment where the system can exchange two folders (`system.exchanged`);
    elsewhere there is a moment between two renames, and the next call mends what was killed in it.
    Raises ForeignFilesError where `target` holds what this program did not write, RefusedError where another command
    wrote it or it lies in a catalog, BusyError, OSError.
    """
    target = real(target)
    if target.parent == target or any((above / "catalog.yaml").is_file() for above in (target, *target.parents)):
        raise RefusedError(f"{shown_path(target)} 是目录文件夹、在目录文件夹里或者是磁盘的根；请写到别处")
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}.jianguan-"
    _mend(target, prefix)
    proved = prove(target, made_by)
    with contextlib.ExitStack() as hold:
        with in_turn(target.parent):  # or two at once would each see the other's folder, and both give up
            fresh = hold.enter_context(held_folder(target.parent, prefix))
            if any(folder != fresh for folder in sweep(target.parent, prefix)):
                raise BusyError(f"另一个命令正在写入 {shown_path(target)}，请等它结束")
        yield fresh
        _write_list(fresh, target, made_by)
        (fresh / WORK).unlink()
        system.readable_by_all(fresh)
        system.flush_tree(fresh)
        prove(target, made_by, proved)
        _put_in_place(fresh, target)
        confirm(target)


_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""How a system says that it makes no links here."""


def point(link: Path, target: Path) -> None:
    """Have a link lead to `target` (relative to its folder) in one step; readers find the old or the new one.

    Where the system makes no links, `link` becomes a folder with a copy, exchanged as `new_folder` does. Raises OSError.
    """
    beside = link.with_name(f".{link.name}.jianguan-tmp")
    beside.unlink(missing_ok=True)
    try:
        if link.is_dir() and not link.is_symlink():
            raise NotImplementedError
        beside.symlink_to(target, target_is_directory=True)
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_LINKS:
            raise
        _point_by_copy(link, target)
        return
    beside.replace(link)
    confirm(link)


def unpoint(link: Path) -> None:
    """Remove such a link, or the folder in its place."""
    if link.is_symlink():
        link.unlink()
        confirm(link)
    elif link.is_dir():
        shutil.rmtree(link)


def _point_by_copy(link: Path, target: Path) -> None:
    with new_folder(link, "publish") as fresh:
        copy_tree(link.parent / target, fresh)


def _put_in_place(fresh: Path, target: Path) -> None:
    if not os.path.lexists(target):
        fresh.rename(target)
        return
    if not system.exchanged(fresh, target):
        fresh = _swapped_in_two_steps(fresh, target)
    try:
        _remove_own(fresh, target)
    except OSError:  # what is left of the old folder, the next call removes
        with contextlib.suppress(OSError):
            fresh.rename(_retired(target))


def _write_list(folder: Path, target: Path, made_by: str) -> None:
    """Note down which files a folder holds that will stand at `target`, so that the next run knows them for ours."""
    listed = {name: _digest(path) for name, path in _files(folder) if path.name not in (LIST, WORK)}
    content = json.dumps({"by": made_by, "files": listed}, ensure_ascii=False, indent=0).encode()
    note(target / LIST, hashlib.sha256(content).hexdigest())
    write_file(folder / LIST, content, durable=False)


def prove(folder: Path, made_by: str, known: Mapping[str, Stamp] | None = None) -> dict[str, Stamp]:
    """The files of a folder, each proved to be ours. Raises ForeignFilesError naming those that are not, RefusedError
    where another command wrote it.

    `known`: what was proved before; a file whose stamp is the same needs no second look.
    """
    if not os.path.lexists(folder):
        return {}
    if not folder.is_dir():
        raise ForeignFilesError([folder])
    listed = _listed(folder, folder)
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
    if proved and (other := _list(folder / LIST).get("by")) != made_by:
        raise RefusedError(f"{shown_path(folder)} 里是 jianguan {other} 写出的；请换一个文件夹")
    return proved


def intact(folder: Path, made_by: str) -> str:
    """The digest of the list of a folder of ours that holds what was written into it, no less and no more; else nothing.

    Nothing, too, where an earlier command left something beside it: whoever writes the folder anew cleans that up.
    """
    target = real(folder)
    if any(target.parent.glob(f".{glob.escape(target.name)}.jianguan-*")):
        return ""
    try:
        proved = prove(folder, made_by)
        if proved and all(name in proved for name in _listed(folder, folder)):
            return _digest(folder / LIST)
    except (OSError, RefusedError):
        pass
    return ""


def write_output(path: Path, content: bytes) -> None:
    """Write one file where a user asked for it, in one step.

    Raises ForeignFilesError where another stands there that this program did not write, or that was changed since;
    OSError.
    """
    place = real(path)
    _refuse_among_records(place)
    if not (place.is_file() and place.read_bytes() == content):
        refuse_foreign(path)
    note(place, hashlib.sha256(content).hexdigest())
    write_file(place, content)


def move_output(made: Path, path: Path) -> None:
    """Put a finished file where a user asked for it. Raises as `write_output`."""
    refuse_foreign(path)
    note(real(path), _mark(made, is_there=False))
    made.replace(real(path))
    confirm(path)
    note(real(path), _mark(real(path)), beside=False)


def note_written(path: Path) -> None:
    """Note down that the file at a place, as it is, was written by this program."""
    note(real(path), _mark(path))


def refuse_foreign(path: Path) -> None:
    """Raise ForeignFilesError where a file stands that this program did not write, or that was changed since."""
    place = real(path)
    if not os.path.lexists(place):
        return
    if not place.is_file():
        raise ForeignFilesError([path])
    known = noted(place)
    marks = (_mark(place), _mark(place, is_there=False))
    if not known or not (any(mark in known for mark in marks) or _digest(place) in known):
        raise ForeignFilesError([path])


def _mark(path: Path, *, is_there: bool = True) -> str:
    """A file's stamp as text, for files too large to be read again; `is_there`: with the time it got its name, which
    nobody can put back."""
    stamp = _stamp(path)
    return " ".join(map(str, (*stamp, path.stat().st_ctime_ns) if is_there else stamp)) if stamp else ""


def _refuse_among_records(place: Path) -> None:
    """Raise RefusedError for what a catalog would read as a record: into a catalog leads its own writer alone."""
    is_record = place.suffix in (".yaml", ".yml", ".json", ".txt") or place.name.startswith(".")
    if is_record and any((above / "catalog.yaml").is_file() for above in place.parents):
        raise RefusedError(f"{shown_path(place)} 在目录文件夹里，会被当作目录的内容；请写到别处")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything below a folder but folders: (name relative to it, path)."""
    for place, folders, names in os.walk(folder, onerror=_raised):
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in (*names, *links):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _raised(error: OSError) -> None:
    raise error


def _listed(folder: Path, place: Path) -> dict[str, str]:
    """Name → digest of what this program wrote below a folder that stands or stood at `place`, by the lists in it.

    A list within counts only where it was written: a copy of an output is somebody's archive.
    """
    found: dict[str, str] = {}
    for name, path in _files(folder):
        if path.name == LIST:
            above = PurePosixPath(name).parent
            if path.parent == folder or _digest(path) in noted(place / name):
                for inner, digest in _list(path).get("files", {}).items():
                    found[(above / str(inner)).as_posix()] = str(digest)
    return found


def _list(path: Path) -> dict[str, Any]:
    """A list as it was written; a damaged one says nothing."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST_LIST:
            content = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(content, dict) and isinstance(content.get("files"), dict):
                return content
    return {}


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
    listed = _listed(retired, target)
    for name, path in sorted(_files(retired), key=lambda found: found[1].name == LIST):
        if path.name in (LIST, WORK) or (
            not path.is_symlink() and path.is_file() and listed.get(name) == _digest(path)
        ):
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
    return target.with_name(f".{target.name}.jianguan-retired")
