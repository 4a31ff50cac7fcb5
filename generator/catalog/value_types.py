"""Field types shared by the catalog's records: text, dates, identifiers, citations, marks.

Their messages are Chinese because the person who keeps the catalog reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic import BaseModel as PydanticModel
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.law.citation import Citation, CitationError, parse, parse_list

UNVERIFIED = "待核实"
TO_BE_CLARIFIED = "待明确"
"""What is shown where the source says nothing."""

Mark = Literal["待核实", "待核实到项", "形式效力待核实"]
"""What nobody has verified yet: the statement itself, the 款/项 it points to, or the law's formal force."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 20_000


class Record(PydanticModel):
    """Base of every record: immutable, unknown keys refused, no silent change of type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True, defer_build=True)


def _text(value: str) -> str:
    bad = _FORBIDDEN.search(value)
    if bad:
        raise ValueError(f"第 {bad.start() + 1} 个字符是文书中不能出现的控制字符 U+{ord(bad.group()):04X}，请删去")
    if not value.strip():
        raise ValueError("不能为空")
    if len(value) > _LONGEST_TEXT:
        raise ValueError(f"文字过长（{len(value)} 字，最多 {_LONGEST_TEXT} 字）")
    return value.strip()


Text = Annotated[str, AfterValidator(_text)]
"""Non-empty text without characters XML forbids, trimmed, at most 20,000 characters."""


@dataclass(frozen=True)
class Written:
    """How a field's text is written: a pattern it matches as a whole, and what to tell who wrote it otherwise."""

    pattern: str
    hint: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The field's own checks, then this one; its error carries the hint."""
        matches = re.compile(self.pattern, re.ASCII).fullmatch

        def written(value: str) -> str:
            if matches(value):
                return value
            raise PydanticCustomError("written", "{hint}", {"hint": self.hint})

        return core_schema.no_info_after_validator_function(written, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """What an editor checks while it is typed."""
        return {**handler(schema), "pattern": self.pattern}


Id = Annotated[
    str, Field(max_length=60), Written(r"^[a-z0-9][a-z0-9-]*$", "编号只用小写字母、数字和连字符，如 licence-valid")
]
"""Identifier: lower-case letters, digits, hyphens; part of addresses and file names, never reused."""

Ratio = Annotated[str, Written(r"^(100|[1-9]?\d)(\.\d+)?%$", '比例应写作 "20%" 的样子')]
"""A sampling ratio (抽查比例) as printed, e.g. "20%"."""

_NOT_BY_HAND = "摘要是 {} 位十六进制字符，由程序算出，不要手写"

Digest = Annotated[str, Written(r"^[0-9a-f]{12}$", _NOT_BY_HAND.format(12))]
"""What tells whether a statement of the catalog is still the one that was reviewed or compared."""

WordsDigest = Annotated[str, Written(r"^[0-9a-f]{16}$", _NOT_BY_HAND.format(16))]
"""What tells whether words of the law are still those that were reviewed or compared."""

NoWordsDigest = Annotated[str, Written(r"^([0-9a-f]{16})?$", _NOT_BY_HAND.format(16))]
"""The same, empty where there were no words."""


def _day(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError(f'日期应写作 "2026-05-01" 的样子，现为“{value}”')
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"没有这一天：{value}") from None
    return value


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "title": "日期"}),
]
"""A calendar day, written as a quoted string "2026-05-01"."""


def _reading(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A validator that reads text with the citation grammar and leaves what is already read."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return read(value)
        except CitationError as error:
            raise ValueError(f"引用不能识别（第 {error.offset + 1} 字起）：{error}") from None

    return validate


_CITE_SCHEMA = {"type": "string", "examples": ["《行政处罚法》第三十三条第一款"]}

Cite = Annotated[
    Citation, BeforeValidator(_reading(parse)), PlainSerializer(str, return_type=str), WithJsonSchema(_CITE_SCHEMA)
]
"""One citation, see generator.law.citation."""

Cites = Annotated[
    tuple[Citation, ...],
    BeforeValidator(_reading(parse_list)),
    PlainSerializer(lambda cites: "；".join(map(str, cites)), return_type=str),
    WithJsonSchema(_CITE_SCHEMA),
]
"""One or more citations, joined by ； in YAML."""


def many(value: Any) -> Any:
    """A YAML list as the tuple a frozen record holds."""
    return tuple(value) if isinstance(value, list) else value


def one_or_many(value: Any) -> Any:
    """A single YAML mapping, or a list of them, as the tuple a frozen record holds."""
    return (value,) if isinstance(value, dict) else many(value)


Texts = Annotated[tuple[Text, ...], BeforeValidator(many)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(many)]


class Sourced(Record):
    """A statement with its source (出处) and what nobody has verified of it."""

    source: Text = Field(description="出处：catalog.yaml 中 sources 的名称")
    status: Mark | None = Field(default=None, description="未核实的程度；已核实则不写")
    note: Text | None = Field(default=None, description="说明：与出处不一致之处、待办")


class Review(Record):
    """A recorded review (复核): who, when, and the digest of what was reviewed; a later edit voids it."""

    by: Text
    on: Day
    digest: Digest


class Replaces(Record):
    """Why a record takes the place of the whole record of the same id in a pack (资料包) or upper catalog, and which state of it."""

    reason: Text = Field(description="为什么替换")
    source: Text = Field(description="替换的出处，如本局的文件")
    of: Digest | None = Field(default=None, description="被替换的记录的摘要（check 会给出）：它以后变了，check 会提醒")


class Replacing(Record):
    """A record that may stand in the place of one from below."""

    replaces: Replaces | None = Field(default=None, description="整条替换资料包（或者上级目录）中同名的记录")


class DatedMark(Record):
    """A mark that holds from a day on, e.g. 形式效力待核实 since a newer law took effect."""

    status: Mark
    since: Day
    note: Text | None = None
