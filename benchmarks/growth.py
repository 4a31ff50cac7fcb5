"""How the commands grow with the catalog: processor seconds and memory of `check`, `build` and `checklist`.

The peer is the size before: a slope of 1 is growth in proportion, 2 is everything against everything. Catalogs are
synthetic (`synthetic.py`); every command runs as a process of its own, whose seconds are of processor time, for the
machine may be shared.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import synthetic

REPOSITORY = Path(__file__).resolve().parent.parent
CHECKS = 10
"""How many checks an item has."""

_LOOK_EVERY = 0.05


@dataclass(frozen=True)
class Taken:
    """What a process and those it started took: seconds of processor time, megabytes at their most together."""

    seconds: float
    megabytes: float


def run(folder: Path, catalog: Path, *words: str) -> Taken:
    """Run a command on a catalog, remembering nothing of an earlier run. Raises RuntimeError where it fails."""
    with tempfile.TemporaryDirectory(dir=folder) as cache, Path(os.devnull).open("wb") as nowhere:
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795392000", "XDG_CACHE_HOME": cache}
        command = [sys.executable, "-m", "generator", *words, "--catalog", str(catalog)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=nowhere)
        most = 0.0
        while process.poll() is None:
            most = max(most, sum(map(megabytes, family(process.pid))))
            time.sleep(_LOOK_EVERY)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, most)


def family(process: int) -> Iterator[int]:
    """A process and all it started."""
    yield process
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from family(int(child))


def megabytes(process: int) -> float:
    """The memory of a process; of what it shares with others, its share."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("Pss:"))) / 1024
    return 0.0


def slope(sizes: tuple[int, int], amounts: tuple[float, float]) -> str:
    """The power of the size with which an amount grows."""
    return f"{math.log(amounts[1] / amounts[0]) / math.log(sizes[1] / sizes[0]):.2f}"


def rows(what: str, taken: Iterable[tuple[int, Taken]]) -> Iterator[str]:
    """A row a size as soon as it is measured, each against the one before."""
    before: tuple[int, Taken] | None = None
    for size, now in taken:
        slopes, more = ("–", "–"), "–"
        if before is not None:
            sizes = before[0], size
            slopes = (
                slope(sizes, (before[1].seconds, now.seconds)),
                slope(sizes, (before[1].megabytes, now.megabytes)),
            )
            more = f"{(now.megabytes - before[1].megabytes) / (size - before[0]):.2f}"
        yield f"| {what} | {size} | {now.seconds:.1f} | {slopes[0]} | {now.megabytes:.0f} | {slopes[1]} | {more} |"
        before = size, now


def each(sizes: Sequence[int], taken: Callable[[int, Path], Taken]) -> Iterator[tuple[int, Taken]]:
    """What every size takes, in a folder of its own."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            yield size, taken(size, Path(name))


def of_catalogs(command: str, items: Sequence[int], laws: int) -> Iterator[str]:
    """A command over catalogs of so many items."""

    def taken(size: int, folder: Path) -> Taken:
        catalog = synthetic.catalog(folder / "catalog", items=size, laws=laws, checks=CHECKS)
        return run(folder, catalog, command, *(("--out", str(folder / "out")) if command == "build" else ()))

    yield from rows(f"`{command}`, {laws} laws, by items", each(items, taken))


def of_checks(checks: Sequence[int]) -> Iterator[str]:
    """The first checklist of an item with so many checks."""

    def taken(size: int, folder: Path) -> Taken:
        catalog = synthetic.catalog(folder / "catalog", items=1, laws=60, checks=size)
        return run(folder, catalog, "checklist", "1", "-o", str(folder / "made.docx"))

    yield from rows("`checklist`, by checks", each(checks, taken))


def table(options: argparse.Namespace) -> Iterator[str]:
    """All rows; those of `build` with many laws only for the fewest items, because `check` shows what they do to it."""
    yield "| what | size | CPU s | slope | MB | slope | MB more for each |"
    yield "|---|---|---|---|---|---|---|"
    few, many = options.laws[0], options.laws[-1]
    for laws in options.laws:
        yield from of_catalogs("check", options.items, laws)
    yield from of_catalogs("build", options.items, few)
    if many != few:
        yield from of_catalogs("build", options.items[:1], many)
    yield from of_checks(options.checks)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--items", type=int, nargs="+", default=[200, 1000, 2000])
    options.add_argument("--laws", type=int, nargs="+", default=[60, 600])
    options.add_argument("--checks", type=int, nargs="+", default=[250, 500, 1000, 2000])
    lines = []
    for line in table(options.parse_args()):
        print(line, flush=True)
        lines.append(line)
    (Path(__file__).parent / "results" / "growth.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
