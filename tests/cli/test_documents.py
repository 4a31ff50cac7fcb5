"""`jianguan document` and `jianguan template`: any type by id or title, blank or filled, refused by name."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_commands import run
from tests.word.docx_reader import controls, text
from tests.word.test_forms import ORDER

PUNISHING = {
    **ORDER,
    "title": "行政处罚决定书",
    "order": 60,
    "punishes": True,
    "fields": [
        *ORDER["fields"],
        {"tag": "act-day", "label": "违法行为发生日", "kind": "date", "from": "act.day", "required": True},
        *(
            {"tag": tag, "label": label, "kind": "long", "from": f"act.{tag}"}
            for tag, label in (
                ("duty-then", "当时的规定"),
                ("penalty-then", "当时的罚则"),
                ("duty-now", "现行的规定"),
                ("penalty-now", "现行的罚则"),
                ("changed", "有无变动"),
            )
        ),
    ],
    "body": [*ORDER["body"], {"table": [["act-day", "changed"], ["duty-then", "penalty-then"], ["duty-now", "penalty-now"]]}],
}  # fmt: skip


@pytest.fixture
def catalog(tiny):
    tiny.write("documents/order.yaml", {**ORDER, "aliases": ["改正书"]})
    tiny.write("documents/penalty.yaml", PUNISHING)
    return tiny.folder


@pytest.mark.parametrize("name", ["order", "责令改正书", "改正书"])
def test_a_type_is_known_by_id_title_or_alias(catalog, tmp_path, name):
    out = tmp_path / "x.docx"
    result = run("document", name, "-o", out, "--catalog", catalog, "--set", "被检查单位=甲公司")
    assert result.exit_code == 0, result.output
    assert {control.tag: control.text for control in controls(out.read_bytes())}["unit"] == "甲公司"


def test_an_unknown_type_is_refused_with_a_likely_one(catalog, tmp_path):
    result = run("document", "责令改证书", "-o", tmp_path / "x.docx", "--catalog", catalog)
    assert (result.exit_code, "您是不是想写“责令改正书”" in result.output) == (2, True), result.output
    assert not (tmp_path / "x.docx").exists()


def test_values_come_from_a_json_file_lists_included(catalog, tmp_path):
    values = tmp_path / "values.json"
    values.write_text(json.dumps({"被检查单位": "乙公司", "页数": 3, "problems": [{"问题": "丙"}]}), encoding="utf-8")
    out = tmp_path / "x.docx"
    assert run("document", "order", "-o", out, "--catalog", catalog, "--values", values).exit_code == 0
    shown = text(out.read_bytes())
    assert "乙公司" in shown and "1. 丙" in shown and "3页" in shown


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "第 1 行"),
        ("[]", "栏目: 值"),
        ('{"unit": {"a": 1}}', "应是文字"),
        ('{"unit": ' + "9" * 5000 + "}", "JSON"),
        ('{"unit": "甲", "unit": "乙"}'.encode().decode("latin1"), "“unit”写了两次"),
    ],
)
def test_a_faulty_values_file_is_refused(catalog, tmp_path, content, says):
    values = tmp_path / "values.json"
    values.write_text(content, encoding="latin1")
    result = run("document", "order", "-o", tmp_path / "x.docx", "--catalog", catalog, "--values", values)
    assert (result.exit_code, says in result.output) == (2, True), result.output


def test_a_values_file_in_another_encoding_is_named(catalog, tmp_path):
    values = tmp_path / "values.json"
    values.write_bytes('{"unit": "甲公司"}'.encode("gbk"))
    result = run("document", "order", "-o", tmp_path / "x.docx", "--catalog", catalog, "--values", values)
    assert result.exit_code == 2 and "UTF-8 编码" in result.output


def test_a_document_is_not_written_under_another_ending(catalog, tmp_path):
    out = tmp_path / "x.pdf"
    result = run("document", "order", "-o", out, "--catalog", catalog)
    assert (result.exit_code, "应以 .docx 结尾" in result.output, out.exists()) == (2, True, False), result.output


def test_a_wrong_value_writes_nothing(catalog, tmp_path):
    out = tmp_path / "x.docx"
    result = run("document", "order", "-o", out, "--catalog", catalog, "--set", "day=2026-02-30")
    assert (result.exit_code, "没有这一天" in result.output, out.exists()) == (1, True, False)


@pytest.mark.parametrize("names", [("unit", "unit"), ("unit", "被检查单位"), ("被检查单位", "被检查 单位")])
def test_a_field_with_two_values_is_refused(catalog, tmp_path, names):
    settings = [part for name, value in zip(names, "甲乙", strict=True) for part in ("--set", f"{name}={value}")]
    result = run("document", "order", "-o", tmp_path / "x.docx", "--catalog", catalog, *settings)
    assert result.exit_code != 0 and "填写了两次" in result.output, result.output


def test_names_differing_in_blanks_and_width_are_the_same_field(catalog, tmp_path):
    result = run("document", "order", "-o", tmp_path / "x.docx", "--catalog", catalog, "--set", "被检查　单位=甲")
    assert (result.exit_code, "被检查单位" in result.output) == (0, False), result.output


def test_required_fields_the_catalog_supplies_are_not_asked_for(catalog, tiny, tmp_path):
    spec = {"tag": "bureau", "label": "监管机关", "from": "agency.name", "required": True}
    kind = {**ORDER, "fields": [*ORDER["fields"], spec], "body": [*ORDER["body"], {"text": "{bureau}"}]}
    tiny.write("documents/order.yaml", kind)
    result = run("document", "order", "-o", tmp_path / "x.docx", "--catalog", catalog, "--set", "pages=1")
    assert "还没有填写：被检查单位" in result.output and "监管机关" not in result.output, result.output


def test_required_fields_left_open_are_named(catalog, tmp_path):
    result = run("document", "order", "-o", tmp_path / "x.docx", "--catalog", catalog, "--set", "pages=1")
    assert "必填的栏目还没有填写：被检查单位" in result.output


def test_a_document_that_punishes_asks_for_the_day_of_the_act(catalog, tmp_path):
    out = tmp_path / "x.docx"
    result = run("document", "penalty", "1", "-o", out, "--catalog", catalog, "--set", "unit=甲")
    assert (result.exit_code, "--act-day" in result.output, out.exists()) == (2, True, False)


def test_both_laws_are_printed_and_the_judgement_asked_for(catalog, tmp_path):
    out = tmp_path / "x.docx"
    arguments = ("--act-day", "2026-04-30", "--check", "licence", "--as-of", "2026-11-23")
    result = run("document", "penalty", "1", "-o", out, "--catalog", catalog, *arguments)
    assert result.exit_code == 0, result.output
    assert "从旧兼从轻" in result.output
    shown = text(out.read_bytes())
    assert "2026年4月30日没有已核对的对应条文" in shown
    assert "《某某安全法》第一百条第三款（应急管理部门）" in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("order", "--act-day", "2026-06-01"), "没有写违法行为当时法律的栏目"),
        (("penalty", "1", "--act-day", "2027-01-01", "--as-of", "2026-11-23"), "晚于适用日期"),
        (("penalty", "--act-day", "2026-06-01", "--check", "licence"), "与一个事项连用"),
        (("penalty", "1", "--act-day", "2026-06-01", "--check", "licens"), "您是不是想写“licence”"),
        (("order", "--set", "甲"), "栏目=值"),
    ],
)
def test_wrong_use_is_said(catalog, tmp_path, arguments, says):
    result = run("document", *arguments, "-o", tmp_path / "x.docx", "--catalog", catalog)
    assert (result.exit_code, says in result.output) == (2, True), result.output


def test_a_day_of_the_act_that_differs_from_the_law_printed_is_refused(catalog, tmp_path):
    out = tmp_path / "x.docx"
    arguments = ("--act-day", "2026-06-01", "--as-of", "2026-11-23", "--catalog", catalog, "-o", out)
    for name in ("违法行为发生日", "act-day"):
        result = run("document", "penalty", "1", *arguments, "--set", f"{name}=2026年6月2日")
        assert (result.exit_code, "不是同一天" in result.output, out.exists()) == (2, True, False), result.output
    assert run("document", "penalty", "1", *arguments, "--set", "act-day=2026年6月1日").exit_code == 0


def test_a_type_that_does_not_punish_shows_the_law_of_the_act_where_it_has_fields_for_it(catalog, tiny, tmp_path):
    kind = {
        **ORDER,
        "fields": [*ORDER["fields"], {"tag": "duty", "label": "违反", "kind": "long", "from": "act.duty-then"}],
    }
    tiny.write(
        "documents/filing.yaml", {**kind, "title": "立案表", "order": 61, "body": [*ORDER["body"], {"text": "{duty}"}]}
    )
    out = tmp_path / "x.docx"
    arguments = ("--act-day", "2026-06-01", "--check", "licence", "--as-of", "2026-11-23")
    result = run("document", "立案表", "1", "-o", out, "--catalog", catalog, *arguments)
    assert result.exit_code == 0, result.output
    assert "《某某安全法》第五十三条第一款" in text(out.read_bytes())
    assert run("document", "立案表", "-o", out, "--catalog", catalog, "--set", "unit=甲").exit_code == 0


def test_a_template_is_exported_and_checked(catalog, tmp_path):
    out = tmp_path / "order.docx"
    assert run("template", "export", "责令改正书", "-o", out, "--catalog", catalog).exit_code == 0
    result = run("template", "check", out, "--catalog", catalog)
    assert (result.exit_code, "可以用作责令改正书的模板" in result.output) == (0, True), result.output
    out.write_bytes(b"x")
    result = run("template", "check", out, "--catalog", catalog)
    assert (result.exit_code, "不是 Word 文档" in result.output) == (1, True), result.output


def test_verify_names_wordings_that_differ_from_the_law(catalog, tiny):
    tiny.statute("new-law", "2026-05-01", "某某安全法\n第五十三条　经营须备案。\n第一百条　没收。\n")
    result = run("law", "verify", "--catalog", catalog, "--as-of", "2026-11-23")
    assert result.exit_code == 1
    assert "文书《责令改正书》用语 power" in result.output and "条文中没有：经许可" in result.output


def test_a_notice_that_cannot_be_laid_out_is_refused_in_words(tiny, tmp_path):
    tiny.write(
        "notices/long.yaml",
        {"title": "关于检查的通知", "marks": ["某某" * 60], "body": "甲。", "source": "某文〔2020〕1号"},
    )
    out = tmp_path / "x.docx"
    result = run("notice", "--file", tiny.folder / "notices" / "long.yaml", "-o", out, "--catalog", tiny.folder)
    assert (result.exit_code, "标志过长" in result.output, out.exists()) == (1, True, False), result.output
