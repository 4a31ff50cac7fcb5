"""Each fault of a document type's layout is named, in Chinese, in its file and line."""

from __future__ import annotations

from datetime import date

import pytest

from generator.catalog.load import load
from generator.catalog.validation import validate
from generator.catalog.validation.layouts import is_reserved
from generator.word.forms import tags
from tests.conftest import PLAN, TinyCatalog
from tests.word.test_forms import ORDER

TODAY = date(2026, 11, 23)
FIELDS, BODY, WORDING = ORDER["fields"], ORDER["body"], ORDER["wording"]


def _placed(spec: dict[str, object]) -> dict[str, object]:
    block = {"list": spec["tag"]} if spec.get("kind") == "list" else {"text": f"{{{spec['tag']}}}"}
    return {"fields": [*FIELDS, spec], "body": [*BODY, block]}


def _list(*columns: str) -> dict[str, object]:
    return {"tag": "zz", "label": "列", "kind": "list", "columns": [{"tag": tag, "label": tag} for tag in columns]}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (_placed({"tag": "agency", "label": "甲"}), "标签“agency”不能用"),
        (_placed({"tag": "title", "label": "甲"}), "标签“title”不能用"),
        (_placed({"tag": "check-1", "label": "甲"}), "标签“check-1”不能用"),
        (_placed({"tag": "wording-power", "label": "甲"}), "标签“wording-power”不能用"),
        (_placed(_list("row-number")), "标签“row-number”不能用"),
        (_placed(_list("zz")), "标签“zz”不能用"),
        (_placed(_list(*(f"a{n}" for n in range(13)))), "最多 12 条"),
        (_placed({"tag": "zz", "label": "甲", "kind": "choice", "choices": ["是", "是"]}), "重复的选项"),
        (_placed({"tag": "zz", "label": "甲", "width": 0}), "不能小于 1"),
        (_placed({"tag": "zz", "label": "甲", "width": 41}), "不能大于 40"),
        ({"body": [*BODY, {"text": "{Unit}"}]}, "花括号“{”里不是标签"),
        ({"body": [*BODY, {"text": "{被检查单位}"}]}, "花括号“{”里不是标签"),
        ({"body": [*BODY, {"text": "{unit"}]}, "花括号“{”里不是标签"),
        ({"body": [*BODY, {"heading": "{unit}"}]}, "标题里不能放栏目"),
        ({"body": [*BODY, {"page": "{unit}"}]}, "标题里不能放栏目"),
        ({"wording": {**WORDING, "power": {"text": "{unit }"}}}, "花括号“{”里不是标签"),
        ({"wording": {**WORDING, "power": {"text": "{problems}"}}}, "列表“problems”要用 list"),
        ({"wording": {**WORDING, "power": {"text": "甲", "from": "2026-01-01", "until": "2026-01-01"}}}, "应晚于 from"),
        ({"body": [*BODY, {"text": "{problems}"}]}, "列表“problems”要用 list"),
        ({"body": [*BODY, {"table": [["problems"]]}]}, "列表“problems”要用 list"),
        ({"body": [*BODY, {"signatures": [{"label": "甲", "field": "problems"}]}]}, "列表“problems”要用 list"),
        ({"body": [*BODY, {"list": "unit"}]}, "不是列表"),
        ({"body": [*BODY, {"lines": "unit"}]}, "不是多行文字"),
        ({"body": [*BODY, {"seal": "unit"}]}, "不是日期"),
        ({"body": [*BODY, {"seal": "problems"}]}, "不是日期"),
        ({"body": [*BODY, {"table": [["unit"] * 4]}]}, "最多 3 条"),
        ({"body": [*BODY, {"checks": True}, {"checks": True}]}, "只能有一个"),
        ({"title": "检查通知"}, "名称“检查通知”与 documents/notice.yaml 重复"),
        ({"aliases": ["checklist"]}, "名称“checklist”与 documents/checklist.yaml 重复"),
        ({"order": 0}, "不能小于 1"),
    ],
)
def test_a_fault_of_a_layout_is_named_with_its_line(tiny: TinyCatalog, changes: dict[str, object], says: str) -> None:
    tiny.write("documents/order.yaml", {**ORDER, **changes})
    found = [problem for problem in validate(load(tiny.folder), TODAY) if problem.file == "documents/order.yaml"]
    assert any(says in problem.what for problem in found), [str(problem) for problem in found]
    assert not any("Input should" in problem.what for problem in found)


def test_every_tag_documents_use_otherwise_is_reserved() -> None:
    used = [*tags.RESERVED, tags.check(1), tags.remark(12), tags.wording("power")]
    assert [tag for tag in used if not is_reserved(tag)] == []


@pytest.mark.parametrize(
    "line", ["# 标题", "- 列表", "| 甲 | 乙 |", "**要**", "[链](http://x)", "![图](x)", "<b>粗</b>", "> 引"]
)
def test_markup_that_an_official_document_would_print_is_named(tiny: TinyCatalog, line: str) -> None:
    tiny.write("notices/a.yaml", {"title": "通知", "source": PLAN, "body": f"各单位：\n\n{line}\n"})
    found = [str(problem) for problem in validate(load(tiny.folder), TODAY)]
    assert len(found) == 1 and "notices/a.yaml" in found[0] and "第 3 行" in found[0], found


@pytest.mark.parametrize("line", ["1.甲", "（1）乙", "3*4=12，5 < 6 > 4", "a_b", "甲-乙", "#1 机组", "GB 1-2 | 3"])
def test_plain_text_of_an_official_document_is_free(tiny: TinyCatalog, line: str) -> None:
    tiny.write("notices/a.yaml", {"title": "通知", "source": PLAN, "body": f"各单位：\n\n{line}\n"})
    assert validate(load(tiny.folder), TODAY) == []
