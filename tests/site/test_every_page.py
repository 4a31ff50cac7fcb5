"""Every page of the shipped site in a real Chromium: nothing leaves the machine, all Chinese, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site.conftest import serving

pytestmark = pytest.mark.browser

PHONE, HALF, WIDE = 390, 640, 1280
"""Widths in CSS pixels; 640 is a screen of 1,280 at a zoom of 200 %."""
ALLOWED = {"Word", "WPS", "Excel"}
SHOWN = """() => {
    const shown = document.body.cloneNode(true);
    shown.querySelectorAll("script, style, .digest, code, pre, .components").forEach((element) => element.remove());
    const named = ["title", "aria-label", "placeholder", "alt"];
    const attributes = [...document.querySelectorAll("[title],[aria-label],[placeholder],[alt]")]
        .flatMap((element) => named.map((name) => element.getAttribute(name) || ""));
    return [shown.textContent, document.title, ...attributes].join("\\n");
}"""


def generated(site: Path) -> list[str]:
    """Every page but those for maintainers and officials written by hand, which name commands and files."""
    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return [name for name in names if not name.startswith(("maintainers/", "guides/"))]


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, shipped_site: Path) -> Iterator[str]:
    if request.param == "file":
        yield f"{shipped_site.as_uri()}/"
    else:
        with serving(shipped_site) as address:
            yield address


def test_no_page_sends_a_request_out_or_complains(browser: Any, root: str, shipped_site: Path) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": WIDE, "height": 900})
    page = context.new_page()
    outside: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda sent: None if sent.url.startswith((root, "data:", "blob:")) else outside.append(sent.url))
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    names = [path.relative_to(shipped_site).as_posix() for path in sorted(shipped_site.rglob("*.html"))]
    assert len(names) > 90
    for name in names:
        page.goto(root + name)
    page.wait_for_timeout(200)
    assert (outside, complaints) == ([], [])
    context.close()


def test_no_page_shows_english_or_days_with_hyphens(browser: Any, shipped_site: Path) -> None:
    page = browser.new_page(locale="zh-CN")
    found = []
    for name in generated(shipped_site):
        page.goto((shipped_site / name).as_uri())
        words = page.evaluate(r"(text) => text.match(/[A-Za-z]{2,}|\d{4}-\d\d-\d\d/g) || []", page.evaluate(SHOWN))
        found += [(name, word) for word in words if word not in ALLOWED]
    page.close()
    assert named_apart(found) == []


def named_apart(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without the names of sources and components, addresses of sites and data, and units of measure."""
    names = {"china", "law", "mcp", "MIT", "https", "http", "pypi", "org", "project", "JSON", "SHA", "gov", "cn", "www"}
    return [(page, word) for page, word in found if word not in names and page != "about.html"]


@pytest.mark.parametrize("width", [PHONE, HALF])
def test_no_page_scrolls_sideways_on_a_phone_or_at_a_zoom_of_200_percent(
    browser: Any, shipped_site: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    too_wide = []
    for path in sorted(shipped_site.rglob("*.html")):
        page.goto(path.as_uri())
        if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            too_wide.append((path.name, over))
    page.close()
    assert too_wide == []


def test_the_error_page_needs_no_other_file_and_finds_the_way_home(browser: Any, shipped_site: Path) -> None:
    page = browser.new_page()
    page.goto((shipped_site / "404.html").as_uri())
    assert page.evaluate("document.querySelectorAll('[src], link').length") == 0
    page.click("text=监管事项")
    assert page.url == (shipped_site / "items" / "index.html").as_uri()
    html = (shipped_site / "404.html").read_text(encoding="utf-8")
    page.route("http://127.0.0.1:9/**", lambda route: route.fulfill(status=404, content_type="text/html", body=html))
    for missing in ("items/gone.html", "gone.html", "laws/x/gone.html"):
        page.goto(f"http://127.0.0.1:9/site/{missing}")
        assert page.locator("text=首页").get_attribute("href") == "/site/index.html"
    page.close()
