"""The site on this machine while the catalog is being edited (`jianguan serve`): an edit rebuilds what it touches.

Pages whose source did not change are left alone, and a Word document or a form is made when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator import addresses, build, site, word
from generator.catalog.documents import DocumentType
from generator.catalog.model import Catalog
from generator.catalog.yaml_source import KnownFiles
from generator.opening import CatalogError, open_catalog
from generator.site import published
from generator.site.dress import serve as serve_folder
from generator.site.redirects import moved_files
from generator.views import ItemView, View


class Preview:
    """The catalog as it was read last."""

    def __init__(self, catalog_dir: Path, as_of: date) -> None:
        self._catalog_dir = catalog_dir
        self._as_of = as_of
        self._files = KnownFiles()
        self._view: View | None = None
        self._catalog: Catalog | None = None
        self._documents: dict[str, tuple[DocumentType, list[ItemView]]] = {}

    def prepare(self, folder: Path) -> None:
        """Write the undressed site, with empty files in place of the Word documents and the forms. Raises CatalogError."""
        view, self._catalog, _ = open_catalog(self._catalog_dir, self._as_of, read=self._files.read)
        found = [*word.template_problems(view), *published.redirect_faults(view)]
        faults = [fault for fault in found if fault.severity == "error"]
        if faults:
            raise CatalogError(faults)
        site.write_pages(view, folder, build.previews_of(view, self._catalog_dir), spreadsheet=addresses.ITEMS_TABLE)
        documents = {address: (kind, items) for kind, items, address in build.word_files(view)}
        documents |= {old: documents[new] for old, new in moved_files(view) if new in documents}
        forms = {addresses.form(kind.id, items[0].id if items else "") for kind, items, _ in build.word_files(view)}
        for address in (*documents, *forms, addresses.FORM_PARTS, addresses.FORM_ACTS, addresses.ITEMS_TABLE):
            path = folder / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        self._view, self._documents = view, documents

    def late_file(self, address: str) -> bytes | None:
        """A Word document, the spreadsheet, or a script of the pages' forms, by its address; None where there is none."""
        if self._view is None or self._catalog is None:
            return None
        if address == addresses.ITEMS_TABLE:
            return build.spreadsheet(self._view, self._catalog)
        found = self._documents.get(address)
        return word.document(self._view, *found) if found else build.late_form(self._view, address)


def serve(catalog_dir: Path, as_of: date, port: int, report: Callable[[list[str]], None]) -> None:
    """Serve until Ctrl-C. `report` is told after every build what is wrong with it (nothing: an empty list).

    Raises CatalogError for a catalog that is faulty from the start, OSError where the port cannot be used.
    """
    preview = Preview(catalog_dir, as_of)
    serve_folder(
        build.CONFIGURATION,
        prepare=preview.prepare,
        late_file=preview.late_file,
        watched=[catalog_dir, site.ASSETS],
        port=port,
        report=report,
    )
