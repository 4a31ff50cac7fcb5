"""Edits of YAML text: what changes is the value, everything else keeps its bytes."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.yaml_source import read_yaml
from generator.tables.yaml import text as yaml_text
from generator.tables.yaml.edit import _read, rewritten
from tests.amounts import amount
from tests.conftest import REPOSITORY
from tests.tables.conftest import texts

TEXT = """\
# 头注
number: 1  # 序号
title: 甲
aliases: [乙, "丙"]   # 别名

# 依据
bases:
    - cite: 《甲法》第一条   # 第一条
      quote: |
        第一行
        第二行

    # 第二条的说明
    - {cite: 《乙法》第二条, source: 某文}
lead:
  department: policy
# 尾注
"""
DATA = _read(TEXT)


def _changed(change: Any) -> str:
    new = copy.deepcopy(DATA)
    change(new)
    return rewritten(TEXT, DATA, new)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda d: d.update(title="丁: 戊"), "title: 甲\n", 'title: "丁: 戊"\n'),
        (lambda d: d.update(number=2), "number: 1  #", "number: 2  #"),
        (lambda d: d["aliases"].append("丁"), '[乙, "丙"]', "[乙, 丙, 丁]"),
        (lambda d: d["bases"][0].update(cite="《甲法》第二条"), "《甲法》第一条   # 第一条", "《甲法》第二条   # 第一条"),
        (lambda d: d["bases"][0].pop("quote"), "      quote: |\n        第一行\n        第二行\n", ""),
        (lambda d: d["bases"][1].update(cite="《丙法》第二条"), "{cite: 《乙法》第二条,", "{cite: 《丙法》第二条,"),
        (lambda d: d["bases"][1].update(note="新"), "source: 某文}", "source: 某文, note: 新}"),
        (lambda d: d["lead"].update(note="新"), "  department: policy\n", "  department: policy\n  note: 新\n"),
        (lambda d: d.update(subject="事由"), "title: 甲\naliases", "title: 甲\nsubject: 事由\naliases"),
        (lambda d: d["bases"].append({"cite": "《丙法》第三条", "from": "2026-05-01"}),
         "source: 某文}\n", 'source: 某文}\n    - cite: 《丙法》第三条\n      from: "2026-05-01"\n'),
        (lambda d: d["bases"].pop(1), "    - {cite: 《乙法》第二条, source: 某文}\n", ""),
        (lambda d: d.pop("lead"), "lead:\n  department: policy\n", ""),
    ],
)  # fmt: skip
def test_an_edit_touches_its_own_characters_only(change: Any, old: str, new: str) -> None:
    result = _changed(change)
    if "subject" in new:
        assert "subject: 事由\n" in result and result.replace("subject: 事由\n", "") == TEXT
    else:
        assert TEXT.count(old) == 1 and result == TEXT.replace(old, new)


def test_line_ends_and_the_mark_of_utf8_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    new = {**DATA, "title": "丁"}
    assert rewritten(text, DATA, new) == text.replace("title: 甲", "title: 丁")


def test_a_file_without_a_last_line_end_gets_none_lost() -> None:
    assert _read(rewritten("a: 甲\nb: 乙", {"a": "甲", "b": "乙"}, {"a": "甲", "b": "乙", "c": "丙"})) == {
        **{"a": "甲", "b": "乙"},
        "c": "丙",
    }


@settings(max_examples=amount(60, 1000), deadline=None)
@given(texts)
def test_any_text_reads_back(text: str) -> None:
    for data in ({"note": text}, {"aliases": [text, "乙"]}, {"bases": [{"cite": text, "by": text}]}, [text]):
        assert _read(yaml_text.document(data)) == data


FILES = [*sorted((REPOSITORY / "catalog").glob("items/*.yaml"))[:3], REPOSITORY / "catalog/terms.yaml"]


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Any:
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield (*path, key)
        yield from _paths(data[key], (*path, key))


@settings(max_examples=amount(40, 500), deadline=None)
@given(st.data())
def test_any_change_of_the_shipped_files_reads_back(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    source = read_yaml(path, path.name)
    new = copy.deepcopy(source.data)
    for _ in range(data.draw(st.integers(1, 3))):
        *above, last = data.draw(st.sampled_from(list(_paths(new))))
        held = new
        for key in above:
            held = held[key]
        match data.draw(st.sampled_from(["set", "delete", "add"])):
            case "delete" if len(held) > 1:
                del held[last]
            case "add" if isinstance(held, list):
                held.insert(last, data.draw(texts | st.just({"cite": "《甲法》第一条", "note": "新"})))
            case "add":
                held[data.draw(st.sampled_from(["note", "until", "quote"]))] = data.draw(
                    texts | st.lists(texts, max_size=2)
                )
            case _:
                held[last] = data.draw(texts)
    assert _read(rewritten(path.read_text(encoding="utf-8"), source.data, new)) == new


def test_every_shipped_file_is_written_so_that_it_reads_back() -> None:
    for path in [*(REPOSITORY / "catalog").glob("*/*.yaml"), *(REPOSITORY / "catalog").glob("*.yaml")]:
        source = read_yaml(Path(path), path.name)
        assert _read(yaml_text.document(source.data)) == source.data, path
