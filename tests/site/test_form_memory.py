"""A form opens whatever stands in the browser's storage: it may be damaged, or another page's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.views import View
from tests.amounts import stride
from tests.site.test_site_forms import Tab, subject

pytestmark = pytest.mark.browser

DAMAGED = [
    "", "{", "null", "7", "[]", '"x"', "\0", "[" * 5000, '{"units": 1}', '{"units": {"length": 3}}', '{"units": [null, 7, "x", []]}',
    '{"units": [{"name": null}]}', '{"units": [{"name": {}}]}', '{"units": [{}]}', '{"people": [null]}', '{"people": [{"name": ["x"]}]}',
    '{"units": [{"name": "<img src=x onerror=document.title=1>", "address": {"a": 1}}], "people": [{"name": "x"}]}',
    json.dumps({"units": [{"name": "甲" * 100_000}]}), json.dumps({"units": [{"name": f"{number}"} for number in range(20_000)]}),
    '{"__proto__": {"units": [{"name": "x"}]}}', '{"units": [{"__proto__": {"name": "x"}}]}',
]  # fmt: skip


def opened(tab: Tab, view: View, held: str, unit: str = "甲公司") -> str:
    tab.page.goto(tab.root + "index.html")
    tab.page.evaluate("held => localStorage.setItem('jianguan-remembered', held)", held)
    tab.open(*subject(view, "checklist"))
    tab.field("被检查单位").fill(unit)
    tab.field("检查人员一").fill("x")
    tab.field("检查人员一").blur()
    tab.page.get_by_label("生成文书时，在这台电脑上记住").check()
    tab.download("生成 Word 文书")
    return tab.said()


def test_a_form_opens_fills_and_remembers_over_damaged_memory(
    browser: Any,
    forms_site: Any,
    shipped_view: View,
) -> None:
    tab = Tab(browser, f"{forms_site.as_uri()}/")
    for held in DAMAGED[:: stride(8)]:
        assert "已记在本机：单位“甲公司”" in opened(tab, shipped_view, held), held[:60]
        kept = json.loads(tab.page.evaluate("localStorage.getItem('jianguan-remembered')"))
        assert kept["units"][0]["name"] == "甲公司" and len(kept["units"]) <= 100
        assert tab.page.title() != "1"
    assert not tab.complaints


def test_what_is_sound_among_the_damaged_is_offered(browser: Any, forms_site: Any, shipped_view: View) -> None:
    tab = Tab(browser, f"{forms_site.as_uri()}/")
    opened(tab, shipped_view, '{"units": [null, {"name": "乙公司", "address": 7, "phone": "123"}, {"name": 5}]}')
    names = tab.page.get_by_label("本机记住的单位").locator("option").all_inner_texts()
    assert names[1:] == ["甲公司", "乙公司"]


def test_a_name_too_long_to_be_read_back_is_not_said_to_be_remembered(
    browser: Any,
    forms_site: Any,
    shipped_view: View,
) -> None:
    tab = Tab(browser, f"{forms_site.as_uri()}/")
    assert "已记在本机：检查人员 1 名" in opened(tab, shipped_view, "{}", unit="甲" * 501)
    assert "甲甲" not in tab.page.evaluate("localStorage.getItem('jianguan-remembered')")
