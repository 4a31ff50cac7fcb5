"""A form is its type's YAML: laid out from blocks, filled from the catalog and the case, in one operation."""

from __future__ import annotations

import copy
import io
import zipfile

import pytest

from generator import SaidError, word
from tests.conftest import COMPILED
from tests.word.docx_reader import W, controls, document, footers, paragraphs, rows, text

ORDER = {
    "title": "责令改正书",
    "order": 50,
    "layout": "form",
    "scope": "case",
    "purpose": "责令改正。",
    "users": "执法人员",
    "number": {"code": "责改"},
    "copies": ["被检查单位", "存档"],
    "fields": [
        {"tag": "number", "label": "文号", "from": "register"},
        {"tag": "unit", "label": "被检查单位", "required": True},
        {"tag": "day", "label": "检查日期", "kind": "date"},
        {"tag": "at", "label": "检查时间", "kind": "moment"},
        {"tag": "fine", "label": "罚款", "kind": "amount"},
        {"tag": "pages", "label": "页数", "kind": "number", "unit": "页"},
        {"tag": "kind", "label": "种类", "kind": "choice", "choices": ["警告", "罚款"]},
        {"tag": "seen", "label": "已出示证件", "kind": "check"},
        {"tag": "findings", "label": "检查情况", "kind": "long"},
        {
            "tag": "problems",
            "label": "问题",
            "kind": "list",
            "rows": 2,
            "columns": [
                {"tag": "problem", "label": "问题", "kind": "long"},
                {"tag": "until", "label": "期限", "kind": "date"},
            ],
        },
        {"tag": "evidence", "label": "证据", "kind": "list", "columns": [{"tag": "name", "label": "名称"}]},
        {"tag": "body", "label": "复议机关", "from": "agency.review-body"},
        {"tag": "inspector", "label": "执法人员"},
        {"tag": "issue-day", "label": "签发日期", "kind": "date"},
    ],
    "wording": {
        "power": [
            {
                "text": "依照《某某安全法》第五十三条，责令{unit}改正。",
                "from": "2026-05-01",
                "source": COMPILED,
                "claims": [{"cite": "《某某安全法》第五十三条", "holds": ["经许可"]}],
            },
            {
                "text": "依照《某某管理条例》第三十三条，责令{unit}改正。",
                "from": "2020-01-01",
                "until": "2026-05-01",
                "source": COMPILED,
                "claims": [{"cite": "《某某管理条例》第三十三条"}],
            },
        ]
    },
    "body": [
        {"text": "{number}", "at": "right"},
        {"text": "{unit}：", "at": "left"},
        {"table": [["day", "at"], ["fine", "pages", "kind"], [{"field": "seen"}]]},
        {"lines": "findings", "count": 3},
        {"list": "problems", "as": "paragraphs"},
        {"list": "evidence"},
        {"wording": "power"},
        {"text": "可以向{body}申请复议。{agency}"},
        {"signatures": [{"label": "执法人员（签名）", "field": "inspector"}]},
        {"seal": "issue-day"},
    ],
}
VALUES = {
    "unit": "甲&乙<丙>公司",
    "检查日期": "2026-11-23",
    "at": "2026-11-23 09:05",
    "fine": "20000",
    "pages": "3",
    "kind": "罚款",
    "seen": True,
    "findings": "第一行\n第二行",
    "problems": [{"problem": "甲", "until": "2026-12-01"}, {"问题": "乙"}, {"problem": "丙"}],
    "evidence": [],
}


@pytest.fixture
def made(tiny):
    tiny.write("documents/order.yaml", ORDER)

    def make(values=None, day="2026-11-23"):
        view = tiny.view(day)
        return word.document(view, view.document("order"), (), values or {})

    return make


def _shown(content):
    return {control.tag: control.text for control in controls(content)}


def test_the_blank_has_a_control_a_field_and_prints_what_the_catalog_knows(made):
    content = made()
    shown = text(content)
    for expected in (
        "某市应急管理局",
        "责令改正书",
        "本文书一式二份：被检查单位一份，存档一份。",
        "依照《某某安全法》第五十三条",
    ):
        assert expected in shown
    assert {"number", "unit", "day", "findings", "problems", "evidence", "inspector"} <= set(_shown(content))
    assert "〔" not in "".join(_shown(content)[tag] for tag in ("unit", "day", "findings", "inspector"))


def test_values_are_written_as_official_documents_write_them(made):
    shown = _shown(made(VALUES))
    assert shown["unit"] == "甲&乙<丙>公司"
    assert shown["day"] == "2026年11月23日"
    assert shown["at"] == "2026年11月23日9时05分"
    assert shown["fine"] == "人民币20000元（大写：贰万元整）"
    assert (shown["pages"], shown["kind"], shown["seen"]) == ("3页", "罚款", "☑")


def test_a_long_field_on_lines_takes_a_paragraph_a_line_and_keeps_the_rest_blank(made):
    shown = paragraphs(made(VALUES))
    at = shown.index("第一行")
    assert shown[at : at + 3] == ["第一行", "第二行", "\u3000"]


def test_rows_repeat_and_are_numbered(made):
    shown = paragraphs(made(VALUES))
    assert [line for line in shown if line[:2] in ("1.", "2.", "3.")] == ["1. 甲", "2. 乙", "3. 丙"]
    assert "期限：2026年12月1日" in shown


def test_an_empty_list_prints_the_blank_rows_its_field_says(made):
    content = made({})
    assert [line[:2] for line in paragraphs(content) if line[:2] in ("1.", "2.", "3.")] == ["1.", "2."]
    assert [row[0] for row in rows(content) if len(row) == 2 and row[0].isdigit()] == ["1", "2", "3"]


def test_lists_are_repeating_sections_in_word(made):
    kinds = [
        made_.tag.rpartition("}")[2]
        for made_ in document(made(VALUES)).iter()
        if isinstance(made_.tag, str) and "2012/wordml" in made_.tag
    ]
    assert kinds.count("repeatingSection") == 2
    assert kinds.count("repeatingSectionItem") == 3 + 3


def test_fields_are_locked_against_deletion_and_wordings_are_plain_text(made):
    content = made(VALUES)
    for control in document(content).iter(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        if properties.find(f"{W}tag") is not None:
            assert properties.find(f"{W}lock").get(f"{W}val") == "sdtLocked"
    assert not [tag for tag in _shown(content) if tag.startswith("wording-") or tag in ("agency", "title", "edition")]


def test_dates_and_choices_are_pickers(made):
    root = document(made(VALUES))
    dates = [made_.get(f"{W}fullDate") for made_ in root.iter(f"{W}date")]
    assert "2026-11-23T00:00:00Z" in dates
    assert [item.get(f"{W}value") for item in root.iter(f"{W}listItem")] == ["警告", "罚款"]


def test_the_wording_is_the_one_of_the_day(made):
    assert "《某某管理条例》第三十三条" in text(made(day="2021-01-01"))
    assert "《某某安全法》第五十三条" in text(made())
    assert "该日期没有核对过的用语" in text(made(day="2019-01-01"))


def test_a_wording_whose_law_reads_otherwise_says_so(tiny, made):
    tiny.statute("new-law", "2026-05-01", "某某安全法\n第五十三条　经营须经许可。\n第一百条　没收。\n")
    assert "用语与条文不符" not in text(made())
    tiny.statute("new-law", "2026-05-01", "某某安全法\n第五十三条　经营须备案。\n第一百条　没收。\n")
    assert "（用语与条文不符）" in text(made())


def test_the_foot_says_day_and_digest_and_the_code_stands_at_the_top(tiny, made):
    content = made()
    assert "文书版次 " in footers(content)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [name for name in names if name.startswith("word/media/")]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"colour": "红"}, "没有栏目“colour”"),
        ({"被检查单味": "甲"}, "被检查单位"),
        ({"day": "2026-02-30"}, "没有这一天"),
        ({"day": "明天"}, "应写作 2026-05-01"),
        ({"at": "2026-11-23"}, "9时30分"),
        ({"at": "2026-11-23 25:00"}, "没有这个时间"),
        ({"fine": "很多"}, "应是数字"),
        ({"fine": "-1"}, "金额"),
        ({"fine": "0.001"}, "金额"),
        ({"pages": "NaN"}, "应是数字"),
        ({"kind": "拘留"}, "只能是：警告、罚款"),
        ({"seen": "也许"}, "是 或者 否"),
        ({"unit": "甲\x0b乙"}, r"第 2 个字符.*U\+000B"),
        ({"unit": "长" * 100_001}, "最多 100000"),
        ({"problems": "甲"}, "逐行填写"),
        ({"problems": [{"problem": "甲"}, {"problem": "乙\x00"}]}, "第 2 行.*第 2 个字符"),
        ({"problems": [{"颜色": "红"}]}, "第 1 行没有栏目“颜色”"),
        ({"problems": [{}] * 2001}, "最多 2000 行"),
        ({"unit": [{"a": "b"}]}, "不是列表"),
    ],
)
def test_what_does_not_fit_its_field_is_refused_by_name(made, values, says):
    with pytest.raises(ValueError, match=says):
        made(values)


def test_a_type_is_a_file_and_needs_no_python(tiny):
    other = {**copy.deepcopy(ORDER), "title": "提醒函", "order": 51, "scope": "item"}
    other["fields"].append({"tag": "basis", "label": "依据", "from": "item.basis"})
    other["body"].insert(2, {"text": "依据：{basis}"})
    tiny.write("documents/reminder.yaml", other)
    view = tiny.view()
    shown = text(word.document(view, view.document("reminder"), view.items))
    assert "依据：《某某安全法》第五十三条；《某某管理条例》第三十三条" in shown
    with pytest.raises(SaidError, match="至少要有一项监管事项"):
        word.document(view, view.document("reminder"))


@pytest.mark.parametrize("count", [0, 1, 500])
def test_any_number_of_rows_gives_a_sound_file(made, tmp_path, count):
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "rows.docx"
    path.write_bytes(made({"problems": [{"problem": "问题" * 20}] * count, "evidence": [{"name": "𬭎〇①😀"}] * count}))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    ids = [control.number for control in controls(path.read_bytes())]
    assert len(ids) == len(set(ids))
