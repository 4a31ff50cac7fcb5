"""Every page of the shipped site in a real Chromium: nothing leaves the machine, all Chinese, no sideways scrolling."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.amounts import stride
from tests.site.conftest import serving

pytestmark = pytest.mark.browser

PHONE, HALF, WIDE = 390, 640, 1280
"""Widths in CSS pixels; 640 is a screen of 1,280 at a zoom of 200 %."""
LATIN = re.compile(r"[A-Za-z]{2,}|\d{4}-\d\d-\d\d")
DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])")
NAMES = {"Word", "WPS", "Excel", "Windows", "china", "law", "mcp", "MIT", "catalog", "yaml", "title"}
"""Programs, the name and licence of a text source, the file and key a note tells to edit."""
SHOWN = """() => {
    const shown = document.body.cloneNode(true);
    shown.querySelectorAll("script, style, .digest, code, pre, a[href^=http]").forEach((element) => element.remove());
    const named = ["title", "aria-label", "placeholder", "alt"];
    const attributes = [...document.querySelectorAll("[title],[aria-label],[placeholder],[alt]")]
        .flatMap((element) => named.map((name) => element.getAttribute(name) || ""));
    return [shown.textContent, document.title, ...attributes].join("\\n");
}"""


class Visitor:
    """A tab that remembers the requests that left the site and what the console complained about."""

    def __init__(self, browser: Any, root: str) -> None:
        self.page = browser.new_context(locale="zh-CN", viewport={"width": WIDE, "height": 900}).new_page()
        self.outside: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda sent: self._sent(sent.url, root))
        self.page.on("console", lambda line: self._said(line.type, line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _sent(self, url: str, root: str) -> None:
        if not url.startswith((root, "data:", "blob:")):
            self.outside.append(url)

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


def test_every_page_works_from_a_folder(browser: Any, shipped_site: Path) -> None:
    visitor = Visitor(browser, shipped_site.as_uri())
    visitor.page.context.set_offline(True)
    page, foreign, too_wide = visitor.page, defaultdict(set), []
    names = [path.relative_to(shipped_site).as_posix() for path in sorted(shipped_site.rglob("*.html"))]
    assert len(names) > 90
    for name in names[:: stride(12)]:
        page.goto((shipped_site / name).as_uri())
        if not name.startswith(
            ("guides/", "maintainers/", "about.html", "glossary.html")
        ):  # these name commands, files, components
            shown = DIGEST.sub("", page.evaluate(SHOWN))
            foreign[name] = {word for word in LATIN.findall(shown) if word not in NAMES}
        for width in (HALF, PHONE):
            page.set_viewport_size({"width": width, "height": 844})
            if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
                too_wide.append((name, width))
        page.set_viewport_size({"width": WIDE, "height": 900})
    page.context.close()
    assert (visitor.outside, visitor.complaints) == ([], [])
    assert {name: words for name, words in foreign.items() if words} == {}
    assert too_wide == []


def test_a_page_of_every_kind_works_from_a_server(browser: Any, shipped_site: Path) -> None:
    kinds = {path.parent: path for path in sorted(shipped_site.rglob("*.html")) if path.parent != shipped_site}
    with serving(shipped_site) as root:
        visitor = Visitor(browser, root)
        for path in [*sorted(shipped_site.glob("*.html")), *sorted(shipped_site.glob("*/index.html")), *kinds.values()]:
            visitor.page.goto(root + path.relative_to(shipped_site).as_posix())
        visitor.page.wait_for_timeout(200)
        visitor.page.context.close()
    assert (visitor.outside, visitor.complaints) == ([], [])


def test_the_error_page_needs_no_other_file_and_finds_the_way_home(browser: Any, shipped_site: Path) -> None:
    page = browser.new_page()
    page.goto((shipped_site / "404.html").as_uri())
    assert page.locator("[src], link:not([href^='data:'])").count() == 0
    page.click("text=监管事项")
    assert page.url == (shipped_site / "items" / "index.html").as_uri()
    html = (shipped_site / "404.html").read_text(encoding="utf-8")
    page.route("http://127.0.0.1:9/**", lambda route: route.fulfill(status=404, content_type="text/html", body=html))
    for missing in ("items/gone.html", "gone.html", "laws/x/gone.html"):
        page.goto(f"http://127.0.0.1:9/site/{missing}")
        assert page.locator("text=首页").get_attribute("href") == "/site/index.html"
    page.close()


def test_a_guide_says_where_it_belongs(shipped_site: Path) -> None:
    guide = (shipped_site / "guides" / "field.html").read_text(encoding="utf-8")
    assert re.search(
        r'class="crumbs"><p><a href="../index.html">首页</a> › 使用指南 › <span aria-current="page">', guide
    )
