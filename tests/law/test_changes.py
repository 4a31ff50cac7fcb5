"""Two texts of a law: articles are followed by their words, then by their number."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.law.changes import difference
from generator.law.citation import Place
from generator.law.numerals import to_chinese
from generator.law.readers import read
from generator.law.statute import Statute
from generator.law.structure import read_text
from generator.law.words import compare, plain

A, B, C, D = "国家实行许可制度，未经许可不得经营。", "企业应当建立台账。", "罚款二万元以下。", "本法自公布之日起施行。"


def law(*texts: str) -> Statute:
    lines = [f"第{to_chinese(number)}条　{text}" for number, text in enumerate(texts, 1)]
    return read_text("\n".join(["某法", *lines])).statute


def kinds(old: Statute, new: Statute) -> list[tuple[str, str]]:
    return [(change.label, change.kind) for change in difference(old, new).articles]


def test_equal_texts_have_no_change() -> None:
    assert difference(law(A, B), law(A, B)).changed == ()


def test_width_blanks_and_quotation_marks_are_no_change() -> None:
    assert difference(law("“甲”（一）〇。"), law('"甲" (一)零。')).changed == ()


def test_an_inserted_article_moves_the_others() -> None:
    assert kinds(law(A, B, C), law(A, D, B, C)) == [
        ("第一条", "same"),
        ("第二条", "added"),
        ("第二条→第三条", "moved"),
        ("第三条→第四条", "moved"),
    ]


def test_a_removed_article_stands_where_it_stood() -> None:
    assert kinds(law(A, B, C), law(A, C)) == [("第一条", "same"), ("第二条", "removed"), ("第三条→第二条", "moved")]


def test_a_changed_article_shows_its_words() -> None:
    change = difference(law(A, C), law(A, "罚款二万元以上五万元以下。")).changed[0]
    assert change.kind == "changed"
    assert "".join(piece.text for piece in change.pieces if piece.change == "inserted") == "以上五万元"


def test_an_article_may_move_and_change_at_once() -> None:
    found = kinds(law(A, B, C), law(D, A, "企业应当建立并保存台账。", C))
    assert ("第二条→第三条", "rewritten") in found and ("第一条", "added") in found


def test_the_successor_of_an_article_is_found() -> None:
    found = difference(law(A, B, C), law(A, D, B)).successor(Place(2))
    assert found is not None and found.place == Place(3)


def test_appendices_are_compared_too() -> None:
    old, new = (read_text(f"某法\n第一条　甲。\n附表\n{word}\n").statute for word in ("乙", "丙"))
    assert [piece.change for piece in difference(old, new).appendices] == ["same", "deleted", "inserted"]


texts = st.lists(st.text("应当不得甲乙丙二十万元市级省级，。", min_size=4, max_size=30), min_size=1, max_size=8)


@given(texts, texts)
def test_every_article_of_both_texts_is_accounted_for_once(old: list[str], new: list[str]) -> None:
    changes = difference(law(*old), law(*new)).articles
    assert sorted(c.old.place for c in changes if c.old) == [Place(n) for n in range(1, len(old) + 1)]
    assert [c.new.place for c in changes if c.new] == [Place(n) for n in range(1, len(new) + 1)]


@given(st.text("应当不得甲乙丙（一）1２万元。市省级 \n"), st.text("应当不得甲乙丙（一）1２万元。市省级 \n"))
def test_pieces_hold_the_words_of_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert plain("".join(p.text for p in pieces if p.change != "inserted")) == plain(old)
    assert plain("".join(p.text for p in pieces if p.change != "deleted")) == plain(new)


def test_titles_two_collections_hold_are_equal_but_for_the_known_differences(statutes: Path) -> None:
    """FORMATS.md: the pasted copy of 安全生产法 differs in articles 42, 99, 105; 地震安全性评价管理条例 is an older text there."""
    held: dict[str, list[Statute]] = defaultdict(list)
    for path in sorted(statutes.glob("*__*.md")):
        source = next(read(path))
        if source.statute.articles and "2011修订" not in path.name:
            held[plain(source.statute.title).removeprefix("中华人民共和国")].append(source.statute)
    differing: dict[str, set[str]] = defaultdict(set)
    pairs = 0
    for title, found in held.items():
        for other in found[1:]:
            pairs += 1
            differing[title] |= {change.label for change in difference(found[0], other).changed}
    assert pairs == 24
    known = {title: labels for title, labels in differing.items() if labels}
    assert known.pop("安全生产法") == {"第四十二条", "第九十九条", "第一百零五条"}
    assert len(known.pop("地震安全性评价管理条例")) == 21
    assert known == {}
