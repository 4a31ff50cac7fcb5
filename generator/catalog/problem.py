"""Problems found in a catalog: values, not exceptions, so that one run reports all of them.

Only the command line prints them or decides the exit code.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from generator.files import shown_text

Severity = Literal["error", "warning"]
_LONGEST = 2_000
"""Characters of a line of a problem as it is printed."""

PathPart = str | int
DataPath = tuple[PathPart, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where (file relative to the catalog, 1-based line and column), what, why it matters, what to do.

    In a Word file the line is the paragraph, the column the character in it; where no paragraph is at fault, both are 1.
    """

    file: str
    line: int
    column: int
    severity: Severity
    what: str
    why: str = ""
    hint: str = ""

    def __str__(self) -> str:
        label = {"error": "错误", "warning": "提醒"}[self.severity]
        text = f"{shown_text(self.file)}:{self.line}:{self.column}: {label}：{shown_text(self.what, _LONGEST)}"
        text += f"\n    为什么：{shown_text(self.why, _LONGEST)}" if self.why else ""
        text += f"\n    怎么办：{shown_text(self.hint, _LONGEST)}" if self.hint else ""
        return text

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain data for --json."""
        return asdict(self)


def did_you_mean(wrong: str, known: Iterable[str], *, listed: bool = True) -> str:
    """您是不是想写“…”？ for the nearest known name; where none is near, the known names if they are few (and `listed`)."""
    names = sorted(set(known))
    near = difflib.get_close_matches(wrong, names, n=1, cutoff=0.7)
    if near:
        return f"您是不是想写“{near[0]}”？"
    return f"可用的有：{'、'.join(names)}" if listed and 0 < len(names) <= 20 else ""
