"""Pages dressed without the Markdown parser are, but for empty lines, what the parser makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.structure.pages import Page

from generator.site.dress import plain_blocks
from generator.site.dress.dressing import DressError, dress
from generator.site.dress.finished_pages import FinishedBlocks
from generator.site.fragments import badge, searchable, small
from generator.site.markdown import box, bullets, finished, folded, heading, quotation, text
from tests.conftest import CATALOG, OLD_LAW, REPOSITORY, TinyCatalog
from tests.site.conftest import prepared

HOSTILE = '另一条例 & <某> #1 {x} [y](z) *w* _v_ `u` \\ ! "t" 1.'
TEXT = f"某某管理条例\n（2011年3月2日公布）\n第一章　{HOSTILE}\n第一条　甲应当乙。\n第二章　总　则\n第二条　丙。\n"
OPEN = badge("待核实")
MKDOCS = REPOSITORY / "mkdocs.yml"
BLOCKS = [
    f"{heading(2, text(HOSTILE), 'some')}\n\n{heading(3, f'1. {text(HOSTILE)}{OPEN}', 'other')}",
    f"{text(HOSTILE)}<br>**{text(HOSTILE)}**：[{text(HOSTILE)}](../glossary.md)、[外](https://a.b/?c=1&d=2)",
    bullets([text(HOSTILE), f"**{text(HOSTILE)}**：\n\n{bullets([text(HOSTILE), '[甲](../glossary.md)'], '    ')}"]),
    box(
        "check", heading(3, text(HOSTILE), "some"), bullets([text(HOSTILE)]), box("verdict", "甲"), small("说明", "乙")
    ),
    searchable(HOSTILE.replace("&", "和"), "甲"),
    folded(text(HOSTILE), small("说明", HOSTILE), text(HOSTILE)),
    "[外](https://a.b/?c=1&d='2')",
    f"{quotation(HOSTILE)}\n\n{small('说明', HOSTILE)}\n\n甲\n\n{finished('<p>乙</p>')}",
    f"{quotation('甲')}\n\n{quotation('乙')}",
    f"{bullets(['甲'])}\n\n{bullets(['乙'])}",
    f"甲\n\n{bullets(['乙'], '    ')}",
    "甲 **乙 [丙](../glossary.md)",
    "1. 甲\n2. 乙",
]
"""All kinds of block, and what looks like one."""


@pytest.fixture
def source(tiny: TinyCatalog, tmp_path: Path) -> Path:
    tiny.write("catalog.yaml", {**CATALOG, "texts": [{"folder": "statutes", "title": "本局文本"}]})
    tiny.write("laws/other-law.yaml", {**OLD_LAW, "title": HOSTILE, "short": HOSTILE})
    tiny.statute("old-law", "2011-12-01", TEXT)
    return prepared(tiny.view(), tmp_path / "source")


def lines(page: Path) -> list[str]:
    return [line for line in page.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_the_parser_would_change_nothing(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    ordinary = Page.render
    monkeypatch.setattr(Page, "render", lambda page, *rest: parsed.append(page.file.src_uri) or ordinary(page, *rest))
    plain = {"items/01-trade.md", "laws/old-law.md", "laws/other-law.md", "laws/new-law.md"}
    dress(source, tmp_path / "finished", MKDOCS)
    assert not plain & set(parsed)
    monkeypatch.setattr(plain_blocks, "known", lambda _: None)
    parsed.clear()
    dress(source, tmp_path / "parsed", MKDOCS)
    assert plain <= set(parsed)
    pages = sorted(path.relative_to(tmp_path / "parsed") for path in (tmp_path / "parsed").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        assert lines(tmp_path / "finished" / page) == lines(tmp_path / "parsed" / page), page


def test_a_block_is_what_the_parser_makes_of_it(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, written in enumerate(BLOCKS):
        page = f"---\ntitle: 页\n---\n\n# 页\n\n甲\n\n{written}\n\n丙\n"
        (source / "items" / f"block-{number}.md").write_text(page, encoding="utf-8")
    dress(source, tmp_path / "plain", MKDOCS)
    monkeypatch.setattr(plain_blocks, "known", lambda _: None)
    dress(source, tmp_path / "parsed", MKDOCS)
    for number, written in enumerate(BLOCKS):
        made = [tmp_path / how / "items" / f"block-{number}.html" for how in ("plain", "parsed")]
        assert made[0].read_bytes() == made[1].read_bytes(), written


def test_an_anchor_in_finished_html_may_be_linked_to_and_a_missing_one_may_not(source: Path, tmp_path: Path) -> None:
    page = source / "glossary.md"
    whole = page.read_text(encoding="utf-8")
    page.write_text(f"{whole}\n[好链接](laws/old-law.md#art_2__para_1)\n", encoding="utf-8")
    dress(source, tmp_path / "good", MKDOCS)
    page.write_text(f"{whole}\n[坏链接](laws/old-law.md#art_3)\n", encoding="utf-8")
    with pytest.raises(DressError, match="art_3"):
        dress(source, tmp_path / "bad", MKDOCS)


def test_what_is_set_aside_comes_back_in_its_place() -> None:
    markdown = f"甲\n\n{finished('<p>1</p>')}\n\n{finished('<p>2</p>')}\n\n乙\n\n{finished('<p>3</p>')}"
    blocks = FinishedBlocks(markdown)
    assert "<p>" not in blocks.rest
    assert "".join(blocks.put_back(blocks.rest).split()) == "甲<p>1</p><p>2</p>乙<p>3</p>"
