"""The citation grammar: what it reads, how it prints, that both agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.law.citation import Citation, CitationError, Place, Span, normal_title, parse, parse_list

articles = st.integers(1, 1260)
small = st.integers(0, 30)
places = st.builds(
    lambda article, insertion, paragraph, item, subitem: Place(
        article, insertion, paragraph, item, subitem if item else 0
    ),
    articles,
    st.integers(0, 3),
    small,
    small,
    st.integers(0, 5),
)
spans = st.builds(
    lambda first, further: Span(
        first, Place(first.article + further) if further and first == first.whole_article else None
    ),
    places,
    st.integers(0, 5),
)
titles = st.text(
    st.characters(codec="utf-8", exclude_characters="《》", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=20,
)
citations = st.builds(Citation, titles, st.lists(spans, max_size=5).map(tuple))


@given(citations)
def test_reading_what_was_printed_gives_the_citation_back(citation: Citation) -> None:
    assert parse(str(citation)) == citation


@given(st.lists(citations, min_size=1, max_size=4))
def test_a_list_reads_back(found: list[Citation]) -> None:
    assert parse_list("；".join(map(str, found))) == tuple(found)


@given(citations)
def test_printing_is_canonical(citation: Citation) -> None:
    assert str(parse(str(citation))) == str(citation)


@given(st.text(max_size=60))
def test_any_text_is_either_a_citation_or_refused(text: str) -> None:
    try:
        parse(text)
    except CitationError as error:
        assert 0 <= error.offset <= len(text)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("《安全生产法》第三十三条", "《安全生产法》第三十三条"),
        ("《安全生产法》33条", "《安全生产法》第三十三条"),
        ("《安全生产法》第３３条第2款第(1)项", "《安全生产法》第三十三条第二款第（一）项"),
        ("《安全生产法》第 33 条 第 2 款", "《安全生产法》第三十三条第二款"),
        ("《刑法》第一百三十四条之一第三项", "《刑法》第一百三十四条之一第（三）项"),
        ("《某办法》第三条、第五条至第七条", "《某办法》第三条、第五条至第七条"),
        ("《某办法》第3-5条", "《某办法》第三条至第五条"),
        ("《某办法》第三、五条", "《某办法》第三条、第五条"),
        ("《某办法》第五条第（一）、（二）项", "《某办法》第五条第（一）项、第（二）项"),
        ("《某办法》第五条第一款、第三款", "《某办法》第五条第一款、第三款"),
        ("《某办法》第五条第（一）项至第（三）项", "《某办法》第五条第（一）项至第（三）项"),
        ("《某办法》第五条第一款第（一）项和第（二）项", "《某办法》第五条第一款第（一）项、第（二）项"),
        ("安全生产法第九十七条", "《安全生产法》第九十七条"),
        ("《关于〈某办法〉的通知》第一条", "《关于〈某办法〉的通知》第一条"),
        ("《关于印发《某办法》的通知》", "《关于印发《某办法》的通知》"),
        ("《中华人民共和国安全生产法》第一条", "《中华人民共和国安全生产法》第一条"),
    ],
)
def test_what_people_write_prints_canonically(written: str, printed: str) -> None:
    assert str(parse(written)) == printed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "为空"),
        ("第三条", "《法规名称》"),
        ("《安全生产法", "没有对应的》"),
        ("《》第一条", "没有法规名称"),
        ("《安全生产法》第三", "不能识别"),
        ("《安全生产法》第二款", "缺少条号"),
        ("《安全生产法》第七条至第五条", "不在起点之后"),
        ("《安全生产法》第一条至第二条至第三条", "不能连用"),
        ("《安全生产法》第十十条", "不是数字"),
        ("《安全生产法》第一条 另见", "不能识别"),
    ],
)
def test_what_is_no_citation_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(CitationError, match=says):
        parse(text)


def test_ranges_name_every_article_between() -> None:
    assert [place.article for place in parse("《某办法》第三条、第五条至第七条").places] == [3, 5, 6, 7]


def test_addresses_follow_akoma_ntoso() -> None:
    assert [place.eid for place in parse("《某办法》第三十六条之一第二款第（三）项、第五条").places] == [
        "art_36-1__para_2__item_3",
        "art_5",
    ]


def test_an_article_covers_its_paragraphs_but_not_the_reverse() -> None:
    assert Place(33).covers(Place(33, paragraph=2))
    assert not Place(33, paragraph=2).covers(Place(33))
    assert not Place(33).covers(Place(33, insertion=1))


@pytest.mark.parametrize(
    "title", ["中华人民共和国安全生产法", "安全生产法", "《安全生产法》", " 安全 生产法 ", "中华人民共和国 安全生产法"]
)
def test_the_usual_ways_of_writing_a_title_are_one(title: str) -> None:
    assert normal_title(title) == "安全生产法"
