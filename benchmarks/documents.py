"""A checklist of 40 rows for many units: ours against docxtpl, python-docx, docxtemplater and the limit, in one run.

Every route writes the same document to a folder in memory (/dev/shm where there is one). Rounds are paired: each route
runs once a round, and a ratio is taken within its round. `--large` adds 100,000 rows from .xlsx and the memory at
1,000,000 rows from .csv through the command itself.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate

from generator import word
from generator.bulk.columns import columns_of
from generator.bulk.run import ROWS_AT_ONCE
from generator.bulk.work import Group, Job, fill_groups
from generator.files import archives
from generator.opening import open_view
from generator.word.forms.duties import grouped
from generator.word.forms.showing import show
from generator.word.paper import sdt

REPOSITORY = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")
FIELDS = ("unit", "person", "phone", "address", "place", "inspector-1", "certificate-1", "inspector-2", "certificate-2")
ROWS, IN_ZIP, ROUNDS = 40, 20, 7
OURS, THEIRS = 6_000, 12
WARM = 8
"""Batches both processes have filled before the clock runs."""

NODE = """
const [pizzip, templater, file, out, count, rows] = process.argv.slice(1);
const PizZip = require(pizzip), Docxtemplater = require(templater), fs = require("fs");
const template = fs.readFileSync(file), values = JSON.parse(fs.readFileSync(rows, "utf8"));
const run = (from, to) => { for (let i = from; i < to; i++) {
  const made = new Docxtemplater(new PizZip(template), {linebreaks: true});
  made.render(values[i % values.length]);
  fs.writeFileSync(`${out}/${i}.docx`, made.getZip().generate({type: "nodebuffer", compression: "DEFLATE"}));
} };
run(0, 3);
const begin = process.hrtime.bigint(); run(3, 3 + +count);
console.log(Number(process.hrtime.bigint() - begin) / 1e9 / +count);
"""


def row(number: int) -> list[str]:
    """The values of one unit."""
    return [
        f"淮安市某某&化工有限公司{number // IN_ZIP:05d}", f"张三{number}", f"0517-8{number % 10**7:07d}",
        f"淮安市清江浦区某某路{number % 999 + 1}号", "生产车间", "李四", "AB0001", "王五", "AB0002",
    ]  # fmt: skip


class Bench:
    """The document, its templates for each route, and a folder in memory to write to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.view = open_view(REPOSITORY / "catalog", date(2026, 11, 23))
        self.kind = self.view.document("checklist")
        for count in (1, 2, 3, 4):
            sets = itertools.combinations(self.view.items, count)
            self.items = next((some for some in sets if sum(len(g.duties) for g in grouped(some)) == ROWS), ())
            if self.items:
                break
        self.blank = word.blank(self.view, self.kind, self.items)
        heads = [spec.label for tag in FIELDS if (spec := self.blank.field(tag))]
        self.columns = columns_of(heads, self.blank.fields, self.blank.title, None)
        self.template(folder / "docxtpl.docx", "{{{{ {} }}}}")
        self.template(folder / "docxtemplater.docx", "{{{}}}")
        self.template(folder / "plain.docx", "{}")

    def template(self, path: Path, token: str) -> None:
        values = {tag: token.format(tag.replace("-", "_")) for tag in FIELDS}
        path.write_bytes(word.document(self.view, self.kind, self.items, values))

    def named(self, number: int) -> dict[str, str]:
        return dict(zip((tag.replace("-", "_") for tag in FIELDS), row(number), strict=True))

    def job(self, *, zipped: bool) -> Job:
        return Job(
            {frozenset(): zlib.compress(self.blank.as_json().encode())}, self.columns, zipped, False, str(self.out())
        )

    def out(self) -> Path:
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        (self.folder / "out").mkdir()
        return self.folder / "out"


def timed(count: int, action: Callable[[], object]) -> float:
    """Seconds a document."""
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) / count


def groups(count: int, in_zip: int) -> list[list[Group]]:
    """Batches of groups, as a run hands them to its workers."""
    made = [
        Group(
            f"{at:06d}.zip" if in_zip > 1 else f"{at:06d}.docx",
            [(n, row(n), f"{n:06d}") for n in range(at, at + in_zip)],
        )
        for at in range(0, count, in_zip)
    ]
    each = max(ROWS_AT_ONCE // in_zip, 1)
    return [made[at : at + each] for at in range(0, len(made), each)]


def documents(batches: list[list[Group]]) -> int:
    """How many documents batches hold."""
    return sum(len(group.rows) for some in batches for group in some)


def ours(bench: Bench, in_zip: int) -> float:
    job, batches = bench.job(zipped=in_zip > 1), groups(OURS, in_zip)
    key = job.key
    fill_groups(key, job, batches.pop())
    return timed(documents(batches), lambda: [fill_groups(key, job, batch) for batch in batches])


def ours_two(bench: Bench, pool: ProcessPoolExecutor) -> float:
    """As a run does, after both processes have read the blank."""
    job, batches = bench.job(zipped=True), groups(OURS * 2, IN_ZIP)
    key = job.key

    def run(some: list[list[Group]]) -> None:
        list(pool.map(fill_groups, [key] * len(some), [job] * len(some), some))

    run(batches[:WARM])
    shutil.rmtree(bench.folder / "out")
    (bench.folder / "out").mkdir()
    return timed(documents(batches[WARM:]), lambda: run(batches[WARM:]))


def limit(bench: Bench) -> float:
    """The bytes of the zips ours writes, written again into the same archives."""
    job = bench.job(zipped=True)
    for batch in groups(OURS // 12, IN_ZIP):
        fill_groups(job.key, job, batch)
    contents = []
    for path in sorted((bench.folder / "out").glob("*.zip")):
        stream = BytesIO(path.read_bytes())
        entries = list(archives.complete_entries(stream))
        raw = stream.getvalue()
        contents.append([(e.name, raw[e.at + 30 + len(e.name.encode()) :][: e.size], e.crc) for e in entries])
    out = bench.out()

    def write() -> None:
        for at, entries in enumerate(contents):
            with (out / f"{at}.zip").open("wb", buffering=0) as stream:
                stream.write(archives.archive_of(iter(entries)))

    return timed(OURS // 12, write)


def by_docxtpl(bench: Bench) -> float:
    out = bench.out()

    def run() -> None:
        for number in range(THEIRS):
            template = DocxTemplate(str(bench.folder / "docxtpl.docx"))
            template.render(bench.named(number), autoescape=True)
            template.save(str(out / f"{number}.docx"))

    return timed(THEIRS, run)


def by_python_docx(bench: Bench) -> float:
    out = bench.out()

    def run() -> None:
        for number in range(THEIRS):
            document = Document(str(bench.folder / "plain.docx"))
            values = dict(zip(FIELDS, row(number), strict=True))
            for control in sdt.controls_in(document.element.body):
                if (tag := sdt.tag_of(control)) in values:
                    show(control, values[tag])
            document.save(str(out / f"{number}.docx"))

    return timed(THEIRS, run)


def docxtemplater(bench: Bench) -> Callable[[], float] | None:
    """A round of docxtemplater; None where node or its packages are not to be had."""
    node, npm, modules = shutil.which("node"), shutil.which("npm"), bench.folder / "npm"
    if node is None or npm is None:
        return None
    modules.mkdir()
    command = [
        npm,
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(modules),
        "docxtemplater",
        "pizzip",
    ]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return None
    (bench.folder / "values.json").write_text(
        json.dumps([bench.named(number) for number in range(100)]), encoding="utf-8"
    )
    paths = [str(modules / "node_modules" / name) for name in ("pizzip", "docxtemplater")]

    def run() -> float:
        words = [
            *paths,
            str(bench.folder / "docxtemplater.docx"),
            str(bench.out()),
            str(THEIRS),
            str(bench.folder / "values.json"),
        ]
        done = subprocess.run([node, "-e", NODE, *words], capture_output=True, text=True, check=True)
        return float(done.stdout)

    return run


def spread(values: list[float], shape: str) -> str:
    return " / ".join(format(value, shape) for value in (min(values), statistics.median(values), max(values)))


def table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    heads = (
        "route",
        "µs a document, min / median / max",
        "× docxtpl, min / median / max",
        "% of the limit, min / median / max",
    )
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(each)} |" for each in rows)


def compare(bench: Bench) -> Iterator[str]:
    with ProcessPoolExecutor(2) as pool:
        routes: dict[str, Callable[[], float]] = {
            "docxtpl": lambda: by_docxtpl(bench),
            "python-docx, a template filled": lambda: by_python_docx(bench),
            "ours, files": lambda: ours(bench, 1),
            "ours, zips": lambda: ours(bench, IN_ZIP),
            "ours, zips, two processes": lambda: ours_two(bench, pool),
            "limit: the same bytes into the same zips": lambda: limit(bench),
        }
        peer = docxtemplater(bench)
        if peer is not None:
            routes = {"docxtpl": routes.pop("docxtpl"), "docxtemplater (node)": peer, **routes}
        seconds: dict[str, list[float]] = {name: [] for name in routes}
        for _ in range(ROUNDS):
            for name, run in routes.items():
                seconds[name].append(run())
    rows = []
    for name, taken in seconds.items():
        ratios = [peer_s / own for peer_s, own in zip(seconds["docxtpl"], taken, strict=True)]
        shares = [100 * least / own for least, own in zip(list(seconds.values())[-1], taken, strict=True)]
        rows.append((name, spread([s * 1e6 for s in taken], ".0f"), spread(ratios, ".1f"), spread(shares, ".1f")))
    yield from table(rows)
    two = [one / other for one, other in zip(seconds["ours, zips"], seconds["ours, zips, two processes"], strict=True)]
    yield f"\ntwo processes × one: {spread(two, '.2f')}"
    job = bench.job(zipped=True)
    fill_groups(job.key, job, groups(IN_ZIP, IN_ZIP)[0])
    made = next((bench.folder / "out").glob("*.zip")).read_bytes()
    size = next(archives.complete_entries(BytesIO(made))).size
    yield f"a document of {ROWS} rows: {size} bytes in bulk, {len((bench.folder / 'plain.docx').read_bytes())} alone"
    yield f"memory of this process at its most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def command(bench: Bench, rows: Path, out: Path) -> str:
    """Wall time and the most memory of the command and its workers together."""
    program = Path(sys.executable).with_name("jianguan")
    items = [str(item.item.number) for item in bench.items]
    words = [
        "fill",
        "checklist",
        *items,
        "--rows",
        str(rows),
        "--out",
        str(out),
        "--catalog",
        str(REPOSITORY / "catalog"),
    ]
    begin, most = time.perf_counter(), 0
    running = subprocess.Popen([str(program), *words, "--as-of", "2026-11-23"], stdout=subprocess.DEVNULL)
    while running.poll() is None:
        most = max(most, sum(memory(pid) for pid in family(running.pid)))
        time.sleep(0.2)
    seconds = time.perf_counter() - begin
    return f"{seconds:.1f} s, {most / 1e6:.0f} MB, exit {running.returncode}"


def family(pid: int) -> Iterator[int]:
    yield pid
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for child in children.read_text().split() if children.exists() else ():
        yield from family(int(child))


def memory(pid: int) -> int:
    """Proportional memory of a process: what it shares counts once over all."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def large(bench: Bench, many: int) -> Iterator[str]:
    from xlsxwriter import Workbook

    heads = [spec.label for tag in FIELDS if (spec := bench.blank.field(tag))]
    path = bench.folder / "rows.xlsx"
    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for at, cells in enumerate(itertools.chain([heads], (row(n) for n in range(100_000)))):
        for column, text in enumerate(cells):
            sheet.write_string(at, column, text)
    book.close()
    for _ in range(3):
        yield f"100,000 rows of .xlsx into zips of {IN_ZIP}: {command(bench, path, bench.folder / 'large')}"
        shutil.rmtree(bench.folder / "large")
    path = bench.folder / "rows.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(itertools.chain([heads], (row(n) for n in range(many))))
    with tempfile.TemporaryDirectory(dir=os.environ.get("JIANGUAN_BENCH_DISK")) as disk:
        yield f"{many:,} rows of .csv into zips of {IN_ZIP}, on disk: {command(bench, path, Path(disk) / 'large')}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--many", type=int, default=1_000_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        bench = Bench(Path(name))
        lines = []
        for line in itertools.chain(compare(bench), large(bench, chosen.many) if chosen.large else ()):
            print(line, flush=True)
            lines.append(line)
    (REPOSITORY / "benchmarks" / "results" / "documents.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
