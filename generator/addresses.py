"""Every page, anchor and file name of the outputs, in one place.

A search hit, a link on a page, a Word hyperlink and the index must agree on an address, and an
address once published must stay. Addresses are relative to the site's root, with forward slashes.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from generator.law.citation import Place

HOME = "index.html"
GLOSSARY = "glossary.html"
ABOUT = "about.html"
UNVERIFIED = "unverified.html"
ITEMS = "items/index.html"
LAWS = "laws/index.html"
METHODS = "methods/index.html"
DEPARTMENTS = "departments/index.html"
DOCUMENTS = "documents/index.html"
CHANGES = "changes.html"
COMPARISON = "comparison.html"
SEARCH = "search.html"
GUIDES = {
    "guides/divisions.html": "业务处室：查阅和取用",
    "guides/field.html": "检查人员：使用现场检查表",
    "guides/office.html": "政策法规处：维护目录",
    "guides/excel.html": "用 Excel 改目录",
}
"""The hand-written guides (使用指南) and their titles."""
ITEMS_TABLE = "downloads/监管事项清单.xlsx"
LAWS_DATA = "data/laws.json"
CITATIONS_DATA = "data/citations.json"
SEARCH_RECORDS = "search/records.js"
FORM_RULES = "fill/rules.js"
FORM_PARTS = "fill/forms/parts.js"
FORM_ACTS = "fill/forms/acts.js"

Kind = Literal["item", "law", "article", "check", "document", "method", "department", "page"]
"""What is searched; a page is one of the site's own, about none of the others alone."""


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
