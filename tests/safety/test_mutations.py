"""The harness can fail: what it looks for is found in every deliberately broken variant of the writing code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.amounts import spread
from tests.safety import mutations
from tests.safety.arena import PROJECT
from tests.safety.child import run, start
from tests.safety.invariants import Mutation, stopped
from tests.safety.scenarios import SCENARIOS, Scenario
from tests.safety.staging import Stage
from tests.safety.stops import Kind, Stop
from tests.safety.test_meanwhile import edited_at

by_name = {scenario.name: scenario for scenario in SCENARIOS}
Staged = Callable[[Scenario], Stage]

CASES: list[tuple[Mutation, str, Kind, str, str]] = [
    (mutations.without_a_journal, "import", "kill", "rename", "check takes a half-written catalog for sound"),
    (mutations.writing_in_place, "law review", "kill", "write", "next run ends with 1"),
    (mutations.writing_in_place, "checklist", "kill", "write", "what is published is neither old nor new"),
    (mutations.without_flushing, "law review", "power", "remove", "the next writing command does not finish it"),
    (mutations.naming_a_zip_too_early, "fill .zip", "kill", "write", "cut archive"),
    (mutations.saying_it_too_early, "import", "error", "create", "says it has written"),
    (mutations.hiding_a_failure, "import", "error", "create", "ends with 0, but what is there is old"),
    (mutations.failing_with_a_traceback, "import", "denied", "create", "traceback"),
]
"""Mutation, command, how it is stopped, before which call on what is kept, what is found."""


def mutated_points(stage: Stage, mutation: Mutation | None, call: str, named: str = "") -> list[int]:
    """The points of the broken variant at which it makes such a call on what is written to, on a file of this name."""
    ended = run(stage.fresh(), stage.scenario.words, mutation=mutation)
    own = f"{PROJECT}/{stage.scenario.writes}"
    made = (point for point in ended.points if point.call == call and point.path.startswith(own))
    return [point.number for point in made if point.path.endswith(named)]


@pytest.mark.parametrize(
    ("mutation", "name", "kind", "call", "found"), CASES, ids=[f"{case[0].__name__}, {case[1]}" for case in CASES]
)
def test_a_broken_variant_is_caught_where_it_is_stopped(
    staged: Staged, mutation: Mutation, name: str, kind: Kind, call: str, found: str
) -> None:
    stage = staged(by_name[name])
    points = mutated_points(stage, mutation, call)
    faults = [fault for at in spread(points, 3) for fault in stopped(stage, Stop(kind, at), mutation).faults]
    assert any(found in fault for fault in faults), (points, faults)


def test_a_variant_that_does_not_flush_folders_is_caught_by_what_a_power_cut_would_lose(staged: Staged) -> None:
    stage = staged(by_name["import --map"])
    ended = run(stage.fresh(), stage.scenario.words, mutation=mutations.without_flushing_names)
    assert ended.code == 0 and stage.unsynchronised == [] != stage.lost_after(ended)


def test_a_variant_that_does_not_clean_is_caught_by_what_lies_about(staged: Staged) -> None:
    stage = staged(by_name["import"])
    for mutation in (None, mutations.without_cleaning):
        assert run(stage.fresh(), stage.scenario.words, mutation=mutation).code == 0
        assert bool(stage.litter()) is (mutation is not None)


def test_a_variant_that_does_not_compare_is_caught_by_an_edit_in_between(staged: Staged) -> None:
    stage = staged(by_name["import"])
    for mutation, kept in ((None, True), (mutations.without_comparing, False)):
        [journal] = mutated_points(stage, mutation, "rename", "journal.json")
        edited_at(stage, journal, mutation)
        assert (stage.scenario.addition in (stage.arena / PROJECT / stage.scenario.edited).read_text("utf-8")) is kept


def test_a_variant_that_swaps_in_two_steps_is_caught_by_who_looks_at_the_folder(staged: Staged) -> None:
    stage = staged(by_name["inbox"])
    observe = Stop("observe", seen=f"{PROJECT}/{stage.scenario.writes}")
    assert "缺" not in run(stage.fresh(), stage.scenario.words, observe).seen
    assert "缺" in run(stage.fresh(), stage.scenario.words, observe, mutations.swapping_in_two_steps).seen


@pytest.mark.parametrize("name", ["inbox", "checklist"])
def test_a_variant_without_proof_is_caught_by_a_foreign_file_in_the_way(staged: Staged, name: str) -> None:
    stage = staged(by_name[name])
    for mutation, kept in ((None, True), (mutations.without_proof, False)):
        place = stage.fresh() / PROJECT / stage.scenario.writes
        foreign = place / "论文.docx" if place.is_dir() else place
        foreign.write_text("本人的论文", "utf-8")
        ended = run(stage.arena, stage.scenario.words, mutation=mutation)
        is_kept = foreign.exists() and foreign.read_bytes() == "本人的论文".encode()
        assert is_kept is kept and (foreign.name in ended.errors) is kept, ended.text


def test_a_variant_without_locks_is_caught_by_another_command_in_between(staged: Staged) -> None:
    stage = staged(by_name["law review"])
    other = ("law", "review", "2", "--by", "乙")
    points = [p.number for p in stage.reference.points if p.changes and p.path.startswith(f"{PROJECT}/catalog/")]

    def both_kept(at: int, mutation: Mutation | None) -> bool:
        running = start(stage.fresh(), ("law", "review", "1", "--by", "甲"), Stop("pause", at), mutation)
        assert running.stands_still()
        second = start(stage.arena, other, mutation=mutation)
        second.process.join(0.5)
        running.go_on()
        ended = [running.ended(), second.ended()]
        text = (stage.arena / PROJECT / "catalog/link_reviews.yaml").read_text("utf-8")
        return all(done.code == 0 and f'"{by}"' in text for done, by in zip(ended, ("甲", "乙"), strict=True))

    some = spread(points, 3)
    assert all(both_kept(at, None) for at in some)
    assert not all(both_kept(at, mutations.without_locks) for at in some)
