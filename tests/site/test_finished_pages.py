"""Pages dressed without the Markdown parser are, but for empty lines, what the parser makes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.structure.pages import Page

from generator.site import finished_pages
from generator.site.dress import DressError, dress
from generator.site.finished_pages import FinishedBlocks
from generator.site.markdown import finished
from tests.conftest import CATALOG, OLD_LAW, REPOSITORY, TinyCatalog
from tests.site.conftest import prepared

HOSTILE = '另一条例 & <某> #1 {x} [y](z) *w* _v_ `u` \\ ! "t" 1.'
TEXT = f"某某管理条例\n（2011年3月2日公布）\n第一章　{HOSTILE}\n第一条　甲应当乙。\n第二章　总　则\n第二条　丙。\n"
MKDOCS = REPOSITORY / "mkdocs.yml"


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
    dress(source, tmp_path / "finished", MKDOCS)
    assert "items/01-trade.md" in parsed
    assert not {"laws/old-law.md", "laws/other-law.md", "laws/new-law.md"} & set(parsed)
    monkeypatch.setattr(finished_pages, "_HEADING", re.compile("nothing is plain"))
    parsed.clear()
    dress(source, tmp_path / "parsed", MKDOCS)
    assert "laws/old-law.md" in parsed
    pages = sorted(path.relative_to(tmp_path / "parsed") for path in (tmp_path / "parsed").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        assert lines(tmp_path / "finished" / page) == lines(tmp_path / "parsed" / page), page


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
