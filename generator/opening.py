"""Catalog folder + day → view, or every problem that prevents one: what each command begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator import SaidError
from generator.catalog.extending import folders_of
from generator.catalog.problem import Problem
from generator.files import explained, settled
from generator.garbage import uncollected
from generator.law.store import StoredTextError
from generator.remembered import recalled
from generator.verification.lawbase import LawBase
from generator.views import View, resolve

if TYPE_CHECKING:
    from generator.catalog.validation import Scene
    from generator.catalog.yaml_source import Read

Judge = Callable[["Scene", Path], Iterable[Problem]]
"""What else has something against a catalog: given what was read of it, and its folder."""


class CatalogError(SaidError):
    """The catalog has faults; `problems` are all of them, warnings included."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Examined:
    """A catalog read and checked: with its texts (None where errors prevent it), and all problems, sorted by place.

    `state` are the stamps of the files it was read from.
    """

    base: LawBase | None
    problems: list[Problem]
    state: Mapping[str, str] = field(default_factory=dict)

    @property
    def sound(self) -> LawBase:
        """The catalog with its texts. Raises CatalogError where there is an error."""
        if self.base is None:
            raise CatalogError(self.problems)
        return self.base

    def view(self, day: date, *, strict: bool = False) -> View:
        """The catalog on a day. Raises CatalogError where there is an error, or with `strict` a warning."""
        if strict and self.problems:
            raise CatalogError(self.problems)
        try:
            return resolve(self.sound, day)
        except StoredTextError as error:
            raise CatalogError([*self.problems, Problem("statutes", 1, 1, "error", str(error))]) from None


def nothing_else(*_: object) -> Iterable[Problem]:
    """A judge that has nothing against any catalog."""
    return ()


def examine(
    catalog_dir: Path, day: date, read: Read | None = None, *, with_texts: bool = True, judge: Judge = nothing_else
) -> Examined:
    """Read a catalog and check it, on its own and against the stored law texts: one state of it, not half of a change.

    Whatever is wrong, all else is checked too. Not `with_texts`: the stored texts may be damaged, for they are about to
    be imported again. A sound catalog that was examined before is not examined again.
    """

    def examined(state: Mapping[str, str]) -> Examined:
        return _examined(catalog_dir, day, read, with_texts, judge, state)

    try:
        if read is None:
            asked = "examined", day.isoformat(), str(with_texts), f"{judge.__module__}.{judge.__qualname__}"
            return recalled(Examined, catalog_dir, examined, *asked, may_be_kept=lambda found: found.base is not None)
        return settled(folders_of(catalog_dir), examined)[0]
    except OSError as error:
        return Examined(None, [Problem(".", 1, 1, "error", explained(error))])


@uncollected()
def _examined(
    catalog_dir: Path, day: date, read: Read | None, with_texts: bool, judge: Judge, state: Mapping[str, str]
) -> Examined:
    from generator.catalog.load import load
    from generator.catalog.validation import broken_rules, scene_of
    from generator.verification.problems import problems

    loaded = load(catalog_dir, read)
    base = LawBase.open(loaded.found, catalog_dir)
    scene = scene_of(loaded, day, base.names)
    found = [*loaded.problems, *broken_rules(scene), *judge(scene, catalog_dir)]
    if with_texts:
        found += problems(base, loaded.places, day)
    is_faulty = any(problem.severity == "error" for problem in found)
    return Examined(None if is_faulty else base, sorted(found), state)


def open_view(catalog_dir: Path, as_of: date) -> View:
    """Load, check and resolve a catalog for a day. Raises CatalogError where there is an error."""

    def opened(state: Mapping[str, str]) -> View:
        return _examined(catalog_dir, as_of, None, True, nothing_else, state).view(as_of)

    try:
        return recalled(View, catalog_dir, opened, "view", as_of.isoformat())
    except OSError as error:
        raise CatalogError([Problem(".", 1, 1, "error", explained(error))]) from None
