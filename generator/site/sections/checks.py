"""How one check (检查要点) is shown on its item's page."""

from __future__ import annotations

from generator import addresses
from generator.catalog.item import NoPenalty
from generator.catalog.value_types import UNVERIFIED
from generator.site.fragments import STATES, Citations, badge, badges, level, small
from generator.site.markdown import Page, box, bullets, heading, text
from generator.views import NO_PENALTY, CheckView, PenaltyView, period_label


def card(page: Page, cites: Citations, view: CheckView, number: int) -> str:
    """A check with everything an inspector needs beside it; its anchor is its address for good."""
    check = view.check
    facts = [
        f"**适用对象**：{text(check.applies)}" if check.applies else "",
        f"**检查方法**：{text('、'.join(check.how))}",
        f"**依据**：{cites.links(page, view.bases) or badge(UNVERIFIED)}",
        _penalties(page, cites, view),
        "" if view.state == "current" else f"**适用期间**：{period_label(view.period)}（{STATES[view.state]}）",
    ]
    return box(
        f"check check--{view.state}",
        heading(3, f"{number}. {text(check.ask)}{badges(view.marks)}", addresses.check_anchor(check.id)),
        bullets(fact for fact in facts if fact),
        small("说明", check.note),
        _review(view),
        level(view.level),
    )


def _penalties(page: Page, cites: Citations, view: CheckView) -> str:
    if view.check.penalty is NoPenalty.NONE:
        return f"**罚则**：{badge(NO_PENALTY)}"
    if view.check.penalty is NoPenalty.UNKNOWN:
        return f"**罚则**：{badge(UNVERIFIED)}"
    lines = [_penalty(page, cites, penalty) for penalty in view.penalties]
    if len(lines) == 1:
        return f"**罚则**：{lines[0]}"
    return "**罚则**：\n\n" + bullets(lines, indent="    ")


def _penalty(page: Page, cites: Citations, view: PenaltyView) -> str:
    penalty = view.penalty
    case = f"{text(penalty.for_)}：" if penalty.for_ else ""
    note = f"（{text(penalty.note)}）" if penalty.note else ""
    return f"{case}{cites.link(page, view.cite)}，处罚机关：{text(penalty.by)}{badges(view.marks)}{note}"


def _review(view: CheckView) -> str:
    review = view.check.reviewed
    if view.reviewed and review:
        return small("复核", f"{review.by}，{review.on.year}年{review.on.month}月{review.on.day}日")
    return ""
