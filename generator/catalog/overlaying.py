"""An item of the level above with a lower level's adjustment applied: what it is here, what changed, what is wrong.

Nothing is changed unseen: an adjustment of what the level above does not have, or has in another state than the one
that was adjusted, is a problem that names both places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.catalog.adjusting import (
    STATEMENTS,
    Adjustment,
    Change,
    ChangeKind,
    Changing,
    state_of,
)
from generator.catalog.item import Check, Item
from generator.catalog.places import Place, Places
from generator.catalog.problem import DataPath, Problem, did_you_mean
from generator.catalog.value_types import Record


@dataclass
class Overlaid:
    """An item with an adjustment of a level (`agency`) applied. `item`: None once it is withdrawn.

    The places of what the adjustment gives the item are entered into `places`.
    """

    item: Item | None
    adjustment: Adjustment
    agency: str
    places: Places
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.item is not None
        self._record, self._own = f"items/{self.item.id}", f"adjustments/{self.adjustment.id}"
        if self.adjustment.withdrawn is not None:
            self._withdraw(self.item)
        else:
            statements = dict(self._statements(self.item))
            bases = self._bases(self.item)
            self.item = self.item.model_copy(update={**statements, "bases": bases, "checks": self._checks(self.item)})

    def _withdraw(self, item: Item) -> None:
        withdrawn = self.adjustment.withdrawn
        assert withdrawn is not None
        if self.adjustment.model_fields_set - {"id", "withdrawn"}:
            self._tell(("withdrawn",), "整个事项不适用的，不能再写别的调整", "两种写法互相矛盾", "请删去其中一种")
        self._is_current(("withdrawn",), "这一事项", self.places.at(self._record), item, withdrawn)
        self._changed(ChangeKind.WITHDRAWN, "", withdrawn, before=item)
        self.item = None

    def _statements(self, item: Item) -> Iterator[tuple[str, Any]]:
        for name, called in STATEMENTS.items():
            new = getattr(self.adjustment, name)
            if new is not None:
                old = getattr(item, name)
                self._is_current((name,), called, self.places.at(self._record, (name,)), old, new)
                self._changed(ChangeKind.REPLACED if old else ChangeKind.ADDED, name, new, old, new)
                self._put((name,), self.places.at(self._own, (name,)))
                yield name, new

    def _bases(self, item: Item) -> tuple[Any, ...]:
        for number, basis in enumerate(self.adjustment.bases):
            place = len(item.bases) + number
            self._put(("bases", place), self.places.at(self._own, ("bases", number)))
            self._changed(ChangeKind.ADDED, f"bases/{place}", basis, after=basis)
        return (*item.bases, *self.adjustment.bases)

    def _checks(self, item: Item) -> tuple[Check, ...]:
        checks = {check.id: check for check in item.checks}
        stand = {check.id: self.places.at(self._record, ("checks", n)) for n, check in enumerate(item.checks)}
        self._each_once()
        for number, new in enumerate(self.adjustment.checks):
            at, old = ("checks", number), checks.get(new.id)
            self._is_current(at, f"检查要点“{new.id}”", stand.get(new.id), old, new)
            self._changed(ChangeKind.REPLACED if old else ChangeKind.ADDED, f"checks/{new.id}", new, old, new)
            checks[new.id], stand[new.id] = new, self.places.at(self._own, at)
        for number, narrowing in enumerate(self.adjustment.narrowed):
            if old := self._found(checks, stand, ("narrowed", number), narrowing):
                applies = f"{old.applies}；其中：{narrowing.applies}" if old.applies else narrowing.applies
                narrowed = old.model_copy(update={"applies": applies})
                self._changed(ChangeKind.NARROWED, f"checks/{old.id}", narrowing, old, narrowed)
                checks[old.id] = narrowed
        for number, dropped in enumerate(self.adjustment.dropped):
            if old := self._found(checks, stand, ("dropped", number), dropped):
                self._changed(ChangeKind.WITHDRAWN, f"checks/{old.id}", dropped, old)
                del checks[old.id]
        for number, name in enumerate(checks):
            self._put(("checks", number), stand[name])
        return tuple(checks.values())

    def _each_once(self) -> None:
        """A check is adjusted once, or nobody could say which adjustment holds."""
        named = [("checks", n, check.id) for n, check in enumerate(self.adjustment.checks)]
        for kind in ("narrowed", "dropped"):
            named += [(kind, n, one.check) for n, one in enumerate(getattr(self.adjustment, kind))]
        counts: Counter[str] = Counter()
        for kind, number, name in named:
            counts[name] += 1
            if counts[name] == 2:
                self._tell((kind, number), f"检查要点“{name}”调整了两次", "不知道以哪一次为准", "请合并成一次")

    def _found(self, checks: dict[str, Check], stand: dict[str, Place], at: DataPath, entry: Any) -> Check | None:
        old = checks.get(entry.check)
        if old is None:
            hint = did_you_mean(entry.check, checks) or "上级目录已删去的，请删去这一条调整"
            self._tell((*at, "check"), f"上级目录的这一事项没有检查要点“{entry.check}”", "", hint)
            return None
        self._is_current(at, f"检查要点“{old.id}”", stand[old.id], old, entry)
        return old

    def _is_current(self, at: DataPath, called: str, stands: Place | None, old: Record | None, entry: Changing) -> None:
        """A problem where an adjustment does not say which state it changes, or says another one than there is now."""
        if old is None or stands is None:
            if entry.of is not None:
                self._tell((*at, "of"), f"上级目录没有{called}，没有可替换的", "", "新增的，请删去 of")
            return
        source, path = stands
        now, where = state_of(old), f"{source.file}:{source.position(path)[0]}"
        if entry.of is None:
            hint = f"调整它的，写上 of: {now}" + ("；另外增加的，换一个编号" if at[0] == "checks" else "")
            self._tell(at, f"上级目录已有{called}（{where}）", "要写明调整的是哪一个状态，上级改动时才能提醒", hint)
        elif entry.of != now:
            what = f"所调整的{called}，上级目录改了（{where}，现在是 {now}）"
            hint = f"请与新的核对，再把 of 改为 {now}；不用再调整的，删去这一条"
            self._tell((*at, "of"), what, "调整的内容可能已经过时", hint, warning=True)

    def _changed(self, kind: ChangeKind, part: str, why: Any, before: Any = None, after: Any = None) -> None:
        self.changes.append(
            Change(
                kind=kind,
                item=self.adjustment.id,
                part=part,
                agency=self.agency,
                reason=why.reason,
                source=why.source,
                before=before,
                after=after,
            )
        )

    def _put(self, path: DataPath, place: Place) -> None:
        self.places.put(self._record, path, place)

    def _tell(self, at: DataPath, what: str, why: str = "", hint: str = "", *, warning: bool = False) -> None:
        self.problems.append(self.places.problem(self._own, at, what, why, hint, warning=warning))
