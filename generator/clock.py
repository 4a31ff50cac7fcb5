"""Days: the only place that asks the clock which is meant where nobody names one; how documents write one."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""The bureau's day begins at midnight in China, wherever the build runs."""


_ISO_DAY = re.compile(r"(?<![\d-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)(?![\d-])")

_LAST = 2**32 - 1
"""What compressed files can tell in their head."""


def default_day() -> date:
    """The day of SOURCE_DATE_EPOCH (seconds since 1970) where it is set, else today, in China.

    Raises ValueError (Chinese) where SOURCE_DATE_EPOCH is no number of seconds, or one that a build cannot write.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(CHINA).date()
    try:
        seconds = int(epoch)
    except ValueError:
        raise ValueError(f"环境变量 SOURCE_DATE_EPOCH 不是秒数：{epoch}") from None
    if not 0 <= seconds <= _LAST:
        raise ValueError(f"环境变量 SOURCE_DATE_EPOCH 应在 0 和 {_LAST}（2106 年）之间，现为 {seconds}")
    return datetime.fromtimestamp(seconds, CHINA).date()


def chinese_date(day: date) -> str:
    """2026年5月1日, as official documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def days_written(value: str) -> str:
    """The catalog's own words with 2026-05-01 as 2026年5月1日; not for text a source prints."""
    return _ISO_DAY.sub(lambda day: chinese_date(date.fromisoformat(day.group())), value)
