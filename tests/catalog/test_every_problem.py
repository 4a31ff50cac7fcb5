"""Every problem in one run: no fault silences another, none makes noise elsewhere, and every command says the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.building.judging import judged
from generator.cli import main
from tests.catalog_text import catalog_of

DAY = date(2026, 11, 23)

SOUND = """
    --- catalog.yaml
    title: 某市目录
    agency: {name: 某市应急局, mark: 某市应急局文件, code: 某应急, recipients: 各处室}
    plan: 计划
    feedback: 有误请告知。
    sources:
      计划: {title: 某通知, day: "2020-08-17", kind: document}
      整理: {title: 整理, day: "2026-11-23", kind: compiled}
    --- methods.yaml
    patrol: {title: 巡查, order: 1, section: 四, gist: 到场看。, source: 计划}
    --- departments.yaml
    policy: {name: 法规处, source: 计划}
    --- laws/trade.yaml
    title: 经营条例
    short: 经营条例
    kind: 行政法规
    versions: [{effective: "2011-12-01", source: 整理}]
    gists: [{at: 第三条, text: 经营须许可。, source: 整理}]
    --- items/01-trade.yaml
    number: 1
    title: 对经营的监管
    subject: 经营
    source: 计划
    bases: [{cite: 《经营条例》第三条, source: 整理}]
    methods: {use: [patrol], source: 计划}
    lead: {department: policy, source: 计划}
    checks:
      - {id: licence, ask: 持有许可证。, how: [查阅资料], basis: 《经营条例》第三条, duty_of: enterprise, penalty: none, source: 整理}
    --- documents/order.yaml
    title: 改正书
    order: 1
    layout: form
    scope: case
    purpose: 改正。
    users: 执法人员
    fields: [{tag: unit, label: 单位}]
    wording: {power: {text: 依照《经营条例》第三条改正。, source: 整理, claims: [{cite: 《经营条例》第三条}]}}
    body: [{text: "{unit}："}, {wording: power}]
    --- notices/2026-1.yaml
    title: 通知
    source: 计划
    body: 请照办。
    --- redirects.yaml
    - {from: items/01-old.html, to: items/01-trade.html}
    --- published-addresses.txt
    items/01-old.html
    items/01-trade.html
    items/01-trade.html#check-licence
    laws/trade.html#art_3
    methods/patrol.html
    departments/policy.html
    documents/order.html
    downloads/改正书.docx
"""

TWELVE_FAULTS = (
    SOUND
    + """
    --- methods.yaml
    patrol: {title: 巡查, order: 1, section: 四, source: 计划}
    --- laws/broken.yaml
    title: 坏了的条例
    short: 坏了的条例
    kind: [行政法规
    versions: []
    --- items/01-trade.yaml
    number: 1
    title: 对经营的监管
    subject: 经营
    source: 计画
    bases: [{cite: 《经营条列》第三条, source: 整理}, {cite: 《坏了的条例》第一条, source: 整理}]
    methods: {use: [patrol, patrul], source: 计划}
    --- items/02-more.yaml
    number: 二
    titel: 对别的监管
    title: 对别的监管
    subject: 别的
    source: 计划
    --- documents/order.yaml
    title: 改正书
    order: 1
    layout: form
    scope: case
    purpose: 改正。
    users: 执法人员
    fields: [{tag: unit, label: 单位}]
    body: [{text: "{unit}：{unti}"}]
    --- notices/2026-1.yaml
    title: 通知
    source: 计划
    body: 请照办。
    marks: [某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某文件]
    --- redirects.yaml
    - {from: items/01-old.html, to: items/01-trad.html}
    - {from: /items/02-old.html, to: items/01-trade.html}
    --- published-addresses.txt
    items/01-trade.html
    items/02-more.html
    laws/broken.html#art_1
    methods/patrol.html
    terms-of-use.html
"""
)


def told(folder: Path) -> list[str]:
    """What is wrong with a catalog, each with its place."""
    return [f"{p.file}:{p.line}:{p.column} {p.what}" for p in judged(folder, DAY).problems]


def run(folder: Path, command: str, *options: str) -> str:
    """What a command prints."""
    words = [command, "--catalog", str(folder), "--as-of", DAY.isoformat(), *options]
    return CliRunner().invoke(main, words).output


def test_twelve_faults_in_eight_files_are_twelve_problems_of_one_run(tmp_path: Path) -> None:
    found = told(catalog_of(tmp_path, TWELVE_FAULTS))
    assert found == [
        "documents/order.yaml:8:8 没有栏目“unti”",
        "items/01-trade.yaml:4:9 没有这个出处：“计画”",
        "items/01-trade.yaml:5:16 laws 中没有《经营条列》",
        "items/01-trade.yaml:6:25 没有这种监管方式：“patrul”",
        "items/02-more.yaml:1:9 “number”应是整数，现在是“二”",
        "items/02-more.yaml:2:1 不认识的键“titel”",
        "laws/broken.yaml:4:9 YAML 写法有误",
        "methods.yaml:1:9 缺少“gist”",
        "notices/2026-1.yaml:4:8 发文机关标志过长或过多，排不下（1 个，最长 42 字）；请用规范化简称，或者只写主办机关",
        "published-addresses.txt:5:1 已经公布的地址不再存在：terms-of-use.html",
        "redirects.yaml:1:33 目标地址 items/01-trad.html 不存在",
        "redirects.yaml:2:10 “from”的写法不对：“/items/02-old.html”",
    ]


@pytest.mark.parametrize("command", ["check", "build", "serve", "inbox"])
def test_every_command_that_judges_a_catalog_says_the_same(tmp_path: Path, command: str) -> None:
    folder = catalog_of(tmp_path, TWELVE_FAULTS + "    --- inbox/table.csv\n    抽查事项,检查依据\n")
    printed = run(folder, command, *(("--out", str(tmp_path / "out")) if command in ("build", "inbox") else ()))
    said = "".join(f"{problem}\n" for problem in judged(folder, DAY).problems)
    assert said in printed and printed.count("错误：") + printed.count("提醒：") - said.count("错误：") < 3
    assert not (tmp_path / "out" / "site").exists()


def test_the_answer_to_a_table_names_the_faults_of_the_catalog(tmp_path: Path) -> None:
    folder = catalog_of(tmp_path, TWELVE_FAULTS + "    --- inbox/table.csv\n    抽查事项,检查依据\n    经营,\n")
    run(folder, "inbox", "--out", str(tmp_path / "out"))
    answer = next((tmp_path / "out").glob("*.md")).read_text(encoding="utf-8")
    assert all(f"`{line.partition(' ')[0]}`" in answer for line in told(folder))


def test_the_sound_catalog_has_no_problem(tmp_path: Path) -> None:
    assert told(catalog_of(tmp_path, SOUND)) == []


FILES = [line.strip().removeprefix("--- ") for line in SOUND.splitlines() if line.strip().startswith("--- ")]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".yaml")])
@pytest.mark.parametrize("broken", ["at its beginning", "at its end", "in its encoding", "in a record"])
def test_a_broken_file_is_one_problem_and_makes_no_other(tmp_path: Path, name: str, broken: str) -> None:
    folder = catalog_of(tmp_path, SOUND)
    text = (folder / name).read_text(encoding="utf-8")
    spoilt = {
        "at its beginning": f"[\n{text}".encode(),
        "at its end": f"{text}]\n".encode(),
        "in its encoding": text.encode("utf-16"),
        "in a record": text.replace("title:", "titel:", 1)
        .replace("name:", "nmae:", 1)
        .replace("to:", "ot:", 1)
        .encode(),
    }
    (folder / name).write_bytes(spoilt[broken])
    found = told(folder)
    assert {line.partition(":")[0] for line in found} == {name}, found
    assert len(found) == (2 if broken == "in a record" and name != "catalog.yaml" else len(found)) <= 4, found


@pytest.mark.parametrize(("name", "misspelt"), [("laws/trade.yaml", "laws/trade.yml"), ("methods.yaml", "method.yaml")])
def test_a_file_under_a_wrong_name_is_one_problem(tmp_path: Path, name: str, misspelt: str) -> None:
    folder = catalog_of(tmp_path, SOUND)
    (folder / name).rename(folder / misspelt)
    assert [line.partition(":")[0] for line in told(folder)] == [misspelt]


def test_a_folder_under_a_wrong_name_is_one_problem(tmp_path: Path) -> None:
    folder = catalog_of(tmp_path, SOUND)
    (folder / "laws").rename(folder / "law")
    assert told(folder) == ["law:1:1 不认识的文件或文件夹"]


def test_a_source_that_is_faulty_leaves_the_others_known(tmp_path: Path) -> None:
    text = SOUND.replace(
        '整理: {title: 整理, day: "2026-11-23", kind: compiled}', "整理: {title: 整理, kind: compiled}"
    )
    folder = catalog_of(tmp_path, text.replace("    source: 计划\n    bases", "    source: 计画\n    bases"))
    assert told(folder) == ["catalog.yaml:7:7 缺少“day”", "items/01-trade.yaml:4:9 没有这个出处：“计画”"]


def test_an_unknown_source_does_not_silence_the_rules(tmp_path: Path) -> None:
    text = SOUND.replace("[{cite: 《经营条例》第三条, source: 整理}]", "[{cite: 《经营条例》第四条, source: 没有}]")
    assert told(catalog_of(tmp_path, text)) == [
        "items/01-trade.yaml:5:16 《经营条例》第四条没有要旨",
        "items/01-trade.yaml:5:35 没有这个出处：“没有”",
    ]


def test_what_holds_from_an_unknown_day_is_not_said_to_end_before_it_or_to_overlap(tmp_path: Path) -> None:
    ended = '{cite: 《经营条例》第三条, source: 没有, until: "2015-01-01"}'
    text = SOUND.replace(
        "[{cite: 《经营条例》第三条, source: 整理}]", f"[{ended}, {{cite: 《经营条例》第三条, source: 没有}}]"
    )
    assert {line.partition(" ")[2] for line in told(catalog_of(tmp_path, text))} == {"没有这个出处：“没有”"}


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("to: items/01-trade.html", "to: /items/01-trade.html", "网站内的地址"),
        ("department: policy", "department: Policy", "编号只用小写字母"),
        ("subject: 经营\n", "subject: 经营\n    sampling: {ratio: 二成, source: 计划}\n", "比例应写作"),
        ("sources:\n", "texts: [{folder: 法律文本, title: 文本}]\n    sources:\n", "文件夹名只用英文字母"),
        ("body: 请照办。\n", 'body: 请照办。\n    copy_number: "1"\n', "份号是六位数字"),
        (
            "source: 整理}]\n    methods",
            'source: 整理, reviewed: {by: 甲, on: "2026-11-23", digest: x}}]\n    methods',
            "12 位",
        ),
    ],
)
def test_the_hint_is_that_of_the_field(tmp_path: Path, old: str, new: str, hint: str) -> None:
    assert old in SOUND
    [problem] = judged(catalog_of(tmp_path, SOUND.replace(old, new)), DAY).problems
    assert "的写法不对" in problem.what and hint in problem.hint


def test_a_damaged_law_text_is_an_error_at_its_version_and_silences_nothing(tmp_path: Path) -> None:
    text = (
        SOUND.replace("第三条, duty_of", "第四条, duty_of") + "    --- statutes/trade/2011-12-01.txt\n    第三条 甲。\n"
    )
    folder = catalog_of(tmp_path, text)
    (folder / "statutes/trade/2011-12-01.txt").write_bytes(b"\xff\xfe")
    damaged, gist = sorted(judged(folder, DAY).problems, key=lambda problem: problem.severity)
    assert (damaged.file, damaged.line, damaged.column) == ("laws/trade.yaml", 4, 12) and "重新导入" in damaged.what
    assert "第四条没有要旨" in gist.what


@pytest.mark.parametrize("spoilt", ["agency", "imprint"])
def test_an_official_document_that_fits_no_page_is_found_by_the_check(tmp_path: Path, spoilt: str) -> None:
    copies = ",".join(f"第{number}个名称很长的抄送机关单位" for number in range(99))
    text, place = {
        "agency": (SOUND.replace("mark: 某市应急局文件", f"mark: {'长' * 60}"), "catalog.yaml:2:29 发文机关标志过长"),
        "imprint": (
            SOUND.replace("请照办。\n", f"请照办。\n    imprint: {{copies: [{copies}]}}\n"),
            "notices/2026-1.yaml:4:10 版记有",
        ),
    }[spoilt]
    [found] = told(catalog_of(tmp_path, text))
    assert found.startswith(place)


@pytest.mark.parametrize(
    ("command", "missing"), [("notice", "documents/notice.yaml"), ("checklist", "documents/checklist.yaml")]
)
def test_a_paper_whose_type_the_catalog_lacks_says_what_to_add(tmp_path: Path, command: str, missing: str) -> None:
    folder = catalog_of(tmp_path, SOUND)
    result = CliRunner().invoke(main, [command, "1", "-o", str(tmp_path / "x.docx"), "--catalog", str(folder)])
    assert result.exit_code == 1 and missing in result.output and not (tmp_path / "x.docx").exists()
