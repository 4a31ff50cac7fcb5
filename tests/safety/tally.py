"""What the stop points and the races came to, as a table: a command a row, printed at the end of a run."""

from __future__ import annotations

from collections import Counter, defaultdict

_found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))


def note(command: str, how: str, outcome: str) -> None:
    """Count one stop of a command, or one race."""
    _found[command][how][outcome] += 1


def table() -> list[str]:
    """Command | tries | by kind of stop | outcomes."""
    rows = [("command", "tried", "by kind", "outcomes")]
    for command, kinds in _found.items():
        outcomes: Counter[str] = sum(kinds.values(), Counter())
        by_kind = {kind: counted.total() for kind, counted in kinds.items()}
        rows.append((command, str(outcomes.total()), _listed(by_kind), _listed(outcomes)))
    return [f"| {' | '.join(row)} |" for row in (rows[0], ("---",) * len(rows[0]), *rows[1:])] if _found else []


def _listed(counted: dict[str, int] | Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.items())
