"""两个日期对照: which bases, checks and cited words differ between two days, item by item.

Everything with a day is in the page, with its days; a small script shows what lies between the two days chosen.
Without the script the page lists all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import addresses
from generator.addresses import Fixed
from generator.catalog.periods import Period
from generator.site.fragments import Citations, badges, open_fixed
from generator.site.markdown import Page, Row, box, finished, heading, table, text
from generator.verification.impact import Touch
from generator.views import ItemView, View, chinese_date, period_label

_HEADINGS = ("类别", "内容", "何时", "两日之间")


@dataclass(frozen=True)
class _Dated:
    """A statement that holds for a or an event of one day (`day`)."""

    kind: str
    what: str
    when: str
    period: Period | None = None
    day: date | None = None

    @property
    def days(self) -> Iterator[date]:
        """The days on which it makes a difference."""
        if self.day is not None:
            yield self.day
        if self.period is not None:
            yield from (day for day in (self.period.start, self.period.end) if day is not None and day.year > 1)

    def row(self) -> Row:
        data = {"day": self.day.isoformat()} if self.day else {}
        if self.period is not None:
            data |= {"start": self.period.start.isoformat() if self.period.start.year > 1 else ""}
            data |= {"end": self.period.end.isoformat() if self.period.end else ""}
        return Row((self.kind, self.what, self.when, "—"), data)


def page(view: View, cites: Citations) -> Page:
    """The page with every dated statement and event of every item."""
    made = open_fixed(view, Fixed.COMPARISON, Fixed.CHANGES.link)
    found = [(item, list(_of_item(made, cites, view, item))) for item in view.items]
    laws = [
        _Dated(
            "法规",
            f"{made.link(f'《{change.law.short}》', addresses.law(change.law.id))}　{text(change.what)}",
            chinese_date(change.day),
            day=change.day,
        )
        for change in reversed(view.changes)
    ]
    every = [*laws, *(dated for _, own in found for dated in own)]
    made.add(
        "选两个日期，看各事项的设定依据、检查要点和所引条文有什么不同。只列出有日期的内容；没有日期的内容不随日期变化。"
    )
    made.add(_chooser(view, sorted({day for dated in every for day in dated.days})))
    for item, own in found:
        made.add(heading(2, f"{item.item.number}. {made.link(item.item.title, addresses.item(item.id))}", item.id))
        rows = table(_HEADINGS, [dated.row() for dated in own], text(item.item.title))
        made.add(box("dated", rows) if rows else "没有随日期变化的内容。")
    made.add(
        heading(2, "法律、法规、规章", "laws"),
        box("dated", table(_HEADINGS, [law.row() for law in laws], "法规的版本") or "没有登记法规的版本。"),
    )
    return made


def _chooser(view: View, days: list[date]) -> str:
    plan = view.info.sources[view.info.plan].day
    named = {plan: "来源文件日期", view.as_of: "本页日期"}
    choices = sorted({*days, *named})

    def options(chosen: date) -> str:
        return "".join(
            f'<option value="{day.isoformat()}"{" selected" if day == chosen else ""}>{chinese_date(day)}'
            f"{f'（{named[day]}）' if day in named else ''}</option>"
            for day in choices
        )

    return finished(
        '<form class="days" data-days hidden>',
        f'<label>从 <select name="from">{options(plan)}</select></label>',
        f'<label>到 <select name="to">{options(view.as_of)}</select></label>',
        '<p class="days__result" role="status"></p>',
        "</form>",
    )


def _of_item(made: Page, cites: Citations, view: View, item: ItemView) -> Iterator[_Dated]:
    for basis in item.all_bases:
        yield _Dated(
            "设定依据", cites.link(made, basis.cite) + badges(basis.marks), period_label(basis.period), basis.period
        )
    for check in item.all_checks:
        ask = made.link(check.check.ask, addresses.check(item.id, check.check.id))
        yield _Dated("检查要点", ask, period_label(check.period), check.period)
    for change, touches in reversed(view.touched.get(item.id, ())):
        for touch in touches:
            if touch.needs_a_look:
                yield _Dated("所引条文", _touch(made, touch), chinese_date(change.day), day=change.day)


def _touch(made: Page, touch: Touch) -> str:
    use = touch.use
    check = made.link(use.check.ask, addresses.check(use.item.id, use.check.id)) if use.check and use.item else ""
    successor = f"；接替：{text(touch.successor)}" if touch.successor else ""
    return f"{use.role.label} {text(str(use.cite))}{f'（{check}）' if check else ''}：{touch.effect.label}{successor}"
