"""The Word documents of a build, the forms they have on the pages, and the table of items.

A document is made again only where its edition (文书版次), its type or the day has changed; all others are as they were
made before. They are remembered in packs, so that a build holds one pack at a time, however many items there are.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator import addresses, files, site, word
from generator.catalog.documents import DocumentType
from generator.catalog.model import Catalog
from generator.garbage import collected, passed_over, uncollected
from generator.remembered import Kept, digest_of, program
from generator.site.redirects import moved_files
from generator.tables.book.day import day_book
from generator.tables.out import xlsx
from generator.views import ItemView, View

if TYPE_CHECKING:
    from generator.word.compiled.pieces import Blank

_IN_A_PACK = 50
_MOST_PACKS = 2000


class Paper(NamedTuple):
    """What a build has of one document: the file, and its form."""

    document: bytes
    form: site.WebForm


_Pack = dict[str, Paper]
"""Papers by what they were made from."""

_Wanted = tuple[list[ItemView], str]
"""The items of a document and its address."""


@uncollected()
def write(view: View, catalog: Catalog, catalog_dir: Path, folder: Path) -> None:
    """Write every document of a view, the scripts of its forms and the table of items into `folder`."""
    with passed_over():
        files.write_file(folder / addresses.ITEMS_TABLE, spreadsheet(view, catalog), durable=False)
        gc.collect()  # a workbook refers to itself
    site.write_forms(view, folder, collected(_written(view, catalog_dir, folder)))
    for old, new in moved_files(view):
        shutil.copyfile(folder / new, folder / old)


def word_files(view: View) -> Iterator[tuple[DocumentType, list[ItemView], str]]:
    """Every Word file of a build: its type, its items (none for a type of single cases), its address."""
    return ((kind, items, address) for kind in view.documents for items, address in _files_of(view, kind))


def written_addresses(view: View) -> Iterator[str]:
    """The addresses of all that `write` writes, for pages that link to it."""
    yield from (addresses.ITEMS_TABLE, addresses.FORM_PARTS, addresses.FORM_ACTS)
    for kind, items, address in word_files(view):
        yield from (address, form_address(kind, items))
    yield from (old for old, _ in moved_files(view))


def form_address(kind: DocumentType, items: list[ItemView]) -> str:
    """The address of the script of a document's form."""
    return addresses.form(kind.id, items[0].id if items else "")


def spreadsheet(view: View, catalog: Catalog) -> bytes:
    """The table of all items, with its bases, checks and laws, as .xlsx."""
    return xlsx.workbook(day_book(view, catalog))


def late_form(view: View, address: str) -> bytes | None:
    """A script of the pages' forms by its address, made alone, for a preview that makes files when they are asked for.

    None where there is none. Its blank shares no parts with others.
    """
    wanted = [
        _web_form(kind, items, word.blank(view, kind, items))
        for kind, items, _ in word_files(view)
        if form_address(kind, items) == address
    ]
    if not wanted and address not in (addresses.FORM_PARTS, addresses.FORM_ACTS):
        return None
    return dict(site.form_files(view, wanted))[address].encode()


def _written(view: View, catalog_dir: Path, folder: Path) -> Iterator[site.WebForm]:
    """Write every Word file; the form of each."""
    for kind in view.documents:
        wanted = iter(_files_of(view, kind))
        for number in count():
            if not (pack := list(islice(wanted, _IN_A_PACK))):
                break
            name = digest_of(os.path.realpath(catalog_dir), kind.id, str(number))
            papers = _papers(view, kind, [items for items, _ in pack], name)
            for (_, address), paper in zip(pack, papers, strict=True):
                path = folder / address
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(paper.document)
                yield paper.form


def _papers(view: View, kind: DocumentType, wanted: Sequence[list[ItemView]], name: str) -> Iterator[Paper]:
    """The papers of a type for each of these items: those that were made before, and the others."""
    kept = Kept(dict, "papers", name, _MOST_PACKS, pressed=True)
    known: _Pack = kept.get() or {}
    keys = [_made_from(view, kind, items) for items in wanted]
    blanks = word.blanks(view, kind, [items for key, items in zip(keys, wanted, strict=True) if key not in known])
    pack: _Pack = {}
    for key, items in zip(keys, wanted, strict=True):
        pack[key] = known[key] if key in known else _paper(kind, items, next(blanks))
        yield pack[key]
    if pack.keys() != known.keys():
        kept.keep(_with_shared_texts(pack))


def _made_from(view: View, kind: DocumentType, items: list[ItemView]) -> str:
    """The digest of all a paper and its form come from."""
    day, names = view.as_of.isoformat(), (item.id for item in items)
    return digest_of(program(), kind.model_dump_json(), word.edition_of(view, kind, items), day, *names)


def _paper(kind: DocumentType, items: list[ItemView], blank: Blank) -> Paper:
    return Paper(word.filled(blank, {}), _web_form(kind, items, blank))


def _web_form(kind: DocumentType, items: list[ItemView], blank: Blank) -> site.WebForm:
    return site.WebForm(kind.id, items[0].id if items else "", blank.as_shape(), word.asked(kind, items))


def _with_shared_texts(pack: _Pack) -> _Pack:
    """The same papers; parts that are equal are one text, and so kept once."""
    seen: dict[str, str] = {}
    for paper in pack.values():
        for part in paper.form.blank["parts"]:
            part |= {name: seen.setdefault(text, text) for name, text in part.items() if isinstance(text, str)}
    return pack


def _files_of(view: View, kind: DocumentType) -> list[_Wanted]:
    if kind.scope == "case":
        return [([], addresses.blank(kind.title))]
    return [([item], addresses.download(item.item.number, kind.title)) for item in view.items]
