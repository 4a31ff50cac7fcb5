"""From a catalog to what is live: what keeps it from going live, the steps in order, and the way back.

A failure before the switch changes nothing; one after it, found by reading back what is live, puts back what was.
"""

from __future__ import annotations

import contextlib
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import files
from generator.building import build
from generator.building.judging import judged
from generator.building.unchanged import still_holds
from generator.opening import Examined
from generator.published import LIST
from generator.publishing.history import commit_of, is_ancestor
from generator.publishing.releases import ABOUT, CURRENT, Hold, PublishError, Release, Releases
from generator.verification.quotations import check_quotations
from generator.verification.wordings import check_claims

_SECONDS = 20
_LARGEST = 10_000_000
_WAIT = 5.0

Say = Callable[[str], None]
"""Told what is done, in Chinese."""


@dataclass(frozen=True)
class Wanted:
    """What is to go live: the catalog, its law on which day, from which built folder; who wants it and why.

    `older`: though a newer one is live. `release_hold`: though something was withdrawn. `uncommitted`: though it is in no commit. `url`: where the live
    site is seen, for reading it back.
    """

    catalog_dir: Path
    day: date
    out: Path
    by: str
    reason: str = ""
    url: str = ""
    older: bool = False
    release_hold: bool = False
    uncommitted: bool = False


@dataclass(frozen=True)
class Ready:
    """A built site that may go live, and what it is."""

    site: Path
    commit: str
    digest: str


def prepared(releases: Releases, wanted: Wanted, say: Say) -> Ready:
    """Check whether it may go live, and build. Raises CatalogError, PublishError, HistoryError, OSError."""
    with _phase("检查", say):
        examined = judged(wanted.catalog_dir, wanted.day)
        refused = list(_refusals(examined, wanted.day))
        if refused:
            raise PublishError("没有公布：\n" + "\n".join(f"  - {one}" for one in refused))
        commit = "" if wanted.uncommitted else commit_of(wanted.catalog_dir)
        refuse_out_of_turn(releases, commit, wanted)
    with _phase("生成", say):
        report = still_holds(wanted.catalog_dir, wanted.day, wanted.out, strict=False, zipped=True) or build.run(
            wanted.catalog_dir, wanted.day, wanted.out, zipped=True
        )
    digest = files.intact(wanted.out, "build")
    if not digest:
        raise PublishError(f"没有公布：{files.shown_path(wanted.out)} 里的成果在生成以后被改过")
    return Ready(report.site, commit, digest)


def published(releases: Releases, ready: Ready, wanted: Wanted, keep: int, say: Say) -> Release | None:
    """Put a site live; None where it is already. Raises PublishError, OSError."""
    live = releases.live()
    if live and (live.digest, live.day, live.commit) == (ready.digest, wanted.day, ready.commit):
        return None
    refuse_out_of_turn(releases, ready.commit, wanted)
    edition = releases.name_of(wanted.day, ready.commit, ready.digest)
    with _phase("复制", say):
        release = releases.get(edition) or releases.add(ready.site, edition, wanted.day, ready.commit, ready.digest)
    _go(releases, release, live, wanted.url, say)
    releases.put_hold(None)
    releases.note("publish", edition, wanted.by, wanted.reason)
    for gone in releases.prune(keep):
        say(f"删去旧的一版：{gone}")
    return release


def taken_back(releases: Releases, edition: str, by: str, reason: str, url: str, say: Say) -> Release:
    """Put an earlier edition live again (without a name the one before), and hold what was withdrawn. Raises as `published`."""
    live = releases.live()
    if live is None:
        raise PublishError("没有正在公布的一版，没有可以退回的")
    earlier = [one for one in releases.all() if one.edition != live.edition and one.published < live.published]
    chosen = releases.get(edition) if edition else next(iter(earlier), None)
    if chosen is None or chosen.edition == live.edition:
        raise PublishError(f"没有可以退回的一版{f'：{edition}' if edition else ''}；--list 列出有哪些")
    _go(releases, chosen, live, url, say)
    releases.put_hold(Hold(live.edition, live.commit, by, reason))
    releases.note("back", chosen.edition, by, reason)
    return chosen


def _refusals(examined: Examined, day: date) -> Iterator[str]:
    """What keeps a catalog from going live. Raises CatalogError for one with errors."""
    base = examined.sound
    view = examined.view(day)
    for problem in examined.problems:
        if problem.file == LIST:
            yield f"{problem.what}；{problem.hint}"
    open_ = [check for check in check_quotations(base, day) if check.needs_answer]
    if open_:
        yield f"引文与条文严重不符而没有写明的 {len(open_)} 处；见 jianguan law verify"
    if any(claim.is_grave for claim in check_claims(base, day)):
        yield "文书用语与条文不符；见 jianguan law verify"
    counts, suspects = view.completeness, sum(item.suspects for item in view.items)
    if view.info.publish_reviewed_only and (counts.unreviewed_checks or suspects):
        yield f"本目录只公布复核过的：检查要点 {counts.unreviewed_checks} 条没有复核，条文已变动待复核的 {suspects} 处"


def refuse_out_of_turn(releases: Releases, commit: str, wanted: Wanted) -> None:
    """Raise PublishError where something newer is live, or what is wanted is held back."""
    _refuse_held(releases, commit, wanted)
    live = releases.live()
    if live and not wanted.older:
        _refuse_older(live, commit, wanted)


def _refuse_held(releases: Releases, commit: str, wanted: Wanted) -> None:
    hold = releases.hold()
    if hold is None or wanted.release_hold:
        return
    is_newer = hold.commit and commit not in ("", hold.commit)
    if is_newer and is_ancestor(wanted.catalog_dir, hold.commit, commit):
        return
    raise PublishError(
        f"没有公布：{hold.edition} 已由{hold.by}退回（{hold.reason}）。改正以后提交新的一版再公布，"
        "或者确认无误后加 --release-hold"
    )


def _refuse_older(live: Release, commit: str, wanted: Wanted) -> None:
    """Refuse an ancestor of what is live, and an older day of the same commit; where git cannot tell, say so."""
    if live.commit and commit and live.commit != commit:
        older = is_ancestor(wanted.catalog_dir, commit, live.commit)
        if older is None:
            what = f"不能判断 {commit[:12]} 与正在公布的 {live.commit[:12]} 哪个在先（浅克隆，或者不是同一个仓库）"
            raise PublishError(f"没有公布：{what}；请取全历史（git fetch --unshallow），或者加 --older")
        if older:
            raise PublishError(f"没有公布：{commit[:12]} 比正在公布的 {live.commit[:12]} 旧；确要公布，加 --older")
    elif wanted.day < live.day:
        raise PublishError(f"没有公布：{wanted.day} 早于正在公布的 {live.day}；确要公布，加 --older")


def _go(releases: Releases, release: Release, before: Release | None, url: str, say: Say) -> None:
    """Switch, and read back what is live; where it is not what it should be, switch back."""
    begun = time.perf_counter()
    releases.switch(release.edition)
    say(f"切换：{(time.perf_counter() - begun) * 1000:.0f} 毫秒")
    fault = _fault(releases, release, url)
    if fault:
        if before is not None:
            releases.switch(before.edition)
        else:
            releases.none_live()
        back = f"已经换回 {before.edition}" if before else "没有换上任何一版"
        raise PublishError(f"没有公布：换上以后读回来不对（{fault}），{back}")


def _fault(releases: Releases, release: Release, url: str) -> str:
    """What is wrong with what is live, read from the folder and through HTTP; empty where nothing is."""
    live = releases.folder / CURRENT
    if releases.live() != release:
        return f"{live / ABOUT} 不是这一版"
    if not url:
        return ""
    for name in (ABOUT, "index.html"):
        address = f"{url.rstrip('/')}/{name}"
        try:
            asked = urllib.request.Request(
                address, headers={"Cache-Control": "no-cache"}
            )  # as typed by the one who publishes
            with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:
                content = answer.read(_LARGEST)
        except (OSError, ValueError) as error:
            return f"{address}：{error}"
        if content != (live / name).read_bytes():
            return f"{address} 的内容不是这一版"
    return ""


@contextlib.contextmanager
def _phase(name: str, say: Say) -> Iterator[None]:
    """A step that says how long it took, where it ends well."""
    begun = time.perf_counter()
    yield
    say(f"{name}：{time.perf_counter() - begun:.1f} 秒")
