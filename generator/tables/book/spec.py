"""The tables of the full workbook: one table a kind of record, one column a value, nothing left out.

A table's rows are found by walking the catalog's data along `levels`; a row is known by its key, one part
a level: the id of a file or record, or the 1-based place in a list. What document types, notices and
templates hold (layout, not lists) stays in files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from generator.catalog.item import Duty, NoPenalty
from generator.catalog.model import LawEvent, LawKind, SourceKind
from generator.catalog.value_types import Mark
from generator.tables.book.codecs import (
    CITE,
    CITES,
    DAY,
    HEX,
    HEX_OR_NONE,
    ID,
    IDS,
    LINES,
    RATIO,
    TEXT,
    WAYS,
    WHOLE,
    YES,
    Codec,
    choice,
    words,
)

How = Literal["single", "dict", "list", "list-by-id"]
KeyPart = str | int
Key = tuple[KeyPart, ...]


@dataclass(frozen=True)
class Column:
    """A column: its heading, where its value stands in the row's data, how it is written, how wide (characters)."""

    head: str
    path: tuple[str, ...]
    codec: Codec = TEXT
    width: float = 14
    required: bool = False
    """A list the record must have: an empty cell is an empty list, not a missing one."""


@dataclass(frozen=True)
class Level:
    """One step from the root (or the row above) to rows: the path to a container and how it holds them."""

    path: tuple[str, ...]
    how: How
    head: str = ""
    codec: Codec = ID
    width: float = 12


@dataclass(frozen=True)
class Table:
    """A table of the full workbook."""

    name: str
    levels: tuple[Level, ...]
    columns: tuple[Column, ...]

    @property
    def key_levels(self) -> tuple[Level, ...]:
        """The levels that have a key column."""
        return tuple(level for level in self.levels if level.how != "single")

    def column(self, head: str) -> Column:
        """The column of this heading. Raises KeyError where there is none."""
        return {column.head: column for column in self.columns}[head]


MARK = words(*get_args(Mark))
LISTED = "listed"
"""The value of a check's `penalty` while its penalties are rows of their own table."""
PENALTY = choice({**NoPenalty.labels(), LISTED: "见罚则表"})
DUTY = choice(Duty.labels())
SOURCE_KIND = choice({**SourceKind.labels(), SourceKind.DOCUMENT.value: "文件", SourceKind.COMPILED.value: "整理"})

_LONG = 46.0
_CITE = 34.0
_SOURCE = 20.0


def _sourced(prefix: str = "", path: tuple[str, ...] = ()) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}出处", (*path, "source"), width=_SOURCE),
        Column(f"{prefix}核实状态", (*path, "status"), MARK),
        Column(f"{prefix}说明", (*path, "note"), width=_LONG),
    )


def _statement(name: str, key: str) -> tuple[Column, ...]:
    return (
        Column(name, (key, "text"), width=_LONG),
        Column(f"{name}·原文照录", (key, "as_printed"), width=_LONG),
        *_sourced(f"{name}·", (key,)),
    )


def _review() -> tuple[Column, ...]:
    return (
        Column("复核人", ("reviewed", "by")),
        Column("复核日期", ("reviewed", "on"), DAY),
        Column("复核摘要", ("reviewed", "digest"), HEX),
    )


def _period() -> tuple[Column, ...]:
    return Column("起", ("from",), DAY, 12), Column("止", ("until",), DAY, 12)


_REPLACES = (
    Column("替换·理由", ("replaces", "reason"), width=26),
    Column("替换·出处", ("replaces", "source"), width=_SOURCE),
    Column("替换·原记录摘要", ("replaces", "of"), HEX),
)
"""Of a record that takes the place of one of a pack."""

_MARKS = (Column("标记", ("status",), MARK), Column("自", ("since",), DAY, 12), Column("说明", ("note",), width=_LONG))
_ITEM = Level(("items",), "dict", "事项编号", width=22)
_LAW = Level(("laws",), "dict", "法规编号", width=26)
_BASES = Level(("bases",), "list", "依据序", WHOLE, 8)
_CHECKS = Level(("checks",), "list-by-id", "要点编号", width=20)

ITEMS = Table(
    "监管事项",
    (_ITEM,),
    (
        Column("序号", ("number",), WHOLE, 6),
        Column("监管事项", ("title",), width=26),
        Column("别名", ("aliases",), LINES, 26),
        Column("事由", ("subject",), width=18),
        Column("出处", ("source",), width=_SOURCE),
        *_statement("监管对象", "object"),
        *_statement("监管责任", "responsibility"),
        Column("监管措施", ("methods", "use"), IDS, 16, required=True),
        Column("监管措施·原文照录", ("methods", "as_printed"), width=20),
        *_sourced("监管措施·", ("methods",)),
        Column("抽查比例", ("sampling", "ratio"), RATIO, 10),
        Column("抽查比例·文字", ("sampling", "text")),
        Column("抽查比例·原文照录", ("sampling", "as_printed")),
        *_sourced("抽查比例·", ("sampling",)),
        Column("牵头部门", ("lead", "department"), ID),
        Column("牵头部门·文字", ("lead", "text")),
        Column("牵头部门·原文照录", ("lead", "as_printed")),
        *_sourced("牵头部门·", ("lead",)),
        Column("说明", ("note",), width=_LONG),
        *_REPLACES,
    ),
)
BASES = Table(
    "设定依据",
    (_ITEM, _BASES),
    (
        Column("法律依据", ("cite",), CITE, _CITE),
        *_period(),
        Column("引文", ("quote",), width=_LONG),
        *_sourced(),
        Column("记明·理由", ("acknowledged", "reason"), width=30),
        Column("记明·日期", ("acknowledged", "on"), DAY),
        Column("记明·人", ("acknowledged", "by")),
        *_review(),
    ),
)
BASIS_MARKS = Table("依据标记", (_ITEM, _BASES, Level(("marks",), "list", "标记序", WHOLE, 8)), _MARKS)
CHECKS = Table(
    "检查要点",
    (_ITEM, _CHECKS),
    (
        Column("检查要点", ("ask",), width=_LONG),
        Column("检查方法", ("how",), WAYS, required=True),
        Column("义务依据", ("basis",), CITES, _CITE),
        Column("约束对象", ("duty_of",), DUTY, 12),
        Column("适用范围", ("applies",), width=24),
        Column("罚则", ("penalty",), PENALTY, 12),
        *_period(),
        *_sourced(),
        *_review(),
    ),
)
PENALTIES = Table(
    "罚则",
    (_ITEM, _CHECKS, Level(("penalty",), "list", "罚则序", WHOLE, 8)),
    (
        Column("罚则条文", ("cite",), CITE, _CITE),
        Column("处罚机关", ("by",), width=30),
        Column("适用情形", ("for",), width=36),
        Column("核实状态", ("status",), MARK),
        Column("说明", ("note",), width=_LONG),
    ),
)
LAWS = Table(
    "法规",
    (_LAW,),
    (
        Column("全称", ("title",), width=36),
        Column("简称", ("short",), width=26),
        Column("别名", ("aliases",), LINES, 20),
        Column("种类", ("kind",), words(*get_args(LawKind)), 12),
        Column("制定机关", ("issuer",), width=26),
        Column("废止·日期", ("ended", "on"), DAY),
        Column("废止·依据", ("ended", "by"), width=26),
        Column("废止·接替", ("ended", "replaced_by"), ID),
        Column("废止·出处", ("ended", "source"), width=_SOURCE),
        Column("官方网址", ("address",), width=24),
        Column("说明", ("note",), width=_LONG),
        *_REPLACES,
    ),
)
VERSIONS = Table(
    "法规版本",
    (_LAW, Level(("versions",), "list", "版本序", WHOLE, 8)),
    (
        Column("公布日期", ("promulgated",), DAY),
        Column("施行日期", ("effective",), DAY),
        Column("令号", ("number",), width=22),
        Column("方式", ("event",), words(*get_args(LawEvent)), 8),
        Column("出处", ("source",), width=_SOURCE),
        Column("说明", ("note",), width=_LONG),
    ),
)
LAW_MARKS = Table("法规标记", (_LAW, Level(("marks",), "list", "标记序", WHOLE, 8)), _MARKS)
GISTS = Table(
    "条文要旨",
    (_LAW, Level(("gists",), "list", "要旨序", WHOLE, 8)),
    (
        Column("条款项", ("at",), width=24),
        Column("要旨", ("text",), width=60),
        *_period(),
        Column("接替条文", ("succeeded_by",), CITES, _CITE),
        *_sourced(),
    ),
)
ADDED_GISTS = Table(
    "补充要旨",
    (Level(("gists",), "list", "补充序", WHOLE, 8),),
    (Column("法规编号", ("law",), ID, 24), *GISTS.columns),
)
DEPARTMENTS = Table(
    "处室",
    (Level(("departments",), "dict", "处室编号"),),
    (
        Column("处室", ("name",), width=18),
        Column("别名", ("aliases",), LINES, 20),
        Column("职责", ("role",), width=36),
        *_sourced(),
        *_REPLACES,
    ),
)
METHODS = Table(
    "监管方式",
    (Level(("methods",), "dict", "方式编号"),),
    (
        Column("监管方式", ("title",), width=20),
        Column("别名", ("aliases",), LINES, 26),
        Column("次序", ("order",), WHOLE, 6),
        Column("出处位置", ("section",)),
        Column("要旨", ("gist",), width=_LONG),
        Column("引文", ("quote",), width=_LONG),
        *_sourced(),
        *_REPLACES,
    ),
)
CATALOG = Table(
    "本目录",
    (Level(("catalog",), "single"),),
    (
        Column("目录名称", ("title",), width=30),
        Column("机关名称", ("agency", "name"), width=20),
        Column("发文机关标志", ("agency", "mark"), width=20),
        Column("机关代字", ("agency", "code"), width=10),
        Column("主送机关", ("agency", "recipients"), width=30),
        Column("执法文书代字", ("agency", "case_code")),
        Column("复议机关", ("agency", "review_body")),
        Column("管辖法院", ("agency", "court")),
        Column("来源文件", ("plan",), width=_SOURCE),
        Column("没有抽查比例时", ("without_ratio",), width=20),
        Column("反馈", ("feedback",), width=36),
        Column("只公布复核过的", ("publish_reviewed_only",), YES, 10),
        Column("所用资料包", ("uses",), LINES, 20),
        Column("上级目录", ("extends",), width=20),
        Column("行业用语", ("words",), LINES, 20),
    ),
)
SOURCES = Table(
    "出处",
    (Level(("catalog",), "single"), Level(("sources",), "dict", "出处", TEXT, 26)),
    (
        Column("标题", ("title",), width=_LONG),
        Column("日期", ("day",), DAY),
        Column("种类", ("kind",), SOURCE_KIND, 10),
        Column("网址", ("address",), width=26),
    ),
)
ABBREVIATIONS = Table(
    "通称",
    (Level(("catalog",), "single"), Level(("abbreviations",), "dict", "简称", TEXT, 18)),
    (Column("全称", (), width=30),),
)
FONTS = Table(
    "字体",
    (Level(("catalog",), "single"), Level(("fonts",), "dict", "用处", TEXT, 12)),
    (Column("字体名称", (), width=26),),
)
TEXT_SOURCES = Table(
    "法律文本来源",
    (Level(("catalog",), "single"), Level(("texts",), "list", "次序", WHOLE, 8)),
    (
        Column("文件夹", ("folder",), HEX, 18),
        Column("名称", ("title",), width=36),
        Column("网址", ("address",), width=30),
    ),
)
TERMS = Table(
    "术语",
    (Level(("terms",), "list", "术语序", WHOLE, 8),),
    (
        Column("术语", ("term",), width=20),
        Column("英文", ("english",), width=26),
        Column("意思", ("meaning",), width=60),
    ),
)
SPOKEN = Table(
    "口头说法",
    (Level(("spoken",), "list", "说法序", WHOLE, 8),),
    (
        Column("口头说法", ("said",), width=20),
        Column("写法", ("written",), LINES, 40),
    ),
)
_COMPARED = (
    Column("法律版本", ("law_day",), DAY),
    Column("条文摘要", ("text",), HEX_OR_NONE, 20),
)
LINK_REVIEWS = Table(
    "条文复核",
    (Level(("link_reviews",), "list", "记录序", WHOLE, 8),),
    (
        Column("事项编号", ("item",), ID, 22),
        Column("条文", ("cite",), CITE, _CITE),
        *_COMPARED,
        Column("复核日期", ("on",), DAY),
        Column("复核人", ("by",)),
    ),
)
COMPARISONS = Table(
    "引文比对记录",
    (Level(("comparisons",), "list", "记录序", WHOLE, 8),),
    (
        Column("事项编号", ("item",), ID, 22),
        Column("条文", ("cite",), CITE, _CITE),
        *_COMPARED,
        Column("引文摘要", ("quote",), HEX),
        Column("结论", ("verdict",), HEX),
        Column("缺", ("missing",), LINES),
        Column("严重不符", ("grave",), LINES, 30),
        Column("比对日期", ("on",), DAY),
    ),
)
CLAIM_RECORDS = Table(
    "用语核对记录",
    (Level(("claim_records",), "list", "记录序", WHOLE, 8),),
    (
        Column("文书编号", ("document",), ID, 20),
        Column("用语", ("wording",), ID),
        Column("条文", ("cite",), CITE, _CITE),
        *_COMPARED,
        Column("内容摘要", ("holds",), HEX),
        Column("结论", ("verdict",), HEX),
        Column("缺", ("missing",), LINES),
        Column("核对日期", ("on",), DAY),
    ),
)

FULL: tuple[Table, ...] = (
    ITEMS,
    BASES,
    BASIS_MARKS,
    CHECKS,
    PENALTIES,
    LAWS,
    VERSIONS,
    LAW_MARKS,
    GISTS,
    ADDED_GISTS,
    DEPARTMENTS,
    METHODS,
    CATALOG,
    SOURCES,
    ABBREVIATIONS,
    FONTS,
    TEXT_SOURCES,
    TERMS,
    SPOKEN,
    LINK_REVIEWS,
    COMPARISONS,
    CLAIM_RECORDS,
)
"""Every table of the full workbook; a table stands after the ones whose rows its rows belong to."""
