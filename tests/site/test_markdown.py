"""Catalog text reaches the page as it stands, whatever it contains."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.markdown import Page, bullets, heading, outside, paragraphs, table, text
from tests.site.html_reader import PageReader

HOSTILE = [
    "<script>alert(1)</script>",
    "**粗** _斜_ `码` ~~删~~",
    "甲|乙",
    "{{ config }} {: .x onclick=alert(1) } { #id }",
    "[x](javascript:alert(1)) ![y](z) <http://a.b>",
    "反斜杠 \\ \\| \\[",
    "1. 一\n- 二\n# 三\n> 四\n    五\n***\n===",
    "&lt; &amp; &#60; ]]> --> <!-- </details></div>",
    "[TOC] [ref]: x *[缩写]: y",
    "第 1. 项",
]
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "fenced_code"]


def rendered(source: str) -> PageReader:
    return PageReader(markdown.markdown(source, extensions=EXTENSIONS))


def squeezed(value: str) -> str:
    return "".join(value.split())


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "place",
    [
        lambda value: text(value),
        lambda value: paragraphs(value),
        lambda value: heading(3, text(value), "here"),
        lambda value: bullets([text(value)]),
        lambda value: table(["甲", "乙"], [[text(value), "x"]], "表"),
        lambda value: Page("items/a.html", "题").link(value, "laws/b.html"),
        lambda value: f'<div class="box" markdown="1">\n\n{text(value)}\n\n</div>',
    ],
)
def test_hostile_text_is_shown_and_not_obeyed(value, place):
    page = rendered(place(value))
    assert squeezed(value) in squeezed(page.text)
    allowed = {"p", "br", "h3", "ul", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "div"}
    assert {tag for tag, _ in page.elements} <= allowed
    assert all(link.endswith("laws/b.md") for link in page.links)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60))
def test_any_text_survives(value):
    page = rendered(f"甲{text(value)}乙")
    assert squeezed(page.text) == squeezed(f"甲{value}乙".replace("\ufeff", " "))
    assert {tag for tag, _ in page.elements} == {"p"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x.y", "flk.npc.gov.cn", " https://"])
def test_an_address_that_is_no_web_address_stays_text(address):
    assert not rendered(outside("国家法律法规数据库", address)).links


def test_a_web_address_keeps_its_query():
    address = "https://xzfg.moj.gov.cn/front/law/detail?LawID=1298&a=(b)#c"
    assert rendered(outside("官方", address)).links == [address.replace("(", "%28").replace(")", "%29")]


def test_a_title_in_the_front_matter_is_html_already():
    assert 'title: "&lt;/title&gt;&quot;甲 乙"' in Page("a.html", '</title>"甲\n乙').markdown()
