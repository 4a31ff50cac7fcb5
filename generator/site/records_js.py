"""The search records as a script a page opened from a folder can load (file:// allows no fetch), with the rules they are searched by.

Records stand in the order in which equals are ranked. Articles, of which there are many, are short rows under
their law: what follows from the law (title, address, state) is not repeated.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from generator.addresses import Kind
from generator.records import Record, records
from generator.views import View
from search_index.pinyin import SPELT_KINDS, syllables
from search_index.ranking import rank
from search_index.rules import as_data
from search_index.text import name

Row = tuple[int, str, str, str, str, str]


def script(view: View) -> str:
    """The records of a view and the rules, with the catalog's abbreviations and spoken words."""
    return written(records(view), view.info.abbreviations, view.spoken)


def written(
    entries: Iterable[Record],
    abbreviations: Mapping[str, str],
    spoken: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """One assignment, a record a line, empty fields left out. An article's law must be among the records."""
    ordered = sorted(entries, key=lambda record: rank(record.kind, record.title, record.key))
    plain = [record for record in ordered if record.kind is not Kind.ARTICLE]
    laws = {record.laws[0]: number for number, record in enumerate(plain) if record.kind is Kind.LAW}
    lines = ",\n".join(_json(_plain(record)) for record in plain)
    rows = ",\n".join(_json(_row(record, laws)) for record in ordered if record.kind is Kind.ARTICLE)
    texts = (text for record in ordered for text in (record.title, *record.aliases, record.gist, record.text))
    rules = as_data(abbreviations, {name(said): forms for said, forms in spoken.items()}, texts)
    rules["abbreviations"] = [[short, full, _spelt(short)] for short, full in abbreviations.items()]
    head = f'"rules":{_json(rules)},\n"labels":{_json(Kind.labels())}'
    return f'self.jianguanRecords={{{head},\n"records":[\n{lines}\n],"articles":[\n{rows}\n]}};\n'


def _plain(record: Record) -> dict[str, Any]:
    shown = {key: value for key, value in record._asdict().items() if value and key != "key"}
    if record.kind in SPELT_KINDS:
        shown["spelt"] = [_spelt(one) for one in dict.fromkeys(map(name, (record.title, *record.aliases))) if one]
    return shown


def _row(record: Record, laws: dict[str, int]) -> Row:
    anchor, parts = record.url.split("#")[1], ",".join(map(str, record.parts))
    return laws[record.laws[0]], record.articles[0], anchor, record.gist, record.text, parts


def _spelt(title: str) -> str:
    return " ".join(syllables(name(title)))


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: object) -> str:
    return _compact(value).replace("<", "\\u003c")
