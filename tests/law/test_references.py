"""References in running text: found where they stand, led to the place they mean, never to one they do not."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.law.citation import Place, normal_title
from generator.law.numerals import to_chinese
from generator.law.readers import read
from generator.law.references import Reference, References
from generator.law.runs import places_at
from generator.law.statute import Statute
from generator.law.structure import read_text

LABELS = Path(__file__).parent / "references.tsv"
"""References of whole articles, read and written down by hand: file, 条, line in it, the words a reference ends with, what
it means. Articles without any are there too (-), so that what is found too much counts as well."""

LAW = """某某安全法
（2020年1月1日公布）
第一章　总则
第一条　依照《中华人民共和国某某处罚法》（以下简称《处罚法》）制定本法。
第二条　一般义务。
有下列情形之一的除外：
（一）甲；
（二）乙；
（三）丙；
（四）前三项以外的。
第三款。
第三条　不得转让。
第三条之一　不得出租。
第二章　责任
第一节　一般规定
第四条　甲。
第二节　特别规定
第五条　乙。
丙。
"""


LAST = Place(5, 0, 2)
"""The last line of that law."""


def found(line: str, at: Place = LAST, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What is found in a line: the words, and the address in this law or the other law's title and place."""
    law = read_text(LAW).statute
    references = References(law, set(known).__contains__)
    return [
        (line[reference.start : reference.end], _meant(references, reference, at))
        for reference in references.find(line, at)
    ]


def _meant(references: References, reference: Reference, at: Place) -> str:
    if not reference.is_certain:
        return "?"
    if reference.title:
        return f"《{reference.title}》" + "+".join(place.eid for place in reference.places)
    return "+".join(references.eids(reference, at)) or "none"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("违反本法第三条规定的", [("本法第三条", "art_3")]),
        ("依照第三条之一处罚", [("第三条之一", "art_3-1")]),
        ("违反本法第二条第二款第（一）项、第（三）项和第三条", [
            ("本法第二条第二款第（一）项", "art_2__para_2__item_1"),
            ("第（三）项", "art_2__para_2__item_3"),
            ("第三条", "art_3"),
        ]),
        ("本法第二条第一、三款", [("本法第二条第一", "art_2__para_1"), ("三款", "art_2__para_3")]),
        ("本法第二条第（一）、（二）项", [
            ("本法第二条第（一）", "art_2__para_2__item_1"), ("（二）项", "art_2__para_2__item_2")]),
        ("本法第二条第一项至第三项", [
            ("本法第二条第一项至第三项", "art_2__para_2__item_1+art_2__para_2__item_2+art_2__para_2__item_3")]),
        ("本法第二条第一至三项", [
            ("本法第二条第一至三项", "art_2__para_2__item_1+art_2__para_2__item_2+art_2__para_2__item_3")]),
        ("本法第三条至第五条", [("本法第三条至第五条", "art_3+art_4+art_5")]),
        ("本法第２条、第5条", [("本法第２条", "art_2"), ("第5条", "art_5")]),
        ("前款规定的", [("前款", "art_5__para_1")]),
        ("前条第二款、第三款", [("前条第二款", "none"), ("第三款", "none")]),
        ("本条第一款", [("本条第一款", "art_5__para_1")]),
        ("依照第一款处罚", [("第一款", "art_5__para_1")]),
        ("依照本法第二章第一节处罚", [("本法第二章第一节", "chp_2__sec_1")]),
        ("依照本法第一章、第二章", [("本法第一章", "chp_1"), ("第二章", "chp_2")]),
        ("依照第一节处罚", [("第一节", "chp_2__sec_1")]),
        ("本法第二条（其中第三款除外）", [("本法第二条", "art_2"), ("第三款", "art_2__para_3")]),
        ("本法第九十九条", [("本法第九十九条", "none")]),
    ],
)  # fmt: skip
def test_a_reference_leads_to_what_it_means(line: str, expected: list[tuple[str, str]]) -> None:
    assert found(line) == expected


@pytest.mark.parametrize(
    ("at", "line", "expected"),
    [
        (Place(2, 0, 2, 4), "前三项以外的", ["art_2__para_2__item_1+art_2__para_2__item_2+art_2__para_2__item_3"]),
        (Place(2, 0, 2, 2), "前项以外的", ["art_2__para_2__item_1"]),
        (Place(2, 0, 2, 2), "前两项以外的", ["?"]),
        (Place(2, 0, 3), "前款第二项、第三项", ["art_2__para_2__item_2", "art_2__para_2__item_3"]),
        (Place(2, 0, 3), "前两款", ["art_2__para_1+art_2__para_2"]),
        (Place(2, 0, 3), "第一项规定", ["art_2__para_2__item_1"]),
        (Place(2, 0, 1), "前款规定", ["?"]),
        (Place(3, 1, 1), "前条规定", ["art_3"]),
        (Place(4, 0, 1), "前两条规定", ["art_3+art_3-1"]),
        (Place(3, 0, 1), "前条第二款", ["art_2__para_2"]),
        (Place(1, 0, 1), "前条规定", ["?"]),
    ],
)
def test_what_stands_before_is_counted_from_where_the_line_stands(at: Place, line: str, expected: list[str]) -> None:
    assert [meant for _, meant in found(line, at)] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("依照《某某处罚法》第三条第二款、第五条", ["《某某处罚法》", "《某某处罚法》art_3__para_2", "《某某处罚法》art_5"]),
        ("《甲法》（以下简称甲法）第三条", ["《甲法》", "《甲法》art_3"]),
        ("依照《处罚法》第三条", ["《中华人民共和国某某处罚法》", "《中华人民共和国某某处罚法》art_3"]),
        ("依照刑法第一百三十四条和本法第三条", ["《刑法》art_134", "art_3"]),
        ("违反民用航空法第三条", ["《民用航空法》art_3"]),
        ("依照《甲法》第三条的规定，该法第五条除外", ["《甲法》", "《甲法》art_3", "《甲法》art_5"]),
        ("依照《甲法》第三条的规定处罚的，第四条不适用", ["《甲法》", "《甲法》art_3", "?"]),
        ("依照《甲法》第三条的规定处罚。违反第四条的", ["《甲法》", "《甲法》art_3", "art_4"]),
        ("依照合同法第三条、第四条处罚", ["《合同法》art_3", "《合同法》art_4"]),
        ("根据某某宪章第二章采取", ["《某某宪章》"]),
        ("根据某组织第二章采取", []),
        ("香港特别行政区基本法第三条", ["《香港特别行政区基本法》art_3"]),
        ("《中华人民共和国某某安全法》第三条", ["art_3"]),
        ("依照《甲法》第二章处罚", ["《甲法》", "《甲法》"]),
    ],
)  # fmt: skip
def test_another_laws_article_is_never_taken_for_this_laws(line: str, expected: list[str]) -> None:
    assert [meant for _, meant in found(line, known=("民用航空法",))] == expected


@pytest.mark.parametrize(
    "line",
    [
        "第三人有过错的，第三项目、第一条件、前款项、目前条件、以前款式",
        "从事第一类、第二类活动，取得第三项",
        "下列一项或者多项措施，三十日内",
        "本法规定的条件，本条例所称",
        "上级机关以上款项",
    ],
)
def test_what_only_looks_like_a_reference_is_none(line: str) -> None:
    assert found(line, Place(4, 0, 1)) == []


def test_in_an_article_with_broken_lines_no_paragraph_is_certain() -> None:
    law = read_text("某法\n第一条　企业应当\n建立制度。\n违反前款和第一条第一款的，依照第一条处罚。\n").statute
    references, at = References(law), Place(1, 0, 3)
    told = [references.eids(reference, at) for reference in references.find(law.articles[0].lines[2], at)]
    assert told == [(), (), ("art_1",)]


_PLACES = st.lists(st.integers(1, 300), min_size=1, max_size=6, unique=True).map(sorted)


@given(_PLACES, st.sampled_from(["、", "和", "或者", "以及"]), st.sampled_from("条款项"))
def test_every_list_reads_back_number_by_number(numbers: list[int], join: str, unit: str) -> None:
    line = join.join(f"第{to_chinese(number)}{unit}" for number in numbers)
    mentions = places_at(line, 0, Place(7))
    level = {"条": "article", "款": "paragraph", "项": "item"}[unit]
    assert [getattr(mention.places[0], level) for mention in mentions] == numbers
    assert join.join(line[mention.start : mention.end] for mention in mentions) == line


@given(st.text("第前本条款项目章节法《》（）、和至一二十之其中该。0９"))
def test_any_line_has_references_in_order_and_without_overlap(line: str) -> None:
    law = read_text(LAW).statute
    position = 0
    for reference in References(law).find(line, Place(2, 0, 2, 1)):
        assert position <= reference.start < reference.end <= len(line)
        position = reference.end


def test_references_of_real_articles_are_those_read_by_hand(statutes: Path) -> None:
    """Precision and recall over 0.99 on whole articles of laws of every kind; what is missed is printed."""
    wanted: set[tuple[str, int, int, int, str]] = set()
    got: set[tuple[str, int, int, int, str]] = set()
    unresolved: list[str] = []
    for (file, number), rows in _labels().items():
        law = _law(statutes / file)
        article = law.article(Place(number))
        assert article is not None
        wanted |= {(file, number, *rest) for rest in _by_hand(rows, article.lines)}
        references = References(law)
        for count, (at, line) in enumerate(article.placed_lines, 1):
            for reference in references.find(line, at):
                if meant := _label(reference):
                    got.add((file, number, count, reference.end, meant))
                    if not (reference.title or references.eids(reference, at)):
                        unresolved.append(f"{file} 第{number}条 {line[reference.start : reference.end]}")
    both = wanted & got
    told = f"找到但没有标注：{sorted(got - wanted)}\n标注但没有找到：{sorted(wanted - got)}"
    assert len(wanted) >= 300 and len({file for file, *_ in wanted}) >= 12
    assert len(both) / len(got) > 0.99, told
    assert len(both) / len(wanted) > 0.99, told
    assert unresolved == []


def _labels() -> dict[tuple[str, int], list[dict[str, str]]]:
    rows: dict[tuple[str, int], list[dict[str, str]]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[row["文件"], int(row["条"])].append(row)
    return rows


_READ: dict[Path, Statute] = {}


def _law(path: Path) -> Statute:
    if path not in _READ:
        _READ[path] = next(read(path)).statute
    return _READ[path]


def _by_hand(rows: list[dict[str, str]], lines: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Line, offset of the end, meaning; each row's words are looked for after those of the row before."""
    ends: dict[int, int] = defaultdict(int)
    labels = []
    for row in rows:
        if row["行"] != "-":
            line = int(row["行"])
            ends[line] = lines[line - 1].index(row["片段"], ends[line]) + len(row["片段"])
            labels.append((line, ends[line], _normal(row["所指"])))
    return labels


def _label(reference: Reference) -> str:
    names = {"章": "chp", "节": "sec"}
    place = "+".join(place.eid for place in reference.places)
    place = place or "__".join(f"{names[level]}_{number}" for level, number in reference.division)
    title = f"《{reference.title}》" if reference.title else ""
    return _normal(title + place) if place and reference.is_certain else ""


def _normal(label: str) -> str:
    title, bracket, place = label.rpartition("》")
    return normal_title(title) + bracket + place
