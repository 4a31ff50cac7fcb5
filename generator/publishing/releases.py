"""A folder of releases: each a whole site, one of them live. Going live, and back, is one rename.

releases/EDITION/ hold what was published, `current` leads to the live one, publications.jsonl says who did what, when
and why, hold.json what was withdrawn. A web server shows `current` and nothing else. Killed at any moment, what is live
is one whole edition: a release has its name only once every byte of it was read back.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from generator import SaidError, files

CURRENT = "current"
ABOUT = "release.json"
"""In every release: which one it is. The server shows it; no name of a person is in it."""

_RELEASES, _LOG, _HOLD = "releases", "publications.jsonl", "hold.json"
_UNFINISHED = ".unfinished-"
_LARGEST = 1_000_000


class PublishError(SaidError):
    """It did not go live; the message (Chinese) says why, and that what was live still is."""


@dataclass(frozen=True)
class Release:
    """A published edition: the day of its law (Beijing), the commit of the catalog (empty without git), the digest of
    all its files, and when it was published (UTC)."""

    edition: str
    day: date
    commit: str
    digest: str
    published: str

    @classmethod
    def of(cls, content: bytes) -> Release:
        """A release as `release.json` says. Raises ValueError for what is none."""
        data = json.loads(content)
        names = {"edition", "day", "commit", "digest", "published"}
        if not isinstance(data, dict) or not names <= data.keys():
            raise ValueError(ABOUT)
        return cls(day=date.fromisoformat(data["day"]), **{name: str(data[name]) for name in names - {"day"}})

    def written(self) -> bytes:
        """What `of` reads."""
        return (json.dumps({**asdict(self), "day": self.day.isoformat()}, indent=1) + "\n").encode()


@dataclass(frozen=True)
class Hold:
    """An edition was withdrawn: only a commit newer than its goes live, or somebody releases the hold."""

    edition: str
    commit: str
    by: str
    reason: str


class Releases:
    """The releases in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Release]:
        """Every release that is there, the newest first."""
        places = (self.folder / _RELEASES).glob(f"*/{ABOUT}")
        found = [self._about(path.parent) for path in places if not path.parent.name.startswith(".")]
        return sorted((one for one in found if one), key=lambda one: (one.published, one.edition), reverse=True)

    def live(self) -> Release | None:
        """The one that is live; None where none is."""
        return self._about(self.folder / CURRENT)

    def get(self, edition: str) -> Release | None:
        """The release of this name."""
        return next((one for one in self.all() if one.edition == edition), None)

    def name_of(self, day: date, commit: str, digest: str) -> str:
        """The name of a new edition: day of law, commit, digest; without git the how-manieth of its day stands for it."""
        number = sum(one.day == day for one in self.all()) + 1
        return f"{day.isoformat()}-{commit[:12] or f'no{number}'}-{digest[:12]}"

    def add(self, site: Path, edition: str, day: date, commit: str, digest: str) -> Release:
        """Put a site beside the live one, whole and read back, or not at all. Raises OSError, PublishError."""
        place = self.folder / _RELEASES / edition
        self._sweep()
        made = place.with_name(f"{_UNFINISHED}{edition}")
        files.copy_tree(site, made)
        if _digests(made) != _digests(site):
            raise PublishError(f"复制到 {files.shown_path(made)} 的内容与生成的不同，没有公布")
        published = datetime.now(UTC).isoformat(timespec="microseconds")
        release = Release(edition, day, commit, digest, published)
        files.write_file(made / ABOUT, release.written())
        files.flush_tree(made)
        if place.exists():
            raise PublishError(f"{edition} 已经有了，没有覆盖")
        files.rename(made, place)
        return release

    def switch(self, edition: str) -> None:
        """Make a release the live one, in one step. Raises OSError."""
        files.point(self.folder / CURRENT, Path(_RELEASES, edition))

    def none_live(self) -> None:
        """Take the first publication back: nothing is live."""
        files.unpoint(self.folder / CURRENT)

    def prune(self, keep: int) -> list[str]:
        """Remove all but the newest `keep` releases, never the live one; their names."""
        live = self.live()
        gone = [one.edition for one in self.all()[max(keep, 1) :] if live is None or one.edition != live.edition]
        for edition in gone:
            retired = self.folder / _RELEASES / f"{_UNFINISHED}{edition}"
            files.rename(self.folder / _RELEASES / edition, retired)
            shutil.rmtree(retired, ignore_errors=True)
        return gone

    def note(self, what: str, edition: str, by: str, reason: str = "") -> None:
        """Add a line to the log: what was done, when (UTC), by whom, why."""
        line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, "edition": edition, "by": by}
        path = self.folder / _LOG
        before = files.read_file(path, files.LARGEST_DOCUMENT) if path.exists() else b""
        written = json.dumps({**line, "reason": reason}, ensure_ascii=False)
        files.write_file(path, before + written.encode() + b"\n")

    def hold(self) -> Hold | None:
        """What was withdrawn and is still held; a damaged note holds everything."""
        path = self.folder / _HOLD
        if not path.exists():
            return None
        try:
            return Hold(**json.loads(files.read_file(path, _LARGEST)))
        except (ValueError, TypeError):
            return Hold("", "", "", f"{_HOLD} 读不了")

    def put_hold(self, hold: Hold | None) -> None:
        """Hold, or hold no more."""
        if hold is None:
            (self.folder / _HOLD).unlink(missing_ok=True)
        else:
            files.write_file(self.folder / _HOLD, json.dumps(asdict(hold), ensure_ascii=False).encode())

    def changed(self, site: Path) -> Mapping[str, list[str]]:
        """What files a site has that the live one has not, has otherwise, and has no more."""
        live, new = self.folder / CURRENT, _digests(site)
        old = _digests(live) if live.exists() else {}
        old.pop(ABOUT, None)
        return {
            "新增": sorted(new.keys() - old.keys()),
            "改动": sorted(name for name in new.keys() & old.keys() if new[name] != old[name]),
            "减少": sorted(old.keys() - new.keys()),
        }

    def _about(self, release: Path) -> Release | None:
        try:
            return Release.of(files.read_file(release / ABOUT, _LARGEST))
        except (OSError, ValueError):
            return None

    def _sweep(self) -> None:
        """Remove what killed runs left half made or half removed; nobody else is here, for the folder is held."""
        for path in (self.folder / _RELEASES).glob(f"{_UNFINISHED}*"):
            shutil.rmtree(path, ignore_errors=True)


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
