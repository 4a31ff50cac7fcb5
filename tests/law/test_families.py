"""One statute written in every form texts come in is read as the same statute: chapters, articles, 款, 项, appendices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.law.citation import Place
from generator.law.numerals import to_chinese
from generator.law.readers import Source, docx, markdown, plain
from generator.law.statute import LEVELS, Article, Heading, Statute
from tests.amounts import amount
from tests.law.test_docx_reader import packed

_SENTENCES = (
    *(
        "应当建立制度。",
        "下列情形除外：",
        "第一条规定的，从其规定。",
        "第三条、第四条和前款的规定，适用本条。",
        "第二款另有规定的除外。",
    ),
    *(
        "附件所列的品种，由国务院规定。",
        "总则部分的规定，适用于本章。",
        "本法自2020年1月1日起施行。",
        "“甲”是指乙；“丙”是指丁。",
    ),
)
_ITEMS = ("取得许可的；", "第五条所列的；", "前项以外的。")
_TITLES = ("总则", "安全生产保障", "法律责任", "监督管理和检查")


@st.composite
def _headings(draw: st.DrawFn) -> list[tuple[Heading, ...]]:
    """Paths of divisions in their order: 编 over 章 over 节, any of them absent, 章 and 节 counted anew in each 编 and 章."""
    levels = draw(st.sampled_from([(), ("章",), ("章", "节"), ("编", "章"), ("编", "章", "节")]))
    return list(_divide(draw, levels, ())) or [()]


def _divide(draw: st.DrawFn, levels: tuple[str, ...], path: tuple[Heading, ...]) -> list[tuple[Heading, ...]]:
    if not levels:
        return [path] if path else []
    made: list[tuple[Heading, ...]] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        heading = Heading(levels[0], number, draw(st.sampled_from(_TITLES)), path)
        made += _divide(draw, levels[1:], (*path, heading))
    return made


@st.composite
def statutes(draw: st.DrawFn) -> Statute:
    articles: list[Article] = []
    last = Place(0)
    for path in draw(_headings()):
        for _ in range(draw(st.integers(1, 3))):
            inserted = last.article and draw(st.integers(0, 9)) == 0
            last = Place(last.article, last.insertion + 1) if inserted else Place(last.article + 1)
            articles.append(Article(last, tuple(_lines(draw)), path))
    appendices = draw(st.sampled_from([(), ("附件：名录", "一、甲类"), ("附件1", "甲　乙"), ("附：目录表",)]))
    return Statute("中华人民共和国某某法", ("（2020年1月1日公布）",), tuple(articles), (), appendices)


def _lines(draw: st.DrawFn) -> list[str]:
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines.append(draw(st.sampled_from(_SENTENCES)))
        count = draw(st.sampled_from([0, 0, 2, 3]))
        lines += [f"（{to_chinese(number)}）{draw(st.sampled_from(_ITEMS))}" for number in range(1, count + 1)]
    return lines


def _parts(statute: Statute, heading: Callable[[Heading], str], article: Callable[[Article], str]) -> list[str]:
    """The lines after the preamble; every new division first."""
    lines: list[str] = []
    before: tuple[Heading, ...] = ()
    for one in statute.articles:
        for depth, division in enumerate(one.headings):
            if before[: depth + 1] != one.headings[: depth + 1]:
                lines.append(heading(division))
        before = one.headings
        lines += [article(one), *one.lines[1:]]
    return [*lines, *statute.appendices]


def _spaced(lines: list[str], gap: str = "\n\n") -> str:
    return gap.join(lines) + "\n"


def lawrefbook(statute: Statute) -> Source:
    """F1: depth of a heading is the order in which its level first occurs."""
    used = [level for level in LEVELS if any(h.level == level for a in statute.articles for h in a.headings)]
    body = _parts(
        statute,
        lambda h: f"{'#' * (used.index(h.level) + 2)} {h.label} {h.title}",
        lambda a: f"{a.label} {a.lines[0]}",
    )
    head = [f"# {statute.title}", *statute.preamble, "<!-- INFO END -->"]
    return markdown.read(_spaced([*head, *body]), "某某法(2020-01-01).md")


def with_frontmatter(statute: Statute) -> Source:
    """F2."""
    body = _parts(statute, lambda h: f"## {h.label} {h.title}", lambda a: f"{a.label} {a.lines[0]}")
    front = f'---\ntitle: "{statute.title}"\nstatus: "废止或失效"\ntags:\n  - 法律\n---\n'
    text = _spaced([f"# {statute.title}", *statute.preamble, "<!-- INFO END -->", *body])
    return markdown.read(front + text, "某某法.md")


def just_laws(statute: Statute) -> Source:
    """F3: the number bold, an ideographic blank after it."""
    body = _parts(statute, lambda h: f"## {h.label}　{h.title}", lambda a: f"**{a.label}**　{a.lines[0]}")
    return markdown.read(
        "---\nsidebar: auto\n---\n\n" + _spaced([f"# {statute.title}", *statute.preamble, *body]), "README.md"
    )


def pasted(statute: Statute) -> Source:
    """F4: a contents block, chapters as plain lines with blanks within their titles, indented paragraphs."""
    headings = dict.fromkeys(h for a in statute.articles for h in a.headings)
    listed = ["目　录", *(f"{h.label} {'　'.join(h.title)}" for h in headings)] if headings else []
    body = _parts(
        statute, lambda h: f"{h.label} {'  '.join(h.title)}", lambda a: f"　　{a.label}\u2002\u2002{a.lines[0]}"
    )
    return markdown.read(_spaced([f"# {statute.title}", *statute.preamble, *listed, *body], "\n\n\n"), "某某法.md")


def web_page(statute: Statute) -> Source:
    """Plain text, the number and the words not separated."""
    body = _parts(statute, lambda h: f"{h.label} {h.title}", lambda a: f"{a.label} {a.lines[0]}")
    return plain.read(_spaced([statute.title, *statute.preamble, *body], "\n"), "某某法.txt")


def word(statute: Statute) -> Source:
    """The national database's .docx, contents block included."""
    headings = dict.fromkeys(h for a in statute.articles for h in a.headings)
    listed = ["目　　录", *(h.text for h in headings)] if headings else []
    body = _parts(statute, lambda h: h.text, lambda a: f"　　{a.label}　{a.lines[0]}")
    lines = [statute.title, *statute.preamble, *listed, *body]
    return docx.read(packed(*lines), "某某法.docx")


FORMS = (lawrefbook, with_frontmatter, just_laws, pasted, web_page, word)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@given(statute=statutes())
@settings(max_examples=amount(24, 600), deadline=None)
def test_a_statute_reads_alike_in_every_form(form: Callable[[Statute], Source], statute: Statute) -> None:
    source = form(statute)
    assert [str(finding) for finding in source.findings] == []
    assert source.statute == replace(statute, preamble=source.statute.preamble)
    assert source.statute.preamble[-1:] == statute.preamble


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@given(statute=statutes(), data=st.data())
@settings(max_examples=amount(16, 400), deadline=None)
def test_an_article_left_out_is_found_missing_in_every_form(
    form: Callable[[Statute], Source], statute: Statute, data: st.DataObject
) -> None:
    numbers = sorted({article.place.article for article in statute.articles})
    if len(numbers) < 2:
        return
    lost = data.draw(st.sampled_from(numbers[:-1]))
    kept = tuple(article for article in statute.articles if article.place.article != lost)
    source = form(replace(statute, articles=kept))
    assert any(finding.fatal for finding in source.findings)
