"""What platforms show beside a line is valid by their own rules, says all that fits, and counts what does not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from generator.catalog.problem import Problem
from generator.cli.main import main
from generator.publishing.problem_formats import FORMATS, github, gitlab, junit, place, sarif
from tests.conftest import TinyCatalog

SCHEMAS = Path(__file__).parents[1] / "schemas"
HERE = Path("目录 一")
ERROR = Problem("items/01-a.yaml", 3, 5, "error", "没有这个处室：“x”", "指错了人", "您是不是想写“y”？")
WARNING = Problem("packs/procedure/documents/notice.yaml", 1, 1, "warning", "没有要旨")
HOSTILE = Problem(
    "items/01,a:b%.yaml",
    7,
    2,
    "error",
    "::error::]]><script>&\r\n甲\x00乙\ud800\ufffe\"'",
    "100%\n::set-output",
    "“,:”",
)
ALL = (ERROR, WARNING, HOSTILE)


def many(number: int) -> list[Problem]:
    return [Problem("items/01-a.yaml", line, 1, "error", f"第 {line} 处") for line in range(1, number + 1)]


@pytest.mark.parametrize("problems", [(), ALL, many(30)], ids=["none", "hostile", "many"])
def test_sarif_is_valid_by_its_schema(problems: Sequence[Problem]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(sarif(problems, HERE))
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    assert len(log["runs"][0]["results"]) == len(problems)


@pytest.mark.parametrize("problems", [(), ALL, many(30)], ids=["none", "hostile", "many"])
def test_junit_is_valid_by_its_schema(problems: Sequence[Problem]) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    report = etree.fromstring(junit(problems, HERE).encode())
    schema.assertValid(report)
    errors = sum(problem.severity == "error" for problem in problems)
    assert report.find("testsuite").get("failures") == str(errors) and len(list(report.iter("failure"))) == errors


def test_a_line_of_github_is_one_command_whatever_the_text(tmp_path: Path) -> None:
    lines = github(ALL, HERE).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::warning"]
    assert lines[0] == (
        "::error file=目录 一/items/01-a.yaml,line=3,col=5,title=没有这个处室：“x”"
        "::没有这个处室：“x”%0A为什么：指错了人%0A怎么办：您是不是想写“y”？"
    )
    properties, _, message = lines[1].removeprefix("::error ").partition("::")
    assert [one.partition("=")[0] for one in properties.split(",")] == ["file", "line", "col", "title"]
    assert "%3A%3Aerror%3A%3A" in properties and "\n" not in message and "100%25" in message


def test_github_shows_ten_of_a_kind_and_counts_the_rest() -> None:
    lines = github([*many(12), WARNING], HERE).splitlines()
    assert sum(line.startswith("::error") for line in lines) == 10
    assert "::notice::还有 2 处没有列出；错误 12 个，提醒 1 个" in lines


def test_gitlab_has_what_its_code_quality_report_asks_for() -> None:
    """GitLab documents the fields; it publishes no schema: the rules below are ours."""
    found = json.loads(gitlab(ALL, HERE))
    for record in found:
        assert set(record) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert record["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert record["location"]["lines"]["begin"] >= 1 and not record["location"]["path"].startswith(("/", "./"))
    assert len({record["fingerprint"] for record in found}) == len(found)


def test_a_fingerprint_stays_when_lines_move_and_tells_equal_problems_apart() -> None:
    moved = Problem(ERROR.file, ERROR.line + 4, 1, "error", ERROR.what)
    before, after = (json.loads(gitlab(found, HERE)) for found in ([ERROR, ERROR], [moved, moved]))
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]
    assert before[0]["fingerprint"] != before[1]["fingerprint"]


def test_a_place_is_seen_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place(ERROR, tmp_path / "data" / "catalog") == "data/catalog/items/01-a.yaml"
    above = Problem("../city/items/01-a.yaml", 1, 1, "error", "x")
    assert place(above, Path("county")) == "city/items/01-a.yaml"
    assert place(WARNING, Path("catalog")).endswith("generator/packs/procedure/documents/notice.yaml")


@pytest.mark.parametrize("form", [*FORMATS, "json", "text"])
def test_check_prints_every_format_and_fails_as_ever(tiny: TinyCatalog, form: str) -> None:
    sound = CliRunner().invoke(main, ["check", "--catalog", str(tiny.folder), "--format", form])
    assert sound.exit_code == 0
    tiny.item(number=0)
    faulty = CliRunner().invoke(main, ["check", "--catalog", str(tiny.folder), "--format", form])
    assert faulty.exit_code == 1 and "number" in faulty.output
