"""What docs/maintainers/adding.md says is enough to add something, is: each example is added to a copy and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CATALOG, REPOSITORY, TinyCatalog

PAGE = (REPOSITORY / "docs" / "maintainers" / "adding.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"^`(?P<file>[^`]+)`，(?:(?P<whole>新文件|末尾)|在 `(?P<line>[^`]+)` (?P<side>之前|之后))：\n\n"
    r"```\w+\n(?P<added>.*?)```",
    re.MULTILINE | re.DOTALL,
)

pytestmark = pytest.mark.processes


class Copy:
    """A copy of the program with a tiny catalog, to which a section of the page is added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("generator", "search_index", "docs"):
            shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(REPOSITORY / "mkdocs.yml", folder)
        self.catalog = TinyCatalog(folder / "catalog")

    def add(self, section: str) -> None:
        """Do what the section says, step by step."""
        part = PAGE.split(f"\n## {section}\n")[1].split("\n## ")[0]
        steps = list(STEP.finditer(part))
        assert part.count("```") == 2 * len(steps) > 0, "a block without a place"
        for step in steps:
            path = self.folder / step["file"]
            if step["whole"] == "新文件":
                assert not path.exists()
                path.write_text(step["added"], encoding="utf-8")
                continue
            text = path.read_text(encoding="utf-8")
            if step["whole"]:
                path.write_text(f"{text}\n\n{step['added']}", encoding="utf-8")
                continue
            line = f"{step['line']}\n"
            assert text.count(line) == 1, line
            both = step["added"] + line if step["side"] == "之前" else line + step["added"]
            path.write_text(text.replace(line, both), encoding="utf-8")

    def run(self, *words: str) -> tuple[int, str]:
        """Exit code and output of a command."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "generator", *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "copy")


def test_a_rule_is_added(copy: Copy) -> None:
    assert "没有写制定机关" not in copy.run("check")[1]
    copy.add("一条规则")
    code, output = copy.run("check")
    assert code == 0 and "laws/new-law.yaml:1:1: 提醒：某某安全法没有写制定机关" in output


def test_a_document_type_is_added(copy: Copy) -> None:
    named = {"目录编制（2026-11-23）": {"title": "编制", "day": "2026-11-23", "kind": "compiled"}}
    copy.catalog.write("catalog.yaml", {**CATALOG, "sources": {**CATALOG["sources"], **named}})
    copy.add("一种文书")
    code, output = copy.run("document", "走访记录", "--set", "被走访单位=甲公司", "-o", "记录.docx")
    assert code == 0, output
    assert (copy.folder / "记录.docx").is_file()


def test_a_page_is_added(copy: Copy) -> None:
    copy.add("一种网页")
    code, output = copy.run("build", "--out", "成果")
    assert code == 0, output
    site = copy.folder / "成果" / "site"
    assert "某通知" in (site / "sources.html").read_text(encoding="utf-8")
    assert 'href="sources.html"' in (site / "index.html").read_text(encoding="utf-8")
    assert "sources.html" in copy.run("search", "资料来源")[1]


def test_a_reader_is_added(copy: Copy) -> None:
    law = copy.folder / "某某管理条例.tsv"
    law.write_text("某某管理条例\n2011年3月2日公布\n第一条\t甲。\n第二条\t乙。\n", encoding="utf-8")
    assert copy.run("law", "import", str(law))[0] == 1
    copy.add("一种法律文本的读法")
    code, output = copy.run("law", "import", str(law))
    assert code == 0 and "2 条 → old-law 2011-12-01" in output, output


def test_a_command_is_added(copy: Copy) -> None:
    copy.add("一个命令")
    assert copy.run("count", "--as-of", "2026-11-23") == (0, "1 个事项\n")
