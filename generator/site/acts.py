"""What a page may say of the law of the day of an act (行政处罚法第三十七条) without comparing texts: the easy case only.

Where every version a check rests on today was already in force on the day of the act, and the check itself held, the
law of that day is today's. For an earlier day a page says nothing: `jianguan document … --act-day` compares the texts.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.views import CheckView, View, chinese_date


def held_since(view: View, check: CheckView) -> date | None:
    """The first day from which a check and every version it cites hold as today; None where the page cannot know."""
    current = {law.id: law.current for law in view.laws}
    cites = [*check.bases, *(penalty.cite for penalty in check.penalties)]
    versions = [current.get(cite.law_id) for cite in cites]
    if check.state != "current" or not cites or None in versions:
        return None
    return max([check.period.start, *(version.period.start for version in versions if version)])


def offered(view: View) -> list[dict[str, Any]]:
    """The items with the checks of the inspected unit: what each rests on, and from which day that is known to hold."""
    return [
        {
            "number": item.item.number,
            "title": item.item.title,
            "checks": [
                {
                    "id": check.check.id,
                    "ask": check.check.ask,
                    "duty": check.basis_label,
                    "penalty": check.penalty_label,
                    "since": since.isoformat() if since else "",
                    "since_said": chinese_date(since) if since else "",
                }
                for check in item.unit_checks
                for since in [held_since(view, check)]
            ],
        }
        for item in view.items
        if item.unit_checks
    ]
