"""What a command worked out before, found again while nothing it came from has changed.

A private cache: it may be deleted at any time, and nothing but speed is lost. A key covers the contents of the catalog
(of stored law texts: name, size and time of change), this program's own code, and what was asked for.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from generator import files

_READ = frozenset({".yaml", ".docx"})
_UNRELATED = "previews"
_MOST_KEPT = 100
_CODE = Path(__file__).resolve().parent


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
        self._name = f"{digest.hexdigest()}.json"

    def get(self) -> str | None:
        """The text; None where there is none or it cannot be read."""
        try:
            return (files.private_folder("blanks") / self._name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, text: str) -> None:
        """Remember the text; the oldest go where there are many. A disk that cannot be written is no fault."""
        with contextlib.suppress(OSError):
            folder = files.private_folder("blanks")
            files.write_file(folder / self._name, text.encode(), durable=False)
            kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
            for path in kept[:-_MOST_KEPT]:
                path.unlink(missing_ok=True)


def _stamp(digest: hashlib._Hash, path: Path) -> None:
    about = path.stat()
    digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\0".encode(errors="surrogateescape"))
