"""Adjustments (调整): what a lower level's catalog adds to an item of the level above, narrows, replaces, withdraws.

A county's catalog builds on the city's (`extends`). One file adjustments/NN-id.yaml says what of one item is otherwise
here, each change with its reason, its source and the digest of what it changes, so that `check` notices when that moves
on. What is not named stays as the level above has it.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generator.catalog.digest import digest_of
from generator.catalog.item import Basis, Check, Item, Lead, Methods, Sampling, Statement
from generator.catalog.value_types import Digest, Id, Record, Text, many
from generator.labels import LabelledEnum


class Changing(Record):
    """Why something is changed, and the state of what is; no state where something is added."""

    reason: Text = Field(description="为什么这样调整")
    of: Digest | None = Field(
        default=None, description="所调整的上级内容的摘要（check 会给出）：它以后变了，check 会提醒；新增的不写"
    )


class AdjustedStatement(Statement, Changing):
    """Another statement in the place of the upper one."""


class AdjustedMethods(Methods, Changing):
    """Other methods in the place of the upper ones."""


class AdjustedSampling(Sampling, Changing):
    """Another ratio in the place of the upper one."""


class AdjustedLead(Lead, Changing):
    """Another leading department in the place of the upper one."""


class AddedBasis(Basis):
    """A further legal basis, as of local law."""

    reason: Text = Field(description="为什么增加")


class AdjustedCheck(Check, Changing):
    """A further check; with `of` one in the place of the upper check of its id."""


class Withdrawal(Changing):
    """What does not apply here (不适用)."""

    source: Text = Field(description="出处，如本局的文件")


class CheckWithdrawal(Withdrawal):
    """A check of the level above that is not made here."""

    check: Id


class Narrowing(CheckWithdrawal):
    """A check of the level above that is made here only of some."""

    applies: Text = Field(description="在本局只对哪些对象适用；上级写明的适用范围仍然有效")


class Adjustment(Record):
    """What of one item of the level above is otherwise here; one file adjustments/NN-id.yaml, named as the item."""

    id: Id
    withdrawn: Withdrawal | None = Field(default=None, description="整个事项不适用")
    object: AdjustedStatement | None = Field(default=None, description="监管对象")
    responsibility: AdjustedStatement | None = Field(default=None, description="监管责任")
    methods: AdjustedMethods | None = Field(default=None, description="监管措施（方式）")
    sampling: AdjustedSampling | None = Field(default=None, description="抽查比例")
    lead: AdjustedLead | None = Field(default=None, description="牵头部门")
    bases: Annotated[tuple[AddedBasis, ...], BeforeValidator(many)] = Field(default=(), description="增加的设定依据")
    checks: Annotated[tuple[AdjustedCheck, ...], BeforeValidator(many)] = Field(
        default=(), description="增加的检查要点；编号与上级的相同并写了 of 的，替换它"
    )
    narrowed: Annotated[tuple[Narrowing, ...], BeforeValidator(many)] = Field(
        default=(), description="缩小适用范围的检查要点"
    )
    dropped: Annotated[tuple[CheckWithdrawal, ...], BeforeValidator(many)] = Field(
        default=(), description="不适用的检查要点"
    )


class ChangeKind(LabelledEnum):
    """What an adjustment does."""

    ADDED = "added", "增加"
    NARROWED = "narrowed", "缩小范围"
    REPLACED = "replaced", "替换"
    WITHDRAWN = "withdrawn", "不适用"


STATEMENTS = {
    "object": "监管对象",
    "responsibility": "监管责任",
    "methods": "监管措施",
    "sampling": "抽查比例",
    "lead": "牵头部门",
}
"""The statements of an item of which there is one each, and what they are called."""


class Change(Record):
    """One change of an item by a level: of which part of it, what was there before, and why.

    `part`: `sampling`, `checks/licence-valid`, `bases/3`; empty for the item as a whole. `before` is nothing for what was added, `after` for what was
    withdrawn.
    """

    kind: ChangeKind
    item: Id
    part: str
    agency: Text
    reason: Text
    source: Text
    before: Statement | Methods | Sampling | Lead | Check | Item | None = None
    after: Statement | Methods | Sampling | Lead | Check | Basis | Item | None = None

    @property
    def what(self) -> str:
        """What was changed, in the field's words."""
        kind, _, _name = self.part.partition("/")
        return {"": "监管事项", "checks": "检查要点", "bases": "设定依据", **STATEMENTS}[kind]


def state_of(record: Record) -> str:
    """The digest of a statement, check or item as it stands above: what `of` names."""
    data: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    for own in ("reason", "of"):
        data.pop(own, None)
    return digest_of(data)
