"""A county's catalog on a city's on a province's: what it adds, narrows, replaces, withdraws, and what is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.building.judging import judged
from generator.catalog.load import load
from generator.opening import open_view
from generator.views import View
from tests.catalog_text import catalog_of

DAY = date(2026, 11, 23)

CITY = """
--- city/catalog.yaml
title: 市局目录
agency: {name: 市局, mark: 市局文件, code: 市, recipients: 各处}
plan: 市文
feedback: 请告知。
sources:
  市文: {title: 市文, day: "2024-01-01", kind: document}
--- city/laws/management.yaml
title: 中华人民共和国管理法
short: 管理法
kind: 法律
versions: [{promulgated: "2020-01-01", effective: "2020-03-01", source: 市文}]
gists: [{at: 第三条, text: 要管。, source: 市文}, {at: 第四条, text: 也要管。, source: 市文}]
--- city/departments.yaml
first: {name: 一处, source: 市文}
--- city/methods.yaml
visit: {title: 上门, order: 1, section: 一, gist: 去看。, source: 市文}
--- city/items/01-a.yaml
number: 1
title: 管一件事
subject: 一件事
source: 市文
bases: [{cite: 《管理法》第三条, source: 市文}]
sampling: {ratio: "20%", source: 市文}
lead: {department: first, source: 市文}
checks:
  - {id: one, ask: 有证。, how: [查阅资料], basis: 《管理法》第三条, duty_of: enterprise, penalty: none, source: 市文}
  - {id: two, ask: 有人。, how: [现场检查], basis: 《管理法》第三条, duty_of: enterprise, applies: 大企业, penalty: none, source: 市文}
--- city/items/02-b.yaml
number: 2
title: 管另一件事
subject: 另一件事
source: 市文
bases: [{cite: 《管理法》第三条, source: 市文}]
--- city/notices/city.yaml
title: 市局的通知
"""

COUNTY = """
--- county/catalog.yaml
title: 县局目录
agency: {name: 县局, mark: 县局文件, code: 县, recipients: 各股}
extends: ../city
plan: 县文
feedback: 请告知。
sources:
  县文: {title: 县文, day: "2026-01-01", kind: document}
--- county/departments.yaml
own: {name: 一股, source: 县文}
"""

WHY = "reason: 本县如此, source: 县文"
BOTH = CITY.partition("--- city/notices")[0] + COUNTY


def county(tmp_path: Path, adjustment: str = "", more: str = "") -> Path:
    """The county's catalog beside the city's, with an adjustment of item 1."""
    text = BOTH + (f"--- county/adjustments/01-a.yaml\n{adjustment}\n" if adjustment else "") + more
    return catalog_of(tmp_path, text) / "county"


def said(folder: Path) -> list[str]:
    return [f"{one.severity} {one.file}:{one.line} {one.what}" for one in judged(folder, DAY).problems]


def state(tmp_path: Path, adjustment: str) -> str:
    """The state of what an adjustment changes, as `check` tells it to somebody who left it out."""
    [problem] = judged(county(tmp_path / "asked", adjustment), DAY).problems
    return problem.hint.partition("of: ")[2][:12]


def adjusted(tmp_path: Path, adjustment: str) -> View:
    """The view of the county with an adjustment in which `OF` is the state that `check` tells."""
    of = state(tmp_path, adjustment.replace(", of: OF", ""))
    return open_view(county(tmp_path, adjustment.replace("OF", of)), DAY)


def test_what_is_not_adjusted_is_as_the_level_above_has_it(tmp_path: Path) -> None:
    folder = county(tmp_path)
    assert said(folder) == []
    view = open_view(folder, DAY)
    assert [(item.id, item.level) for item in view.items] == [("01-a", "市局"), ("02-b", "市局")]
    assert view.items[0].lead.text == "市局一处" and view.info.agency.name == "县局"
    assert [(level.folder, level.title, level.agency) for level in view.levels] == [("../city", "市局目录", "市局")]


def test_a_ratio_is_replaced(tmp_path: Path) -> None:
    view = adjusted(tmp_path, f'sampling: {{ratio: "30%", {WHY}, of: OF}}')
    item = view.items[0]
    assert (item.sampling.text, item.sampling.level, item.lead.level, item.level) == ("30%", "县局", "市局", "市局")
    [change] = item.changes
    assert (change.what, change.kind.label, change.before.ratio, change.reason) == (
        "抽查比例",
        "替换",
        "20%",
        "本县如此",
    )


def test_a_lead_is_replaced_and_one_that_was_missing_added(tmp_path: Path) -> None:
    assert adjusted(tmp_path, f"lead: {{department: own, {WHY}, of: OF}}").items[0].lead.text == "一股"
    folder = county(tmp_path / "added", more=f"--- county/adjustments/02-b.yaml\nlead: {{department: own, {WHY}}}\n")
    assert said(folder) == []
    [change] = open_view(folder, DAY).items[1].changes
    assert (change.kind.label, change.before) == ("增加", None)


def test_checks_and_bases_are_added(tmp_path: Path) -> None:
    check = "id: three, ask: 有牌。, how: [现场检查], basis: 《管理法》第四条, duty_of: enterprise, penalty: none"
    text = f"checks: [{{{check}, {WHY}}}]\nbases: [{{cite: 《管理法》第四条, {WHY}}}]"
    folder = county(tmp_path, text)
    assert said(folder) == []
    item = open_view(folder, DAY).items[0]
    assert [(view.check.id, view.level) for view in item.checks] == [
        ("one", "市局"),
        ("two", "市局"),
        ("three", "县局"),
    ]
    assert [(view.cite.label, view.level) for view in item.bases] == [
        ("《管理法》第三条", "市局"),
        ("《管理法》第四条", "县局"),
    ]


def test_a_check_is_replaced_where_it_stands(tmp_path: Path) -> None:
    check = "id: one, ask: 有本县的证。, how: [查阅资料], basis: 《管理法》第三条, duty_of: enterprise, penalty: none"
    item = adjusted(tmp_path, f"checks: [{{{check}, {WHY}, of: OF}}]").items[0]
    assert [(view.check.ask, view.level) for view in item.checks] == [("有本县的证。", "县局"), ("有人。", "市局")]


def test_a_narrowed_check_keeps_the_range_of_the_level_above(tmp_path: Path) -> None:
    item = adjusted(tmp_path, f"narrowed: [{{check: two, applies: 城里的, {WHY}, of: OF}}]").items[0]
    assert item.checks[1].check.applies == "大企业；其中：城里的"


def test_a_check_and_an_item_are_withdrawn(tmp_path: Path) -> None:
    item = adjusted(tmp_path, f"dropped: [{{check: one, {WHY}, of: OF}}]").items[0]
    assert [view.check.id for view in item.checks] == ["two"] and item.changes[0].kind.label == "不适用"
    view = adjusted(tmp_path / "whole", f"withdrawn: {{{WHY}, of: OF}}")
    assert [item.id for item in view.items] == ["02-b"]
    assert [(item.title, change.reason) for item, change in view.withdrawn] == [("管一件事", "本县如此")]


@pytest.mark.parametrize(
    ("adjustment", "old", "new"),
    [
        (f'sampling: {{ratio: "30%", {WHY}, of: OF}}', 'ratio: "20%"', 'ratio: "25%"'),
        (
            f"lead: {{department: own, {WHY}, of: OF}}",
            "lead: {department: first, source: 市文}",
            "lead: {as_printed: 二处, source: 市文}",
        ),
        (f"dropped: [{{check: one, {WHY}, of: OF}}]", "ask: 有证。", "ask: 有两个证。"),
        (f"narrowed: [{{check: two, applies: 城里的, {WHY}, of: OF}}]", "applies: 大企业", "applies: 中企业"),
        (f"withdrawn: {{{WHY}, of: OF}}", "title: 管一件事", "title: 管两件事"),
    ],
)
def test_an_adjustment_whose_base_changed_is_named(tmp_path: Path, adjustment: str, old: str, new: str) -> None:
    of = state(tmp_path, adjustment.replace(", of: OF", ""))
    folder = county(tmp_path, adjustment.replace("OF", of))
    assert said(folder) == []
    above = folder.parent / "city" / "items" / "01-a.yaml"
    above.write_text(above.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    [found] = said(folder)
    assert (
        found.startswith("warning adjustments/01-a.yaml:1 所调整的")
        and "上级目录改了（../city/items/01-a.yaml:" in found
    )


@pytest.mark.parametrize(
    ("adjustment", "expected"),
    [
        (
            f'sampling: {{ratio: "30%", {WHY}}}',
            "error adjustments/01-a.yaml:1 上级目录已有抽查比例（../city/items/01-a.yaml:6）",
        ),
        (
            f"object: {{text: 大的, {WHY}, of: 123456789abc}}",
            "error adjustments/01-a.yaml:1 上级目录没有监管对象，没有可替换的",
        ),
        (f"dropped: [{{check: six, {WHY}}}]", "error adjustments/01-a.yaml:1 上级目录的这一事项没有检查要点“six”"),
        (
            f"dropped: [{{check: one, {WHY}}}]",
            "error adjustments/01-a.yaml:1 上级目录已有检查要点“one”（../city/items/01-a.yaml:9）",
        ),
        (f"narrowed: [{{check: one, {WHY}}}]", "error adjustments/01-a.yaml:1 缺少"),
        ("sampling: {ratio: 30%, source: 县文}", "error adjustments/01-a.yaml:1 缺少"),
        ('note: x\nsamplin: {ratio: "30%"}', "error adjustments/01-a.yaml:2 不认识的键“samplin”"),
        (f"lead: {{department: nobody, {WHY}}}", "error adjustments/01-a.yaml:1 没有这个处室：“nobody”"),
        (f"bases: [{{cite: 《没有的法》第一条, {WHY}}}]", "error adjustments/01-a.yaml:1 laws 中没有《没有的法》"),
        (
            "dropped:\n  - {check: one, reason: 因, source: 没有, of: 123456789abc}",
            "error adjustments/01-a.yaml:2 没有这个出处：“没有”",
        ),
        (
            f"bases:\n  - cite: 《管理法》第三条\n    {WHY.replace(', ', chr(10) + '    ')}",
            "error adjustments/01-a.yaml:2 设定依据 《管理法》第三条 的有效期重叠",
        ),
    ],
)
def test_a_faulty_adjustment_is_told_with_its_place(tmp_path: Path, adjustment: str, expected: str) -> None:
    found = said(county(tmp_path, adjustment))
    assert any(one.startswith(expected) for one in found), found


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (f"--- county/adjustments/09-x.yaml\nwithdrawn: {{{WHY}}}\n", "error adjustments/09-x.yaml:1 上级目录没有这一事项，没有可调整的"),
        ("--- county/items/02-b.yaml\nnumber: 2\ntitle: 别的\nsubject: 别\nsource: 县文\n", "error items/02-b.yaml:1 上级目录“../city”已有这一条（../city/items/02-b.yaml）"),
        ("--- county/items/02-c.yaml\nnumber: 2\ntitle: 别的\nsubject: 别\nsource: 县文\n", "error items/02-c.yaml:1 序号 2 与 items/02-b.yaml 重复"),
        ("--- city/items/02-b.yaml\nnumber: 2\ntitl: 坏\n", "error ../city/items/02-b.yaml:2 不认识的键“titl”"),
        (COUNTY.replace("../city", "../town"), "error catalog.yaml:3 没有上级目录：../town"),
        (COUNTY.replace("../city", "../county"), "error catalog.yaml:3 extends 绕回到了自己"),
        (COUNTY.replace("../city", "/city"), "error catalog.yaml:3 “extends”的写法不对"),
        (COUNTY.replace("  县文:", '  市文: {title: 别的, day: "2026-01-01", kind: document}\n  县文:'), "error catalog.yaml:7 上级目录“../city”里的出处“市文”写法不同"),
        ("--- county/departments.yaml\nfirst: {name: 一股, source: 县文}\n", "error departments.yaml:1 上级目录“../city”已有这一条（../city/departments.yaml）"),
        (f"--- county/adjustments/01-a.yaml\nwithdrawn: {{{WHY}, of: 123456789abc}}\nsampling: {{ratio: \"1%\", {WHY}}}\n", "error adjustments/01-a.yaml:1 整个事项不适用的，不能再写别的调整"),
        (f"--- county/adjustments/01-a.yaml\ndropped: [{{check: one, {WHY}, of: 123456789abc}}]\nnarrowed: [{{check: one, applies: x, {WHY}, of: 123456789abc}}]\n", "error adjustments/01-a.yaml:1 检查要点“one”调整了两次"),
    ],
)  # fmt: skip
def test_a_faulty_overlay_is_told_with_its_place(tmp_path: Path, more: str, expected: str) -> None:
    found = said(county(tmp_path, more=more))
    assert any(one.startswith(expected) for one in found), found


def test_the_citys_own_papers_templates_and_addresses_stay_the_citys(tmp_path: Path) -> None:
    text = "--- city/redirects.yaml\n- {from: items/old.html, to: items/01-a.html}\n"
    found = load(county(tmp_path, more=text)).found
    assert (found.notices, found.redirects, found.templates) == ((), (), {})


def test_three_levels(tmp_path: Path) -> None:
    of = state(tmp_path, f'sampling: {{ratio: "30%", {WHY}}}')
    folder = county(tmp_path, f'sampling: {{ratio: "30%", {WHY}, of: {of}}}')
    town = f"""
--- town/catalog.yaml
{COUNTY.partition("catalog.yaml")[2].strip().partition("--- ")[0].replace("县", "镇").replace("../city", "../county")}
--- town/adjustments/01-a.yaml
sampling: {{ratio: "40%", reason: 本镇如此, source: 镇文}}
"""
    below = catalog_of(tmp_path, BOTH + town) / "town"
    [problem] = judged(below, DAY).problems
    assert problem.what == "上级目录已有抽查比例（../county/adjustments/01-a.yaml:1）"
    own, said_state = below / "adjustments" / "01-a.yaml", problem.hint.removeprefix("调整它的，写上 ")
    own.write_text(own.read_text(encoding="utf-8").replace("镇文}", f"镇文, {said_state}}}"), encoding="utf-8")
    assert said(below) == []
    view = open_view(below, DAY)
    assert [level.agency for level in view.levels] == ["市局", "县局"]
    changes = [(change.agency, change.before.ratio, change.after.ratio) for change in view.items[0].changes]
    assert changes == [("县局", "20%", "30%"), ("镇局", "30%", "40%")]
    assert folder.name == "county"


def test_a_change_of_the_level_above_is_seen_by_what_was_remembered(tmp_path: Path) -> None:
    folder = county(tmp_path)
    assert open_view(folder, DAY).items[0].item.title == "管一件事"
    above = folder.parent / "city" / "items" / "01-a.yaml"
    above.write_text(above.read_text(encoding="utf-8").replace("管一件事", "管两件事"), encoding="utf-8")
    assert open_view(folder, DAY).items[0].item.title == "管两件事"


def test_law_texts_of_the_level_above_are_read(tmp_path: Path) -> None:
    text = "--- city/statutes/management/2020-03-01.txt\n中华人民共和国管理法\n\n第三条　要管。\n"
    law = open_view(county(tmp_path, more=text), DAY).laws[0]
    assert law.current_text is not None and law.current_text.source == "市局的目录：本机关导入的法律文本"
