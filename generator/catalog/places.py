"""Where everything stands: file, line and column of every value of the records that were read."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.catalog.problem import DataPath, Problem
from generator.catalog.yaml_source import YamlSource


@dataclass
class Places:
    """Finds file, line and column of a record's value, for checks that look at loaded records."""

    sources: dict[str, tuple[YamlSource, DataPath]] = field(default_factory=dict)

    def file(self, record: str) -> str:
        """The file a record stands in, as problems name it: laws/x.yaml, packs/national/laws/x.yaml."""
        return self.sources[record][0].file

    def problem(
        self, record: str, path: DataPath, what: str, why: str = "", hint: str = "", *, warning: bool = False
    ) -> Problem:
        """A problem at `path` inside the record `items/01-x` (or `departments/policy`, `redirects/0`, `catalog`)."""
        source, base = self.sources[record]
        return Problem(
            source.file, *source.position((*base, *path)), "warning" if warning else "error", what, why, hint
        )
