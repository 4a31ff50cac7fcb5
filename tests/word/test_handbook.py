"""The handbook for training: what a reader finds in it, and that its contents name the pages where things are."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from generator import SaidError, word
from generator.opening import open_view
from generator.views import View
from generator.word.paper import rendering
from tests import render
from tests.catalog_text import catalog_of
from tests.word.docx_reader import W, document, footers, paragraphs, rows, text

DAY = date(2026, 11, 23)

CATALOG = """
    --- catalog.yaml
    title: 某市监管事项目录
    agency: {name: 某市生态环境局, mark: 某市生态环境局文件, code: 某环, recipients: 各处室}
    plan: 计划
    without_ratio: 按计划执行
    feedback: 有误请告知法规处。
    sources:
      计划: {title: 某通知, day: "2020-08-17", kind: document}
      整理: {title: 整理, day: "2026-11-23", kind: compiled}
    --- methods.yaml
    patrol: {title: 巡查, order: 1, section: 四, gist: 到场看。, source: 计划}
    --- departments.yaml
    water: {name: 水处, aliases: [水环境处], source: 计划}
    policy: {name: 法规处, source: 计划}
    --- terms.yaml
    - {term: 排污口, english: outfall, meaning: 向水体排放的出口。}
    --- laws/water.yaml
    title: 中华人民共和国水法
    short: 水法
    kind: 法律
    versions: [{promulgated: "2025-12-27", effective: "2026-05-01", source: 整理}]
    gists:
      - {at: 第三条, text: 排放须许可，自2026-05-01起。, source: 整理}
      - {at: 第九条, text: 无证排放的处罚。, source: 整理, status: 待核实}
    --- items/01-outfall.yaml
    number: 1
    title: 对排污口的监管
    subject: 排污口
    source: 计划
    object: {text: 排污单位, source: 计划, status: 待核实, note: 原件残缺}
    bases: [{cite: 《水法》第三条, source: 整理}]
    methods: {use: [patrol], source: 计划}
    lead: {department: water, source: 计划}
    checks:
      - id: permit
        ask: 持有排污许可证。
        how: [查阅资料, 现场检查]
        applies: 直接排放的
        basis: 《水法》第三条
        duty_of: enterprise
        penalty: {cite: 《水法》第九条, by: 生态环境部门, status: 待核实}
        source: 整理
      - {id: report, ask: 按时报告。, how: [询问], duty_of: enterprise, penalty: unknown, status: 待核实, source: 整理}
      - {id: publish, ask: 公开许可。, how: [查阅资料], basis: 《水法》第三条, duty_of: authority, penalty: none, source: 整理}
    --- items/02-well.yaml
    number: 2
    title: 对取水井的监管
    subject: 取水井
    source: 计划
    --- documents/visit.yaml
    title: 走访记录
    order: 1
    group: 日常
    layout: form
    scope: item
    purpose: 记录一次走访。
    users: 执法人员
    fields: [{tag: unit, label: 单位}]
    body: [{text: "{unit}："}]
"""

NOTHING_ELSE = """
    --- catalog.yaml
    title: 某市监管事项目录
    agency: {name: 某市生态环境局, mark: 某市生态环境局文件, code: 某环, recipients: 各处室}
    plan: 计划
    feedback: 有误请告知法规处。
    sources: {计划: {title: 某通知, day: "2020-08-17", kind: document}}
    --- items/01-outfall.yaml
    number: 1
    title: 对排污口的监管
    subject: 排污口
    source: 计划
"""


def view_of(tmp_path: Path, catalog: str) -> View:
    return open_view(catalog_of(tmp_path, catalog), DAY)


@pytest.fixture
def view(tmp_path: Path) -> View:
    return view_of(tmp_path, CATALOG)


@pytest.fixture
def whole(view: View) -> bytes:
    return word.handbook(view, view.items)


def facts(content: bytes) -> dict[str, str]:
    """The two-column tables' rows, the first of each name."""
    return {row[0]: row[1] for row in reversed(rows(content)) if len(row) == 2}


def headings(content: bytes) -> list[tuple[int, str]]:
    """Level and text of every heading, in order."""
    found = []
    for paragraph in document(content).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val").startswith("Heading"):
            shown = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
            found.append((int(style.get(f"{W}val")[-1]), shown))
    return found


def entries(content: bytes) -> list[tuple[str, str]]:
    """The entries of the table of contents: text, page."""
    lines = [line.split("\t") for line in paragraphs(content) if "\t" in line]
    return [(line[0], line[1]) for line in lines]


def test_the_cover_says_whose_it_is_what_it_is_and_of_which_day(view: View, whole: bytes) -> None:
    cover = [line for line in paragraphs(whole) if line][:6]
    assert cover == [
        "某市生态环境局",
        "监管事项培训手册",
        "全部监管事项",
        "按2026年11月23日的法律状态整理",
        "监管事项 2 项，检查要点 3 条，尚未核实 5 处",
        f"目录摘要 {view.digest[:12]}",
    ]


def test_an_item_shows_what_is_known_with_its_marks_and_what_is_not(whole: bytes) -> None:
    assert facts(whole)["监管对象"] == "排污单位（待核实）"
    assert facts(whole)["监管责任"] == "待明确"
    assert facts(whole)["监管措施"] == "巡查"
    assert facts(whole)["抽查比例"] == "按计划执行"
    assert facts(whole)["牵头部门"] == "水处"


def test_a_basis_stands_with_its_gist_in_chinese_days(whole: bytes) -> None:
    lines = paragraphs(whole)
    at = lines.index("《水法》第三条")
    assert lines[at + 1] == "第三条：排放须许可，自2026年5月1日起。"


def test_checks_stand_with_method_basis_penalty_and_marks(whole: bytes) -> None:
    found = rows(whole)
    assert [
        "1",
        "【适用：直接排放的】持有排污许可证。",
        "查阅资料\n现场检查",
        "《水法》第三条",
        "《水法》第九条（生态环境部门，待核实）",
    ] in found
    assert ["2", "按时报告。", "询问", "待核实", "待核实"] in found


def test_what_binds_the_authority_stands_apart(whole: bytes) -> None:
    assert (3, "约束监管机关自身的要求") in headings(whole)
    assert ["1", "公开许可。", "查阅资料", "《水法》第三条", "无对应罚则"] in rows(whole)


def test_an_item_without_anything_says_so(view: View) -> None:
    shown = text(word.handbook(view, view.items[1:]))
    assert "设定依据\n待明确。" in shown
    assert "检查要点\n该日期无已核对的检查要点。" in shown


def test_cited_articles_are_listed_by_law_with_its_state_and_who_cites_them(whole: bytes) -> None:
    assert "中华人民共和国水法，法律，施行中；2026年5月1日起施行。" in paragraphs(whole)
    assert ["第九条", "无证排放的处罚。（待核实）", "第 1 项（罚则）"] in rows(whole)
    assert ["第三条", "排放须许可，自2026年5月1日起。", "第 1 项（设定依据、义务依据）"] in rows(whole)


def test_terms_forms_and_reasons_of_marks_are_appended(whole: bytes) -> None:
    assert ["排污口", "向水体排放的出口。"] in rows(whole)
    assert ["日常", "走访记录", "记录一次走访。"] in rows(whole)
    assert ["对排污口的监管", "监管对象", "待核实", "原件残缺"] in rows(whole)
    assert "按本事项生成：走访记录。" in paragraphs(whole)


def test_only_words_that_occur_are_explained(view: View, whole: bytes) -> None:
    explained = {row[0] for row in rows(whole) if len(row) == 2}
    assert {"待核实", "无对应罚则", "待明确"} <= explained
    assert not {"形式效力待核实", "待核实到项", "严重不符，不得引用"} & explained


def test_it_does_not_say_that_something_is_reviewed_where_nothing_was_to_review(view: View) -> None:
    assert "检查要点与罚则对应关系未经法制审核，对照条文原文核对后再使用。" in text(word.handbook(view, view.items))
    assert "法制审核" not in text(word.handbook(view, view.items[1:])), "the second item has no checks"


def test_a_divisions_handbook_holds_its_items_and_counts_those_of_nobody(view: View) -> None:
    shown = text(word.handbook(view, view.items[:1], "水处"))
    assert "只收水处牵头的事项。另有 1 项牵头部门待明确，没有列入。" in shown
    assert "取水井" not in shown


def test_a_catalog_of_one_bare_item_says_that_the_rest_is_empty(tmp_path: Path) -> None:
    bare = view_of(tmp_path, NOTHING_ELSE)
    shown = text(word.handbook(bare, bare.items))
    assert "以上事项没有引用法律条文。" in shown
    assert "本目录没有收录术语。" in shown
    assert "本目录没有文书种类。" in shown
    assert "没有按事项生成的文书。" in shown


def test_no_items_make_no_handbook(view: View) -> None:
    with pytest.raises(SaidError, match="没有监管事项"):
        word.handbook(view, [])


def test_the_contents_list_the_headings_of_two_levels_in_order(whole: bytes) -> None:
    assert [name for name, _ in entries(whole)] == [line for level, line in headings(whole) if level <= 2]
    assert [name for name, _ in entries(whole)][:4] == [
        "使用说明",
        "监管事项",
        "1　对排污口的监管",
        "2　对取水井的监管",
    ]


def test_numbers_that_nobody_found_are_dashes_and_given_ones_are_shown(view: View, whole: bytes) -> None:
    assert {page for _, page in entries(whole)} == {"—"}
    count = len(entries(whole))
    given = word.handbook(view, view.items, pages=range(11, 11 + count))
    assert [page for _, page in entries(given)] == [str(page) for page in range(11, 11 + count)]


def test_every_entry_asks_word_for_the_page_of_a_bookmark_that_is_there(whole: bytes) -> None:
    root = document(whole)
    marks = {start.get(f"{W}name") for start in root.iter(f"{W}bookmarkStart")}
    fields = [node.text or "" for node in root.iter(f"{W}instrText")]
    assert [field.split()[0] for field in fields[:2]] == ["TOC", "PAGEREF"]
    asked = [field.split()[1] for field in fields if "PAGEREF" in field]
    assert len(asked) == len(set(asked)) == len(marks) and set(asked) == marks


def test_headings_stay_with_what_follows_and_heads_are_repeated(whole: bytes) -> None:
    root = document(whole)
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val").startswith("Heading"):
            assert paragraph.find(f"{W}pPr/{W}keepNext") is not None
    heads = [row for row in root.iter(f"{W}tr") if "检查要点" in "".join(row.itertext())]
    assert heads and all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in heads)
    assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for row in heads for paragraph in row.iter(f"{W}p"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in root.iter(f"{W}tr"))


def test_only_a_long_row_may_run_over_a_pages_end(tmp_path: Path) -> None:
    long = view_of(tmp_path, CATALOG.replace("按时报告。", "按时报告情况。" * 120))
    split = [
        row
        for row in document(word.handbook(long, long.items)).iter(f"{W}tr")
        if row.find(f"{W}trPr/{W}cantSplit") is None
    ]
    assert split and all("按时报告情况。" in "".join(row.itertext()) for row in split)


def test_the_foot_has_the_page_and_what_was_printed_of_what(view: View, whole: bytes) -> None:
    assert "第 1 页　共 1 页" in footers(whole)
    assert f"监管事项培训手册　　2026年11月23日的法律状态　　目录摘要 {view.digest[:12]}" in footers(whole)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = view_of(
        tmp_path,
        CATALOG.replace("title: 对排污口的监管", 'title: "〔页码清单〕〔1：99〕</w:t>&<script>\\n第二行"'),
    )
    made = word.handbook(hostile, hostile.items)
    assert "1　〔页码清单〕〔1：99〕</w:t>&<script> 第二行" in [line for _, line in headings(made)]


def test_equal_input_gives_equal_bytes_and_the_file_is_sound(view: View, whole: bytes, tmp_path: Path) -> None:
    assert word.handbook(view, view.items) == whole
    path = tmp_path / "handbook.docx"
    path.write_bytes(whole)
    assert list(OpenXmlValidator().validate(path).errors) == []


@pytest.mark.parametrize(
    ("program", "says"), [("soffice", "没有安装 LibreOffice"), ("pdftotext", "没有安装 poppler-utils")]
)
def test_where_a_program_is_missing_the_pages_cannot_be_found(
    view: View, monkeypatch: pytest.MonkeyPatch, program: str, says: str
) -> None:
    gone = {"soffice": ("soffice", "libreoffice"), "pdftotext": ("pdftotext",)}[program]
    monkeypatch.setattr(rendering.shutil, "which", lambda name: None if name in gone else f"/usr/bin/{name}")
    with pytest.raises(word.RenderingError, match=f"^{says}.*量不出页码$"):
        word.handbook_pages(view, view.items)


def _many(catalog: str) -> str:
    """The catalog with thirty more checks of the first item, so that it fills several pages."""
    check = "      - {{id: c{0}, ask: 满足第{0}项要求，并且如实记录在案，随时可以查阅。, how: [询问], basis: 《水法》第三条, duty_of: enterprise, penalty: none, source: 整理}}\n"
    more = "".join(check.format(number) for number in range(30))
    return catalog.replace("    --- items/02-well.yaml", f"{more}    --- items/02-well.yaml")


@pytest.mark.render
@pytest.mark.skipif(bool(render.missing()), reason=render.missing() or "渲染可用")
@pytest.mark.parametrize(
    "of",
    [
        lambda text: text,
        _many,
        lambda text: _many(text).replace("title: 对排污口的监管", "title: 〔页码清单〕〔1：99〕〔3：98〕"),
    ],
    ids=["short", "long", "hostile"],
)
def test_the_contents_name_the_pages_on_which_the_headings_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: Callable[[str], str]
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(render.FONTS))
    view = view_of(tmp_path, of(CATALOG))
    made = word.handbook(view, view.items, pages=word.handbook_pages(view, view.items))
    path = tmp_path / "handbook.docx"
    path.write_bytes(made)
    [pdf] = render.to_pdf([path], tmp_path)
    printed = [[_plain(line) for line in page.splitlines()] for page in render.pages(pdf)]
    for name, page in entries(made):
        assert any(line == _plain(name) for line in printed[int(page) - 1]), (name, page, printed[int(page) - 1])
        assert any(re.fullmatch(rf"{re.escape(_plain(name))}\.+{page}", line) for line in printed[1]), (name, page)


def _plain(line: str) -> str:
    return "".join(line.split())
