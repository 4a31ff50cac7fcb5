"""What is read comes from outside: no kind of file, no size, depth or name makes a command wait, crash or see nothing."""

from __future__ import annotations

import functools
import io
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from generator import entry
from generator.files import RefusedError, SourceError, read_file, reading
from generator.files.inflating import inflated
from generator.tables import reading as tables
from generator.tables.book.findings import TableError
from generator.tables.reading.workbook import Workbook
from tests.conftest import REPOSITORY, TinyCatalog
from tests.tables.conftest import day_export

Make = Callable[[Path], None]
_HANGS = 60


def run(*words: str | bytes | Path) -> subprocess.CompletedProcess[bytes]:
    """A command in this process, as `jianguan` runs it; what waits for ever is ended."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace", write_through=True) for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["jianguan", *map(os.fsdecode, words)])
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        signal.signal(signal.SIGALRM, lambda *_: sys.exit("it waits for ever"))
        signal.alarm(_HANGS)
        status = entry.outcome(entry.command)
        signal.alarm(0)
    said = [stream.buffer.getvalue() for stream in streams]  # type: ignore[attr-defined]
    assert b"Traceback" not in said[1] and "程序出错".encode() not in said[1], said[1].decode()
    return subprocess.CompletedProcess(words, status, *said)


def _socket(path: Path) -> None:
    place = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{place}/{path.name}")  # a socket's address is short
    os.close(place)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


NO_FILES: dict[str, Make] = {
    "fifo": lambda path: os.mkfifo(path),
    "link to a fifo": lambda path: (os.mkfifo(path.with_name("pipe")), path.symlink_to("pipe"))[1],
    "zeros": lambda path: path.symlink_to("/dev/zero"),
    "tape": lambda path: path.symlink_to("/dev/null"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "socket": _socket,
    "folder": lambda path: path.mkdir(),
    "loop": _loop,
    "dangling link": lambda path: path.symlink_to("nichts"),
    "far too large": lambda path: _sparse(path, 1 << 33),
}


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as stream:
        stream.truncate(size)


every_kind = pytest.mark.parametrize("make", NO_FILES.values(), ids=NO_FILES)


@every_kind
def test_what_is_no_file_of_bounded_size_is_not_read(tmp_path: Path, make: Make) -> None:
    make(tmp_path / "x")
    with pytest.raises(OSError):
        read_file(tmp_path / "x", 1_000)


def test_a_file_of_the_bound_is_read_and_a_byte_more_is_not(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"1234")
    assert read_file(tmp_path / "x", 4) == b"1234"
    with pytest.raises(RefusedError, match="文件过大"):
        read_file(tmp_path / "x", 3)


def test_a_file_that_tells_no_size_is_bounded_too() -> None:
    assert Path("/proc/self/status").stat().st_size == 0
    with pytest.raises(RefusedError, match="文件过大"):
        read_file(Path("/proc/self/status"), 10)


def test_a_file_that_was_exchanged_for_a_pipe_is_told_by_what_was_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x")
    with pytest.raises(RefusedError, match="这是管道，不是普通文件"), reading(tmp_path / "x", 10):
        pass


@every_kind
@pytest.mark.parametrize(
    "name",
    [
        "catalog.yaml",
        "items/02-more.yaml",
        "laws/third.yaml",
        "terms.yaml",
        "departments.yaml",
        "redirects.yaml",
        "notices/a.yaml",
        "documents/checklist.docx",
    ],
)
def test_no_kind_of_catalog_file_is_waited_for_or_passed_over(tiny: TinyCatalog, name: str, make: Make) -> None:
    path = tiny.folder / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    done = run("check", "--catalog", tiny.folder)
    assert done.returncode == 1 and f"{name}:1:1: 错误" in done.stdout.decode(), done.stdout.decode()


@every_kind
@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv", "roster.jsonl"])
def test_no_kind_of_roster_is_waited_for(tiny: TinyCatalog, name: str, make: Make) -> None:
    make(tiny.folder.parent / name)
    words = ("--rows", tiny.folder.parent / name, "--out", tiny.folder.parent / "out", "--catalog", tiny.folder)
    done = run("fill", "checklist", "1", *words)
    assert done.returncode in (1, 2) and name in done.stderr.decode()


@every_kind
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("list.xlsx", ("import", "{}", "--dry-run")),
        ("list.csv", ("import", "{}", "--dry-run")),
        ("law.docx", ("law", "import", "{}", "--dry-run")),
        ("law.txt", ("law", "import", "{}", "--dry-run")),
        ("law.md", ("law", "import", "{}", "--dry-run")),
        ("law.whl", ("law", "import", "{}", "--dry-run")),
        ("filled.docx", ("read", "{}")),
        ("values.json", ("document", "notice", "1", "--values", "{}", "-o", "out.docx")),
        ("checklist.docx", ("template", "check", "{}")),
    ],
)
def test_no_kind_of_file_that_is_named_is_waited_for(
    tiny: TinyCatalog, name: str, words: tuple[str, ...], make: Make
) -> None:
    path = tiny.folder.parent / name
    if make is NO_FILES["folder"] and words[0] == "law":
        pytest.skip("a folder is read with all that is in it")
    make(path)
    done = run(*(str(path) if word == "{}" else word for word in words), "--catalog", tiny.folder)
    assert done.returncode in (1, 2) and name in (done.stderr + done.stdout).decode()


@every_kind
def test_no_kind_of_file_in_the_inbox_is_waited_for_or_passed_over(tiny: TinyCatalog, make: Make) -> None:
    (tiny.folder / "inbox").mkdir()
    make(tiny.folder / "inbox" / "list.xlsx")
    done = run("inbox", "--catalog", tiny.folder, "--out", tiny.folder.parent / "report")
    is_folder = make is NO_FILES["folder"]
    assert done.returncode == 0 and ("收件箱 list.xlsx" in done.stdout.decode()) is not is_folder


def _opened_names() -> dict[str, bytes]:
    return {
        "no text": b"a\xff\xfe.yaml",
        "control": b"a\x1b[31m\n.yaml",
        "255 bytes": b"a" * 250 + b".yaml",
        "chinese of 255 bytes": "监".encode() * 83 + b".yaml",
        "right to left": "a\u202elmay.yaml".encode(),
    }


@pytest.mark.parametrize("name", _opened_names().values(), ids=_opened_names())
@pytest.mark.parametrize("folder", ["items", "laws", "documents", "."])
def test_a_file_of_any_name_is_reported(tiny: TinyCatalog, folder: str, name: bytes) -> None:
    (Path(os.fsdecode(os.fsencode(tiny.folder / folder) + b"/" + name))).write_text("a: 1\n", encoding="utf-8")
    for words in (("check",), ("check", "--json"), ("build", "--out", tiny.folder.parent / "out")):
        done = run(*words, "--catalog", tiny.folder)
        assert done.returncode == 1 and b"\x1b" not in done.stdout + done.stderr


_LONG: dict[str, bytes] = {
    "no text": b"\xff\xfe",
    "256 bytes": b"a" * 256,
    "4,100 bytes": b"/a" * 2050,
    "chinese of 300 bytes": "监".encode() * 100,
    "line end": b"a\nb",
}


@pytest.mark.parametrize("name", _LONG.values(), ids=_LONG)
@pytest.mark.parametrize(
    "words",
    [
        ("check", "--catalog", "{}"),
        ("build", "--catalog", "{}"),
        ("build", "--out", "{}"),
        ("import", "{}"),
        ("inbox", "--catalog", "{}"),
        ("law", "import", "{}"),
        ("law", "import", "--catalog", "{}", "a.txt"),
        ("read", "{}"),
        ("fill", "checklist", "1", "--rows", "{}", "--out", "out"),
        ("fill", "checklist", "1", "--rows", __file__, "--out", "{}"),
        ("checklist", "1", "-o", "{}.docx"),
        ("template", "check", "{}"),
        ("schema", "--out", "{}"),
        ("addresses", "--accept", "--catalog", "{}"),
        ("recover", "--catalog", "{}"),
        ("serve", "--catalog", "{}"),
        ("export", "json", "-o", "{}"),
        ("notice", "--file", "{}", "-o", "a.docx"),
        ("search", "{}"),
        ("law", "show", "{}"),
        ("{}",),
    ],
    ids=" ".join,
)
def test_an_argument_of_any_bytes_ends_in_words(
    tiny: TinyCatalog, words: tuple[str, ...], name: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny.folder.parent)
    given = [os.fsencode(word).replace(b"{}", name) for word in words]
    catalog = [] if "--catalog" in words or words[0] in ("schema", "{}") else ["--catalog", str(tiny.folder)]
    done = run(*given, *catalog)
    assert done.returncode in (0, 1, 2) and ((done.stdout + done.stderr).strip() or words[0] == "inbox")


def test_published_addresses_in_another_encoding_are_named_with_their_line(tiny: TinyCatalog, tmp_path: Path) -> None:
    (tiny.folder / "published-addresses.txt").write_bytes("index.html\ndownloads/检查表.docx\n".encode("gbk"))
    for words in (("addresses",), ("addresses", "--accept"), ("build", "--out", tmp_path / "out")):
        done = run(*words, "--catalog", tiny.folder)
        assert done.returncode == 1 and "published-addresses.txt:2:" in done.stderr.decode()
        assert "GBK" in done.stderr.decode()


@pytest.mark.parametrize("name", ["items", "laws", "documents"])
def test_a_folder_that_cannot_be_read_is_not_an_empty_one(tiny: TinyCatalog, name: str) -> None:
    (tiny.folder / name).rename(tiny.folder.with_name("away"))
    tiny.text(name, "")
    assert f"{name}:1:1: 错误：文件夹读不了" in run("check", "--catalog", tiny.folder).stdout.decode()


YAML_BOMBS = {
    "nested lists": "a: " + "[" * 100_000,
    "nested maps": "".join(f"{' ' * depth}a:\n" for depth in range(500)),
    "nested dashes": "- " * 2_000,
    "laughs": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "itself": "a: &a [*a]\n",
    "merge": "a: &a {x: 1}\nb: {<<: *a}\n",
    "many keys": "".join(f"k{number}: 1\n" for number in range(100_000)),
    "many items": "title: [" + "a, " * 1_000_000 + "]\n",
    "long key": "? " + "a" * 2_000_000 + "\n: 1\n",
    "long digits": "number: " + "9" * 4_000_000 + "\n",
    "tag": "a: !!python/object/apply:os.system [true]\n",
    "directives": "%YAML 9.9\n---\na: 1\n",
    "documents": "a: 1\n---\n" * 50_000,
    "surrogate": 'title: "\\uD800"\n',
    "null": 'title: "\\0"\n',
    "terminal": 'title: "\\e[2J\\a"\nnumber: "\\e[31m"\n"\\e[31m": 1\n',
}


@pytest.mark.parametrize("text", YAML_BOMBS.values(), ids=YAML_BOMBS)
def test_yaml_that_explodes_is_a_problem_with_its_place(tiny: TinyCatalog, text: str) -> None:
    tiny.text("items/02-more.yaml", text)
    done = run("check", "--catalog", tiny.folder)
    assert done.returncode == 1 and "items/02-more.yaml:" in done.stdout.decode()
    assert len(done.stdout) < 1_000_000 and b"\x1b" not in done.stdout
    as_json = run("check", "--json", "--catalog", tiny.folder).stdout
    assert json.loads(as_json)["problems"] and len(as_json) < 1_000_000


def _changed(content: bytes, sign: bytes, at: int, value: bytes, count: int = -1) -> bytes:
    """A zip whose headers of a kind say something else; `count`: only of the first so many."""
    made, place = bytearray(content), 0
    while count and (place := content.find(sign, place)) >= 0:
        made[place + at : place + at + len(value)] = value
        place, count = place + 4, count - 1
    return bytes(made)


LOCAL, CENTRAL = b"PK\3\4", b"PK\1\2"
ZEROS = struct.pack("<3I", 0, 0, 0)


@functools.cache
def _table() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return day_export(TinyCatalog(Path(folder)).folder)


CONTAINERS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "encrypted in front": (lambda content: _changed(content, LOCAL, 6, b"\x01\0"), "密码"),
    "encrypted in the directory": (lambda content: _changed(content, CENTRAL, 8, b"\x01\0"), "密码"),
    "strongly encrypted": (lambda content: _changed(content, LOCAL, 6, b"\x41\0"), "密码"),
    "sizes of nothing in the directory": (lambda content: _changed(content, CENTRAL, 16, ZEROS), "已损坏"),
    "sizes of nothing in front": (lambda content: _changed(content, LOCAL, 14, ZEROS), "已损坏"),
    "another method in front": (lambda content: _changed(content, LOCAL, 8, b"\0\0"), "已损坏"),
    "another name in front": (lambda content: _changed(content, LOCAL, 30, b"?"), "已损坏"),
    "unknown method": (
        lambda content: _changed(_changed(content, LOCAL, 8, b"\x63\0"), CENTRAL, 10, b"\x63\0"),
        "已损坏",
    ),
}


@pytest.mark.parametrize(("change", "said"), CONTAINERS.values(), ids=CONTAINERS)
def test_a_container_that_lies_is_refused(tmp_path: Path, change: Callable[[bytes], bytes], said: str) -> None:
    with zipfile.ZipFile(io.BytesIO(_table())) as archive:
        content = _zip({name: archive.read(name) for name in archive.namelist()})
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert tables.read(path)
    path.write_bytes(change(content))
    with pytest.raises(TableError, match=said):
        tables.read(path)
    with zipfile.ZipFile(io.BytesIO(change(content))) as archive, pytest.raises(SourceError, match=said):
        for entry in archive.infolist():
            list(inflated(archive, entry, 1_000_000, "x"))


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_a_zip_written_as_a_stream_is_read(tmp_path: Path) -> None:
    """Its sizes stand behind each member."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    made = Pipe()
    with zipfile.ZipFile(io.BytesIO(_table())) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in archive.namelist():
            written.writestr(name, archive.read(name))
    (tmp_path / "list.xlsx").write_bytes(made.getvalue())
    assert [grid.height for grid in tables.read(tmp_path / "list.xlsx")] == [
        grid.height for grid in _read(tmp_path, _table())
    ]


def _read(folder: Path, content: bytes) -> list[tables.Grid]:
    (folder / "plain.xlsx").write_bytes(content)
    return tables.read(folder / "plain.xlsx")


def _with_part(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_table())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return _zip(parts)


@pytest.mark.parametrize("target", ["worksheets/nichts.xml", "", "../../etc/passwd", "http://example.com/s.xml"])
def test_a_sheet_whose_part_cannot_be_told_is_not_read_as_empty(tmp_path: Path, target: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/_rels/workbook.xml.rels"
        parts[name] = parts[name].replace(b"worksheets/sheet1.xml", target.encode())

    with pytest.raises(TableError, match=r"找不到|读不了"):
        _read(tmp_path, _with_part(change))


@pytest.mark.parametrize(
    ("part", "element"),
    [("xl/_rels/workbook.xml.rels", rb"<Relationship [^>]*>"), ("xl/workbook.xml", rb"<sheet [^>]*>")],
)
def test_of_two_sheets_with_one_name_neither_is_read(tmp_path: Path, part: str, element: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[part], count = re.subn(element, rb"\g<0>\g<0>", parts[part], count=1)
        assert count == 1

    with pytest.raises(TableError, match="出现了两次"):
        _read(tmp_path, _with_part(change))


def test_a_sheet_that_was_not_looked_through_is_no_empty_sheet() -> None:
    with pytest.raises(TableError, match="找不到"):
        Workbook(cast("Any", None), {}, ("单",)).scan("单")


def test_a_part_whose_name_is_in_capitals_is_read(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/SHEET1.xml"] = parts.pop("xl/worksheets/sheet1.xml")

    assert _read(tmp_path, _with_part(change))[0].height == _read(tmp_path, _table())[0].height > 1


ROWS = "".join(f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>x</t></is></c></row>' for row in range(1, 60_000))


@pytest.mark.parametrize("rows", [ROWS, ROWS.replace("A", "$A") and ROWS.replace('r="A', "r='A").replace('" t', "' t")])
def test_a_list_of_far_too_many_rows_is_refused(tmp_path: Path, rows: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        head, _, _ = parts[name].partition(b"<sheetData>")
        parts[name] = head + f"<sheetData>{rows}</sheetData></worksheet>".encode()

    with pytest.raises(TableError, match="第 50000 行以后"):
        _read(tmp_path, _with_part(change))


def test_a_text_table_of_far_too_many_rows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("a,b\n" * 50_002)
    with pytest.raises(TableError, match="行数或者单元格过多"):
        tables.read(tmp_path / "list.csv")


@pytest.mark.parametrize("name", ["roster.csv", "roster.jsonl"])
def test_a_roster_that_is_one_endless_line_is_refused(tiny: TinyCatalog, name: str) -> None:
    path = tiny.folder.parent / name
    with path.open("wb") as stream:
        for _ in range(30):
            stream.write(b"a" * 1_000_000)
    words = ("--rows", path, "--out", tiny.folder.parent / "out", "--catalog", tiny.folder)
    done = run("fill", "checklist", "1", *words)
    assert done.returncode == 1 and "过长" in done.stderr.decode()


def test_readers_open_files_in_one_place() -> None:
    """A reader that opens a file itself would wait for a pipe."""
    for folder in ("catalog", "law/readers", "tables/reading", "bulk/rows.py", "published.py"):
        place = REPOSITORY / "generator" / folder
        for path in [place] if place.suffix else sorted(place.rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            assert not any(word in text for word in (".read_bytes()", "path.open(", "path.read_text(")), path


@pytest.mark.parametrize(
    "row",
    ['{"a": ' + "[" * 50_000, '{"a": ' + "9" * 5_000 + "}", "[1]", "null", '{"a": 1', "\ufffe", '{"unit": "\\ud800"}'],
    ids=["depth", "digits", "list", "null", "cut", "encoding", "surrogate"],
)
def test_a_row_that_is_no_row_is_named(tiny: TinyCatalog, row: str) -> None:
    path = tiny.folder.parent / "roster.jsonl"
    path.write_text(f"{row}\n", encoding="utf-8")
    words = ("--rows", path, "--out", tiny.folder.parent / "out", "--workers", "1", "--catalog", tiny.folder)
    done = run("fill", "checklist", "1", *words)
    assert done.returncode == 1 and "1 行" in done.stderr.decode(), done.stderr.decode()


def test_a_quote_that_is_not_closed_is_said_in_chinese(tiny: TinyCatalog) -> None:
    path = tiny.folder.parent / "roster.csv"
    path.write_text('被检查单位\n甲\n"乙\n', encoding="utf-8")
    words = ("--rows", path, "--out", tiny.folder.parent / "out", "--workers", "1", "--catalog", tiny.folder)
    assert "引号没有闭合" in run("fill", "checklist", "1", *words).stderr.decode()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_gets_into_no_document(tiny: TinyCatalog, number: str) -> None:
    folder = tiny.folder.parent
    for name in ("values.json", "roster.jsonl"):
        (folder / name).write_text(f'{{"unit": {number}}}\n', encoding="utf-8")
    values = run("document", "checklist", "1", "--values", folder / "values.json", "-o", folder / "a.docx", "--catalog", tiny.folder)  # fmt: skip
    assert values.returncode == 2 and not (folder / "a.docx").exists()
    words = ("--rows", folder / "roster.jsonl", "--out", folder / "out", "--workers", "1", "--catalog", tiny.folder)
    assert "第 1 行不是 JSON" in run("fill", "checklist", "1", *words).stderr.decode()


def test_a_cell_without_end_is_refused_before_a_library_reads_it(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        head, _, _ = parts[name].partition(b"<sheetData>")
        cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%b</t></is></c></row>' % (b"A" * 5_000_000)
        parts[name] = head + b"<sheetData>" + cell + b"</sheetData></worksheet>"

    with pytest.raises(TableError, match="有一格的内容超过 4 MB"):
        _read(tmp_path, _with_part(change))


def test_a_roster_of_more_columns_than_a_sheet_has_is_refused(tiny: TinyCatalog) -> None:
    path = tiny.folder.parent / "roster.csv"
    path.write_text("a," * 1_000_000 + "\n1,2\n")
    words = ("--rows", path, "--out", tiny.folder.parent / "out", "--workers", "1", "--catalog", tiny.folder)
    assert "最多 16384 列" in run("fill", "checklist", "1", *words).stderr.decode()
