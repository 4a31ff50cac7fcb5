"""Runs the outputs in order into one new folder, then swaps it in.

`write_source` is the site before any theme dresses it: pages, search records and Word documents in
one plain folder. The mkdocs plugin calls it and nothing else; `run` is what `jianguan build` does.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator import addresses, clock, files, search, site, word
from generator.building.judging import judged
from generator.catalog.documents import DocumentType
from generator.catalog.model import Catalog
from generator.catalog.problem import Problem
from generator.garbage import collected, passed_over, uncollected
from generator.site.dress.dressing import dress
from generator.site.redirects import moved_files
from generator.tables.book.day import day_book
from generator.tables.out import xlsx
from generator.views import ItemView, View

CONFIGURATION = Path(__file__).resolve().parents[2] / "mkdocs.yml"
ZIP_FOLDER = "jianguan"
PREVIEWS = "previews"
"""The catalog's folder of pictures of its document types."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, how much there is."""


@dataclass(frozen=True)
class Report:
    """What a build wrote."""

    site: Path
    pages: int
    documents: int
    entries: int
    zip: Path | None
    warnings: list[Problem]


def write_source(catalog_dir: Path, as_of: date | None, folder: Path) -> None:
    """Write the undressed site of a catalog into `folder`. Raises CatalogError."""
    day = as_of or clock.default_day()
    examined = judged(catalog_dir, day)
    _write_source(examined.view(day), examined.sound.catalog, catalog_dir, folder)


def run(
    catalog_dir: Path,
    as_of: date,
    out: Path,
    *,
    strict: bool = False,
    zipped: bool = False,
    progress: Progress = lambda *_: None,
) -> Report:
    """Build everything into `out` (site/, manifest.json, with `zipped` one .zip) from one state of the catalog.

    A build that fails leaves the last good one as it was. Raises CatalogError for a faulty catalog, OSError for a
    full disk or missing permission, files.ForeignFilesError where `out` holds what no build wrote, files.BusyError
    where another build writes the same folder or the catalog changes all the time.
    """
    with files.new_folder(out, "build") as fresh:
        source = fresh / "source"
        source.mkdir()
        progress("读取目录", 0, 5)
        examined = judged(catalog_dir, as_of)
        view = examined.view(as_of, strict=strict)
        progress("生成页面内容", 1, 5)
        _write_source(view, examined.sound.catalog, catalog_dir, source)
        progress("生成网页", 2, 5)
        with passed_over():
            dress(source, fresh / "site", CONFIGURATION)
        shutil.rmtree(source)
        progress("建立检索索引", 3, 5)
        indexed = search.update(view, catalog_dir)
        progress("写出清单", 4, 5)
        files.write_file(fresh / "manifest.json", _manifest(view, fresh / "site"), durable=False)
        name = _zip(view, fresh) if zipped else None
        pages = sum(1 for _ in (fresh / "site").rglob("*.html"))
        if files.snapshot(catalog_dir) != examined.state:
            raise files.RefusedError("生成的时候目录有改动；请再运行一次")
    progress("完成", 5, 5)
    documents = sum(1 for _ in word_files(view))
    return Report(out / "site", pages, documents, indexed.total, out / name if name else None, examined.problems)


def previews_of(view: View, catalog_dir: Path) -> dict[str, Path]:
    """The pictures of document types that `jianguan previews` has put into the catalog."""
    pictures = {kind.id: catalog_dir / PREVIEWS / f"{kind.id}.png" for kind in view.documents}
    return {kind: picture for kind, picture in pictures.items() if picture.is_file()}


def spreadsheet(view: View, catalog: Catalog) -> bytes:
    """The table of all items, with its bases, checks and laws, as .xlsx."""
    return xlsx.workbook(day_book(view, catalog))


@uncollected()
def _write_source(view: View, catalog: Catalog, catalog_dir: Path, folder: Path) -> None:
    site.write_pages(view, folder, previews_of(view, catalog_dir), spreadsheet=addresses.ITEMS_TABLE)
    files.write_file(folder / addresses.ITEMS_TABLE, spreadsheet(view, catalog), durable=False)
    site.write_forms(view, folder, collected(_written_forms(view, folder)))
    for old, new in moved_files(view):
        shutil.copyfile(folder / new, folder / old)


def _written_forms(view: View, folder: Path) -> Iterator[site.WebForm]:
    """Write every Word file; the form of each for the pages."""
    for kind in view.documents:
        wanted = _files_of(view, kind)
        for (items, address), blank in zip(wanted, word.blanks(view, kind, [one for one, _ in wanted]), strict=True):
            path = folder / address
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(word.filled(blank, {}))
            yield _web_form(kind, items, blank.as_shape())


def late_form(view: View, address: str) -> bytes | None:
    """A script of the pages' forms by its address, made alone, for a preview that makes files when they are asked for.

    None where there is none. Its blank shares no parts with others.
    """
    wanted = [
        _web_form(kind, items, word.blank(view, kind, items).as_shape())
        for kind, items, _ in word_files(view)
        if addresses.form(kind.id, items[0].id if items else "") == address
    ]
    if not wanted and address not in (addresses.FORM_PARTS, addresses.FORM_ACTS):
        return None
    return dict(site.form_files(view, wanted))[address].encode()


def _web_form(kind: DocumentType, items: list[ItemView], blank: dict[str, Any]) -> site.WebForm:
    return site.WebForm(kind.id, items[0].id if items else "", blank, word.asked(kind, items))


def word_files(view: View) -> Iterator[tuple[DocumentType, list[ItemView], str]]:
    """Every Word file of a build: its type, its items (none for a type of single cases), its address."""
    return ((kind, items, address) for kind in view.documents for items, address in _files_of(view, kind))


def _files_of(view: View, kind: DocumentType) -> list[tuple[list[ItemView], str]]:
    if kind.scope == "case":
        return [([], addresses.blank(kind.title))]
    return [([item], addresses.download(item.item.number, kind.title)) for item in view.items]


def _manifest(view: View, site_folder: Path) -> bytes:
    """What was built from which catalog for which day, every document with its SHA-256."""
    documents = [
        {
            "item": items[0].id if items else None,
            "document": kind.id,
            "file": address,
            "sha256": _sha256(site_folder / address),
        }
        for kind, items, address in word_files(view)
    ]
    content = {
        "catalog": view.digest,
        "texts": view.texts_digest,
        "as_of": view.as_of.isoformat(),
        "documents": documents,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _zip(view: View, folder: Path) -> str:
    """Pack site/ into one .zip whose bytes depend on its content alone; returns its name."""
    name = f"jianguan-{view.as_of.isoformat()}.zip"
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((folder / "site").rglob("*")):
            if path.is_file():
                inside = f"{ZIP_FOLDER}/{path.relative_to(folder / 'site').as_posix()}"
                entry = zipfile.ZipInfo(inside, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    return name
