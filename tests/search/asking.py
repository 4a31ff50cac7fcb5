"""Asks both searches the same: the one in the page, run by Node, and the local index."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import search_index
from generator import search
from generator.site import ASSETS, records_js
from generator.views import View

NODE = shutil.which("node")
LOADED = re.compile(r'"([a-z ]+) records"\.split')
"""How page.js and worker.js name the scripts they load before the records."""
SCRIPTS = [
    ASSETS / "search" / f"{name}.js"
    for name in LOADED.findall((ASSETS / "search" / "worker.js").read_text(encoding="utf-8"))[0].split()
]

_RUN = """
const fs = require("fs"), vm = require("vm");
global.self = global;
const [scripts, records, asked] = JSON.parse(fs.readFileSync(0, "utf8"));
scripts.forEach((script) => vm.runInThisContext(fs.readFileSync(script, "utf8"), { filename: script }));
vm.runInThisContext(records);
const engine = JianguanEngine(jianguanRecords), show = JianguanShow(engine), text = engine.text;
const does = {
  search: ([query, filters, most]) => {
    const found = engine.search(query, filters || {}, { most: most || 10, counting: true });
    return { hits: found.hits.map((hit) => ({ url: hit.url, title: hit.entry.title, kind: hit.entry.kind,
      score: hit.score, whole: hit.whole, html: show.line(hit, found, 80) })), total: found.total, whole: found.wholeTotal, counts: found.counts };
  },
  name: ([words]) => text.name(words), searched: ([words]) => text.searched(words), readings: ([words]) => text.readings(words),
  nearest: ([query]) => engine.nearest(query),
};
console.log(JSON.stringify(asked.map(([what, ...given]) => does[what](given))));
"""


def in_node(records: str, *asked: tuple[Any, ...]) -> list[Any]:
    """What the page's scripts answer to ("search", query, filters, most), ("name", text), ("readings", text), …"""
    given = json.dumps([[str(script) for script in SCRIPTS], records, asked])
    done = subprocess.run([str(NODE), "-e", _RUN], input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def page_urls(view: View, *queries: str, most: int = 10) -> list[list[str]]:
    """The addresses the search in the page finds, best first, for each query."""
    answers = in_node(records_js.script(view), *(("search", query, None, most) for query in queries))
    return [[hit["url"] for hit in answer["hits"]] for answer in answers]


def index_urls(view: View, *queries: str, most: int = 10) -> list[list[str]]:
    """The addresses the local index finds, best first, for each query."""
    index = search_index.open_index(search_index.build(search.entries(view))[0], view.info.abbreviations, view.spoken)
    return [[hit.url for hit in index.search(query, limit=most)] for query in queries]
