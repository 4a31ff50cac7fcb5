"""Filling in the browser: in Node and in Chromium, from a folder and from a server, the same parts as Python writes."""

from __future__ import annotations

import base64
import http.server
import io
import json
import random
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator import word
from generator.site import ASSETS
from generator.word.compiled.fill import checked, parts
from generator.word.compiled.pieces import Blank
from tests.amounts import amount
from tests.fill.hostile import values

NODE = shutil.which("node")
CHROMIUM = Path("/usr/bin/chromium")
SCRIPT = ASSETS / "fill" / "fill.js"
SETS = amount(4, 30)
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
REFUSED: list[dict[str, Any]] = [
    {"unit": "甲\x0b乙"},
    {"unit": "\ud800"},
    {"nobody": "x"},
    {"start": "2026-02-30 9:00"},
    {"start": "2026-2-28 24:00"},
    {"start": "昨天"},
    {"check-1": "也许"},
    {"check-1-yes": True, "check-1-no": True},
    {"unit": []},
]


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


def _in_node(blank: Blank, sets: list[Any], before: str = "") -> tuple[list[Any], str]:
    code = f"""{before}{ANSWERS}
    const [blank, sets] = JSON.parse(require("fs").readFileSync(0, "utf8"));
    answers(require(process.argv[1]), blank, sets).then((made) => console.log(JSON.stringify(made)));"""
    done = subprocess.run(
        [str(NODE), "-e", code, str(SCRIPT)], input=json.dumps([json.loads(blank.as_json()), sets]),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
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
def test_node_refuses_what_python_refuses_in_the_same_words(shipped_view):
    blank, _ = next(_blanks(shipped_view))
    made, _ = _in_node(blank, [{}, *REFUSED])
    for given, answer in zip(REFUSED, made[1:], strict=True):
        with pytest.raises(ValueError) as refused:
            checked(blank, given)
        assert str(refused.value).startswith(answer["refused"].rstrip("。"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="没有安装 playwright")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="没有安装 /usr/bin/chromium")
@pytest.mark.parametrize("way", ["file", "http"])
@pytest.mark.parametrize("streams", ["native", "vendored"])
def test_chromium_writes_the_parts_python_writes(shipped_view, chromium, tmp_path, way, streams):
    folder = tmp_path / "填写 文书"
    shutil.copytree(SCRIPT.parent, folder)
    (folder / "page.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>t</title><script src="fill.js"></script>', encoding="utf-8"
    )

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        http_root = f"http://127.0.0.1:{server.server_port}/page.html"
        page = chromium.new_page()
        page.goto((folder / "page.html").as_uri() if way == "file" else http_root)
        if streams == "vendored":
            page.evaluate("delete globalThis.CompressionStream")
        for blank, sets in _blanks(shipped_view):
            call = f"([blank, sets]) => {{ {ANSWERS} return answers(jianguanFill, blank, sets); }}"
            made, docx = page.evaluate(call, [json.loads(blank.as_json()), sets])
            assert made == _expected(blank, sets)
            _sound(docx, blank, sets[0])
        page.close()
        server.shutdown()
