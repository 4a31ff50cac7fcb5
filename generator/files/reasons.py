"""Why the system, or this program, would not read or write a file: in Chinese, fit to print."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

_SHOWN = 8


class RefusedError(OSError):
    """This program refuses to write; the message (Chinese) names the files and what to do."""

    def __str__(self) -> str:
        return str(self.args[0])


class BusyError(BlockingIOError):
    """Another process is writing the same thing; the message (Chinese) says which."""

    def __str__(self) -> str:
        return str(self.args[0])


class ForeignFilesError(RefusedError):
    """Files stand where an output belongs that this program did not write, or that were changed since."""

    def __init__(self, files: Iterable[Path]) -> None:
        super().__init__(f"有不是本程序写的、或者写出以后改过的文件：{listed(files)}；请移走或者换一个名字")


class ChangedMeanwhileError(RefusedError):
    """Somebody changed files between their being read and their being replaced."""

    def __init__(self, files: Iterable[Path]) -> None:
        super().__init__(f"这期间有文件被别处改动，没有写入：{listed(files)}；请核对后再运行一次")


class NotFlushedError(RefusedError):
    """A file or folder has been replaced, but the disk does not confirm that it survives a power cut."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{shown_path(path)} 已经写好，但磁盘没有确认（{reason(error)}），断电可能丢失；请检查磁盘")


class UnfinishedError(RefusedError):
    """A folder is half changed: whoever changed it was killed. The message says how to finish."""


class SourceError(ValueError):
    """A file from outside that is not what it should be, or too much; the message (Chinese) says why and what to do."""


def listed(files: Iterable[Path]) -> str:
    """The first few names of files, and how many more there are."""
    names = [shown_path(file) for file in files]
    more = f" 等 {len(names)} 个" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


def shown_name(path: Path) -> str:
    """A file's name as it can be printed and stored: bytes that are no text and control characters become �."""
    return _printable(path.name)


def shown_path(path: Path) -> str:
    """A path in the same way."""
    return _printable(str(path))


def explained(error: OSError) -> str:
    """Why, and which file where the system names one."""
    name = error.filename if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
    return reason(error) + (f"（{_printable(os.fsdecode(name))}）" if name else "")


def shown_text(text: str, most: int = 300) -> str:
    """A text from outside as it can be printed: the first so many characters, none that steers a terminal."""
    return _printable(text if len(text) <= most else f"{text[:most]}……")


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in text.encode("utf-8", "replace").decode("utf-8"))


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
    errno.ENODEV: "不是普通文件",
    errno.ENXIO: "不是普通文件",
    errno.EMFILE: "同时打开的文件过多",
    errno.ENOMEM: "内存不够",
    errno.EPIPE: "接收的一方已经关闭",
    errno.EINTR: "被中断",
    errno.EFBIG: "文件过大",
    errno.EBADF: "没有打开，或者不能写",
}

_OPENED = "正被别的程序打开（如 Word、WPS、Excel、网盘），请关闭后再运行"
_WINDOWS_REASONS = {32: _OPENED, 33: _OPENED, 206: "路径过长，请换一个短一些的文件夹"}
"""What Windows tells apart by numbers of its own, where its other number says only “no permission” or “no such file”."""


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is one of the usual reasons; why this program did."""
    if isinstance(error, (RefusedError, BusyError)):
        return str(error)
    windows = _WINDOWS_REASONS.get(getattr(error, "winerror", None) or 0)
    return windows or _REASONS.get(error.errno or 0) or error.strerror or str(error)
