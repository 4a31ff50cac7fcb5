"""When things hold: versions of a law in time, and the periods of bases and checks that cite them.

The one place where a day is compared with a version. `from` is inclusive, `until` exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.catalog.item import Check, Penalty
from generator.catalog.model import Gist, Law, Version
from generator.law.citation import Citation, CitationError, Place, parse


@dataclass(frozen=True)
class Period:
    """The days from `start` (inclusive) until `end` (exclusive; None: no end known)."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether some day lies in both."""
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)


def version_on(law: Law, day: date) -> Version | None:
    """The version of `law` in force on `day`; None before the first known one takes effect or after the law's end."""
    if law.ended is not None and day >= law.ended.on:
        return None
    held = [version for version in law.versions if version.start <= day]
    return max(held, key=lambda version: version.start, default=None)


def version_period(law: Law, version: Version) -> Period:
    """From the version's effective day until the next version's, or the law's end."""
    start = version.start
    later = [other.start for other in law.versions if other.start > start]
    ends = later + ([law.ended.on] if law.ended is not None else [])
    return Period(start, min(ends, default=None))


def law_status(law: Law, day: date) -> str:
    """施行中, 尚未施行, 已废止 or 不明 on `day`.

    Before the first version the catalog lists a law was not yet in force only where that version is its first
    (公布); where it is an amendment, an earlier version held that nobody has recorded.
    """
    if law.ended is not None and day >= law.ended.on:
        return "已废止"
    if version_on(law, day):
        return "施行中"
    first = min(law.versions, key=lambda version: version.start)
    return "尚未施行" if first.event == "公布" else "不明"


def gist_period(gist: Gist) -> Period:
    """The days on which a gist holds; one without `from` holds from ever."""
    return Period(gist.from_ or date.min, gist.until)


def gist_places(gist: Gist) -> tuple[Place, ...]:
    """The places a gist stands at; none where its text names no place."""
    return _places(gist.at)


@lru_cache(maxsize=65_536)
def _places(at: str) -> tuple[Place, ...]:
    """Read once: a catalog asks for each gist's place thousands of times."""
    try:
        return parse(f"《要旨》{at}").places
    except CitationError:
        return ()


def cited_by_check(check: Check) -> Iterator[Citation]:
    """Every citation of a check: its bases and the penalties."""
    yield from check.basis or ()
    for penalty in penalties_of(check):
        yield penalty.cite


def penalties_of(check: Check) -> tuple[Penalty, ...]:
    """The penalties of a check; none where the statement is 无对应罚则 or 待核实."""
    return () if isinstance(check.penalty, str) else check.penalty
