"""What must hold after a command was stopped, however it was stopped, and what it came to."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.safety import arena as arenas
from tests.safety.arena import HOME, PROJECT, TEMPORARY, Contents
from tests.safety.child import Ended, run
from tests.safety.scenarios import ACCEPT, CATALOG, Scenario
from tests.safety.stops import SIGNALS, Stop

Mutation = Callable[[], None]
_ADDRESSES = "published-addresses.txt"
_DENIES = ("没有改动", "没有写入", "没有写出")
_RANDOM = re.compile(r"(?<=work-)\w+|(?<=jianguan-)(?!tmp|change|files)\w+|\d+-\d+(?=\.jianguan-tmp)")
_HALF = ("jianguan recover", "已完成的保留着")
"""Said where a command could not finish, of what is there and which command does the rest."""
_INDEX = "search/"


class Stage:
    """A scenario made ready once; every stop finds the same arena, at the same place."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        self.next_runs: dict[frozenset[tuple[str, str]], list[str]] = {}
        """State of the arena → what was wrong with the run after it."""
        self.arena, self._template = folder / "arena", folder / "template"
        scenario.prepare(arenas.made(self.arena) / PROJECT)
        self._before = set(arenas.contents(self.arena, arenas.is_litter))
        self.old = self.written()
        self.foreign = self._outside()
        self.arena.rename(self._template)

    def fresh(self) -> Path:
        """The arena as it was before the command."""
        if self.arena.exists():
            shutil.rmtree(self.arena)
        shutil.copytree(self._template, self.arena, symlinks=True)
        return self.arena

    @cached_property
    def _undisturbed(self) -> tuple[Ended, Contents, set[str], list[str]]:
        ended = run(self.fresh(), self.scenario.words)
        return ended, self.written(), set(arenas.contents(self.arena, arenas.is_litter)), self.lost_after(ended)

    @property
    def reference(self) -> Ended:
        """The command as it ends when nothing disturbs it."""
        return self._undisturbed[0]

    @property
    def new(self) -> Contents:
        """What is written to, after it."""
        return self._undisturbed[1]

    @property
    def lasting(self) -> set[str]:
        """Hidden files that an undisturbed run keeps for good, such as the list of what it wrote."""
        return self._undisturbed[2] | self._before

    @property
    def unsynchronised(self) -> list[str]:
        """What an undisturbed run said was written, but a power cut just after it would lose."""
        return self._undisturbed[3]

    def written(self) -> Contents:
        """What a reader sees of what the command writes to."""
        place = self.arena / PROJECT / self.scenario.writes
        if place.is_dir():
            found = arenas.contents(place.resolve(), self._is_read)
            return {name: content for name, content in found.items() if content != arenas.FOLDER}
        return arenas.contents(place.parent, lambda name: name == place.name)

    def _is_read(self, name: str) -> bool:
        """The search index of a build differs from one run to the next; the next command adds to the addresses."""
        grows = name == _ADDRESSES and self.scenario.words != ACCEPT
        return not arenas.hidden(name) and not grows and not f"{name}/".startswith(_INDEX)

    def state(self) -> str:
        """old, new, part (of a run that goes on next time), or torn."""
        found = self.written()
        if found in (self.old, self.new):
            return "old" if found == self.old else "new"
        if self.scenario.goes_on and found.items() <= self.new.items():
            return "part"
        return "torn"

    def is_old_but(self, file: str) -> bool:
        """Whether all but this file (relative to the project) is as before the command."""
        return _without(self.written(), file) == _without(self.old, file)

    def is_new_but(self, file: str) -> bool:
        """Whether all but this file (relative to the project) is as after the command."""
        return _without(self.written(), file) == _without(self.new, file)

    def seen(self) -> str:
        """What somebody sees now who opens the output."""
        return arenas.fingerprint(self.arena / PROJECT / self.scenario.writes)

    def faults_outside(self) -> list[str]:
        """Foreign files that are gone, changed or new."""
        found = self._outside()
        return [
            f"foreign: {name}: {self.foreign.get(name, '—')} → {found.get(name, '—')}"
            for name in sorted(self.foreign.keys() | found.keys())
            if self.foreign.get(name) != found.get(name)
        ]

    def litter(self) -> list[str]:
        """What should have been cleaned up."""
        unfinished = f"{PROJECT}/{self.scenario.writes}."
        left = arenas.contents(self.arena, lambda name: arenas.is_litter(name) or name.startswith(unfinished))
        return sorted(left.keys() - self.lasting)

    def lost_after(self, ended: Ended) -> list[str]:
        """What a power cut would lose of what this run has left."""
        own = f"{PROJECT}/{self.scenario.writes}"
        lost = [
            f"content of {name}"
            for name in arenas.contents(self.arena, lambda name: name.startswith(own))
            if (self.arena / name).stat().st_ino in ended.lost
        ]
        names = [name for name in ended.names if f"{name}/".startswith(f"{own}/") and not arenas.hidden(name)]
        return lost + [f"name of {name}" for name in names]

    def _outside(self) -> Contents:
        own = f"{PROJECT}/{self.scenario.writes}"
        report = f"{PROJECT}/{Path(own).stem}-"

        def foreign(name: str) -> bool:
            if (arenas.is_litter(name) and name not in self._before) or name == f"{PROJECT}/{self.scenario.also}":
                return False
            if self.scenario.into_catalog and arenas.hidden(name):
                return name.startswith(PROJECT)
            return name != own and not name.startswith((f"{own}/", f"{own}.", report, f"{HOME}/", f"{TEMPORARY}/"))

        return arenas.contents(self.arena, foreign)


def _without(contents: Contents, file: str) -> Contents:
    return {name: content for name, content in contents.items() if f"{CATALOG}/{name}" != file}


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
    if state == "torn" and not (stage.scenario.tells and ended.code == 0):
        _recovered(stage, verdict)
    faults += _faults_of_next_run(stage, did_all=state == "new")
    return verdict


def _faults_said(scenario: Scenario, ended: Ended, state: str, stop: Stop) -> list[str]:
    """What was said against what is there."""
    faults = []
    claims, fails = scenario.claims(ended.text), ended.code != 0
    if "Traceback" in ended.text:
        faults.append(f"traceback: {ended.text.strip().splitlines()[-1]}")
    if not fails and state == "torn" and scenario.tells and stop.kind in ("error", "denied"):
        return faults
    if claims and state != "new":
        faults.append(f"says it has written, but what is there is {state}")
    if fails and state != "old" and any(word in ended.text for word in _DENIES):
        faults.append(f"says nothing was written, but what is there is {state}")
    if not fails and state != "new":
        faults.append(f"ends with 0, but what is there is {state}")
    if (
        stop.kind in ("error", "denied", "full")
        and fails
        and state == "new"
        and not (claims or any(word in ended.text for word in _HALF))
    ):
        faults.append("has written, but does not say so")
    if stop.kind in (*SIGNALS, "error", "denied", "full") and ended.code < 0:
        faults.append(f"ended by a signal ({-ended.code}), not by itself")
    return faults


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


def points_of(stage: Stage, kind: str, *, decisive: bool = False) -> list[int]:
    """The points of the undisturbed run at which a stop of this kind makes a difference.

    `decisive`: only those that touch what is kept, not what is being prepared in a folder of its own.
    """
    changing_only = kind in ("kill", "power", "full", *SIGNALS)
    return [
        point.number
        for point in stage.reference.points
        if (point.changes or not changing_only) and not (decisive and _prepares(point.path))
    ]


def _prepares(path: str) -> bool:
    """Whether a call only concerns what lies in a folder of its own until it is finished."""
    parts = path.split("/")
    return parts[0] != PROJECT or any(part.startswith(".") and ".jianguan-" in part for part in parts[:-1])
