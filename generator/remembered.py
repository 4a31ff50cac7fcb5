"""What a command worked out before, found again while nothing it came from has changed.

A private cache: it may be deleted at any time, and nothing but speed is lost. Nothing in it is believed but what this
program sealed for this user on this computer: under a key that no one else can read and that counts for nothing once
it was copied, unpacked or restored. All else is as if it were not there. Only what is believed is unpickled.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import os
import pickle
import secrets
import stat
import sys
import sysconfig
import zlib
from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar

from generator import files
from generator.catalog.extending import folders_of
from generator.garbage import uncollected

T = TypeVar("T")

_MOST_REMEMBERED = 100
_MOST_BYTES = 1 << 29
"""The files of a kind are together no larger, but for the newest."""

_KEY = "key"
_KEY_LENGTH = _SEAL_LENGTH = hashlib.sha256().digest_size
_LARGEST = 1 << 30
"""No file of the cache is larger than this (bytes)."""

_PACKAGES = tuple(Path(__file__).resolve().parents[1] / name for name in ("generator", "search_index"))
_MADE_OF_IT = frozenset({"", ".pyc"})
"""Folders and compiled files: they change when nothing does."""


class Sealed:
    """One file of the private cache, by its kind and name; of a kind the `most` newest are kept."""

    def __init__(self, kind: str, name: str, most: int) -> None:
        self._kind, self._name, self._most = kind, name, most

    def get(self) -> bytes | None:
        """What was kept; None where there is nothing, or what this program did not seal."""
        with contextlib.suppress(OSError):
            folder = self._folder()
            content, _ = _own(folder / self._name)
            seal, content = content[:_SEAL_LENGTH], content[_SEAL_LENGTH:]
            if hmac.compare_digest(seal, self._seal(content)):
                return content
        return None

    def is_refused(self) -> bool:
        """Whether there is something that is not believed."""
        try:
            return os.path.lexists(self._folder() / self._name) and self.get() is None
        except OSError as error:
            return isinstance(error, files.RefusedError)

    def keep(self, content: bytes) -> None:
        """Keep the content; the oldest go where there are many. A disk that cannot be written is no fault."""
        with contextlib.suppress(OSError):
            folder = self._folder()
            if (folder / self._name).is_fifo():
                (folder / self._name).unlink()
            files.remove_unfinished(folder)
            files.write_file(folder / self._name, self._seal(content) + content, durable=False, mode=0o600)
            _thin_out(folder, self._most)

    def _folder(self) -> Path:
        return files.private_folder(self._kind)

    def _seal(self, content: bytes) -> bytes:
        sealing = hmac.new(_key(), f"{self._kind}/{self._name}\0".encode(), hashlib.sha256)
        sealing.update(content)
        return sealing.digest()


class Kept(Generic[T]):
    """A thing of a kind that may have been kept under a key: see `key_of`. `pressed`: it takes less room, and more time."""

    def __init__(self, kind: type[T], folder: str, key: str, most: int, *, pressed: bool = False) -> None:
        self._kind, self._sealed, self._pressed = kind, Sealed(folder, key, most), pressed

    @uncollected()
    def get(self) -> T | None:
        """The thing; None where there is none that this program kept, or it cannot be read again."""
        content = self._sealed.get()
        with contextlib.suppress(Exception):
            if content is not None:
                made = pickle.loads(zlib.decompress(content) if self._pressed else content)
                return made if isinstance(made, self._kind) else None
        return None

    def keep(self, made: T) -> None:
        """Keep the thing."""
        content = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
        self._sealed.keep(zlib.compress(content, 1) if self._pressed else content)


def key_of(catalog: Path, state: Mapping[str, str], *asked: str) -> str:
    """The digest of all that something comes from: this program, the catalog's place and stamps, and what was asked."""
    stamps = chain.from_iterable(sorted(state.items()))
    return digest_of(program(), str(Path.cwd()), str(catalog), *stamps, *asked)


def digest_of(*parts: str) -> str:
    """The SHA-256 of texts, any bytes of file names in them."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def recalled(
    kind: type[T],
    catalog: Path,
    work: Callable[[Mapping[str, str]], T],
    *asked: str,
    may_be_kept: Callable[[T], bool] = lambda _: True,
) -> T:
    """What `work` makes of one state of a catalog, whose stamps it is given, or what it made of that state before.

    Raises as `work` and `files.settled`.
    """

    def read(state: Mapping[str, str]) -> T:
        kept = Kept(kind, "remembered", key_of(catalog, state, *asked), _MOST_REMEMBERED)
        found = kept.get()
        if found is None:
            found = work(state)
            if may_be_kept(found):
                kept.keep(found)
        return found

    return files.settled(folders_of(catalog), read)[0]


@functools.cache
def program() -> str:
    """The digest of this program as it is installed with what it shows, of the libraries beside it, and of Python."""
    shown = (path for package in _PACKAGES for path in sorted(package.rglob("*")) if path.suffix not in _MADE_OF_IT)
    stamps = (path.stat() for path in (*shown, Path(sysconfig.get_path("purelib"))))
    return digest_of(sys.version, str(_PACKAGES), *(f"{about.st_size} {about.st_mtime_ns}" for about in stamps))


def _key() -> bytes:
    """The key of the seals, made where there is none that serves. Its place on the disk is part of it: a copy is another key."""
    path = files.private_folder() / _KEY
    for _ in range(2):
        with contextlib.suppress(OSError):
            secret, about = _own(path)
            if len(secret) == _KEY_LENGTH and not (os.name == "posix" and about.st_mode & 0o077):
                return hashlib.sha256(secret + f"{about.st_ino} {about.st_ctime_ns}".encode()).digest()
        files.remove_unfinished(path.parent)
        files.write_file(path, secrets.token_bytes(_KEY_LENGTH), durable=False, mode=0o600)
    raise PermissionError(f"{path} 读不了")


def _own(path: Path) -> tuple[bytes, os.stat_result]:
    """The content of a plain file of this user, not through a link. Raises OSError for anything else."""
    flags = (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    with os.fdopen(os.open(path, os.O_RDONLY | sum(flags)), "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode) or not files.is_owned(about) or about.st_size > _LARGEST:
            raise PermissionError(f"{path} 不是本用户的普通文件")
        return stream.read(), about


def _thin_out(folder: Path, most: int) -> None:
    """Remove the oldest files of a folder where there are more than `most`, or they are too large together."""
    found = sorted(
        ((path.lstat(), path) for path in folder.iterdir() if not path.is_dir()), key=lambda one: -one[0].st_mtime_ns
    )
    size = 0
    for number, (about, path) in enumerate(found):
        size += about.st_size
        if number >= most or (number and size > _MOST_BYTES):
            path.unlink(missing_ok=True)
