"""What may be filled into the fields of documents: limits, words, patterns. Python and the pages' scripts check by the same.

`as_data` is what the pages get, as a script (fill/rules.js): nothing of it is written twice. The patterns mean the same
in both languages: in Python with re.ASCII, in a page with the flag u.
"""

from __future__ import annotations

from typing import Any

MOST_ROWS = 2_000
"""The most rows a list takes: more would be a spreadsheet, not a document."""

LONGEST = 100_000
"""The most characters a field takes."""

AMOUNT_DIGITS = 12
"""The most digits of the whole yuan of an amount."""

TRUE, FALSE = ("是", "true", "1", "☑", "√", "yes"), ("否", "false", "0", "☐", "no")
"""How a tick is written, in small letters; the first is how it is shown in a table."""

ANSWERS = (("yes", "符合"), ("no", "不符合"), ("none", "不适用"))
"""What a check is answered with."""

TICKED = "☑"
"""What a ticked field shows; the value its boxes compare with."""

BOX = rf"(check-\d+)-({'|'.join(key for key, _ in ANSWERS)})"
"""The tag of a box of a check's answer: check-3-yes."""

CHECK_COLUMNS = {
    "number": "序号",
    "ask": "检查内容",
    "basis": "检查依据",
    "how": "检查方法",
    "answer": "检查结果",
    "penalties": "罚则依据",
    "remark": "备注",
}
"""The heads of a table of checks, in order."""

ALL_ABOVE = "本事项的检查要点均已列在前面的事项中"
"""Stands in such a table for an item whose every check stands under an earlier one."""

UNIT_TAGS = ("unit", "party", "recipient", "person")
"""The fields that name whom a document is about, the first a type has; the last is a person, the others are units."""

UNIT_HEADS = ("单位名称", "企业名称", "单位", "名称")
"""How tables head the column of the unit where they do not use the field's own name."""

CELL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
"""What a spreadsheet shows in a cell it cannot compute."""

DAY = r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
"""2026-05-01, 2026年5月1日."""

MOMENT = DAY + r"[T ]?(?:(\d{1,2}):(\d{2})(?::\d{2})?|(\d{1,2})时(\d{1,2})分)"
"""2026-05-01 09:30, 2026年5月1日9时30分."""

NUMBER = r"([+-]?)(?:(\d{1,30})(?:\.(\d{1,30}))?|\.(\d{1,30}))"
"""Sign, whole, part; or the part alone (.5). Widths are levelled and commas taken out before."""

UNPRINTABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
"""Characters no Word file can hold."""

NO_FILE_NAME = r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
"""Characters that stand in no file's name: Windows refuses them, or nobody sees them."""


def as_data() -> dict[str, Any]:
    """The above as JSON takes it, with the characters `str.strip` takes for blanks, which JavaScript does not agree on."""
    return {
        "most_rows": MOST_ROWS,
        "longest": LONGEST,
        "amount_digits": AMOUNT_DIGITS,
        "true": list(TRUE),
        "false": list(FALSE),
        "answers": dict(ANSWERS),
        "ticked": TICKED,
        "check_columns": CHECK_COLUMNS,
        "all_above": ALL_ABOVE,
        "unit_tags": list(UNIT_TAGS),
        "unit_heads": list(UNIT_HEADS),
        "cell_errors": list(CELL_ERRORS),
        "blanks": "".join(filter(str.isspace, map(chr, range(0x10000)))),
        "patterns": {
            "box": BOX,
            "day": DAY,
            "moment": MOMENT,
            "number": NUMBER,
            "unprintable": UNPRINTABLE,
            "no_file_name": NO_FILE_NAME,
        },
    }
