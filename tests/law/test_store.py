"""Stored texts: one file a version, the first folder believed, nothing read but what is asked for."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from generator.law.citation import Place
from generator.law.store import StoredTextError, Texts, digest_of_lines, key_of

DAY, LATER = date(2020, 1, 1), date(2026, 5, 1)
TEXT = "某法\n第一条　甲。\n乙。\n"


def put(folder: Path, key: str, day: date, text: str = TEXT) -> Path:
    path = folder / key / f"{day}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_versions_are_found_by_their_day(tmp_path: Path) -> None:
    put(tmp_path, "a-law", LATER)
    put(tmp_path, "a-law", DAY)
    texts = Texts([tmp_path])
    assert texts.days("a-law") == (DAY, LATER) and texts.days("other") == ()
    found = texts.get("a-law", DAY)
    assert found is not None and found.title == "某法"
    assert texts.get("a-law", date(2021, 1, 1)) is None


def test_a_text_in_hand_is_not_read_twice_and_a_changed_one_is(tmp_path: Path) -> None:
    path = put(tmp_path, "a-law", DAY)
    texts = Texts([tmp_path])
    first = texts.get("a-law", DAY)
    for number in range(600):  # more than are remembered for their own sake
        put(tmp_path, f"law-{number}", DAY)
        texts.get(f"law-{number}", DAY)
    assert texts.get("a-law", DAY) is first
    put(tmp_path, "a-law", DAY, TEXT.replace("甲", "丙"))
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    changed = texts.get("a-law", DAY)
    assert changed is not None and changed.articles[0].lines[0] == "丙。"


def test_the_first_folder_is_believed(tmp_path: Path) -> None:
    put(tmp_path / "own", "a-law", DAY)
    put(tmp_path / "public", "a-law", DAY, TEXT.replace("甲", "丙"))
    found = Texts([tmp_path / "own", tmp_path / "public"]).get("a-law", DAY)
    assert found is not None and found.articles[0].lines[0] == "甲。"


def test_a_damaged_text_is_named_with_its_file(tmp_path: Path) -> None:
    put(tmp_path, "a-law", DAY, "某法\n第一条　甲。\n第一条　乙。\n")
    with pytest.raises(StoredTextError, match=r"a-law.*重新导入"):
        Texts([tmp_path]).get("a-law", DAY)


def test_a_stored_text_in_another_encoding_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a-law", DAY).write_bytes("某法\n第一条　甲。".encode("gbk"))
    with pytest.raises(StoredTextError, match="UTF-8"):
        Texts([tmp_path]).get("a-law", DAY)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    texts = Texts([tmp_path])
    path = put(tmp_path, "a-law", DAY)
    assert texts.place_digest("a-law", DAY, Place(1)) == digest_of_lines(["甲。", "乙。"])
    path.write_text(TEXT.replace("甲", "丙"), encoding="utf-8")
    assert texts.place_digest("a-law", DAY, Place(1)) == digest_of_lines(["丙。", "乙。"])


def test_a_file_put_in_its_place_within_one_tick_is_read_again(tmp_path: Path) -> None:
    path = put(tmp_path, "a-law", DAY)
    texts = Texts([tmp_path])
    before, digest = path.stat(), texts.place_digest("a-law", DAY, Place(1))
    other = put(tmp_path, "other", DAY, TEXT.replace("甲", "丙"))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert texts.place_digest("a-law", DAY, Place(1)) != digest


def test_spelling_and_breaks_do_not_change_a_digest() -> None:
    assert digest_of_lines(["（一）甲，", "乙。"]) == digest_of_lines(["(一)甲,乙。"])
    assert digest_of_lines(["甲。"]) != digest_of_lines(["乙。"])


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "甲／乙", "a:b", "某" * 300, "中华人民共和国某法", "C:\\x", "某.法"]
)
def test_a_title_becomes_a_safe_folder_name(title: str) -> None:
    key = key_of(title)
    assert key == Path(key).name and ".." not in key and len(key.encode()) < 255 and not set(key) & set('\\/:*?"<>|')


def test_the_digest_tells_whether_any_text_changed(tmp_path: Path) -> None:
    assert Texts([tmp_path]).digest(["a-law"]) == ""
    path = put(tmp_path, "a-law", DAY)
    first = Texts([tmp_path]).digest(["a-law", "b-law"])
    assert first == Texts([tmp_path]).digest(["b-law", "a-law"])
    path.write_text(TEXT + "丁。\n", encoding="utf-8")
    assert Texts([tmp_path]).digest(["a-law"]) != first
