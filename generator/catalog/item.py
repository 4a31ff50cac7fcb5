"""A supervision item (监管事项) and all that is stated about it: what an official may write down, and nothing else."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from generator.catalog.digest import digest_of
from generator.catalog.value_types import (
    Cite,
    Cites,
    DatedMark,
    Day,
    Id,
    Ids,
    Mark,
    Ratio,
    Record,
    Replacing,
    Review,
    Sourced,
    Text,
    Texts,
    many,
    one_or_many,
)
from generator.labels import LabelledEnum


class Statement(Sourced):
    """A piece of text about an item: our text, or as the source prints it with all its damage."""

    text: Text | None = Field(default=None, description="整理后的文字")
    as_printed: Text | None = Field(default=None, description="出处原文照录，包括其错漏")

    @model_validator(mode="after")
    def _has_text(self) -> Statement:
        if self.text is None and self.as_printed is None:
            raise ValueError("text 与 as_printed 至少写一项")
        return self


class Methods(Sourced):
    """The supervision methods (监管方式) of an item."""

    use: Ids = Field(description="监管方式的编号（methods.yaml）")
    as_printed: Text | None = None


class Sampling(Sourced):
    """The sampling ratio (抽查比例): a number, or what the source says where it gives none."""

    ratio: Ratio | None = None
    text: Text | None = Field(default=None, description="出处没有写百分数的，它怎样写，如 根据实际情况确定")
    as_printed: Text | None = Field(default=None, description="出处原文照录")

    @model_validator(mode="after")
    def _has_something(self) -> Sampling:
        if self.ratio is None and self.text is None and self.as_printed is None:
            raise ValueError("ratio、text 与 as_printed 至少写一项")
        return self

    @property
    def shown(self) -> str:
        """The ratio or what stands for it; what is only printed, where nothing about that is in doubt."""
        return self.ratio or self.text or _undoubted(self)


class Lead(Sourced):
    """The leading department (牵头部门): a known one, or what the source writes."""

    department: Id | None = Field(default=None, description="处室的编号（departments.yaml）")
    text: Text | None = Field(default=None, description="没有登记为处室的，它的名称，如 执法局")
    as_printed: Text | None = Field(default=None, description="出处原文照录，包括其错漏")

    @model_validator(mode="after")
    def _has_something(self) -> Lead:
        if self.department is None and self.text is None and self.as_printed is None:
            raise ValueError("department、text 与 as_printed 至少写一项")
        return self

    @property
    def named(self) -> str:
        """The name of a department that is not known; what is only printed, where nothing about that is in doubt."""
        return self.text or _undoubted(self)


def _undoubted(statement: Sampling | Lead) -> str:
    return "" if statement.status else (statement.as_printed or "")


class Acknowledged(Record):
    """The bureau knows that a quotation differs gravely from the law, and why it stays as it is (记明)."""

    reason: Text
    on: Day
    by: Text | None = None


class Basis(Sourced):
    """One legal basis (设定依据) of an item. Holds from `from` (inclusive) until `until` (exclusive).

    Without `from` it holds from the effective day of the law version in force on its source's day.
    """

    cite: Cite
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    quote: Text | None = Field(default=None, description="仅限出处自己印出的引文，原样照录")
    acknowledged: Acknowledged | None = Field(default=None, description="引文与条文严重不符而仍照录的，写明理由")
    marks: Annotated[tuple[DatedMark, ...], BeforeValidator(many)] = ()
    reviewed: Review | None = None

    def reviewable_digest(self) -> str:
        """Digest of what a reviewer vouches for: the citation and its dates and quotation."""
        return digest_of("basis", str(self.cite), self.from_, self.until, self.quote)


class Penalty(Record):
    """The penalty clause (罚则) a check leads to, and who imposes it."""

    cite: Cite
    by: Text = Field(description="处罚机关")
    for_: Text | None = Field(default=None, alias="for", description="适用的情形（一项检查对应多个罚则时）")
    status: Mark | None = None
    note: Text | None = None


Penalties = Annotated[tuple[Penalty, ...], BeforeValidator(one_or_many), Field(min_length=1)]


class NoPenalty(LabelledEnum):
    """Why a check names no penalty clause: there is none, or nobody knows."""

    NONE = "none", "无对应罚则"
    UNKNOWN = "unknown", "待核实"


class Duty(LabelledEnum):
    """Who owes what a check asks."""

    ENTERPRISE = "enterprise", "被检查单位"
    AUTHORITY = "authority", "监管机关"


class Check(Sourced):
    """One check (检查要点): a full sentence answered 符合 or 不符合.

    `penalty` is "none" where no penalty clause exists (无对应罚则), "unknown" where nobody knows (待核实).
    """

    id: Id
    ask: Text = Field(description="可用“符合/不符合”回答的完整一句话，用自己的话")
    how: Texts = Field(min_length=1, description="检查方法：现场检查、查阅资料、询问、抽考、系统核查、报告复核")
    basis: Cites | None = Field(default=None, description="义务依据；没有查到则不写，并标待核实")
    duty_of: Duty
    applies: Text | None = Field(default=None, description="只对一部分对象适用时写明，如 仓储企业、一级经营单位")
    penalty: NoPenalty | Penalties
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    reviewed: Review | None = None

    @model_validator(mode="after")
    def _unknown_is_marked(self) -> Check:
        if self.basis is None and self.status is None:
            raise ValueError("没有 basis 的检查要点须写 status: 待核实")
        return self

    def reviewable_digest(self) -> str:
        """Digest of what a reviewer vouches for: the question, its basis, who owes it, its penalty."""
        penalties = (
            self.penalty if isinstance(self.penalty, NoPenalty) else [(str(p.cite), p.by, p.for_) for p in self.penalty]
        )
        basis = None if self.basis is None else [str(cite) for cite in self.basis]
        return digest_of("check", self.ask, basis, self.duty_of, self.applies, penalties, self.from_, self.until)


class Item(Replacing):
    """One supervision item (监管事项); one file items/NN-id.yaml."""

    id: Id = Field(description="文件名（不含 .yaml），不重复使用")
    number: Annotated[int, Field(ge=1, le=9999)]
    title: Text
    aliases: Texts = ()
    subject: Text = Field(description="文书标题用的事由，如 机动车检验")
    source: Text
    object: Statement | None = Field(default=None, description="监管对象；不知道则不写")
    bases: Annotated[tuple[Basis, ...], BeforeValidator(many)] = ()
    responsibility: Statement | None = Field(default=None, description="监管责任")
    methods: Methods | None = Field(default=None, description="监管措施（方式）")
    sampling: Sampling | None = Field(default=None, description="抽查比例；出处没有则不写")
    lead: Lead | None = Field(default=None, description="牵头部门；不知道则不写")
    checks: Annotated[tuple[Check, ...], BeforeValidator(many)] = ()
    note: Text | None = None
