"""Rules for what every record has: its id, which is a file's name, and its sources (出处)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.adjusting import STATEMENTS
from generator.catalog.model import Catalog
from generator.catalog.problem import DataPath, Problem
from generator.catalog.validation.scene import Scene
from generator.catalog.value_types import Record
from generator.files.system import is_device


def ids_are_file_names_everywhere(scene: Scene) -> Iterator[Problem]:
    """No id is a name that Windows keeps for a device: there the page of that name cannot be unpacked."""
    for folder in ("laws", "departments", "methods", "documents", "notices"):
        for record in getattr(scene.catalog, folder):
            if is_device(record.id):
                why = "Windows 把它留给设备，网页在 Windows 上不能解压"
                yield scene.places.problem(f"{folder}/{record.id}", (), f"编号不能是“{record.id}”", why, "请换一个编号")


def sources_exist(scene: Scene) -> Iterator[Problem]:
    """Every statement names a source that catalog.yaml lists."""
    for record, path, name in _sources(scene.catalog, has_plan="catalog" not in scene.unread.records):
        hint = scene.unknown("sources", name)
        if hint is not None:
            why = "" if record == "catalog" else "没有出处的陈述不能采信"
            yield scene.places.problem(record, path, f"没有这个出处：“{name}”", why, hint)


def _sources(catalog: Catalog, *, has_plan: bool) -> Iterator[tuple[str, DataPath, str]]:
    """Every source named: record, path, name. Found by walking the records, so that none can be forgotten.

    What an adjustment gives an item stands in the item.
    """
    if has_plan:
        yield "catalog", ("plan",), catalog.info.plan
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
    for adjustment in catalog.adjustments:
        whole = adjustment.model_copy(update=dict.fromkeys((*STATEMENTS, "bases", "checks")))
        for path, name in _source_fields(whole, ()):
            yield f"adjustments/{adjustment.id}", path, name


def _source_fields(value: object, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, Record):
        for name, entry in vars(value).items():
            if name == "source":
                if entry is not None:
                    yield (*path, name), entry
            elif isinstance(entry, Record | dict | tuple):
                yield from _source_fields(entry, (*path, name))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _source_fields(entry, (*path, key))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _source_fields(entry, (*path, index))
