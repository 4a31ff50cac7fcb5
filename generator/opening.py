"""Catalog folder + day → view, or every problem that prevents one: what each command begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import SaidError
from generator.catalog.load import load
from generator.catalog.model import Catalog
from generator.catalog.problem import Problem
from generator.catalog.validation import validate
from generator.catalog.yaml_source import Read, read_yaml
from generator.files import explained, settled
from generator.garbage import uncollected
from generator.law.store import StoredTextError
from generator.verification.lawbase import LawBase
from generator.verification.problems import problems as problems_with_texts
from generator.views import View, resolve


class CatalogError(SaidError):
    """The catalog has faults; `problems` are all of them, warnings included."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Examined:
    """A catalog read and checked: with its texts (None where errors prevent it), and all problems."""

    base: LawBase | None
    problems: list[Problem]

    @property
    def sound(self) -> LawBase:
        """The catalog with its texts. Raises CatalogError where there is an error."""
        if self.base is None:
            raise CatalogError(self.problems)
        return self.base


@uncollected()
def examine(catalog_dir: Path, day: date, read: Read = read_yaml, *, with_texts: bool = True) -> Examined:
    """Read a catalog and check it, on its own and against the stored law texts: one state of it, not half of a change.

    Not `with_texts`: the stored texts may be damaged, for they are about to be imported again.
    """
    try:
        return settled(catalog_dir, lambda: _examine(catalog_dir, day, read, with_texts))[0]
    except OSError as error:
        return Examined(None, [Problem(".", 1, 1, "error", explained(error))])


def _examine(catalog_dir: Path, day: date, read: Read, with_texts: bool) -> Examined:
    loaded = load(catalog_dir, read)
    found = validate(loaded, day)
    if loaded.catalog is None or any(problem.severity == "error" for problem in found):
        return Examined(None, found)
    base = LawBase.open(loaded.catalog, catalog_dir)
    try:
        found += problems_with_texts(base, loaded.places, day) if with_texts else []
    except StoredTextError as error:
        return Examined(None, [*found, _damaged(error)])
    return Examined(base, sorted(found))


def open_catalog(
    catalog_dir: Path, as_of: date, *, strict: bool = False, read: Read = read_yaml
) -> tuple[View, Catalog, list[Problem]]:
    """Load, check and resolve a catalog for a day. Returns the view, the catalog it is of, and the warnings.

    Raises CatalogError where there is an error, or with `strict` a warning. `read` reads the YAML files.
    """
    examined = examine(catalog_dir, as_of, read)
    if strict and examined.problems:
        raise CatalogError(examined.problems)
    try:
        return resolve(examined.sound, as_of), examined.sound.catalog, examined.problems
    except StoredTextError as error:
        raise CatalogError([*examined.problems, _damaged(error)]) from None


def open_view(catalog_dir: Path, as_of: date, *, strict: bool = False) -> tuple[View, list[Problem]]:
    """The same for those that need the view alone."""
    view, _, problems = open_catalog(catalog_dir, as_of, strict=strict)
    return view, problems


def _damaged(error: StoredTextError) -> Problem:
    return Problem("statutes", 1, 1, "error", str(error))
