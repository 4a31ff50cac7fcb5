"""Scenarios made ready once a run, and the table of what all the stops came to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.safety import tally
from tests.safety.scenarios import Scenario
from tests.safety.staging import Stage


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Scenario], Stage]:
    """scenario → its stage."""
    ready: dict[str, Stage] = {}

    def stage(scenario: Scenario) -> Stage:
        if scenario.name not in ready:
            ready[scenario.name] = Stage(scenario, tmp_path_factory.mktemp("stage"))
        return ready[scenario.name]

    return stage


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of stop points and races."""
    if lines := tally.table():
        terminalreporter.section("stop points and races")
        terminalreporter.write_line("\n".join(lines))
