"""Every page, anchor and file name of the outputs, in one place.

A search hit, a link on a page, a Word hyperlink and the index must agree on an address, and an
address once published must stay. Addresses are relative to the site's root, with forward slashes.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from generator.labels import LabelledEnum
from generator.law.citation import Place

ITEMS_TABLE = "downloads/监管事项清单.xlsx"
LAWS_DATA = "data/laws.json"
CITATIONS_DATA = "data/citations.json"
EDITION_SCRIPT = "assets/edition.js"
SEARCH_RECORDS = "search/records.js"
FORM_RULES = "fill/rules.js"
FORM_PARTS = "fill/forms/parts.js"
FORM_ACTS = "fill/forms/acts.js"


class Fixed(StrEnum):
    """The pages that stand in every site, in the order of the navigation; a member is the page's address.

    Whatever announces pages reads them here: the pages themselves, the navigation, the search, the list of published
    addresses. `menu` is the page's name in the navigation (mkdocs.yml), None where it is not in it. `gist`, `aliases` and
    `found_as` are what the search knows it by; a page without a gist is not searched.
    """

    heading: str
    gist: str
    aliases: tuple[str, ...]
    menu: str | None
    found_as: str

    HOME = "index.html", "首页"
    ITEMS = (
        "items/index.html",
        "监管事项",
        "全部监管事项的一张表",
        ("监管事项", "八列清单", "附件清单"),
        "",
        "监管事项清单",
    )
    LAWS = "laws/index.html", "法律依据", "引用的法律、法规、规章", ("法律法规", "法规目录", "法规清单")
    CHANGES = "changes.html", "法规变动", "法规变动影响的事项和文书", ("变动", "变动日期", "最近的变动")
    COMPARISON = "comparison.html", "两个日期对照", "任意两个日期之间有什么不同", ("新旧对照", "日期对照"), None
    METHODS = "methods/index.html", "监管方式", "双随机、重点监管、信用监管等", ("监管措施",)
    DOCUMENTS = (
        "documents/index.html",
        "文书",
        "全部文书，下载或者在网页上填写",
        ("执法文书", "文书目录", "文书下载", "表格下载"),
    )
    DEPARTMENTS = "departments/index.html", "处室", "牵头的处室和它们的事项", ("内设机构", "部门")
    UNVERIFIED = "unverified.html", "待核实", "尚未与权威来源核对的内容", ("待核实的内容", "没有核实的内容", "未核实")
    GUIDE_DIVISIONS = "guides/divisions.html", "业务处室：查阅和取用", "使用指南", ("查阅和取用",)
    GUIDE_FIELD = (
        "guides/field.html",
        "检查人员：使用现场检查表",
        "使用指南",
        ("使用现场检查表",),
        "检查人员：现场检查表",
    )
    GUIDE_OFFICE = "guides/office.html", "法制机构：维护目录", "使用指南", ("维护目录",)
    GUIDE_OWN = "guides/own.html", "自己的目录", "使用指南", ("新建目录", "上级目录", "事项的写法")
    GUIDE_EXCEL = "guides/excel.html", "用 Excel 改目录", "使用指南"
    GUIDE_WINDOWS = "guides/windows.html", "在 Windows 上运行", "使用指南"
    GLOSSARY = "glossary.html", "术语", "监管和执法的术语", ("术语解释", "名词解释")
    ABOUT = (
        "about.html",
        "关于本目录",
        "版本、标记的含义、资料来源",
        ("关于", "资料来源", "目录摘要", "意见反馈"),
        "关于",
    )
    SEARCH = "search.html", "搜索", "", (), None

    def __new__(
        cls,
        address: str,
        heading: str,
        gist: str = "",
        aliases: tuple[str, ...] = (),
        menu: str | None = "",
        found_as: str = "",
    ) -> Self:
        """An empty `menu` or `found_as` is the heading."""
        page = str.__new__(cls, address)
        page._value_ = address
        page.heading, page.gist, page.aliases = heading, gist, aliases
        page.menu = heading if menu == "" else menu
        page.found_as = found_as or heading
        return page

    @property
    def link(self) -> tuple[str, str]:
        """What a link to the page says, and its address."""
        return self.heading, self.value


class Kind(LabelledEnum):
    """What is searched, in the order in which people choose; a page is one of the site's own, about none of the others alone."""

    ITEM = "item", "监管事项"
    CHECK = "check", "检查要点"
    ARTICLE = "article", "法律条文"
    LAW = "law", "法律法规"
    DOCUMENT = "document", "文书"
    METHOD = "method", "监管方式"
    DEPARTMENT = "department", "处室"
    PAGE = "page", "网页"


def item(item_id: str) -> str:
    """The page of an item."""
    return f"items/{item_id}.html"


def check(item_id: str, check_id: str) -> str:
    """A check's anchor on its item's page."""
    return f"{item(item_id)}#{check_anchor(check_id)}"


def check_anchor(check_id: str) -> str:
    """The anchor alone: check-licence-valid."""
    return f"check-{check_id}"


def law(law_id: str) -> str:
    """The page of a law."""
    return f"laws/{law_id}.html"


def law_version(law_id: str, day: date) -> str:
    """The page of a stored version of a law: laws/x/2011-01-08.html."""
    return f"laws/{law_id}/{day.isoformat()}.html"


def law_difference(law_id: str, old: date, new: date) -> str:
    """The page that compares two stored versions of a law."""
    return f"laws/{law_id}/{old.isoformat()}-{new.isoformat()}.html"


def place(law_id: str, place: Place) -> str:
    """The anchor of a 条, 款, 项 or 目 on a law's page that shows the full text."""
    return f"{law(law_id)}#{place.eid}"


def article(law_id: str, place: Place) -> str:
    """An article's anchor on its law's page, after Akoma Ntoso's eId; 款 and 项 lead to their article."""
    return f"{law(law_id)}#{place.whole_article.eid}"


def law_data(law_id: str) -> str:
    """A law as data: its versions, and its articles where the text is stored."""
    return f"data/laws/{law_id}.json"


def department(department_id: str) -> str:
    """The page of a department."""
    return f"departments/{department_id}.html"


def method(method_id: str) -> str:
    """The page of a supervision method."""
    return f"methods/{method_id}.html"


def document_type(document_id: str) -> str:
    """The page of a document type."""
    return f"documents/{document_id}.html"


def download(number: int, document_title: str) -> str:
    """The Word file of one item's document: downloads/01-现场检查表.docx."""
    return f"downloads/{number:02d}-{document_title}.docx"


def blank(document_title: str) -> str:
    """The Word file of a document type that belongs to no item: downloads/行政处罚决定书.docx."""
    return f"downloads/{document_title}.docx"


def form_key(document_id: str, item_id: str = "") -> str:
    """The name of a form that pages show: checklist-03-trade, or rectification-order for single cases."""
    return f"{document_id}-{item_id}" if item_id else document_id


def form(document_id: str, item_id: str = "") -> str:
    """The script with the compiled blank of a form."""
    return f"fill/forms/{form_key(document_id, item_id)}.js"


def preview(document_id: str) -> str:
    """The picture of a document type's first page."""
    return f"previews/{document_id}.png"


def relative(target: str, page: str) -> str:
    """`target` as seen from `page`: laws/x.html from items/y.html is ../laws/x.html, items/z.html is z.html."""
    here, there = page.split("/")[:-1], target.split("/")
    shared = next((at for at, (one, other) in enumerate(zip(here, there[:-1], strict=False)) if one != other), None)
    shared = min(len(here), len(there) - 1) if shared is None else shared
    return "../" * (len(here) - shared) + "/".join(there[shared:])
