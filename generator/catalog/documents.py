"""A document type (文书种类) as data: its fields, its dated wording with citations, its layout as blocks.

One file catalog/documents/<id>.yaml; a new type needs no Python. The layout is a list of blocks, each
named by its one leading key (text, wording, table, list …); {tag} in a text stands for a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from generator.catalog.value_types import Cite, Cites, Day, Id, Mark, Record, Replacing, Text, many
from generator.labels import LabelledEnum

Texts = Annotated[tuple[Text, ...], BeforeValidator(many)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(many)]

PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
"""{unit}: the place of a field in a text."""


class FieldKind(LabelledEnum):
    """What a field takes, in the words shown to the person who fills it."""

    TEXT = "text", "单行文字"
    LONG = "long", "多行文字"
    DATE = "date", "日期"
    MOMENT = "moment", "日期和时间"
    NUMBER = "number", "数字"
    AMOUNT = "amount", "金额（元）"
    CHOICE = "choice", "选择"
    CHECK = "check", "勾选"
    LIST = "list", "列表，可增加行"


class Origin(LabelledEnum):
    """Where a field's content comes from, in the words shown on the type's page."""

    CASE = "case", "经办人填写"
    REGISTER = "register", "文书登记簿"
    DOCUMENT = "document", "此前的文书"
    AGENCY_NAME = "agency.name", "本局名称"
    AGENCY_REVIEW_BODY = "agency.review-body", "行政复议机关"
    AGENCY_COURT = "agency.court", "行政诉讼管辖法院"
    ITEM_TITLE = "item.title", "监管事项"
    ITEM_SUBJECT = "item.subject", "监管事项的事由"
    ITEM_OBJECT = "item.object", "监管对象"
    ITEM_BASIS = "item.basis", "设定依据"
    ITEM_RESPONSIBILITY = "item.responsibility", "监管责任"
    ITEM_METHODS = "item.methods", "监管方式"
    ITEM_SAMPLING = "item.sampling", "抽查比例"
    ITEM_LEAD = "item.lead", "牵头部门"
    ITEM_CHECKS = "item.checks", "检查要点"
    ACT_DAY = "act.day", "违法行为发生日"
    ACT_DUTY_THEN = "act.duty-then", "违法行为发生时的义务依据"
    ACT_PENALTY_THEN = "act.penalty-then", "违法行为发生时的罚则"
    ACT_DUTY_NOW = "act.duty-now", "现行的义务依据"
    ACT_PENALTY_NOW = "act.penalty-now", "现行的罚则"
    ACT_CHANGED = "act.changed", "违法行为发生后规定有无变动"


class Need(LabelledEnum):
    """What must be done before a document of the type may be issued. Declared here; the register enforces it."""

    ITEM_PUBLISHED = "item-published", "检查事项已公布"
    VISIT_APPROVED = "visit-approved", "检查已经审批（紧急情况补办）"
    CAP_NOT_REACHED = "cap-not-reached", "未超过年度检查频次上限"
    TWO_INSPECTORS = "two-inspectors", "执法人员不少于两人，具有执法资格"
    RECUSAL = "recusal", "已核对回避情形"
    NOTICE_GIVEN = "notice-given", "已告知拟作出的决定和陈述、申辩权利"
    HEARING_OFFERED = "hearing-offered", "属于听证范围的，已告知听证权利"
    LEGAL_REVIEW = "legal-review", "应当法制审核的，审核已通过"
    COLLECTIVE_DISCUSSION = "collective-discussion", "情节复杂或者重大的，已集体讨论"
    MEASURE_APPROVED = "measure-approved", "强制措施已经负责人批准（紧急情况二十四小时内补办）"
    LEADER_APPROVED = "leader-approved", "已经负责人批准"
    GOVERNMENT_APPROVED = "government-approved", "已报有权的人民政府决定或者授权"
    FILING_APPROVED = "filing-approved", "已经立案"
    TRANSFER_APPROVED = "transfer-approved", "移送已经负责人批准"
    WITHIN_NINETY_DAYS = "within-ninety-days", "在立案之日起九十日内（依法延长的除外）"
    SUMMARY_LIMIT = "summary-limit", "未超过可以当场处罚的限额"
    TOLD_ON_THE_SPOT = "told-on-the-spot", "已当场告知理由、依据、权利和救济途径，听取陈述和申辩"


class FieldSpec(Record):
    """One field of a document: its tag, its label, what it takes and where that comes from."""

    tag: Id
    label: Text
    kind: FieldKind = FieldKind.TEXT
    required: bool = Field(default=False, description="签发前必须填写")
    default: Text | None = Field(default=None, description="没有填写时印什么")
    from_: Origin = Field(default=Origin.CASE, alias="from", description="内容从哪里来")
    choices: Texts = ()
    unit: Text | None = Field(default=None, description="数字后面的单位，如 份、页")
    columns: Annotated[tuple[FieldSpec, ...], BeforeValidator(many), Field(max_length=12)] = Field(
        default=(), description="列表的各栏"
    )
    rows: Annotated[int, Field(ge=1, le=40)] = Field(default=3, description="空白列表印几行")
    width: Annotated[int, Field(ge=1, le=40)] | None = Field(default=None, description="空白处留几个字宽")
    hint: Text | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> FieldSpec:
        if (self.kind is FieldKind.CHOICE) != bool(self.choices):
            raise ValueError("选择（choice）的栏目要写 choices，别的栏目不写")
        if len(set(self.choices)) < len(self.choices):
            raise ValueError("choices 中有重复的选项")
        if (self.kind is FieldKind.LIST) != bool(self.columns):
            raise ValueError("列表（list）的栏目要写 columns，别的栏目不写")
        if any(column.kind is FieldKind.LIST for column in self.columns):
            raise ValueError("列表的栏不能又是列表")
        if self.default is not None and self.kind not in (FieldKind.TEXT, FieldKind.LONG, FieldKind.CHOICE):
            raise ValueError("只有文字和选择的栏目可以写 default")
        if self.default is not None and self.kind is FieldKind.CHOICE and self.default not in self.choices:
            raise ValueError(f"default“{self.default}”不在 choices 中")
        return self


class Claim(Record):
    """What a wording says a place of a law says; `holds` are the words of the law it relies on, compared by `law verify`."""

    cite: Cite
    holds: Texts = Field(default=(), description="所依据的法条用语，几个字，如 六十日、五日内")
    status: Mark | None = None
    note: Text | None = None


class Wording(Record):
    """A sentence the document prints, for the days from `from` until `until`, with the law it rests on."""

    text: Text
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    claims: Annotated[tuple[Claim, ...], BeforeValidator(many)] = ()
    source: Text | None = Field(default=None, description="出处；有 claims 的必须写")
    note: Text | None = None

    @model_validator(mode="after")
    def _law_has_a_source(self) -> Wording:
        if self.claims and self.source is None:
            raise ValueError("引用法律的用语须写 source（出处）")
        if self.from_ is not None and self.until is not None and self.until <= self.from_:
            raise ValueError(f"until（{self.until}）应晚于 from（{self.from_}）")
        return self


def _wordings(value: Any) -> Any:
    """A text, one record, or a list of records that hold at different times."""
    if isinstance(value, str):
        return ({"text": value},)
    return (value,) if isinstance(value, dict) else many(value)


Wordings = Annotated[tuple[Wording, ...], BeforeValidator(_wordings), Field(min_length=1)]


class Gate(Record):
    """A condition that must be met before the document may be issued."""

    need: Need
    cite: Cites | None = None
    note: Text | None = None


class Numbering(Record):
    """The code of a type within the agency's numbers: （某）市监责改〔2026〕1号."""

    code: Text
    status: Mark | None = None
    note: Text | None = None


class TextBlock(Record):
    """A paragraph; {tag} stands for a field."""

    text: Text
    at: Literal["indent", "left", "center", "right"] = "indent"


class HeadingBlock(Record):
    """A heading within the document."""

    heading: Text


class WordingBlock(Record):
    """The wording of the day, as a paragraph."""

    wording: Id


def _entry(value: Any) -> Any:
    return {"field": value} if isinstance(value, str) else value


class Entry(Record):
    """A label and its space in a table row; `sign` are lines to sign on at the foot of the space."""

    field: Id
    height: Annotated[int, Field(ge=6, le=200)] | None = Field(default=None, description="至少多高（毫米）")
    sign: Texts = Field(default=(), description="栏内下方的签名项，如 承办人、负责人；自动带日期")


EntryRow = Annotated[tuple[Annotated[Entry, BeforeValidator(_entry)], ...], BeforeValidator(many), Field(min_length=1)]


class TableBlock(Record):
    """A table of labels and spaces, one to three in a row."""

    table: Annotated[tuple[Annotated[EntryRow, Field(max_length=3)], ...], BeforeValidator(many), Field(min_length=1)]


class ListBlock(Record):
    """A list field: as a table with its columns' heads, or as numbered paragraphs (1. …)."""

    list: Id
    as_: Literal["table", "paragraphs"] = Field(default="table", alias="as")


class LinesBlock(Record):
    """A long field on ruled lines, as a record (笔录) has them."""

    lines: Id
    count: Annotated[int, Field(ge=1, le=60)] = 12


class Signer(Record):
    """One line to sign on: label, space, the fields beside it (执法证号), the day."""

    label: Text
    field: Id | None = Field(default=None, description="能打印姓名的栏目；不写则只留空")
    beside: Ids = ()
    day: bool = True


class SignaturesBlock(Record):
    """Lines to sign on, kept together."""

    signatures: Annotated[tuple[Signer, ...], BeforeValidator(many), Field(min_length=1)]


class SealBlock(Record):
    """署名 of the agency and the day under its seal, at the right; the value is the day's field."""

    seal: Id


class PageBlock(Record):
    """A new page with a title of its own, e.g. a list that goes with a decision."""

    page: Text


class ChecksBlock(Record):
    """The checks of the items, a row each, to be answered 符合/不符合/不适用."""

    checks: Literal[True]
    opinions: EntryRow = Field(default=(), description="表末的意见栏", min_length=0)
    signatures: Annotated[tuple[Signer, ...], BeforeValidator(many)] = Field(default=(), description="表末的签名栏")


_BLOCKS: dict[str, type[Record]] = {
    "text": TextBlock,
    "heading": HeadingBlock,
    "wording": WordingBlock,
    "table": TableBlock,
    "list": ListBlock,
    "lines": LinesBlock,
    "signatures": SignaturesBlock,
    "seal": SealBlock,
    "page": PageBlock,
    "checks": ChecksBlock,
}


def _block_kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((key for key in value if key in _BLOCKS), None)
    return next((key for key, model in _BLOCKS.items() if isinstance(value, model)), None)


Block = Annotated[
    Annotated[TextBlock, Tag("text")]
    | Annotated[HeadingBlock, Tag("heading")]
    | Annotated[WordingBlock, Tag("wording")]
    | Annotated[TableBlock, Tag("table")]
    | Annotated[ListBlock, Tag("list")]
    | Annotated[LinesBlock, Tag("lines")]
    | Annotated[SignaturesBlock, Tag("signatures")]
    | Annotated[SealBlock, Tag("seal")]
    | Annotated[PageBlock, Tag("page")]
    | Annotated[ChecksBlock, Tag("checks")],
    Discriminator(
        _block_kind,
        custom_error_type="block",
        custom_error_message=f"版面的一段应以这些键之一开头：{'、'.join(_BLOCKS)}",
    ),
]


class DocumentType(Replacing):
    """A document type (文书种类); one file documents/id.yaml."""

    id: Id
    title: Text
    aliases: Texts = Field(default=(), description="别的叫法，命令中也可以用")
    order: Annotated[int, Field(ge=1)]
    group: Text = Field(default="检查", description="网页上归在哪一组")
    layout: Literal["notice", "form"]
    page: Literal["portrait", "landscape"] = "portrait"
    scope: Literal["item", "case"] = Field(default="item", description="item：每个事项一份；case：一种一份")
    punishes: bool = Field(default=False, description="处罚类文书：须写明违法行为发生日，按当日的法律")
    purpose: Text
    users: Text
    number: Numbering | None = Field(default=None, description="文号")
    copies: Texts = Field(default=(), description="一式几份，各交给谁")
    gates: Annotated[tuple[Gate, ...], BeforeValidator(many)] = Field(default=(), description="签发前须具备的条件")
    fields: Annotated[tuple[FieldSpec, ...], BeforeValidator(many)]
    wording: dict[Id, Wordings] = Field(default_factory=dict)
    body: Annotated[tuple[Block, ...], BeforeValidator(many)] = Field(default=(), description="版面，自上而下")
    source: Text | None = Field(default=None, description="文书名称和栏目的出处")
    note: Text | None = None

    @model_validator(mode="after")
    def _a_form_has_a_body(self) -> DocumentType:
        if (self.layout == "form") != bool(self.body):
            raise ValueError("版式 form 须写 body（版面），其他版式不写")
        return self

    def field(self, tag: str) -> FieldSpec | None:
        """The field of this tag."""
        return next((spec for spec in self.fields if spec.tag == tag), None)

    def wording_text(self, name: str) -> str:
        """A wording that holds at all times, as plain text; empty where there is none."""
        return self.wording[name][0].text if name in self.wording else ""


def placed_tags(document: DocumentType) -> Iterator[tuple[int, str]]:
    """Every field a block shows: the block's index, the tag. Texts are read for their {tag}s."""
    for index, block in enumerate(document.body):
        for tag in tags_of(block, document):
            yield index, tag


def tags_of(block: Record, document: DocumentType) -> Iterator[str]:
    """The tags of the fields a block shows, its wordings' included."""
    match block:
        case TextBlock():
            yield from PLACEHOLDER.findall(block.text)
        case WordingBlock():
            for wording in document.wording.get(block.wording, ()):
                yield from PLACEHOLDER.findall(wording.text)
        case TableBlock():
            yield from (entry.field for row in block.table for entry in row)
        case ListBlock(list=tag) | LinesBlock(lines=tag) | SealBlock(seal=tag):
            yield tag
        case SignaturesBlock():
            yield from _signed(block.signatures)
        case ChecksBlock():
            yield from (entry.field for entry in block.opinions)
            yield from _signed(block.signatures)
        case _:
            pass


def _signed(signers: tuple[Signer, ...]) -> Iterator[str]:
    for signer in signers:
        yield from (*((signer.field,) if signer.field else ()), *signer.beside)
