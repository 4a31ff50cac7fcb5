"""Each rule can fail: one small wrong catalog a rule, and the words its message must hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import yaml

from generator.catalog.load import load
from generator.catalog.validation import RULES, validate
from tests.conftest import COMPILED, DEPARTMENTS, ITEM, NEW_LAW, OLD_LAW, PLAN, TinyCatalog

TODAY = date(2026, 11, 23)
Spoil = Callable[[TinyCatalog], object]


def _document_field_twice(tiny: TinyCatalog) -> None:
    data = yaml.safe_load((tiny.folder / "documents" / "checklist.yaml").read_text(encoding="utf-8"))
    tiny.write("documents/checklist.yaml", {**data, "fields": [*data["fields"], data["fields"][0]]})


FORM = {
    "title": "责令改正书",
    "order": 50,
    "layout": "form",
    "scope": "case",
    "purpose": "责令改正。",
    "users": "执法人员",
    "fields": [{"tag": "unit", "label": "被检查单位"}],
    "wording": {
        "power": {
            "text": "依照《某某安全法》第五十三条改正。",
            "source": COMPILED,
            "claims": [{"cite": "《某某安全法》第五十三条"}],
        }
    },
    "body": [{"text": "{unit}："}, {"wording": "power"}],
}


def _form(tiny: TinyCatalog, **changes: object) -> None:
    tiny.write("documents/order.yaml", {**FORM, **changes})


def ended_by(successor: str) -> dict[str, str]:
    return {"on": "2030-01-01", "by": "某令", "replaced_by": successor, "source": COMPILED}


WRONG: dict[str, tuple[Spoil, str]] = {
    "ids_are_file_names_everywhere": (
        lambda tiny: tiny.write("laws/aux.yaml", {**OLD_LAW, "title": "别的条例", "short": "别的条例"}),
        "编号不能是“aux”",
    ),
    "successors_are_known": (
        lambda tiny: tiny.write(
            "laws/old-law.yaml",
            {
                **OLD_LAW,
                "gists": [{**OLD_LAW["gists"][0], "until": "2026-05-01", "succeeded_by": "《没有的法》第一条"}],
            },
        ),
        "laws 中没有《没有的法》",
    ),
    "numbers_are_unique": (lambda tiny: tiny.write("items/01-other.yaml", ITEM), "重复"),
    "check_ids_are_unique": (lambda tiny: tiny.item(checks=[ITEM["checks"][0], ITEM["checks"][0]]), "在本事项内重复"),
    "references_resolve": (
        lambda tiny: tiny.item(lead={"department": "polcy", "source": COMPILED}),
        "没有这个处室",
    ),
    "law_names_are_unique": (
        lambda tiny: tiny.write("laws/old-law.yaml", {**OLD_LAW, "aliases": ["中华人民共和国某某安全法"]}),
        "重复",
    ),
    "cited_laws_exist": (lambda tiny: tiny.check(basis="《别的法》第一条"), "没有《别的法》"),
    "articles_are_named": (lambda tiny: tiny.check(basis="《某某安全法》"), "没有写到条"),
    "cited_articles_have_gists": (lambda tiny: tiny.check(basis="《某某安全法》第五十四条"), "没有要旨"),
    "laws_are_in_force": (
        lambda tiny: tiny.write(
            "laws/old-law.yaml", {**OLD_LAW, "ended": {"on": "2026-06-01", "by": "某令", "source": COMPILED}}
        ),
        "已废止",
    ),
    "periods_are_in_order": (lambda tiny: tiny.check(**{"from": "2026-06-01", "until": "2026-05-01"}), "不晚于"),
    "bases_do_not_overlap": (lambda tiny: tiny.item(bases=[ITEM["bases"][0], ITEM["bases"][0]]), "有效期重叠"),
    "versions_are_in_order": (
        lambda tiny: tiny.write("laws/new-law.yaml", {**NEW_LAW, "versions": NEW_LAW["versions"] * 2}),
        "同日施行",
    ),
    "successions_come_to_an_end": (
        lambda tiny: tiny.write("laws/old-law.yaml", {**OLD_LAW, "ended": ended_by("old-law")}),
        "接替绕成了圈：《某某管理条例》→《某某管理条例》",
    ),
    "gists_are_well_formed": (
        lambda tiny: tiny.write(
            "laws/old-law.yaml",
            {**OLD_LAW, "gists": [*OLD_LAW["gists"], {"at": "附则", "text": "x", "source": COMPILED}]},
        ),
        "不是条款项",
    ),
    "reviews_still_hold": (
        lambda tiny: tiny.check(reviewed={"by": "某人", "on": "2026-11-01", "digest": "0" * 12}),
        "复核失效",
    ),
    "fields_are_distinct": (_document_field_twice, "重复"),
    "blocks_name_fields": (
        lambda tiny: _form(tiny, body=[{"text": "{unti}{unit}"}, {"wording": "power"}]),
        "没有栏目“unti”",
    ),
    "type_names_are_unique": (lambda tiny: _form(tiny, title="检查通知"), "重复"),
    "tags_are_free": (
        lambda tiny: _form(tiny, fields=[*FORM["fields"], {"tag": "qr", "label": "码"}], body=[{"text": "{unit}{qr}"}]),  # type: ignore[misc]
        "标签“qr”不能用",
    ),
    "braces_name_fields": (lambda tiny: _form(tiny, body=[{"text": "{unit}{单位}"}]), "花括号"),
    "headings_hold_no_fields": (lambda tiny: _form(tiny, body=[{"heading": "{unit}"}]), "标题里不能放栏目"),
    "fields_stand_where_they_fit": (lambda tiny: _form(tiny, body=[{"seal": "unit"}]), "不是日期"),
    "one_table_of_checks": (lambda tiny: _form(tiny, body=[{"checks": True}, {"checks": True}]), "只能有一个"),
    "items_are_at_hand": (lambda tiny: _form(tiny, body=[{"text": "{unit}"}, {"checks": True}]), "每个事项一份"),
    "wordings_are_used": (lambda tiny: _form(tiny, body=[{"text": "{unit}"}]), "没有放进版面"),
    "wordings_declare_their_law": (
        lambda tiny: _form(tiny, wording={"power": "依照《某某安全法》第五十三条改正。"}),
        "没有写进 claims",
    ),
    "claims_are_known": (
        lambda tiny: _form(tiny, gates=[{"need": "recusal", "cite": "《别的法》第一条"}]),
        "没有《别的法》",
    ),
    "punishing_forms_show_the_law_of_the_act": (lambda tiny: _form(tiny, punishes=True), "处罚类文书缺少栏目"),
    "texts_hold_no_markup": (
        lambda tiny: tiny.write("notices/a.yaml", {"title": "通知", "source": PLAN, "body": "**要**"}),
        "会照样印出来",
    ),
    "sayings_are_unique": (
        lambda tiny: tiny.write("spoken.yaml", [{"said": "无证", "written": ["未取得"]}] * 2),
        "“无证”重复",
    ),
    "sources_exist": (
        lambda tiny: tiny.write("departments.yaml", {"policy": {**DEPARTMENTS["policy"], "source": "没有的出处"}}),
        "没有这个出处",
    ),
}


@pytest.mark.parametrize("rule", WRONG)
def test_each_rule_can_fail(tiny: TinyCatalog, rule: str) -> None:
    spoil, says = WRONG[rule]
    assert validate(load(tiny.folder), TODAY) == []
    spoil(tiny)
    found = validate(load(tiny.folder), TODAY)
    assert any(says in problem.what for problem in found), [str(problem) for problem in found]


def test_no_rule_is_forgotten() -> None:
    assert {rule.__name__ for rule in RULES} == set(WRONG)


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        ({"on": "2026-06-01", "by": "某令", "replaced_by": "nothing", "source": COMPILED}, "没有这部法规"),
        ({"on": "2011-12-01", "by": "某令", "source": COMPILED}, "早于第一个版本"),
    ],
)
def test_the_end_of_a_law_is_checked(tiny: TinyCatalog, ended: dict[str, str], says: str) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "ended": ended})
    assert any(says in problem.what for problem in validate(load(tiny.folder), TODAY))


@pytest.mark.parametrize(
    "version", [{"source": COMPILED}, {"promulgated": "2026-05-01", "effective": "2026-04-01", "source": COMPILED}]
)
def test_a_version_needs_a_day_and_its_days_in_order(tiny: TinyCatalog, version: dict[str, str]) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": [version]})
    found = validate(load(tiny.folder), TODAY)
    assert len(found) == 1 and "日期" in found[0].what


def test_a_version_without_promulgation_day_is_marked(tiny: TinyCatalog) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": [{"effective": "2011-12-01", "source": COMPILED}]})
    assert next(law for law in tiny.view().laws if law.id == "old-law").marks == ("公布日期待核实",)


def test_a_sound_form_has_no_problem(tiny: TinyCatalog) -> None:
    _form(tiny)
    assert validate(load(tiny.folder), TODAY) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"body": [{"text": "{unit}"}, {"wording": "powr"}]}, "没有用语“powr”"),
        ({"body": [{"text": "依照《某某安全法》第五十三条{unit}"}, {"wording": "power"}]}, "版面文字中引用了法条"),
        ({"body": [{"lines": "unit"}, {"wording": "power"}]}, "不是多行文字"),
        ({"body": [{"paragraf": "x"}]}, "版面的一段应以这些键之一开头"),
        ({"body": []}, "须写 body"),
        ({"wording": {"power": {"text": "甲", "claims": [{"cite": "《某某安全法》第五十三条"}]}}}, "须写 source"),
        ({"fields": [{"tag": "unit", "label": "单位", "kind": "choice"}]}, "要写 choices"),
        ({"fields": [{"tag": "unit", "label": "单位", "kind": "list"}]}, "要写 columns"),
        ({"fields": [{"tag": "unit", "label": "单位", "from": "item.colour"}]}, "不能是“item.colour”"),
        ({"fields": [{"tag": "unit", "label": "单位", "kind": "date", "default": "明天"}]}, "可以写 default"),
        (
            {"fields": [{"tag": "unit", "label": "单位", "kind": "choice", "choices": ["甲"], "default": "乙"}]},
            "不在 choices 中",
        ),
        ({"wording": {"power": [FORM["wording"]["power"], FORM["wording"]["power"]]}}, "有效期重叠"),  # type: ignore[index]
        ({"fields": [*FORM["fields"], {"tag": "extra", "label": "多余"}]}, "没有放进版面"),  # type: ignore[misc]
    ],
)
def test_a_faulty_form_is_named_with_its_line(tiny: TinyCatalog, changes: dict[str, object], says: str) -> None:
    _form(tiny, **changes)
    found = validate(load(tiny.folder), TODAY)
    assert any(says in problem.what and problem.file == "documents/order.yaml" for problem in found), [
        str(problem) for problem in found
    ]


def test_a_succession_in_a_circle_is_reported_once_with_its_place(tiny: TinyCatalog) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "ended": ended_by("new-law")})
    tiny.write("laws/new-law.yaml", {**NEW_LAW, "ended": ended_by("third")})
    third = {**OLD_LAW, "title": "第三部条例", "short": "第三部条例"}
    tiny.write("laws/third.yaml", {**third, "ended": ended_by("old-law")})
    [found] = validate(load(tiny.folder), TODAY)
    assert "《某某安全法》→《第三部条例》→《某某管理条例》→《某某安全法》" in found.what
    assert (found.severity, found.file) == ("error", "laws/old-law.yaml") and "replaced_by" in found.hint
    tiny.write("laws/third.yaml", third)
    assert validate(load(tiny.folder), TODAY) == []


def test_laws_that_lead_into_a_circle_do_not_hide_it(tiny: TinyCatalog) -> None:
    tiny.write("laws/a-law.yaml", {**OLD_LAW, "title": "甲条例", "short": "甲条例", "ended": ended_by("old-law")})
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "ended": ended_by("new-law")})
    tiny.write("laws/new-law.yaml", {**NEW_LAW, "ended": ended_by("old-law")})
    [found] = validate(load(tiny.folder), TODAY)
    assert "《某某管理条例》→《某某安全法》→《某某管理条例》" in found.what


@pytest.mark.parametrize(
    ("successor", "wrong"),
    [("《某某管理条例》第三十三条", True), ("《某某管理条例》第三十四条", False), ("《某某安全法》第三十三条", False)],
)
def test_an_article_does_not_take_its_own_place(tiny: TinyCatalog, successor: str, wrong: bool) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "gists": [{**OLD_LAW["gists"][0], "succeeded_by": successor}]})
    assert [problem.what for problem in validate(load(tiny.folder), TODAY)] == ["第三十三条由自己接替"] * wrong
