"""What a change means is told by item, law and document, from the point where it began, out of git's objects."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.catalog_text import catalog_of
from tests.publishing.test_publish import git
from tests.word import docx_reader

CATALOG = """
--- catalog.yaml
title: 某局目录
agency: {name: 某局, mark: 某局文件, code: 某, recipients: 各处}
plan: 某文
feedback: 请告知。
sources:
  某文: {title: 某文, day: "2024-01-01", kind: document}
--- departments.yaml
water: {name: 水处, source: 某文}
--- methods.yaml
visit: {title: 上门, order: 1, section: 一, gist: 去看。, source: 某文}
--- laws/some.yaml
title: 管理规定
short: 管理规定
kind: 规范性文件
versions: [{promulgated: "2020-01-01", effective: "2020-03-01", source: 某文}]
gists: [{at: 第三条, text: 要管。, source: 某文}, {at: 第九条, text: 要罚。, source: 某文}]
--- items/01-a.yaml
number: 1
title: 管一件事
subject: 一件事
source: 某文
sampling: {ratio: "20%", source: 某文}
lead: {department: water, source: 某文}
bases: [{cite: 《管理规定》第三条, source: 某文}]
checks:
  - {id: one, ask: 有证。, how: [询问], basis: 《管理规定》第三条, duty_of: enterprise, penalty: {cite: 《管理规定》第九条, by: 本机关}, source: 某文}
--- items/02-b.yaml
number: 2
title: 管另一件事
subject: 另一件事
source: 某文
bases: [{cite: 《管理规定》第三条, source: 某文}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog in a repository, committed once on `main`."""
    made = catalog_of(tmp_path, CATALOG)
    git(made, "init", "-q", "-b", "main")
    commit(made)
    return made


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "一版")


def edit(folder: Path, old: str, new: str, name: str = "items/01-a.yaml") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(folder: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["diff", "--catalog", str(folder), "--as-of", "2026-11-28", *map(str, words)])


def told(folder: Path, *words: str) -> list[tuple[str, str, str, str]]:
    found = json.loads(run(folder, *(words or ("HEAD",)), "--format", "json").output)["differences"]
    return [(one["title"], f"{one['what']} {one['how']}", one["before"], one["after"]) for one in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('ratio: "20%"', 'ratio: "30%"', ("抽查比例 changed", "20%", "30%")),
        ("lead: {department: water, source: 某文}\n", "", ("牵头部门 changed", "水处", "待明确")),
        ("ask: 有证。", "ask: 有两个证。", ("检查要点 changed", "有证。", "有两个证。")),
        ("by: 本机关", "by: 上级机关", ("检查要点“有证。”的罚则 changed", "《管理规定》第九条（本机关）", "《管理规定》第九条（上级机关）")),
        ("duty_of: enterprise", "duty_of: authority", ("检查要点“有证。”的义务人 changed", "被检查单位", "监管机关")),
        ("bases: [{cite: 《管理规定》第三条", "bases: [{cite: 《管理规定》第九条", ("设定依据 removed", "《管理规定》第三条，自2020年3月1日起", "")),
        ("title: 管一件事", "title: 管两件事", ("名称 changed", "管一件事", "管两件事")),
    ],
)  # fmt: skip
def test_a_change_of_an_item_is_told_in_a_readers_words(
    folder: Path, old: str, new: str, expected: tuple[str, str, str]
) -> None:
    edit(folder, old, new)
    assert expected in [one[1:] for one in told(folder)], told(folder)


def test_what_was_removed_is_named(folder: Path) -> None:
    (folder / "items" / "02-b.yaml").unlink()
    assert ("2　管另一件事", "监管事项 removed", "", "") in told(folder)
    found = json.loads(run(folder, "HEAD", "--format", "json").output)
    assert found["gone_addresses"] == ["items/02-b.html"]


def test_laws_and_their_days_are_told(folder: Path) -> None:
    edit(folder, 'effective: "2020-03-01"', 'effective: "2020-04-01"', "laws/some.yaml")
    edit(folder, "text: 要罚。", "text: 要重罚。", "laws/some.yaml")
    words = [one[1] for one in told(folder)]
    assert "版本 added" in words and "版本 removed" in words and "第九条要旨 changed" in words


def test_a_moved_comma_is_nothing_that_a_reader_sees(folder: Path) -> None:
    edit(folder, "number: 1\ntitle: 管一件事\n", "# 注释\ntitle: '管一件事'\nnumber: 1\n")
    said = run(folder, "HEAD").output
    assert "读者看到的内容没有变化。" in said and said.startswith("<!-- jianguan-diff -->\n")


def test_it_compares_with_the_point_where_the_branch_began(folder: Path) -> None:
    git(folder, "checkout", "-q", "-b", "work")
    edit(folder, 'ratio: "20%"', 'ratio: "30%"')
    commit(folder)
    git(folder, "checkout", "-q", "main")
    edit(folder, "title: 管另一件事", "title: 主分支改的", "items/02-b.yaml")
    commit(folder)
    assert [one[0] for one in told(folder, "main", "work")] == ["1　管一件事"]
    assert git(folder, "status", "--porcelain") == "" and git(folder, "branch", "--show-current") == "main\n"


def test_two_folders_are_compared_without_git(folder: Path, tmp_path: Path) -> None:
    other = catalog_of(tmp_path / "other", CATALOG.replace('ratio: "20%"', 'ratio: "5%"'))
    assert told(folder, str(other)) == [("1　管一件事", "抽查比例 changed", "5%", "20%")]


def test_an_unknown_commit_and_a_shallow_clone_say_what_to_do(folder: Path, tmp_path: Path) -> None:
    assert "没有这个提交或者分支：nosuch" in run(folder, "nosuch").output
    assert run(folder, "--output=x", "HEAD").exit_code == 2
    first = git(folder, "rev-parse", "HEAD").strip()
    edit(folder, 'ratio: "20%"', 'ratio: "30%"')
    commit(folder)
    subprocess.run(["git", "clone", "-q", "--depth", "1", folder.as_uri(), tmp_path / "shallow"], check=True)
    assert "git fetch --unshallow" in run(tmp_path / "shallow", first).output


def test_a_base_that_cannot_be_read_says_so(folder: Path) -> None:
    edit(folder, "number: 1", "number: x")
    commit(folder)
    edit(folder, "number: x", "number: 1")
    said = run(folder, "HEAD")
    assert said.exit_code == 1 and "这一版程序读不了原来的目录" in said.output and "items/01-a.yaml:1" in said.output


def test_hostile_text_stays_text(folder: Path, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>|`@某人` ${x} [a](javascript:b) **粗**"
    edit(folder, "ask: 有证。", f"ask: '{evil}'")
    said = run(folder, "HEAD").output
    assert "<script>" not in said and "@某人" not in said and "&#124;" in said
    page = tmp_path / "page.html"
    assert run(folder, "HEAD", "--format", "html", "-o", page).exit_code == 0
    assert "<script>" not in page.read_text(encoding="utf-8")


def test_a_comment_is_cut_where_platforms_cut_and_says_so(folder: Path) -> None:
    for number in range(3, 400):
        text = f"number: {number}\ntitle: 很长的名称{'长' * 100}{number}\nsubject: 事\nsource: 某文\n"
        (folder / "items" / f"{number:02d}-x.yaml").write_text(text, encoding="utf-8")
    said = run(folder, "HEAD").output
    assert len(said) < 65_536 and "部分没有列出" in said


def test_the_note_for_the_leader_says_the_same(folder: Path, tmp_path: Path) -> None:
    edit(folder, 'ratio: "20%"', 'ratio: "30%"')
    note = tmp_path / "note.docx"
    assert run(folder, "HEAD", "--format", "docx", "-o", note).exit_code == 0
    text = docx_reader.text(note.read_bytes())
    assert "监管事项目录修订说明" in text and "抽查比例（改动）\n20%\n30%" in text and "批准人：" in text
    assert run(folder, "HEAD", "--format", "docx").exit_code == 2
