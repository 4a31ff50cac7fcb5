"""Markdown and plain text of any shape: read or refused, never misnumbered, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.law.citation import Place
from generator.law.readers import Source, SourceError, markdown, plain, read
from generator.law.references import References
from tests.amounts import amount

_PIECES = (
    *("第一条　", "第二条 ", "第三条", "第三条之一　", "第１条", "第零条", "第99999条", "第一条规定的", "**第一条**　"),
    *("第一编 甲", "第一章　总则", "第二章", "第一节 甲", "目录", "总则", "附则", "附件1", "附：表", "附件 名录"),
    *(
        "（一）甲；",
        "(二)乙。",
        "1.丙",
        "甲。",
        "前款",
        "前三项",
        "本法第一条第二款",
        "第一至三项",
        "第一、二款",
        "其中第二款",
    ),
    *(
        "《甲法》第三条",
        "《甲法",
        "》",
        "# ",
        "## ",
        "# 甲条例\n",
        "---\n",
        "title: x\n",
        "<!-- INFO END -->",
        "[[",
        "<p>",
    ),
    *(
        "2020年1月1日 公布",
        "2020年99月1日",
        "中华人民共和国",
        "关于",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u3000",
        "\u200b",
        "\0",
    ),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=50).map("".join))
@settings(max_examples=amount(150, 3000), deadline=None)
def test_any_text_is_refused_or_counts_its_articles(text: str) -> None:
    for source in _sources(text):
        places = [article.place for article in source.statute.articles]
        if not any(finding.fatal for finding in source.findings):
            assert [place.article for place in places if not place.insertion] == list(
                range(1, sum(not place.insertion for place in places) + 1)
            )
        elif not any(finding.fatal and not finding.is_gap for finding in source.findings):
            assert places == sorted(set(places))
        references = References(source.statute)
        for article in source.statute.articles:
            for at, line in article.placed_lines:
                for reference in references.find(line, at):
                    assert all(eid for eid in references.eids(reference, at))


def _sources(text: str) -> list[Source]:
    found: list[Source] = []
    for reader, name in ((markdown.read, "甲条例(2020-01-01).md"), (plain.read, "甲条例.txt")):
        try:
            found.append(reader(text, name))
        except SourceError as error:
            assert str(error)
    return found


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe\x00", bytes(range(256)), b"\n" * 9])
@pytest.mark.parametrize("suffix", [".md", ".txt", ".docx", ".whl", ".doc", ""])
def test_any_bytes_under_any_name_are_refused_or_have_a_finding(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"甲{suffix}"
    path.write_bytes(content)
    try:
        [source] = read(path)
    except SourceError as error:
        assert str(error)
    else:
        assert any(finding.fatal for finding in source.findings)


def test_a_very_large_text_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(3_000_000_000)
    with pytest.raises(SourceError, match="文件过大"):
        list(read(path))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"])
@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_every_kind_of_line_end_ends_a_line(tmp_path: Path, end: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(f"某法{end}第一条　甲。{end}乙。{end}".encode())
    [source] = read(path)
    assert source.findings == [] and source.statute.articles[0].lines == ("甲。", "乙。")


def test_a_line_of_ten_thousand_characters_is_one_paragraph() -> None:
    source = plain.read(f"某法\n第一条　{'甲' * 10_000}。\n", "a.txt")
    assert source.findings == [] and len(source.statute.lines(Place(1, 0, 1))[0]) == 10_001
