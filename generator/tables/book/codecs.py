"""Cells ↔ catalog values: how each kind of value is written in a cell, and how people's spellings of it are read.

Values are the plain data of the YAML files (text, whole numbers, lists of text). A cell that is empty is
None. Reading raises CellError, whose Chinese message is reported with the cell.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.catalog.problem import did_you_mean
from generator.catalog.value_types import Text
from generator.law.citation import CitationError, parse, parse_list

CellValue = str | int | None
"""What is written into a cell."""


class CellError(ValueError):
    """A cell whose content is not what its column holds; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Codec:
    """How a kind of value is shown and read. `choices` are offered as a drop-down."""

    show: Callable[[Any], CellValue]
    read: Callable[[str], Any]
    choices: tuple[str, ...] = ()


_TEXT = TypeAdapter[str](Text)


def _read_text(text: str) -> str:
    try:
        return _TEXT.validate_python(text)
    except ValidationError as error:
        context = error.errors(include_url=False)[0].get("ctx", {})
        raise CellError(str(context.get("error", "不是文字"))) from None


def _read_whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise CellError(f"应是整数，现为“{text}”")
    return int(text)


_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def _read_day(text: str) -> str:
    match = _DAY.fullmatch(text.removesuffix(" 00:00:00"))
    if match is None:
        raise CellError(f"不是日期：“{text}”", "请写成 2026-05-01")
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        raise CellError(f"没有这一天：{text}") from None


def _read_cite(text: str) -> str:
    try:
        return str(parse(text))
    except CitationError as error:
        raise CellError(f"引用不能识别（第 {error.offset + 1} 字起）：{error}") from None


def _read_cites(text: str) -> str:
    try:
        return "；".join(map(str, parse_list(text)))
    except CitationError as error:
        raise CellError(f"引用不能识别（第 {error.offset + 1} 字起）：{error}") from None


_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def _read_id(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise CellError(f"编号的写法不对：“{text}”", "编号只用小写字母、数字和连字符，如 licence-valid")
    return text


_RATIO = re.compile(r"(100|[1-9]?\d)(\.\d+)?%")


def _read_ratio(text: str) -> str:
    plain = text.replace("％", "%").replace(" ", "")
    if _RATIO.fullmatch(plain):
        return plain
    if re.fullmatch(r"0?\.\d+", plain):
        percent = f"{float(plain) * 100:.6f}".rstrip("0").rstrip(".") + "%"
        if _RATIO.fullmatch(percent):
            return percent
    hint = "1 可能是 1%，也可能是 100%" if plain in ("1", "1.0") else ""
    raise CellError(f"不是比例：“{text}”", "请写成 20% 的样子" + (f"（{hint}）" if hint else ""))


def lines_shown(values: list[str]) -> str:
    r"""Several texts in one cell, one a line; a line end inside a text is written \n."""
    return "\n".join(value.replace("\\", "\\\\").replace("\n", "\\n") for value in values)


def lines_read(text: str) -> list[str]:
    """The texts of a cell written by `lines_shown`."""
    return [_read_text(_unescaped(line)) for line in text.split("\n") if line.strip()]


_WAYS = frozenset(["现场检查", "查阅资料", "查阅计划", "询问", "抽考", "系统核查", "报告复核"])


def _ways_read(text: str) -> list[str]:
    """检查方法: one a line; the usual ones may also be written on one line, 现场检查、询问."""
    found: list[str] = []
    for line in lines_read(text):
        parts = re.split(r"[、，,；;]", line)
        found += parts if _WAYS.issuperset(parts) else [line]
    return found


def _unescaped(line: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match.group(1) == "n" else match.group(1), line)


def _read_ids(text: str) -> list[str]:
    return [_read_id(part) for part in re.split(r"[\s、，,；;]+", text) if part]


def choice(labels: Mapping[str, str]) -> Codec:
    """One of a few words: data value → label shown. Both are read."""
    back = {label: value for value, label in labels.items()}

    def read(text: str) -> str:
        if text in back:
            return back[text]
        if text in labels:
            return text
        raise CellError(f"不能是“{text}”", did_you_mean(text, back))

    return Codec(lambda value: labels[value], read, tuple(labels.values()))


def words(*allowed: str) -> Codec:
    """One of a few words that are shown as they are."""
    return choice({word: word for word in allowed})


def _read_yes(text: str) -> bool:
    if text != "是":
        raise CellError(f"不能是“{text}”", "请写“是”，或者留空")
    return True


TEXT = Codec(str, _read_text)
WHOLE = Codec(int, _read_whole)
DAY = Codec(str, _read_day)
CITE = Codec(str, _read_cite)
CITES = Codec(str, _read_cites)
ID = Codec(str, _read_id)
HEX = Codec(str, str)
"""A digest as it stands; the model knows its length."""
HEX_OR_NONE = Codec(lambda value: value or "无", lambda text: "" if text == "无" else text)
"""The same where there may be none (no such article)."""
RATIO = Codec(str, _read_ratio)
LINES = Codec(lines_shown, lines_read)
WAYS = Codec(lines_shown, _ways_read)
YES = Codec(lambda _: "是", _read_yes, ("是",))
IDS = Codec("\n".join, _read_ids)


def as_text(value: Any) -> str:
    """A cell's content as text: what people see of it, line ends as \\n, without blanks around it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | time):
        spec = "seconds" if value.second else "minutes"
        if isinstance(value, time):
            return value.isoformat(spec)
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", spec)
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0") if math.isfinite(value) else ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
