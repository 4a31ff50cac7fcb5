"""Packs: what is national lives apart, is used by name, and may be replaced as a whole with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.building.judging import judged
from generator.catalog import packs
from generator.catalog.load import load
from generator.opening import open_view
from tests.catalog_text import catalog_of
from tests.conftest import REPOSITORY

DAY = date(2026, 11, 23)

NATIONAL = """
--- national/pack.yaml
title: 全国的法
version: 2026.11.1
sources:
  整理:
    title: 整理
    day: "2026-11-23"
    kind: compiled
abbreviations: {管法: 管理法}
--- national/laws/management.yaml
title: 中华人民共和国管理法
short: 管理法
kind: 法律
versions: [{promulgated: "2020-01-01", effective: "2020-03-01", source: 整理}]
gists: [{at: 第三条, text: 要管。, source: 整理}]
--- national/spoken.yaml
- {said: 没管, written: [未管理]}
--- more/pack.yaml
title: 更多
version: 2026.11.2
needs: [national]
sources: {}
"""

OWN = """
--- catalog.yaml
title: 某局目录
agency: {name: 某局, mark: 某局文件, code: 某, recipients: 各处}
uses: [national]
plan: 某文
feedback: 请告知。
sources:
  某文: {title: 某文, day: "2024-01-01", kind: document}
--- items/01-a.yaml
number: 1
title: 管一件事
subject: 一件事
source: 某文
bases: [{cite: 《管理法》第三条, source: 某文}]
"""


@pytest.fixture(autouse=True)
def _packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs of a few lines in the place of the shipped ones."""
    folder = catalog_of(tmp_path / "shipped", NATIONAL)
    for module in ("generator.catalog.packs", "generator.catalog.load"):
        monkeypatch.setattr(f"{module}.FOLDER", folder)


def said(folder: Path) -> list[str]:
    return [f"{one.file}:{one.line} {one.what}" for one in judged(folder, DAY).problems]


def replacing(of: str, more: str = "") -> str:
    return (
        OWN
        + f"""
--- laws/management.yaml
title: 中华人民共和国管理法
short: 管理法
kind: 法律
versions: [{{promulgated: "2020-01-01", effective: "2020-03-01", source: 整理}}]
gists: [{{at: 第三条, text: 本局这样管。, source: 某文}}]
{more}
replaces: {{reason: 本局的要旨更细, source: 某文, of: {of}}}
"""
    )


def test_records_sources_and_words_of_a_pack_are_the_catalogs(tmp_path: Path) -> None:
    folder = catalog_of(tmp_path, OWN)
    assert said(folder) == []
    view = open_view(folder, DAY)
    assert [law.id for law in view.laws] == ["management"] and view.items[0].bases[0].cite.gists == ("要管。",)
    assert set(view.info.sources) == {"某文", "整理"} and view.info.abbreviations == {"管法": "管理法"}
    assert view.spoken == {"没管": ("未管理",)}


def test_a_catalog_knows_what_is_whose(tmp_path: Path) -> None:
    found = load(catalog_of(tmp_path, OWN)).found
    assert (found.own("laws"), [item.id for item in found.own("items")], found.own("spoken")) == ((), ["01-a"], ())
    assert found.origins == {"laws/management": "national", "spoken/0": "national"}
    assert [(pack.name, pack.version) for pack in found.packs] == [("national", "2026.11.1")]
    assert list(found.written_info.sources) == ["某文"]


def test_a_pack_that_changes_changes_the_digest(tmp_path: Path) -> None:
    folder = catalog_of(tmp_path, OWN)
    before = load(folder).found.digest
    law = packs.FOLDER / "national" / "laws" / "management.yaml"
    law.write_text(law.read_text(encoding="utf-8").replace("要管。", "都要管。"), encoding="utf-8")
    assert load(folder).found.digest != before


def test_a_faulty_record_of_a_pack_is_named_in_its_folder(tmp_path: Path) -> None:
    law = packs.FOLDER / "national" / "laws" / "management.yaml"
    law.write_text(law.read_text(encoding="utf-8").replace("kind: 法律", "kind: 法"), encoding="utf-8")
    [problem] = said(catalog_of(tmp_path, OWN))
    assert problem.startswith("packs/national/laws/management.yaml:3 ")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("uses: [national]", "uses: [nationl]", "catalog.yaml:3 没有资料包“nationl”"),
        ("uses: [national]", "uses: [more]", "catalog.yaml:3 资料包“more”要和“national”一起用"),
        ("plan: 某文", "plan: 某文\nuse: x", "catalog.yaml:5 "),
    ],
)
def test_a_wrong_use_is_one_problem_with_its_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    found = said(catalog_of(tmp_path, OWN.replace(old, new)))
    assert found and found[0].startswith(expected), found


def test_a_record_of_the_same_name_is_no_replacement_unless_it_says_so(tmp_path: Path) -> None:
    text = replacing("000000000000").rpartition("replaces")[0]
    [problem] = judged(catalog_of(tmp_path, text), DAY).problems
    assert (
        problem.file == "laws/management.yaml"
        and "资料包“national”已有这一条（packs/national/laws/management.yaml）" in problem.what
    )
    of = problem.hint.partition("of: ")[2][:12]
    folder = catalog_of(tmp_path / "again", replacing(of))
    assert said(folder) == []
    assert open_view(folder, DAY).items[0].bases[0].cite.gists == ("本局这样管。",)
    assert [law.id for law in load(folder).found.own("laws")] == ["management"]


def test_a_replacement_whose_base_changed_is_named(tmp_path: Path) -> None:
    [problem] = judged(catalog_of(tmp_path, replacing("123456789abc")), DAY).problems
    assert (problem.severity, problem.file, problem.line) == ("warning", "laws/management.yaml", 7)
    assert "所替换的记录变了（packs/national/laws/management.yaml" in problem.what


def test_what_replaces_nothing_is_told(tmp_path: Path) -> None:
    text = replacing("123456789abc").replace("--- laws/management.yaml", "--- laws/other.yaml")
    text = text.replace("中华人民共和国管理法", "别的法").replace("short: 管理法", "short: 别的法")
    assert "laws/other.yaml:7 所用的资料包里没有这一条，没有可替换的" in said(catalog_of(tmp_path, text))


def test_a_source_of_one_name_is_one_source(tmp_path: Path) -> None:
    text = OWN.replace("sources:\n", 'sources:\n  整理: {title: 别的整理, day: "2025-01-01", kind: compiled}\n')
    assert "catalog.yaml:7 资料包“national”里的出处“整理”写法不同" in said(catalog_of(tmp_path, text))


def test_the_shipped_packs_hold_no_bureau(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "generator" / "packs").rglob("*.yaml")]
    assert len(texts) > 60 and not any("淮" in text for text in texts)


@pytest.mark.parametrize("names", [("law-general",), ("law-general", "procedure"), ("earthquake",)])
def test_every_shipped_pack_stands_with_those_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    for module in ("generator.catalog.packs", "generator.catalog.load"):
        monkeypatch.setattr(f"{module}.FOLDER", REPOSITORY / "generator" / "packs")
    text = OWN.replace("uses: [national]", f"uses: [{', '.join(names)}]").partition("--- items")[0]
    folder = catalog_of(
        tmp_path, text + "--- items/01-a.yaml\nnumber: 1\ntitle: 管\nsubject: 事\nsource: 某文\nbases: []\n"
    )
    assert [one for one in judged(folder, DAY).problems if one.severity == "error"] == []
    for name in names:
        assert yaml.safe_load((REPOSITORY / "generator" / "packs" / name / "pack.yaml").read_text(encoding="utf-8"))


def test_a_gist_that_a_packs_law_lacks_is_added_beside_it(tmp_path: Path) -> None:
    text = OWN.replace("第三条", "第四条")
    [problem] = judged(catalog_of(tmp_path, text), DAY).problems
    assert problem.what == "《管理法》第四条没有要旨" and "请在 gists.yaml 补一条，写 law: management" in problem.hint
    more = "--- gists.yaml\n- {law: management, at: 第四条, text: 也要管。, source: 某文}\n"
    folder = catalog_of(tmp_path / "more", text + more)
    assert said(folder) == []
    assert open_view(folder, DAY).items[0].bases[0].cite.gists == ("也要管。",)


@pytest.mark.parametrize(
    ("gist", "expected"),
    [
        ("law: managment, at: 第四条, text: 管, source: 某文", "gists.yaml:1 没有这部法规：“managment”"),
        ("law: management, at: 第四条, text: 管, source: 没有", "gists.yaml:1 没有这个出处：“没有”"),
        ("law: management, at: 四, text: 管, source: 某文", "gists.yaml:1 "),
    ],
)
def test_a_faulty_added_gist_is_told_where_it_stands(tmp_path: Path, gist: str, expected: str) -> None:
    found = said(catalog_of(tmp_path, OWN + f"--- gists.yaml\n- {{{gist}}}\n"))
    assert found and found[0].startswith(expected), found
