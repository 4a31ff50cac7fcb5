"""The site in a real Chromium, from a folder and from a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.views import View
from tests.site.conftest import CHROMIUM

pytest.importorskip("playwright.sync_api", reason="没有安装 playwright")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="没有安装 /usr/bin/chromium"),
]


def search(page: Any, query: str) -> list[str]:
    """Types into the search box; the addresses found, best first."""
    page.click(".md-search__input")
    page.keyboard.type(query)
    page.wait_for_selector(".md-search-result__link", timeout=10_000)
    page.wait_for_timeout(300)
    return [link.get_attribute("href") for link in page.query_selector_all(".md-search-result__link")]


def test_three_searches_find_the_right_thing_first(opened: Any, root: str, shipped_view: View) -> None:
    page, outside, complaints = opened
    second = next(view for view in shipped_view.items if view.item.number == 2)
    records = {
        f"items/{view.id}.html#check-{own.check.id}": own.check.ask
        for view in shipped_view.items
        for own in view.checks
    }
    found = []
    for query in ("烟花爆竹批发", "剧毒化学品销售记录", "危险化学品安全管理条例第33条"):
        page.goto(f"{root}index.html")
        found.append(search(page, query)[0].removeprefix(root))
    assert found[0] == f"items/{second.id}.html"
    assert "剧毒" in records[found[1]] and "记录" in records[found[1]]
    assert found[2] == "laws/hazardous-chemicals-regulation.html#art_33"
    assert (outside, complaints) == ([], [])


def test_enter_opens_the_first_hit_from_any_page(opened: Any, root: str) -> None:
    page, _, _ = opened
    page.goto(f"{root}laws/index.html")
    search(page, "危险化学品安全管理条例第33条")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hazardous-chemicals-regulation.html#art_33")


def test_text_pasted_with_the_mouse_is_searched_too(opened: Any, root: str) -> None:
    page, _, _ = opened
    page.goto(f"{root}index.html")
    page.click(".md-search__input")
    page.keyboard.insert_text("烟花爆竹批发")
    page.wait_for_selector(".md-search-result__link", timeout=10_000)


def test_hostile_queries_do_not_break_the_search(opened: Any, root: str) -> None:
    page, _, complaints = opened
    page.goto(f"{root}index.html")
    page.click(".md-search__input")
    for query in ("<img src=x onerror=alert(1)>", "((([", "\\", "第条第", "__proto__"):
        page.fill(".md-search__input", query)
        page.wait_for_timeout(100)
    page.fill(".md-search__input", "")
    assert search(page, "烟花爆竹批发")
    assert complaints == []


def test_no_page_asks_anything_of_the_network(opened: Any, root: str, shipped_site: Path) -> None:
    page, outside, complaints = opened
    kinds = [
        next(iter(sorted((shipped_site / kind).glob("*.html")))) for kind in ("items", "laws", "methods", "documents")
    ]
    for path in [*shipped_site.glob("*.html"), *kinds, *sorted(shipped_site.glob("*/index.html"))]:
        if path.name == "404.html" and root.startswith("file"):
            continue  # only a server shows it
        page.goto(root + path.relative_to(shipped_site).as_posix())
        page.wait_for_timeout(100)
    assert (outside, complaints) == ([], [])


def test_the_interface_is_chinese(opened: Any, root: str) -> None:
    page, _, _ = opened
    page.goto(f"{root}index.html")
    shown = page.evaluate(
        """() => [document.body.innerText, document.title,
            ...[...document.querySelectorAll("[title],[aria-label],[placeholder]")].flatMap((element) =>
                ["title", "aria-label", "placeholder"].map((name) => element.getAttribute(name) || ""))].join("\\n")"""
    )
    for digest in page.locator(".md-footer .digest").all_inner_texts():
        shown = shown.replace(digest, "")
    words = page.evaluate("(text) => text.match(/[A-Za-z]{2,}/g) || []", shown)
    assert [word for word in words if word not in ("Word", "WPS")] == []


@pytest.mark.parametrize(
    "name", ["index.html", "items/index.html", "laws/index.html", "unverified.html", "documents/index.html"]
)
def test_a_phone_shows_pages_without_sideways_scrolling(browser: Any, shipped_site: Path, name: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((shipped_site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()
