"""Somebody edits a file of the catalog while a command is at work, at each of its calls: the edit is never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.amounts import spread
from tests.safety import tally
from tests.safety.arena import PROJECT
from tests.safety.child import Ended, start
from tests.safety.invariants import Mutation
from tests.safety.scenarios import SCENARIOS, Scenario
from tests.safety.staging import Stage, points_of
from tests.safety.stops import Stop

edited = {scenario.name: scenario for scenario in SCENARIOS if scenario.edited}
Staged = Callable[[Scenario], Stage]


def edit(file: Path, addition: str) -> None:
    """Add a line as an editor does: the whole file anew, moved into its place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}~")
    beside.write_text((file.read_text("utf-8") if file.exists() else "") + addition, "utf-8")
    beside.replace(file)


def edited_at(stage: Stage, at: int, mutation: Mutation | None = None) -> Ended:
    """Let the command stand still at a point, edit, let it go on."""
    scenario = stage.scenario
    running = start(stage.fresh(), scenario.words, Stop("pause", at), mutation)
    if running.stands_still():
        edit(stage.arena / PROJECT / scenario.edited, scenario.addition)
        running.go_on()
    return running.ended()


def is_unavoidable(ended: Ended, at: int, file: str) -> bool:
    """Whether the edit fell just before the file's replacement, after the last look at it: no program can see it then."""
    replaced = [p.number for p in ended.points if p.path == file and p.call in ("rename", "remove")]
    return bool(replaced) and at <= replaced[0] <= at + 1


def is_known(ended: Ended, at: int, file: str) -> bool:
    """Whether the command read the edited file and then did with it what it was asked to do."""
    return at <= next((p.number for p in ended.points if p.path == file and p.call == "read"), 0)


def fault_of(stage: Stage, at: int) -> str:
    """What the command did wrong when somebody edited at this point."""
    scenario = stage.scenario
    ended = edited_at(stage, at)
    file = f"{PROJECT}/{scenario.edited}"
    path = stage.arena / file
    text = path.read_text("utf-8") if path.exists() else ""
    others_old, others_new = stage.is_old_but(scenario.edited), stage.is_new_but(scenario.edited)
    if scenario.addition.strip() not in text:
        outcome = "known" if is_known(ended, at, file) else "unavoidable" if is_unavoidable(ended, at, file) else "lost"
    else:
        outcome = "both kept" if ended.code == 0 else "refused"
    tally.note(scenario.name, "edit", outcome)
    if outcome == "lost":
        return f"the edit is gone: {ended.text.strip()[-200:]}"
    if "Traceback" in ended.text:
        return "traceback"
    if outcome == "refused" and not (others_old or (others_new and scenario.is_piecemeal)):
        return "refused, but other files are changed"
    if outcome == "both kept" and not others_new:
        return "ends with 0, but other files are not written"
    return ""


def faults_of(stage: Stage, points: list[int]) -> list[str]:
    found = ((stage.reference.points[at - 1], fault_of(stage, at)) for at in points)
    return [f"edited at {point.number}, before {point.call} {point.path}: {fault}" for point, fault in found if fault]


@pytest.mark.parametrize("name", edited)
def test_an_edit_at_some_points_is_kept(staged: Staged, name: str) -> None:
    stage = staged(edited[name])
    assert faults_of(stage, spread(points_of(stage, "pause", decisive=True), 3)) == []


@pytest.mark.safety
@pytest.mark.parametrize("name", edited)
def test_an_edit_at_any_point_is_kept(staged: Staged, name: str) -> None:
    stage = staged(edited[name])
    assert faults_of(stage, points_of(stage, "pause")) == []
