"""The whole build: same input, same bytes; a failure leaves the last good one."""

from __future__ import annotations

import filecmp
import gc
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator import files
from generator.building import build
from generator.opening import CatalogError
from tests.conftest import TinyCatalog

TODAY = date(2026, 11, 23)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One build of the sound catalog, with its zip."""
    folder = tmp_path_factory.mktemp("built")
    tiny = TinyCatalog(folder / "catalog")
    build.run(tiny.folder, TODAY, folder / "build", zipped=True)
    return folder


def test_two_builds_of_one_catalog_for_one_day_are_equal(built: Path, tmp_path: Path) -> None:
    build.run(TinyCatalog(tmp_path / "elsewhere").folder, TODAY, tmp_path / "again", zipped=True)
    first, second = tree(built / "build" / "site"), tree(tmp_path / "again" / "site")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    name = "jianguan-2026-11-23.zip"
    assert filecmp.cmp(built / "build" / name, tmp_path / "again" / name, shallow=False)


def test_the_zip_unpacks_to_the_site(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(built / "build" / "jianguan-2026-11-23.zip") as archive:
        archive.extractall(tmp_path)
    assert tree(tmp_path / build.ZIP_FOLDER) == tree(built / "build" / "site")
    assert (tmp_path / build.ZIP_FOLDER / "index.html").is_file()


def test_the_manifest_names_every_document_with_its_digest(built: Path) -> None:
    manifest = json.loads((built / "build" / "manifest.json").read_text(encoding="utf-8"))
    names = [document["file"] for document in manifest["documents"]]
    assert names == ["downloads/01-检查通知.docx", "downloads/01-现场检查表.docx"]
    assert all((built / "build" / "site" / name).is_file() for name in names)
    assert manifest["as_of"] == "2026-11-23"


def test_a_faulty_catalog_leaves_the_last_good_build(tiny: TinyCatalog, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with files.new_folder(out, "build") as last:
        (last / "manifest.json").write_text("{}")
    before = tree(out)
    tiny.item(number=0)
    with pytest.raises(CatalogError):
        build.run(tiny.folder, TODAY, out)
    assert tree(out) == before


def test_a_folder_no_build_wrote_is_left_alone(tiny: TinyCatalog) -> None:
    before = tree(tiny.folder)
    with pytest.raises(files.RefusedError, match="目录文件夹"):
        build.run(tiny.folder, TODAY, tiny.folder)
    assert tree(tiny.folder) == before


def test_a_catalog_that_changes_while_it_is_built_is_not_published(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = build.dress

    def meanwhile(*arguments: Path) -> None:
        real(*arguments)
        tiny.item(subject="别的")

    monkeypatch.setattr(build, "dress", meanwhile)
    with pytest.raises(files.RefusedError, match="有改动"):
        build.run(tiny.folder, TODAY, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_strict_refuses_warnings(tiny: TinyCatalog, tmp_path: Path) -> None:
    tiny.check(reviewed={"by": "某人", "on": "2026-11-01", "digest": "0" * 12})
    with pytest.raises(CatalogError):
        build.run(tiny.folder, TODAY, tmp_path / "out", strict=True)
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_an_error_and_no_half_build(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_file", full)
    with pytest.raises(OSError, match="space"):
        build.run(tiny.folder, TODAY, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_hostile_text_reaches_pages_and_documents_as_text(tiny: TinyCatalog, tmp_path: Path) -> None:
    hostile = (
        "对<script>alert(1)</script>和`=cmd|' /C calc'!A0`、**粗**、[x](javascript:alert(1))、{{ x }}、&amp; 的监管"
    )
    tiny.item(title=hostile, subject="甲&乙<公司>" + "长" * 200, aliases=["=1+1", "@x", "-1"])
    build.run(tiny.folder, TODAY, tmp_path / "out")
    page = (tmp_path / "out" / "site" / "items" / "01-trade.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "javascript:alert" not in page.replace("(javascript:alert(1))", "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_build_leaves_the_collector_of_garbage_as_it_found_it(tiny: TinyCatalog, tmp_path: Path) -> None:
    frozen = gc.get_freeze_count()
    build.run(tiny.folder, TODAY, tmp_path / "out")
    assert gc.isenabled() and gc.get_freeze_count() == frozen
