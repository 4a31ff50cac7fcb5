"""Lines become a statute; what does not count 1, 2, 3 … is not trusted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.law.citation import Place
from generator.law.numerals import to_chinese
from generator.law.readers import read
from generator.law.statute import Statute
from generator.law.structure import read_text

LAW = """某某安全法
（2020年1月1日公布）

第一章　总　则
第一条　为了安全，制定本法。
第二条　本法所称危险，是指下列情形：
（一）甲；
（二）乙，包括：
1.丙；
2.丁。
前款规定以外的，另行规定。
第二章　责任
第一节　一般规定
第三条　应当负责。
第三条之一　不得转让。
第四条　本法自2020年5月1日起施行。
附件：名录
一、甲类
"""


def read_law(text: str) -> Statute:
    structured = read_text(text)
    assert [str(finding) for finding in structured.findings] == []
    return structured.statute


def faults(text: str) -> list[str]:
    return [str(finding) for finding in read_text(text).findings]


def test_a_law_has_title_preamble_divisions_articles_and_appendix() -> None:
    law = read_law(LAW)
    assert law.title == "某某安全法" and law.preamble == ("（2020年1月1日公布）",)
    assert [article.label for article in law.articles] == ["第一条", "第二条", "第三条", "第三条之一", "第四条"]
    assert [heading.text for heading in law.articles[2].headings] == ["第二章　责任", "第一节　一般规定"]
    assert law.articles[2].headings[-1].eid == "chp_2__sec_1"
    assert law.appendices == ("附件：名录", "一、甲类")


def test_paragraphs_items_and_subitems_are_told_apart() -> None:
    first, second = read_law(LAW).articles[1].paragraphs
    assert [item.number for item in first.items] == [1, 2]
    assert [subitem.number for subitem in first.items[1].subitems] == [1, 2]
    assert second.number == 2 and second.text.startswith("前款")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(2, paragraph=2), "前款规定以外的，另行规定。"),
        (Place(2, paragraph=1, item=1), "（一）甲；"),
        (Place(2, item=1), "（一）甲；"),
        (Place(2, item=2, subitem=2), "2.丁。"),
        (Place(3, insertion=1), "不得转让。"),
    ],
)
def test_a_place_leads_to_its_words(place: Place, text: str) -> None:
    assert read_law(LAW).lines(place) == (text,)


@pytest.mark.parametrize("place", [Place(9), Place(2, paragraph=3), Place(2, item=7), Place(1, item=1)])
def test_a_place_the_law_does_not_have_has_no_words(place: Place) -> None:
    assert read_law(LAW).lines(place) == ()


def test_an_item_two_paragraphs_have_needs_its_paragraph_named() -> None:
    law = read_law("某法\n第一条　下列情形：\n（一）甲；\n另有下列情形：\n（一）乙。\n")
    assert law.lines(Place(1, item=1)) == ()
    assert law.lines(Place(1, paragraph=2, item=1)) == ("（一）乙。",)


def test_text_written_out_reads_back_to_the_same_statute() -> None:
    law = read_law(LAW)
    assert read_law(law.as_text) == law


def test_a_contents_block_is_not_taken_for_chapters() -> None:
    law = read_law("某法\n目　录\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n")
    assert [heading.text for article in law.articles for heading in article.headings] == [
        "第一章　总则",
        "第二章　附则",
    ]
    assert law.preamble == ()


def test_a_contents_block_whose_chapters_never_come_is_said() -> None:
    assert any("目录" in fault for fault in faults("某法\n目录\n第一章　总则\n第一条　甲。\n第二条　乙。\n"))


def test_a_sentence_that_begins_with_an_article_number_is_no_article() -> None:
    law = read_law("某法\n第一条　甲。\n第一条规定的甲，是指乙。\n第二条　丙。\n")
    assert law.articles[0].lines == ("甲。", "第一条规定的甲，是指乙。")


def test_an_article_number_needs_no_blank_after_it_where_it_is_the_next() -> None:
    law = read_law("某法\n第一条国务院负责。\n第二条中华人民共和国境内适用本法。\n")
    assert [article.lines for article in law.articles] == [("国务院负责。",), ("中华人民共和国境内适用本法。",)]


def test_an_unnumbered_closing_chapter_is_a_division() -> None:
    law = read_law("某法\n第一编　总则\n第一条　甲。\n附　则\n第二条　乙。\n")
    assert law.articles[1].headings[0].text == "附则"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("某法\n第一条　甲。\n第三条　乙。\n", "第 3 行：第一条之后是第三条，中间缺条"),
        ("某法\n第一条　甲。\n第二条　乙。\n第二条　丙。\n", "第 4 行：第二条重复"),
        ("某法\n第一条　甲。\n第二条　乙。\n第四条　丙。\n第三条　丁。\n", "第三条排在第四条之后，条号次序不对"),
        ("甲条例\n第一条　甲。\n第二条　乙。\n丙办法\n第一条　丁。\n", "可能一个文件里有两部法规"),
        ("某某安全法\n某某生产条例\n第一条　甲。\n", "有两个标题"),
        ("", "文件里没有文字"),
        ("某法\n", "只有标题，没有正文"),
        ("# source: https://example.com/1\n第一条　甲。\n", "不像法规标题"),
        ("某法\n第二条　甲。\n", "开头之后是第二条"),
        ("某法\n第一章　责任和\n处罚\n第一条　甲。\n", "这一行放不进任何位置：处罚"),
        ("某法\n第一条　甲。\n第二章　乙\n第五条规定的丙。\n第二条　丁。\n", "第 4 行"),
        ("某法\n第一章　甲\n第一条　甲。\n第一章　乙\n第二条　乙。\n", "“第一章”重复或者次序不对"),
        ("某法\n第一章　甲\n第一条　甲。\n第三章　乙\n第二条　乙。\n", "缺第二章"),
    ],
)
def test_what_cannot_be_trusted_is_said_with_its_line(text: str, said: str) -> None:
    assert any(said in fault for fault in faults(text))


def test_a_decree_page_that_names_the_law_twice_has_one_title() -> None:
    assert faults("中华人民共和国某某安全法\n主席令第八号\n某某安全法\n第一条　甲。\n") == []


def test_a_state_prefix_on_a_line_of_its_own_belongs_to_the_title() -> None:
    assert read_law("中华人民共和国\n某某安全法\n第一条　甲。\n").title == "中华人民共和国某某安全法"


def test_a_broken_title_is_joined() -> None:
    structured = read_text("某局关于印发\n《某某判定标准》\n的通知\n一、甲。\n")
    assert structured.statute.title == "某局关于印发《某某判定标准》的通知"
    assert structured.statute.body == ("一、甲。",)


words = st.text("甲乙丙丁应当不得，、", min_size=1, max_size=12).map(lambda text: f"{text}。")


@given(st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=12), st.integers(0, 3))
def test_any_text_written_out_reads_back(articles: list[list[str]], chapters: int) -> None:
    lines = ["某某条例"]
    for number, paragraphs in enumerate(articles, 1):
        if number <= chapters:
            lines.append(f"第{to_chinese(number)}章　某章")
        lines += [f"第{to_chinese(number)}条　{paragraphs[0]}", *paragraphs[1:]]
    structured = read_text("\n".join(lines))
    assert read_text(structured.statute.as_text).statute == structured.statute
    assert [list(article.lines) for article in structured.statute.articles] == articles


def _indexed(statutes: Path) -> list[dict[str, str]]:
    with (statutes / "INDEX.tsv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_real_text_has_the_articles_its_index_counts(statutes: Path) -> None:
    rows = _indexed(statutes)
    counted = {row["file"]: len(next(read(statutes / row["file"])).statute.articles) for row in rows}
    assert counted == {row["file"]: int(row["articles_found"]) for row in rows}
    assert len(rows) == 79


def test_every_real_text_reads_without_fault_and_back_from_its_plain_form(statutes: Path) -> None:
    for row in _indexed(statutes):
        source = next(read(statutes / row["file"]))
        assert [str(finding) for finding in source.findings] == [], row["file"]
        assert read_text(source.statute.as_text).statute == source.statute, row["file"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "某法\n第一条　甲。\n第二条　乙。\n来源：某网站\n",
            "第二条有一行末尾没有句号，请核对是不是条文：…来源：某网站",
        ),
        ("某法\n第一条　甲。\n第二条　企业应当建立", "第二条有一行末尾没有句号，请核对是不是条文：…企业应当建立"),
        ("某法\n第一章　甲\n第一节　丙\n第二章　乙\n第一条　甲。\n", "“第一节　丙”下面没有条文，没有存入"),
    ],
)
def test_what_may_be_no_law_or_not_all_of_it_is_said(text: str, said: str) -> None:
    findings = read_text(text).findings
    assert [str(finding) for finding in findings] == [said] and not findings[0].fatal


@pytest.mark.parametrize("line", ["（一）甲；", "甲：", "“甲。”", "（删去）", "甲（乙。）"])
def test_how_lines_of_laws_end_is_no_fault(line: str) -> None:
    assert faults(f"某法\n第一条　甲。\n{line}\n") == []


@pytest.mark.parametrize(
    "line", ["附件1", "附件一：名录", "附录A　名录", "附表 税目表", "附件 危险化学品目录", "附：名录"]
)
def test_an_appendix_is_no_part_of_the_last_article(line: str) -> None:
    law = read_law(f"某法\n第一条　甲。\n{line}\n一、乙\n")
    assert law.articles[0].lines == ("甲。",) and law.appendices == (line, "一、乙")


def test_a_sentence_about_an_appendix_is_part_of_its_article() -> None:
    law = read_law("某法\n第一条　甲。\n附件所列的，从其规定。\n")
    assert law.appendices == () and len(law.articles[0].lines) == 2


def test_a_text_that_ends_with_a_heading_is_taken_for_one_that_breaks_off() -> None:
    [finding] = read_text("某法\n第一章　甲\n第一条　甲。\n第二章　乙\n").findings
    assert finding.is_gap and str(finding) == "“第二章　乙”下面没有条文，没有存入；文本可能在这里断了"
