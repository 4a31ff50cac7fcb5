"""Catalog folder + day → view, or every problem that prevents one: what each command begins with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.catalog.load import load
from generator.catalog.problem import Problem
from generator.catalog.validation import validate
from generator.views import View, resolve


class CatalogError(Exception):
    """The catalog has faults; `problems` are all of them, warnings included."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def open_view(catalog_dir: Path, as_of: date, *, strict: bool = False) -> tuple[View, list[Problem]]:
    """Load, check and resolve a catalog for a day. Returns the view and the warnings.

    Raises CatalogError where there is an error, or with `strict` a warning.
    """
    loaded = load(catalog_dir)
    problems = validate(loaded, as_of)
    if loaded.catalog is None or any(strict or problem.severity == "error" for problem in problems):
        raise CatalogError(problems)
    return resolve(loaded.catalog, as_of), problems
