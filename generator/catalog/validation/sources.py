"""Rules for sources (出处)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.fields import Record
from generator.catalog.model import Catalog
from generator.catalog.problem import DataPath, Problem, did_you_mean
from generator.catalog.validation.scene import Scene


def sources_exist(scene: Scene) -> Iterator[Problem]:
    """Every statement names a source that catalog.yaml lists."""
    known = scene.catalog.info.sources
    if scene.catalog.info.plan not in known:
        yield scene.places.problem(
            "catalog",
            ("plan",),
            f"没有这个出处：“{scene.catalog.info.plan}”",
            hint=did_you_mean(scene.catalog.info.plan, known),
        )
    for record, path, name in _sources(scene.catalog):
        if name not in known:
            yield scene.places.problem(
                record, path, f"没有这个出处：“{name}”", "没有出处的陈述不能采信", did_you_mean(name, known)
            )


def _sources(catalog: Catalog) -> Iterator[tuple[str, DataPath, str]]:
    """Every source named: record, path, name. Found by walking the records, so that none can be forgotten."""
    for folder, records in (
        ("items", catalog.items),
        ("laws", catalog.laws),
        ("departments", catalog.departments),
        ("methods", catalog.methods),
        ("notices", catalog.notices),
        ("documents", catalog.documents),
    ):
        for record in records:
            for path, name in _source_fields(record, ()):
                yield f"{folder}/{record.id}", path, name


def _source_fields(value: object, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, Record):
        for name in type(value).model_fields:
            if name == "source":
                if getattr(value, name) is not None:
                    yield (*path, name), getattr(value, name)
            else:
                yield from _source_fields(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _source_fields(entry, (*path, key))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _source_fields(entry, (*path, index))
