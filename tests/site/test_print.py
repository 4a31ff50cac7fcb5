"""What the printer gets: an A4 document with a head and page numbers, without the controls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pdfium = pytest.importorskip("pypdfium2", reason="没有安装 pypdfium2")

pytestmark = pytest.mark.browser

A4 = (595, 842)


def printed(browser: Any, page_file: Path, target: Path) -> tuple[Any, list[str]]:
    page = browser.new_page(locale="zh-CN", color_scheme="dark")
    page.goto(page_file.as_uri())
    page.wait_for_timeout(200)
    page.pdf(path=str(target), prefer_css_page_size=True)
    page.close()
    document = pdfium.PdfDocument(target)
    return document, ["".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document]


@pytest.mark.parametrize("name", ["items/01-hazchem-trade.html", "laws/accident-response-regulation.html"])
def test_an_item_and_a_law_print_as_clean_a4(browser: Any, shipped_site: Path, tmp_path: Path, name: str) -> None:
    document, sheets = printed(browser, shipped_site / name, tmp_path / "out.pdf")
    assert tuple(round(side) for side in document[0].get_size()) == A4
    assert "淮安市应急管理局事中事后监管事项目录" in sheets[0] and "法律状态日期2026年11月23日" in sheets[0]
    assert "本页摘要" in sheets[-1] and "政策法规处" in sheets[-1]
    everything = "".join(sheets)
    for control in ("搜索事项", "本页目录", "跳到某条", "回到顶部", "首页›", "切换到"):
        assert control not in everything, control
    if "共" + str(len(sheets)) + "页" in everything:  # margin boxes: Chromium 131 and later
        assert all(f"第{number}页，共{len(sheets)}页" in sheet for number, sheet in enumerate(sheets, 1))


def test_dark_pages_print_black_on_white(browser: Any, shipped_site: Path, tmp_path: Path) -> None:
    document, _ = printed(browser, shipped_site / "items" / "01-hazchem-trade.html", tmp_path / "out.pdf")
    shades = document[0].render(scale=0.5, grayscale=True).buffer
    assert sum(shade > 200 for shade in bytes(shades)) > 0.8 * len(bytes(shades))


def test_a_table_over_several_sheets_repeats_its_headings(browser: Any, shipped_site: Path, tmp_path: Path) -> None:
    document, sheets = printed(browser, shipped_site / "items" / "index.html", tmp_path / "items.pdf")
    assert tuple(round(side) for side in document[0].get_size()) == A4[::-1]
    assert "监管对象" in sheets[1] and "牵头部门" in sheets[1]


def test_a_comparison_prints_the_two_days_compared(browser: Any, shipped_site: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto((shipped_site / "comparison.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator(".days select[name=from]").is_visible()
    page.close()


def test_the_table_of_all_items_fits_the_sheet(browser: Any, shipped_site: Path, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.goto((shipped_site / "items" / "index.html").as_uri())
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()
