"""An empty catalog is a catalog: every command says in Chinese what it has none of, and a site of it is built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.catalog.absent import Absent
from tests.catalog_text import catalog_of
from tests.cli.running import COMMANDS, ENGLISH, details, ended
from tests.conftest import PROCEDURE
from tests.site.html_reader import broken_links, read

ALONE = """
--- catalog.yaml
title: 某局目录
agency: {name: 某局, mark: 某局文件, code: 某, recipients: 各处}
uses: []
plan: 某文
feedback: 请告知。
sources: {某文: {title: 某文, day: "2024-01-01", kind: document}}
"""
ITEM = """
--- items/01-a.yaml
number: 1
title: 管一件事
subject: 一件事
source: 某文
"""
LAW = """
--- laws/new-law.yaml
title: 某某安全法
short: 某某安全法
kind: 法律
versions: [{promulgated: "2026-01-01", effective: "2026-05-01", source: 某文}]
gists: [{at: 第二条, text: 要管。, source: 某文}]
"""
DEPARTMENT = """
--- departments.yaml
legal: {name: 法制处, source: 某文}
"""
DOCUMENTS = "".join(
    f"\n--- documents/{name}.yaml\n{(PROCEDURE / f'{name}.yaml').read_text(encoding='utf-8')}"
    for name in ("notice", "checklist")
)

EMPTY = {
    "no items": ALONE + LAW + DOCUMENTS + DEPARTMENT,
    "no laws": ALONE + ITEM + DOCUMENTS + DEPARTMENT,
    "no documents": ALONE + ITEM + LAW + DEPARTMENT,
    "no departments": ALONE + ITEM + LAW + DOCUMENTS,
    "nothing": ALONE,
}

SAY = {
    Absent.ITEMS: {
        **dict.fromkeys(("build", "check", "export", "law review", "law verify", "previews", "search", "serve"), 0),
        **dict.fromkeys(("checklist", "document", "fill", "notice"), 2),
    },
    Absent.LAWS: {
        **dict.fromkeys(("build", "check", "export", "law impact", "law list", "law review", "law status"), 0),
        **dict.fromkeys(("law verify", "search", "serve"), 0),
        **dict.fromkeys(("law diff", "law show"), 1),
        "law import": 2,
    },
    Absent.DOCUMENTS: {
        **dict.fromkeys(("build", "check", "previews", "search", "serve"), 0),
        **dict.fromkeys(("document", "fill", "template check", "template export"), 2),
    },
    Absent.DEPARTMENTS: dict.fromkeys(("build", "check", "serve"), 0),
}
"""What there is none of → the commands that say so, with their exit codes."""


def lacking(empty: str) -> list[Absent]:
    """What a catalog of the list has none of."""
    return list(Absent) if empty == "nothing" else [Absent(empty.removeprefix("no "))]


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each empty catalog, with files that commands are given: what a keeper may have from elsewhere."""
    folder = tmp_path_factory.mktemp("elsewhere")
    catalog_of(folder, EMPTY["no departments"])
    (folder / "rows.csv").write_text("被检查单位\n某公司\n", encoding="utf-8")
    (folder / "law.txt").write_text("某某安全法\n\n第一条　为了安全，制定本法。\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for arguments in (
            ["document", "checklist", "1", "-o", "filled.docx", "--set", "被检查单位=某公司"],
            ["template", "export", "checklist", "-o", "template.docx"],
        ):
            assert ended(folder, arguments, patch) == 0
        shutil.rmtree(folder / "catalog")
        made = {}
        for number, (empty, text) in enumerate(EMPTY.items()):
            made[empty] = shutil.copytree(folder, folder.parent / f"empty-{number}")
            catalog_of(made[empty], text)
            assert ended(made[empty], ["export", "xlsx", "--full", "-o", "catalog.xlsx"], patch) == 0
    return made


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_the_catalog_has_none_of(
    name: str,
    empty: str,
    works: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    work = shutil.copytree(works[empty], tmp_path / "work")
    status = ended(work, [*name.split(), *COMMANDS[name]], monkeypatch)
    out, err = capsys.readouterr()
    assert status in (0, 1, 2) and not ENGLISH.search(out + err), (out + err, details())
    of_it = [kind for kind in lacking(empty) if name in SAY[kind]]
    if len(of_it) == 1:
        assert status == SAY[of_it[0]][name], out + err
    if name in ("document", "fill"):  # the document is looked for before the item
        of_it = of_it[-1:]
    assert [kind for kind in Absent if kind.label in out + err] == of_it, out + err


@pytest.mark.parametrize(("name", "missing"), [("checklist", "没有现场检查表"), ("notice", "没有检查通知")])
def test_without_document_types_the_file_to_add_is_named(
    name: str,
    missing: str,
    works: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    work = shutil.copytree(works["no documents"], tmp_path / "work")
    assert ended(work, [name, *COMMANDS[name]], monkeypatch) == 1
    said = capsys.readouterr().err
    assert missing in said and f"documents/{name}.yaml" in said


PAGES = {
    Absent.ITEMS: {"index.html": "本目录没有收录监管事项。", "items/index.html": "本目录没有收录监管事项。"},
    Absent.LAWS: {
        "laws/index.html": "本目录没有收录法律、法规、规章和文件。",
        "changes.html": "没有登记法规的版本。",
        "comparison.html": "没有登记法规的版本。",
    },
    Absent.DOCUMENTS: {"documents/index.html": "本目录没有收录文书。"},
    Absent.DEPARTMENTS: {"departments/index.html": "本目录没有收录处室。"},
}


@pytest.mark.parametrize("empty", EMPTY)
def test_its_site_says_what_is_missing_where_a_table_would_be(
    empty: str, works: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = shutil.copytree(works[empty], tmp_path / "work")
    assert ended(work, ["build", "--out", "build"], monkeypatch) == 0
    site = work / "build" / "site"
    for kind, pages in PAGES.items():
        for page, said in pages.items():
            assert (said in read(site / page).text) == (kind in lacking(empty)), (page, said)
    assert broken_links(site) == []
