"""Sorting, narrowing, jumping to an article, comparing two days, leading on from old addresses; under instant navigation too."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.law.numerals import to_chinese
from generator.site.dress.dressing import dress
from generator.views import View
from tests.conftest import CATALOG, COMPILED, REPOSITORY, TinyCatalog
from tests.site.conftest import BuildSite, prepared, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any) -> Any:
    page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def column(page: Any, number: int) -> list[str]:
    return page.locator(f".items--appendix tbody tr:visible td:nth-child({number})").all_inner_texts()


def test_the_table_of_items_sorts_both_ways_and_by_number(page: Any, shipped_site: Path) -> None:
    page.goto((shipped_site / "items" / "index.html").as_uri())
    assert column(page, 1) == [str(number) for number in range(1, 13)]
    page.click(".items--appendix th:nth-child(1) button")
    page.click(".items--appendix th:nth-child(1) button")
    assert column(page, 1) == [str(number) for number in range(12, 0, -1)]
    page.click(".items--appendix th:nth-child(7) button")
    ratios = [text.split("%")[0] for text in column(page, 7) if "%" in text]
    assert ratios == sorted(ratios, key=float) and column(page, 7)[: len(ratios)] == [
        text for text in column(page, 7) if "%" in text
    ]


def test_a_list_narrows_to_rows_that_hold_every_word_and_hides_empty_groups(page: Any, shipped_site: Path) -> None:
    page.goto((shipped_site / "laws" / "index.html").as_uri())
    before = page.locator(".laws tbody tr").count()
    page.fill(".narrow__box input", "危化品安全法")  # an alias that is not shown
    assert page.locator(".laws tbody tr:visible").count() == 1
    assert page.locator(".narrow h2:visible").count() == 1
    assert page.locator(".narrow__count").inner_text() == f"1 / {before}"
    page.fill(".narrow__box input", "")
    assert page.locator(".laws tbody tr:visible").count() == before


def test_an_abbreviation_finds_an_item_in_the_table(page: Any, shipped_site: Path) -> None:
    page.goto((shipped_site / "items" / "index.html").as_uri())
    page.fill(".narrow__box input", "危化品经营")
    assert page.locator(".items tbody tr:visible").count() == 1


def test_two_days_show_what_differs_between_them_and_nothing_else(
    page: Any, shipped_site: Path, shipped_view: View
) -> None:
    page.goto((shipped_site / "comparison.html").as_uri())
    old, new = date(2025, 1, 20), date(2026, 5, 1)
    page.select_option("select[name=from]", old.isoformat())
    page.select_option("select[name=to]", new.isoformat())
    page.wait_for_timeout(100)
    item = shipped_view.items[0]
    rows = page.locator(f"[id='{item.id}'] ~ .dated").first.locator("tbody tr:visible")
    shown = rows.locator("td:nth-child(2)").all_inner_texts()
    before, after = ({check.check.ask for check in item.all_checks if day in check.period} for day in (old, new))
    asks = {text for text in shown if text in {check.check.ask for check in item.all_checks}}
    assert asks == before ^ after and asks
    page.select_option("select[name=to]", old.isoformat())
    assert page.locator(".dated tbody tr:visible").count() == 0
    assert page.locator(".days [role=status]").inner_text() == "0 处不同"


def test_the_address_says_which_two_days_are_compared(page: Any, shipped_site: Path) -> None:
    page.goto((shipped_site / "comparison.html").as_uri())
    page.select_option("select[name=from]", "2025-01-20")
    page.select_option("select[name=to]", "2026-05-01")
    said = page.locator(".days [role=status]").inner_text()
    assert page.url.endswith("?from=2025-01-20&to=2026-05-01")
    page.reload()
    page.wait_for_timeout(100)
    assert page.locator(".days [role=status]").inner_text() == said


LAW = "\n".join(
    [
        "某某管理条例",
        "（2011年3月2日公布）",
        "第一章　总则",
        *(f"第{to_chinese(number)}条　甲应当乙。" for number in range(1, 13)),
        "第二章　附则",
        *(f"第{to_chinese(number)}条　丙应当丁。" for number in range(13, 23)),
        "",
    ]
)


@pytest.fixture
def with_law(tiny: TinyCatalog) -> TinyCatalog:
    tiny.write("catalog.yaml", {**CATALOG, "texts": [{"folder": "statutes", "title": "本局文本"}]})
    tiny.statute("old-law", "2011-12-01", LAW)
    return tiny


@pytest.mark.parametrize("typed", ["14", "十四", "第十四条", "第14条", " 14 "])
def test_a_number_in_the_sidebar_jumps_to_the_article(
    page: Any, with_law: TinyCatalog, build_site: BuildSite, typed: str
) -> None:
    page.goto((build_site(with_law.view()) / "laws" / "old-law.html").as_uri())
    page.fill(".jump input", typed)
    page.keyboard.press("Enter")
    assert page.url.endswith("#art_14")


def test_the_sidebar_is_short_says_which_articles_a_chapter_has_and_narrows(
    page: Any, with_law: TinyCatalog, build_site: BuildSite
) -> None:
    page.goto((build_site(with_law.view()) / "laws" / "old-law.html").as_uri())
    entries = page.locator(".md-sidebar--secondary .md-nav__item:visible")
    assert entries.count() < 10
    assert "第 1–12 条" in "".join(entries.all_inner_texts())
    page.fill(".jump input", "附则")
    assert entries.count() == 1
    page.fill(".jump input", "99")
    page.keyboard.press("Enter")
    assert page.locator(".jump [role=status]").inner_text() == "本页没有这一条"


def test_old_addresses_lead_on_with_their_anchors(page: Any, tiny: TinyCatalog, build_site: BuildSite) -> None:
    tiny.write(
        "redirects.yaml",
        [
            {"from": "items/01-old.html", "to": "items/01-trade.html", "note": "改名"},
            {"from": "items/01-old.html#check-x", "to": "items/01-trade.html#check-licence"},
            {"from": "items/01-trade.html#check-gone", "to": "items/01-trade.html#check-old-duty"},
        ],
    )
    site = build_site(tiny.view())
    for old, new in (
        ("items/01-old.html", "items/01-trade.html"),
        ("items/01-old.html#check-licence", "items/01-trade.html#check-licence"),
        ("items/01-old.html#check-x", "items/01-trade.html#check-licence"),
        ("items/01-trade.html#check-gone", "items/01-trade.html#check-old-duty"),
    ):
        page.goto("about:blank")
        page.goto(f"{site.as_uri()}/{old}")
        page.wait_for_url(f"**/{new}", timeout=3000)


def test_instant_navigation_keeps_the_page_and_the_scripts_work_on_the_next(
    page: Any, tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.write("departments.yaml", {f"d{number}": {"name": f"处{number}", "source": COMPILED} for number in range(8)})
    (tmp_path / "site").mkdir()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with serving(tmp_path / "site") as root:
        monkeypatch.setenv("JIANGUAN_SITE_URL", root)
        dress(prepared(tiny.view(), tmp_path / "source"), tmp_path / "site", REPOSITORY / "mkdocs.yml")
        page.goto(f"{root}index.html")
        page.wait_for_load_state("networkidle")
        page.evaluate("window.kept = true")
        for tab, control in (("监管事项", "button.sort"), ("法规变动", ""), ("监管事项", "button.sort")):
            page.click(f".md-tabs__link:has-text('{tab}')")
            page.wait_for_selector(f"h1:has-text('{tab}')")
            assert page.evaluate("window.kept") is True
            if control:
                page.wait_for_selector(control)
                assert page.locator(".md-tabs__item--active").inner_text() == tab
        page.go_back()
        page.wait_for_selector("h1:has-text('法规变动')")
    assert complaints == []
