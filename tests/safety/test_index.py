"""Nobody gets code to run, or a text to be believed, through the search index or anything else in the private cache."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import whoosh.codec.whoosh3
import whoosh.columns
from click.testing import CliRunner
from whoosh.filedb.structfile import StructFile

from generator.cli import main
from generator.files import private_folder
from generator.remembered import Sealed, recalled
from generator.search import REBUILT, refreshed
from search_index import Entry, build, entries
from tests.conftest import REPOSITORY, TinyCatalog, cache_folder

ENTRIES = [Entry(f"item/{n}", "item", f"对第{n}类企业的监管", "监督检查、行政处罚", "x") for n in range(40)]
AS_ROOT = os.name == "posix" and os.geteuid() == 0


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """What is there once a payload has run."""
    return tmp_path / "ran"


class MakesFolder:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.path),)


def payloads(ran: Path) -> dict[str, bytes]:
    """Pickles that run code: by each protocol, and by names nobody would suspect."""
    path = f"S'{ran}'\n".encode()
    return {
        **{f"protocol {n}": pickle.dumps(MakesFolder(ran), n) for n in range(pickle.HIGHEST_PROTOCOL + 1)},
        "INST": b"(" + path + b"ios\nmkdir\n.",
        "a dotted name": b"\x80\x04\x8c\x07pathlib\x8c\x08os.mkdir\x93(" + path + b"tR.",
        "a helper of Whoosh": b"cwhoosh.util.loading\nfind_object\n(S'os.mkdir'\ntR(" + path + b"tR.",
        "a codec": b"c_codecs\nencode\n(S'x'\nS'rot13'\ntRcos\nmkdir\n(" + path + b"tR.",
    }


def crafted(place: str, payload: bytes) -> bytes:
    """An index in which the payload stands wherever Whoosh writes a pickle of that place."""
    with pytest.MonkeyPatch.context() as patch:
        if place == "postings":
            patch.setattr(whoosh.codec.whoosh3, "dumps", lambda *_: payload)
        elif place == "heads of postings":
            patch.setattr(StructFile, "write_pickle", lambda self, *_: self.write(payload))
        else:
            patch.setattr(whoosh.columns, "dumps", lambda *_: payload)
        return build(ENTRIES)[0]


PLACES = ("postings", "heads of postings", "stored entries")

ASK = """
import contextlib, sys
{before}
from search_index import Entry, build, open_index
content = open(sys.argv[1], "rb").read()
with contextlib.suppress(Exception):
    index = open_index(content)
    for query in ("监管", "对第7类企业", "7类企业", "无证经营处罚"):
        with contextlib.suppress(Exception):
            index.search(query)
with contextlib.suppress(Exception):
    build([Entry("item/1", "item", "改过", "改过", "x")], content)
"""


def ask(content: bytes, folder: Path, before: str = "") -> None:
    """Everything that reads an index, in a new process: opening, rare and common queries, an update."""
    (folder / "crafted").write_bytes(content)
    command = [sys.executable, "-c", ASK.format(before=before), str(folder / "crafted")]
    subprocess.run(command, cwd=REPOSITORY, check=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", payloads(Path()))
def test_no_pickle_in_an_index_runs(tmp_path: Path, ran: Path, place: str, kind: str) -> None:
    ask(crafted(place, payloads(ran)[kind]), tmp_path)
    assert not ran.exists()


@pytest.mark.parametrize("place", PLACES)
def test_each_of_these_places_is_read_and_would_run(tmp_path: Path, ran: Path, place: str) -> None:
    ask(crafted(place, payloads(ran)["protocol 2"]), tmp_path, before="sys.addaudithook = lambda hook: None")
    assert ran.exists()


def test_no_table_of_contents_is_read(ran: Path, tmp_path: Path) -> None:
    content, _ = build(ENTRIES)
    assert b".toc" not in content
    toc = payloads(ran)["protocol 2"]
    head, _, files = content.partition(b"\n")
    planted = head.replace(b'"files": {', b'"files": {"_MAIN_9.toc": %d, ' % len(toc)) + b"\n" + toc + files
    ask(planted, tmp_path)
    assert not ran.exists() and len(entries(planted)) == len(ENTRIES)


def test_pickles_elsewhere_in_the_program_are_left_alone(ran: Path) -> None:
    pickle.loads(pickle.dumps(MakesFolder(ran)))
    assert ran.exists()


CATALOG = Path("catalog")
LIES = [Entry(entry.key, entry.kind, entry.title, "谎话", "elsewhere") for entry in ENTRIES]


def search(catalog: Path = CATALOG, wanted: list[Entry] = ENTRIES) -> tuple[int, list[str]]:
    """How many entries had to be indexed, and what was said; the index must hold the truth."""
    said: list[str] = []
    content, report = refreshed(wanted, catalog, said.append)
    assert entries(content) == sorted(wanted, key=lambda entry: entry.key)
    return report.indexed, said


def kept() -> Path:
    """The file of the catalog's index."""
    (path,) = (cache_folder() / "search").iterdir()
    return path


def copied(folder: Path) -> None:
    """As by `cp -a` from another place: same owner, rights and times."""
    shutil.copytree(folder, folder.with_name("away"), copy_function=shutil.copy2)
    shutil.rmtree(folder)
    folder.with_name("away").rename(folder)


def unpacked(folder: Path) -> None:
    archive = folder.with_name("all.zip")
    with zipfile.ZipFile(archive, "w") as packing:
        for path in folder.rglob("*"):
            packing.write(path, path.relative_to(folder))
    shutil.rmtree(folder)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)


def of_another_catalog(folder: Path) -> None:
    mine = kept()
    refreshed(LIES, Path("other"), lambda _: None)
    (other,) = (path for path in (folder / "search").iterdir() if path != mine)
    other.replace(mine)


def sealed_as_something_else(folder: Path) -> None:
    name = kept().name
    Sealed("blanks", name, 10).keep(build(LIES)[0])
    (folder / "blanks" / name).replace(kept())


def with_another_key(folder: Path) -> None:
    (folder / "key").write_bytes(bytes(32))


def without_key(folder: Path) -> None:
    (folder / "key").unlink()


def with_a_key_others_read(folder: Path) -> None:
    (folder / "key").chmod(0o644)


def without_a_seal(folder: Path) -> None:
    kept().write_bytes(build(LIES)[0])


def with_another_seal(folder: Path) -> None:
    kept().write_bytes(bytes(32) + build(LIES)[0])


def changed_in_one_bit(folder: Path) -> None:
    content = bytearray(kept().read_bytes())
    content[-1] ^= 1
    kept().write_bytes(content)


def cut(folder: Path) -> None:
    kept().write_bytes(kept().read_bytes()[:-1])


def short(folder: Path) -> None:
    kept().write_bytes(b"x")


def empty(folder: Path) -> None:
    kept().write_bytes(b"")


def behind_a_link(folder: Path) -> None:
    path = kept()
    path.rename(folder / "there")
    path.symlink_to(folder / "there")


def a_link_to_nothing(folder: Path) -> None:
    path = kept()
    path.unlink()
    path.symlink_to("nothing")


def a_pipe(folder: Path) -> None:
    path = kept()
    path.unlink()
    os.mkfifo(path)


def vast(folder: Path) -> None:
    os.truncate(kept(), 1 << 40)


REPLACED: list[Callable[[Path], None]] = [
    copied,
    unpacked,
    of_another_catalog,
    sealed_as_something_else,
    with_another_key,
    without_key,
    with_a_key_others_read,
    without_a_seal,
    with_another_seal,
    changed_in_one_bit,
    cut,
    short,
    empty,
    behind_a_link,
    a_link_to_nothing,
    a_pipe,
    vast,
]


@pytest.mark.parametrize("replaced", REPLACED)
def test_an_index_that_this_program_did_not_write_here_is_made_anew(replaced: Callable[[Path], None]) -> None:
    search()
    assert search() == (0, [])
    replaced(cache_folder())
    assert search() == (len(ENTRIES), [REBUILT])
    assert search() == (0, [])


def a_folder(folder: Path) -> None:
    path = kept()
    path.unlink()
    path.mkdir()


def a_link_instead_of_the_kinds_folder(folder: Path) -> None:
    (folder / "search").rename(folder / "there")
    (folder / "search").symlink_to(folder / "there")


def a_link_instead_of_the_whole_folder(folder: Path) -> None:
    folder.rename(folder.with_name("there"))
    folder.symlink_to(folder.with_name("there"))


def a_folder_instead_of_the_key(folder: Path) -> None:
    (folder / "key").unlink()
    (folder / "key").mkdir()


@pytest.mark.parametrize(
    "replaced",
    [a_folder, a_link_instead_of_the_kinds_folder, a_link_instead_of_the_whole_folder, a_folder_instead_of_the_key],
)
def test_where_nothing_can_be_kept_the_search_is_right_all_the_same(replaced: Callable[[Path], None]) -> None:
    search()
    replaced(cache_folder())
    before = sorted(cache_folder().rglob("*"))
    assert search() == search() == (len(ENTRIES), [REBUILT])
    assert sorted(cache_folder().rglob("*")) == before


@pytest.mark.skipif(not AS_ROOT, reason="only root gives files away")
@pytest.mark.parametrize("given", ["", "search", "key", "file"])
def test_what_belongs_to_another_user_is_not_believed(given: str) -> None:
    search()
    os.chown(kept() if given == "file" else cache_folder() / given, 1, -1)
    assert search() == (len(ENTRIES), [REBUILT])


def test_the_cache_is_closed_to_others() -> None:
    before = os.umask(0)
    search()
    os.umask(before)
    for spoil in (
        lambda key: key.chmod(0o644),
        lambda key: key.write_bytes(b""),
        lambda key: key.write_bytes(b"x" * 33),
    ):
        spoil(cache_folder() / "key")
        search()
        about = (cache_folder() / "key").stat()
        assert (about.st_size, about.st_mode & 0o777) == (32, 0o600)
    modes = {path.name: path.stat().st_mode & 0o777 for path in [cache_folder(), *cache_folder().rglob("*")]}
    assert set(modes.values()) == {0o700, 0o600}


@pytest.mark.parametrize("named", ["relative/cache", "", "."])
def test_only_a_whole_path_names_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert private_folder() == tmp_path / "home" / ".cache" / "jianguan"


@pytest.mark.parametrize("home", ["relative", "/proc/none", "/" + "x" * 5000])
def test_without_a_home_it_is_kept_in_a_private_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", home)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert search() == (len(ENTRIES), []) and search() == (0, [])
    assert [path.name for path in tmp_path.iterdir()] == [f"jianguan-{os.getuid()}"]


def test_many_catalogs_do_not_fill_the_disk() -> None:
    for number in range(12):
        refreshed(ENTRIES[:1], Path(f"catalog-{number}"), lambda _: None)
    assert len(list((cache_folder() / "search").iterdir())) == 10


def test_a_build_neither_reads_nor_writes_an_index_in_its_folder(tiny: TinyCatalog, tmp_path: Path, ran: Path) -> None:
    out = tmp_path / "out"
    (out / "search").mkdir(parents=True)
    (out / "search" / "_MAIN_1.toc").write_bytes(payloads(ran)["protocol 2"])
    (out / "search" / "jianguan-index.json").write_text('{"format": 3, "digests": []}')
    build = ["build", "--catalog", str(tiny.folder), "--out", str(out)]
    refused = CliRunner().invoke(main, build)
    assert refused.exit_code == 1 and "_MAIN_1.toc" in refused.output
    shutil.rmtree(out)
    assert "检索条目" in CliRunner().invoke(main, build).output
    assert not ran.exists() and not (out / "search").exists()
    found = CliRunner().invoke(main, ["search", "许可证", "--catalog", str(tiny.folder)])
    assert "许可证" in found.output and not found.stderr


def test_a_search_says_that_it_made_the_index_anew(tiny: TinyCatalog) -> None:
    arguments = ["search", "许可证", "--json", "--catalog", str(tiny.folder)]
    first = CliRunner().invoke(main, arguments)
    kept().write_bytes(b"x")
    planted_everywhere(b"x")
    second = CliRunner().invoke(main, arguments)
    assert (second.exit_code, second.stdout, second.stderr.strip()) == (0, first.stdout, REBUILT)


def planted_everywhere(content: bytes) -> None:
    for path in (cache_folder() / "remembered").iterdir():
        path.write_bytes(content)


def worked_out(folder: Path, asked: str = "a", may_be_kept: bool = True) -> bool:
    """Whether something had to be worked out, for it was not known already."""
    worked: list[object] = []

    def work(state: object) -> str:
        worked.append(state)
        return "文字"

    assert recalled(str, folder, work, asked, may_be_kept=lambda _: may_be_kept) == "文字"
    return bool(worked)


@pytest.mark.parametrize(
    "planted",
    [b"", b"{}", b"cos\nsystem\n(S'touch ran'\ntR.", bytes(32) + pickle.dumps("别的"), b"\xff\xfe", b"\x80\x05]" * 99],
)
def test_what_was_planted_is_neither_run_nor_believed(tiny: TinyCatalog, tmp_path: Path, planted: bytes) -> None:
    command = ["checklist", "1", "--catalog", str(tiny.folder), "-o"]
    for turn in range(3):
        made = CliRunner().invoke(main, [*command, str(tmp_path / f"{turn}.docx")])
        assert made.exit_code == 0, made.output
        planted_everywhere(planted)
    assert (tmp_path / "0.docx").read_bytes() == (tmp_path / "1.docx").read_bytes()
    assert not Path("ran").exists()


def test_what_was_worked_out_is_known_as_long_as_nothing_changed(tiny: TinyCatalog) -> None:
    assert worked_out(tiny.folder)
    assert not worked_out(tiny.folder)
    assert worked_out(tiny.folder, "b")
    tiny.item(title="别的")
    assert worked_out(tiny.folder)
    planted_everywhere(b"x")
    assert worked_out(tiny.folder)


def test_what_may_not_be_kept_is_worked_out_each_time(tiny: TinyCatalog) -> None:
    assert worked_out(tiny.folder, may_be_kept=False)
    assert worked_out(tiny.folder, may_be_kept=False)


def test_what_is_remembered_is_bounded(tiny: TinyCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.remembered._MOST_REMEMBERED", 3)
    for asked in "abcd":
        worked_out(tiny.folder, asked)
    assert not worked_out(tiny.folder, "b")
    assert worked_out(tiny.folder, "a"), "the oldest is gone"
    monkeypatch.setattr("generator.remembered._MOST_BYTES", 1)
    worked_out(tiny.folder, "e")
    assert len(list((cache_folder() / "remembered").iterdir())) == 1
    assert not worked_out(tiny.folder, "e"), "the newest stays, however large"


COMMANDS = {
    "check": ["check"],
    "search": ["search", "许可证"],
    "law list": ["law", "list"],
    "notice": ["notice", "1", "-o", "made.docx"],
    "checklist": ["checklist", "1", "--set", "被检查单位=甲公司", "-o", "made.docx"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_and_writes_the_same_with_without_and_with_a_damaged_cache(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = []
    for _ in range(3):
        made = CliRunner().invoke(main, [*COMMANDS[command], "--catalog", str(tiny.folder)])
        file = Path("made.docx")
        seen.append((made.exit_code, made.output, file.read_bytes() if file.exists() else b""))
        if len(seen) == 2:
            planted_everywhere(b"damaged")
    assert seen[0] == seen[1] == seen[2] and seen[0][0] == 0
