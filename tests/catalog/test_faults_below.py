"""A fault in a pack is told where it stands: the pack's folder, the line, and what is wrong there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.building.judging import judged
from tests.catalog_text import catalog_of

DAY = date(2026, 11, 23)

PACKS = """
--- national/pack.yaml
title: 全国的法
version: 2026.11.1
sources:
  整理:
    title: 整理
    day: "2026-11-23"
    kind: compiled
words: [行业用语]
--- national/laws/management.yaml
title: 中华人民共和国管理法
short: 管理法
kind: 法律
versions:
  - {promulgated: "2020-01-01", effective: "2020-03-01", source: 整理}
gists:
  - {at: 第三条, text: 要管。, source: 整理, until: "2026-01-01", succeeded_by: 《新管理法》第二条}
--- national/laws/new-management.yaml
title: 中华人民共和国新管理法
short: 新管理法
kind: 法律
versions:
  - {promulgated: "2025-10-01", effective: "2026-01-01", source: 整理}
gists:
  - {at: 第二条, text: 还要管。, source: 整理}
--- national/documents/order.yaml
title: 责令改正书
order: 50
layout: form
scope: case
purpose: 责令改正。
users: 执法人员
fields:
  - {tag: unit, label: 被检查单位}
wording:
  power:
    text: 依照《新管理法》第二条改正。
    source: 整理
    claims: [{cite: 《新管理法》第二条, holds: [应当]}]
body:
  - {text: "{unit}："}
  - {wording: power}
--- national/claim_records.yaml
- document: order
  wording: power
  cite: 《新管理法》第二条
  law_day: "2026-01-01"
  holds: 0123456789ab
  text: 0123456789abcdef
  verdict: holds
  on: "2026-11-23"
--- national/spoken.yaml
- {said: 没管, written: [未管理]}
--- more/pack.yaml
title: 更多的法
version: 2026.11.2
needs: [national]
sources:
  另行整理: {title: 另行整理, day: "2026-11-23", kind: compiled}
--- more/laws/local.yaml
title: 地方条例
short: 地方条例
kind: 地方性法规
versions:
  - {promulgated: "2021-01-01", effective: "2021-03-01", source: 另行整理}
"""

OWN = """
--- catalog.yaml
title: 某局目录
agency: {name: 某局, mark: 某局文件, code: 某, recipients: 各处}
uses: [national, more]
plan: 某文
feedback: 请告知。
sources:
  某文: {title: 某文, day: "2024-01-01", kind: document}
"""


def spoilt(packs: str, old: str, new: str) -> str:
    """The packs with one thing written otherwise."""
    assert packs.count(old) == 1, f"{packs.count(old)} times: {old}"
    return packs.replace(old, new)


FAULTS = {
    "an article is succeeded by a law nobody knows": (
        "《新管理法》第二条}\n--- national/laws/new",
        "《旧管理法》第二条}\n--- national/laws/new",
        "packs/national/laws/management.yaml:7 laws 中没有《旧管理法》",
    ),
    "an article is succeeded by itself": (
        "《新管理法》第二条}\n--- national/laws/new",
        "《管理法》第三条}\n--- national/laws/new",
        "packs/national/laws/management.yaml:7 第三条由自己接替",
    ),
    "a version takes effect before it is promulgated": (
        'effective: "2020-03-01"',
        'effective: "2019-03-01"',
        "packs/national/laws/management.yaml:5 “versions”：施行日期 2019-03-01 早于公布日期 2020-01-01",
    ),
    "two versions take effect on one day": (
        '  - {promulgated: "2025-10-01", effective: "2026-01-01", source: 整理}\n',
        '  - {promulgated: "2025-10-01", effective: "2026-01-01", source: 整理}\n' * 2,
        "packs/national/laws/new-management.yaml:6 两个版本同日施行：2026-01-01",
    ),
    "a gist names a source nobody knows": (
        "要管。, source: 整理, until",
        "要管。, source: 整里, until",
        "packs/national/laws/management.yaml:7 没有这个出处：“整里”",
    ),
    "a law names a source that only stands in a pack it does not have": (
        "  另行整理: {title",
        "  再行整理: {title",
        "packs/more/laws/local.yaml:5 没有这个出处：“另行整理”",
    ),
    "a gist stands at no article": (
        "at: 第二条, text",
        "at: 第二, text",
        "packs/national/laws/new-management.yaml:7 “第二”不是条款项",
    ),
    "a law is of no kind there is": (
        "kind: 地方性法规",
        "kind: 地方法规",
        "packs/more/laws/local.yaml:3 “kind”不能是“地方法规”",
    ),
    "two packs have a law of one name": (
        "short: 地方条例",
        "short: 管理法",
        "packs/national/laws/management.yaml:2 名称“管理法”与 packs/more/laws/local.yaml 重复",
    ),
    "two packs have a record of one id": (
        "--- more/laws/local.yaml",
        "--- more/laws/management.yaml",
        "packs/more/laws/management.yaml:1 资料包“national”已有这一条（packs/national/laws/management.yaml）",
    ),
    "a document prints a field it does not have": (
        '"{unit}："',
        '"{units}："',
        "packs/national/documents/order.yaml:15 没有栏目“units”",
    ),
    "a field has a key nobody knows": (
        "{tag: unit, label: 被检查单位}",
        "{tag: unit, label: 被检查单位, kimd: date}",
        "packs/national/documents/order.yaml:8 不认识的键“kimd”",
    ),
    "a document prints a wording it does not have": (
        "  - {wording: power}",
        "  - {wording: pover}",
        "packs/national/documents/order.yaml:16 没有用语“pover”",
    ),
    "a wording claims a law nobody knows": (
        "[{cite: 《新管理法》第二条, holds: [应当]}]",
        "[{cite: 《没有的法》第二条, holds: [应当]}]",
        "packs/national/documents/order.yaml:13 laws 中没有《没有的法》",
    ),
    "a wording cites an article without a gist": (
        "[{cite: 《新管理法》第二条, holds: [应当]}]",
        "[{cite: 《新管理法》第二条}, {cite: 《新管理法》第九条}]",
        "packs/national/documents/order.yaml:13 《新管理法》第九条没有要旨",
    ),
    "two document types have one title": (
        "--- national/claim_records.yaml",
        "--- more/documents/other.yaml\ntitle: 责令改正书\norder: 51\nlayout: form\nscope: case\npurpose: 甲。\nusers: 乙\n"
        "fields: [{tag: unit, label: 单位}]\nbody: [{text: '{unit}'}]\n--- national/claim_records.yaml",
        "packs/more/documents/other.yaml:1 名称“责令改正书”与 packs/national/documents/order.yaml 重复",
    ),
    "a key is written twice": (
        "short: 管理法\n",
        "short: 管理法\nshort: 管法\n",
        "packs/national/laws/management.yaml:3 “short”重复出现（第一次在第 2 行）",
    ),
    "a tab indents": (
        "short: 管理法\n",
        "short: 管理法\n\tkind: 法律\n",
        "packs/national/laws/management.yaml:3 YAML 写法有误",
    ),
    "a file ends in yml": (
        "--- national/laws/new-management.yaml",
        "--- national/laws/new-management.yml",
        "packs/national/laws/new-management.yml:1 不认识的文件",
    ),
    "a saying has no written word": (
        "written: [未管理]",
        "written: []",
        "packs/national/spoken.yaml:1 “written”至少要有一条",
    ),
    "a saying is there twice": (
        "- {said: 没管, written: [未管理]}",
        "- {said: 没管, written: [未管理]}\n- {said: 没管, written: [未管]}",
        "packs/national/spoken.yaml:2 口头说法“没管”重复",
    ),
    "a record of a comparison is of no day": (
        'law_day: "2026-01-01"',
        'law_day: "2026-13-01"',
        "packs/national/claim_records.yaml:4 “law_day”：没有这一天：2026-13-01",
    ),
    "a digest is written by hand": (
        "text: 0123456789abcdef",
        "text: 无",
        "packs/national/claim_records.yaml:6 “text”的写法不对：“无”",
    ),
    "a pack has no version": (
        "version: 2026.11.2\n",
        "",
        "packs/more/pack.yaml:1 缺少“version”",
    ),
    "a version of a pack is written otherwise": (
        "version: 2026.11.2",
        "version: v2",
        "packs/more/pack.yaml:2 “version”的写法不对：“v2”",
    ),
    "a pack says what only a catalog says": (
        "words: [行业用语]",
        "words: [行业用语]\nagency: 某局",
        "packs/national/pack.yaml:9 不认识的键“agency”",
    ),
    "a bracket of pack.yaml is not closed": (
        "title: 更多的法\n",
        "title: [更多的法\n",
        "packs/more/pack.yaml:2 YAML 写法有误",
    ),
    "two packs give one source differently": (
        "sources:\n  另行整理",
        'sources:\n  整理: {title: 别的整理, day: "2026-11-23", kind: compiled}\n  另行整理',
        "packs/more/pack.yaml:5 资料包“national”里的出处“整理”写法不同",
    ),
    "a folder is misspelt": (
        "--- national/documents/order.yaml",
        "--- national/document/order.yaml",
        "packs/national/document:1 不认识的文件或文件夹",
    ),
    "a table is misspelt": (
        "--- national/claim_records.yaml",
        "--- national/claim_record.yaml",
        "packs/national/claim_record.yaml:1 不认识的文件或文件夹",
    ),
    "a pack needs one that there is not": (
        "needs: [national]",
        "needs: [nationl]",
        "packs/more/pack.yaml:3 没有资料包“nationl”",
    ),
    "a folder has no pack.yaml": (
        "--- more/pack.yaml",
        "--- more/pock.yaml",
        "catalog.yaml:3 没有资料包“more”",
    ),
}
"""What is wrong → what is written in the packs, what instead, the problem."""


def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packs: str) -> list[str]:
    """The problems of a catalog that uses these packs, each with its file and line."""
    folder = catalog_of(tmp_path / "shipped", packs)
    for module in ("generator.catalog.packs", "generator.catalog.load"):
        monkeypatch.setattr(f"{module}.FOLDER", folder)
    return [f"{one.file}:{one.line} {one.what}" for one in judged(catalog_of(tmp_path, OWN), DAY).problems]


def test_the_packs_are_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(tmp_path, monkeypatch, PACKS) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_where_it_stands(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, expected = FAULTS[fault]
    found = said(tmp_path, monkeypatch, spoilt(PACKS, old, new))
    assert [one for one in found if one.startswith(expected)], found
    assert all(one.startswith(("packs/", expected)) for one in found), found
