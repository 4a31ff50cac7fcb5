"""A catalog of one's own is begun in one command; nothing is overwritten, nothing half written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.catalog.packs import pack_names
from generator.cli.main import main


def run(*words: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], input=given)


@pytest.mark.parametrize("packs", ["law-general,procedure", "", "law-general,procedure,work-safety,earthquake"])
def test_what_is_begun_is_sound(tmp_path: Path, packs: str) -> None:
    folder = tmp_path / "目录"
    made = run("init", folder, "--agency", "某市水利局", "--code", "某水", "--packs", packs)
    assert made.exit_code == 0 and "jianguan check" in made.output
    checked = run("check", "--catalog", folder / "catalog")
    assert checked.exit_code == 0 and "错误 0 个，提醒 0 个" in checked.output, checked.output


def test_every_example_says_that_it_is_one(tmp_path: Path) -> None:
    run("init", tmp_path / "a", "--agency", "某市水利局")
    for name in ("items/01-example.yaml", "laws/example.yaml", "methods.yaml", "departments.yaml"):
        assert "示例" in (tmp_path / "a" / "catalog" / name).read_text(encoding="utf-8")
    assert "code: 待填写" in (tmp_path / "a" / "catalog" / "catalog.yaml").read_text(encoding="utf-8")


def test_the_agency_is_asked_for(tmp_path: Path) -> None:
    made = run("init", tmp_path / "a", given="某县水务局\n")
    assert made.exit_code == 0
    assert "name: 某县水务局\n" in (tmp_path / "a" / "catalog" / "catalog.yaml").read_text(encoding="utf-8")


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    made = run("init", tmp_path, "--agency", "某局")
    assert made.exit_code == 1 and "里已有文件，没有写入" in made.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("init", tmp_path / "empty", "--agency", "某局").exit_code == 0
    assert (tmp_path / "empty" / "catalog" / "catalog.yaml").is_file()


@pytest.mark.parametrize("agency", ["", " ", "某局: x", "某\n局", "a{b}", "'", "甲" * 51])
def test_a_name_that_would_break_the_file_is_wrong_use(tmp_path: Path, agency: str) -> None:
    made = run("init", tmp_path / "a", "--agency", agency, given="\n")
    assert made.exit_code != 0 and not (tmp_path / "a").exists()


def test_a_pack_that_is_none_is_named_with_the_nearest(tmp_path: Path) -> None:
    made = run("init", tmp_path / "a", "--agency", "某局", "--packs", "law-genral")
    assert made.exit_code == 1 and "没有资料包“law-genral”" in made.output and "law-general" in made.output
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.files.write_file", full)
    made = run("init", tmp_path / "a", "--agency", "某局")
    assert made.exit_code == 1 and "没有新建：磁盘已满" in made.output
    assert list(tmp_path.iterdir()) == []


def test_the_packs_are_listed_with_what_is_in_them() -> None:
    said = run("packs").output
    assert all(name in said for name in pack_names()) and "法规 7 部" in said


def test_a_template_of_a_packs_document_type_is_the_catalogs(tmp_path: Path) -> None:
    run("init", tmp_path / "a", "--agency", "某局")
    catalog = tmp_path / "a" / "catalog"
    (catalog / "documents").mkdir()
    assert (
        run(
            "template", "export", "checklist", "--catalog", catalog, "-o", catalog / "documents" / "checklist.docx"
        ).exit_code
        == 0
    )
    assert "错误 0 个" in run("check", "--catalog", catalog).output
    (catalog / "documents" / "checklist.docx").rename(catalog / "documents" / "checklst.docx")
    assert "documents/checklst.docx:1:1: 错误：没有这种文书" in run("check", "--catalog", catalog).output


def test_a_catalog_is_begun_on_the_one_of_the_level_above(tmp_path: Path) -> None:
    run("init", tmp_path / "city", "--agency", "某市水利局")
    made = run("init", tmp_path / "county", "--agency", "某县水务局", "--extends", tmp_path / "city" / "catalog")
    assert made.exit_code == 0, made.output
    catalog = tmp_path / "county" / "catalog"
    assert "extends: ../../city/catalog " in (catalog / "catalog.yaml").read_text(encoding="utf-8")
    checked = run("check", "--catalog", catalog)
    assert "错误 0 个，提醒 0 个" in checked.output and "监管事项 1 个" in checked.output, checked.output


def test_a_level_above_that_is_no_catalog_is_told(tmp_path: Path) -> None:
    made = run("init", tmp_path / "a", "--agency", "某局", "--extends", tmp_path)
    assert made.exit_code == 1 and "不是目录文件夹" in made.output and not (tmp_path / "a").exists()


def test_check_names_what_is_left_of_the_examples(tmp_path: Path) -> None:
    run("init", tmp_path / "a", "--agency", "某局")
    catalog = tmp_path / "a" / "catalog"
    said = run("check", "--catalog", catalog).output
    assert "还有新建时的示例，请换成本局的或者删去：示例：对某类单位的监管、示例规定、示例处、示例：现场检查" in said
    assert "来源文件还是“示例来源”" in said and "agency 里还有“待填写”" in said
    (catalog / "items" / "01-example.yaml").unlink()
    assert "示例：对某类单位的监管" not in run("check", "--catalog", catalog).output


@pytest.mark.parametrize("words", [("check", "--catalog"), ("build", "--out", "x", "--catalog")])
def test_the_folder_above_the_catalog_is_answered_with_the_one_meant(tmp_path: Path, words: tuple[str, ...]) -> None:
    run("init", tmp_path / "a", "--agency", "某局")
    assert f"是不是 {tmp_path / 'a' / 'catalog'}？" in run(*words, tmp_path / "a").output
    assert run("init", tmp_path / "b", "--agency", "某县", "--extends", tmp_path / "a").exit_code == 0
