"""Where everything stands: file, line and column of every value of the records that were read."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.catalog.problem import DataPath, Problem
from generator.catalog.yaml_source import YamlSource

Place = tuple[YamlSource, DataPath]
"""A file, and the path of a value in it."""


@dataclass
class Places:
    """Finds file, line and column of a record's value, for checks that look at loaded records.

    `sources`: where each record stands; `inner`: where a part of a record stands that another file gave it.
    """

    sources: dict[str, Place] = field(default_factory=dict)
    inner: dict[str, dict[DataPath, Place]] = field(default_factory=dict)

    def at(self, record: str, path: DataPath = ()) -> Place:
        """Where the value at `path` inside a record stands."""
        inner = self.inner.get(record, {})
        for length in range(len(path), 0, -1) if inner else ():
            if found := inner.get(path[:length]):
                return found[0], (*found[1], *path[length:])
        source, base = self.sources[record]
        return source, (*base, *path)

    def put(self, record: str, path: DataPath, place: Place) -> None:
        """Note that the value at `path` inside a record stands in another file."""
        self.inner.setdefault(record, {})[path] = place

    def file(self, record: str) -> str:
        """The file a record stands in, as problems name it: laws/x.yaml, packs/national/laws/x.yaml."""
        return self.sources[record][0].file

    def problem(
        self, record: str, path: DataPath, what: str, why: str = "", hint: str = "", *, warning: bool = False
    ) -> Problem:
        """A problem at `path` inside the record `items/01-x` (or `departments/policy`, `redirects/0`, `catalog`)."""
        source, whole = self.at(record, path)
        return Problem(source.file, *source.position(whole), "warning" if warning else "error", what, why, hint)
