"""What must hold after a command was stopped, however it was stopped, and what it came to."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.safety import arena as arenas
from tests.safety.arena import PROJECT, TEMPORARY, Contents
from tests.safety.child import Ended, run
from tests.safety.scenarios import ACCEPT, CATALOG, Scenario
from tests.safety.stops import SIGNALS, Stop

_ADDRESSES = "published-addresses.txt"
_DENIES = ("没有改动", "没有写入", "没有写出")
_INDEX = "search/"


@dataclass
class Stage:
    """A scenario made ready once; every stop gets a fresh copy of its arena."""

    scenario: Scenario
    folder: Path
    _copies: int = 0

    @cached_property
    def template(self) -> Path:
        """The arena before the command."""
        arena = arenas.made(self.folder / "template" / "arena")
        self.scenario.prepare(arena / PROJECT)
        for left in (arena / TEMPORARY).iterdir():
            left.unlink()
        return arena

    @cached_property
    def _undisturbed(self) -> tuple[Path, Ended]:
        arena = self.copy()
        return arena, run(arena, self.scenario.words)

    @property
    def reference(self) -> Ended:
        """The command as it ends when nothing disturbs it."""
        return self._undisturbed[1]

    @cached_property
    def old(self) -> Contents:
        """What the command writes to, before it."""
        return self.written(self.template)

    @cached_property
    def new(self) -> Contents:
        """The same after it."""
        return self.written(self._undisturbed[0])

    @cached_property
    def lasting(self) -> set[str]:
        """Hidden files that an undisturbed run keeps for good, such as a lock."""
        kept = arenas.contents(self._undisturbed[0], _hidden_in_project)
        return set(kept) | set(arenas.contents(self.template, _hidden_in_project))

    @cached_property
    def foreign(self) -> Contents:
        """All that the command has no business with."""
        return self._outside(self.template)

    def copy(self) -> Path:
        """A fresh arena."""
        self._copies += 1
        arena = self.folder / str(self._copies) / "arena"
        shutil.copytree(self.template, arena, symlinks=True)
        return arena

    def drop(self, arena: Path) -> None:
        """Throw an arena away."""
        shutil.rmtree(arena.parent)

    def written(self, arena: Path) -> Contents:
        """What a reader sees of what the command writes to."""
        place = arena / PROJECT / self.scenario.writes
        if place.is_dir():
            return arenas.contents(place.resolve(), _is_read)
        return arenas.contents(place.parent, lambda name: name == place.name)

    def state(self, arena: Path) -> str:
        """old, new, part (of a run that goes on next time), or torn."""
        found = self.written(arena)
        if found in (self.old, self.new):
            return "old" if found == self.old else "new"
        if self.scenario.goes_on and found.items() <= self.new.items():
            return "part"
        return "torn"

    def faults_outside(self, arena: Path) -> list[str]:
        """Foreign files that are gone, changed or new."""
        found = self._outside(arena)
        return [
            f"foreign: {name}: {self.foreign.get(name, '—')} → {found.get(name, '—')}"
            for name in sorted(self.foreign.keys() | found.keys())
            if self.foreign.get(name) != found.get(name)
        ]

    def litter(self, arena: Path) -> list[str]:
        """What should have been cleaned up."""
        temporary = [f"{TEMPORARY}/{path.name}" for path in (arena / TEMPORARY).iterdir()]
        return temporary + sorted(set(arenas.contents(arena, _hidden_in_project)) - self.lasting)

    def _outside(self, arena: Path) -> Contents:
        own = f"{PROJECT}/{self.scenario.writes}"

        def foreign(name: str) -> bool:
            beside = name.startswith((f"{own}/", f"{TEMPORARY}/", f"{own}.", f"{PROJECT}/{_report_name(own)}"))
            return name != own and not beside and not arenas.hidden(name)

        return arenas.contents(arena, foreign)


def _report_name(own: str) -> str:
    return f"{Path(own).stem}-"


def _hidden_in_project(name: str) -> bool:
    return arenas.hidden(name) and not arenas.cached(name)


def _is_read(name: str) -> bool:
    """The search index of a build differs from one run to the next; the list of addresses only grows."""
    return not arenas.hidden(name) and name not in (_INDEX[:-1], _ADDRESSES) and not name.startswith(_INDEX)


@dataclass
class Verdict:
    """What a stopped command came to (old, new, part, recovered, torn), and which invariants it broke."""

    outcome: str
    faults: list[str] = field(default_factory=list)


def judged(stage: Stage, arena: Path, ended: Ended, stop: Stop) -> Verdict:
    """Look at the arena as a reader does, then let the next commands run in it."""
    if stop.kind == "power":
        arenas.lose(arena, set(ended.lost))
    state = stage.state(arena)
    faults = stage.faults_outside(arena) + _faults_said(stage.scenario, ended, state, stop)
    faults += _cut_archives(arena / PROJECT / stage.scenario.writes)
    verdict = Verdict(state, faults)
    if state == "torn":
        _recovered(stage, arena, verdict)
    faults += _faults_of_next_run(stage, arena)
    return verdict


def _faults_said(scenario: Scenario, ended: Ended, state: str, stop: Stop) -> list[str]:
    """What was said against what is there."""
    faults = []
    claims, fails = scenario.claims(ended.text), ended.code != 0
    if "Traceback" in ended.text:
        faults.append(f"traceback: {ended.text.strip().splitlines()[-1]}")
    if claims and state != "new":
        faults.append(f"says it has written, but what is there is {state}")
    if fails and state != "old" and any(word in ended.text for word in _DENIES):
        faults.append(f"says nothing was written, but what is there is {state}")
    if not fails and state != "new":
        faults.append(f"ends with 0, but what is there is {state}")
    if stop.kind in ("error", "denied", "full") and fails and state == "new" and not claims:
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


def _recovered(stage: Stage, arena: Path, verdict: Verdict) -> None:
    """What is neither old nor new must be known as such by readers, and the next writing command must finish it."""
    if not stage.scenario.into_catalog:
        verdict.faults.append("what is published is neither old nor new")
        return
    if run(arena, ("check",)).code == 0:
        verdict.faults.append("check takes a half-written catalog for sound")
    told = run(arena, ACCEPT)
    state = stage.state(arena)
    verdict.outcome = "recovered" if state in ("old", "new") else "torn"
    if state not in ("old", "new"):
        verdict.faults.append(f"the next writing command does not finish it: {told.text.strip()[-200:]}")


def _faults_of_next_run(stage: Stage, arena: Path) -> list[str]:
    """The same command again, undisturbed: it must do its work and leave no litter."""
    again = run(arena, stage.scenario.words)
    faults = [f"next run: {fault}" for fault in stage.faults_outside(arena)]
    if again.code != stage.reference.code:
        faults.append(f"next run ends with {again.code}: {again.text.strip()[-200:]}")
    if stage.state(arena) != "new":
        faults.append(f"after the next run what is there is {stage.state(arena)}")
    return faults + [f"litter after the next run: {name}" for name in stage.litter(arena)]


def unsynchronised(stage: Stage) -> list[str]:
    """What an undisturbed run said was written, but a power cut just after it would lose."""
    arena, ended = stage._undisturbed
    own = f"{PROJECT}/{stage.scenario.writes}"
    lost = [
        f"content of {path.relative_to(arena)}"
        for path in sorted((arena / PROJECT).rglob("*"))
        if path.is_file() and path.stat().st_ino in ended.lost and path.relative_to(arena).as_posix().startswith(own)
    ]
    places = own if stage.scenario.into_catalog else str(Path(own).parent)
    return lost + [f"names in {folder}" for folder in ended.folders if folder == places or folder.startswith(f"{own}/")]


def stopped(stage: Stage, stop: Stop, mutation: object = None) -> Verdict:
    """Run the scenario's command in a fresh arena, stop it, judge it."""
    arena = stage.copy()
    try:
        ended = run(arena, stage.scenario.words, stop, mutation)  # type: ignore[arg-type]
        return judged(stage, arena, ended, stop)
    finally:
        stage.drop(arena)


def points_of(stage: Stage, kind: str) -> list[int]:
    """The points of the undisturbed run at which a stop of this kind makes a difference."""
    points = stage.reference.points
    if kind in ("kill", "power", "full", *SIGNALS):
        return [point.number for point in points if point.changes] + ([len(points) + 1] if kind == "none" else [])
    return [point.number for point in points]


__all__ = ["CATALOG", "Stage", "Verdict", "judged", "points_of", "stopped", "unsynchronised"]
