"""The site on this machine while the catalog is being edited (`jianguan serve`): an edit rebuilds what it touches.

Pages whose source did not change are left alone, and a Word document or a form is made when somebody asks for it.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from generator import addresses, site, word
from generator.building import build, papers
from generator.building.judging import judged
from generator.building.unchanged import configuration_for
from generator.catalog.absent import absent
from generator.catalog.extending import folders_of
from generator.catalog.model import Catalog
from generator.catalog.yaml_source import KnownFiles
from generator.garbage import uncollected
from generator.site.dress.dressing import serve as serve_folder
from generator.site.redirects import moved_files
from generator.views import View

_KEPT = 64
"""Late files kept in memory; one takes some tens of kilobytes."""


class Preview:
    """The catalog as it was read last."""

    def __init__(self, catalog_dir: Path, as_of: date, report: Callable[[list[str]], None] = lambda _: None) -> None:
        self._catalog_dir = catalog_dir
        self._as_of = as_of
        self._report = report
        self._files = KnownFiles()
        self._late = _LateFiles({})

    @uncollected()
    def prepare(self, folder: Path) -> Collection[str]:
        """Write the undressed site and report the warnings; the addresses of what is made later. Raises CatalogError."""
        examined = judged(self._catalog_dir, self._as_of, self._files.read)
        view, catalog = examined.view(self._as_of), examined.sound.catalog
        self._report([*map(str, examined.problems), *absent(view)])
        site.write_pages(view, folder, build.previews_of(view, self._catalog_dir), spreadsheet=addresses.ITEMS_TABLE)
        makers = _makers(view, catalog)
        self._late = _LateFiles(makers)
        return makers

    def late_file(self, address: str) -> bytes | None:
        """A Word document, the spreadsheet, or a script of the pages' forms, by its address; None where there is none."""
        return self._late.get(address)


class _LateFiles:
    """Files of one state of the catalog, made when they are asked for: each once, however many ask."""

    def __init__(self, makers: dict[str, Callable[[], bytes | None]]) -> None:
        self._makers = makers
        self._making = threading.Lock()
        self._made = functools.lru_cache(_KEPT)(lambda address: makers[address]())

    def get(self, address: str) -> bytes | None:
        if address not in self._makers:
            return None
        with self._making:
            return self._made(address)


def _makers(view: View, catalog: Catalog) -> dict[str, Callable[[], bytes | None]]:
    """What makes each late file, by its address."""
    makers: dict[str, Callable[[], bytes | None]] = {
        addresses.ITEMS_TABLE: functools.partial(papers.spreadsheet, view, catalog)
    }
    forms = [addresses.FORM_PARTS, addresses.FORM_ACTS]
    for kind, items, address in papers.word_files(view):
        makers[address] = functools.partial(word.document, view, kind, items)
        forms.append(papers.form_address(kind, items))
    makers |= {old: makers[new] for old, new in moved_files(view) if new in makers}
    return makers | {form: functools.partial(papers.late_form, view, form) for form in forms}


def serve(catalog_dir: Path, as_of: date, port: int, report: Callable[[list[str]], None]) -> None:
    """Serve until Ctrl-C. `report` is told after every build what is wrong with it (nothing: an empty list).

    Raises CatalogError for a catalog that is faulty from the start, OSError where the port cannot be used.
    """
    preview = Preview(catalog_dir, as_of, report)
    serve_folder(
        configuration_for(catalog_dir),
        prepare=preview.prepare,
        late_file=preview.late_file,
        watched=[*folders_of(catalog_dir), site.ASSETS],
        port=port,
        report=report,
    )
