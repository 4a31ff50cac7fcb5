"""Field types shared by the catalog's records: text, dates, identifiers, citations, marks.

Their messages are Chinese because the person who keeps the catalog reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic import BaseModel as PydanticModel

from generator.law.citation import Citation, CitationError, parse, parse_list

UNVERIFIED = "待核实"

Mark = Literal["待核实", "待核实到项", "形式效力待核实"]
"""What nobody has verified yet: the statement itself, the 款/项 it points to, or the law's formal force."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 20_000


class Record(PydanticModel):
    """Base of every record: immutable, unknown keys refused, no silent change of type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True)


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

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
"""Identifier: lower-case letters, digits, hyphens; part of addresses and file names, never reused."""

Ratio = Annotated[str, Field(pattern=r"^(100|[1-9]?\d)(\.\d+)?%$")]
"""A sampling ratio (抽查比例) as printed, e.g. "20%"."""


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


_CITE_SCHEMA = {"type": "string", "examples": ["《危险化学品安全法》第五十三条第一款"]}

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


class Sourced(Record):
    """A statement with its source (出处) and what nobody has verified of it."""

    source: Text = Field(description="出处：catalog.yaml 中 sources 的名称")
    status: Mark | None = Field(default=None, description="未核实的程度；已核实则不写")
    note: Text | None = Field(default=None, description="说明：与出处不一致之处、待办")


class Review(Record):
    """A recorded review (复核): who, when, and the digest of what was reviewed; a later edit voids it."""

    by: Text
    on: Day
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
