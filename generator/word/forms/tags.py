"""Tags of the controls that are no fields: what every document bears, and the wordings."""

from __future__ import annotations

from generator.catalog.fill_rules import ANSWERS

AGENCY = "agency"
EDITION = "edition"
NUMBER_IN_LIST = "row-number"
CODE = "qr"
TITLE, SUBTITLE = "title", "subtitle"

OFFICE, SUBJECT, OBJECT, BASES, METHODS, COUNT = (
    "office",
    "subject-words",
    "object-words",
    "bases-words",
    "methods-words",
    "count-words",
)

CHECKS = "checks"
CHECKS_BASIS_LINE, CHECKS_BASIS = "checks-basis-line", "checks-basis"
GROUP, GROUP_BASIS = "group", "group-basis"
ASK, BASIS, HOW, PENALTY = "check-ask", "check-basis", "check-how", "check-penalty"
ANSWER, REMARK = "check-answer-", "check-remark"

_WORDING = "wording-"

CHECK_PARTS = (CHECKS, NUMBER_IN_LIST, ASK, BASIS, HOW, PENALTY, *(f"{ANSWER}{key}" for key, _ in ANSWERS))
"""What a template with checks must have."""

RESERVED: dict[str, str] = {
    AGENCY: "本局名称",
    EDITION: "法律状态与文书版次",
    NUMBER_IN_LIST: "行号",
    CODE: "二维码",
    TITLE: "文书标题",
    SUBTITLE: "副标题",
    OFFICE: "印发机关",
    SUBJECT: "事由",
    OBJECT: "监管对象",
    BASES: "设定依据",
    METHODS: "检查方式和比例",
    COUNT: "检查内容",
    CHECKS: "检查要点各行",
    CHECKS_BASIS_LINE: "检查依据一行",
    CHECKS_BASIS: "检查依据",
    GROUP: "事项",
    GROUP_BASIS: "事项的检查依据",
    ASK: "检查内容",
    BASIS: "义务依据",
    HOW: "检查方法",
    PENALTY: "罚则依据",
    **{f"{ANSWER}{key}": word for key, word in ANSWERS},
    REMARK: "备注",
}
"""What a template may contain beside fields and wordings, with its title."""


def check(number: int) -> str:
    """The tag of a check's answer as a value: check-3 (its boxes are check-3-yes, -no, -none)."""
    return f"check-{number}"


def remark(number: int) -> str:
    """The tag of a check's remark."""
    return f"check-{number}-remark"


def wording(name: str) -> str:
    """The tag of a wording's control."""
    return f"{_WORDING}{name}"


def wording_name(tag: str) -> str | None:
    """The wording a tag stands for; None where it stands for something else."""
    return tag.removeprefix(_WORDING) if tag.startswith(_WORDING) else None
