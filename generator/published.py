"""Addresses that have been published must stay: which there are, which are gone, where they lead now.

People have them in documents and favourites. `published-addresses.txt` in the catalog lists them and only grows, by
`jianguan addresses --accept`; an address that is given up needs a line in `redirects.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator import addresses
from generator.addresses import Fixed
from generator.catalog.model import Catalog
from generator.catalog.names import LawNames
from generator.catalog.problem import Problem, did_you_mean
from generator.catalog.unread import Unread
from generator.catalog.validation import Scene
from generator.files import EncodingError, decoded, read_file, reason
from generator.opening import CatalogError

LIST = "published-addresses.txt"
REDIRECTS = "redirects.yaml"
_LARGEST = 50_000_000
_HEADING = "# 已经公布的地址，由 jianguan addresses --accept 维护。地址公布以后不能消失；改名的，在 redirects.yaml 写明现在的地址。\n"
_FILES = (addresses.ITEMS_TABLE, addresses.LAWS_DATA, addresses.CITATIONS_DATA)


def current(catalog: Catalog, names: LawNames) -> frozenset[str]:
    """Every address of a catalog that others may refer to: pages, anchors of checks and of articles, downloads, data."""
    return frozenset(_current(catalog, names))


def _current(catalog: Catalog, names: LawNames) -> Iterator[str]:
    yield from (page.value for page in Fixed)
    yield from _FILES
    titles = [kind.title for kind in catalog.documents if kind.scope == "item"]
    for item in catalog.items:
        yield addresses.item(item.id)
        yield from (addresses.check(item.id, check.id) for check in item.checks)
        yield from (addresses.download(item.number, title) for title in titles)
    for law_id, articles in names.articles.items():
        yield addresses.law(law_id)
        yield addresses.law_data(law_id)
        yield from (addresses.article(law_id, article) for article in articles)
    for kind in catalog.documents:
        yield addresses.document_type(kind.id)
        if kind.scope == "case":
            yield addresses.blank(kind.title)
    yield from (addresses.method(method.id) for method in catalog.methods)
    yield from (addresses.department(department.id) for department in catalog.departments)


def published(catalog_dir: Path) -> Mapping[str, tuple[int, int]]:
    """The addresses of the catalog's list, with line and column; none where it has no list.

    Raises CatalogError where it cannot be read.
    """
    try:
        lines = decoded(read_file(catalog_dir / LIST, _LARGEST)).splitlines()
    except FileNotFoundError:
        lines = []
    except EncodingError as error:
        raise CatalogError([Problem(LIST, error.line, error.column, "error", str(error))]) from None
    except OSError as error:
        raise CatalogError([Problem(LIST, 1, 1, "error", f"读不了：{reason(error)}", hint="请检查文件")]) from None
    found: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines, 1):
        if (address := line.strip()) and not line.startswith("#"):
            found.setdefault(address, (number, line.index(address) + 1))
    return found


def listed(known: Iterable[str]) -> bytes:
    """The content of the list."""
    return (_HEADING + "".join(f"{address}\n" for address in sorted(set(known)))).encode()


def problems(scene: Scene, catalog_dir: Path) -> Iterator[Problem]:
    """What is wrong with addresses: redirects that lead nowhere, published addresses that are gone."""
    try:
        before = published(catalog_dir)
    except CatalogError as error:
        before = {}
        yield from error.problems
    if before or scene.catalog.redirects:
        here = current(scene.catalog, scene.names)
        yield from _redirect_faults(scene, here)
        yield from _lost(scene, here, before)


def _lost(scene: Scene, here: frozenset[str], before: Mapping[str, tuple[int, int]]) -> Iterator[Problem]:
    """A warning for every published address that leads nowhere any more."""
    unread = (address for address in scene.unread.written("redirects", "from") if isinstance(address, str))
    led_on = {*(redirect.from_ for redirect in scene.catalog.redirects), *unread}
    for address in sorted(before.keys() - here - led_on):
        if not _may_be_unread(address, scene.unread) and not scene.unread.has("redirects", address):
            yield Problem(
                LIST,
                *before[address],
                "warning",
                f"已经公布的地址不再存在：{address}",
                "公文、收藏夹里的链接会失效",
                f"请在 {REDIRECTS} 写明它现在的地址（from、to）",
            )


def _redirect_faults(scene: Scene, here: frozenset[str]) -> Iterator[Problem]:
    """Errors that only the whole catalog shows: a source that still exists, a target that does not."""
    seen = set()
    for number, redirect in enumerate(scene.catalog.redirects):
        fault = partial(scene.places.problem, f"redirects/{number}", why="打开原地址的人会找不到内容")
        if redirect.from_ in here or redirect.from_ in seen:
            what = "仍然存在" if redirect.from_ in here else "写了两次"
            yield fault(("from",), f"原地址 {redirect.from_} {what}", hint="请删去这一条")
        if redirect.to not in here and not _may_be_unread(redirect.to, scene.unread):
            hint = did_you_mean(redirect.to, here) or "请写一个现在的地址；可以用 jianguan addresses 列出"
            yield fault(("to",), f"目标地址 {redirect.to} 不存在", hint=hint)
        seen.add(redirect.from_)


def _may_be_unread(address: str, unread: Unread) -> bool:
    """Whether an address is, or may be, one of a record that could not be read."""
    page, anchor = address.removeprefix("data/").partition("#")[::2]
    kind, _, name = page.partition("/")
    if kind == "downloads" or (kind == "laws" and anchor):
        return unread.any_of("items", "documents", "laws")
    return unread.has(kind, name.partition("/")[0].rpartition(".")[0])
