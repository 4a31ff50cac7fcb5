"""An export edited in Excel comes back: what each edit does, and what is said where it cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import COMPILED, PLAN, TinyCatalog
from tests.tables.conftest import (
    bytes_of,
    cell,
    day_export,
    edited,
    full_export,
    item_of,
    planned,
    put,
    told,
    write,
)


def _day(tiny: TinyCatalog, change: Callable[[Any], None], **request: Any) -> Any:
    return planned(tiny.folder, edited(day_export(tiny.folder), change), **request)


def _full(tiny: TinyCatalog, change: Callable[[Any], None], **request: Any) -> Any:
    return planned(tiny.folder, edited(full_export(tiny.folder), change), **request)


def _typing(sheet: str, head: str, text: str | None, row: int = 4) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        found = cell(book[sheet], head, row)
        put(book[sheet], row, found.column, text)

    return change


LIST = "监管事项清单"


def test_a_cell_of_the_list_changes_its_value(tiny: TinyCatalog) -> None:
    plan = _day(tiny, _typing(LIST, "抽查比例", "35%"))
    write(plan, tiny.folder)
    assert item_of(tiny.load()).sampling.ratio == "35%"


def test_a_percentage_typed_as_a_number_is_read(tiny: TinyCatalog) -> None:
    def change(book: Any) -> None:
        book[LIST]["G4"].value = 0.35

    assert not _day(tiny, change).errors
    write(_day(tiny, change), tiny.folder)
    assert item_of(tiny.load()).sampling.ratio == "35%"


def test_an_edited_line_of_bases_changes_that_basis_and_a_new_line_is_a_new_unverified_basis(tiny: TinyCatalog) -> None:
    lines = "《某某安全法》第53条第一款\n《某某管理条例》第三十三条\n《某某安全法》第一百条"
    plan = _day(tiny, _typing(LIST, "设定依据", lines), source=COMPILED)
    assert not plan.errors, told(plan)
    write(plan, tiny.folder)
    bases = item_of(tiny.load()).bases
    assert [str(basis.cite) for basis in bases] == [
        *("《某某安全法》第五十三条第一款", "《某某管理条例》第三十三条", "《某某安全法》第一百条")
    ]
    assert bases[1].quote == "经营实行许可。" and (bases[2].status, bases[2].source) == ("待核实", COMPILED)


def test_a_lost_line_of_bases_is_refused_with_the_cell(tiny: TinyCatalog) -> None:
    plan = _day(tiny, _typing(LIST, "设定依据", "《某某管理条例》第三十三条"))
    assert "监管事项清单!D4: 错误" in told(plan) and "“止”" in told(plan)


def test_new_text_needs_a_source_and_is_unverified(tiny: TinyCatalog) -> None:
    assert "请用 --source 写明出处" in told(_day(tiny, _typing(LIST, "监管对象", "某某企业")))
    write(_day(tiny, _typing(LIST, "监管对象", "某某企业"), source=COMPILED), tiny.folder)
    found = item_of(tiny.load()).object
    assert (found.text, found.source, found.status) == ("某某企业", COMPILED, "待核实")


def test_what_a_source_printed_stays_beside_our_text(tiny: TinyCatalog) -> None:
    tiny.item(object={"as_printed": "某某企 业", "source": PLAN, "status": "待核实"})
    plan = _day(tiny, _typing(LIST, "监管对象", "某某企业（待核实）"))
    write(plan, tiny.folder)
    found = item_of(tiny.load()).object
    assert (found.text, found.as_printed, found.status) == ("某某企业", "某某企 业", "待核实")


def test_a_mark_cannot_be_deleted_from_a_printed_cell(tiny: TinyCatalog) -> None:
    tiny.item(object={"text": "某某企业", "source": PLAN, "status": "待核实"})
    plan = _day(tiny, _typing(LIST, "监管对象", "某某企业"))
    assert "这里不能去掉“（待核实）”" in told(plan) and plan.errors


def test_names_are_looked_up_and_wrong_ones_answered_with_the_near_one(tiny: TinyCatalog) -> None:
    write(_day(tiny, _typing(LIST, "牵头部门", "政策法规处"), source=PLAN), tiny.folder)
    assert item_of(tiny.load()).lead.department == "policy"
    plan = _day(tiny, _typing(LIST, "牵头部门", "政策法規处"), source=PLAN)
    assert "监管事项清单!H4: 错误" in told(plan) and "您是不是想写“政策法规处”" in told(plan)
    assert "没有这种监管方式：“三随机”" in told(_day(tiny, _typing(LIST, "监管措施", "三随机")))


def test_a_new_row_of_the_list_is_a_new_item(tiny: TinyCatalog) -> None:
    def change(book: Any) -> None:
        for column, text in enumerate(["2", "对某某储存的监管", "储存企业", "《某某安全法》第一百条"], 1):
            put(book[LIST], 5, column, text)

    plan = _day(tiny, change, source=COMPILED)
    assert not plan.errors, told(plan)
    write(plan, tiny.folder)
    _, new = tiny.load().items
    assert (new.number, new.title, new.object.as_printed) == (2, "对某某储存的监管", "储存企业")
    assert all(basis.status == "待核实" for basis in new.bases)


def test_the_law_of_a_basis_must_be_known_and_the_cell_is_named(tiny: TinyCatalog) -> None:
    plan = _day(tiny, _typing("设定依据", "法律依据", "《某某安全发》第五十三条"))
    assert "设定依据!D4: 错误：laws 中没有《某某安全发》" in told(plan) and "您是不是想写“某某安全法”" in told(plan)


@pytest.mark.parametrize(
    ("sheet", "head", "text", "said"),
    [
        ("设定依据", "起", "2026-13-01", "没有这一天"),
        ("设定依据", "起", "明年", "不是日期"),
        ("设定依据", "法律依据", "第五十三条", "引用不能识别"),
        ("检查要点", "约束对象", "公司", "不能是“公司”"),
        ("检查要点", "要点编号", "许可证", "编号的写法不对"),
        ("检查要点", "检查要点", None, "缺少“ask”"),
        ("检查要点", "检查要点", "字" * 20_001, "文字过长"),
        ("检查要点", "检查要点", "字" * 32_767, "文字过长"),
        ("监管事项", "序号", "一", "应是整数"),
        ("监管事项", "序号", "2", "与文件名"),
        ("监管事项", "出处", "别处", "没有这个出处"),
    ],
)
def test_a_wrong_value_is_refused_with_its_cell(tiny: TinyCatalog, sheet: str, head: str, text: str, said: str) -> None:
    before = bytes_of(tiny.folder)
    plan = _full(tiny, _typing(sheet, head, text))
    (error,) = plan.errors
    assert said in str(error) and error.place.startswith(f"{sheet}!") and error.place.endswith("4")
    with pytest.raises(ValueError, match="不能写入"):
        write(plan, tiny.folder)
    assert bytes_of(tiny.folder) == before


def test_days_are_read_as_people_write_them(tiny: TinyCatalog) -> None:
    for text in ("2027年1月2日", "2027/1/2", "2027.01.02", "2027-1-2"):
        plan = _full(tiny, _typing("设定依据", "止", text))
        assert 'until: "2027-01-02"' in "\n".join(plan.diff()), told(plan)


def test_rows_outside_the_sheet_of_a_day_stay(tiny: TinyCatalog) -> None:
    from datetime import date

    content = edited(
        day_export(tiny.folder, date(2020, 8, 17)), _typing("检查要点", "检查要点", "企业没有超出许可范围。")
    )
    plan = planned(tiny.folder, content)
    write(plan, tiny.folder)
    asks = [check.ask for check in item_of(tiny.load()).checks]
    assert asks == ["企业持有有效的某某经营许可证。", "企业没有超出许可范围。", "发证机关层级正确。"]


def test_a_row_taken_out_of_the_sheet_stays_in_the_catalog_unless_removal_is_asked_for(tiny: TinyCatalog) -> None:
    def change(book: Any) -> None:
        book["检查要点"].delete_rows(5)

    plan = _full(tiny, change)
    assert not plan.files and "目录保留不动" in told(plan)
    plan = _full(tiny, change, remove_missing=True)
    write(plan, tiny.folder)
    assert [check.id for check in item_of(tiny.load()).checks] == ["licence", "authority-level"]


def test_rows_may_be_sorted_and_columns_moved_or_left_out(tiny: TinyCatalog) -> None:
    def change(book: Any) -> None:
        page = book["检查要点"]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
        for row, values in enumerate(reversed(rows), 4):
            for column, value in enumerate(values, 1):
                put(page, row, column, value)
        page.delete_cols(page.max_column)

    plan = _full(tiny, change)
    assert not plan.errors and not plan.files and "没有这些列" in told(plan)


def test_double_columns_rows_and_unknown_columns_are_named(tiny: TinyCatalog) -> None:
    def change(book: Any) -> None:
        page = book["检查要点"]
        put(page, 3, page.max_column + 1, "检查要点")
        put(page, 3, page.max_column + 1, "心得")
        for column in range(1, 8):
            put(page, 7, column, page.cell(4, column).value)

    said = told(_full(tiny, change))
    assert (
        "列名“检查要点”重复" in said
        and "不认识的列“心得”" in said
        and "检查要点!A7: 错误：与 检查要点!A4 是同一行" in said
    )


def test_a_missing_key_column_is_refused(tiny: TinyCatalog) -> None:
    plan = _full(tiny, lambda book: book["检查要点"].delete_cols(2))
    assert "检查要点!A1: 错误：没有找到列名，这张表至少要有“事项编号、要点编号”各列" in told(plan)


def test_formulas_and_error_values_are_refused_by_name(tiny: TinyCatalog) -> None:
    def change(book: Any) -> None:
        cell(book["检查要点"], "检查要点", 4).value = '="企业"&"持证"'
        cell(book["检查要点"], "检查要点", 5).value = "#N/A"
        cell(book["检查要点"], "检查要点", 5).data_type = "e"

    said = told(_full(tiny, change))
    assert "检查要点!C4: 错误：“检查要点”是公式" in said and "检查要点!C5: 错误：“检查要点”是错误值" in said


def test_what_the_catalog_changed_meanwhile_is_kept_and_a_double_change_is_a_conflict(tiny: TinyCatalog) -> None:
    content = edited(day_export(tiny.folder), _typing(LIST, "监管事项", "对某某的监管"))
    tiny.item(sampling={"ratio": "50%", "source": PLAN})
    plan = planned(tiny.folder, content)
    assert not plan.errors, told(plan)
    write(plan, tiny.folder)
    item = item_of(tiny.load())
    assert (item.title, item.sampling.ratio) == ("对某某的监管", "50%")
    content = edited(day_export(tiny.folder), _typing(LIST, "抽查比例", "60%"))
    tiny.item(sampling={"ratio": "70%", "source": PLAN})
    assert "导出以后目录里的“抽查比例”也改了" in told(planned(tiny.folder, content))


def test_a_derived_column_is_not_taken_back(tiny: TinyCatalog) -> None:
    plan = _day(tiny, _typing("检查要点", "罚则", "没有"))
    assert not plan.files and "由系统汇总" in told(plan)


def test_a_penalty_row_needs_the_check_to_say_so(tiny: TinyCatalog) -> None:
    def change(book: Any) -> None:
        for column, text in enumerate(["01-trade", "old-duty", None, "《某某安全法》第一百条", "应急管理部门"], 1):
            put(book["罚则"], 5, column, text)

    assert "罚则!A5: 错误" in told(_full(tiny, change))

    def both(book: Any) -> None:
        change(book)
        put(book["检查要点"], 5, cell(book["检查要点"], "罚则").column, "见罚则表")

    plan = _full(tiny, both)
    assert not plan.errors, told(plan)
    write(plan, tiny.folder)
    (penalty,) = item_of(tiny.load()).checks[1].penalty
    assert str(penalty.cite) == "《某某安全法》第一百条"


def test_a_check_that_points_to_penalties_must_have_some(tiny: TinyCatalog) -> None:
    plan = _full(tiny, _typing("检查要点", "罚则", "见罚则表", 5))
    assert "“罚则”表里没有它的行" in told(plan)


def _rows(**rows: dict[str, object]) -> Callable[[Any], None]:
    """One more row at the end of each of these sheets."""

    def change(book: Any) -> None:
        for name, values in rows.items():
            sheet = book[name]
            row = sheet.max_row + 1
            for head, value in values.items():
                put(sheet, row, cell(sheet, head, 4).column, value)

    return change


NEW_ITEM = {"序号": 2, "监管事项": "对新事的监管"}
NEW_BASIS = {"序号": 2, "法律依据": "《某某安全法》第五十三条"}
NEW_CHECK = {"序号": 2, "要点编号": "ledger", "检查要点": "有台账。", "检查方法": "查阅资料", "约束对象": "被检查单位"}


def test_a_new_item_comes_with_its_bases_and_checks_in_one_table(tiny: TinyCatalog) -> None:
    rows = _rows(监管事项清单=NEW_ITEM, 设定依据=NEW_BASIS, 检查要点=NEW_CHECK)
    plan = _day(tiny, rows, source=PLAN)
    assert not plan.errors, told(plan)
    write(plan, tiny.folder)
    item = next(item for item in tiny.load().items if item.number == 2)
    assert [(str(basis.cite), basis.source, basis.status) for basis in item.bases] == [
        ("《某某安全法》第五十三条", PLAN, "待核实")
    ]
    assert [(check.id, check.status, check.source) for check in item.checks] == [("ledger", "待核实", PLAN)]


def test_a_new_row_without_a_source_names_the_cell_it_is_missing_in(tiny: TinyCatalog) -> None:
    plan = _day(tiny, _rows(检查要点={**NEW_CHECK, "序号": 1}))
    assert "检查要点!K" in told(plan) and "新的一行没有写出处" in told(plan) and "--source" in told(plan)


def test_a_new_source_of_new_rows_is_registered_with_its_day(tiny: TinyCatalog) -> None:
    from datetime import date

    plan = _day(tiny, _rows(检查要点={**NEW_CHECK, "序号": 1}), source="新文", source_day=date(2026, 3, 1))
    assert not plan.errors, told(plan)
    write(plan, tiny.folder)
    assert tiny.load().info.sources["新文"].day == date(2026, 3, 1)


def test_a_row_of_an_item_that_nowhere_is_says_where_items_are_added(tiny: TinyCatalog) -> None:
    plan = _day(tiny, _rows(检查要点={**NEW_CHECK, "序号": 7}), source=PLAN)
    assert "没有序号是“7”的事项" in told(plan) and "在第一张表" in told(plan)
