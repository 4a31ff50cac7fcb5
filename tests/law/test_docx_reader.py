"""A .docx of the national database reads as its lines; what is no sound Word file is refused, and said why."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from generator.law.readers import Source, SourceError, docx
from generator.law.readers import read as read_file
from generator.law.statute import Statute

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
LAW = ("某某安全法", "（2020年1月1日公布）", "第一条　为了安全，制定本法。", "第二条　本法自2020年5月1日起施行。")


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


CENTRED = '<w:jc w:val="center"/>'
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


def document(*blocks: str, namespace: str = W) -> str:
    body = "".join(block if block.startswith("<") else paragraph(block) for block in blocks)
    return f'<w:document xmlns:w="{namespace}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'


def packed(*blocks: str, namespace: str = W, **parts: str) -> bytes:
    return zipped(
        {"word/document.xml": document(*blocks, namespace=namespace)} | {f"word/{n}.xml": parts[n] for n in parts}
    )


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(*blocks: str, name: str = "法.docx", **parts: str) -> Source:
    return docx.read(packed(*blocks, **parts), name)


def sound(*blocks: str, **parts: str) -> Statute:
    source = read(*blocks, **parts)
    assert [str(finding) for finding in source.findings] == []
    return source.statute


def lines(*blocks: str) -> tuple[str, ...]:
    """What of `blocks` follows 第一条 in a sound law."""
    return sound("某法", "第一条　甲。", *blocks).articles[0].lines[1:]


def test_paragraphs_are_the_natural_lines_of_the_law() -> None:
    law = sound(*LAW[:2], "第一章　总　则", "第一条　甲。", "前款乙：", "（一）丙。", "第二条　丁。")
    assert law.title == "某某安全法" and law.preamble == ("（2020年1月1日公布）",)
    assert [article.lines for article in law.articles] == [("甲。", "前款乙：", "（一）丙。"), ("丁。",)]
    assert [heading.text for heading in law.articles[0].headings] == ["第一章　总则"]


def test_the_file_name_and_the_line_under_the_title_name_days() -> None:
    days = read(*LAW, name="某某安全法(2021-06-10).docx").days
    assert (days.version, days.latest, days.effective) == (date(2021, 6, 10), date(2020, 1, 1), None)


def test_empty_paragraphs_count_as_lines_so_that_a_finding_is_found() -> None:
    findings = read("某法", "", "第一条　甲。", "", "第三条　乙。").findings
    assert [finding.line for finding in findings] == [5]


def test_a_contents_block_is_not_taken_for_chapters() -> None:
    law = sound(
        "某法", "目　录", "第一章　总则", "第二章　附则", "第一章　总则", "第一条　甲。", "第二章　附则", "第二条　乙。"
    )
    assert [article.headings[0].text for article in law.articles] == ["第一章　总则", "第二章　附则"]


def test_a_file_of_the_strict_form_of_the_standard_reads_too() -> None:
    content = packed(*LAW, namespace=STRICT)
    assert len(docx.read(content, "法.docx").statute.articles) == 2


@pytest.mark.parametrize(
    "title",
    [
        (paragraph("中华人民共和国", CENTRED), paragraph("安全生产法", CENTRED)),
        ("中华人民共和国", "安全生产法"),
        ("中华人民共和国", "", "安全生产法"),
        ("<w:p><w:r><w:t>中华人民共和国</w:t><w:br/><w:t>安全生产法</w:t></w:r></w:p>",),
    ],
)
def test_a_title_in_two_lines_is_one_title(title: tuple[str, ...]) -> None:
    law = sound(*title, paragraph("（2021年6月10日修正）", CENTRED), "第一条　甲。")
    assert law.title == "中华人民共和国安全生产法" and law.preamble == ("（2021年6月10日修正）",)


def test_a_title_broken_elsewhere_is_joined_where_its_lines_are_centred() -> None:
    centred = [
        paragraph(text, CENTRED) for text in ("危险化学品建设项目", "安全监督管理", "办法", "（2012年1月30日公布）")
    ]
    assert sound(*centred, "第一条　甲。").title == "危险化学品建设项目安全监督管理办法"


def test_lines_are_centred_by_their_style_too() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="base"><w:pPr>{CENTRED}</w:pPr></w:style>'
        '<w:style w:styleId="title"><w:basedOn w:val="base"/></w:style></w:styles>'
    )
    title = [paragraph(text, '<w:pStyle w:val="title"/>') for text in ("某某建设项目", "监督办法")]
    assert sound(*title, "第一条　甲。", styles=styles).title == "某某建设项目监督办法"


def test_a_style_based_on_itself_ends_the_search() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'
    assert sound(paragraph("某法", '<w:pStyle w:val="a"/>'), "第一条　甲。", styles=styles).title == "某法"


def test_a_whole_title_is_not_joined_with_what_follows_it() -> None:
    law = sound(paragraph("某某法", CENTRED), paragraph("某年某月某日通过", CENTRED), "第一条　甲。")
    assert law.title == "某某法" and law.preamble == ("某年某月某日通过",)


def test_a_line_break_begins_a_new_natural_line() -> None:
    assert lines(f"<w:p>{run('乙。')}<w:r><w:br/><w:t>丙。</w:t><w:cr/><w:t>丁。</w:t></w:r></w:p>") == (
        "乙。",
        "丙。",
        "丁。",
    )


def test_tabs_and_hyphens_are_characters_but_the_stops_of_tabs_are_not() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'
    text = "<w:r><w:t>甲</w:t><w:tab/><w:t>A</w:t><w:noBreakHyphen/><w:t>B。</w:t></w:r>"
    assert lines(f"<w:p><w:pPr>{stops}</w:pPr>{text}</w:p>") == ("甲　A-B。",)


def test_runs_of_one_paragraph_are_one_line() -> None:
    assert lines(f"<w:p>{run('第二')}<w:hyperlink>{run('款')}</w:hyperlink>{run('乙。')}</w:p>") == ("第二款乙。",)


def test_field_codes_and_footnote_marks_are_no_words() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
    assert lines(f"<w:p>{field}{run('乙。')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>") == ("乙。",)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内。')}</w:txbxContent>"
    choice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert lines(f"<w:p><w:r>{choice}<w:t>乙。</w:t></w:r></w:p>") == ("乙。", "框内。")


def test_the_former_format_of_a_paragraph_does_not_count() -> None:
    assert lines(paragraph("乙。", f"<w:pPrChange><w:pPr>{NUMBERED}</w:pPr></w:pPrChange>")) == ("乙。",)


def table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_is_read_row_by_row_and_said() -> None:
    rows = table((paragraph("甲类"), paragraph("十吨")), (paragraph("乙类"), paragraph("二十") + paragraph("吨")))
    source = read("某法", "第一条　如下：", rows, rows, "附则乙。")
    assert source.statute.articles[0].lines[1:] == ("甲类　十吨", "乙类　二十 吨") * 2 + ("附则乙。",)
    assert [(finding.message[:9], finding.fatal) for finding in source.findings] == [
        ("有 2 个表格，已", False),
        *[("第一条有一行末尾没", False)] * 3,
        ("另有 1 行末尾没", False),
    ]


def test_a_table_within_a_table_is_part_of_its_cell() -> None:
    inner = table((paragraph("丙"), paragraph("丁")))
    source = read("某法", "第一条　如下：", table((paragraph("甲"), inner + paragraph("乙"))))
    assert source.statute.articles[0].lines[1:] == ("甲　丙　丁 乙",)
    assert "有 1 个表格" in source.findings[0].message


def test_a_law_laid_out_in_a_box_of_one_cell_keeps_its_lines() -> None:
    source = read("某法", table(("".join(map(paragraph, ("第一条　甲。", "第二条　乙。"))),)))
    assert [article.text for article in source.statute.articles] == ["甲。", "乙。"]


@pytest.mark.parametrize(
    ("change", "read_as"),
    [
        (f"<w:ins>{run('增。')}</w:ins>", ("增。",)),
        (f"<w:moveTo>{run('移。')}</w:moveTo>", ("移。",)),
        ("<w:del><w:r><w:delText>删。</w:delText></w:r></w:del>", ()),
        (f"<w:moveFrom>{run('移。')}</w:moveFrom>", ()),
        ("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", ()),
    ],
)
def test_tracked_changes_must_be_accepted_first(change: str, read_as: tuple[str, ...]) -> None:
    source = read("某法", "第一条　甲。", f"<w:p>{change}</w:p>")
    assert source.statute.articles[0].lines[1:] == read_as
    assert [finding.fatal for finding in source.findings] == [True]
    assert "接受全部修订" in source.findings[0].message


STYLES = f'<w:styles xmlns:w="{W}"><w:style w:styleId="article"><w:pPr>{NUMBERED}</w:pPr></w:style></w:styles>'


@pytest.mark.parametrize("properties", [NUMBERED, '<w:pStyle w:val="article"/>'])
def test_numbers_word_counts_itself_are_not_lost_unsaid(properties: str) -> None:
    source = read("某法", *[paragraph(text, properties) for text in ("为了安全。", "国家负责。")], styles=STYLES)
    assert source.findings[0].fatal and "有 2 段的编号是 Word 自动编号" in source.findings[0].message
    assert "为了安全" in source.findings[0].message and "无格式文本" in source.findings[0].message


@pytest.mark.parametrize("text", ["第二条　乙。", "（一）乙。", "(2)乙。", "3.乙。", ""])
def test_a_number_that_is_in_the_text_is_not_lost(text: str) -> None:
    sound("某法", "第一条　甲。", paragraph(text, NUMBERED))


def test_numbering_switched_off_is_no_numbering() -> None:
    off = '<w:pStyle w:val="article"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    sound("某法", "第一条　甲。", paragraph("乙。", off), styles=STYLES)


def test_hidden_text_is_said() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗。</w:t></w:r></w:p>"
    assert [finding.fatal for finding in read("某法", "第一条　甲。", hidden).findings] == [True]
    assert lines(hidden.replace("<w:vanish/>", '<w:vanish w:val="0"/>') + paragraph("乙。")) == ("暗。", "乙。")


def test_what_is_no_text_is_counted() -> None:
    symbol = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
    finding = read("某法", "第一条　甲。", symbol, symbol).findings[0]
    assert not finding.fatal and finding.message.startswith("有 2 处")


def test_a_document_without_words_has_no_law() -> None:
    assert [str(finding) for finding in read("").findings] == ["文件里没有文字"]


SOUND = packed(*LAW)
DOCTYPE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def encrypted() -> bytes:
    """A zip whose entries say they are encrypted, in both headers."""
    content = bytearray(SOUND)
    content[content.index(b"PK\x03\x04") + 6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def with_wrong_crc() -> bytes:
    crc = zlib.crc32(document(*LAW).encode()).to_bytes(4, "little")
    return SOUND.replace(crc, bytes(4))


def understated_bomb() -> bytes:
    """31 MB of blanks that the zip's directory says are 100 bytes."""
    honest = zipped({"word/document.xml": " " * 31_000_000})
    return honest.replace((31_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def doubled() -> bytes:
    stream = io.BytesIO(SOUND)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", document("另一部法"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "不是 .docx 文件", id="empty"),
        pytest.param("某法\n第一条　甲。".encode(), "不是 .docx 文件", id="text"),
        pytest.param(SOUND[:-40], "没有下载完整", id="truncated"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 .doc .*另存为 .docx", id="doc"),
        pytest.param(zipped({"xl/workbook.xml": "<a/>"}), "word/document.xml.*不是正常的 Word 文档", id="workbook"),
        pytest.param(encrypted(), "密码", id="encrypted"),
        pytest.param(with_wrong_crc(), "已损坏.*重新下载", id="crc"),
        pytest.param(zipped({"word/document.xml": " " * 31_000_000}), "超过 30 MB", id="bomb"),
        pytest.param(understated_bomb(), "已损坏", id="understated bomb"),
        pytest.param(zipped({"word/document.xml": DOCTYPE + document(*LAW)}), "DOCTYPE", id="entity"),
        pytest.param(zipped({"word/document.xml": LAUGHS + document("&b;")}), "DOCTYPE", id="laughs"),
        pytest.param(packed(*LAW, styles=DOCTYPE + "<w/>"), "DOCTYPE", id="entity in styles"),
        pytest.param(zipped({"word/document.xml": document(*LAW)[:-9]}), "第 1 行第 .*不合 XML 语法", id="cut"),
        pytest.param(zipped({"word/document.xml": "<a>&nbsp;</a>"}), "不合 XML 语法", id="undefined entity"),
        pytest.param(zipped({"word/document.xml": '<?xml version="1.0" encoding="big5"?><a/>'}), "XML", id="encoding"),
        pytest.param(packed("某法", "第一条　&lt;b&gt;甲&lt;/b&gt;。"), "HTML 标记", id="html"),
    ],
)
def test_what_is_no_sound_word_file_is_refused_and_said_why(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        docx.read(content, "法.docx")


@pytest.mark.parametrize("body", ["<w:p/>" * 1_001, "<w:tbl><w:tr><w:tc>" * 90], ids=["many", "deep"])
def test_more_than_any_statute_holds_is_refused_early(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_MOST_ELEMENTS", 1_000)
    with pytest.raises(SourceError, match="内容过多或嵌套过深"):
        docx.read(packed(body), "法.docx")


def test_a_file_with_two_documents_is_refused() -> None:
    with pytest.raises(SourceError, match="不止一份"):
        docx.read(doubled(), "法.docx")


def test_no_damaged_byte_makes_anything_but_a_refusal_or_a_text() -> None:
    for position in range(len(SOUND)):
        damaged = bytearray(SOUND)
        damaged[position] ^= 0xFF
        try:
            docx.read(bytes(damaged), "法.docx")
        except SourceError as error:
            assert str(error)


@pytest.mark.parametrize("name", ["安全生产法__LRB.md", "危险化学品安全法__JUST.md", "危险化学品登记管理办法__WAYS.md"])
def test_a_real_law_in_word_has_the_articles_its_markdown_has(statutes: Path, tmp_path: Path, name: str) -> None:
    law = next(read_file(statutes / name)).statute
    written = Document()
    for number, line in enumerate(law.as_text.splitlines()):
        added = written.add_paragraph(line)
        if number == 0:
            added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    path = tmp_path / "法.docx"
    written.save(str(path))
    source = next(read_file(path))
    assert [str(finding) for finding in source.findings] == []
    assert source.statute == law
