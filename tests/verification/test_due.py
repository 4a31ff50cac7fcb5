"""What the calendar brings is read from the days that laws and statements carry."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.opening import examine
from generator.verification.due import due, next_change
from generator.verification.impact import change_days
from tests.catalog_text import catalog_of

CATALOG = """
--- catalog.yaml
title: 某局目录
agency: {name: 某局, mark: 某局文件, code: 某, recipients: 各处}
plan: 某文
feedback: 请告知。
sources:
  某文: {title: 某文, day: "2024-01-01", kind: document}
--- laws/old.yaml
title: 旧管理条例
short: 旧条例
kind: 行政法规
versions: [{promulgated: "2010-01-01", effective: "2010-03-01", source: 某文}]
ended: {on: "2027-01-01", by: 新法, source: 某文}
gists: [{at: 第三条, text: 要管。, source: 某文}]
--- laws/new.yaml
title: 新管理法
short: 新法
kind: 法律
versions: [{promulgated: "2026-10-01", effective: "2027-01-01", source: 某文}]
gists: [{at: 第五条, text: 要管。, source: 某文}]
--- laws/undated.yaml
title: 某规定
short: 某规定
kind: 规范性文件
versions: [{promulgated: "2026-09-01", source: 某文}]
gists: []
--- items/01-a.yaml
number: 1
title: 管一件事
subject: 一件事
source: 某文
bases:
  - {cite: 《旧条例》第三条, until: "2027-01-01", source: 某文}
  - {cite: 《新法》第五条, from: "2027-01-01", source: 某文}
checks:
  - {id: a, ask: 有证。, how: [询问], basis: 《旧条例》第三条, duty_of: enterprise, penalty: none, from: "2026-12-15", source: 某文}
"""

TODAY = date(2026, 11, 28)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return catalog_of(tmp_path, CATALOG)


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["due", "--catalog", str(folder), "--as-of", "2026-11-28", *words])


def test_laws_and_statements_are_told_by_day_and_only_those_to_come(folder: Path) -> None:
    base = examine(folder, TODAY).sound
    assert [(str(one.day), one.what) for one in due(base, TODAY, date(2027, 1, 1))] == [
        ("2026-12-15", "第 1 项检查要点“有证。”开始适用"),
        ("2027-01-01", "第 1 项设定依据 《新法》第五条 开始适用"),
        ("2027-01-01", "第 1 项设定依据 《旧条例》第三条 不再适用"),
        ("2027-01-01", "《新法》公布施行"),
        ("2027-01-01", "《旧条例》废止：新法"),
        ("None", "《某规定》2026-09-01 公布，施行日期待核实"),
    ]
    assert [one.day for one in due(base, date(2027, 1, 1), date(2028, 1, 1))] == [None]


def test_who_has_to_look_is_named(folder: Path) -> None:
    base = examine(folder, TODAY).sound
    ended = next(one for one in due(base, TODAY, date(2027, 1, 1)) if "废止" in one.what)
    assert ended.needs_a_look == ("第 1 项",) and ended.record == "laws/old"


def test_the_next_day_on_which_anything_changes(folder: Path) -> None:
    base = examine(folder, TODAY).sound
    first = next_change(base, change_days(base), TODAY)
    assert first is not None and first.day == date(2026, 12, 15)
    second = next_change(base, change_days(base), date(2026, 12, 15))
    assert second is not None and (second.day, second.what) == (date(2027, 1, 1), "《新法》公布施行")
    assert next_change(base, change_days(base), date(2027, 1, 1)) is None


def test_people_read_it_and_an_empty_window_says_so(folder: Path) -> None:
    said = run(folder, "--within", "40").output
    assert "2027-01-01　《旧条例》废止：新法\n    需要核对：第 1 项\n" in said
    assert "日期不知道　《某规定》" in said
    assert run(folder, "--within", "3").output.startswith("日期不知道")


def test_programs_read_it(folder: Path) -> None:
    found = json.loads(run(folder, "--format", "json").output)
    assert found[0] == {
        "day": "2026-12-15",
        "kind": "statement",
        "record": "items/01-a",
        "what": "第 1 项检查要点“有证。”开始适用",
        "needs_a_look": [],
    }


def test_a_calendar_reads_it_the_same_every_time(folder: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    first, second = (run(folder, "--format", "ics").stdout_bytes for _ in range(2))
    assert first == second
    events = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert [(str(one["summary"]), one["dtstart"].dt) for one in events][-1] == (
        "《旧条例》废止：新法",
        date(2027, 1, 1),
    )
    assert len({str(one["uid"]) for one in events}) == 5
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))


@pytest.mark.parametrize(("days", "code"), [("10", 0), ("17", 1), ("60", 1)])
def test_it_fails_only_where_something_comes_within_the_days_named(folder: Path, days: str, code: int) -> None:
    assert run(folder, "--fail-within", days).exit_code == code
    assert run(folder, "--within", "400").exit_code == 0
