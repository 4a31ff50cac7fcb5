"""Addresses that have been published must stay: which there are, which are gone, where they lead now.

People have them in documents and favourites. `published-addresses.txt` in the catalog lists them and only grows, by
`jianguan addresses --accept`; an address that is given up needs a line in `redirects.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import addresses
from generator.addresses import Fixed
from generator.catalog.problem import Problem, did_you_mean
from generator.files import EncodingError, decoded, read_file, reason
from generator.opening import CatalogError
from generator.views import View

LIST = "published-addresses.txt"
REDIRECTS = "redirects.yaml"
_LARGEST = 50_000_000
_HEADING = "# 已经公布的地址，由 jianguan addresses --accept 维护。地址公布以后不能消失；改名的，在 redirects.yaml 写明现在的地址。\n"
_FILES = (addresses.ITEMS_TABLE, addresses.LAWS_DATA, addresses.CITATIONS_DATA)


def current(view: View) -> frozenset[str]:
    """Every address of a view that others may refer to: pages, anchors of checks and of cited articles, downloads, data."""
    return frozenset(_current(view))


def _current(view: View) -> Iterator[str]:
    yield from (page.value for page in Fixed)
    yield from _FILES
    for item in view.items:
        yield addresses.item(item.id)
        yield from (addresses.check(item.id, check.check.id) for check in item.all_checks)
        yield from (addresses.download(item.item.number, kind.title) for kind in view.item_documents)
    for law in view.laws:
        yield addresses.law(law.id)
        yield addresses.law_data(law.id)
        yield from (addresses.article(law.id, article.place) for article in law.articles)
    for kind in view.documents:
        yield addresses.document_type(kind.id)
        if kind.scope == "case":
            yield addresses.blank(kind.title)
    yield from (addresses.method(method.id) for method in view.methods)
    yield from (addresses.department(department.id) for department in view.departments)


def published(catalog_dir: Path) -> frozenset[str]:
    """The addresses of the catalog's list; none where it has no list. Raises CatalogError where it cannot be read."""
    try:
        lines = decoded(read_file(catalog_dir / LIST, _LARGEST)).splitlines()
    except FileNotFoundError:
        lines = []
    except EncodingError as error:
        raise CatalogError([Problem(LIST, error.line, error.column, "error", str(error))]) from None
    except OSError as error:
        raise CatalogError([Problem(LIST, 1, 1, "error", f"读不了：{reason(error)}", hint="请检查文件")]) from None
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def listed(known: Iterable[str]) -> bytes:
    """The content of the list."""
    return (_HEADING + "".join(f"{address}\n" for address in sorted(set(known)))).encode()


def lost(view: View, catalog_dir: Path) -> list[Problem]:
    """A warning for every published address that leads nowhere any more. Raises CatalogError as `published`."""
    kept = current(view) | {redirect.from_ for redirect in view.redirects}
    return [
        Problem(
            LIST,
            1,
            1,
            "warning",
            f"已经公布的地址不再存在：{address}",
            "公文、收藏夹里的链接会失效",
            f"请在 {REDIRECTS} 写明它现在的地址（from、to）",
        )
        for address in sorted(published(catalog_dir) - kept)
    ]


def redirect_faults(view: View) -> list[Problem]:
    """Errors in redirects.yaml that only the whole catalog shows: a source that still exists, a target that does not."""
    here = current(view)
    faults, seen = [], set()
    for redirect in view.redirects:
        if redirect.from_ in here or redirect.from_ in seen:
            what = "仍然存在" if redirect.from_ in here else "写了两次"
            faults.append(_fault(f"原地址 {redirect.from_} {what}", "请删去这一条"))
        if redirect.to not in here:
            hint = did_you_mean(redirect.to, here) or "请写一个现在的地址；可以用 jianguan addresses 列出"
            faults.append(_fault(f"目标地址 {redirect.to} 不存在", hint))
        seen.add(redirect.from_)
    return faults


def _fault(what: str, hint: str) -> Problem:
    return Problem(REDIRECTS, 1, 1, "error", what, "打开原地址的人会找不到内容", hint)
