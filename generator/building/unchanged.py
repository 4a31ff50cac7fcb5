"""Whether a folder holds what a build would make: asked first, and without loading what builds.

A build notes down what it came from (`remembered.key_of`: this program, the catalog's files, the day), and the digest
of the list of what it wrote. Where both are as they were, and every listed file still is as it was written, there is
nothing to make.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import files
from generator.catalog.extending import folders_of
from generator.catalog.problem import Problem
from generator.remembered import Kept, key_of

_PACKAGE = Path(__file__).resolve().parents[1]
_CONFIGURATION = "mkdocs.yml"
_READ = ("SOURCE_DATE_EPOCH", "JIANGUAN_SITE_URL")
"""Variables of the environment that mkdocs reads."""

_MOST = 20


def configuration_for(catalog_dir: Path) -> Path:
    """The mkdocs configuration of a catalog's site: the program's; in the program's own repository the repository's,
    which adds the maintainers' pages. No other is read, for one may run code."""
    repository = catalog_dir.resolve().parent
    is_own = (repository / _PACKAGE.name).resolve() == _PACKAGE and (repository / _CONFIGURATION).is_file()
    return repository / _CONFIGURATION if is_own else _PACKAGE / "site" / _CONFIGURATION


@dataclass(frozen=True)
class Report:
    """What a build wrote."""

    site: Path
    pages: int
    documents: int
    entries: int
    zip: Path | None
    warnings: list[Problem]
    absent: list[str]
    """What the catalog has none of yet, a sentence each."""


class LastBuild:
    """The build of a catalog's state (`files.snapshot`) for a day into a folder, if it was the last one made there."""

    def __init__(
        self, catalog_dir: Path, state: Mapping[str, str], as_of: date, out: Path, *, strict: bool, zipped: bool
    ) -> None:
        configuration = configuration_for(catalog_dir)
        pages = files.stamps(configuration.with_name("docs")) | {"": files.stamp(configuration)}
        asked = [str(out), as_of.isoformat(), str(strict), str(zipped), *(os.environ.get(name, "") for name in _READ)]
        key = key_of(catalog_dir, state, *asked, *(f"{name} {at}" for name, at in pages.items()))
        self._out, self._kept = out, Kept(tuple, "built", key, _MOST)

    def report(self) -> Report | None:
        """What it wrote, where all that is still there as it was written; None where anything is to be made."""
        listed, report = self._kept.get() or ("", None)
        return report if report is not None and listed == files.intact(self._out, "build") else None

    def keep(self, report: Report) -> None:
        """Note down that it was made."""
        if listed := files.intact(self._out, "build"):
            self._kept.keep((listed, report))


def still_holds(catalog_dir: Path, as_of: date, out: Path, *, strict: bool, zipped: bool) -> Report | None:
    """The report of the last build where it would be made the same again; else None. Raises as `files.snapshot`."""
    state = files.snapshot(folders_of(catalog_dir))
    return LastBuild(catalog_dir, state, as_of, out, strict=strict, zipped=zipped).report()
