"""Tags of the controls that are no fields: what every document bears, and the wordings."""

from __future__ import annotations

AGENCY = "agency"
EDITION = "edition"
NUMBER_IN_LIST = "row-number"
CODE = "qr"

_WORDING = "wording-"

RESERVED: dict[str, str] = {
    AGENCY: "本局名称",
    EDITION: "法律状态与目录摘要",
    NUMBER_IN_LIST: "行号",
    CODE: "二维码",
}
"""What a template may contain beside fields and wordings, with its title."""


def wording(name: str) -> str:
    """The tag of a wording's control."""
    return f"{_WORDING}{name}"


def wording_name(tag: str) -> str | None:
    """The wording a tag stands for; None where it stands for something else."""
    return tag.removeprefix(_WORDING) if tag.startswith(_WORDING) else None
