"""One meaning of a match: the search in the page and the local index find the same things for one table of queries."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.records import Record, records
from generator.views import View
from tests.search.asking import NODE, index_urls, page_urls

pytestmark = pytest.mark.skipif(NODE is None, reason="没有安装 node，两种检索不能对照")

TABLE = Path(__file__).with_name("queries.tsv")
Row = tuple[str, str, frozenset[str]]


@pytest.fixture(scope="module")
def searched(shipped_view: View) -> dict[str, Record]:
    return {record.key: record for record in records(shipped_view)}


@pytest.fixture(scope="module")
def rows(searched: dict[str, Record], public_texts: None) -> list[Row]:
    """Class, query, and the addresses any of which answers it; a 款 where the law's text is stored."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        read = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (row["class"], row["query"], frozenset(_address(searched, key) for key in row["expected"].split()))
        for row in read
    ]


def _address(searched: dict[str, Record], key: str) -> str:
    record = searched[key.split("__")[0]]
    return record.url + (key.removeprefix(record.key) if record.parts else "")


@pytest.fixture(scope="module")
def answers(rows: list[Row], shipped_view: View) -> dict[str, list[list[str]]]:
    queries = [query for _, query, _ in rows]
    return {"page": page_urls(shipped_view, *queries), "index": index_urls(shipped_view, *queries)}


def test_the_table_is_long_enough_and_says_what_it_expects(rows: list[Row]) -> None:
    assert len(rows) >= 150
    assert len({query for _, query, _ in rows}) == len(rows)
    assert all(expected for _, _, expected in rows)


@pytest.mark.parametrize("side", ["page", "index"])
def test_what_officials_type_finds_what_they_mean(
    side: str, rows: list[Row], answers: dict[str, list[list[str]]]
) -> None:
    first = [urls[:1] != [] and urls[0] in expected for (_, _, expected), urls in zip(rows, answers[side], strict=True)]
    fifth = [not expected.isdisjoint(urls[:5]) for (_, _, expected), urls in zip(rows, answers[side], strict=True)]
    missed = [row[1] for row, found in zip(rows, fifth, strict=True) if not found]
    assert sum(first) / len(rows) >= 0.95
    assert sum(fifth) / len(rows) >= 0.99, missed


@pytest.mark.parametrize("side", ["page", "index"])
def test_nothing_but_a_question_in_other_words_is_ever_missed(
    side: str, rows: list[Row], answers: dict[str, list[list[str]]]
) -> None:
    missed = Counter(
        kind
        for (kind, _, expected), urls in zip(rows, answers[side], strict=True)
        if urls[:1] == [] or urls[0] not in expected
    )
    assert set(missed) <= {"natural"}, missed


def test_both_searches_find_the_same_first_five(rows: list[Row], answers: dict[str, list[list[str]]]) -> None:
    differing = [
        query
        for (_, query, _), page, index in zip(rows, answers["page"], answers["index"], strict=True)
        if page[:5] != index[:5]
    ]
    assert differing == []


def test_a_phrase_of_a_check_or_gist_finds_it(searched: dict[str, Record], shipped_view: View) -> None:
    """Phrases that stand in at most five of them: more cannot all be among the first five."""
    said = {record.url: record.title if record.kind == "check" else record.gist for record in searched.values()}
    said = {url: text for url, text in said.items() if text and ("#check-" in url or "#art_" in url)}
    chosen, asked = random.Random(33), []
    while len(asked) < 300:
        url = chosen.choice(list(said))
        length = chosen.randint(2, 8)
        runs = [run for run in re.split(r"[^\u4e00-\u9fff]+", said[url]) if len(run) >= length]
        if runs:
            run = chosen.choice(runs)
            start = chosen.randrange(len(run) - length + 1)
            phrase = run[start : start + length]
            if sum(phrase in text for text in said.values()) <= 5 and not re.search("第.*条", phrase):
                asked.append((phrase, url))
    phrases = [phrase for phrase, _ in asked]
    for found in (page_urls(shipped_view, *phrases), index_urls(shipped_view, *phrases)):
        hit = [url in urls[:5] for (_, url), urls in zip(asked, found, strict=True)]
        assert sum(hit) / len(hit) >= 0.99
