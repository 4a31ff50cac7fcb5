"""The one judgement of a catalog: whoever makes something of it, or says whether it can be made, asks here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator import published, word
from generator.catalog.problem import Problem
from generator.catalog.validation import Scene
from generator.catalog.yaml_source import Read
from generator.opening import CatalogError, Examined, examine


def judged(catalog_dir: Path, day: date, read: Read | None = None) -> Examined:
    """A catalog read and checked: by its rules, against its law texts, and for what the outputs ask of it."""
    examined = examine(catalog_dir, day, read, judge=output_problems)
    if examined.base is None or not examined.base.catalog.templates:
        return examined
    try:
        broken = list(word.unfillable(examined.view(day)))
    except CatalogError as error:
        return Examined(None, error.problems)
    return Examined(None, sorted([*examined.problems, *broken])) if broken else examined


def output_problems(scene: Scene, catalog_dir: Path) -> Iterator[Problem]:
    """What keeps an output from being made, or leads its readers astray: templates, official documents, addresses."""
    yield from word.template_problems(scene)
    yield from word.notice_problems(scene)
    yield from published.problems(scene, catalog_dir)
