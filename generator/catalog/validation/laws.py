"""Rules for laws: names, versions in time, gists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.catalog.model import Gist, Law
from generator.catalog.periods import gist_period, gist_places
from generator.catalog.problem import Problem
from generator.catalog.validation.scene import Scene
from generator.law.citation import normal_title


def law_names_are_unique(scene: Scene) -> Iterator[Problem]:
    """No two laws answer to one name."""
    owners: dict[str, Law] = {}
    for law in scene.catalog.laws:
        for name in dict.fromkeys(normal_title(name) for name in (law.title, law.short, *law.aliases)):
            other = owners.setdefault(name, law)
            if other is not law:
                what = f"名称“{name}”与 {scene.places.file(f'laws/{other.id}')} 重复"
                yield scene.places.problem(f"laws/{law.id}", ("short",), what, "引用时分不清是哪一部")


def versions_are_in_order(scene: Scene) -> Iterator[Problem]:
    """No two versions of a law take effect on one day; a law ends after it began."""
    for law in scene.catalog.laws:
        days: defaultdict[date, int] = defaultdict(int)
        for index, version in enumerate(law.versions):
            days[version.start] += 1
            if days[version.start] > 1:
                yield scene.places.problem(
                    f"laws/{law.id}",
                    ("versions", index),
                    f"两个版本同日施行：{version.start}",
                    hint="请核对日期",
                )
        if law.ended is not None and law.ended.on <= min(days):
            yield scene.places.problem(f"laws/{law.id}", ("ended", "on"), "废止日期早于第一个版本的施行日期")


def successions_come_to_an_end(scene: Scene) -> Iterator[Problem]:
    """No law takes its own place, not by way of others either, and no article its own."""
    laws = {law.id: law for law in scene.catalog.laws}
    checked: set[str] = set()
    for law in laws.values():
        chain: list[str] = []
        following: Law | None = law
        while following is not None and following.id not in checked:
            checked.add(following.id)
            chain.append(following.id)
            following = laws.get(following.ended.replaced_by or "") if following.ended else None
        if following is not None and following.id in chain:
            circle = [laws[name].short for name in chain[chain.index(following.id) :]]
            yield scene.places.problem(
                f"laws/{chain[-1]}",
                ("ended", "replaced_by"),
                f"接替绕成了圈：{'→'.join(f'《{name}》' for name in (*circle, circle[0]))}",
                "这些法规废止以后查不到现行的",
                "请核对废止文件，改正 replaced_by",
            )
        for index, gist in enumerate(law.gists):
            own = [cite for cite in gist.succeeded_by or () if scene.names.law(cite.title) is law]
            if any(set(cite.places) & set(gist_places(gist)) for cite in own):
                path = ("gists", index, "succeeded_by")
                yield scene.places.problem(f"laws/{law.id}", path, f"{gist.at}由自己接替", hint="请写新法中的条文")


def successors_are_known(scene: Scene) -> Iterator[Problem]:
    """The law that takes over an article is one of the catalog's."""
    for law in scene.catalog.laws:
        for index, gist in enumerate(law.gists):
            for cite in gist.succeeded_by or ():
                yield from scene.unknown_law(f"laws/{law.id}", ("gists", index, "succeeded_by"), cite)


def gists_are_well_formed(scene: Scene) -> Iterator[Problem]:
    """A gist stands at one place (条、款、项), and two gists of one place do not hold on the same day."""
    for law in scene.catalog.laws:
        known: dict[str, list[Gist]] = defaultdict(list)
        for index, gist in enumerate(law.gists):
            if not gist_places(gist):
                yield scene.places.problem(
                    f"laws/{law.id}",
                    ("gists", index, "at"),
                    f"“{gist.at}”不是条款项",
                    hint="应写作 第五十三条 或者 第五十三条第二款",
                )
            for earlier in known[gist.at]:
                if gist_period(earlier).overlaps(gist_period(gist)):
                    yield scene.places.problem(
                        f"laws/{law.id}",
                        ("gists", index, "at"),
                        f"{gist.at}的要旨重复",
                        hint="不同时期的要旨请写明 from、until",
                    )
            known[gist.at].append(gist)
