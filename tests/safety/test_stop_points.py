"""Every writing command, stopped at every call on the file system: nothing is lost, half written, or said wrongly."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests import render
from tests.amounts import spread
from tests.safety import tally
from tests.safety.arena import PROJECT, contents
from tests.safety.child import run
from tests.safety.invariants import stopped
from tests.safety.scenarios import SCENARIOS, Scenario
from tests.safety.staging import Stage, points_of
from tests.safety.stops import Kind, Stop

pytestmark = [pytest.mark.skipif("sys.platform != 'linux'", reason="needs /proc and fork"), pytest.mark.sampled(5)]

KINDS: tuple[Kind, ...] = ("kill", "power", "full", "error", "denied", "interrupt", "terminate", "hangup")
_MOST_OF_THE_SLOW = 24
"""Stops of each kind where a command that takes seconds prepares what it writes; a build makes a thousand calls there."""

by_name = {scenario.name: scenario for scenario in SCENARIOS}
publishing = [scenario for scenario in SCENARIOS if scenario.publishes]
without_office = pytest.mark.skipif(bool(render.missing()), reason=render.missing() or "渲染可用")
EVERY = [
    pytest.param(scenario.name, marks=[pytest.mark.safety, without_office] if scenario.prints else [])
    for scenario in SCENARIOS
]
Staged = Callable[[Scenario], Stage]


def faults_of(stage: Stage, kind: Kind, points: Sequence[int]) -> list[str]:
    """Stop the command at each of the points; what was broken, with the call before which it was stopped."""
    found = []
    for at in points:
        verdict = stopped(stage, Stop(kind, at))
        tally.note(stage.scenario.name, kind, verdict.outcome)
        point = stage.reference.points[at - 1]
        found += [f"{kind} at {at}, before {point.call} {point.path}: {fault}" for fault in verdict.faults]
    return found


@pytest.mark.parametrize("name", EVERY)
def test_a_command_stopped_where_it_touches_what_is_kept_leaves_the_old_or_the_new(staged: Staged, name: str) -> None:
    stage = staged(by_name[name])
    decisive, turn = points_of(stage, "kill", decisive=True), list(by_name).index(name)
    late = decisive[len(decisive) * (12 + turn % 6) // 20]  # what is kept changes in the second half
    kind = KINDS[1:][turn % (len(KINDS) - 1)]
    points = points_of(stage, kind, decisive=True)
    faults = faults_of(stage, "kill", [late])
    assert faults + faults_of(stage, kind, [points[turn * 7 % len(points)]]) == []


@pytest.mark.safety
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", EVERY)
def test_a_command_stopped_anywhere_leaves_the_old_or_the_new(staged: Staged, name: str, kind: Kind) -> None:
    stage = staged(by_name[name])
    points = points_of(stage, kind)
    if stage.scenario.is_slow:
        decisive = points_of(stage, kind, decisive=True)
        inside = [point for point in points if point not in set(decisive)]
        points = sorted({*spread(inside, _MOST_OF_THE_SLOW), *spread(decisive, 2 * _MOST_OF_THE_SLOW)})
    assert faults_of(stage, kind, points) == []


@pytest.mark.parametrize("name", [scenario.name for scenario in publishing])
def test_who_looks_at_a_published_folder_at_any_point_sees_the_old_or_the_new(staged: Staged, name: str) -> None:
    stage = staged(by_name[name])
    arena = stage.fresh()
    old = stage.seen()
    ended = run(arena, stage.scenario.words, Stop("observe", seen=f"{PROJECT}/{stage.scenario.writes}"))
    tally.note(name, "observe", "old or new")
    assert ended.code == 0 and {*ended.seen} <= {old, stage.seen()} and ended.seen[0] == old != stage.seen()


@pytest.mark.parametrize("name", EVERY)
def test_what_was_said_to_be_written_survives_a_power_cut(staged: Staged, name: str) -> None:
    assert staged(by_name[name]).unsynchronised == []


@pytest.mark.parametrize("name", EVERY)
def test_an_undisturbed_command_says_what_it_has_written_and_leaves_no_litter(staged: Staged, name: str) -> None:
    stage = staged(by_name[name])
    ended = run(stage.fresh(), stage.scenario.words)
    assert ended.code == 0 and stage.scenario.claims(ended.text), ended.text
    assert stage.state() == "new" and stage.old != stage.new
    assert stage.faults_outside() == [] and stage.litter() == []
    assert not any("/work/" in name or name.startswith("tmp/") for name in stage.lasting)


@pytest.mark.parametrize("words", [("import", "改.xlsx", "--dry-run"), ("check",), ("law", "verify")])
def test_a_command_that_does_not_write_leaves_a_half_written_catalog_as_it_is(
    staged: Staged, words: tuple[str, ...]
) -> None:
    stage = staged(by_name["import"])
    moves = [p.number for p in stage.reference.points if p.call == "rename" and p.path.endswith(".yaml")]
    run(stage.fresh(), stage.scenario.words, Stop("kill", moves[-1]))
    assert stage.state() == "torn"
    left = contents(stage.arena / PROJECT)
    ended = run(stage.arena, words)
    assert ended.code == 1 and "recover" in ended.text
    assert contents(stage.arena / PROJECT) == left
