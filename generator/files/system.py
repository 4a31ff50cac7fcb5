"""What systems do differently about files. All that is not portable is here: locks, exchanges, flushing, owners."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from generator.files.reasons import RefusedError

HAS_FOLDER_LOCKS = sys.platform != "win32"
"""Whether a folder can be locked itself; elsewhere a file in it stands for it."""

_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$) *(\..*)?", re.IGNORECASE)
_HERE, _EXCHANGE = -100, 2
_ON_PARENTS_DEATH, _KILL = 1, 9
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV, errno.EPERM})
_NO_LOCKS = frozenset({errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL})


class NoLocksError(RefusedError):
    """The file system offers no locks for this file."""

    def __init__(self) -> None:
        super().__init__(
            "文件所在的磁盘（如某些网络共享）不支持文件锁，不能保证只有一个命令在写；请放到本机磁盘上再运行"
        )


def try_lock(handle: int) -> bool:
    """Lock an open file or folder until it is closed, or its process dies; False where another holds it.

    Raises NoLocksError where the file system has no locks for it, OSError.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        if error.errno in _NO_LOCKS:
            raise NoLocksError from None
        raise
    return True


def exchanged(one: Path, other: Path) -> bool:
    """Let two folders of one file system take each other's name in a single step; False where the system cannot.

    Linux has it (renameat2, since 3.15) on ext4, XFS, Btrfs and tmpfs. Raises OSError.
    """
    rename: Any = getattr(_libc(), "renameat2", None)
    if rename is None:
        return False
    sys.audit("os.rename", str(one), str(other), -1, -1)
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(one))


def is_device(name: str) -> bool:
    """Whether Windows keeps a file name for a device (CON, nul.txt), whatever the folder."""
    return _DEVICE.fullmatch(name) is not None


def readable_by_all(folder: Path) -> None:
    """Give a folder that was made private the permissions an ordinary one has."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)


def real(path: Path) -> Path:
    """Where a path leads, whole and without links; what links in a circle is left as it is."""
    return Path(os.path.realpath(path))


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """A short block in which no signal that ends the program arrives; it does afterwards. Windows has no such thing."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def flush(stream: IO[bytes]) -> None:
    """Have what was written to a file survive a power cut. Raises OSError."""
    stream.flush()
    os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Have what was renamed or removed in a folder survive a power cut. Windows does it by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def flush_tree(folder: Path) -> None:
    """Have every file below a folder survive a power cut: in one call where the system has one."""
    sync: Any = getattr(_libc(), "syncfs", None)
    handle = os.open(folder, os.O_RDONLY) if sys.platform != "win32" else -1
    try:
        if sync is not None and sync(handle) == 0:
            return
    finally:
        if handle >= 0:
            os.close(handle)
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as stream:
                os.fsync(stream.fileno())


def ends_with_parent() -> bool:
    """Have this process killed the moment the one that started it ends, so that no lock outlives it; False where the
    system cannot."""
    libc = _libc() if sys.platform == "linux" else None
    return libc is not None and hasattr(libc, "prctl") and libc.prctl(_ON_PARENTS_DEATH, _KILL, 0, 0, 0) == 0


def is_owned(status: os.stat_result) -> bool:
    """Whether a file or folder belongs to this user."""
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()


def user() -> str:
    """Tells this user from others of the machine."""
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")


def _libc() -> Any:
    with contextlib.suppress(OSError, TypeError):
        return ctypes.CDLL(None, use_errno=True)
    return None
