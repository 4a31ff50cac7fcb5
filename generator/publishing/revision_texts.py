"""A revision as others read it: Markdown for a merge request's comment, a page of its own, JSON for programs.

A comment carries a mark by which the next one replaces it, and is cut where platforms cut; what is cut is counted.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from generator.clock import chinese_date
from generator.publishing.revision import Revision
from generator.views.comparison import Difference

MARK = "<!-- jianguan-diff -->"
"""First line of a comment: the one to replace has it, too."""

_LONGEST = 60_000
"""Characters of a comment; GitHub takes 65,536."""

_LONGEST_CELL = 400
_SIGNS = re.compile(r"[\\`*_\[\]|~#@<>&]")
"""What Markdown, HTML, or a platform that looks for names would read."""
_MOST_LISTED = 50


def markdown(revision: Revision) -> str:
    """For a comment: the summary, then a folded part for each item, law and document."""
    head = [
        MARK,
        f"## 目录改动：{_md(revision.info.title)}",
        f"按 {revision.day} 的法律。",
        *map(_md, revision.summary),
    ]
    parts = [*_md_groups(revision), *_md_lists(revision)]
    text = "\n\n".join(head)
    for number, part in enumerate(parts):
        if len(text) + len(part) > _LONGEST:
            return f"{text}\n\n还有 {len(parts) - number} 部分没有列出，见构建产物里的修订说明。\n"
        text += f"\n\n{part}"
    return text + "\n"


def _md_groups(revision: Revision) -> Iterator[str]:
    for (kind, title), found in revision.grouped().items():
        grave = sum(one.is_grave for one in found)
        mark = f"，重要 {grave} 处" if grave else ""
        rows = "\n".join(f"| {_md(_what(one))} | {_md(one.before)} | {_md(one.after)} |" for one in found)
        table = f"| 什么 | 以前 | 现在 |\n|---|---|---|\n{rows}"
        yield (
            f"<details><summary>{html.escape(kind)}　{html.escape(title)}（{len(found)} 处{mark}）</summary>\n\n"
            f"{table}\n\n</details>"
        )


def _md_lists(revision: Revision) -> Iterator[str]:
    for title, names in _lists(revision):
        lines = "\n".join(f"- {_md(name)}" for name in names[:_MOST_LISTED])
        more = f"\n- …… 另有 {len(names) - _MOST_LISTED} 个" if len(names) > _MOST_LISTED else ""
        yield f"<details><summary>{title}（{len(names)}）</summary>\n\n{lines}{more}\n\n</details>"


def _lists(revision: Revision) -> list[tuple[str, Sequence[str]]]:
    found = (
        ("印出来不同的文书", revision.papers),
        ("新的地址", revision.new_addresses),
        ("消失的地址", revision.gone_addresses),
    )
    return [(title, names) for title, names in found if names]


def _md(text: str) -> str:
    """Text in a Markdown table: nothing in it is mark-up, nor a mention, nor a line of its own."""
    short = text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}……"
    escaped = _SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", short)
    return escaped.replace("\r", "").replace("\n", "<br>")


def _what(one: Difference) -> str:
    return f"{'⚠ ' if one.is_grave else ''}{one.what}（{one.how.label}）"


_STYLE = (
    "body{font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif;max-width:64rem;margin:2rem auto;"
    "padding:0 1rem;line-height:1.7;color:#222}h1{font-size:1.4rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #bbb;padding:.35rem .6rem;"
    "vertical-align:top;text-align:left;overflow-wrap:anywhere}th{background:#f3f5f9}td:first-child{width:11rem}"
    ".grave{background:#fff4e5}.old{color:#8c1d18}.new{color:#0d5326}"
    "@media(max-width:40rem){thead{display:none}tr,td{display:block;width:auto!important}tr{border-bottom:2px solid #888}}"
)


def page(revision: Revision) -> str:
    """A whole page that needs nothing else."""
    body = [f"<h1>{html.escape(revision.info.title)}：修订说明</h1>", f"<p>按{chinese_date(revision.day)}的法律。</p>"]
    body += [f"<p>{html.escape(line)}</p>" for line in revision.summary]
    for (kind, title), found in revision.grouped().items():
        rows = "".join(map(_html_row, found))
        head = "<thead><tr><th>什么</th><th>以前</th><th>现在</th></tr></thead>"
        body.append(f"<h2>{html.escape(kind)}　{html.escape(title)}</h2><table>{head}<tbody>{rows}</tbody></table>")
    for title, names in _lists(revision):
        entries = "".join(f"<li>{html.escape(name)}</li>" for name in names)
        body.append(f"<h2>{title}（{len(names)}）</h2><ul>{entries}</ul>")
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(revision.info.title)}：修订说明</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _html_row(one: Difference) -> str:
    mark = ' class="grave"' if one.is_grave else ""
    cells = f'<td class="old">{_lines(one.before)}</td><td class="new">{_lines(one.after)}</td>'
    return f"<tr{mark}><td>{html.escape(one.what)}（{one.how.label}）</td>{cells}</tr>"


def _lines(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def as_json(revision: Revision) -> str:
    """For programs."""
    found = [{**asdict(one), "kind": one.kind.value, "how": one.how.value} for one in revision.differences]
    data = {
        "title": revision.info.title,
        "day": revision.day.isoformat(),
        "nothing": revision.is_nothing,
        "differences": found,
        "papers": list(revision.papers),
        "new_addresses": list(revision.new_addresses),
        "gone_addresses": list(revision.gone_addresses),
        "unverified": revision.unverified,
        "more_unverified": revision.more_unverified,
        "more_unreviewed": revision.more_unreviewed,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
