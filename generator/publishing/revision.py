"""What a change of a catalog means (修订): two states of it, each as its outputs would show it, one against the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import word
from generator.building.judging import judged
from generator.building.papers import word_files
from generator.catalog.model import CatalogInfo
from generator.opening import CatalogError
from generator.published import current
from generator.publishing.history import HistoryError
from generator.views import View
from generator.views.comparison import Difference, differences


@dataclass(frozen=True)
class Revision:
    """All that is otherwise: what a reader sees; which papers print otherwise; addresses; how much is unverified and
    unreviewed now, and how much more than before."""

    info: CatalogInfo
    day: date
    differences: Sequence[Difference]
    papers: Sequence[str]
    new_addresses: Sequence[str]
    gone_addresses: Sequence[str]
    unverified: int
    more_unverified: int
    more_unreviewed: int

    @property
    def is_nothing(self) -> bool:
        """Whether a reader sees nothing of it."""
        return not (self.differences or self.papers or self.new_addresses or self.gone_addresses)

    @property
    def departments(self) -> list[str]:
        """Whose items are touched."""
        return sorted({one.department for one in self.differences if one.department})

    def grouped(self) -> Mapping[tuple[str, str], list[Difference]]:
        """The differences by what they are about (kind, title), in order."""
        found: dict[tuple[str, str], list[Difference]] = {}
        for one in self.differences:
            found.setdefault((one.kind.label, one.title), []).append(one)
        return found

    @property
    def summary(self) -> list[str]:
        """The whole in a few sentences."""
        if self.is_nothing:
            return ["读者看到的内容没有变化。"]
        counts = Counter(one.kind.label for one in self.differences)
        grave = sum(one.is_grave for one in self.differences)
        told = "，".join(f"{kind} {count} 处" for kind, count in counts.items())
        lines = [
            f"改动 {len(self.differences)} 处（{told}），其中影响依据、权限、罚则、检查内容的 {grave} 处。"
            if told
            else "内容没有改动。"
        ]
        if self.departments:
            lines.append(f"涉及牵头部门：{'、'.join(self.departments)}。")
        if self.papers:
            lines.append(f"印出来不同的文书 {len(self.papers)} 份，已印的空白表应当更换。")
        if self.gone_addresses:
            lines.append(f"消失的地址 {len(self.gone_addresses)} 个。")
        lines.append(
            f"待核实 {self.unverified} 处（{self.more_unverified:+d}），没有复核的检查要点 {self.more_unreviewed:+d} 条。"
        )
        return lines


def revision(old: Path, new: Path, day: date) -> Revision:
    """What is otherwise in one catalog folder than in another, both on a day.

    Raises CatalogError for the new one, HistoryError where this program cannot read the old one.
    """
    before, after = judged(old, day), judged(new, day)
    try:
        old_view = before.view(day)
    except CatalogError as error:
        first = error.problems[0]
        raise HistoryError(
            f"这一版程序读不了原来的目录（{len(error.problems)} 处问题，如 {first.file}:{first.line} {first.what}）；"
            "请用那时的程序比较，或者从改好以后的提交比起"
        ) from None
    new_view = after.view(day)
    addresses = [current(one.sound.catalog, one.sound.names) for one in (before, after)]
    counts = [view.completeness for view in (old_view, new_view)]
    return Revision(
        new_view.info,
        day,
        differences(old_view, new_view),
        _papers(old_view, new_view),
        sorted(addresses[1] - addresses[0]),
        sorted(addresses[0] - addresses[1] - {one.from_ for one in after.sound.catalog.redirects}),
        counts[1].unverified,
        counts[1].unverified - counts[0].unverified,
        counts[1].unreviewed_checks - counts[0].unreviewed_checks,
    )


def _papers(old: View, new: View) -> list[str]:
    """The papers of both that print otherwise, known by their editions: nothing is laid out for it."""
    before, now = (
        {address: word.edition_of(view, kind, items) for kind, items, address in word_files(view)}
        for view in (old, new)
    )
    return sorted(address for address in before.keys() & now.keys() if before[address] != now[address])
