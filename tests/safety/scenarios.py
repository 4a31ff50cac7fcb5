"""The writing commands, each in a small arena where it has something to write and something to lose."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.test_official import NOTICE
from tests.conftest import COMPILED, ITEM, TinyCatalog
from tests.safety.child import run
from tests.tables.conftest import a_table, edited, full_export, put

CATALOG = "catalog"
LAW = "某某管理条例\n第三十三条　经营应当经市级机关许可。\n未经许可，不得经营。\n第三十四条　处二万元以下罚款。\n"
ACCEPT = ("addresses", "--accept")


@dataclass(frozen=True)
class Scenario:
    """A command, what it may write, and how it says that it has."""

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    """Fills the arena's project folder."""
    says: str
    """What the command says only when it has written; a regular expression."""
    writes: str = CATALOG
    """Relative to the project: the catalog, or the output."""
    also: str = ""
    """What it writes besides, which is judged by the scenario of that output."""
    publishes: bool = False
    """Its output is a folder that is replaced whole."""
    is_slow: bool = False
    """It takes seconds: it makes thousands of calls, or lets LibreOffice print."""
    prints: bool = False
    """It needs LibreOffice."""
    tells: bool = False
    """What it cannot read it tells of in its output, which is then another one."""
    goes_on: bool = False
    """A run that was stopped leaves whole files behind, and the next one goes on from there."""
    is_piecemeal: bool = False
    """It refuses a part, by name, and does the rest."""
    edited: str = ""
    """A file of the catalog that somebody else may be changing at the same time, relative to the project."""
    addition: str = ""
    """What that somebody adds to it: a line, which must never be lost."""

    @property
    def into_catalog(self) -> bool:
        """Whether it writes into the catalog, and not an output."""
        return self.writes == CATALOG

    def claims(self, text: str) -> bool:
        """Whether this output says that something was written."""
        return re.search(self.says, text, re.MULTILINE) is not None


def a_catalog(project: Path) -> TinyCatalog:
    """A catalog of two items with a law text, its addresses accepted."""
    tiny = TinyCatalog(project / CATALOG)
    tiny.write("items/02-store.yaml", {**ITEM, "number": 2, "title": "对某某储存的监管", "subject": "某某储存"})
    tiny.statute("old-law", "2011-12-01", LAW)
    assert run(project.parent, ACCEPT).code == 0
    return tiny


def change_ratio(book: Any) -> None:
    """One cell of an item."""
    sheet, row, column = _found(book, "20%")
    put(book[sheet], row, column, "30%")


def change_department(book: Any) -> None:
    """One cell of the departments."""
    sheet, row, column = _found(book, "政策法规处")
    put(book[sheet], row, column, "法规处")


def change_cells(book: Any) -> None:
    """Two cells in two files."""
    change_ratio(book)
    change_department(book)


def _found(book: Any, text: str) -> tuple[str, int, int]:
    return next(
        (page.title, cell.row, cell.column)
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.value == text
    )


def _with_an_edited_workbook(project: Path) -> None:
    tiny = a_catalog(project)
    (project / "改.xlsx").write_bytes(edited(full_export(tiny.folder), change_cells))


def _with_a_workbook_short_of_an_item(project: Path) -> None:
    tiny = a_catalog(project)

    def without_the_second(book: Any) -> None:
        change_cells(book)
        for page in book:
            for row in range(page.max_row, 3, -1):
                if page.cell(row, 1).value in ("02-store", "2", 2):
                    page.delete_rows(row)

    (project / "改.xlsx").write_bytes(edited(full_export(tiny.folder), without_the_second))


def _with_somebody_s_list(project: Path) -> None:
    a_catalog(project)
    a_table(project / "单.xlsx", [["事项名", "依据"], ["检查甲", "《某某安全法》第五十三条"]])


def _with_two_law_texts(project: Path) -> None:
    tiny = a_catalog(project)
    (tiny.folder / "statutes/old-law/2011-12-01.txt").unlink()
    (project / "texts").mkdir()
    for title, remark in (("某某管理条例", "2011年3月2日公布"), ("中华人民共和国某某安全法", "2025年12月27日公布")):
        (project / "texts" / f"{title}.txt").write_text(f"{title}\n{remark}\n第一条　甲。\n第二条　乙。\n", "utf-8")


def _with_a_new_item(project: Path) -> None:
    a_catalog(project).write(
        "items/03-use.yaml", {**ITEM, "number": 3, "title": "对某某使用的监管", "subject": "某某使用"}
    )


def _with_an_inbox(project: Path) -> None:
    tiny = a_catalog(project)
    (tiny.folder / "inbox").mkdir()
    (tiny.folder / "inbox" / "甲.xlsx").write_bytes(edited(full_export(tiny.folder), change_cells))
    _written_before(project, ("inbox", "--out", "核对"))
    (tiny.folder / "inbox" / "乙.xlsx").write_bytes(edited(full_export(tiny.folder), change_cells))


def _written_before(project: Path, words: tuple[str, ...]) -> None:
    """Let the command write its output once; then the catalog is changed, so that the next one differs."""
    ended = run(project.parent, words)
    assert ended.code == 0, ended.text
    item = project / CATALOG / "items/01-trade.yaml"
    item.write_text(item.read_text("utf-8").replace("对某某经营的监管", "对某某买卖的监管"), "utf-8")


def _after(*words: str) -> Callable[[Path], None]:
    def prepare(project: Path) -> None:
        a_catalog(project)
        _written_before(project, words)

    return prepare


def _with_an_official_document(project: Path) -> None:
    a_catalog(project).text("notices/n-1.yaml", NOTICE)


def _with_rows(project: Path) -> None:
    a_catalog(project)
    with (project / "单位.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([["被检查单位"], ["甲公司"], ["乙公司"], ["丙公司"]])


_FILL = ("fill", "checklist", "1", "--rows", "单位.csv", "--workers", "1", "--out")
_ITEM = "catalog/items/01-trade.yaml"
_COMMENT = "# 手改：等处里核对\n"
_BUILD = ("build", "--zip", "--out", "成果")
_RECORD = '- {item: "02-store", cite: "《某某管理条例》第三十三条", law_day: "2011-12-01", text: "0123456789ab", by: "乙", on: "2026-11-01"}\n'

SCENARIOS = (
    Scenario("import", ("import", "改.xlsx"), _with_an_edited_workbook, "^写入 ", edited=_ITEM, addition=_COMMENT),
    Scenario(
        "import --remove-missing", ("import", "改.xlsx", "--remove-missing"), _with_a_workbook_short_of_an_item, "^写入 ",
        edited="catalog/items/02-store.yaml", addition=_COMMENT,
    ),
    Scenario(
        "import --map", ("import", "单.xlsx", "--map", "事项名=title", "--source", COMPILED), _with_somebody_s_list, "^写入 "
    ),
    Scenario(
        "law import", ("law", "import", "texts"), _with_two_law_texts, "：已存入 ",
        edited="catalog/statutes/old-law/2011-12-01.txt", addition="某某管理条例\n第一条　别人存的。\n", is_piecemeal=True,
    ),
    Scenario("law review", ("law", "review", "--all", "--by", "甲"), a_catalog, "记录复核 [1-9]", edited="catalog/link_reviews.yaml", addition=_RECORD),
    Scenario("law verify --record", ("law", "verify", "--record"), a_catalog, "记入 [1-9]"),
    Scenario("addresses --accept", ACCEPT, _with_a_new_item, "已记入。"),
    Scenario("schema", ("schema",), a_catalog, "^catalog/schemas/"),
    Scenario(
        "notice --layout", ("notice", "--file", "catalog/notices/n-1.yaml", "--layout", "-o", "公文.docx"),
        _with_an_official_document, "已记入 ", also="公文.docx", is_slow=True, prints=True,
    ),
    Scenario("previews", ("previews",), a_catalog, "^样式图 [1-9]", is_slow=True, prints=True),
    Scenario("inbox", ("inbox", "--out", "核对"), _with_an_inbox, "^核对/", "核对", tells=True, publishes=True),
    Scenario("build --zip", _BUILD, _after(*_BUILD), "^网页 ", "成果", publishes=True, is_slow=True),
    Scenario("fill 文件夹", (*_FILL, "文书"), _with_rows, "生成文书 3 份", "文书", goes_on=True),
    Scenario("fill .zip", (*_FILL, "文书.zip"), _with_rows, "生成文书 3 份", "文书.zip"),
    Scenario("export", ("export", "xlsx", "-o", "清单.xlsx"), _after("export", "xlsx", "-o", "清单.xlsx"), "^清单", "清单.xlsx"),
    Scenario("checklist", ("checklist", "1", "-o", "表.docx"), _after("checklist", "1", "-o", "表.docx"), "^表", "表.docx"),
    Scenario("notice", ("notice", "1", "-o", "通知.docx"), _after("notice", "1", "-o", "通知.docx"), "^通知", "通知.docx"),
)  # fmt: skip
