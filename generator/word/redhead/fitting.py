"""What no page of an official document holds, known from the catalog alone: said before anything is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from generator import SaidError
from generator.catalog.problem import DataPath, Problem
from generator.catalog.validation import Scene
from generator.word.redhead.marks import size_of
from generator.word.redhead.official import imprint_of, marks_of

_Laid = tuple[str, DataPath, Callable[[], object]]
"""A record, the path of what stands in it, and its laying out, which raises SaidError where it does not fit."""


def notice_problems(scene: Scene) -> Iterator[Problem]:
    """An error for every 发文机关标志 that no line holds and every 版记 higher than a page."""
    said = set()
    for record, path, lay_out in _laid_out(scene):
        try:
            lay_out()
        except SaidError as error:
            if (record, path) not in said:
                said.add((record, path))
                yield scene.places.problem(record, path, str(error), "照此写不出公文")


def _laid_out(scene: Scene) -> Iterator[_Laid]:
    agency = scene.catalog.info.agency
    if any(kind.layout == "notice" for kind in scene.catalog.documents):
        yield "catalog", ("agency", "mark"), partial(size_of, [agency.mark])
    for notice in scene.catalog.notices:
        is_plain = notice.format == "文件"
        lay_out = partial(size_of, marks_of(agency, notice)[: None if is_plain else 1])
        if notice.marks:
            yield f"notices/{notice.id}", ("marks",), lay_out
        else:
            yield "catalog", ("agency", "mark" if is_plain else "name"), lay_out
        yield f"notices/{notice.id}", ("imprint",), partial(imprint_of, agency, notice)
