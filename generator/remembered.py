"""What a command worked out before, found again while nothing it came from has changed.

A private cache: it may be deleted at any time, and nothing but speed is lost. Nothing in it is believed but what this
program sealed for this user on this computer: under a key that no one else can read and that counts for nothing once
it was copied, unpacked or restored. All else is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from generator import files

_READ = frozenset({".yaml", ".docx"})
_UNRELATED = "previews"
_MOST_BLANKS = 100
_KEY = "key"
_KEY_LENGTH = _SEAL_LENGTH = hashlib.sha256().digest_size
_LARGEST = 1 << 30
"""No file of the cache is larger than this (bytes)."""

_CODE = Path(__file__).resolve().parent


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
            kept = sorted((path for path in folder.iterdir() if not path.is_dir()), key=_changed)
            for path in kept[: -self._most]:
                path.unlink(missing_ok=True)

    def _folder(self) -> Path:
        return files.private_folder(self._kind)

    def _seal(self, content: bytes) -> bytes:
        sealing = hmac.new(_key(), f"{self._kind}/{self._name}\0".encode(), hashlib.sha256)
        sealing.update(content)
        return sealing.digest()


class Remembered:
    """One thing a command may have worked out before: the text under a key."""

    def __init__(self, catalog: Path, asked: Iterable[str]) -> None:
        digest = hashlib.sha256(sys.version.encode())
        for path in sorted(_CODE.rglob("*.py")):
            _stamp(digest, path)
        for path in sorted(path for path in catalog.rglob("*") if path.is_file()):
            if path.relative_to(catalog).parts[0] == _UNRELATED:
                continue
            if path.suffix in _READ:
                digest.update(f"{path.relative_to(catalog)}\0".encode(errors="surrogateescape"))
                digest.update(hashlib.sha256(path.read_bytes()).digest())
            else:
                _stamp(digest, path)
        digest.update("\0".join(asked).encode(errors="surrogateescape"))
        self._sealed = Sealed("blanks", f"{digest.hexdigest()}.json", _MOST_BLANKS)

    def get(self) -> str | None:
        """The text; None where there is none that this program kept."""
        content = self._sealed.get()
        return None if content is None else content.decode()

    def keep(self, text: str) -> None:
        """Remember the text."""
        self._sealed.keep(text.encode())


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


def _changed(path: Path) -> int:
    return path.stat(follow_symlinks=False).st_mtime_ns


def _stamp(digest: hashlib._Hash, path: Path) -> None:
    about = path.stat()
    digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\0".encode(errors="surrogateescape"))
