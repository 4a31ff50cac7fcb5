"""An address that was published stays, or leads on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import unquote

from click.testing import CliRunner

from generator import published
from generator.addresses import Fixed
from generator.building.build import run
from generator.catalog.load import load
from generator.catalog.problem import Problem
from generator.catalog.validation import scene_of
from generator.cli import main
from generator.site.redirects import moved_files
from tests.conftest import REPOSITORY, TinyCatalog
from tests.site.html_reader import read

DAY = ["--as-of", "2026-11-23"]


def command(tiny: TinyCatalog, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["addresses", "--catalog", str(tiny.folder), *DAY, *words])
    return result.exit_code, result.output


def problems(folder: Path) -> list[Problem]:
    """What is wrong with the addresses of a catalog that is sound otherwise."""
    return list(published.problems(scene_of(load(folder), date(2026, 11, 23)), folder))


def test_no_published_address_of_the_shipped_catalog_is_lost() -> None:
    assert published.published(REPOSITORY / "catalog"), "run jianguan addresses --accept"
    assert [str(problem) for problem in problems(REPOSITORY / "catalog")] == []


def test_every_published_page_and_anchor_of_the_shipped_catalog_is_in_the_site(shipped_site: Path) -> None:
    anchors: dict[str, set[str]] = {}
    for address in sorted(published.published(REPOSITORY / "catalog")):
        page, _, anchor = unquote(address).partition("#")
        assert (shipped_site / page).is_file(), address
        if anchor:
            if page not in anchors:
                anchors[page] = read(shipped_site / page).anchors
            assert anchor in anchors[page], address


def test_current_addresses_are_pages_anchors_files_and_data(tiny: TinyCatalog) -> None:
    now = published.current(tiny.load(), tiny.base().names)
    assert {
        "items/01-trade.html",
        "items/01-trade.html#check-licence",
        "laws/old-law.html#art_33",
        "data/laws/old-law.json",
        "downloads/01-现场检查表.docx",
        "methods/double-random.html",
        "departments/policy.html",
        "documents/notice.html",
        *Fixed,
    } <= now


def test_the_list_is_written_on_request_and_only_grows(tiny: TinyCatalog) -> None:
    assert command(tiny)[0] == 0 and not (tiny.folder / published.LIST).exists()
    assert command(tiny, "--accept")[0] == 0
    before = set(published.published(tiny.folder))
    tiny.check(id="renamed")
    code, output = command(tiny, "--accept")
    assert code == 1 and "items/01-trade.html#check-licence" in output and "没有更新清单" in output
    assert set(published.published(tiny.folder)) == before
    redirect = {"from": "items/01-trade.html#check-licence", "to": "items/01-trade.html#check-renamed"}
    tiny.write("redirects.yaml", [redirect])
    assert command(tiny, "--accept")[0] == 0
    assert set(published.published(tiny.folder)) == before | {"items/01-trade.html#check-renamed"}


def test_a_lost_address_is_a_warning_of_the_build_and_an_error_when_strict(tiny: TinyCatalog) -> None:
    command(tiny, "--accept")
    tiny.check(id="renamed")
    [warning] = problems(tiny.folder)
    lines = (tiny.folder / published.LIST).read_text(encoding="utf-8").splitlines()
    assert warning.severity == "warning" and "check-licence" in warning.what
    assert (warning.line, warning.column) == (lines.index("items/01-trade.html#check-licence") + 1, 1)


def test_a_redirect_to_nowhere_or_from_a_living_address_is_an_error(tiny: TinyCatalog) -> None:
    tiny.write(
        "redirects.yaml",
        [
            {"from": "items/01-trade.html", "to": "items/index.html"},
            {"from": "items/old.html", "to": "items/01-trad.html"},
        ],
    )
    assert [(fault.line, fault.column, fault.what) for fault in problems(tiny.folder)] == [
        (1, 9, "原地址 items/01-trade.html 仍然存在"),
        (4, 7, "目标地址 items/01-trad.html 不存在"),
    ]
    code, output = command(tiny)
    assert code == 1 and "您是不是想写“items/01-trade.html”？" in output


def test_an_address_outside_the_site_is_refused(tiny: TinyCatalog) -> None:
    for bad in ("../x.html", "https://a.b/c.html", "/items/x.html", "items/x", "javascript:alert(1).html"):
        path = tiny.write("redirects.yaml", [{"from": bad, "to": "items/index.html"}])
        code, output = command(tiny)
        assert code == 1 and "redirects.yaml" in output, bad
        path.unlink()


def test_an_address_that_is_no_text_is_a_problem_of_its_line(tiny: TinyCatalog) -> None:
    tiny.text("published-addresses.txt", "items/99-gone.html\n")
    tiny.write("redirects.yaml", [{"from": [], "to": "items/index.html"}])
    code, output = command(tiny)
    assert code == 1 and "redirects.yaml:1:" in output


def test_a_renamed_download_is_offered_under_both_names(tiny: TinyCatalog, tmp_path: Path) -> None:
    tiny.write("redirects.yaml", [{"from": "downloads/01-检查表.docx", "to": "downloads/01-现场检查表.docx"}])
    assert list(moved_files(tiny.view())) == [("downloads/01-检查表.docx", "downloads/01-现场检查表.docx")]
    report = run(tiny.folder, date(2026, 11, 23), tmp_path / "out")
    files = report.site / "downloads"
    assert (files / "01-检查表.docx").read_bytes() == (files / "01-现场检查表.docx").read_bytes()
