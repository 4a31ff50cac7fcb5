"""The site in a real Chromium, from a folder and from a server."""

from __future__ import annotations

from typing import Any

import pytest

from generator.views import View

pytestmark = pytest.mark.browser


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
