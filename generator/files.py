"""Writing so that nothing is ever half written: beside the target first, then renamed into place."""

from __future__ import annotations

import contextlib
import errno
import filecmp
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step; on failure the old file stays. Raises OSError, also for a device or pipe."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.ENODEV, "不是普通文件", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        _readable_by_all(Path(name), 0o666)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A new empty folder beside `target` that takes its place when the block ends well.

    The old folder stays untouched until then, and on any failure (an exception, Ctrl-C) it stays for good.
    A swap that was killed half-way is mended at the next call. Raises BlockingIOError where another process
    is already writing this target.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    retired = target.with_name(f".{target.name}.old")
    with only_one(target):
        if retired.exists():
            if target.exists():
                shutil.rmtree(retired)
            else:
                retired.rename(target)
        for leftover in target.parent.glob(f".{target.name}.new-*"):
            shutil.rmtree(leftover)
        fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.new-"))
        try:
            yield fresh
            _readable_by_all(fresh, 0o777)
            if target.exists():
                target.rename(retired)
            fresh.rename(target)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            if retired.exists() and not target.exists():
                retired.rename(target)
            raise
        shutil.rmtree(retired, ignore_errors=True)


def mirror(source: Path, target: Path) -> list[str]:
    """Make the folder `target` hold what `source` holds; files that are alike are not touched, so their time stays.

    Returns the names of files that are gone from it.
    """
    wanted = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    for name in wanted:
        new, old = source / name, target / name
        if not old.is_file() or not filecmp.cmp(new, old, shallow=False):
            old.parent.mkdir(parents=True, exist_ok=True)
            new.replace(old)
    held = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    for name in held - wanted:
        (target / name).unlink()
    return sorted(held - wanted)


def _readable_by_all(path: Path, most: int) -> None:
    """Give what tempfile made private the permissions an ordinary file or folder has."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(most & ~mask)


@contextlib.contextmanager
def only_one(target: Path) -> Iterator[None]:
    """Hold an advisory lock for `target` that the system drops when the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: builds run there one at a time, by hand
        yield
        return
    name = hashlib.sha256(str(target).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"jianguan-{name}.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def shown_name(path: Path) -> str:
    """A file's name as it can be printed and stored: bytes that are no text and control characters become �."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else "�" for char in name)


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "名称过长",
    errno.EADDRINUSE: "已被占用",
    errno.EIO: "磁盘读写出错",
    errno.ELOOP: "链接绕成了圈",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is one of the usual reasons."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
