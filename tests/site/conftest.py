"""Sites built for a test: of a tiny catalog, and once of the catalog that is shipped."""

from __future__ import annotations

import contextlib
import http.server
import threading
import zlib
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator import addresses, word
from generator.building.papers import word_files
from generator.site import WebForm, write_forms, write_pages
from generator.site.dress.dressing import dress
from generator.views import ItemView, View
from tests.amounts import some
from tests.conftest import REPOSITORY

BuildSite = Callable[[View], Path]


def prepared(view: View, folder: Path) -> Path:
    """The undressed site; the Word documents and the spreadsheet are stand-ins, other packages write them."""
    write_pages(view, folder, spreadsheet=addresses.ITEMS_TABLE)
    for address in (addresses.ITEMS_TABLE, *(address for _, _, address in word_files(view))):
        path = folder / address
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"stand-in")
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with contextlib.suppress(ConnectionError):  # the browser has gone on to another page
            super().copyfile(source, outputfile)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server of a folder on this machine, which may still be empty."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture
def build_site(tmp_path: Path) -> BuildSite:
    """view → folder of its dressed site."""

    def built(view: View) -> Path:
        dress(prepared(view, tmp_path / "source"), tmp_path / "site", REPOSITORY / "mkdocs.yml")
        return tmp_path / "site"

    return built


@pytest.fixture(scope="session")
def shipped_site(shipped_view: View, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Its site, as an official unzips it: in a folder with a Chinese name and a blank."""
    folder = tmp_path_factory.mktemp("site") / "监管 目录"
    dress(prepared(shipped_view, folder.parent / "source"), folder, REPOSITORY / "mkdocs.yml")
    yield folder


@pytest.fixture(scope="module")
def server(shipped_site: Path) -> Iterator[str]:
    """The address of a server of the shipped site."""
    with serving(shipped_site) as address:
        yield address


@pytest.fixture(scope="session")
def shipped_forms(shipped_view: View) -> list[WebForm]:
    """The form of every document of the shipped catalog."""
    return forms_of(shipped_view)


@pytest.fixture(scope="session")
def forms_site(shipped_site: Path, shipped_view: View, shipped_forms: list[WebForm]) -> Path:
    """The shipped site with every form's blank."""
    write_forms(shipped_view, shipped_site, shipped_forms)
    return shipped_site


def forms_of(view: View, documents: Collection[str] = ()) -> list[WebForm]:
    """The forms of a view's document types, all or some."""
    made = []
    for kind in view.documents:
        if not documents or kind.id in documents:
            wanted: list[list[ItemView]] = [[item] for item in view.items] if kind.scope == "item" else [[]]
            for items, blank in zip(wanted, word.blanks(view, kind, wanted), strict=True):
                item = items[0].id if items else ""
                made.append(WebForm(kind.id, item, blank.as_shape(), word.asked(kind, items)))
    return made


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both ways in the whole; in a sample one of the two, so that each is taken by half of the tests."""
    if "root" in metafunc.fixturenames:
        ways = ["file", "http"]
        first = zlib.crc32(metafunc.function.__name__.encode()) % len(ways)
        metafunc.parametrize("root", some(ways[first:] + ways[:first], len(ways)), indirect=True)


@pytest.fixture
def root(request: pytest.FixtureRequest, shipped_site: Path) -> str:
    """The address of the site's folder, by both ways it is opened."""
    return f"{shipped_site.as_uri()}/" if request.param == "file" else request.getfixturevalue("server")


@pytest.fixture
def opened(browser: Any) -> Iterator[tuple[Any, list[str], list[str]]]:
    """A tab, the requests that left the site, and what the console complained about."""
    page = browser.new_context(locale="zh-CN").new_page()
    outside: list[str] = []
    complaints: list[str] = []
    allowed = ("file:", "data:", "blob:", "http://127.0.0.1:")
    page.on("request", lambda sent: None if sent.url.startswith(allowed) else outside.append(sent.url))
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, outside, complaints
    page.context.close()
