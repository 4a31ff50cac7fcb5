"""A site that is older than its law says so to whoever still reads it, from the day in Beijing on which that changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import TinyCatalog
from tests.site.conftest import BuildSite

pytestmark = pytest.mark.browser

BAR = "本站按2026年4月30日的法律生成，自2026年5月1日起"


def opened_on(browser: Any, address: str, moment: str) -> Any:
    """A page whose reader's clock stands at a moment (UTC)."""
    page = browser.new_page()
    page.clock.set_fixed_time(moment)
    page.goto(address)
    return page


def test_the_page_says_from_which_day_it_is_outdated(tiny: TinyCatalog, build_site: BuildSite, browser: Any) -> None:
    site = build_site(tiny.view("2026-04-30"))
    address = (site / "index.html").as_uri()
    before = opened_on(browser, address, "2026-04-30T15:59:00Z")
    assert before.locator(".outdated").count() == 0
    on_the_day = opened_on(browser, address, "2026-04-30T16:00:00Z")
    bar = on_the_day.locator(".outdated")
    assert bar.inner_text().startswith(BAR) and bar.get_attribute("role") == "status"
    assert (before.evaluate("jianguanEdition.as_of"), bar.count()) == ("2026年4月30日", 1)


def test_a_site_of_which_nothing_to_come_is_known_never_says_so(
    tiny: TinyCatalog, build_site: BuildSite, browser: Any
) -> None:
    site = build_site(tiny.view("2030-01-01"))
    page = opened_on(browser, (site / "items" / "index.html").as_uri(), "2040-01-01T00:00:00Z")
    assert page.locator(".outdated").count() == 0
