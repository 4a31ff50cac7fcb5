"""The time line of an item's bases (依据沿革): when each begins and ends to hold, and the changes of law between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.site.fragments import STATES, Citations, badge, badges
from generator.site.markdown import Page, bullets, text
from generator.verification.impact import Effect, Role
from generator.views import ItemView, View, chinese_date


def timeline(page: Page, cites: Citations, view: View, item: ItemView) -> str:
    """One line a day and event, the earliest first; events after the page's day say so."""
    events = sorted(_events(page, cites, view, item), key=lambda event: (event[0], event[1]))
    if not events:
        return '<span class="unknown">待明确</span>'
    return bullets(
        f"**{chinese_date(day)}**　{what}" + (f" {badge('尚未生效')}" if day > view.as_of else "")
        for day, _, what in events
    )


def _events(page: Page, cites: Citations, view: View, item: ItemView) -> Iterator[tuple[date, int, str]]:
    for basis in item.all_bases:
        link = cites.link(page, basis.cite)
        if basis.period.start.year > 1:
            begins = f"{link} 起适用，在本页日期{badge(STATES[basis.state])}{badges(basis.marks)}"
            yield basis.period.start, 1, begins
        if basis.period.end is not None:
            yield basis.period.end, 0, f"{link} 不再适用"
    for change, touches in view.touched.get(item.id, ()):
        touched = [touch for touch in touches if touch.use.role is Role.BASIS and touch.effect is not Effect.ADOPTED]
        if touched:
            effects = "；".join(
                dict.fromkeys(
                    f"{touch.use.cite.places_label}{touch.effect.label}"
                    + (f"，接替：{touch.successor}" if touch.successor else "")
                    for touch in touched
                )
            )
            yield change.day, 2, f"{text(f'《{change.law.short}》{change.what}')}：{text(effects)}"
