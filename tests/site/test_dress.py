"""Dressing: strict about links, silent, the same bytes twice, nothing left in docs/; and the plugin under mkdocs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator.site.dress.dressing import DressError, dress
from tests.conftest import REPOSITORY, TinyCatalog
from tests.site.conftest import BuildSite, prepared
from tests.site.html_reader import read

MKDOCS = REPOSITORY / "mkdocs.yml"


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_sites_of_one_view_are_identical(tiny: TinyCatalog, tmp_path: Path) -> None:
    source = prepared(tiny.view(), tmp_path / "source")
    for name in ("one", "two"):
        dress(source, tmp_path / name, MKDOCS)
    assert content(tmp_path / "one") == content(tmp_path / "two")


@pytest.mark.parametrize("link", ["laws/nothing.md", "laws/new-law.md#art_999"])
def test_a_broken_link_fails_with_a_chinese_message(tiny: TinyCatalog, tmp_path: Path, link: str) -> None:
    source = prepared(tiny.view(), tmp_path / "source")
    with (source / "glossary.md").open("a", encoding="utf-8") as page:
        page.write(f"\n[坏链接]({link})\n")
    with pytest.raises(DressError, match="网页没有生成") as caught:
        dress(source, tmp_path / "site", MKDOCS)
    assert link.rpartition("#")[2] in str(caught.value)


def test_dressing_prints_nothing(tiny: TinyCatalog, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    dress(prepared(tiny.view(), tmp_path / "source"), tmp_path / "site", MKDOCS)
    assert capfd.readouterr() == ("", "")


def test_the_site_bears_the_name_of_the_catalog(tiny: TinyCatalog, build_site: BuildSite) -> None:
    site = build_site(tiny.view())
    assert "<title>某市事项目录</title>" in (site / "index.html").read_text(encoding="utf-8")
    item = (site / "items" / "01-trade.html").read_text(encoding="utf-8")
    assert "<title>对某某经营的监管 - 某市事项目录</title>" in item


def test_a_page_that_does_not_exist_says_so_in_chinese(tiny: TinyCatalog, build_site: BuildSite) -> None:
    text = read(build_site(tiny.view()) / "404.html").text
    assert "没有这个页面" in text and "Not found" not in text


def test_vendored_code_carries_its_licence(tiny: TinyCatalog, build_site: BuildSite) -> None:
    folder = build_site(tiny.view()) / "assets" / "vendor" / "iframe-worker"
    assert "Martin Donath" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert (folder / "shim.js").is_file() and (folder / "SOURCE.txt").is_file()


@pytest.fixture
def own_mkdocs(tiny: TinyCatalog, tmp_path: Path) -> Path:
    """A copy of mkdocs.yml beside the tiny catalog, without hand-written pages."""
    (tmp_path / "docs").mkdir()
    text = MKDOCS.read_text(encoding="utf-8").replace(": generator/site", f": {REPOSITORY}/generator/site")
    path = tmp_path / "mkdocs.yml"
    path.write_text(text.replace("catalog: catalog", f"catalog: {tiny.folder.name}"), encoding="utf-8")
    return path


def test_mkdocs_build_alone_prepares_the_pages_itself(own_mkdocs: Path) -> None:
    config = load_config(config_file=str(own_mkdocs))
    build(config)
    assert (own_mkdocs.parent / "build/site/items/01-trade.html").is_file()
    assert list((own_mkdocs.parent / "build/site/downloads").glob("01-*.docx"))
    assert not list((own_mkdocs.parent / "docs").iterdir())


def test_mkdocs_build_reports_a_faulty_catalog(own_mkdocs: Path, tiny: TinyCatalog, caplog) -> None:
    shutil.rmtree(tiny.folder / "laws")
    with pytest.raises(Abort):
        build(load_config(config_file=str(own_mkdocs)))
    assert "错误" in caplog.text


def test_serving_watches_the_catalog_and_the_page_writers(own_mkdocs: Path, tiny: TinyCatalog) -> None:
    class Server:
        def __init__(self) -> None:
            self.watched: list[str] = []

        def watch(self, path: str) -> None:
            self.watched.append(path)

    server, config = Server(), load_config(config_file=str(own_mkdocs))
    config.plugins["jianguan"].on_serve(server, config=config, builder=lambda: None)
    assert server.watched == [str(tiny.folder), str(REPOSITORY / "generator" / "site")]
