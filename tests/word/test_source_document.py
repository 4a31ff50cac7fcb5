"""catalog/notices/2020-67.yaml prints the source document, character by character; what differs is named here and in its remark."""

from __future__ import annotations

import difflib
from datetime import date

import pytest

from generator import word
from generator.opening import open_view
from tests.conftest import REPOSITORY
from tests.word.docx_reader import W, document, paragraphs, rows, text_of

SEED = REPOSITORY.parent / "shared" / "seed"
WATERMARK = "扫描全能王创建"
DAY = date(2020, 8, 17)

DIFFERENCES = {("爲", "为"), ("(", "（"), (")", "）")}
"""What we print otherwise than the scan's text: a character the recognition got wrong, half-width brackets."""


@pytest.fixture(scope="module")
def source() -> str:
    """The recognised text of the scan without any space."""
    if not SEED.is_dir():
        pytest.skip("没有来源文件（../shared/seed），不能与原文核对")
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SEED.glob("*.txt")))
    return "".join(text.split()).replace(WATERMARK, "")


@pytest.fixture(scope="module")
def view():
    return open_view(REPOSITORY / "catalog", DAY)


@pytest.fixture(scope="module")
def content(view) -> bytes:
    return word.official(view, next(notice for notice in view.notices if notice.id == "2020-67"))


def _flat(text: str) -> str:
    return "".join(text.split())


def _in_source_order(content: bytes) -> str:
    """All we print, without what we add to say that it is lost, the 版记 before the 附件 as in the scan."""
    shown = [_flat(line) for line in paragraphs(content)]
    annex = shown.index("附件")
    imprint = [line for line in shown if line.endswith("印发")][-1:]  # also the text of the paragraph its box hangs on
    title = shown[annex + 2]
    table = ["".join(map(_flat, row)) for row in rows(content) if len(row) == 8][:3]
    body = [line for line in shown[:annex] if "原件缺失" not in line]
    return "".join([*body, *imprint, title, *table])


def test_the_text_is_the_source_s_character_by_character(source, content):
    printed = _in_source_order(content)
    changes = [
        (source[a:b], printed[c:d])
        for kind, a, b, c, d in difflib.SequenceMatcher(None, source, printed, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    assert set(changes) == DIFFERENCES
    assert len(changes) == 3


def test_every_difference_is_in_the_remark(view):
    remark = next(notice.remark for notice in view.notices if notice.id == "2020-67")
    for expected in ("行爲", "行为", "括号", "空格", "版记"):
        assert expected in remark


def test_the_table_has_the_source_s_columns_and_its_first_two_rows_as_printed(content):
    table = [row for row in rows(content) if len(row) == 8]
    assert table[0] == ["序号", "监管事项", "监管对象", "设定依据", "监管责任", "监管措施", "抽查比例", "牵头部门"]
    assert len(table) == 13
    first, second = table[1], table[2]
    assert (first[0], first[1], first[6], _flat(first[7])) == (
        "1",
        "对危险化学品经营监管",
        "20%",
        "相法规处室、单位配合",
    )
    assert first[5] == "“双随机”监管、信用管"
    assert "法律、法规、规章规定的法律、法规、规章规定的" in first[4]
    assert (second[1], second[5], second[6], _flat(second[7])) == (
        "对烟花爆竹批发企业的监管",
        "重点监管、信用监管",
        "100%",
        "危化处",
    )


def test_the_table_shows_no_law_made_after_the_plan(content):
    assert "危险化学品安全法" not in "".join("".join(row) for row in rows(content))


def test_rows_three_to_twelve_are_lost_beyond_their_names(content, view):
    table = [row for row in rows(content) if len(row) == 8][3:]
    assert [row[1] for row in table] == [item.item.title for item in view.items[2:]]
    assert all(row[2:] == ["原件缺失"] * 6 for row in table)


def test_the_signature_and_its_day_are_said_to_be_lost_and_the_printing_day_is_none(content):
    shown = [line.strip() for line in paragraphs(content)]
    assert "署名〔原件缺失〕" in shown and "成文日期〔原件缺失〕" in shown
    assert {line for line in shown if "2020年8月17日" in line} == {"淮安市应急管理局办公室\t2020年8月17日印发"}


def test_the_table_lies_on_its_side_with_a_repeated_head(content):
    assert any(size.get(f"{W}orient") == "landscape" for size in document(content).iter(f"{W}pgSz"))
    heads = [row for row in document(content).iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert ["序号" in text_of(row) for row in heads] == [True]


def test_the_recorded_layout_is_of_this_content(view):
    notice = next(notice for notice in view.notices if notice.id == "2020-67")
    assert word.layout_holds(view, notice)
