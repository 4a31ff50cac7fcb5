"""What the calendar brings: laws that take effect or end, statements that begin or end, while nobody edits anything.

A catalog that is right today is wrong on the day on which a law changes at midnight. Whatever is to come is read from
the days that laws and statements carry; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalog.item import Item
from generator.catalog.model import Law
from generator.catalog.periods import Period, gist_period
from generator.labels import LabelledEnum
from generator.verification.impact import LawChange, change_days
from generator.verification.lawbase import LawBase
from generator.verification.wordings import period_of


class Kind(LabelledEnum):
    """What happens on a day."""

    LAW = "law", "法规变动"
    ADOPTED = "adopted", "已公布，施行日期不知道"
    STATEMENT = "statement", "目录内容"


@dataclass(frozen=True, order=True)
class Due:
    """One thing to come. `day` is None where only that it comes is known.

    `record`: the record it is about, as `laws/x` or `items/01-x`; `needs_a_look`: the numbers of items and the documents whose citations somebody has to
    look at.
    """

    day: date | None
    kind: Kind
    record: str
    what: str
    needs_a_look: tuple[str, ...] = ()


def due(base: LawBase, today: date, until: date) -> list[Due]:
    """What comes after `today`, up to and with `until`, by day; and laws adopted whose day is not known."""
    dated = [one for one in _dated(base, change_days(base)) if one.day is not None and today < one.day <= until]
    unknown = list(_adopted(base.catalog.laws, today))
    return [*sorted(dated, key=lambda one: (one.day or date.max, one.record, one.what)), *unknown]


def next_change(base: LawBase, changes: Iterable[LawChange], today: date) -> Due | None:
    """The first thing to come after `today` that changes what an output shows; None where nothing is known of any.

    `changes`: those of all laws (`change_days`), which whoever resolves a view has at hand.
    """
    coming = (one for one in _dated(base, changes) if one.day is not None and one.day > today)
    return min(coming, key=lambda one: (one.day or date.max, one.kind is not Kind.LAW, one.record), default=None)


def _dated(base: LawBase, changes: Iterable[LawChange]) -> Iterator[Due]:
    for change in changes:
        yield Due(change.day, Kind.LAW, f"laws/{change.law.id}", f"《{change.law.short}》{change.what}", _looks(change))
    for record, title, period in _periods(base):
        for day, word in ((period.start, "开始适用"), (period.end, "不再适用")):
            if day is not None and day > date.min:
                yield Due(day, Kind.STATEMENT, record, f"{title}{word}")


def _looks(change: LawChange) -> tuple[str, ...]:
    return tuple(dict.fromkeys(touch.use.where for touch in change.concerned))


def _periods(base: LawBase) -> Iterator[tuple[str, str, Period]]:
    """Every statement that holds from or until a day that the catalog names itself: its record, what it is, the days."""
    for item in base.catalog.items:
        yield from _of_item(base, item)
    for document in base.catalog.documents:
        for wording in (wording for wordings in document.wording.values() for wording in wordings):
            yield f"documents/{document.id}", f"《{document.title}》的用语", period_of(wording)
    for law in base.catalog.laws:
        for gist in law.gists:
            yield f"laws/{law.id}", f"《{law.short}》{gist.at}的要旨", gist_period(gist)


def _of_item(base: LawBase, item: Item) -> Iterator[tuple[str, str, Period]]:
    for basis in item.bases:
        if basis.from_ or basis.until:
            yield f"items/{item.id}", f"第 {item.number} 项设定依据 {basis.cite} ", base.names.basis_period(basis)
    for check in item.checks:
        if check.from_ or check.until:
            yield f"items/{item.id}", f"第 {item.number} 项检查要点“{check.ask}”", base.names.check_period(check)


def _adopted(laws: Iterable[Law], today: date) -> Iterator[Due]:
    """Laws whose newest version was adopted by today while nobody knows from which day it holds."""
    for law in laws:
        newest = max(law.versions, key=lambda version: version.start)
        if newest.effective is None and newest.start <= today:
            what = f"《{law.short}》{newest.promulgated} {newest.event}，施行日期待核实"
            yield Due(None, Kind.ADOPTED, f"laws/{law.id}", what)
