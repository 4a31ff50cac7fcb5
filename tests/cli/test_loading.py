"""What a command loads and reads the second time: no more than it needs. Counted, not timed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from generator.catalog import load as loading
from generator.opening import examine
from tests.conftest import REPOSITORY, TinyCatalog
from tests.test_build import TODAY

pytestmark = [pytest.mark.processes, pytest.mark.sampled(4)]

_SEEN = """
import json, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from generator.entry import command
sys.argv = ["jianguan", *sys.argv[1:]]
status = command()
print(json.dumps([status, sorted(sys.modules), opened]), file=sys.stderr)
"""

COMMANDS = {
    "search": (["search", "许可证"], {"pydantic", "yaml", "docx", "lxml", "generator.views", "generator.opening"}),
    "check": (["check"], {"docx", "lxml", "whoosh", "mkdocs"}),
    "law list": (["law", "list"], {"docx", "lxml", "whoosh", "mkdocs"}),
    "checklist": (["checklist", "1", "-o", "made.docx"], {"docx", "lxml", "yaml", "whoosh", "generator.views"}),
    "build": (["build"], {"docx", "lxml", "pydantic", "yaml", "mkdocs", "whoosh", "generator.views", "generator.site"}),
    "--help": (["--help"], {"docx", "lxml", "pydantic", "yaml", "mkdocs", "whoosh", "generator.views"}),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_repeated_command_loads_what_it_needs_and_reads_no_file_of_the_catalog_more_than_twice(
    tiny: TinyCatalog, tmp_path: Path, command: str
) -> None:
    words, unneeded = COMMANDS[command]
    catalog = [] if command == "--help" else ["--catalog", str(tiny.folder)]
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})\n{_SEEN}", *words, *catalog],
            capture_output=True, text=True, cwd=tmp_path, check=True,
        )  # fmt: skip
    status, modules, opened = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    assert unneeded & set(modules) == set()
    reads = Counter(name for name in opened if name.startswith(str(tiny.folder)))
    reads[str(tiny.folder / "catalog.yaml")] -= 1  # read for the folders it names
    assert max(reads.values(), default=0) <= 2, "once for the state before, once for the state after"


def test_every_file_of_a_catalog_is_parsed_once(tiny: TinyCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: Counter[str] = Counter()

    def read(path: Path, *rest: object, ordinary=loading.read_yaml, **more: object):
        parsed[path.name] += 1
        return ordinary(path, *rest, **more)

    examine(tiny.folder, TODAY, read)
    assert set(parsed.values()) == {1} and len(parsed) >= 8
