"""The local index against SQLite FTS5 on pre-split bigrams: build, update, queries, in one run, as ratios.

Texts are real articles from ../shared/statutes, repeated to 16,000; without them it says so and ends.
"""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from search_index import Entry, build, open_index
from search_index.schema import searched_text

REPOSITORY = Path(__file__).resolve().parent.parent
STATUTES = REPOSITORY.parent / "shared" / "statutes"
COUNT, QUERIES, ROUNDS, EDITS = 16_000, 150, 3, 12
ARTICLE = re.compile(r"(?ms)^\**第[一二三四五六七八九十百零〇]+条\**.*?(?=^\**第[一二三四五六七八九十百零〇]+条|\Z)")


def articles() -> list[Entry]:
    texts = [
        re.sub(r"\s+", "", match.group())
        for path in sorted(STATUTES.glob("*.md"))
        for match in ARTICLE.finditer(path.read_text(encoding="utf-8"))
    ]
    return [
        Entry(f"article/{n}", "article", f"第{n}条", f"{texts[n % len(texts)]}{n}", f"x#{n}", law=f"第{n // 100}号法")
        for n in range(COUNT)
    ]


def bigrams(text: str) -> str:
    return " ".join(text[at : at + 2].encode().hex() for at in range(len(text) - 1))


class Fts5:
    """The peer: a phrase query over pre-split bigrams."""

    def __init__(self, path: Path, entries: list[Entry]) -> None:
        self.base = sqlite3.connect(path)
        self.base.execute("create virtual table t using fts5(grams, content='')")
        self.base.executemany(
            "insert into t(rowid, grams) values (?, ?)", ((n, bigrams(searched_text(e))) for n, e in enumerate(entries))
        )
        self.base.commit()

    def matching(self, query: str) -> set[int]:
        found = self.base.execute("select rowid from t where t match ?", (f'"{bigrams(query)}"',))
        return {row[0] for row in found}

    def best(self, query: str) -> list[int]:
        found = self.base.execute(
            "select rowid from t where t match ? order by rank limit 10", (f'"{bigrams(query)}"',)
        )
        return [row[0] for row in found]


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)] * 1000


def row(name: str, ours: list[float], theirs: list[float], unit: str, scale: float = 1.0) -> str:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    return (
        f"{name}\t{statistics.median(ours) * scale:.2f} {unit}\t{statistics.median(theirs) * scale:.2f} {unit}"
        f"\t{low:.2f} / {middle:.2f} / {high:.2f}"
    )


def main() -> None:
    if not STATUTES.is_dir():
        print("没有法律文本（../shared/statutes），不能测量")
        return
    entries = articles()
    chosen = random.Random(16)
    lines = [f"{COUNT} 条，每种查询 {QUERIES} 个，{ROUNDS} 轮\tours\tSQLite FTS5\tratio min / median / max"]
    cold: tuple[list[float], list[float]] = ([], [])
    updates: list[float] = []
    queries: dict[int, tuple[list[float], list[float]]] = {length: ([], []) for length in (2, 3, 4, 8, 20, 60)}
    long_enough = {length: [entry for entry in entries if len(entry.text) > length] for length in queries}
    recalls = []
    with tempfile.TemporaryDirectory() as name:
        for turn in range(ROUNDS):
            base, held = Path(name) / f"peer{turn}.db", [b""]
            cold[0].append(timed(lambda held=held: held.append(build(entries)[0])))
            peer: list[Fts5] = []
            cold[1].append(timed(lambda base=base, peer=peer: peer.append(Fts5(base, entries))))
            for number in range(EDITS):
                edited = [
                    Entry("article/7", "article", "第七条", f"改过 {number} 次的一条", "x"),
                    *entries[:7],
                    *entries[8:],
                ]
                updates.append(timed(lambda edited=edited, held=held: held.append(build(edited, held.pop())[0])))
            index = open_index(build(entries, held[-1])[0])
            for length, times in queries.items():
                ours, theirs = [], []
                for _ in range(QUERIES):
                    text = chosen.choice(long_enough[length]).text
                    start = chosen.randrange(len(text) - length)
                    query = text[start : start + length]
                    ours.append(timed(lambda query=query, index=index: index.search(query)))
                    theirs.append(timed(lambda query=query, peer=peer: peer[0].best(query)))
                    truth = {entry.key for entry in entries if query in entry.text}
                    recalls.append(len(truth & index.matching_keys(query)) / len(truth))
                times[0].append(p95(ours) / 1000)
                times[1].append(p95(theirs) / 1000)
    lines.append(row("cold build", *cold, "s"))
    lines.append(
        f"update after one edit, median / slowest\t{statistics.median(updates):.2f} / {max(updates):.2f} s\t–\t–"
    )
    for length, times in queries.items():
        lines.append(row(f"p95 query of {length} characters, best 10", *times, "ms", 1000))
    lines.append(f"recall of substrings\t{min(recalls):.3f} (lowest of {len(recalls)})\t–\t–")
    report = "\n".join(lines) + "\n"
    print(report, end="")
    results = REPOSITORY / "benchmarks" / "results"
    results.mkdir(exist_ok=True)
    (results / "local_search.tsv").write_text(report, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
