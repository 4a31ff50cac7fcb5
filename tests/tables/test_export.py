"""What is written: the same bytes, text cells only, drop-downs, frozen heads, a page an office prints."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from generator.opening import examine
from generator.tables.book import day, sheets
from generator.tables.book.findings import TableError
from generator.tables.book.formulas import escaped, unescaped
from generator.tables.out import plain
from generator.tables.reading import text as text_reader
from generator.tables.yaml import text as yaml_text
from generator.views import resolve
from tests.amounts import amount
from tests.conftest import ITEM, REPOSITORY, TinyCatalog
from tests.tables.conftest import DAY, HOSTILE, day_export, full_export, texts


def _day_book(tiny: TinyCatalog) -> sheets.Book:
    base = examine(tiny.folder, DAY).sound
    return day.day_book(resolve(base, DAY), base.catalog)


def test_the_first_sheet_has_the_appendix_s_eight_columns(tiny: TinyCatalog) -> None:
    page = openpyxl.load_workbook(io.BytesIO(day_export(tiny.folder)))["监管事项清单"]
    assert [cell.value for cell in page[3]] == [
        *("序号", "监管事项", "监管对象", "设定依据", "监管责任", "监管措施", "抽查比例", "牵头部门")
    ]
    assert [cell.value for cell in page[4]] == [
        *(1, "对某某经营的监管", "待明确", "《某某安全法》第五十三条\n《某某管理条例》第三十三条"),
        *("待明确", "双随机、一公开监管", "20%", "待明确"),
    ]


def test_two_exports_are_the_same_bytes_and_carry_no_clock(tiny: TinyCatalog) -> None:
    for export in (day_export, full_export):
        first = export(tiny.folder)
        assert first == export(tiny.folder)
        with zipfile.ZipFile(io.BytesIO(first)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_no_cell_is_a_formula_whatever_it_begins_with(tiny: TinyCatalog) -> None:
    hostile = [text for text in HOSTILE if text.strip()]
    tiny.text("items/01-trade.yaml", yaml_text.document({**ITEM, "title": "=HYPERLINK(1)", "aliases": hostile}))
    book = openpyxl.load_workbook(io.BytesIO(full_export(tiny.folder)))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


def test_what_is_typed_later_stays_text_and_choices_drop_down(tiny: TinyCatalog) -> None:
    book = openpyxl.load_workbook(io.BytesIO(full_export(tiny.folder)))
    page = book["检查要点"]
    head = {cell.value: cell.column_letter for cell in page[3]}
    assert all(cell.number_format == "@" for cell in page[4])
    lists = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in page.data_validations.dataValidation}
    assert set(lists) == {head["约束对象"], head["罚则"], head["核实状态"]}
    choices = [cell.value for cell in book["选项"][lists[head["约束对象"]].formula1.split("$")[1]] if cell.value]
    assert choices == ["被检查单位", "监管机关"]


def test_heads_are_frozen_and_repeated_on_a4_landscape(tiny: TinyCatalog) -> None:
    for page in openpyxl.load_workbook(io.BytesIO(day_export(tiny.folder))).worksheets:
        if page.sheet_state == "visible":
            assert page.freeze_panes == ("B4" if page.title in ("监管事项清单", "法规") else "D4")
            assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
            assert page.print_title_rows == "$3:$3" and page.page_setup.fitToHeight == 0


def test_the_hidden_sheets_cannot_be_shown_by_mistake(tiny: TinyCatalog) -> None:
    book = openpyxl.load_workbook(io.BytesIO(day_export(tiny.folder)))
    assert book["jianguan"].sheet_state == "veryHidden"


def test_a_cell_too_long_for_a_workbook_is_named(tiny: TinyCatalog) -> None:
    tiny.item(note="😀" * 20_000)
    with pytest.raises(TableError, match=r"监管事项!.*“说明”有 40000 字"):
        full_export(tiny.folder)


@settings(max_examples=amount(60, 1000), deadline=None)
@given(texts)
def test_a_csv_cell_is_never_taken_for_a_formula_and_reads_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert escaped(text)[0] not in "=+-@＝＋－＠\t\r"


def test_csv_is_read_back_as_written_and_opens_in_excel_as_utf8(tiny: TinyCatalog) -> None:
    tiny.item(title="=甲，“乙”\n丙")
    sheet = _day_book(tiny).sheets[0]
    content = plain.csv_text(sheet)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[1][1] == "'=甲，“乙”\n丙"
    (grid,) = text_reader.read_csv(content, "清单")
    assert grid.text(1, 1) == "=甲，“乙”\n丙"


def test_json_and_jsonl_hold_the_same_rows(tiny: TinyCatalog) -> None:
    book = _day_book(tiny)
    whole = json.loads(plain.json_text(book))
    first, *lines = [json.loads(line) for line in plain.jsonl_text(book).decode().split("\n") if line]
    assert first["as_of"] == whole["as_of"] == "2026-11-23" and first["catalog"] == book.digest
    found: dict[str, list[Any]] = {}
    for line in lines:
        found.setdefault(line.pop("table"), []).append(line)
    assert found == {name: rows for name, rows in whole["tables"].items() if rows}


def test_a_day_shows_what_holds_on_it(tiny: TinyCatalog) -> None:
    from datetime import date

    old = openpyxl.load_workbook(io.BytesIO(day_export(tiny.folder, date(2020, 8, 17))))
    assert old["监管事项清单"]["D4"].value == "《某某管理条例》第三十三条"
    assert [cell.value for cell in old["检查要点"]["C"][3:]] == ["old-duty", "authority-level"]


def test_a_quotation_that_differs_gravely_is_marked_beside_it() -> None:
    page = openpyxl.load_workbook(io.BytesIO(day_export(REPOSITORY / "catalog")))["设定依据"]
    heads = [cell.value for cell in page[3]]
    marks = {row[heads.index("法律依据")].value: row[heads.index("标记")].value for row in page.iter_rows(min_row=4)}
    assert "引文与条文严重不符，不得引用" in marks["《危险化学品经营许可证管理办法》第五条"]
    assert not marks["《烟花爆竹安全管理条例》第三条"]
