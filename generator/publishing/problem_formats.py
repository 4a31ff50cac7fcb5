"""Problems of a catalog as other people's programs show them beside the line: GitHub, GitLab, code scanners, test reports.

Each place shows only so many, and has words of its own for how grave one is. What does not fit is counted, so that
nobody takes the part for the whole. Formats: GitHub's workflow commands, GitLab's Code Quality report (JSON), SARIF
2.1.0 (OASIS), JUnit XML as Jenkins reads it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from generator.catalog.packs import FOLDER as PACKS
from generator.catalog.packs import SHOWN
from generator.catalog.problem import Problem
from generator.files import shown_text

_MOST_ON_GITHUB = 10
"""Annotations of a kind that GitHub shows of one step."""

_MOST_IN_SARIF = 25_000
"""Results of a run that GitHub's code scanning takes."""

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_NAME = "jianguan"
_LONGEST = 2_000
"""Characters of a text that is shown."""


def place(problem: Problem, catalog_dir: Path) -> str:
    """The file as seen from the working folder, with /: what those programs know it by."""
    pack, _, rest = problem.file.partition("/")
    path = PACKS / rest if pack == SHOWN else catalog_dir / problem.file
    with contextlib.suppress(ValueError):  # another drive
        path = Path(os.path.relpath(path))
    return shown_text(path.as_posix(), _LONGEST)


def github(problems: Sequence[Problem], catalog_dir: Path) -> str:
    """Workflow commands, a line a problem; the first ten of a kind, and how many more there are."""
    lines = []
    for severity in ("error", "warning"):
        found = [problem for problem in problems if problem.severity == severity]
        lines += [_command(problem, catalog_dir) for problem in found[:_MOST_ON_GITHUB]]
        if len(found) > _MOST_ON_GITHUB:
            lines.append(
                f"::notice::{_as_data(f'还有 {len(found) - _MOST_ON_GITHUB} 处没有列出；{_counted(problems)}')}"
            )
    return "".join(f"{line}\n" for line in lines)


def _command(problem: Problem, catalog_dir: Path) -> str:
    values = {
        "file": place(problem, catalog_dir),
        "line": str(problem.line),
        "col": str(problem.column),
        "title": _what(problem),
    }
    properties = ",".join(f"{name}={_as_property(value)}" for name, value in values.items())
    return f"::{problem.severity} {properties}::{_as_data(_told(problem))}"


def _as_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_property(text: str) -> str:
    return _as_data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(problems: Sequence[Problem], catalog_dir: Path) -> str:
    """A Code Quality report: a list of records, each with a fingerprint that stays while the problem stays."""
    seen: dict[str, int] = {}
    found = []
    for problem in problems:
        about = f"{problem.file}\0{problem.severity}\0{problem.what}"
        seen[about] = seen.get(about, 0) + 1
        found.append(
            {
                "description": _told(problem),
                "check_name": _NAME,
                "fingerprint": hashlib.sha256(f"{about}\0{seen[about]}".encode(errors="replace")).hexdigest(),
                "severity": "major" if problem.severity == "error" else "minor",
                "location": {"path": place(problem, catalog_dir), "lines": {"begin": problem.line}},
            }
        )
    return _json(found)


def sarif(problems: Sequence[Problem], catalog_dir: Path) -> str:
    """A SARIF log of one run."""
    shown = problems[:_MOST_IN_SARIF]
    notes = [] if len(shown) == len(problems) else [{"message": {"text": _counted(problems)}, "level": "note"}]
    run = {
        "tool": {"driver": {"name": _NAME, "rules": [{"id": _NAME, "name": "Catalog"}]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "results": [_result(problem, catalog_dir) for problem in shown],
    }
    return _json({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem, catalog_dir: Path) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    location = {"artifactLocation": {"uri": quote(place(problem, catalog_dir))}, "region": region}
    return {
        "ruleId": _NAME,
        "level": problem.severity,
        "message": {"text": _told(problem)},
        "locations": [{"physicalLocation": location}],
    }


def junit(problems: Sequence[Problem], catalog_dir: Path) -> str:
    """A test report: a case a problem, failed where it is an error; one that passed where there is none."""
    errors = sum(problem.severity == "error" for problem in problems)
    cases = [_case(problem, catalog_dir) for problem in problems]
    cases = cases or ['<testcase classname="catalog" name="没有问题" time="0"/>']
    inside = "".join(f"    {case}\n" for case in cases)
    counts = f'tests="{len(cases)}" failures="{errors}" errors="0" skipped="0" time="0"'
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n  <testsuite name="{_NAME}" {counts}>\n'
        f"{inside}  </testsuite>\n</testsuites>\n"
    )


def _case(problem: Problem, catalog_dir: Path) -> str:
    where = f"{place(problem, catalog_dir)}:{problem.line}:{problem.column}"
    name = quoteattr(f"{where} {_what(problem)}")
    told = escape(f"{where}\n{_told(problem)}")
    inside = (
        f"<failure message={quoteattr(_what(problem))}>{told}</failure>"
        if problem.severity == "error"
        else f"<system-out>{told}</system-out>"
    )
    return f'<testcase classname={quoteattr(shown_text(problem.file))} name={name} time="0">{inside}</testcase>'


def _what(problem: Problem) -> str:
    return shown_text(problem.what, _LONGEST)


def _told(problem: Problem) -> str:
    """What, why, and what to do, a line each."""
    lines = [_what(problem)]
    lines += [f"为什么：{shown_text(problem.why, _LONGEST)}"] if problem.why else []
    lines += [f"怎么办：{shown_text(problem.hint, _LONGEST)}"] if problem.hint else []
    return "\n".join(lines)


def _counted(problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    return f"错误 {errors} 个，提醒 {len(problems) - errors} 个"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Sequence[Problem], Path], str]] = {
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
}
"""Format → problems and the catalog's folder → what is printed."""
