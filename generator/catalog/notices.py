"""An official document (公文) as data: every element GB/T 9704 knows, filled or said to be lost.

One file catalog/notices/<id>.yaml. What a scan or a draft does not show is left out or named under
`lost`; nothing is guessed.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from generator.catalog.value_types import Day, Digest, Id, Record, Sourced, Text, Written, many, one_or_many

Texts = Annotated[tuple[Text, ...], BeforeValidator(many)]

_LONGEST_TITLE = 120


def _title(value: str) -> str:
    if len(value) > _LONGEST_TITLE:
        raise ValueError(f"标题过长（{len(value)} 字，最多 {_LONGEST_TITLE} 字）：公文首页须显示正文（7.3.3）")
    return value


Title = Annotated[Text, AfterValidator(_title)]
"""A title of at most 120 characters, six lines: a longer one would leave the first page no room for text."""

_LINE = 28
_LONGEST_POST = 16


def _name(value: str) -> str:
    if len(value) > _LINE:
        raise ValueError(f"署名过长（{len(value)} 字，一行只有 {_LINE} 字）：请用规范化简称")
    return value


def _post(value: str) -> str:
    if len(value) > _LONGEST_POST:
        raise ValueError(f"职务过长（{len(value)} 字，最多 {_LONGEST_POST} 字）：签名章左边放不下")
    return value


SignedName = Annotated[Text, AfterValidator(_name)]
"""A 署名, which stands on one line (28 characters)."""

LOST = "〔原件缺失〕"
"""What stands where the original's words are lost."""


class Number(Record):
    """发文字号: 某局〔2020〕67号 (7.2.5). The year in full, the number without leading zero.

    Without code and year it is that of an order: 第3号 (10.2).
    """

    code: Text | None = None
    year: Annotated[int, Field(ge=1949, le=2999)] | None = None
    number: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _code_and_year_go_together(self) -> Number:
        if (self.code is None) != (self.year is None):
            raise ValueError("发文字号的 code（机关代字）和 year（年份）要么都写，要么都不写（令号：第3号）")
        return self

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.number}号" if self.code else f"第{self.number}号"


class Secrecy(Record):
    """密级和保密期限 (7.2.2): 秘密★1年."""

    level: Literal["绝密", "机密", "秘密"]
    period: Text | None = None


class Attachment(Record):
    """An 附件 (7.3.7): text with the document's own numbering, or the catalog's table of items (landscape).

    `lost`: what of it the original does not show, e.g. the rows of some items.
    """

    title: Title
    body: Text | None = None
    table: Literal["items"] | None = Field(default=None, description="items：目录的监管事项清单")
    lost: dict[Text, Text] = Field(default_factory=dict, description="原件缺失的部分：事项序号范围 → 说明")

    @model_validator(mode="after")
    def _has_one_content(self) -> Attachment:
        if (self.body is None) == (self.table is None):
            raise ValueError("附件写 body（文字）或者 table（表格），二者选一")
        return self


class Enclosure(Record):
    """What a 印发 notice hands out (方案、办法): printed after the signature, on a page of its own, with its title."""

    title: Title
    body: Text


class Signer(Record):
    """Who a signature stamp (签名章) is of. Without `name` the stamp's place stays blank for it."""

    post: Annotated[Text, AfterValidator(_post)] = Field(description="签发人职务，写全称")
    name: Text | None = None


class Signature(Record):
    """署名 (7.3.5): under a seal, without one, or with signature stamps (签名章)."""

    mode: Literal["seal", "plain", "stamp"] = "seal"
    agencies: Annotated[tuple[SignedName, ...], BeforeValidator(many)] = Field(
        default=(), description="署名机关；不写则为目录的机关"
    )
    stamps: Annotated[tuple[Signer, ...], BeforeValidator(one_or_many)] = Field(
        default=(), description="签名章：职务和姓名，联合行文写几个，主办机关在前"
    )

    @model_validator(mode="after")
    def _stamps_are_of_somebody(self) -> Signature:
        if (self.mode == "stamp") != bool(self.stamps):
            raise ValueError("mode: stamp（签名章）与 stamps（职务、姓名）要一起写")
        return self


class Imprint(Record):
    """版记 (7.4): 抄送机关, 印发机关, 印发日期."""

    recipients: Texts = Field(default=(), description="移至版记的主送机关（7.3.2，名称过多致首页不能显示正文时）")
    copies: Texts = Field(default=(), description="抄送机关")
    office: Text | None = Field(default=None, description="印发机关")
    day: Day | None = Field(default=None, description="印发日期；不是成文日期")


class Layout(Record):
    """How many pages precede the 版记, measured by `jianguan notice --layout` for exactly this content.

    `line` is the line pitch (twips) that keeps the 署名 on a page with text, where the usual one does not (7.3.5.5).
    """

    pages: Annotated[int, Field(ge=1)]
    room: bool = Field(description="最后一页下方是否放得下版记")
    line: Annotated[int, Field(ge=500, le=579)] | None = Field(
        default=None, description="行距（1/20 磅），为使署名与正文同在一面而调小时才有"
    )
    content: Digest


class Notice(Sourced):
    """One official document. Its body is Markdown: paragraphs, with the document's own numbering (一、（一）1.（1）)."""

    id: Id
    format: Literal["文件", "信函", "命令", "纪要"] = "文件"
    direction: Literal["上行", "下行", "平行"] = "下行"
    copy_number: Annotated[str, Written(r"^\d{6}$", '份号是六位数字，如 "000001"')] | None = Field(
        default=None, description="份号，六位"
    )
    secrecy: Secrecy | None = None
    urgency: Literal["特急", "加急"] | None = None
    marks: Texts = Field(default=(), description="发文机关标志；联合行文写几个，主办机关在前；不写则为目录的机关")
    number: Number | None = None
    signers: Texts = Field(default=(), description="签发人（上行文）")
    title: Title
    recipients: Text | None = Field(default=None, description="主送机关")
    body: Text
    enclosure: Enclosure | None = Field(default=None, description="所印发的方案、办法等；附件说明排在它之后")
    attended: dict[Text, Text] = Field(default_factory=dict, description="纪要的出席、请假、列席")
    attachments: Annotated[tuple[Attachment, ...], BeforeValidator(many)] = ()
    signature: Signature | None = None
    day: Day | None = Field(default=None, description="成文日期")
    note: Text | None = Field(default=None, description="附注，如 此件公开发布")
    imprint: Imprint | None = None
    lost: dict[Literal["signature", "day", "number"], Text] = Field(
        default_factory=dict, description="原件缺失的要素 → 说明"
    )
    as_of: Day | None = Field(default=None, description="附件中清单的法律状态日期")
    layout: Layout | None = Field(default=None, description="由 jianguan notice --layout 写入")
    remark: Text | None = Field(default=None, description="说明，不印出")

    @model_validator(mode="after")
    def _upward_documents_name_their_signer(self) -> Notice:
        if self.format == "文件" and self.direction == "上行" and not self.signers:
            raise ValueError("上行文须写 signers（签发人，7.2.6）")
        if self.format in ("文件", "信函") and self.number is not None and self.number.code is None:
            raise ValueError("发文字号须写 code（机关代字）和 year（年份）；只有令号可以只写 number")
        if self.imprint is not None and self.imprint.recipients and self.recipients:
            raise ValueError("主送机关写在 recipients 或者 imprint.recipients，二者选一")
        if self.format != "文件" and len(self.marks) > 1:
            raise ValueError(f"{self.format}只用主办机关的标志（第10章），marks 只写一个")
        if self.note is not None and re.search(r"^[（(].*[）)]$", self.note):
            raise ValueError("附注 note 不写括号，印出时自动加")
        return self
