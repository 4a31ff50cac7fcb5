"""Lists of other bureaus: real columns, real mess. Each doubt is reported with its cell, and everything is 待核实."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.tables.back.citing import citations_of_cell
from generator.tables.book.findings import TableError
from tests.conftest import COMPILED, REPOSITORY, TinyCatalog
from tests.tables.conftest import a_table, planned, told, write

SAMPLES = REPOSITORY.parent / "shared" / "catalogs"
HEADS = ["序号", "抽查事项名称", "抽查依据", "抽查对象", "抽查比例", "备注"]


def _plan(tiny: TinyCatalog, rows: list[list[Any]], **request: Any) -> Any:
    path = a_table(tiny.folder.parent / "清单.xlsx", rows)
    return planned(tiny.folder, path, **{"source": COMPILED, **request})


def _new(tiny: TinyCatalog, plan: Any) -> Any:
    assert not plan.errors, told(plan)
    write(plan, tiny.folder)
    return tiny.load().items[-1]


def test_a_row_becomes_a_new_item_all_of_it_unverified(tiny: TinyCatalog) -> None:
    row = [
        1,
        "对某某储存企业的检查",
        "《某某安全法》第五十三条、第一百条；《某某管理条例》第三十三条",
        "储存企业",
        0.05,
        "每年一次",
    ]
    item = _new(tiny, _plan(tiny, [HEADS, row]))
    assert (item.number, item.title, item.subject, item.note) == (2, "对某某储存企业的检查", "某某储存企业", "每年一次")
    assert [str(basis.cite) for basis in item.bases] == [
        "《某某安全法》第五十三条、第一百条",
        "《某某管理条例》第三十三条",
    ]
    assert (item.object.as_printed, item.sampling.ratio) == ("储存企业", "5%")
    assert {item.object.status, item.sampling.status, *(basis.status for basis in item.bases)} == {"待核实"}


def test_the_same_list_twice_makes_nothing_new(tiny: TinyCatalog) -> None:
    rows = [HEADS, [1, "检查甲", "《某某安全法》第五十三条", "企业", "10%", ""]]
    write(_plan(tiny, rows), tiny.folder)
    plan = _plan(tiny, rows)
    assert not plan.files and "与第 2 项同名，没有新建" in told(plan)


def test_an_unregistered_source_is_registered_with_its_day_or_refused(tiny: TinyCatalog) -> None:
    from datetime import date

    rows = [HEADS, [1, "检查甲", "《某某安全法》第五十三条", "企业", "10%", ""]]
    assert "没有写明出处" in told(_plan(tiny, rows, source=None))
    assert "--source-day" in told(_plan(tiny, rows, source="某县清单"))
    write(_plan(tiny, rows, source="某县清单", source_day=date(2025, 4, 9)), tiny.folder)
    catalog = tiny.load()
    assert (catalog.items[-1].source, catalog.info.sources["某县清单"].day) == ("某县清单", date(2025, 4, 9))


def test_a_misspelt_law_is_reported_with_its_cell_and_never_corrected(tiny: TinyCatalog) -> None:
    plan = _plan(tiny, [HEADS, [1, "检查甲", "《某某管理條例》第三十三条、《某某安全法》第五十三条", "", "", ""]])
    said = told(plan)
    assert "清单!C2: 提醒：laws 中没有《某某管理條例》" in said and "您是不是想写“某某管理条例”" in said
    item = _new(tiny, plan)
    assert [str(basis.cite) for basis in item.bases] == ["《某某安全法》第五十三条"]
    assert "设定依据原文：《某某管理條例》第三十三条" in item.note


def test_columns_are_named_by_heading_or_letter(tiny: TinyCatalog) -> None:
    rows = [["抽查类别", "抽查类别", "检查对象"], ["一般检查", "劳动防护用品管理情况", "生产经营单位"]]
    with pytest.raises(TableError, match="--map"):
        _plan(tiny, rows)
    plan = _plan(tiny, rows, mapping={"B": "title", "A": "skip"})
    assert _new(tiny, plan).title == "劳动防护用品管理情况"
    with pytest.raises(TableError, match=r"不认识“titel”.*您是不是想写“title”"):
        _plan(tiny, rows, mapping={"B": "titel"})
    assert "--map 里的列“没有的列”" in told(_plan(tiny, rows, mapping={"B": "title", "没有的列": "note"}))


def test_two_row_headings_are_read_merged_or_with_the_merging_lost(tiny: TinyCatalog) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "清单"
    for row in (
        ["某县随机抽查事项清单"],
        ["序号", "抽查事项", None, "检查对象", "检查依据"],
        [None, "抽查类别", "抽查事项名称", None, None],
        [1, "一般", "检查甲", "企业", "《某某安全法》第五十三条"],
    ):
        page.append(row)
    for area in ("A1:E1", "A2:A3", "B2:C2", "D2:D3", "E2:E3"):
        page.merge_cells(area)
    path = tiny.folder.parent / "两行.xlsx"
    book.save(path)
    plan = planned(tiny.folder, path, source=COMPILED)
    assert _new(tiny, plan).title == "检查甲"
    lost = [
        ["序号", "抽查事项名称", "检查对象", "", "检查依据"],
        ["", "", "类别", "数量", ""],
        [1, "检查乙", "企业", "3 家", "《某某安全法》第五十三条"],
    ]
    item = _new(tiny, _plan(tiny, lost, mapping={"检查对象类别": "object"}))
    assert (item.title, item.object.as_printed) == ("检查乙", "企业")


def test_merged_cells_hold_for_every_row_and_lost_ones_are_reported(tiny: TinyCatalog) -> None:
    rows = [
        HEADS,
        [1, "检查甲", "《某某安全法》第五十三条", "企业", "", ""],
        ["", "", "《某某安全法》第一百条", "个人", "", ""],
    ]
    plan = _plan(tiny, rows)
    assert "清单!B3: 错误：没有事项名称" in told(plan) and "--fill-down" in told(plan)
    rows[2][1] = "检查乙"
    rows[2][3] = ""
    plan = _plan(tiny, rows, fill_down=True)
    assert "清单!D3: 提醒：空白，取用了 清单!D2 的“企业”" in told(plan)
    assert _new(tiny, plan).object.as_printed == "企业"


def test_section_lines_and_repeated_headings_are_passed_over(tiny: TinyCatalog) -> None:
    rows = [
        HEADS,
        ["一、危险化学品", "", "", "", "", ""],
        [1, "检查甲", "《某某安全法》第五十三条", "企业", "", ""],
        HEADS,
    ]
    plan = _plan(tiny, rows)
    assert "整行只有“一、危险化学品”" in told(plan) and _new(tiny, plan).title == "检查甲"


def test_hostile_cells_are_named(tiny: TinyCatalog) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "清单"
    page.append(HEADS)
    page.append([1, "=检查", "=1+1", "x" * 32_767, "10%", ""])
    page.append([2, "😀检查\u200f乙", "《某某安全法》第五十三条", "\u202e企业", "10%", "+86"])
    for cell in (page["B2"], page["F3"]):
        cell.data_type = "s"
    path = tiny.folder.parent / "坏.xlsx"
    book.save(path)
    said = told(planned(tiny.folder, path, source=COMPILED))
    assert "清单!C2: 错误：这一格是公式" in said and "清单!D2: 错误：“监管对象”：文字过长（32767 字" in said
    assert "清单!D3: 提醒：有看不见的字符（U+202E）" in said
    page["C2"].value, page["D2"].value = "《某某安全法》第五十三条", "企业"
    book.save(path)
    item = _new(tiny, planned(tiny.folder, path, source=COMPILED))
    assert (item.title, item.note) == ("😀检查乙", "+86")
    assert tiny.load().items[1].title == "=检查"


def test_a_ratio_that_is_none_is_taken_as_it_is_written(tiny: TinyCatalog) -> None:
    plan = _plan(tiny, [HEADS, [1, "检查甲", "《某某安全法》第五十三条", "企业", "根据实际情况确定", ""]])
    assert "清单!E2: 提醒：抽查比例：不是比例" in told(plan)
    item = _new(tiny, plan)
    assert (item.sampling.ratio, item.sampling.text) == (None, "根据实际情况确定") and item.note is None


def test_a_department_that_is_not_registered_is_shown_as_the_list_has_it(tiny: TinyCatalog) -> None:
    item = _new(tiny, _plan(tiny, [["序号", "抽查事项名称", "牵头部门"], [1, "检查甲", "执法局"]]))
    assert (item.lead.department, item.lead.text, item.lead.status) == (None, "执法局", "待核实")


def test_the_same_headings_as_ours_do_not_make_a_list_ours(tiny: TinyCatalog) -> None:
    ours = ["序号", "监管事项", "监管对象", "设定依据", "监管责任", "监管措施", "抽查比例", "牵头部门"]
    rows = [
        ours,
        [1, "对别的事的监管", "企业", "《某某安全法》第一百条", "监督检查", "双随机、一公开监管", "10%", "某科"],
    ]
    item = _new(tiny, _plan(tiny, rows))
    assert (item.number, item.title) == (2, "对别的事的监管") and item.methods.use == ("double-random",)
    assert tiny.load().items[0].title == "对某某经营的监管"


@pytest.mark.parametrize(
    ("text", "cites", "unread"),
    [
        (
            "国务院《甲条例》第三十二条、公安部《乙办法》第二十六条规定",
            ["《甲条例》第三十二条", "《乙办法》第二十六条"],
            0,
        ),
        ("【法律】《中华人民共和国安全生产法》第六十二条第二款", ["《中华人民共和国安全生产法》第六十二条第二款"], 0),
        ("《甲法》;《乙办法》(国家安全监管总局令第88号)", ["《甲法》", "《乙办法》"], 0),
        (
            "《甲办法》（令第3号）第5条、第七条第（一）项，《乙法》第二至四条",
            ["《甲办法》第五条、第七条第（一）项", "《乙法》第二条至第四条"],
            0,
        ),
        ("安全生产法第六十二条", ["《安全生产法》第六十二条"], 0),
        ("《甲法》第一条第九十九款项、附则第三条", ["《甲法》第一条第九十九款"], 1),
        ("按有关规定执行", [], 1),
        ("《关于印发〈甲办法〉的通知》第三条", ["《关于印发〈甲办法〉的通知》第三条"], 0),
    ],
)
def test_citations_as_other_bureaus_write_them(text: str, cites: list[str], unread: int) -> None:
    found = citations_of_cell(text)
    assert [str(cite) for cite in found.citations] == cites and len(found.unread) == unread


def test_real_lists_are_read() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("没有其他单位的清单（../shared/catalogs）")
    plan = planned(REPOSITORY / "catalog", SAMPLES / "zhejiang_gongan_list.html", source="本目录整理（2026-11-23）")
    assert not plan.errors, told(plan)
    assert len(plan.files) == 4 and all(
        "《易制毒化学品管理条例》第三十二条" in (new or "") for _, new in plan.files.values()
    )
    assert "zhejiang_gongan_list!D2: 提醒：laws 中没有《易制毒化学品购销和运输管理办法》" in told(plan)


@pytest.mark.parametrize(
    ("name", "separator", "mapping", "at_least"),
    [
        ("shiquan_yjj_random_check_list.txt", "|", {"B": "title", "A": "skip"}, 6),
        ("longyan_yjj_2025_check_plan.txt", "", {}, 2),
    ],
)
def test_real_lists_copied_into_excel_are_read(
    tmp_path: Path, name: str, separator: str, mapping: dict[str, str], at_least: int
) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("没有其他单位的清单（../shared/catalogs）")
    text = (SAMPLES / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if separator:
        rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    else:
        cells = [cell.strip() for cell in "\n".join(lines).split("|\n")]
        rows = [cells[start : start + 11] for start in range(0, len(cells) - 10, 11)]
    path = a_table(tmp_path / "清单.xlsx", rows)
    plan = planned(REPOSITORY / "catalog", path, source="本目录整理（2026-11-23）", mapping=mapping)
    assert not plan.errors, told(plan)
    assert len(plan.files) >= at_least, told(plan)
    assert any("安全生产法》" in (new or "") for _, new in plan.files.values())
