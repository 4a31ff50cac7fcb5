"""How a check's answer and remark are called: known to what lays out, fills and reads."""

from __future__ import annotations


def answer_label(tag: str) -> str:
    """How an answer or a remark is called: check-3 第3项, check-3-remark 第3项备注; another tag stays."""
    number = tag.removeprefix("check-").removesuffix("-remark")
    if not number.isdecimal():
        return tag
    return f"第{number}项备注" if tag.endswith("-remark") else f"第{number}项"
