"""Filling in the browser: in Node and in Chromium, from a folder and from a server, the same parts as Python writes."""

from __future__ import annotations

import base64
import http.server
import io
import json
import random
import re
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from generator import word
from generator.catalog.documents import FieldSpec
from generator.site import ASSETS, form_scripts
from generator.word.compiled.fill import checked, parts
from generator.word.compiled.pieces import Blank, BoxSlot, Marks, Part, RowNumberSlot, RowsSlot, TextSlot
from tests.amounts import amount
from tests.fill.hostile import values

pytestmark = pytest.mark.sampled(2)

NODE = shutil.which("node")
FILL = ASSETS / "fill"
SCRIPTS = ("rules.js", "archive.js", "values.js", "fill.js")
"""What fills a blank, in the order in which a page loads it; the first is written by Python."""

SETS = amount(2, 30)
"""Times the 34 types: 1,020 sets of values, half of them hostile."""

ANSWERS = """
async function answers(fill, blank, sets) {
  const out = [];
  for (const values of sets) {
    try {
      const made = Object.fromEntries(fill.parts(blank, values).map(([name, bytes]) => [name, new TextDecoder("utf-8", {ignoreBOM: true}).decode(bytes)]));
      out.push(made["word/document.xml"] + made["word/header1.xml"]);
    } catch (error) { out.push({refused: error.message}); }
  }
  const docx = sets.length ? await fill.docx(blank, sets[0]) : new Uint8Array();
  let text = "";
  for (const byte of docx) text += String.fromCharCode(byte);
  return [out, btoa(text)];
}
"""
PEOPLE = FieldSpec(
    tag="people",
    label="人员",
    kind="list",
    columns=(FieldSpec(tag="name", label="姓名"), FieldSpec(tag="age", label="年龄", kind="number")),
)
EVERY_KIND = Blank(
    type="every-kind",
    title="样表",
    items=(),
    as_of="2026-11-23",
    edition="",
    fields=(
        FieldSpec(tag="unit", label="被检查单位"),
        FieldSpec(tag="day", label="日期", kind="date"),
        FieldSpec(tag="start", label="开始时间", kind="moment"),
        FieldSpec(tag="count", label="数量", kind="number", unit="份"),
        FieldSpec(tag="fine", label="罚款", kind="amount"),
        FieldSpec(tag="way", label="方式", kind="choice", choices=("现场", "书面")),
        FieldSpec(tag="told", label="已告知", kind="check"),
        PEOPLE,
        FieldSpec(tag="check-1", label="第1项", kind="choice", choices=("符合", "不符合", "不适用")),
    ),
    printed={},
    marks=Marks("<t>", "</t>", "<br/>", "<tab/>"),
    first_row_id=1,
    parts=(
        Part(
            "word/document.xml",
            pieces=(
                *(TextSlot(tag, "…") for tag in ("unit", "day", "start", "count", "fine", "way", "check-1")),
                BoxSlot("told", "☑", "1", "0"),
                RowsSlot("people", 2, 1, (RowNumberSlot(), TextSlot("name", "…"), TextSlot("age", "…"))),
            ),
        ),
    ),
)
"""A blank with a field of every kind."""

REFUSED: list[dict[str, Any]] = [
    {"unit": "甲\x0b乙"},
    {"unit": "\ud800"},
    {"unit": "甲𠮷\ufffe"},
    {"unit": "字" * 100_001},
    {"unit": []},
    {"unit": {"a": "b"}},
    {"unit": 7},
    {"nobody": "x"},
    {"unit": "甲", "被检查单位": "乙"},
    {"被检查单位": "甲", " UNIT ": "乙"},
    {"unit": None, "被检查单位": "乙"},
    {"unit": "是", "被检查单位": True},
    {"people": [{"name": "甲"}], "人员": [{"name": "乙"}]},
    {"people": [{"name": "甲"}], "人员": [{"name": "甲"}, {"name": "乙"}]},
    {"day": "昨天"},
    {"day": "2026-02-29"},
    {"day": "2026-13-01"},
    {"day": "0000-01-01"},
    {"day": "２０２６-01-01"},
    {"start": "2026-02-30 9:00"},
    {"start": "2026-2-28 24:00"},
    {"start": "2026-2-28 9:60"},
    {"start": "昨天"},
    {"count": "三"},
    {"count": "1e5"},
    {"count": "1.2.3"},
    {"fine": "-1"},
    {"fine": "0.001"},
    {"fine": "1000000000000"},
    {"fine": "五百元"},
    {"way": "电话"},
    {"told": "也许"},
    {"people": "甲"},
    {"people": {"name": "甲"}},
    {"people": 7},
    {"people": True},
    {"people": ["甲"]},
    {"people": [[]]},
    {"people": [None]},
    {"people": [{}, {"nobody": "甲"}]},
    {"people": [{"name": []}]},
    {"people": [{"name": 7}]},
    {"people": [{"age": "三"}]},
    {"people": [{"name": "甲", "姓名": "乙"}]},
    {"people": [{}] * 2001},
    {"check-1": "也许"},
    {"check-1-yes": True, "check-1-no": True},
    {"check-1-yes": True, "check-1": "不符合"},
    {"check-1-yes": True, "check-1": None},
    {"check-1-yes": []},
    {"check-1-yes": "也许"},
    {"check-2-yes": True},
]
TAKEN: list[dict[str, Any]] = [
    {"unit": "甲", "被检查单位": "甲"},
    {"unit": None, "被检查单位": None},
    {"people": [{"name": "甲", "age": "3"}], "人员": [{"age": "3", "name": "甲"}]},
    {"people": [{"name": "甲", "姓名": "甲", "age": None}]},
    {"check-1-yes": True, "check-1": "符合", "check-1-no": "否"},
]
"""Given twice, but the same."""


def _blanks(view) -> Iterator[tuple[Blank, list[dict[str, Any]]]]:
    for kind in view.documents:
        blank = word.blank(view, kind, view.items[:1] if kind.scope == "item" else [])
        dice = random.Random(f"browser {kind.id}")
        yield blank, [values(blank.fields, dice) for _ in range(SETS)]


def _expected(blank: Blank, sets: list[dict[str, Any]]) -> list[str]:
    found = []
    for given in sets:
        made = dict(parts(blank, checked(blank, given)))
        found.append((made["word/document.xml"] + made.get("word/header1.xml", b"undefined")).decode())
    return found


def _sound(encoded: str, blank: Blank, given: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(encoded))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == dict(parts(blank, checked(blank, given)))


def _refusal(blank: Blank, given: dict[str, Any]) -> str:
    """Why Python refuses values, without the name it guesses was meant, which the page does not."""
    with pytest.raises(ValueError) as refused:
        checked(blank, given)
    return re.sub("(?:您是不是想写“.*”？|可用的有：.*)$", "", str(refused.value))


def _in_node(blank: Blank, sets: list[Any], before: str = "") -> tuple[list[Any], str]:
    scripts = [form_scripts.rules(), *((FILL / name).read_text(encoding="utf-8") for name in SCRIPTS[1:])]
    code = f"""{before}{ANSWERS}
    const [scripts, library, blank, sets] = JSON.parse(require("fs").readFileSync(0, "utf8"));
    globalThis.self = globalThis;
    globalThis.fflate = require(library);
    for (const script of scripts) require("vm").runInThisContext(script);
    answers(jianguanFill, blank, sets).then((made) => console.log(JSON.stringify(made)));"""
    given = json.dumps([scripts, str(FILL / "fflate.js"), json.loads(blank.as_json()), sets])
    done = subprocess.run([str(NODE), "-e", code], input=given, capture_output=True, text=True, check=True)
    made: tuple[list[Any], str] = json.loads(done.stdout)
    return made


node = pytest.mark.skipif(NODE is None, reason="没有安装 node，填写脚本由浏览器测试检查")


@node
def test_node_writes_the_parts_python_writes(shipped_view):
    for blank, sets in _blanks(shipped_view):
        made, docx = _in_node(blank, sets)
        assert made == _expected(blank, sets)
        _sound(docx, blank, sets[0])


@node
def test_without_native_streams_the_vendored_library_compresses(shipped_view):
    blank, sets = next(_blanks(shipped_view))
    _, docx = _in_node(blank, sets[:1], before="delete globalThis.CompressionStream;")
    _sound(docx, blank, sets[0])


@node
def test_node_refuses_what_python_refuses_in_the_same_words():
    made, _ = _in_node(EVERY_KIND, [{}, *REFUSED])
    assert made[1:] == [{"refused": _refusal(EVERY_KIND, given)} for given in REFUSED]


@node
def test_node_takes_what_is_given_twice_the_same():
    assert _in_node(EVERY_KIND, TAKEN)[0] == _expected(EVERY_KIND, TAKEN)


@pytest.mark.browser
@pytest.mark.parametrize("way", ["file", "http"])
@pytest.mark.parametrize("streams", ["native", "vendored"])
def test_chromium_writes_the_parts_python_writes(browser, shipped_view, tmp_path, way, streams):
    folder = tmp_path / "填写 文书"
    shutil.copytree(FILL, folder)
    (folder / SCRIPTS[0]).write_text(form_scripts.rules(), encoding="utf-8")
    loading = "".join(f'<script src="{name}"></script>' for name in SCRIPTS)
    (folder / "page.html").write_text(f'<!doctype html><meta charset="utf-8"><title>t</title>{loading}', "utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        http_root = f"http://127.0.0.1:{server.server_port}/page.html"
        page = browser.new_page()
        page.goto((folder / "page.html").as_uri() if way == "file" else http_root)
        if streams == "vendored":
            page.evaluate("delete globalThis.CompressionStream")
        for blank, sets in _blanks(shipped_view):
            call = f"([blank, sets]) => {{ {ANSWERS} return answers(jianguanFill, blank, sets); }}"
            made, docx = page.evaluate(call, [json.loads(blank.as_json()), sets])
            assert made == _expected(blank, sets)
            _sound(docx, blank, sets[0])
        refused, _ = page.evaluate(call, [json.loads(EVERY_KIND.as_json()), [{}, *REFUSED]])
        assert refused[1:] == [{"refused": _refusal(EVERY_KIND, given)} for given in REFUSED]
        page.close()
        server.shutdown()
