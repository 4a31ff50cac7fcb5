"""The catalog's data model: what an official may write down, and nothing else.

Every record is frozen and refuses unknown keys. Derived values (which law holds on a day, whether a
check applies) are not here: `generator.views` resolves them for a date.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from generator.catalog.adjusting import Adjustment, Change
from generator.catalog.documents import DocumentType
from generator.catalog.item import Item
from generator.catalog.notices import Notice
from generator.catalog.value_types import (
    TO_BE_CLARIFIED,
    Cite,
    Cites,
    DatedMark,
    Day,
    Digest,
    Id,
    NoWordsDigest,
    Record,
    Replacing,
    Sourced,
    Text,
    Texts,
    WordsDigest,
    Written,
    many,
)
from generator.labels import LabelledEnum
from generator.law.comparison import Verdict

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


class AddedGist(Gist):
    """The gist of an article of a law that stands in a pack or upper catalog (gists.yaml): what it lacks and this one cites."""

    law: Id = Field(description="法规的编号（文件名，不含 .yaml）")


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


class Level(Record):
    """A catalog of a level above (上级目录) that this one builds on, and the digest of its own files."""

    folder: Text = Field(description="as problems name it")
    title: Text
    agency: Text
    digest: str


class CatalogInfo(Record):
    """What this catalog is (catalog.yaml)."""

    title: Text
    agency: Agency
    uses: Annotated[tuple[Id, ...], BeforeValidator(many)] = Field(
        default=(), description="所用的资料包：国家的法律、通用的文书；jianguan packs 列出有哪些"
    )
    extends: (
        Annotated[
            Text, Written(r"^(?![/\\])[^:\\]{1,500}$", "写从本目录文件夹算起的位置，用 / 分隔，如 ../../city/catalog")
        ]
        | None
    ) = Field(
        default=None, description="上级机关的目录文件夹，从本文件夹算起，如 ../../city/catalog；本目录在它的基础上调整"
    )
    plan: Text = Field(description="来源文件在 sources 中的名称")
    without_ratio: Text = Field(default=TO_BE_CLARIFIED, description="来源文件没有写抽查比例的，怎样显示")
    sources: dict[str, Source]
    abbreviations: dict[Text, Text] = Field(default_factory=dict, description="检索用的通称：简称 → 全称")
    texts: Annotated[tuple[TextSource, ...], BeforeValidator(many)] = Field(
        default=(TextSource(folder="statutes", title="本机关导入的法律文本"),),
        description="法律文本所在的文件夹，靠前的为准",
    )
    words: Texts = Field(default=(), description="行业用语：文书标题换行时不拆开，如 特种设备")
    fonts: dict[FontRole, Annotated[Text, Field(max_length=31)]] = Field(
        default_factory=dict, description="文书所用字体的名称，如 仿宋: 方正仿宋_GBK；不写的用默认名称"
    )
    feedback: Text
    publish_reviewed_only: Literal[True] | None = Field(
        default=None, description="只公布复核过的：检查要点没有复核、条文已变动待复核的，jianguan publish 不公布"
    )


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
    adjustments: tuple[Adjustment, ...] = ()
    terms: tuple[Term, ...]
    spoken: tuple[Spoken, ...] = ()
    gists: tuple[AddedGist, ...] = ()
    comparisons: tuple[QuotationRecord, ...] = ()
    claim_records: tuple[ClaimRecord, ...] = ()
    link_reviews: tuple[LinkReview, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    digest: str = Field(description="SHA-256 over file names and contents, packs included, hexadecimal")
    packs: tuple[Pack, ...] = ()
    levels: tuple[Level, ...] = Field(default=(), description="the catalogs it builds on, the highest first")
    changes: tuple[Change, ...] = Field(default=(), description="what adjustments did to items, in the order of levels")
    written_info: CatalogInfo = Field(
        description="what catalog.yaml itself says; `info` has the packs' sources and abbreviations too"
    )
    origins: dict[str, Text] = Field(
        default_factory=dict, description="record, as places name it → pack or upper catalog (its folder) it comes from"
    )

    def own(self, kind: str) -> tuple[Any, ...]:
        """The records of a kind (`laws`, `terms`) that the catalog's own folder holds."""
        found = enumerate(getattr(self, kind))
        return tuple(
            record for number, record in found if f"{kind}/{getattr(record, 'id', number)}" not in self.origins
        )

    def owner(self, record: str) -> str:
        """Whose a record is that is not the catalog's own: 资料包“…”, 上级目录“…”; empty for its own."""
        name = self.origins.get(record, "")
        if any(level.folder == name for level in self.levels):
            return f"上级目录“{name}”"
        return f"资料包“{name}”" if name else ""

    @cached_property
    def _stated_by(self) -> dict[tuple[str, str], str]:
        """Item and part of it → the agency whose catalog says so, of what a level above the last one says or changed."""
        agencies = {level.folder: level.agency for level in self.levels}
        found = {
            (item.id, ""): agencies.get(self.origins.get(f"items/{item.id}", ""), self.info.agency.name)
            for item in self.items
        }
        return found | {(change.item, change.part): change.agency for change in self.changes if change.part}

    def stated_by(self, item: str, part: str = "") -> str:
        """The agency whose catalog states an item or a part of it (`sampling`, `checks/licence-valid`); empty where there
        are no levels."""
        return (self._stated_by.get((item, part)) or self._stated_by[item, ""]) if self.levels else ""
