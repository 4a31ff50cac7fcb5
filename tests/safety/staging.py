"""A scenario's arena, made ready once and fresh for every stop, and what is read of it afterwards."""

from __future__ import annotations

import shutil
from functools import cached_property
from pathlib import Path

from tests.safety import arena as arenas
from tests.safety.arena import HOME, PROJECT, TEMPORARY, Contents
from tests.safety.child import Ended, run
from tests.safety.scenarios import ACCEPT, CATALOG, Scenario
from tests.safety.stops import SIGNALS

_ADDRESSES = "published-addresses.txt"
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
