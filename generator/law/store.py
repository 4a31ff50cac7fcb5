"""Stored law texts: <folder>/<law>/<day>.txt as published, so that git shows how a law changed.

A law's key is its id in the catalog, or its title where the catalog does not know it; the day is the
one its version counts from. Several folders may hold texts; of a version that more than one holds, the text with most
articles is believed, of equals the first. Looking one up reads no other, however many the folders hold.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from weakref import WeakValueDictionary

from generator import SaidError
from generator.files import read_file, reason
from generator.law.citation import Place, normal_title
from generator.law.statute import Statute
from generator.law.structure import read_text
from generator.law.words import plain

_UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f.\s]')
_LONGEST_KEY = 60
LARGEST = 16 << 20
"""More than any law (bytes)."""


class StoredTextError(SaidError, ValueError):
    """A stored text that does not read as a statute; the message (Chinese) names the file."""


def key_of(title: str) -> str:
    """The folder name of a law the catalog does not know: its title, safe as a file name on every system."""
    name = _UNSAFE.sub("_", normal_title(title))
    return (
        name if len(name) <= _LONGEST_KEY else f"{name[:_LONGEST_KEY]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    )


def digest_of_lines(lines: Iterable[str]) -> str:
    """The digest (16 hexadecimal digits) of words: spelling and the breaks between 款 do not count."""
    return hashlib.sha256(plain("".join(lines)).encode()).hexdigest()[:16]


class Texts:
    """The stored texts of some folders, in the order in which they are believed."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self.folders = tuple(folders)
        self._days: dict[str, dict[date, list[Path]]] = {}

    def stored(self) -> tuple[str, ...]:
        """Every law of which the folders hold a text, in order."""
        found = {path.name for folder in self.folders if folder.is_dir() for path in folder.iterdir() if path.is_dir()}
        return tuple(sorted(key for key in found if self.days(key)))

    def days(self, key: str) -> tuple[date, ...]:
        """The days of which a text is stored, in order."""
        return tuple(sorted(self._files(key)))

    def get(self, key: str, day: date) -> Statute | None:
        """The text of a law's version; None where none is stored. Raises StoredTextError for a damaged one."""
        path = self.path(key, day)
        return _read(path) if path else None

    def path(self, key: str, day: date) -> Path | None:
        """The file the text is stored in. Raises StoredTextError where it has to be chosen and one is damaged."""
        paths = self._files(key).get(day, [])
        return max(paths, key=lambda path: len(_read(path).articles)) if len(paths) > 1 else next(iter(paths), None)

    def poorer(self, key: str, day: date) -> dict[Path, int]:
        """The files that would have been believed but hold fewer articles, with how many. Raises StoredTextError."""
        paths, believed = self._files(key).get(day, []), self.path(key, day)
        return {path: len(_read(path).articles) for path in takewhile(lambda path: path != believed, paths)}

    def place_digest(self, key: str, day: date, place: Place) -> str | None:
        """The digest of a place's words; None where there is no text or no such place in it."""
        statute = self.get(key, day)
        lines = statute.lines(place) if statute else ()
        return digest_of_lines(lines) if lines else None

    def digest(self, keys: Iterable[str]) -> str:
        """The digest (64 hexadecimal digits) of all texts stored for these laws; empty where there are none. Raises StoredTextError."""
        total = hashlib.sha256()
        count = 0
        for key in sorted(keys):
            for day in self.days(key):
                path = self.path(key, day)
                assert path is not None
                total.update(f"{key}/{day}\0".encode() + hashlib.sha256(_content(path)).digest())
                count += 1
        return total.hexdigest() if count else ""

    def _files(self, key: str) -> dict[date, list[Path]]:
        if key not in self._days:
            found: defaultdict[date, list[Path]] = defaultdict(list)
            for folder in self.folders:
                for path in _texts_in(folder / key):
                    if day := _day_of(path):
                        found[day].append(path)
            self._days[key] = dict(found)
        return self._days[key]


def _texts_in(folder: Path) -> list[Path]:
    """The texts of a folder, which may be missing. Raises StoredTextError where it cannot be looked into."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".txt")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StoredTextError(_unreadable(folder, error)) from None


def _day_of(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.stem) if len(path.stem) == 10 else None
    except ValueError:
        return None


_held: WeakValueDictionary[tuple[Path | int, ...], Statute] = WeakValueDictionary()
"""Every text that somebody still has in hand, by file and what tells whether it changed: it is not read twice."""


def _read(path: Path) -> Statute:
    try:
        about = path.stat()
    except OSError as error:
        raise StoredTextError(_unreadable(path, error)) from None
    return _read_once(path, about.st_mtime_ns, about.st_size, about.st_ino)


@lru_cache(maxsize=512)
def _read_once(path: Path, *stamp: int) -> Statute:
    statute = _held.get((path, *stamp))
    if statute is None:
        statute = _held[path, *stamp] = statute_of(_content(path), path)
    return statute


def _content(path: Path) -> bytes:
    try:
        return read_file(path, LARGEST)
    except OSError as error:
        raise StoredTextError(_unreadable(path, error)) from None


def _unreadable(path: Path, error: OSError) -> str:
    return f"{path} 读不了（{reason(error)}），请删去后重新导入"


def statute_of(content: bytes, name: object) -> Statute:
    """The statute of a stored text. Raises StoredTextError, which calls it `name`."""
    try:
        structured = read_text(content.decode().replace("\r\n", "\n").replace("\r", "\n"))
    except UnicodeDecodeError:
        raise StoredTextError(f"{name} 不是 UTF-8 文本，请重新导入") from None
    fatal = [finding for finding in structured.findings if finding.fatal and not finding.is_gap]
    if fatal:
        raise StoredTextError(f"{name} 不能作为法律文本读取：{fatal[0]}；请重新导入")
    return structured.statute
