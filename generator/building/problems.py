"""The one judgement of a catalog: whoever makes something of it, or says whether it can be made, asks here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator import word
from generator.catalog.problem import Problem
from generator.catalog.validation import Scene
from generator.catalog.yaml_source import Read, read_yaml
from generator.opening import Examined, examine
from generator.site import published


def judged(catalog_dir: Path, day: date, read: Read = read_yaml) -> Examined:
    """A catalog read and checked: by its rules, against its law texts, and for what the outputs ask of it."""
    return examine(catalog_dir, day, read, judge=output_problems)


def output_problems(scene: Scene, catalog_dir: Path) -> Iterator[Problem]:
    """What keeps an output from being made, or leads its readers astray: templates, official documents, addresses."""
    yield from word.template_problems(scene)
    yield from word.notice_problems(scene)
    yield from published.problems(scene, catalog_dir)
