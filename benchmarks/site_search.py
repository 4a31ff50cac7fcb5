"""The search in the page, in a real Chromium from file://, against a plain String.includes scan of the same text.

Real articles from ../shared/statutes, repeated to 800, 20,000 and 60,000. Prints what a reader waits for: loading (script
read, text prepared) and one answer, as milliseconds and as a ratio to the peer in the same run.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from local_search import ARTICLE, STATUTES

from generator.law.numerals import to_chinese
from generator.records import Record
from generator.site import ASSETS, records_js

REPOSITORY = Path(__file__).resolve().parent.parent
SIZES, ROUNDS, QUERIES, PER_LAW = (800, 20_000, 60_000), 5, 60, 100
SCRIPTS = [f"{name}.js" for name in ["text", "likeness", "names", "corpus", "terms", "filters", "engine", "show"]]

_MEASURE = """async ([scripts, queries]) => {
  const add = (src) => new Promise((done) => { const e = document.createElement("script"); e.src = src; e.onload = done; document.head.append(e); });
  for (const name of scripts) await add(name);
  const started = performance.now();
  await add("records.js");
  const read = performance.now();
  const engine = JianguanEngine(jianguanRecords);
  const ready = performance.now();
  const texts = engine.entries.map((entry) => `${entry.title}\\n${entry.gist}\\n${entry.text}`);
  const ours = [], theirs = [];
  for (const query of queries) {
    let from = performance.now();
    engine.search(query);
    ours.push(performance.now() - from);
    from = performance.now();
    const found = [];
    texts.forEach((text, i) => { if (text.includes(query)) found.push(i); });
    theirs.push(performance.now() - from);
  }
  return { read: read - started, prepare: ready - read, ours, theirs, memory: performance.memory.usedJSHeapSize };
}"""


def articles(count: int) -> list[Record]:
    texts = [
        match.group() for path in sorted(STATUTES.glob("*.md")) for match in ARTICLE.finditer(path.read_text("utf-8"))
    ]
    made: list[Record] = []
    for number in range(count):
        law, place = divmod(number, PER_LAW)
        title, url, label = f"第{to_chinese(law + 1)}号安全管理条例", f"laws/{law}.html", f"第{to_chinese(place + 1)}条"
        if not place:
            made.append(Record(f"law/{law}", "law", title, "", url, laws=(title,), statuses=("施行中",)))
        words = " ".join(texts[number % len(texts)].split()) + str(number)
        anchor = f"{url}#art_{place + 1}"
        made.append(
            Record(
                f"article/{number}", "article", f"《{title}》{label}", words, anchor, laws=(title,), articles=(label,)
            )
        )
    return made


def queries(records: list[Record], chosen: random.Random) -> list[str]:
    """Phrases of 2 to 20 characters, law + article, and questions nobody wrote in these words."""
    texts = [record.text for record in records if record.kind == "article"]
    made = []
    for length in (2, 4, 8, 20):
        for _ in range(QUERIES // 6):
            text = chosen.choice(texts)
            start = chosen.randrange(max(1, len(text) - length))
            made.append(text[start : start + length])
    laws = [record.title for record in records if record.kind == "law"]
    made += [f"{chosen.choice(laws)}第{chosen.randrange(1, 100)}条" for _ in range(QUERIES // 6)]
    made += [
        "无证经营处罚",
        "重大危险源备案",
        "应急演练多久一次",
        "特种作业无证上岗",
        "主要负责人不履行职责怎么处罚",
        "拒绝检查怎么处罚",
    ]
    return [*made, "anquanguanli", "aqgltl", "隐患排查台账没有建立", "危险化学品仓库储存超量"]


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    from playwright.sync_api import sync_playwright

    if not STATUTES.is_dir():
        print("没有法律文本（../shared/statutes），不能测量")
        return
    lines = [
        "articles\trecords.js\tread\tprepare\tanswer median / p95 / slowest\tincludes scan median / p95\tratio of means, min / median / max\tmemory"
    ]
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as name:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-headless-shell"), args=["--no-sandbox"]
        )
        folder = Path(name)
        for script in SCRIPTS:
            (folder / script).write_bytes((ASSETS / "search" / script).read_bytes())
        (folder / "index.html").write_text("<!doctype html><meta charset=utf-8>", "utf-8")
        for size in SIZES:
            made = articles(size)
            (folder / "records.js").write_text(records_js.written(made, {"危化品": "危险化学品"}), "utf-8")
            asked = queries(made, random.Random(20))
            rounds = [_one(browser, folder, asked) for _ in range(ROUNDS)]
            lines.append(_line(size, (folder / "records.js").stat().st_size, rounds))
            print(lines[-1], flush=True)
        browser.close()
    report = "\n".join(lines) + "\n"
    (REPOSITORY / "benchmarks" / "results" / "site_search.tsv").write_text(report, encoding="utf-8")


def _one(browser: Any, folder: Path, asked: list[str]) -> dict[str, Any]:
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    measured: dict[str, Any] = page.evaluate(_MEASURE, [list(SCRIPTS), asked])
    page.close()
    return measured


def _line(size: int, length: int, rounds: list[dict[str, Any]]) -> str:
    """Times of a query are the least of its rounds: what others do on the machine only adds; the slowest is of all."""

    def least(key: str) -> float:
        return min(one[key] for one in rounds)

    ours = [min(times) for times in zip(*(one["ours"] for one in rounds), strict=True)]
    theirs = [min(times) for times in zip(*(one["theirs"] for one in rounds), strict=True)]
    slowest = max(value for one in rounds for value in one["ours"])
    ratios = [statistics.mean(one["ours"]) / statistics.mean(one["theirs"]) for one in rounds]
    return (
        f"{size}\t{length / 1e6:.1f} MB\t{least('read'):.0f} ms\t{least('prepare'):.0f} ms"
        f"\t{statistics.median(ours):.1f} / {p95(ours):.1f} / {slowest:.1f} ms"
        f"\t{statistics.median(theirs):.1f} / {p95(theirs):.1f} ms"
        f"\t{min(ratios):.2f} / {statistics.median(ratios):.2f} / {max(ratios):.2f}\t{least('memory') / 1e6:.0f} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
