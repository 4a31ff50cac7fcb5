"""What a catalog has none of yet, in the words every command says it with.

An empty list, or “there is no such item”, reads like a fault of the program to somebody who has only begun.
"""

from __future__ import annotations

from collections.abc import Sized
from typing import Protocol

from generator.labels import LabelledEnum


class Absent(LabelledEnum):
    """Records a catalog may have none of: the label says so, and where they are written."""

    ITEMS = "items", "目录里还没有监管事项：请在 items 文件夹里一个事项写一个文件，或者用 jianguan import 导入清单"
    LAWS = (
        "laws",
        "目录里还没有法规：请在 laws 文件夹登记，或者在 catalog.yaml 的 uses 写上资料包（jianguan packs 列出）",
    )
    DOCUMENTS = (
        "documents",
        "目录里还没有文书：请在 catalog.yaml 的 uses 写上资料包（jianguan packs 列出），或者在 documents 文件夹里写",
    )
    DEPARTMENTS = "departments", "目录里还没有处室：请在 departments.yaml 登记"

    def said(self, records: Sized) -> str:
        """That there are none, a sentence without its stop; empty where there are."""
        return "" if records else self.label


class Holder(Protocol):
    """A catalog, or the view of one."""

    @property
    def items(self) -> Sized:
        """The supervision items."""

    @property
    def laws(self) -> Sized:
        """The laws."""

    @property
    def documents(self) -> Sized:
        """The document types."""

    @property
    def departments(self) -> Sized:
        """The departments."""


def absent(holder: Holder, *kinds: Absent) -> list[str]:
    """What a catalog has none of yet, of these kinds (of all where none is named), a sentence each without its stop."""
    return [said for kind in kinds or Absent if (said := kind.said(getattr(holder, kind.value)))]
