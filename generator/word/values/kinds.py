"""What a case supplies, checked against the kind of its field and written as official documents write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from generator import SaidError
from generator.catalog import fill_rules
from generator.catalog.documents import DocumentType, FieldKind, FieldSpec
from generator.catalog.problem import did_you_mean
from generator.clock import chinese_date
from generator.word.values.capitals import capitals

Value = str | bool | Sequence[Mapping[str, "str | bool"]]
"""What a field takes: text; true or false for a check; rows (column → text) for a list."""

_UNPRINTABLE = re.compile(fill_rules.UNPRINTABLE)
_DAY = re.compile(fill_rules.DAY, re.ASCII)
_MOMENT = re.compile(fill_rules.MOMENT, re.ASCII)
_NUMBER = re.compile(fill_rules.NUMBER, re.ASCII)
_TOO_LARGE = Decimal(10) ** fill_rules.AMOUNT_DIGITS


class EntryError(SaidError, ValueError):
    """What a case supplies does not fit its field."""


@dataclass(frozen=True)
class Shown:
    """A value as printed. `checked` is set for a check, `day` for a date."""

    text: str = ""
    checked: bool | None = None
    day: date | None = None

    def text_or(self, blank: str) -> str:
        """The text; what an empty field shows where there is none."""
        return self.text or blank


def refuse_unprintable(label: str, text: str) -> None:
    """Raise EntryError where a text has a character no Word file can hold, or is too long."""
    bad = _UNPRINTABLE.search(text)
    if bad:
        raise EntryError(
            f"“{label}”第 {bad.start() + 1} 个字符是 Word 文件不能保存的字符 U+{ord(bad.group()):04X}，请删去"
        )
    if len(text) > fill_rules.LONGEST:
        raise EntryError(f"“{label}”有 {len(text)} 个字，最多 {fill_rules.LONGEST} 个")


def shown(spec: FieldSpec, value: str | bool) -> Shown:
    """A field's value as printed; an empty one prints nothing. Raises EntryError where it is not of the field's kind."""
    text = value if isinstance(value, str) else ("true" if value else "false")
    refuse_unprintable(spec.label, text)
    if not text.strip():
        return Shown()
    match spec.kind:
        case FieldKind.DATE:
            day = _day(spec.label, text.strip())
            return Shown(chinese_date(day), day=day)
        case FieldKind.MOMENT:
            return Shown(_moment(spec.label, text.strip()))
        case FieldKind.NUMBER:
            return Shown(_number(spec, text.strip()))
        case FieldKind.AMOUNT:
            return Shown(_amount(spec.label, text.strip()))
        case FieldKind.CHOICE:
            return Shown(_choice(spec, text))
        case FieldKind.CHECK:
            return Shown(checked=_truth(spec.label, text.strip()))
        case FieldKind.LIST:
            raise EntryError(f"“{spec.label}”是列表，应逐行填写")
        case FieldKind.TEXT | FieldKind.LONG:
            return Shown(text)


def shown_rows(spec: FieldSpec, value: Value) -> list[dict[str, Shown]]:
    """The rows of a list as printed. Raises EntryError with the row."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise EntryError(f"“{spec.label}”是列表，应逐行填写")
    if len(value) > fill_rules.MOST_ROWS:
        raise EntryError(f"“{spec.label}”有 {len(value)} 行，最多 {fill_rules.MOST_ROWS} 行")
    columns = {name: column for column in spec.columns for name in (column.tag, column.label)}
    return [_shown_row(f"“{spec.label}”第 {number} 行", columns, row) for number, row in enumerate(value, 1)]


def _shown_row(where: str, columns: Mapping[str, FieldSpec], row: object) -> dict[str, Shown]:
    if not isinstance(row, Mapping):
        raise EntryError(f"{where}应是“栏目: 值”的对照")
    given: dict[str, str | bool] = {}
    for name, entry in row.items():
        column = columns.get(name)
        if column is None:
            known = did_you_mean(name, [column.label for column in columns.values()])
            raise EntryError(f"{where}没有栏目“{name}”。{known}")
        if entry is None:
            continue
        if not isinstance(entry, str | bool):
            raise EntryError(f"{where}：“{column.label}”应填一个值")
        if given.setdefault(column.tag, entry) != entry:
            raise EntryError(f"{where}的“{column.label}”填写了两次，内容不同，请只留一个")
    try:
        return {tag: shown(columns[tag], entry) for tag, entry in given.items()}
    except EntryError as error:
        raise EntryError(f"{where}：{error}") from None


def missing_fields(document: DocumentType, filled: Mapping[str, object]) -> list[str]:
    """The labels of required fields that have no content."""
    return [spec.label for spec in document.fields if spec.required and not filled.get(spec.tag)]


def day_of(text: str) -> date | None:
    """The day a text writes (2026-05-01, 2026年5月1日); None where it writes none, or one that does not exist."""
    match = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups() if part)) if match else None
    except ValueError:
        return None


def _day(label: str, text: str) -> date:
    if _DAY.fullmatch(text) is None:
        raise EntryError(f"“{label}”应写作 2026-05-01 或者 2026年5月1日，现为“{text}”")
    day = day_of(text)
    if day is None:
        raise EntryError(f"“{label}”没有这一天：{text}")
    return day


def _moment(label: str, text: str) -> str:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise EntryError(f"“{label}”应写作 2026-05-01 09:30 或者 2026年5月1日9时30分，现为“{text}”")
    year, month, day, hour, minute = (int(part) for part in match.groups() if part)
    try:
        at = datetime(year, month, day, hour, minute)
    except ValueError:
        raise EntryError(f"“{label}”没有这个时间：{text}") from None
    return f"{chinese_date(at.date())}{at.hour}时{at.minute:02d}分"


def _decimal(label: str, text: str) -> Decimal:
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    if _NUMBER.fullmatch(plain) is None:
        raise EntryError(f"“{label}”应是数字，现为“{text}”")
    return Decimal(plain)


def _number(spec: FieldSpec, text: str) -> str:
    return f"{_decimal(spec.label, text):f}{spec.unit or ''}"


def _amount(label: str, text: str) -> str:
    """人民币50000元（大写：伍万元整）."""
    number = _decimal(label, text.removesuffix("元"))
    if number < 0 or number >= _TOO_LARGE or number != number.quantize(Decimal("0.01")):
        raise EntryError(f"“{label}”应是不超过两位小数的金额（元），现为“{text}”")
    plain = f"{number.quantize(Decimal('0.01')):f}".removesuffix(".00")
    return f"人民币{plain}元（大写：{capitals(plain)}）"


def _choice(spec: FieldSpec, text: str) -> str:
    if text.strip() not in spec.choices:
        known = did_you_mean(text, spec.choices)
        raise EntryError(f"“{spec.label}”只能是：{'、'.join(spec.choices)}；现为“{text}”。{known}")
    return text.strip()


def _truth(label: str, text: str) -> bool:
    if text.lower() in fill_rules.TRUE:
        return True
    if text.lower() in fill_rules.FALSE:
        return False
    raise EntryError(f"“{label}”是勾选，应写 是 或者 否，现为“{text}”")
