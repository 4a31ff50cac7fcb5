"""The site: pages, search records and assets written into a plain folder, dressed afterwards.

`write_pages` knows nothing of mkdocs: whatever dresses the folder gets plain Markdown (tables, attr_list,
md_in_html), the search worker with its records, and the style sheet. Only `dress` knows mkdocs.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from generator import addresses
from generator.files import copy_tree
from generator.site import acts, form_scripts, law_data, records_js, redirects
from generator.site.form_scripts import WebForm
from generator.site.fragments import Citations
from generator.site.markdown import Page
from generator.site.pages import (
    changes,
    comparison,
    departments,
    documents,
    home,
    items,
    law_texts,
    laws,
    methods,
    reference,
    search,
    unverified,
)
from generator.views import LawView, View, chinese_date

ASSETS = Path(__file__).parent / "assets"
HANDWRITTEN = Path(__file__).parent / "handwritten"
"""The guides, which are the same for every bureau."""

_PUBLISHED = {"common": "assets", "fill": "fill", "search": "search"}
"""Folders of assets, and the addresses they are published at."""

EDITION = "edition.json"
"""What every page's footer says: name, day, digest, feedback; read by whatever dresses the folder."""

_NO_PREVIEWS: Mapping[str, Path] = MappingProxyType({})

__all__ = ["ASSETS", "EDITION", "HANDWRITTEN", "WebForm", "form_files", "write_forms", "write_pages"]


def write_pages(
    view: View, folder: Path, previews: Mapping[str, Path] = _NO_PREVIEWS, *, spreadsheet: str = ""
) -> None:
    """Write every page (.md), the search records, the machine-readable data and the assets of a view into `folder`.

    `previews`: document type → a picture (PNG) of its first page. `spreadsheet`: the address at which the caller puts
    the table of all items as .xlsx; without one its page offers no download.
    """
    for room, address in _PUBLISHED.items():
        copy_tree(ASSETS / room, folder / address)
    for kind, picture in previews.items():
        target = folder / addresses.preview(kind)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, target)
    cites = Citations(view.laws)
    written = set()
    for page in _pages(view, cites, previews, spreadsheet):
        written.add(_write_page(view, folder, page))
    for law in view.laws:
        for page in _law_pages(view, cites, law):
            written.add(_write_page(view, folder, page))
        _write(folder / addresses.law_data(law.id), law_data.law_file(view, law, cites.references))
    for address, content in redirects.redirect_pages(view, frozenset(written)):
        _write(folder / address, content)
    _write(folder / addresses.SEARCH_RECORDS, records_js.script(view))
    _write(folder / addresses.FORM_RULES, form_scripts.rules())
    for address, content in law_data.files(view):
        _write(folder / address, content)
    _write(folder / addresses.EDITION_SCRIPT, _edition_script(view))
    _write(folder / EDITION, json.dumps(_edition(view), ensure_ascii=False, indent=1) + "\n")


def form_files(view: View, forms: Iterable[WebForm]) -> Iterator[tuple[str, str]]:
    """What the pages' forms load when one is opened, by address: the compiled blanks, and the law of acts."""
    return form_scripts.files(forms, acts.offered(view), view.as_of.isoformat())


def write_forms(view: View, folder: Path, forms: Iterable[WebForm]) -> None:
    """Write the files of forms into `folder`; every form is let go as soon as it is made."""
    for address, content in form_files(view, forms):
        _write(folder / address, content)


def _pages(view: View, cites: Citations, previews: Mapping[str, Path], spreadsheet: str) -> Iterator[Page]:
    yield home.page(view)
    yield items.index(view, spreadsheet)
    yield from (items.item_page(view, cites, item) for item in view.items)
    yield laws.index(view)
    yield changes.page(view)
    yield comparison.page(view, cites)
    yield methods.index(view)
    yield from (methods.method_page(view, method) for method in view.methods)
    yield documents.index(view)
    yield from (documents.document_page(view, cites, kind, preview=kind.id in previews) for kind in view.documents)
    yield departments.index(view)
    yield from (departments.department_page(view, department) for department in view.departments)
    yield unverified.page(view)
    yield search.page(view)
    yield reference.glossary(view)
    yield reference.about(view)


def _law_pages(view: View, cites: Citations, law: LawView) -> Iterator[Page]:
    yield laws.law_page(view, cites, law)
    yield from law_texts.pages(view, cites, law)


def _edition(view: View) -> dict[str, str]:
    return {
        "title": view.info.title,
        "as_of": chinese_date(view.as_of),
        "digest": view.digest[:12],
        "texts": view.texts_digest[:12],
        "feedback": view.info.feedback,
    }


def _edition_script(view: View) -> str:
    """What pages know of the day on which this site is no longer right."""
    data: dict[str, object] = {"as_of": chinese_date(view.as_of), "next": None}
    if view.next_change is not None:
        day, what = view.next_change
        data["next"] = {"day": day.isoformat(), "shown": chinese_date(day), "what": what}
    return f"const jianguanEdition = {json.dumps(data, ensure_ascii=False)};\n"


def _write_page(view: View, folder: Path, page: Page) -> str:
    page.add(redirects.moved_anchors(view, page))
    _write(folder / page.source_name, page.markdown())
    return page.address


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
