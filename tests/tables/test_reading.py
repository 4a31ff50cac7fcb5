"""Files from outside: what is read, what is refused and how it is said. None of them costs memory or time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.tables import reading
from generator.tables.book.findings import TableError
from generator.tables.reading import glance, guard
from tests.amounts import amount
from tests.conftest import REPOSITORY, TinyCatalog
from tests.tables.conftest import day_export, full_export, planned, with_part

SAMPLES = REPOSITORY.parent / "shared" / "catalogs"
_HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def _sheet(data: str, after: str = "") -> bytes:
    """A workbook of one sheet with this sheetData."""
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(buffer)
    content = f"{_HEAD}<sheetData>{data}</sheetData>{after}</worksheet>".encode()
    return with_part(buffer.getvalue(), "xl/worksheets/sheet1.xml", content)


def _read(tmp_path: Path, content: bytes, name: str = "表.xlsx") -> list[reading.Grid]:
    path = tmp_path / name
    path.write_bytes(content)
    return reading.read(path)


def _refusal(tmp_path: Path, content: bytes, name: str = "表.xlsx") -> str:
    with pytest.raises(TableError) as caught:
        _read(tmp_path, content, name)
    return str(caught.value)


def test_macro_files_are_refused_whatever_they_are_called(tiny: TinyCatalog, tmp_path: Path) -> None:
    content = day_export(tiny.folder)
    assert "可以带宏" in _refusal(tmp_path, content, "表.xlsm")
    assert "带有宏" in _refusal(tmp_path, with_part(content, "xl/vbaProject.bin", b"x"))
    assert "带有宏" in _refusal(tmp_path, with_part(content, "xl/macrosheets/sheet1.xml", b"<x/>"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版表格"),
        ("改名.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "加了密码"),
        ("表.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版表格"),
        ("空.xlsx", b"", "空的"),
        ("网页.xlsx", b"<html><table></table></html>", "不是 .xlsx 文件"),
        ("半.xlsx", b"PK\x03\x04" + b"\0" * 100, "没有下载完整"),
        ("文.txt", "序号".encode(), "不认识的文件种类“.txt”"),
        ("图.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "不是文本表格"),
        ("空.html", "<p>没有".encode(), "网页里没有表格"),
        ("引号.csv", b'a,"b\nc', "引号没有闭合"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    assert said in _refusal(tmp_path, content, name)


def test_a_word_document_called_xlsx_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "是Word 文档" in _refusal(tmp_path, buffer.getvalue())
    assert "名称却是 .csv" in _refusal(tmp_path, buffer.getvalue(), "表.csv")


def test_an_encrypted_part_is_refused(tiny: TinyCatalog, tmp_path: Path) -> None:
    content = bytearray(day_export(tiny.folder))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert "密码" in _refusal(tmp_path, bytes(content))


@pytest.mark.parametrize("part", ["xl/media/image1.png", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_bomb_is_stopped_while_it_inflates(part: str) -> None:
    bomb = with_part(_sheet(""), part, _HEAD.encode() + b" " * 3_000_000)
    with pytest.raises(TableError, match="解压后超过"):
        guard.scan(io.BytesIO(bomb), guard.Limits(1_000_000, 1_000, 1_000, "清单"))


CELLS = st.lists(
    st.sampled_from(
        [
            '<row r="3">', "</row>", '<c r="B2"><v>1</v></c>', '<c r="AA9" s="1"/>', '<c r="A3" t="s"><v>0</v></c>',
            '<c r="C1" t="e"><v>#N/A</v></c>', '<c r="D4"><f>1</f></c>', "<c r='E5'><v>1</v></c>", "<c><v>1</v></c>",
            '<c s="2" r="F70"><v>1</v></c>', '<x:c r="ZZ9"><x:v>1</x:v></x:c>', "<!-- <c -->", '<c r="&#65;800"><v>1</v></c>',
            '<c  r="G7"><v>1</v></c>', '<c\nr="H8"><v>1</v></c>', '<cols count="9000000"/>', "<cols count = '9000000'/>",
            '<row r="99999999"/>', '<c r="AAAA1"/>', "<v>x &lt;c r=&quot;Z99&quot;</v>", "count=7", '<c r="XFD1048576"/>',
        ]
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=amount(200, 4000), deadline=None)
@given(data=CELLS)
def test_a_glance_never_sees_less_than_parsing_does(data: list[str]) -> None:
    """What a glance takes as sound, parsing finds sound too, and no cell lies farther."""
    head = _HEAD.replace(
        "<worksheet ", '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    )
    content = f"{head}<sheetData>{''.join(data)}</sheetData></worksheet>".encode()
    try:
        seen = glance.Glance(guard.MOST_ROWS).look(content[at : at + 7] for at in range(0, len(content), 7))
    except glance.UnusualError:
        return
    if seen.claim > 5_000_000:
        return
    part = guard._Part(None, guard.LIST)
    try:
        part.feed(content)
        part.close("sheet1.xml")
    except TableError as error:
        assert "XML 语法" in str(error) or "位置" in str(error)
        return
    assert not part.scan.formulas and not part.scan.errors
    assert (seen.rows, seen.columns) >= (part.scan.rows, 0) and seen.columns >= part.scan.columns


def test_two_cells_in_opposite_corners_are_refused_not_allocated(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert "请删去远处的内容" in _refusal(tmp_path, _sheet(far))


def test_empty_rows_by_the_hundred_thousand_are_nothing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, amount(200_000, 1_048_577)))
    (grid, *_) = _read(tmp_path, _sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>{rows}'))
    assert (grid.height, grid.text(0, 0)) == (1, "甲")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('<row r="99999999"><c r="A1"><v>1</v></c></row>', "行号或列号"),
        ('<row r="1"><c r="AAAA1"><v>1</v></c></row>', "位置“AAAA1”不对"),
        ('<row r="1"><c r="ZZZ1"><v>1</v></c></row>', "行号或列号"),
        ("<row r='1'><c", "不合 XML 语法"),
    ],
)
def test_places_outside_a_sheet_are_damage(tmp_path: Path, data: str, said: str) -> None:
    assert said in _refusal(tmp_path, _sheet(data))


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    content = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    assert "DOCTYPE" in _refusal(tmp_path, with_part(_sheet(""), "xl/worksheets/sheet1.xml", content))


def test_a_sheet_hidden_in_a_part_of_another_name_is_looked_at_too(tmp_path: Path) -> None:
    content = _sheet("")
    rels = zipfile.ZipFile(io.BytesIO(content)).read("xl/_rels/workbook.xml.rels")
    content = with_part(
        content, "xl/_rels/workbook.xml.rels", rels.replace(b"worksheets/sheet1.xml", b"media/photo.png")
    )
    far = f'{_HEAD}<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert "请删去远处的内容" in _refusal(tmp_path, with_part(content, "xl/media/photo.png", far.encode()))


def test_a_part_that_claims_millions_of_strings_is_refused(tmp_path: Path) -> None:
    content = _sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295"'
        ' uniqueCount="4294967295"><si><t>甲</t></si></sst>'
    )
    assert "文件自称有 4294967295 个" in _refusal(
        tmp_path, with_part(content, "xl/sharedStrings.xml", strings.encode())
    )


def test_a_sheet_that_claims_to_be_huge_is_as_large_as_its_cells(tmp_path: Path) -> None:
    data = '<row r="1"><c r="A1"><v>1</v></c></row>'
    content = f'{_HEAD}<dimension ref="A1:XFD1048576"/><sheetData>{data}</sheetData></worksheet>'.encode()
    (grid,) = _read(tmp_path, with_part(_sheet(""), "xl/worksheets/sheet1.xml", content))
    assert (grid.height, grid.width) == (1, 1)


def test_formulas_errors_and_merged_cells_are_known(tmp_path: Path) -> None:
    data = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c></row><row r="3"><c r="B3"><v>3</v></c></row>'
    )
    (grid,) = _read(tmp_path, _sheet(data, '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'))
    assert (grid.formulas, grid.errors) == ({(0, 0)}, {(0, 1)})
    assert (grid.text(2, 0), grid.place(*grid.origin(2, 0)), grid.text(2, 1)) == ("甲", "Sheet!A2", "3")


def test_csv_of_wps_in_gbk_is_read(tmp_path: Path) -> None:
    for encoding in ("gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"):
        (grid,) = _read(tmp_path, "序号,监管事项\r\n1,对“甲”的检查".encode(encoding), "清单.csv")
        assert [grid.text(1, column) for column in range(2)] == ["1", "对“甲”的检查"], encoding


def test_a_web_page_s_table_says_what_it_says_with_its_spans_filled_in() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("没有其他单位的清单（../shared/catalogs）")
    (grid,) = reading.read(SAMPLES / "zhejiang_gongan_list.html")
    rows = ["\t".join(grid.text(row, column) for column in range(grid.width)) for row in range(grid.height)]
    assert rows == (SAMPLES / "zhejiang_gongan_list.expected.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")


def test_spans_of_a_web_page_are_filled(tmp_path: Path) -> None:
    page = "<meta charset=utf-8><table><tr><th rowspan=2>甲<th colspan=2>乙<tr><td>丙<td>丁<br>戊</table>"
    (grid,) = _read(tmp_path, page.encode(), "页.html")
    assert [[grid.text(row, column) for column in range(3)] for row in range(2)] == [
        ["甲", "乙", "乙"],
        ["甲", "丙", "丁\n戊"],
    ]


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("藏").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    assert [grid.name for grid in _read(tmp_path, buffer.getvalue())] == ["Sheet"]


def test_an_empty_workbook_and_one_with_headings_only_are_said_to_be_empty(tiny: TinyCatalog, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="表里没有内容"):
        planned(tiny.folder, _sheet(""))
    path = tmp_path / "零行.csv"
    path.write_text("抽查事项,检查对象\n", encoding="utf-8")
    with pytest.raises(TableError, match="0 行"):
        planned(tiny.folder, path)


def test_a_damaged_stamp_is_as_none(tiny: TinyCatalog) -> None:
    content = full_export(tiny.folder)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["jianguan"]["A1"].value = "别的"
    buffer = io.BytesIO()
    book.save(buffer)
    plan = planned(tiny.folder, buffer.getvalue())
    assert not plan.files and any("没有找到导出时的记号" in note for note in plan.notes)
