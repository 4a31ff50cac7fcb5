"""Which law and version a text is: decided by the catalog's days, never by the text's own last article.

a law of 2021 still says it takes effect on 2002-11-01; a 题注 may lack the last amendment. A text
therefore counts as a version only where its source names that version's day, or the keeper does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from generator.catalog.model import Law
from generator.catalog.names import LawNames
from generator.law.readers import Days
from generator.law.store import key_of

_INNER_TITLE = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True)
class Claim:
    """What a source says of itself: its title, another title it gives, the days it claims."""

    title: str
    other_title: str
    days: Days


@dataclass(frozen=True)
class Target:
    """Where a text belongs: the store's key, the version's day; `law` is None for one the catalog does not list."""

    key: str
    day: date
    law: Law | None


class NoMatchError(ValueError):
    """Why a text cannot be given a law and a version (Chinese, with what to do)."""


def law_of(claim: Claim, names: LawNames) -> Law | None:
    """The catalog's law a text is, by its titles; of a notice that issues a rule, by the title in 《》 too."""
    titles = (claim.title, claim.other_title, *_INNER_TITLE.findall(claim.title))
    return next((law for title in titles if title and (law := names.law(title))), None)


def match(claim: Claim, names: LawNames, law: Law | None, effective: date | None) -> Target:
    """The law and version of a text. `law`, `effective`: what the keeper says, which goes before what the source claims.

    Raises NoMatchError where the day is unknown, contradicts itself, or is no version the catalog lists.
    """
    law = law or law_of(claim, names)
    _consistent(claim.days)
    if law is None:
        day = effective or claim.days.effective or claim.days.version or claim.days.latest
        if day is None:
            raise NoMatchError("没有版本日期，请用 --effective 写明施行日期")
        return Target(key_of(claim.title), day, None)
    if effective is not None:
        return Target(law.id, _listed(law, effective, "--effective"), law)
    if claim.days.version is not None:
        return Target(law.id, _listed(law, claim.days.version, "来源注明"), law)
    if claim.days.latest is None:
        raise NoMatchError(
            f"文本没有版本日期，不能断定是《{law.short}》的哪一版；请核对后用 --effective 写明。{_known(law)}"
        )
    last = max(law.versions, key=lambda version: version.start)
    if claim.days.latest not in (last.promulgated, last.start):
        raise NoMatchError(
            f"题注最后的日期是 {claim.days.latest}，目录中最新的版本是 {last.start}：题注可能缺最后一次修改，"
            f"也可能是旧版；请核对后用 --effective 写明。{_known(law)}"
        )
    return Target(law.id, last.start, law)


def _consistent(days: Days) -> None:
    if days.version and days.effective and days.effective < days.version:
        raise NoMatchError(f"来源写的施行日期 {days.effective} 早于该版本的公布日期 {days.version}，不能采用")
    if days.version and days.latest and days.latest > days.version:
        raise NoMatchError(
            f"文件名或题录的日期 {days.version} 早于题注的 {days.latest}，自相矛盾；请核对后用 --effective 写明"
        )


def _listed(law: Law, day: date, said_by: str) -> date:
    found = next((version for version in law.versions if day in (version.start, version.promulgated)), None)
    if found is None:
        raise NoMatchError(
            f"{said_by}的日期 {day} 不是目录登记的版本。{_known(law)}；确有这一版的，请先在 laws/{law.id}.yaml 的 versions 中登记"
        )
    return found.start


def _known(law: Law) -> str:
    days = [
        f"{version.start}"
        + (f"（{version.promulgated}公布）" if version.promulgated != version.start and version.promulgated else "")
        for version in sorted(law.versions, key=lambda version: version.start)
    ]
    return f"目录登记的《{law.short}》版本：{'、'.join(days)}"
