"""What the texts say against the catalog, as problems: damaged texts, suspect links, grave quotations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.catalog.citing import of_item
from generator.catalog.places import Places
from generator.catalog.problem import Problem
from generator.law.store import StoredTextError
from generator.verification.lawbase import LawBase
from generator.verification.links import Links
from generator.verification.quotations import check_quotations
from generator.verification.wordings import check_claims


def problems(base: LawBase, places: Places, day: date) -> Iterator[Problem]:
    """Errors for damaged texts, cited or not, and the warnings of the day, for which a damaged text is none."""
    yield from _damaged_texts(base, places)
    yield from _suspect_links(base, places, day)
    yield from _grave_quotations(base, places, day)
    yield from _false_claims(base, places, day)
    yield from _poorer_texts(base, places)


def _damaged_texts(base: LawBase, places: Places) -> Iterator[Problem]:
    for law in base.catalog.laws:
        for index, version in enumerate(law.versions):
            try:
                base.text(law, version)
            except StoredTextError as error:
                base.do_without(law, version)
                yield places.problem(f"laws/{law.id}", ("versions", index), str(error), "引文和引用不能与它核对")


def _suspect_links(base: LawBase, places: Places, day: date) -> Iterator[Problem]:
    links = Links(base, day)
    for item in base.catalog.items:
        for path, cite in of_item(item):
            review = links.suspect(item.id, cite)
            if review is not None:
                yield places.problem(
                    f"items/{item.id}",
                    path,
                    f"{cite}的条文与 {review.on} 复核时（{review.law_day} 的版本）不同",
                    "引用的内容可能已经不对",
                    f"对照新条文核对后，用 jianguan law review {item.number} 记录复核",
                    warning=True,
                )


def _grave_quotations(base: LawBase, places: Places, day: date) -> Iterator[Problem]:
    seen: set[tuple[str, int]] = set()
    for check in check_quotations(base, day):
        if check.needs_answer and (check.item.id, check.index) not in seen:
            seen.add((check.item.id, check.index))
            what = "；".join(check.grave[:3]) or f"引文不是这一条的文字{check.found_at and f'，像{check.found_at}'}"
            yield places.problem(
                f"items/{check.item.id}",
                ("bases", check.index, "quote"),
                f"{check.basis.cite}的引文与条文严重不符：{what}",
                "照此引用会败诉",
                "改正引文；出处确实这样印的，加 acknowledged: {reason, on} 写明",
                warning=True,
            )


def _false_claims(base: LawBase, places: Places, day: date) -> Iterator[Problem]:
    for claim in check_claims(base, day):
        if claim.is_grave and claim.verdict is not None:
            missing = f"：{'、'.join(claim.missing)}" if claim.missing else ""
            yield places.problem(
                f"documents/{claim.document.id}",
                ("wording", claim.name),
                f"用语所引{claim.claim.cite}，{claim.verdict.label}{missing}（{claim.day} 的条文）",
                "文书会印出法律没有说的话",
                "核对条文，改正用语或者 holds；法律有变动的，写明 until 并另加一条现行的用语",
                warning=True,
            )


def _poorer_texts(base: LawBase, places: Places) -> Iterator[Problem]:
    for law in base.catalog.laws:
        for index, version in enumerate(law.versions):
            is_sound = base.text(law, version) is not None
            if is_sound and (passed_over := base.passed_over(law.id, version.start)):
                yield places.problem(
                    f"laws/{law.id}",
                    ("versions", index),
                    passed_over,
                    "条文少的那份多半不完整",
                    "请核对后换成完整的，或者删去",
                    warning=True,
                )
