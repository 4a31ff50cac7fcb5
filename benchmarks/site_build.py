"""The site at scale: writing and dressing law pages, against the same laws as Markdown with Material's own search.

The corpus repeats the real texts of ../shared/statutes under other titles, each with three gists. Two peers (see
`site_peers`): the same content as an author would write it in Markdown, and headings and paragraphs alone. jieba is no
dependency: `pip install jieba` first. Ours begins with the catalog, the peers with their Markdown. All sides run as
processes of their own, in turns; seconds are of processor time, for the machine may be shared.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import site_peers
from synthetic import CATALOG, DAY, SOURCE, write_yaml

from generator.files import SourceError
from generator.law.readers import read
from generator.law.statute import Statute

REPOSITORY = Path(__file__).resolve().parent.parent
STATUTES = REPOSITORY.parent / "shared" / "statutes"
AS_OF = date.fromisoformat(DAY)
ROUNDS = 3


def all_texts() -> list[tuple[str, str]]:
    """(title, text as stored) of every file of ../shared/statutes that has articles, versions of one law included."""
    found = []
    for path in sorted(STATUTES.glob("*.md")):
        try:
            sources = list(read(path))
        except SourceError:
            continue  # a text that is no clean statute has tests of its own
        found += [(source.statute.title, _stored(source.statute)) for source in sources if source.statute.articles]
    return found


def real_texts() -> list[tuple[str, str]]:
    """One text of each law."""
    return list(dict(reversed(all_texts())).items())[::-1]


def _stored(statute: Statute) -> str:
    lines = [statute.title, *statute.preamble]
    before: tuple[Any, ...] = ()
    for article in statute.articles:
        for place, heading in enumerate(article.headings):
            if before[: place + 1] != article.headings[: place + 1]:
                lines.append(heading.text)
        before = article.headings
        first, *others = article.lines
        lines += [f"{article.label}　{first}", *others]
    return "\n".join([*lines, *statute.appendices]) + "\n"


def corpus(folder: Path, count: int, texts: Sequence[tuple[str, str]]) -> int:
    """A catalog of `count` laws with these texts in turn; returns how many articles they have."""
    write_yaml(folder / "catalog.yaml", CATALOG)
    article = re.compile(r"(?m)^第[一二三四五六七八九十百千零〇]+条　")
    articles = 0
    for number in range(count):
        title, text = texts[number % len(texts)]
        own = f"样本{number}{title.removeprefix('中华人民共和国')}"
        version = {"promulgated": "2020-01-01", "effective": "2020-03-01", "event": "公布", "source": SOURCE}
        found = [label.rstrip() for label in article.findall(text)]
        cited = dict.fromkeys((found[0], found[len(found) // 2], found[-1]))
        gists = [{"at": at, "text": f"合成的要旨，说的是{at}。", "source": SOURCE} for at in cited]
        write_yaml(
            folder / "laws" / f"law-{number:05d}.yaml",
            {"title": own, "short": own, "kind": "法律", "versions": [version], "gists": gists},
        )
        path = folder / "statutes" / f"law-{number:05d}" / "2020-03-01.txt"
        path.parent.mkdir(parents=True)
        path.write_text(text.replace(title, own), encoding="utf-8")
        articles += len(found)
    return articles


def ours(catalog: Path, site: Path, source: Path) -> dict[str, float]:
    """What one build of ours takes, step by step, and its peak memory. Runs in a process of its own."""
    from generator.garbage import passed_over, uncollected
    from generator.opening import open_view
    from generator.site import records_js, write_pages
    from generator.site.dress.dressing import dress

    taken: dict[str, float] = {}
    begin = time.process_time()

    def lap(step: str) -> None:
        nonlocal begin
        now = time.process_time()
        taken[step] = now - begin
        begin = now

    with uncollected():  # as `jianguan build` does
        view = open_view(catalog, AS_OF)
        lap("open")
        write_pages(view, source)
        lap("write")
        records_js.script(view)  # once more, to know its share of writing
        lap("records")
    with passed_over():
        dress(source, site, REPOSITORY / "mkdocs.yml")
    lap("dress")
    taken["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return taken


def material(pages: Path, site: Path, *, same: bool) -> dict[str, float]:
    """A peer, in a process of its own."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    begin = time.process_time()
    file = pages.parent / f"{pages.name}.yml"
    write_yaml(file, site_peers.settings(pages, same=same))
    build(load_config(config_file=str(file), site_dir=str(site)))
    return {"dress": time.process_time() - begin, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def child(*words: str) -> dict[str, float]:
    """Runs this program as a process of its own and reads what it measured."""
    run = subprocess.run([sys.executable, __file__, *words], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    measured: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return measured


def size_of(site: Path, pattern: str) -> tuple[int, int]:
    """How many files of a pattern, and their bytes in all."""
    sizes = [path.stat().st_size for path in site.glob(pattern)]
    return len(sizes), sum(sizes)


def measure_ours(count: int, texts: Sequence[tuple[str, str]]) -> tuple[int, dict[str, float]]:
    """One build of a corpus: articles, and what it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = corpus(folder / "catalog", count, texts)
        taken = child("--ours", *(str(folder / part) for part in ("catalog", "site", "source")))
        pages, total = size_of(folder / "site", "laws/*.html")
        taken["page_kb"] = total / pages / 1000
        taken["site_mb"] = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file()) / 1e6
        taken["records_mb"] = (folder / "site" / "search" / "records.js").stat().st_size / 1e6
        return articles, taken


def versus(count: int) -> list[tuple[str, ...]]:
    """Rounds of all sides in turns; the ratios of their times."""
    from generator.opening import open_view

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = corpus(folder / "catalog", count, real_texts())
        view = open_view(folder / "catalog", AS_OF)
        site_peers.same_pages(view, folder / "same")
        site_peers.bare_pages(view, folder / "bare")
        own: list[dict[str, float]] = []
        peers: dict[str, list[dict[str, float]]] = {"same": [], "bare": []}
        for turn in range(ROUNDS):
            own.append(child("--ours", *(str(folder / f"{part}") for part in ("catalog", "site", f"source{turn}"))))
            for peer, taken in peers.items():
                taken.append(child(f"--{peer}", str(folder / peer), str(folder / f"peer-{peer}")))
        whole = [taken["open"] + taken["write"] + taken["dress"] for taken in own]
        return [
            _versus(
                f"{count} laws, {articles} articles; the peer: {what}", whole, [taken["dress"] for taken in peers[peer]]
            )
            for peer, what in (("same", "the same content"), ("bare", "headings and paragraphs alone"))
        ]


def _versus(what: str, own: list[float], peer: list[float]) -> tuple[str, ...]:
    ratios = [other / mine for mine, other in zip(own, peer, strict=True)]
    spread = f"{min(ratios):.2f} / {statistics.median(ratios):.2f} / {max(ratios):.2f}"
    return what, f"{statistics.median(own):.1f} s", f"{statistics.median(peer):.1f} s", spread


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--ours", nargs=3)
    options.add_argument("--same", nargs=2)
    options.add_argument("--bare", nargs=2)
    options.add_argument("--versus", type=int, default=1000)
    options.add_argument("--sizes", type=int, nargs="*", default=[0, 100, 1000, 3500], help="0: every real text once")
    chosen = options.parse_args()
    if chosen.ours:
        print(json.dumps(ours(*map(Path, chosen.ours))))
        return
    if pages := chosen.same or chosen.bare:
        print(json.dumps(material(*map(Path, pages), same=bool(chosen.same))))
        return
    if importlib.util.find_spec("jieba") is None:
        sys.exit("没有安装 jieba（pip install jieba），不能比较")
    if not STATUTES.is_dir():
        sys.exit("没有法律文本（../shared/statutes），不能比较")
    rows = [("what", "ours", "Material + jieba", "how many times faster, min / median / max"), *versus(chosen.versus)]
    rows.append(("size", "open / write / dress s", "peak MB", "KB a page, MB of site, MB of records"))
    for size in chosen.sizes:
        texts = real_texts() if size else all_texts()
        articles, taken = measure_ours(size or len(texts), texts)
        what = f"{size} laws" if size else f"every text of ../shared/statutes ({len(texts)})"
        rows.append(
            (
                f"{what}, {articles} articles",
                f"{taken['open']:.1f} / {taken['write']:.1f} / {taken['dress']:.1f}",
                f"{taken['MB']:.0f}",
                f"{taken['page_kb']:.1f}, {taken['site_mb']:.0f}, {taken['records_mb']:.1f}",
            )
        )
    table = "\n".join("\t".join(row) for row in rows)
    print(table)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "site_build.tsv").write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
