"""Runs the outputs in order into one new folder, then swaps it in.

`write_source` is the site before any theme dresses it: pages, search records and Word documents in
one plain folder. The mkdocs plugin calls it and nothing else; `run` is what `jianguan build` does.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import addresses, clock, files, search, site, word
from generator.catalog.problem import Problem
from generator.opening import open_view
from generator.site.dress import dress
from generator.views import View

CONFIGURATION = Path(__file__).resolve().parent.parent / "mkdocs.yml"
ZIP_FOLDER = "jianguan"

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
    view, _ = open_view(catalog_dir, as_of or clock.default_day())
    _write_source(view, folder, lambda *_: None)


def run(
    catalog_dir: Path,
    as_of: date,
    out: Path,
    *,
    strict: bool = False,
    zipped: bool = False,
    progress: Progress = lambda *_: None,
) -> Report:
    """Build everything into `out` (site/, search/, manifest.json, with `zipped` one .zip).

    A build that fails leaves the last good one as it was. Raises CatalogError for a faulty catalog, OSError for a
    full disk or missing permission, BlockingIOError where another build writes the same folder.
    """
    progress("读取目录", 0, 5)
    view, warnings = open_view(catalog_dir, as_of, strict=strict)
    with files.new_folder(out) as fresh:
        source = fresh / "source"
        source.mkdir()
        _write_source(view, source, progress)
        progress("生成网页", 2, 5)
        dress(source, fresh / "site", CONFIGURATION)
        shutil.rmtree(source)
        progress("建立检索索引", 3, 5)
        if (out / "search").is_dir():
            shutil.copytree(out / "search", fresh / "search")
        indexed = search.update(view, fresh / "search")
        progress("写出清单", 4, 5)
        files.write_file(fresh / "manifest.json", _manifest(view, fresh / "site"))
        name = _zip(view, fresh) if zipped else None
        pages = sum(1 for _ in (fresh / "site").rglob("*.html"))
    progress("完成", 5, 5)
    documents = len(view.items) * len(view.documents)
    return Report(out / "site", pages, documents, indexed.total, out / name if name else None, warnings)


def _write_source(view: View, folder: Path, progress: Progress) -> None:
    progress("生成页面内容", 1, 5)
    site.write_pages(view, folder)
    for document in view.documents:
        for item in view.items:
            content = word.notice(view, item) if document.layout == "notice" else word.checklist(view, [item])
            path = folder / addresses.download(item.item.number, document.title)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)


def _manifest(view: View, site_folder: Path) -> bytes:
    """What was built from which catalog for which day, every document with its SHA-256."""
    documents = [
        {"item": item.id, "document": document.id, "file": address, "sha256": _sha256(site_folder / address)}
        for item in view.items
        for document in view.documents
        for address in (addresses.download(item.item.number, document.title),)
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
