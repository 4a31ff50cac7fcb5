"""A corpus of 3,500 laws: reading, importing, importing again, and whether `law show` and `check` feel its size.

The corpus repeats the real texts of ../shared/statutes under other titles; one real law is held back, imported last
and read back from the store. Peers, in the same run: splitting the text with one regular expression (parse), copying
the same files beside and renaming them (import), looking for 第…条 alone (references), the smallest corpus (growth).
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator import files
from generator.catalog.names import LawNames
from generator.law.citation import Place
from generator.law.readers import read
from generator.law.references import References
from generator.law.store import Texts
from generator.opening import examine
from generator.verification.importing import Options, Outcome, files_in, import_files

REPOSITORY = Path(__file__).resolve().parent.parent
STATUTES = REPOSITORY.parent / "shared" / "statutes"
SIZES, ROUNDS = (100, 1_000, 3_500), 5
HELD_BACK = "防震减灾法__JUST.md"
NAMED = re.compile(r"第[一二三四五六七八九十百零〇]+条")
ARTICLE = re.compile(r"(?m)^\**第[一二三四五六七八九十百零〇]+条\**")


def corpus(folder: Path, count: int) -> None:
    """`count` laws, the real ones over and over, each copy with a title and a version day of its own."""
    real = [path for path in sorted(STATUTES.glob("*__LRB.md")) if path.name != HELD_BACK]
    real += [
        path for path in sorted(STATUTES.glob("*__WAYS.md")) if "判定标准" not in path.name and "〔" not in path.name
    ]
    for number in range(count):
        path = real[number % len(real)]
        text = path.read_text(encoding="utf-8")
        title = next(line[2:] for line in text.splitlines() if line.startswith("# "))
        own = f"样本{number}{title}"
        day = f"20{30 + number % 60}-01-01"
        (folder / f"{own}({day}).md").write_text(text.replace(title, own), encoding="utf-8")


def timed(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def command(catalog: Path, *words: str) -> Callable[[], object]:
    """A command of the installed program, as a process of its own."""
    program = Path(sys.executable).with_name("jianguan")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795392000"}
    arguments = [str(program), *words, "--catalog", str(catalog)]
    return lambda: subprocess.run(arguments, check=False, capture_output=True, env=environment)


def spread(values: list[float], unit: float = 1.0) -> str:
    return f"{min(values) * unit:.2f} / {statistics.median(values) * unit:.2f} / {max(values) * unit:.2f}"


def parse_rows(paths: list[Path]) -> list[tuple[str, str, str, str]]:
    megabytes = sum(path.stat().st_size for path in paths) / 1e6
    ours, peer, counts = [], [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda: counts.append(sum(len(s.statute.articles) for p in paths for s in read(p)))))
        peer.append(timed(lambda: [ARTICLE.split(path.read_text(encoding="utf-8")) for path in paths]))
    ratios = [one / other for one, other in zip(ours, peer, strict=True)]
    what = f"parse {len(paths)} laws, {megabytes:.1f} MB, {counts[0]} articles, one core"
    speed = f"{megabytes / statistics.median(ours):.1f} MB/s"
    return [(what, speed, f"{megabytes / statistics.median(peer):.1f} MB/s (regex split)", spread(ratios))]


def reference_rows(paths: list[Path]) -> list[tuple[str, str, str, str]]:
    """Finding every reference in every article; the peer only looks for 第…条."""
    laws = [source.statute for path in paths for source in read(path)]
    megabytes = sum(len(line.encode()) for law in laws for article in law.articles for line in article.lines) / 1e6
    counts: list[int] = []

    def find() -> None:
        total = 0
        for law in laws:
            references = References(law)
            total += sum(
                len(references.find(line, at)) for article in law.articles for at, line in article.placed_lines
            )
        counts.append(total)

    ours, peer = [], []
    for _ in range(ROUNDS):
        ours.append(timed(find))
        peer.append(
            timed(lambda: [NAMED.findall(line) for law in laws for article in law.articles for line in article.lines])
        )
    ratios = [one / other for one, other in zip(ours, peer, strict=True)]
    speed = f"{megabytes / statistics.median(ours):.1f} MB/s"
    what = f"references in {len(laws)} laws, {megabytes:.1f} MB, {counts[0]} found, one core"
    return [(what, speed, f"{megabytes / statistics.median(peer):.1f} MB/s (第…条 only)", spread(ratios))]


def imported(paths: list[Path], catalog: Path, register: LawNames) -> list[Outcome]:
    with files.changing(catalog) as change:
        outcomes = list(import_files(paths, catalog / "statutes", register, Options(), change))
        change.commit()
    return outcomes


def import_rows(source: Path, catalog: Path) -> list[tuple[str, str, str, str]]:
    register = examine(catalog, date(2026, 11, 23)).sound.register
    target = catalog / "statutes"
    paths = files_in([source])
    first = timed(lambda: imported(paths, catalog, register))
    again = [timed(lambda: imported(paths, catalog, register)) for _ in range(3)]
    copies = source.parent / "copies"

    def copy() -> None:
        for path in paths:
            files.write_file(copies / path.name, path.read_bytes())

    peer = timed(copy)
    shutil.rmtree(copies)
    stored = sum(1 for _ in target.rglob("*.txt"))
    return [
        (
            f"import {len(paths)} laws ({stored} stored)",
            f"{first:.1f} s",
            f"{peer:.1f} s (copy and rename)",
            f"{first / peer:.2f}",
        ),
        ("import them again, unchanged", f"{statistics.median(again):.2f} s", "–", "–"),
    ]


def growth_rows(source: Path, folder: Path) -> list[tuple[str, str, str, str]]:
    """`law show`, `check` and `law status` with 100, 1,000, 3,500 laws stored, rounds interleaved."""
    catalogs = {}
    for size in SIZES:
        catalogs[size] = folder / f"catalog-{size}"
        shutil.copytree(REPOSITORY / "catalog", catalogs[size], ignore=shutil.ignore_patterns("statutes*"))
        register = examine(catalogs[size], date(2026, 11, 23)).sound.register
        imported(files_in([source])[:size], catalogs[size], register)
    rows = []
    title = files_in([source])[0].name.partition("(")[0]
    for words in (("law", "show", f"《{title}》第二条", "--as-of", "2099-01-01"), ("check",)):
        taken: dict[int, list[float]] = {size: [] for size in SIZES}
        for _ in range(ROUNDS):
            for size in SIZES:
                taken[size].append(timed(command(catalogs[size], *words)))
        medians = " / ".join(f"{statistics.median(taken[size]):.2f}" for size in SIZES)
        ratios = [big / small for big, small in zip(taken[SIZES[-1]], taken[SIZES[0]], strict=True)]
        rows.append(
            (
                f"{' '.join(words[:2]) if words[0] == 'law' else words[0]}, {'/'.join(map(str, SIZES))} laws",
                f"{medians} s",
                "the smallest",
                spread(ratios),
            )
        )
    return rows


def held_back_row(catalog: Path) -> tuple[str, str, str, str]:
    register = examine(catalog, date(2026, 11, 23)).sound.register
    [outcome] = imported([STATUTES / HELD_BACK], catalog, register)
    assert outcome.day is not None
    stored = Texts([catalog / "statutes"]).get(outcome.key, outcome.day)
    original = next(read(STATUTES / HELD_BACK)).statute
    same = stored == original and bool(stored and stored.lines(Place(24)))
    return (
        f"held-back law read back from among them ({len(original.articles)} articles)",
        "equal" if same else "DIFFERENT",
        "–",
        "–",
    )


def main() -> None:
    if not STATUTES.is_dir():
        sys.exit("没有法律文本（../shared/statutes），不能比较")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "corpus"
        source.mkdir()
        corpus(source, SIZES[-1])
        catalog = folder / "catalog"
        shutil.copytree(REPOSITORY / "catalog", catalog, ignore=shutil.ignore_patterns("statutes*"))
        rows = [
            *parse_rows(files_in([source])),
            *reference_rows(files_in([source])[:500]),
            *import_rows(source, catalog),
            held_back_row(catalog),
            *growth_rows(source, folder),
        ]
    table = "\n".join("\t".join(row) for row in [("what", "ours", "peer", "ratio min / median / max"), *rows])
    print(table)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "law_corpus.tsv").write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
