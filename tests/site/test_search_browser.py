"""Searching in a real Chromium, from a folder and from a server: the box, the search page, filters, keyboard, paste."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

pytestmark = pytest.mark.browser

ARTICLE = "laws/hazardous-chemicals-regulation.html#art_33"


def typed(page: Any, query: str) -> list[str]:
    """Types into the box of the header; the addresses found, best first."""
    page.click(".md-search__input")
    page.keyboard.type(query)
    page.wait_for_selector(".md-search-result__link", timeout=10_000)
    page.wait_for_timeout(300)
    return [link.get_attribute("href") for link in page.query_selector_all(".md-search-result__link")]


def opened_page(page: Any, root: str, address: str) -> list[str]:
    """Opens the search page with a query; the addresses found, best first."""
    page.goto(f"{root}search.html?{address}")
    page.wait_for_function("() => /找到|没有/.test(document.querySelector('.jg-said').textContent)", timeout=10_000)
    return found(page)


def found(page: Any) -> list[str]:
    return [link.get_attribute("href") for link in page.query_selector_all(".jg-results a")]


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("安生法33条", "laws/work-safety-law.html#art_33"),
        ("aqscf", "laws/work-safety-law.html"),
        ("烟花爆足批发", "items/02-fireworks-wholesale.html"),
        ("行政處罰決定書", "documents/penalty-decision.html"),
    ],
)
def test_the_box_finds_citations_pinyin_typos_and_traditional_forms(
    opened: Any, root: str, query: str, first: str
) -> None:
    page, outside, complaints = opened
    page.goto(f"{root}guides/field.html")
    assert typed(page, query)[0].removeprefix(root) == first
    assert (outside, complaints) == ([], [])


def test_the_box_leads_to_the_search_page_by_keyboard_alone(opened: Any, root: str) -> None:
    page, outside, complaints = opened
    page.goto(f"{root}laws/index.html")
    page.keyboard.press("/")
    page.keyboard.type("重大危险源备案")
    page.wait_for_selector(".md-search-result__link")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.classList.contains('jg-all')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.wait_for_selector(".jg-results a")
    assert asked(page) == {"q": ["重大危险源备案"]}
    assert (outside, complaints) == ([], [])


def test_the_box_walks_to_a_hit_with_the_arrows(opened: Any, root: str) -> None:
    page, _, _ = opened
    page.goto(f"{root}index.html")
    typed(page, "危险化学品安全管理条例第33条")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ARTICLE}")


def test_what_is_not_found_leads_to_the_nearest_terms(opened: Any, root: str) -> None:
    page, _, complaints = opened
    page.goto(f"{root}index.html")
    page.click(".md-search__input")
    page.keyboard.type("区块链钱包")
    page.wait_for_function("() => document.querySelector('.md-search-result__meta').textContent.includes('没有找到')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.wait_for_selector(".jg-near a")
    assert "没有找到“区块链钱包”" in page.inner_text(".jg-said")
    assert page.is_visible(".jg-else")
    assert not page.is_visible(".jg-more")
    nearest = page.inner_text(".jg-near a >> nth=0")
    page.click(".jg-near a >> nth=0")
    page.wait_for_selector(".jg-results a")
    assert page.input_value("#jg-q") == nearest
    assert complaints == []


def test_the_search_page_has_an_address_that_brings_query_and_filters_back(opened: Any, root: str) -> None:
    page, outside, complaints = opened
    every = opened_page(page, root, f"q={quote('经营许可证')}")
    only = opened_page(page, root, f"q={quote('经营许可证')}&kind=check&law={quote('危险化学品安全法')}")
    assert only and set(only) <= {url for url in only if "#check-" in url}
    assert len(every) > 0 and page.is_checked("[name=kind][value=check]")
    assert page.input_value("[name=law]") == "危险化学品安全法"
    assert asked(page) == {"q": ["经营许可证"], "kind": ["check"], "law": ["危险化学品安全法"]}
    assert page.locator(".md-search__output").is_hidden() or not page.is_checked("[data-md-toggle=search]")
    assert (outside, complaints) == ([], [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("law", "危险化学品安全法"),
        ("method", "双随机、一公开监管"),
        ("department", "危化处"),
        ("status", "待核实"),
    ],
)
def test_each_filter_narrows_what_is_shown_and_the_address_says_so(
    opened: Any, root: str, name: str, value: str
) -> None:
    page, _, complaints = opened
    opened_page(page, root, f"q={quote('许可证')}")
    before = page.inner_text(".jg-said")
    page.select_option(f"[name={name}]", value)
    page.wait_for_function("(old) => document.querySelector('.jg-said').textContent !== old", arg=before)
    assert asked(page)[name] == [value]
    assert found(page)
    page.click(".jg-clear")
    page.wait_for_function("(old) => document.querySelector('.jg-said').textContent === old", arg=before)
    assert name not in asked(page)
    assert complaints == []


def test_kinds_are_chosen_with_the_arrow_keys_and_results_walked(opened: Any, root: str) -> None:
    page, _, _ = opened
    opened_page(page, root, f"q={quote('烟花爆竹批发')}")
    page.focus("#jg-q")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('kind=item')")
    assert found(page) == ["items/02-fireworks-wholesale.html"]
    page.focus("#jg-q")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/02-fireworks-wholesale.html")
    page.go_back()
    page.wait_for_selector(".jg-results a")
    assert page.is_checked("[name=kind][value=item]")
    assert page.input_value("#jg-q") == "烟花爆竹批发"


def test_words_found_are_marked_and_more_can_be_shown(opened: Any, root: str) -> None:
    page, _, _ = opened
    opened_page(page, root, f"q={quote('应急预案')}")
    assert set(page.locator(".jg-results li >> nth=0").locator("mark").all_inner_texts()) == {"应急预案"}
    assert len(found(page)) == 20
    page.click(".jg-more")
    page.wait_for_function("() => document.querySelectorAll('.jg-results li').length > 20")
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.jg-results li')[20]")


def test_typing_pasting_and_submitting_on_the_search_page(opened: Any, root: str) -> None:
    page, _, complaints = opened
    page.goto(f"{root}search.html")
    page.focus("#jg-q")
    page.keyboard.insert_text("危化品条例第三十三条")  # what a paste does: an input event, no key
    page.wait_for_selector(".jg-results a")
    assert found(page)[0] == ARTICLE
    page.fill("#jg-q", "送达回证")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.jg-results a').getAttribute('href') === 'documents/service-receipt.html'"
    )
    assert asked(page) == {"q": ["送达回证"]}
    page.go_back()
    page.wait_for_function("() => document.querySelector('#jg-q').value !== '送达回证'")
    assert complaints == []


def test_text_pasted_into_the_box_with_the_mouse_is_searched(opened: Any, root: str) -> None:
    page, _, _ = opened
    page.goto(f"{root}index.html")
    page.click(".md-search__input")
    page.keyboard.insert_text("烟花爆竹批发")
    page.wait_for_selector(".md-search-result__link", timeout=10_000)


def test_hostile_queries_neither_run_nor_break_the_search_page(opened: Any, root: str) -> None:
    page, outside, complaints = opened
    for query in (
        "<img src=x onerror=alert(1)>",
        "\"'><script>alert(1)</script>",
        "(((",
        "__proto__",
        "%%%",
        "条" * 300,
    ):
        page.goto(f"{root}search.html?q={quote(query)}&kind={quote(query)}&law={quote(query)}&status=__proto__")
        page.wait_for_timeout(300)
        assert page.evaluate("document.querySelectorAll('.jg-search img, .jg-search script').length") == 0
    assert (outside, complaints) == ([], [])


def test_a_phone_shows_the_search_page_without_sideways_scrolling(browser: Any, shipped_site: Any) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{(shipped_site / 'search.html').as_uri()}?q={quote('重大危险源')}")
    page.wait_for_selector(".jg-results a")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()
