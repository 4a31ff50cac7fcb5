"""A document a row of a table: streamed, the same bytes however it runs, resumable, and safe from what tables hold."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl import load_workbook
from xlsxwriter import Workbook

from generator import word
from generator.bulk import BulkError, Options, columns, fill_rows, work
from generator.bulk.executors import executor
from generator.bulk.naming import safe_name
from generator.bulk.report import NAME
from generator.bulk.rows import opened
from generator.cli import main
from generator.files import archives
from generator.word.compiled.fill import checked, parts
from generator.word.compiled.packing import Packer, crc_tables
from tests.amounts import amount
from tests.conftest import REPOSITORY
from tests.fill.hostile import values
from tests.render import missing
from tests.tables.conftest import with_part

HEADS = ["被检查单位", "负责人", "联系电话", "检查开始时间", "检查情况说明", "第1项", "行业"]


def _rows(count: int, units: int = 7) -> list[list[str]]:
    return [
        [
            f"甲&乙公司{number % units}",
            f"张{number}",
            "0517-1",
            f"2026-11-23 9:{number % 60:02d}",
            "正常\n整洁",
            "符合",
            "化工",
        ]
        for number in range(count)
    ]


def _csv(path: Path, rows: list[list[str]], heads=HEADS, encoding="utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as stream:
        csv.writer(stream).writerows([heads, *rows])
    return path


def _xlsx(path: Path, rows, heads=HEADS) -> Path:
    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for at, row in enumerate([heads, *rows]):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            else:
                sheet.write(at, column, value)
    book.close()
    return path


def _run(view, table: Path, out: Path, workers: int = 1, name: str = "checklist", **options):
    kind = view.document(name)
    items = view.items[:1] if kind.scope == "item" else []
    with executor(workers) as running:
        return fill_rows(
            lambda own: word.blank(view, kind, items, own), table, out, running, Options(workers=workers, **options)
        )


def _content(out: Path) -> dict[str, bytes]:
    if out.is_file():
        return {out.name: out.read_bytes()}
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def _documents(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _parts(content: bytes) -> dict[str, bytes]:
    return _documents(content)


def _reasons(report: Path) -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    return [
        [str(cell) for cell in row] for row in CalamineWorkbook.from_path(str(report)).get_sheet_by_index(0).to_python()
    ]


def test_each_document_is_the_one_the_document_command_writes(shipped_view, tmp_path):
    rows = _rows(12)
    done = _run(shipped_view, _csv(tmp_path / "t.csv", rows), tmp_path / "out")
    assert (done.rows, done.documents, done.refused, done.report, done.unused) == (12, 12, 0, None, ("行业",))
    made = {}
    for name in ("甲&乙公司0", "甲&乙公司6"):
        made |= _documents((tmp_path / "out" / f"{safe_name(name)}.zip").read_bytes())
    assert sorted(made) == [f"{number:07d}-现场检查表.docx" for number in (2, 8, 9)]
    kind = shipped_view.document("checklist")
    for name, content in made.items():
        row = rows[int(name[:7]) - 2]
        expected = word.document(shipped_view, kind, shipped_view.items[:1], dict(zip(HEADS[:-1], row, strict=False)))
        assert _parts(content) == _parts(expected)


def test_packed_documents_hold_the_joined_parts_for_hostile_values_and_any_fields(shipped_view):
    dice = random.Random(5)
    for kind in shipped_view.documents:
        blank = word.blank(shipped_view, kind, shipped_view.items[:1] if kind.scope == "item" else [])
        for _ in range(30):
            given = values(blank.fields, dice)
            entered = checked(blank, given)
            packer = Packer(blank, entered.keys() | {dice.choice(blank.fields).tag})
            packed = packer.pack(entered)
            assert _parts(packed.content) == dict(parts(blank, entered)), given
            assert packed.crc == archives.zlib.crc32(packed.content)


def test_a_crc_is_carried_over_constant_bytes_by_table():
    import zlib

    dice = random.Random(6)
    for _ in range(20):
        first, second = dice.randbytes(dice.randrange(50)), dice.randbytes(dice.randrange(1, 5000))
        crc, tables = zlib.crc32(first), crc_tables(second)
        carried = tables[0][crc & 255] ^ tables[1][crc >> 8 & 255] ^ tables[2][crc >> 16 & 255] ^ tables[3][crc >> 24]
        assert carried == zlib.crc32(first + second)


@pytest.mark.parametrize("per", ["unit", "row"])
@pytest.mark.parametrize("out", ["folder", "one.zip"])
def test_any_number_of_workers_and_any_format_give_the_same_bytes(shipped_view, tmp_path, per, out):
    rows = _rows(350, 40)
    made = []
    for name, table, workers in (
        ("a", _csv(tmp_path / "t.csv", rows), 1),
        ("b", _csv(tmp_path / "t.csv", rows), 3),
        ("c", _xlsx(tmp_path / "t.xlsx", rows), 2),
        ("d", _csv(tmp_path / "g.csv", rows, encoding="gb18030"), 1),
    ):
        _run(shipped_view, table, tmp_path / name / out, workers, per=per)
        found = _content(tmp_path / name / out)
        made.append({key: value for key, value in found.items() if not key.endswith(".json")})
    assert made[0] == made[1] == made[2] == made[3]


def test_json_lines_with_lists_and_answers(shipped_view, tmp_path):
    table = tmp_path / "t.jsonl"
    given = [
        {"被检查单位": "甲公司", "problems": [{"problem": "一", "until": "2026-12-01"}, {"问题": "二"}]},
        {"unit": "乙公司", "nobody": 1},
        {"unit": "丙公司", "check-day": "昨天"},
    ]
    columns = {column.tag for column in shipped_view.document("rectification-order").field("problems").columns}
    given[0]["problems"] = [{next(iter(sorted(columns))): "一"}]
    table.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in given), encoding="utf-8")
    done = _run(shipped_view, table, tmp_path / "out", name="rectification-order")
    assert (done.rows, done.documents, done.refused) == (3, 1, 2)
    assert [row[0] for row in _reasons(done.report)[1:]] == ["2.0", "3.0"]
    assert "没有栏目“nobody”" in _reasons(done.report)[1][4]
    assert _reasons(done.report)[2][2] == "检查日期"


def test_list_rows_as_columns_of_a_table(shipped_view, tmp_path):
    kind = shipped_view.document("rectification-order")
    column = kind.field("problems").columns[0]
    heads = ["被检查单位", f"问题/1/{column.label}", f"problems/2/{column.tag}"]
    heads[1] = f"{kind.field('problems').label}/1/{column.label}"
    _run(
        shipped_view,
        _csv(tmp_path / "t.csv", [["甲", "一", "二"]], heads),
        tmp_path / "out.zip",
        name=kind.id,
        per="row",
    )
    content = next(iter(_documents((tmp_path / "out.zip").read_bytes()).values()))
    expected = word.document(
        shipped_view, kind, (), {"unit": "甲", "problems": [{column.tag: "一"}, {column.tag: "二"}]}
    )
    assert _parts(content) == _parts(expected)


HOSTILE = [
    ["=1+1", "张三", "@SUM(A1)", "2026-11-23 9:05", "-1", "符合", ""],
    ["甲\x0b公司", "张三", "", "", "", "", ""],
    ["长文公司", "", "", "", "字" * 32767, "", ""],
    ["😀𠮷公司", "\u202e反\u200f", "", "", "👨‍👩‍👧", "", ""],
    ["../../x", "", "", "", "", "", ""],
    ["CON", "", "", "", "", "", ""],
    ["con", "", "", "", "", "", ""],
    ["某" * 300, "", "", "", "", "", ""],
    ["某" * 299 + "甲", "", "", "", "", "", ""],
    ["甲公司", "一", "", "", "", "", ""],
    ["A公司", "", "", "", "", "", ""],
    ["甲公司", "二", "", "", "", "", ""],
    ["a公司", "", "", "", "", "", ""],
    ["", "无单位", "", "", "", "", ""],
    [".", "", "", "", "", "", ""],
    ["乙公司", "", "", "2026-13-40 9:05", "", "大概", ""],
    ["丙公司", "#REF!", "", "", "", "", ""],
]  # fmt: skip


@pytest.mark.parametrize("out", ["folder", "one.zip"])
def test_the_hostile_table(shipped_view, tmp_path, out):
    done = _run(shipped_view, _xlsx(tmp_path / "t.xlsx", HOSTILE), tmp_path / "deep" / out)
    refused = _reasons(done.report)
    assert refused[0] == ["行号", "单元格", "栏目", "内容", "原因"]
    assert [row[1] for row in refused[1:]] == ["A3", "D17", "F17", "B18"]
    assert "U+000B" in refused[1][4] and "没有这个时间" in refused[2][4] and "错误值 #REF!" in refused[4][4]
    assert (done.rows, done.documents, done.refused) == (17, 14, 3)
    outside = {path.name for path in tmp_path.iterdir()} | {path.name for path in (tmp_path / "deep").iterdir()}
    assert outside <= {"t.xlsx", "deep", out, f"one-{NAME}"}
    names = []
    if out == "folder":
        for path in sorted((tmp_path / "deep" / out).glob("*.zip")):
            assert _documents(path.read_bytes())
            names.append(path.name)
        assert len(_documents((tmp_path / "deep" / out / "甲公司.zip").read_bytes())) == 2
        assert "未填写单位.zip" in names and "CON.zip" not in names
    else:
        names = sorted({name.split("/")[0] for name in _documents((tmp_path / "deep" / out).read_bytes())})
    assert len({name.casefold() for name in names}) == len(names) or out != "folder"
    assert all(len(name.encode()) < 255 and not set(name) & set('/\\<>:"|?*\u202e') for name in names)


def test_names_of_units_are_safe_on_every_system():
    for unit in (
        "../../x",
        "CON",
        "con.txt",
        "a/b",
        "a:b",
        "某" * 300,
        " 甲 ",
        "\u202e甲",
        "甲.",
        "\x00",
        "..",
        "LPT1",
    ):
        name = safe_name(unit)
        assert name != unit and "/" not in name and len(name.encode()) < 240
        assert name.partition(".")[0].upper() not in ("CON", "LPT1") and not name.endswith((".", " "))
    assert safe_name("甲&乙公司（淮安）") == "甲&乙公司（淮安）"
    assert safe_name("a/b") != safe_name("a:b")


def test_a_table_of_no_rows_gives_no_documents(shipped_view, tmp_path):
    for out in ("folder", "one.zip"):
        done = _run(shipped_view, _xlsx(tmp_path / "t.xlsx", []), tmp_path / out)
        assert (done.rows, done.documents, done.report) == (0, 0, None)
    assert _documents((tmp_path / "one.zip").read_bytes()) == {}


@pytest.mark.parametrize(
    ("heads", "message"),
    [
        (["行业", "规模"], "第一行里没有现场检查表的栏目"),
        (["被检查单位", "联系电话号码"], "没有栏目“联系电话号码”。您是不是想写“联系电话”"),
        (["被检查单位", "unit"], "两列填同一个栏目"),
    ],
)
def test_heads_that_will_not_do_are_named_before_anything_is_written(shipped_view, tmp_path, heads, message):
    with pytest.raises(BulkError, match=message):
        _run(shipped_view, _csv(tmp_path / "t.csv", [["甲", "乙"]], heads), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.xlsx", b"PK\3\4 nothing", "不是 .xlsx 文件"),
        ("t.xlsm", b"", "带宏的 .xlsm"),
        ("t.csv", b"", "是空的"),
        ("t.jsonl", b"{", "第 1 行不是 JSON"),
        ("t.jsonl", b"[1]", "第 1 行应是"),
    ],
)
def test_files_that_are_no_tables_are_named(shipped_view, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BulkError, match=message):
        _run(shipped_view, tmp_path / name, tmp_path / "out")


def test_cells_are_read_as_the_person_sees_them(tmp_path):
    from datetime import date, datetime

    row = [
        3.0,
        2.5,
        True,
        datetime(2026, 11, 23),
        datetime(2026, 11, 23, 9, 5),
        date(2026, 5, 1),
        None,
        123456789012345,
    ]
    book = Workbook(str(tmp_path / "t.xlsx"))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for at, value in enumerate(row):
        sheet.write_string(0, at, f"c{at}")
        if isinstance(value, date):
            sheet.write_datetime(3, at, value, day)
        elif value is not None:
            sheet.write(3, at, value)
    sheet.write_formula(3, 8, "=1+1", None, 2)
    book.close()
    with opened(tmp_path / "t.xlsx") as table:
        assert list(table.rows) == [
            (4, ["3", "2.5", "是", "2026-11-23", "2026-11-23 09:05", "2026-05-01", "", "123456789012345", "2"])
        ]


def test_cells_of_a_table_that_stands_anywhere_are_named_as_excel_names_them(shipped_view, tmp_path):
    book = Workbook(str(tmp_path / "t.xlsx"))
    book.add_worksheet("空表")
    book.add_worksheet("藏着的").write_string(0, 0, "被检查单位")
    sheet = book.add_worksheet("名册")
    book.add_worksheet("说明").write_string(0, 0, "别的")
    book.worksheets()[1].hide()
    for column, (head, value) in enumerate([("被检查单位", "甲"), ("负责人", "李四"), ("检查开始时间", "昨天")], 2):
        sheet.write_string(4, column, head)
        sheet.write_string(6, column, value)
    sheet.write_string(7, 2, "乙")
    sheet.write_formula(7, 3, "=VLOOKUP(1,A1,1)", None, "#N/A")
    book.close()
    done = _run(shipped_view, tmp_path / "t.xlsx", tmp_path / "out")
    assert (done.rows, done.documents, done.left) == (2, 0, ("说明",))
    report = load_workbook(done.report).active
    assert [[cell.value for cell in row][:2] for row in report.iter_rows(min_row=2)] == [[7, "E7"], [8, "D8"]]
    assert "错误值" in report["E3"].value


@pytest.mark.parametrize(("heads", "missing"), [(["企业名称", "名称"], ""), (["负责人", "电话"], "被检查单位")])
def test_the_unit_may_be_headed_as_rosters_head_it(shipped_view, tmp_path, heads, missing):
    done = _run(shipped_view, _csv(tmp_path / "t.csv", [["甲公司", "乙"]], heads), tmp_path / "out")
    assert (done.documents, done.missing) == (1, missing)
    assert [path.name for path in (tmp_path / "out").glob("*.zip")] == [
        "甲公司.zip" if not missing else f"{safe_name('')}.zip"
    ]


def test_a_formula_without_a_value_is_no_empty_cell(shipped_view, tmp_path):
    book = OpenpyxlWorkbook()
    book.active.append(["被检查单位", "负责人"])
    book.active.append(["甲", "=A2"])
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(BulkError, match="B2 等 1 个单元格有公式而没有算出的值"):
        _run(shipped_view, tmp_path / "t.xlsx", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_workbook_that_claims_more_than_it_holds_does_not_end_the_program(shipped_view, tmp_path):
    content = _xlsx(tmp_path / "t.xlsx", _rows(2)).read_bytes()
    strings = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml")
    claims = re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"', strings)
    (tmp_path / "t.xlsx").write_bytes(with_part(content, "xl/sharedStrings.xml", claims))
    with pytest.raises(BulkError, match="文件自称有 4294967295 个"):
        _run(shipped_view, tmp_path / "t.xlsx", tmp_path / "out")


@pytest.mark.sampled(1)
@pytest.mark.render
@pytest.mark.skipif(missing() != "", reason=missing() or "-")
@pytest.mark.parametrize("out", ["folder", "one.zip"])
def test_each_document_can_have_its_pdf_beside_it(shipped_view, tmp_path, out):
    rows = [*_rows(2), ["乙", "", "", "昨天", "", "", ""]]
    done = _run(shipped_view, _csv(tmp_path / "t.csv", rows), tmp_path / out, pdf=True, per="row")
    assert (done.documents, done.refused) == (2, 1)
    if out == "folder":
        files = {
            path.name: path.read_bytes() for path in (tmp_path / out).iterdir() if path.suffix in (".pdf", ".docx")
        }
    else:
        with zipfile.ZipFile(tmp_path / out) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    assert sorted(Path(name).suffix for name in files) == [".docx", ".docx", ".pdf", ".pdf"]
    for name, content in files.items():
        if name.endswith(".pdf"):
            (tmp_path / "one.pdf").write_bytes(content)
            text = subprocess.run(
                ["pdftotext", str(tmp_path / "one.pdf"), "-"], capture_output=True, text=True, check=True
            )
            assert f"甲&乙公司{'01'[int(name.partition('-')[0]) - 2]}" in "".join(text.stdout.split())


def test_a_field_the_catalog_prints_may_be_supplied_row_by_row(shipped_view, tmp_path):
    kind = shipped_view.document("inspection-approval")
    item = kind.field("item")
    heads, rows = ["被检查单位", item.label], [["甲", "改写的事项"], ["乙", ""]]
    _run(shipped_view, _csv(tmp_path / "t.csv", rows, heads), tmp_path / "o.zip", name=kind.id, per="row")
    items = shipped_view.items[:1] if kind.scope == "item" else []
    for content, row in zip(_documents((tmp_path / "o.zip").read_bytes()).values(), rows, strict=True):
        given = {name: text for name, text in zip(heads, row, strict=True) if text}
        assert _parts(content) == _parts(word.document(shipped_view, kind, items, given))


def test_a_folder_of_something_else_is_not_mixed_up(shipped_view, tmp_path):
    table = _csv(tmp_path / "t.csv", _rows(3))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(BulkError, match="不是空的"):
        _run(shipped_view, table, tmp_path / "out")
    _run(shipped_view, table, tmp_path / "other")
    with pytest.raises(BulkError, match="另一批"):
        _run(shipped_view, _csv(tmp_path / "t.csv", _rows(4)), tmp_path / "other")


def test_a_unit_of_very_many_rows_gets_several_archives(shipped_view, tmp_path, monkeypatch):
    monkeypatch.setattr("generator.bulk.run.MOST_IN_ZIP", 4)
    _run(shipped_view, _csv(tmp_path / "t.csv", _rows(10, 1)), tmp_path / "out")
    sizes = {path.name: len(_documents(path.read_bytes())) for path in (tmp_path / "out").glob("*.zip")}
    assert sizes == {"甲&乙公司0.zip": 4, "甲&乙公司0（2）.zip": 4, "甲&乙公司0（3）.zip": 2}


def _command(table: Path, out: Path, *more: str) -> list[str]:
    words = ["fill", "checklist", "1", "--rows", str(table), "--out", str(out), "--as-of", "2026-11-23", *more]
    return [sys.executable, "-m", "generator", *words, "--catalog", str(REPOSITORY / "catalog")]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("out", ["folder", "one.zip"])
def test_a_run_killed_at_random_moments_and_resumed_equals_an_undisturbed_one(shipped_view, tmp_path, out):
    table = _csv(tmp_path / "t.csv", [*_rows(amount(2500, 6000), 900), ["坏公司", "", "", "昨天", "", "", ""]])
    _run(shipped_view, table, tmp_path / "whole" / out, 2)
    target, dice = tmp_path / "killed" / out, random.Random(out)
    for _ in range(amount(1, 20)):
        running = subprocess.Popen(_command(table, target, "--workers", "2"), cwd=REPOSITORY, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)  # fmt: skip
        begun = target if out == "folder" else target.with_name("one.zip.part")
        while not begun.exists() and running.poll() is None:
            time.sleep(0.01)
        time.sleep(dice.random() * 0.8)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        assert not (target.is_file() and not zipfile.is_zipfile(target))
    time.sleep(1.2)
    subprocess.run(_command(table, target, "--workers", "2"), cwd=REPOSITORY, capture_output=True, check=False)
    assert _content(tmp_path / "killed") == _content(tmp_path / "whole")


@pytest.mark.parametrize("out", ["folder", "one.zip"])
def test_a_full_disk_is_named_and_leaves_no_broken_archive(shipped_view, tmp_path, out):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("不能挂载小磁盘（需要 root）")
    try:
        table = _csv(tmp_path / "t.csv", _rows(600, 60))
        arguments = _command(table, small / out)[3:]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 1
        assert "磁盘已满" in result.output and "从断处继续" in result.output
        made = list(small.rglob("*.zip"))
        assert all(_documents(path.read_bytes()) for path in made)
        assert made or out == "one.zip"
        assert not list(small.rglob(".*.tmp-*"))
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def test_the_command_reports_documents_refused_rows_and_unused_columns(tmp_path):
    table = _xlsx(tmp_path / "t.xlsx", [*_rows(3), ["乙", "", "", "昨天", "", "", ""]])
    result = CliRunner().invoke(main, [*_command(table, tmp_path / "out")[3:], "--workers", "1"])
    assert result.exit_code == 1
    assert "4 行，生成文书 3 份" in result.output
    assert "没有用到的列：行业" in result.output
    assert f"有 1 行没有生成，单元格和原因见 {tmp_path / 'out' / NAME}" in result.output


def test_the_read_command_gives_json_that_fills_the_same_document(shipped_view, tmp_path):
    given = {"unit": "甲公司", "check-1": "符合", "opinion": "一\n二"}
    content = word.document(shipped_view, shipped_view.document("checklist"), shipped_view.items[:1], given)
    (tmp_path / "a.docx").write_bytes(content)
    words = ["--catalog", str(REPOSITORY / "catalog"), "--as-of", "2026-11-23"]
    result = CliRunner().invoke(main, ["read", str(tmp_path / "a.docx"), "--json", *words])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["type"], found["values"]) == ("checklist", given)
    (tmp_path / "a.json").write_text(result.output, encoding="utf-8")
    again = ["document", "checklist", "1", "--values", str(tmp_path / "a.json"), "-o", str(tmp_path / "b.docx"), *words]
    assert CliRunner().invoke(main, again).exit_code == 0
    assert (tmp_path / "b.docx").read_bytes() == content
    shown = CliRunner().invoke(main, ["read", str(tmp_path / "a.docx"), *words]).output
    assert "被检查单位：甲公司" in shown and "第1项：符合" in shown


def test_a_cluster_of_two_workers_one_killed_gives_the_same_bytes(shipped_view, tmp_path):
    distributed = pytest.importorskip("distributed", reason="没有安装 distributed（jianguan[cluster]）")
    table = _csv(tmp_path / "t.csv", _rows(4000, 300))
    _run(shipped_view, table, tmp_path / "here")
    kind, killed = shipped_view.document("checklist"), []
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:

        def progress(rows: int, _share: float) -> None:
            if not killed and rows > 500:
                worker = next(iter(cluster.workers.values()))
                killed.append(worker.pid)
                os.kill(worker.pid, signal.SIGKILL)

        with executor(2, cluster.scheduler_address) as running:
            done = fill_rows(
                lambda own: word.blank(shipped_view, kind, shipped_view.items[:1], own),
                table, tmp_path / "there", running, Options(workers=2, remote=True), progress,
            )  # fmt: skip
    assert killed
    assert done.documents == 4000
    assert _content(tmp_path / "there") == _content(tmp_path / "here")


def test_a_worker_makes_a_job_ready_once_and_keeps_the_last_two() -> None:
    job = work.Job({}, columns.Columns(()), zipped=False, pdf=False, folder=None)
    first, second = work._filler("first", job), work._filler("second", job)
    assert work._filler("first", job) is first
    work._filler("third", job)
    assert work._filler("first", job) is first
    assert work._filler("second", job) is not second
