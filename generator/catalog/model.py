"""The catalog's data model: what an official may write down, and nothing else.

Every record is frozen and refuses unknown keys. Derived values (which law holds on a day, whether a
check applies) are not here: `generator.views` resolves them for a date.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from generator.catalog.digest import digest_of
from generator.catalog.documents import DocumentType
from generator.catalog.notices import Notice
from generator.catalog.value_types import (
    Cite,
    Cites,
    Day,
    Digest,
    Id,
    Mark,
    NoWordsDigest,
    Ratio,
    Record,
    Replacing,
    Review,
    Sourced,
    Text,
    WordsDigest,
    Written,
    many,
    one_or_many,
)
from generator.labels import LabelledEnum
from generator.law.comparison import Verdict

Texts = Annotated[tuple[Text, ...], BeforeValidator(many)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(many)]


class DatedMark(Record):
    """A mark that holds from a day on, e.g. 形式效力待核实 since a newer law took effect."""

    status: Mark
    since: Day
    note: Text | None = None


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
    """The sampling ratio (抽查比例)."""

    ratio: Ratio
    as_printed: Text | None = None


class Lead(Sourced):
    """The leading department (牵头部门): a known one, or only what a damaged source prints."""

    department: Id | None = None
    as_printed: Text | None = None

    @model_validator(mode="after")
    def _has_something(self) -> Lead:
        if self.department is None and self.as_printed is None:
            raise ValueError("department 与 as_printed 至少写一项")
        return self


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
    applies: Text | None = Field(default=None, description="只对一部分对象适用时写明，如 矿山、工贸、剧毒化学品")
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


LawEvent = Literal["公布", "修正", "修订", "修改"]
"""How a version came about."""

LawKind = Literal["法律", "行政法规", "部门规章", "地方性法规", "规范性文件", "国家标准"]
"""What a law is, the highest first."""


class Version(Record):
    """One version of a law. Of its two days one may be unknown, which is then marked 待核实.

    Without an effective day it is kept under its promulgation day.
    """

    promulgated: Day | None = Field(default=None, description="公布日期（修正、修订的，为该次公布日期）；不知道则不写")
    effective: Day | None = Field(default=None, description="施行日期；不知道则不写")
    number: Text | None = Field(default=None, description="令号")
    event: LawEvent = "公布"
    source: Text
    note: Text | None = None

    @model_validator(mode="after")
    def _has_days_in_order(self) -> Version:
        if self.promulgated is None and self.effective is None:
            raise ValueError("公布日期 promulgated 和施行日期 effective 至少写一个")
        if self.promulgated is not None and self.effective is not None and self.effective < self.promulgated:
            raise ValueError(f"施行日期 {self.effective} 早于公布日期 {self.promulgated}")
        return self

    @property
    def start(self) -> date:
        """The day from which the version counts: the effective day, where unknown the promulgation day."""
        day = self.effective or self.promulgated
        assert day is not None
        return day


class Gist(Sourced):
    """What a cited article says, in our own words (要旨), for the versions from `from` until `until`."""

    at: Text = Field(description="条（款、项），如 第五十三条、第五十三条第二款")
    text: Text
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    succeeded_by: Cites | None = Field(default=None, description="新法中接替本条的条文，如 《行政处罚法》第三十三条")


class End(Record):
    """The end of a law (废止): the day it ceases to hold, by what, and what takes its place."""

    on: Day
    by: Text
    replaced_by: Id | None = None
    source: Text


class Law(Replacing):
    """One law (法律、法规、规章、文件) that the catalog cites; one file laws/id.yaml."""

    id: Id
    title: Text = Field(description="全称，如 中华人民共和国行政处罚法")
    short: Text = Field(description="书名号内使用的名称，如 行政处罚法")
    aliases: Texts = ()
    kind: LawKind
    issuer: Text | None = None
    versions: Annotated[tuple[Version, ...], BeforeValidator(many), Field(min_length=1)]
    ended: End | None = None
    address: Text | None = Field(default=None, description="官方网址")
    marks: Annotated[tuple[DatedMark, ...], BeforeValidator(many)] = ()
    gists: Annotated[tuple[Gist, ...], BeforeValidator(many)] = ()
    note: Text | None = None


class Department(Sourced, Replacing):
    """A department (处室)."""

    id: Id
    name: Text
    aliases: Texts = ()
    role: Text | None = None


class Method(Sourced, Replacing):
    """A supervision method (监管方式) and what the plan says it means."""

    id: Id
    title: Text
    aliases: Texts = ()
    order: Annotated[int, Field(ge=1)]
    section: Text = Field(description="出处中的位置，如 四（一）")
    gist: Text
    quote: Text | None = None


class SourceKind(LabelledEnum):
    """What a source is."""

    DOCUMENT = "document", "公开文件"
    REFERENCE = "reference", "公开资料"
    COMPILED = "compiled", "本目录整理"


class Source(Record):
    """A source (出处) statements name: a public document, a public reference, or our own compilation with its day."""

    title: Text
    day: Day = Field(description="文件印发或整理的日期：引用的是这一天有效的法律版本")
    kind: SourceKind
    address: Text | None = None


class Agency(Record):
    """The bureau that issues the documents."""

    name: Text
    mark: Text = Field(description="发文机关标志，如 ××局文件")
    code: Text = Field(description="发文机关代字")
    recipients: Text = Field(description="通知的主送机关")
    case_code: Text | None = Field(default=None, description="执法文书文号的机关部分，如 （某）市监")
    review_body: Text | None = Field(default=None, description="行政复议机关")
    court: Text | None = Field(default=None, description="行政诉讼的管辖法院；不知道则不写")


class Term(Record):
    """A glossary entry (术语)."""

    term: Text
    english: Text
    meaning: Text


class Spoken(Record):
    """A spoken word (口头说法) and how statutes and checks write it: the search reads the one as the other."""

    said: Text = Field(description="口头说法，如 无证")
    written: Texts = Field(min_length=1, description="法条和检查要点里的写法，如 未取得、未经许可")


Address = Annotated[
    Text,
    Written(
        r"^([^/#:\\?.][^/#:\\?]*/)*[^/#:\\?.][^/#:\\?]*\.(html|docx|xlsx|json)(#[^#]+)?$",
        "写网站内的地址，如 items/01-old.html、items/01-old.html#check-licence、downloads/01-现场检查表.docx，前面没有 / 和 https://",
    ),
]
"""An address within the site."""


class Redirect(Record):
    """An address given up and the one in its place, relative to the site: items/x.html, items/x.html#check-y, downloads/z.docx."""

    from_: Address = Field(alias="from", description="原来的地址，例如 items/01-old.html")
    to: Address = Field(description="现在的地址，例如 items/01-new.html#check-licence")
    note: Text | None = Field(default=None, description="为什么改")


class TextSource(Record):
    """A folder of law texts (法律文本), <law>/<day>.txt; the first folder that has a text is believed."""

    folder: Annotated[
        Text, Written(r"^[A-Za-z0-9][A-Za-z0-9-]*$", "文件夹名只用英文字母、数字和连字符，如 statutes")
    ] = Field(description="目录文件夹中的文件夹名")
    title: Text
    address: Text | None = None


class QuotationRecord(Record):
    """What `jianguan law verify --record` saw (引文比对记录), kept so that a copy without the texts still shows it.

    It holds for exactly this quotation (`quote`, a digest) and this text (`text`, the digest of the article's words).
    """

    item: Id
    cite: Cite
    law_day: Day = Field(description="所比对的法律版本（该版本的起始日）")
    quote: Digest
    text: NoWordsDigest
    verdict: Verdict
    missing: Texts = ()
    grave: Texts = ()
    on: Day


class ClaimVerdict(LabelledEnum):
    """Whether an article holds the words a document's wording relies on."""

    HOLDS = "holds", "与条文相符"
    ALTERED = "altered", "条文中没有所依据的用语"
    NO_ARTICLE = "no-article", "该版本没有这一条"


class ClaimRecord(Record):
    """What `jianguan law verify --record` saw of a claim in a document's wording (用语核对记录), as QuotationRecord does."""

    document: Id
    wording: Id
    cite: Cite
    law_day: Day = Field(description="所比对的法律版本（该版本的起始日）")
    holds: Digest
    text: NoWordsDigest
    verdict: ClaimVerdict
    missing: Texts = ()
    on: Day


class LinkReview(Record):
    """A citation of an item, reviewed against the words of the law (条文复核): who, when, the digest of the words."""

    item: Id
    cite: Cite
    text: WordsDigest
    law_day: Day = Field(description="复核时所对照的法律版本（该版本的起始日）")
    on: Day
    by: Text


FontRole = Literal["仿宋", "楷体", "黑体", "宋体", "小标宋"]
"""A font GB/T 9704 asks for."""


class PackInfo(Record):
    """What a pack (资料包) is (pack.yaml): law and procedure that no single bureau owns, for catalogs to use."""

    title: Text
    version: Annotated[Text, Written(r"^\d{4}\.\d{1,2}\.\d+$", "版本写作 2026.11.1 的样子")]
    needs: Annotated[tuple[Id, ...], BeforeValidator(many)] = Field(default=(), description="要一起用的资料包")
    sources: dict[str, Source]
    abbreviations: dict[Text, Text] = Field(default_factory=dict)
    words: Texts = Field(default=(), description="行业用语：文书标题换行时不拆开，如 特种设备")


class Pack(Record):
    """A pack that a catalog uses, and the digest of its files."""

    name: Id
    title: Text
    version: Text
    digest: str


class CatalogInfo(Record):
    """What this catalog is (catalog.yaml)."""

    title: Text
    agency: Agency
    uses: Annotated[tuple[Id, ...], BeforeValidator(many)] = Field(
        default=(), description="所用的资料包：国家的法律、通用的文书；jianguan packs 列出有哪些"
    )
    plan: Text = Field(description="来源文件在 sources 中的名称")
    sources: dict[str, Source]
    abbreviations: dict[Text, Text] = Field(default_factory=dict, description="检索用的通称：简称 → 全称")
    texts: Annotated[tuple[TextSource, ...], BeforeValidator(many)] = Field(
        default=(TextSource(folder="statutes", title="本局导入的法律文本"),),
        description="法律文本所在的文件夹，靠前的为准",
    )
    words: Texts = Field(default=(), description="行业用语：文书标题换行时不拆开，如 特种设备")
    fonts: dict[FontRole, Annotated[Text, Field(max_length=31)]] = Field(
        default_factory=dict, description="文书所用字体的名称，如 仿宋: 方正仿宋_GBK；不写的用默认名称"
    )
    feedback: Text


class Catalog(Record):
    """The whole catalog, with the digest of the files it was read from."""

    info: CatalogInfo
    items: tuple[Item, ...]
    laws: tuple[Law, ...]
    departments: tuple[Department, ...]
    methods: tuple[Method, ...]
    documents: tuple[DocumentType, ...]
    templates: dict[str, bytes] = Field(
        default_factory=dict, description="本局自己的模板：文书编号 → .docx", repr=False
    )
    notices: tuple[Notice, ...] = ()
    terms: tuple[Term, ...]
    spoken: tuple[Spoken, ...] = ()
    comparisons: tuple[QuotationRecord, ...] = ()
    claim_records: tuple[ClaimRecord, ...] = ()
    link_reviews: tuple[LinkReview, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    digest: str = Field(description="SHA-256 over file names and contents, packs included, hexadecimal")
    packs: tuple[Pack, ...] = ()
    written_info: CatalogInfo = Field(
        description="what catalog.yaml itself says; `info` has the packs' sources and abbreviations too"
    )
    origins: dict[str, Id] = Field(default_factory=dict, description="record, as places name it → pack it comes from")

    def own(self, kind: str) -> tuple[Any, ...]:
        """The records of a kind (`laws`, `terms`) that the catalog's own folder holds."""
        found = enumerate(getattr(self, kind))
        return tuple(
            record for number, record in found if f"{kind}/{getattr(record, 'id', number)}" not in self.origins
        )
