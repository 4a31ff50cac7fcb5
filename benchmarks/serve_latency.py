"""How soon an edit of the shipped catalog shows under `jianguan serve`: every kind of edit ten times.

The peer, in the same run: what a build without any memory takes before it could show the edit (`jianguan build` of a
copy), because that is how a preview without increments works.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).with_name("jianguan")
EDITS = 10
_ITEM = "01-hazchem-trade"
EDITED = (
    ("item: title", f"items/{_ITEM}.yaml", "对危险化学品经营的监管", f"items/{_ITEM}.html"),
    ("check: question", f"items/{_ITEM}.yaml", "企业持有有效的危险化学品经营许可证", f"items/{_ITEM}.html"),
    ("method: gist", "methods.yaml", "健全部门联合抽查事项清单", "methods/double-random.html"),
    ("department: role", "departments.yaml", "来源文件的印发机关", "departments/office.html"),
    (
        "document type: purpose",
        "documents/grid-patrol-report.yaml",
        "网格员日常走",
        "documents/grid-patrol-report.html",
    ),
)
"""What is edited: the kind, the file, the words in it that are replaced, a page that shows them."""


def shown(port: int, page: str, words: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=10) as answer:
            return words in answer.read().decode("utf-8")
    except OSError:
        return False


def seconds_until(port: int, page: str, words: str) -> float:
    begin = time.perf_counter()
    while not shown(port, page, words):
        time.sleep(0.02)
    return time.perf_counter() - begin


def edits(port: int, file: Path, old: str, page: str) -> list[float]:
    """Replaces `old` in a file by ever new words; seconds until the page shows each."""
    original = file.read_text(encoding="utf-8")
    assert old in original, file
    taken = []
    for number in range(EDITS):
        new = f"{old}试{number}"
        file.write_text(original.replace(old, new), encoding="utf-8")
        taken.append(seconds_until(port, page, new))
    file.write_text(original, encoding="utf-8")
    return taken


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        catalog = Path(name) / "catalog"
        shutil.copytree(REPOSITORY / "catalog", catalog)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795392000"}
        begin = time.perf_counter()
        subprocess.run(
            [str(PROGRAM), "build", "--catalog", str(catalog), "--out", f"{name}/out"],
            check=True,
            capture_output=True,
            env=environment,
        )
        whole = time.perf_counter() - begin
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        command = [str(PROGRAM), "serve", "--catalog", str(catalog), "--port", str(port)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        try:
            seconds_until(port, "index.html", "监管")
            rows = [("edit shown after, s", "min / median / max", f"whole build {whole:.1f} s")]
            for what, file, old, page in EDITED:
                taken = edits(port, catalog / file, old, page)
                spread = f"{min(taken):.2f} / {statistics.median(taken):.2f} / {max(taken):.2f}"
                rows.append((what, spread, f"{whole / statistics.median(taken):.1f} times sooner"))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
    table = "\n".join("\t".join(row) for row in rows)
    print(table)
    (Path(__file__).parent / "results" / "serve_latency.tsv").write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
