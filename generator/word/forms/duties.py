"""The duties a checklist prints: those of one item, or of several with equal ones printed once (综合查一次)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.views import CheckView, ItemView, bracketed


@dataclass(frozen=True)
class Duty:
    """One line of a checklist. `also` names the subjects of later items that owe the same duty."""

    ask: str
    basis: str
    how: tuple[str, ...]
    penalties: tuple[str, ...]
    applies: str
    also: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The question, with whom it applies to."""
        ask = f"【适用：{self.applies}】{self.ask}" if self.applies else self.ask
        return ask + (f"【同时适用于：{'、'.join(self.also)}】" if self.also else "")


@dataclass(frozen=True)
class Group:
    """An item with the duties first met in it. `merged` counts those already printed under an earlier item."""

    item: ItemView
    duties: tuple[Duty, ...]
    merged: int


def grouped(items: Sequence[ItemView]) -> list[Group]:
    """The duties of the inspected unit, by item in the order given, each item and each duty once.

    Duties are equal where the question (apart from spaces and final stop), to whom it applies, the basis and the
    penalties are. The authority's own duties (duty_of: authority) are left out.
    """
    distinct = list({item.id: item for item in items}.values())
    own: list[dict[tuple[object, ...], Duty]] = [{} for _ in distinct]
    owner: dict[tuple[object, ...], int] = {}
    merged = [0] * len(distinct)
    for number, item in enumerate(distinct):
        for check in item.unit_checks:
            duty = duty_of(check)
            key = (_folded(duty.ask), duty.applies, duty.basis, duty.penalties)
            first = owner.setdefault(key, number)
            if first != number:
                merged[number] += 1
                own[first][key] = _joined(own[first][key], duty, item.item.subject)
            else:
                own[number].setdefault(key, duty)
    return [Group(item, tuple(own[number].values()), merged[number]) for number, item in enumerate(distinct)]


def duty_of(view: CheckView) -> Duty:
    """A check as it is printed: its marks stand beside the basis, or beside the penalty they belong to."""
    marks = view.marks if view.bases else tuple(mark for mark in view.marks if mark != view.basis_label)
    return Duty(
        ask=view.check.ask,
        basis=view.basis_label + bracketed(marks),
        how=view.check.how,
        penalties=view.penalty_lines,
        applies=view.check.applies or "",
    )


def _joined(first: Duty, again: Duty, subject: str) -> Duty:
    how = tuple(dict.fromkeys((*first.how, *again.how)))
    return Duty(first.ask, first.basis, how, first.penalties, first.applies, (*first.also, subject))


def _folded(ask: str) -> str:
    return "".join(unicodedata.normalize("NFKC", ask).split()).rstrip("。.;；")
