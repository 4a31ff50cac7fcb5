"""axe-core finds no violation on any kind of page, light and dark; pages are usable by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.amounts import stride
from tests.conftest import CATALOG, OLD_LAW, TinyCatalog
from tests.site.conftest import BuildSite

axe = pytest.importorskip("axe_playwright_python", reason="没有安装 axe-playwright-python")

pytestmark = pytest.mark.browser

AXE = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
FOLDERS = ("items", "laws", "methods", "documents", "departments", "guides", "maintainers")
OLD = "某某管理条例\n（2011年3月2日公布）\n第一章　总则\n第一条　甲应当乙。\n第二条　丙应当丁。\n第二章　附则\n第三十三条　经营须许可。\n"


def one_of_each_kind(site: Path) -> list[Path]:
    """Every page at the top, every index, the smallest page of every folder, an item and a law with all there is."""
    smallest = [
        min({*(site / folder).glob("*.html")} - {site / folder / "index.html"}, key=lambda path: path.stat().st_size)
        for folder in FOLDERS
    ]
    full = [site / "items" / "01-hazchem-trade.html", site / "laws" / "administrative-penalty-law.html"]
    return list(
        dict.fromkeys([full[0], *smallest, *sorted(site.glob("*/index.html")), *sorted(site.glob("*.html")), full[1]])
    )


def violations(page: Any, scheme: str) -> list[str]:
    """What axe finds; of dark pages only what depends on colours, the rest was found on the light ones."""
    rules = {"runOnly": ["color-contrast", "link-in-text-block"]} if scheme == "dark" else {}
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run(document, rules)", {"resultTypes": ["violations"], **rules})["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]} {one['nodes'][0]['failureSummary'][:200]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Any, shipped_site: Path, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    found = {}
    for path in one_of_each_kind(shipped_site)[:: stride(5 if scheme == "light" else 10)]:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((element) => { element.open = true; })")
        if bad := violations(page, scheme):
            found[path.name] = bad
    page.close()
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_versions_and_their_comparison(
    browser: Any, tiny: TinyCatalog, build_site: BuildSite, scheme: str
) -> None:
    versions = [
        {"promulgated": "2011-03-02", "effective": "2011-12-01", "source": "本目录整理"},
        {"effective": "2026-06-01", "event": "修订", "source": "本目录整理"},
    ]
    tiny.write("catalog.yaml", {**CATALOG, "texts": [{"folder": "statutes", "title": "本局文本"}]})
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": versions})
    tiny.statute("old-law", "2011-12-01", OLD)
    tiny.statute("old-law", "2026-06-01", OLD.replace("丙应当丁", "丙应当依法丁"))
    site = build_site(tiny.view())
    pages = [site / "laws" / "old-law.html", *sorted((site / "laws" / "old-law").glob("*.html"))]
    assert len(pages) == 3
    page = browser.new_page(color_scheme=scheme)
    for path in pages:
        page.goto(path.as_uri())
        assert violations(page, scheme) == [], path.name
    page.close()


def test_the_keyboard_reaches_the_text_the_folded_articles_and_the_sorting(browser: Any, shipped_site: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((shipped_site / "items" / "index.html").as_uri())
    page.wait_for_selector("button.sort")
    first = page.locator("button.sort").first
    first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort]").first.get_attribute("aria-sort") == "ascending"
    page.goto((shipped_site / "items" / "01-hazchem-trade.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").split()[0] == "md-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById(location.hash.slice(1)).tagName") == "H1"
    summary = page.locator("details.passage summary").first
    if summary.count():
        summary.focus()
        page.keyboard.press("Enter")
        assert page.locator("details.passage[open]").count() == 1
    page.close()


def test_every_table_has_header_cells_and_a_caption(shipped_site: Path) -> None:
    for path in shipped_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        if "/guides/" in path.as_posix() or "/maintainers/" in path.as_posix():
            continue
        tables = html.count("<table>")
        assert html.count("<thead>") == tables, path
        assert html.count('<caption class="jg-caption">') == tables, path
