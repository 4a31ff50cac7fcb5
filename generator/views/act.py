"""The law of the day of the act beside today's, for a document that punishes (行政处罚法第三十七条).

Whether an older or a newer rule is applied is the official's judgement; here is only what both say, and
whether the words differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.catalog.periods import version_on
from generator.verification.lawbase import LawBase
from generator.views.resolver import resolve
from generator.views.shapes import CheckView, CitationView, ItemView, View, chinese_date

_UNKNOWN_PENALTY = "没有已核对的对应罚则，须由承办人查明"


@dataclass(frozen=True)
class ActLaw:
    """What a check's duty and penalty rested on the day of the act and rest on today.

    `changed` says what differs, in words; `needs_judgement` is False only where every cited word is known to be the same.
    """

    day: date
    duty_then: str
    penalty_then: str
    duty_now: str
    penalty_now: str
    changed: str
    needs_judgement: bool


def law_of_act(base: LawBase, act_day: date, now: View, item_id: str, check_id: str) -> ActLaw:
    """The law of an act against one check of an item. Raises KeyError for an unknown check.

    A check that the catalog dates later still says what rested on the day of the act where every article it cites is
    known to have had the same words then. Else it does not: an older version may number its articles otherwise.
    """
    then = resolve(base, act_day)
    check_then, check_now = (_check(view, item_id, check_id) for view in (then, now))
    differing = [found for cite in _cites(check_now) if (found := _change(base, cite, act_day, now.as_of))]
    comparable = check_then.state == "current" or (bool(_cites(check_now)) and not differing)
    changes = _changes(base, act_day, check_now, comparable, differing)
    return ActLaw(
        act_day,
        check_then.basis_label if comparable else _unknown_duty(_item(then, item_id), act_day),
        check_then.penalty_label if comparable else _UNKNOWN_PENALTY,
        check_now.basis_label if check_now.state == "current" else _unknown_duty(_item(now, item_id), now.as_of),
        check_now.penalty_label if check_now.state == "current" else _UNKNOWN_PENALTY,
        "；".join(changes) if changes else f"所引条文自{chinese_date(act_day)}以来没有变动",
        bool(changes),
    )


def _item(view: View, item_id: str) -> ItemView:
    return {item.id: item for item in view.items}[item_id]


def _check(view: View, item_id: str, check_id: str) -> CheckView:
    return {check.check.id: check for check in _item(view, item_id).all_checks}[check_id]


def _unknown_duty(item: ItemView, day: date) -> str:
    return f"{chinese_date(day)}没有已核对的对应条文，须由承办人查明；当日的设定依据：{item.basis_label}"


def _cites(check: CheckView) -> list[CitationView]:
    return list(dict.fromkeys((*check.bases, *(penalty.cite for penalty in check.penalties))))


def _changes(base: LawBase, act_day: date, now: CheckView, comparable: bool, differing: list[str]) -> list[str]:
    if now.state != "current":
        return [
            "违法行为发生时的规定已不再施行，须查明现行规定"
            if comparable
            else "两个日期都没有已核对的条文，须由承办人查明"
        ]
    if not comparable and not _all_in_force(base, now, act_day):
        return ["现行规定在违法行为发生时尚未施行，须查明当时的规定"]
    if not comparable:
        return ["现行规定自当前版本起核对，违法行为发生时施行的是另一版本，条号和内容须查明", *differing]
    return differing


def _all_in_force(base: LawBase, check: CheckView, day: date) -> bool:
    """Whether some version of each law the check cites was in force on the day."""
    laws = [base.names.law(cite.citation.title) for cite in _cites(check)]
    return all(law is not None and version_on(law, day) is not None for law in laws)


def _change(base: LawBase, cite: CitationView, act_day: date, today: date) -> str:
    """How the words of a citation differ between the two days; empty where they are the same."""
    law = base.names.law(cite.citation.title)
    assert law is not None
    old, new = version_on(law, act_day), version_on(law, today)
    if old is new and old is not None:
        return ""
    if old is None or new is None:
        return f"{cite.label}：两个日期中有一个没有施行中的版本"
    before, after = base.words(law, old, cite.citation.places), base.words(law, new, cite.citation.places)
    if not before or not after:
        return f"{cite.label}：法律有新版本，没有两版文本可比，须人工核对"
    if base.words_digest(cite.citation, act_day) == base.words_digest(cite.citation, today):
        return ""
    return f"{cite.label}：条文有变动"
