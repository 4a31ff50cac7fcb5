"""法规变动: change day by change day, what changed in the law and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator import addresses
from generator.addresses import Fixed
from generator.site.differences import counts
from generator.site.fragments import badge, open_fixed, owner_link
from generator.site.markdown import Page, bullets, folded, heading, text
from generator.verification.impact import Effect, LawChange, Touch
from generator.views import View, chinese_date

_FEW = 6


def page(view: View) -> Page:
    """All change days, the latest first."""
    made = open_fixed(view, Fixed.CHANGES)
    made.add(
        "本目录引用的法律、法规、规章何时变动、影响哪些事项和检查要点。存有新旧两版文本的，逐条比较过；没有的，须人工核对。"
        f"想知道任意两个日期之间有什么不同，见{made.link(*Fixed.COMPARISON.link)}。"
    )
    for day, changes in groupby(view.changes, key=lambda change: change.day):
        later = f" {badge('尚未生效')}" if day > view.as_of else ""
        made.add(heading(2, f"{chinese_date(day)}{later}", f"day-{day.isoformat()}"))
        for change in changes:
            made.add(*_change(made, change))
    if not view.changes:
        made.add("没有登记法规的版本。")
    return made


def _change(made: Page, change: LawChange) -> Iterator[str]:
    title = f"{made.link(f'《{change.law.short}》', addresses.law(change.law.id))}　{text(change.what)}"
    yield heading(3, title)
    if change.difference is not None and change.old is not None and change.new is not None:
        target = addresses.law_difference(change.law.id, change.old.start, change.new.start)
        yield f"条文：{counts(change.difference)}。{made.link('逐条对照', target)}"
    if not change.touches:
        yield "没有本目录的引用受影响。"
    lines = [_touch(made, touch) for touch in change.concerned]
    if len(lines) > _FEW:
        yield folded(f"需要核对的引用 {len(lines)} 处", bullets(lines))
    elif lines:
        yield f"需要核对的引用 {len(lines)} 处：\n\n{bullets(lines)}"
    yield bullets(
        f"{owner_link(made, use)}：{Effect.ADOPTED.label}（{count} 处）" for use, count in change.adopted_by_owner()
    )
    yield f"另有 {change.unchanged} 处引用的条文没有变动。" if change.unchanged else ""


def _touch(made: Page, touch: Touch) -> str:
    use = touch.use
    check = ""
    if use.check and use.item:
        check = f"，检查要点 {made.link(use.check.ask, addresses.check(use.item.id, use.check.id))}"
    successor = f"；接替：{text(touch.successor)}" if touch.successor else ""
    return f"{owner_link(made, use)}，{use.role.label} {text(str(use.cite))}{check}：{touch.effect.label}{successor}"
