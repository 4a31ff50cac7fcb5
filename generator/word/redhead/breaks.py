"""Where a title may be broken by sense (7.3.1): words of the language and of the catalog, found with a dictionary."""

from __future__ import annotations

import re

from generator.views import View

_JOINTS = re.compile(r"(关于|印发|《[^》]*》|的(?=通知|意见|方案|决定|函|通报|报告|请示|批复|公告|通告)|和|与|、|，)")


def joints(title: str, view: View) -> tuple[str, ...]:
    """The parts of a title between which a break is best."""
    del view
    return tuple(part for part in _JOINTS.split(title) if part)
