"""The checklist carries the inspected unit's duties of the day, each once, and room to write."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from generator import SaidError, word
from generator.verification.links import Links, reviewed
from generator.verification.recorded import put_reviews
from tests.conftest import ITEM
from tests.word.docx_reader import controls, footers, paragraphs, rows, text

HEAD = ["序号", "检查内容", "检查依据", "检查方法", "检查结果", "罚则依据", "备注"]


def _checklist(tiny, values=None, day="2026-11-23"):
    view = tiny.view(day)
    return word.checklist(view, view.items, values or {})


def _second_item(tiny, **changes):
    data = {**copy.deepcopy(ITEM), "number": 2, "title": "对某某生产的监管", "subject": "某某生产", **changes}
    tiny.write("items/02-make.yaml", data)


def _duty_rows(content):
    return [row for row in rows(content) if len(row) == 7 and row[0].isdigit()]


def test_seven_columns_and_one_row_a_duty(tiny):
    content = _checklist(tiny)
    assert HEAD in rows(content)
    first, second = _duty_rows(content)
    assert first == [
        "1",
        "企业持有有效的某某经营许可证。",
        "《某某安全法》第五十三条第一款",
        "查阅资料",
        "☐符合\n☐不符合\n☐不适用",
        "《某某安全法》第一百条第三款（应急管理部门）",
        "\u3000",
    ]
    assert (second[0], second[5]) == ("2", "无对应罚则")


def test_the_authority_s_own_duties_are_not_on_it(tiny):
    assert "发证机关层级正确" not in text(_checklist(tiny))


def test_title_and_basis_of_the_day(tiny):
    shown = paragraphs(_checklist(tiny))
    assert "某某经营现场检查表" in shown
    assert "检查依据：《某某安全法》第五十三条；《某某管理条例》第三十三条" in shown


def test_marks_and_scope_are_printed(tiny):
    penalty = {"cite": "《某某安全法》第一百条", "by": "应急管理部门", "status": "待核实到项"}
    tiny.check(applies="矿山", status="待核实", penalty=penalty)
    row = _duty_rows(_checklist(tiny))[0]
    assert row[1].startswith("【适用：矿山】")
    assert row[2].endswith("（待核实）")
    assert row[5] == "《某某安全法》第一百条（应急管理部门，待核实到项）"


def test_an_unknown_basis_is_marked_once(tiny):
    without = {key: value for key, value in ITEM["checks"][0].items() if key != "basis"}
    tiny.item(checks=[{**without, "status": "待核实", "penalty": "unknown", "from": "2020-01-01"}])
    row = _duty_rows(_checklist(tiny))[0]
    assert (row[2], row[5]) == ("待核实", "待核实")


def test_no_checks_on_the_day(tiny):
    tiny.item(checks=None)
    content = _checklist(tiny)
    assert ["该日期无已核对的检查要点"] in rows(content)
    assert "未经法制审核" not in footers(content)


def test_footer_says_day_digest_and_that_nobody_reviewed(tiny):
    view = tiny.view("2026-11-23")
    footer = footers(word.checklist(view, view.items))
    assert "检查要点与罚则对应关系未经法制审核" in footer
    assert "法律依据截至2026年11月23日" in footer
    assert "文书版次 " in footer


def test_a_fully_reviewed_list_does_not_say_so(tiny):
    check = tiny.load().items[0].checks[0]
    reviewed = {"by": "某人", "on": "2026-11-23", "digest": check.reviewable_digest()}
    tiny.item(checks=[{**ITEM["checks"][0], "reviewed": reviewed}])
    assert "未经法制审核" not in footers(_checklist(tiny))


def test_several_items_print_an_equal_duty_once(tiny):
    _second_item(tiny)
    content = _checklist(tiny)
    shown = text(content)
    assert "综合检查表" in shown
    assert "（某某经营、某某生产）" in shown
    assert shown.count("企业持有有效的某某经营许可证") == 1
    assert "【同时适用于：某某生产】" in shown
    assert ["本事项的检查要点均已列在前面的事项中"] in rows(content)


def test_several_items_are_numbered_through(tiny):
    other = {**copy.deepcopy(ITEM["checks"][0]), "id": "other", "ask": "企业另有一项要求。"}
    _second_item(tiny, checks=[ITEM["checks"][0], other])
    content = _checklist(tiny)
    assert [row[0] for row in _duty_rows(content)] == ["1", "2", "3"]
    subheadings = [row[0] for row in rows(content) if len(row) == 1 and "检查依据：" in row[0]]
    assert [subheading.split("\u3000")[0] for subheading in subheadings] == ["某某经营", "某某生产"]


def test_the_same_item_twice_is_one(tiny):
    view = tiny.view("2026-11-23")
    assert word.checklist(view, [*view.items, *view.items]) == word.checklist(view, view.items)


def test_values_fill_their_controls(tiny):
    content = _checklist(tiny, {"unit": "某某公司", "opinion": "第一行\n第二行"})
    found = {control.tag: control.text for control in controls(content)}
    assert (found["unit"], found["opinion"]) == ("某某公司", "第一行\n第二行")
    assert not found["address"].strip("\u3000")


def test_two_inspectors_and_the_unit_sign(tiny):
    shown = text(_checklist(tiny))
    for expected in ("检查人员一（签名）", "检查人员二（签名）", "被检查单位意见", "被检查单位负责人（签名、盖章）"):
        assert expected in shown
    assert shown.count("执法证号") == 2


def test_a_field_the_catalog_adds_gets_a_place(tiny):
    source = (tiny.folder / "documents" / "checklist.yaml").read_text(encoding="utf-8")
    source = source.replace("fields:\n", "fields:\n  - {tag: industry, label: 所属行业}\n")
    tiny.text("documents/checklist.yaml", source.replace("[address, place]", "[industry]\n      - [address, place]"))
    content = _checklist(tiny, {"industry": "化工"})
    assert ["所属行业", "化工"] in rows(content)


def test_no_item_is_refused(tiny):
    with pytest.raises(SaidError, match="至少要有一项监管事项"):
        word.checklist(tiny.view("2026-11-23"), [])


def test_a_character_word_cannot_hold_is_named(tiny):
    with pytest.raises(ValueError, match=r"“被检查单位”第 3 个字符.*U\+000B"):
        _checklist(tiny, {"unit": "某某\x0b公司"})


def test_an_unknown_tag_is_refused(tiny):
    with pytest.raises(ValueError, match="没有栏目“colour”"):
        _checklist(tiny, {"colour": "红"})


def test_the_foot_counts_what_rests_on_changed_words_of_the_law(tiny):
    law = "某某安全法\n第五十三条　经营须经许可。\n第一百条　没收。\n并处。\n吊销。\n"
    tiny.statute("new-law", "2026-05-01", law)
    base = tiny.base()
    links = [reviewed(link, "甲", date(2026, 11, 23)) for link in Links(base, date(2026, 11, 23)).all() if link.text]
    tiny.recorded(put_reviews, (), links)
    assert "条文已变动待复核" not in "".join(footers(_checklist(tiny)))
    tiny.statute("new-law", "2026-05-01", law.replace("经许可", "经备案"))
    assert "条文已变动待复核 2 处" in "".join(footers(_checklist(tiny)))
