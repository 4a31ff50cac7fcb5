"""What must hold after a command was stopped, however it was stopped, and what it came to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.safety import arena as arenas
from tests.safety.arena import PROJECT
from tests.safety.child import Ended, run
from tests.safety.scenarios import ACCEPT, Scenario
from tests.safety.staging import Stage
from tests.safety.stops import SIGNALS, Stop

Mutation = Callable[[], None]
_REFUSALS = ("error", "denied", "full")
_DENIES = ("没有改动", "没有写入", "没有写出")
_HALF = ("jianguan recover", "已完成的保留着", "已经写好")
"""Said where a command could not finish, of what is there and which command does the rest."""
_RANDOM = re.compile(r"(?<=work-)\w+|(?<=jianguan-)(?!tmp|change|files)\w+|\d+-\d+(?=\.jianguan-tmp)")


@dataclass
class Verdict:
    """What a stopped command came to (old, new, part, recovered, torn), and which invariants it broke."""

    outcome: str
    faults: list[str] = field(default_factory=list)


def judged(stage: Stage, ended: Ended, stop: Stop) -> Verdict:
    """Look at the arena as a reader does, then let the next commands run in it."""
    if stop.kind == "power":
        arenas.lose(stage.arena, set(ended.lost))
    state = stage.state()
    faults = stage.faults_outside() + _faults_said(stage.scenario, ended, state, stop)
    faults += _cut_archives(stage.arena / PROJECT / stage.scenario.writes)
    verdict = Verdict(state, faults)
    if state == "torn" and not _is_told(stage.scenario, ended, stop):
        _recovered(stage, verdict)
    faults += _faults_of_next_run(stage, did_all=state == "new")
    return verdict


def _is_told(scenario: Scenario, ended: Ended, stop: Stop) -> bool:
    """Whether the command says which input it could not read, and did the rest."""
    if stop.kind not in _REFUSALS:
        return False
    return scenario.tells if ended.code == 0 else scenario.is_piecemeal and "读不了" in ended.text


def _faults_said(scenario: Scenario, ended: Ended, state: str, stop: Stop) -> list[str]:
    """What was said against what is there."""
    claims, fails = scenario.claims(ended.text), ended.code != 0
    is_told = state == "torn" and _is_told(scenario, ended, stop)
    denies, knows = (any(word in ended.text for word in words) for words in (_DENIES, _HALF))
    faults = [
        ("Traceback" in ended.text, f"traceback: {ended.text.strip().splitlines()[-1:]}"),
        (claims and state != "new" and not is_told, f"says it has written, but what is there is {state}"),
        (fails and state != "old" and denies, f"says nothing was written, but what is there is {state}"),
        (not fails and state != "new" and not is_told, f"ends with 0, but what is there is {state}"),
        (
            fails and state == "new" and stop.kind in _REFUSALS and not (claims or knows),
            "has written, but does not say so",
        ),
        (ended.code < 0 and stop.kind in (*SIGNALS, *_REFUSALS), f"ended by a signal ({-ended.code}), not by itself"),
    ]
    return [fault for is_so, fault in faults if is_so]


def _cut_archives(place: Path) -> list[str]:
    """Archives under their final name that do not open, or have a damaged entry."""
    archives = [place] if place.suffix == ".zip" else sorted(place.rglob("*.zip")) if place.is_dir() else []
    faults = []
    for archive in archives:
        if archive.is_file():
            try:
                with zipfile.ZipFile(archive) as opened:
                    damaged = opened.testzip()
            except (OSError, zipfile.BadZipFile) as error:
                damaged = str(error)
            faults += [f"cut archive {archive.name}: {damaged}"] if damaged else []
    return faults


def _recovered(stage: Stage, verdict: Verdict) -> None:
    """What is neither old nor new must be known as such by readers, and the next writing command must finish it."""
    if not stage.scenario.into_catalog:
        verdict.faults.append("what is published is neither old nor new")
        return
    if run(stage.arena, ("check",)).code == 0:
        verdict.faults.append("check takes a half-written catalog for sound")
    told = run(stage.arena, ACCEPT)
    state = stage.state()
    verdict.outcome = "recovered" if state in ("old", "new") else "torn"
    if state not in ("old", "new"):
        verdict.faults.append(f"the next writing command does not finish it: {told.text.strip()[-200:]}")


def _faults_of_next_run(stage: Stage, *, did_all: bool) -> list[str]:
    """The same command again, undisturbed: it must do its work and leave no litter. Looked at once for every state.

    `did_all`: it has nothing left to do; folders for work are then cleaned when there is work again.
    """
    state = frozenset((_RANDOM.sub("*", name), content) for name, content in arenas.contents(stage.arena).items())
    if state not in stage.next_runs:
        again = run(stage.arena, stage.scenario.words)
        faults = [f"next run: {fault}" for fault in stage.faults_outside()]
        if again.code != stage.reference.code:
            faults.append(f"next run ends with {again.code}: {again.text.strip()[-200:]}")
        if stage.state() != "new":
            faults.append(f"after the next run what is there is {stage.state()}")
        left = [name for name in stage.litter() if not (did_all and arenas.is_work(name))]
        stage.next_runs[state] = faults + [f"litter after the next run: {name}" for name in left]
    return stage.next_runs[state]


def stopped(stage: Stage, stop: Stop, mutation: Mutation | None = None) -> Verdict:
    """Run the scenario's command in a fresh arena, stop it, judge it."""
    return judged(stage, run(stage.fresh(), stage.scenario.words, stop, mutation), stop)
