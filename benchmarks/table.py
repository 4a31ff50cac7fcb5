"""One table of what people wait for: now, the same before or a peer, the limit, the ratio, all in one run.

`--before DIR` is a checkout of an earlier state with an environment that can run it; without one, the column stays
empty. Every command is a process of its own; the two states take turns; what is shown is the least of the rounds with
the greatest in brackets, because the machine may be shared. Limits are those of the machine on which `check` of the state
before took 0.56 s; with `--before` they are stretched by what it takes here.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
_EPOCH = "1795392000"
_ITEM = "items/01-hazchem-trade.yaml"
_EDITED = re.compile(r"(第\d+家)?企业持有有效")
_CHECK_WHERE_LIMITS_WERE_SET = 0.56
"""Seconds of `check` of the state before, where the limits were set."""


@dataclass(frozen=True)
class State:
    """A state of the program, with a catalog and a cache of its own."""

    program: Path
    folder: Path

    @property
    def catalog(self) -> Path:
        """The catalog it works on."""
        return self.folder / "catalog"

    def run(self, *words: str) -> float:
        """The wall time of a command, in seconds. Raises RuntimeError where it fails."""
        environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH, "XDG_CACHE_HOME": str(self.folder / "cache")}
        environment["PYTHONPATH"] = str(self.program)
        command = [sys.executable, "-m", "generator", *words, "--catalog", str(self.catalog)]
        begun = time.perf_counter()
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)
        taken = time.perf_counter() - begun
        if done.returncode:
            raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
        return taken

    def forget(self) -> None:
        """Begin with an empty cache and no output."""
        for name in ("cache", "build"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for path in self.folder.glob("*.docx"):
            path.unlink()

    def edit(self) -> None:
        """Change a word of one item into one it never was before: an earlier state would be remembered."""
        path = self.catalog / _ITEM
        text, count = _EDITED.subn(f"第{time.monotonic_ns()}家企业持有有效", path.read_text(encoding="utf-8"))
        assert count == 1
        path.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Job:
    """What is timed: its name, the limit in seconds (none where it is only compared), how it is done."""

    name: str
    limit: float | None
    work: Callable[[State], float]


def _cold(*words: str) -> Callable[[State], float]:
    def work(state: State) -> float:
        state.forget()
        return state.run(*words)

    return work


def _edited(*words: str) -> Callable[[State], float]:
    def work(state: State) -> float:
        state.edit()
        return state.run(*words)

    return work


def _again(*words: str) -> Callable[[State], float]:
    return lambda state: state.run(*words)


_BUILD = ("build", "--out", "build")
JOBS = (
    Job("check, first", 0.7, _cold("check")),
    Job("check, again", None, _again("check")),
    Job("checklist, first", 0.6, _cold("checklist", "1", "-o", "a.docx")),
    Job("checklist, again", 0.25, _again("checklist", "1", "-o", "a.docx")),
    Job("notice, first", 0.7, _cold("notice", "1", "-o", "a.docx")),
    Job("notice, again", 0.25, _again("notice", "1", "-o", "a.docx")),
    Job("law show, first", 0.7, _cold("law", "show", "《安全生产法》第三十三条")),
    Job("law show, again", 0.25, _again("law", "show", "《安全生产法》第三十三条")),
    Job("search, first", 1.5, _cold("search", "无证经营")),
    Job("search, again", 0.25, _again("search", "无证经营")),
    Job("search, one item changed", 0.7, _edited("search", "无证经营")),
    Job("build, cold", 4.5, _cold(*_BUILD)),
    Job("build, nothing changed", 0.5, _again(*_BUILD)),
    Job("build, one item changed", 2.5, _edited(*_BUILD)),
)


def bare(folder: Path) -> Callable[[], float]:
    """Bare mkdocs-material on the pages of this catalog, without search, as its peer."""
    from generator.building import build

    docs = folder / "docs"
    build.write_source(REPOSITORY / "catalog", None, docs)
    for path in [path for path in docs.rglob("*") if path.is_file() and path.suffix != ".md"]:
        path.unlink()
    (folder / "mkdocs.yml").write_text("site_name: bare\ntheme: {name: material}\nplugins: []\n", encoding="utf-8")

    def work() -> float:
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"], cwd=folder, capture_output=True, check=True
        )
        return time.perf_counter() - begun

    return work


def table(rounds: int, before: Path | None) -> Iterator[str]:
    """The table, a row as soon as it is measured."""
    yield "| work | now | before | now ÷ before | limit here | now ÷ limit |"
    yield "|---|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as name:
        states = [_state(Path(name) / "now", REPOSITORY)]
        states += [_state(Path(name) / "before", before)] if before else []
        stretch = 1.0
        if before:
            states[1].run("check")
            stretch = min(states[1].run("check") for _ in range(rounds)) / _CHECK_WHERE_LIMITS_WERE_SET
        yield f"| limits × {stretch:.2f} | | | | | |"
        for job in JOBS:
            taken: list[list[float]] = [[] for _ in states]
            for _ in range(rounds):
                for state, times in zip(states, taken, strict=True):
                    times.append(job.work(state))
            yield _row(job.name, taken, job.limit and job.limit * stretch)
        peer, cold = bare(Path(name) / "bare"), next(job for job in JOBS if job.name == "build, cold")
        pairs = [[cold.work(states[0]) for _ in range(rounds)], [peer() for _ in range(rounds)]]
        yield _row("build, cold (before: bare mkdocs-material on the same pages)", pairs, min(pairs[1]) * 2)


def _row(name: str, taken: Sequence[Sequence[float]], limit: float | None) -> str:
    shown = [f"{min(times):.2f} ({max(times):.2f})" for times in taken]
    ratio = f"{min(taken[0]) / min(taken[1]):.2f}" if len(taken) > 1 else "–"
    held = (f"{limit:.2f}", f"{min(taken[0]) / limit:.2f}") if limit else ("–", "–")
    return f"| {name} | {shown[0]} | {shown[1] if len(shown) > 1 else '–'} | {ratio} | {held[0]} | {held[1]} |"


def _state(folder: Path, program: Path) -> State:
    folder.mkdir()
    ignored = shutil.ignore_patterns("inbox")
    shutil.copytree(program / "catalog", folder / "catalog", ignore=ignored, symlinks=True)
    return State(program, folder)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--before", type=Path)
    asked = options.parse_args()
    lines = []
    for line in table(asked.rounds, asked.before):
        print(line, flush=True)
        lines.append(line)
    (Path(__file__).parent / "results" / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
