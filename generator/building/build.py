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
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator import addresses, clock, files, search, site
from generator.building import papers
from generator.building.judging import judged
from generator.building.unchanged import LastBuild, Report, configuration_for
from generator.catalog.absent import absent
from generator.catalog.extending import folders_of
from generator.garbage import passed_over, uncollected
from generator.processes import Handover, beside
from generator.site.dress.dressing import dress
from generator.views import View
from search_index import Entry

ZIP_FOLDER = "jianguan"
PREVIEWS = "previews"
"""The catalog's folder of pictures of its document types."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, how much there is."""


def write_source(catalog_dir: Path, as_of: date | None, folder: Path) -> None:
    """Write the undressed site of a catalog into `folder`. Raises CatalogError."""
    day = as_of or clock.default_day()
    examined = judged(catalog_dir, day)
    view = examined.view(day)
    site.write_pages(view, folder, previews_of(view, catalog_dir), spreadsheet=addresses.ITEMS_TABLE)
    papers.write(view, examined.sound.catalog, catalog_dir, folder)


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
    pages: Handover[_Pages] = Handover()
    with files.new_folder(out, "build") as fresh, beside(_dress, pages, catalog_dir, fresh) as dressed:
        progress("读取目录", 0, 4)
        examined = judged(catalog_dir, as_of)
        view = examined.view(as_of, strict=strict)
        for name in ("source", "papers"):
            (fresh / name).mkdir()
        progress("生成网页和文书", 1, 4)
        with beside(_write_pages, pages, view, catalog_dir, fresh) as pages_written:
            papers.write(view, examined.sound.catalog, catalog_dir, fresh / "papers")
            progress("生成网页", 2, 4)
            pages_written()
        indexed = dressed()
        progress("写出成果", 3, 4)
        shutil.rmtree(fresh / "source")
        files.move_tree(fresh / "papers", fresh / "site")
        files.write_file(fresh / "manifest.json", _manifest(view, fresh / "site"), durable=False)
        zip_name = _zip(view, fresh) if zipped else None
        count = sum(1 for _ in (fresh / "site").rglob("*.html"))
        if files.snapshot(folders_of(catalog_dir)) != examined.state:
            raise files.RefusedError("生成的时候目录有改动；请再运行一次")
    progress("完成", 4, 4)
    documents, zip_file = sum(1 for _ in papers.word_files(view)), out / zip_name if zip_name else None
    report = Report(out / "site", count, documents, indexed, zip_file, examined.problems, absent(view))
    LastBuild(catalog_dir, examined.state, as_of, out, strict=strict, zipped=zipped).keep(report)
    return report


class _Pages(NamedTuple):
    """What is known of the pages once they are written: what they link to that others make, what can be searched."""

    elsewhere: set[str]
    entries: list[Entry]


def _write_pages(pages: Handover[_Pages], view: View, catalog_dir: Path, fresh: Path) -> None:
    """Write the undressed pages."""
    with uncollected():
        site.write_pages(view, fresh / "source", previews_of(view, catalog_dir), spreadsheet=addresses.ITEMS_TABLE)
        pages.give(_Pages(set(papers.written_addresses(view)), list(search.entries(view))))


def _dress(pages: Handover[_Pages], catalog_dir: Path, fresh: Path) -> int:
    """Dress the pages as soon as they are written, and index them: in a process that never held the catalog.

    Returns how many entries can be searched.
    """
    written = pages.take()
    with passed_over():
        dress(fresh / "source", fresh / "site", configuration_for(catalog_dir), written.elsewhere)
        return search.update(written.entries, catalog_dir).total


def previews_of(view: View, catalog_dir: Path) -> dict[str, Path]:
    """The pictures of document types that `jianguan previews` has put into the catalog."""
    pictures = {kind.id: catalog_dir / PREVIEWS / f"{kind.id}.png" for kind in view.documents}
    return {kind: picture for kind, picture in pictures.items() if picture.is_file()}


def _manifest(view: View, site_folder: Path) -> bytes:
    """What was built from which catalog for which day, every document with its SHA-256."""
    documents = [
        {
            "item": items[0].id if items else None,
            "document": kind.id,
            "file": address,
            "sha256": _sha256(site_folder / address),
        }
        for kind, items, address in papers.word_files(view)
    ]
    content = {
        "catalog": view.digest,
        "texts": view.texts_digest,
        "levels": [level.model_dump(mode="json") for level in view.levels],
        "packs": [pack.model_dump(mode="json") for pack in view.packs],
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
