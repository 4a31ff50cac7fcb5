"""What every reader returns: a statute, what did not fit, and the days its source claims for it.

The days are claims. A text's own last article names the day the law first took effect, not the day
of the version (an article of a law's text of 2021 says 2002), so it is never looked at;
which version a text is, is decided against the catalog.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from generator.law.statute import Statute
from generator.law.structure import Finding

_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_EVENT = re.compile(rf"[（(]?(?:根据)?\s*(?:{_DAY.pattern})")
_LONGEST_EVENT = 100

LARGEST_FILE = 200_000_000
"""Bytes; no file is read that is larger: the corpus of all national laws has 20,000,000 packed, 140,000,000 unpacked."""

_IN_NAME = re.compile(r"[(（](\d{4})-(\d{2})-(\d{2})[)）]")


@dataclass(frozen=True)
class Days:
    """Days a source claims: `version` where it names the version's promulgation day outright, `effective` likewise,
    `latest` the last day named above the text (题注), which is no later than the version's own."""

    version: date | None = None
    effective: date | None = None
    latest: date | None = None


@dataclass
class Source:
    """One statute as read from a source. `name` is another title the source gives it."""

    statute: Statute
    findings: list[Finding] = field(default_factory=list)
    days: Days = field(default_factory=Days)
    name: str = ""


def days_in(statute: Statute, file_name: str) -> Days:
    """The days the file's name and the lines above the text claim. A 施行 day in the 题注 is the first version's: not used."""
    named = _IN_NAME.search(file_name)
    above = statute.preamble or takewhile(_is_event_line, statute.body)
    found = [day for line in above for day in _events(line)]
    return Days(version=_day(*named.groups()) if named else None, latest=max(found, default=None))


def _is_event_line(line: str) -> bool:
    """Whether a line at the top of a document without articles belongs to its 题注."""
    return len(line) <= _LONGEST_EVENT and _EVENT.match(line) is not None


def _events(line: str) -> list[date]:
    """Days of 公布, 通过, 修正, 修订 in a line of the 题注; days on which something takes effect are left out."""
    days = []
    for match in _DAY.finditer(line):
        before, after = line[max(0, match.start() - 1) : match.start()], line[match.end() : match.end() + 3]
        if before == "自" or after.startswith(("起施", "施行")) or after == "起实施"[:3]:
            continue
        year, month, day = (group for group in match.groups() if group)
        if found := _day(year, month, day):
            days.append(found)
    return days


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
