"""Every command on every kind of broken catalog ends in words: exit code 0, 1 or 2, no traceback, Chinese lines.

The commands run in this process as `jianguan` runs them. A sample of (command, fault) runs always, all of them in the
long run.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from generator.cli import main
from tests.cli.running import COMMANDS, ENGLISH, details, ended
from tests.conftest import TinyCatalog, cache_folder

_CHINESE = re.compile("[\u4e00-\u9fff]")

Break = Callable[[Path], object]


def _removed(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _a_folder(path: Path) -> None:
    _removed(path)
    path.mkdir()


def _a_file(path: Path) -> None:
    _removed(path)
    path.write_bytes(b"x")


CONTENTS: dict[str, bytes] = {
    "is empty": b"",
    "is binary": bytes(range(256)) * 40,
    "is GBK": "title: 事项".encode("gbk"),
    "is a list": b"- 1\n- {a: b}\n",
    "is a word": b"nothing\n",
    "is cut off": b'title: "a\nbases: [',
    "has an alias": b"a: &a [*a]\n",
    "is deep": b"[" * 3000,
}
VALUES: tuple[Any, ...] = (
    None,
    0,
    -1,
    1.5,
    True,
    "",
    "没有这个",
    "x" * 200,
    [],
    {},
    [[]],
    [None],
    {"a": None},
    {"没有": []},
    "2026-02-30",
)


def _sites(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a YAML document."""
    if at:
        yield at
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from _sites(value, (*at, key))


def _with_value(path: Path, at: Sequence[Any], value: Any) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    holder = data
    for key in at[:-1]:
        holder = holder[key]
    holder[at[-1]] = value
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def _faults(catalog: Path) -> dict[str, Break]:
    """What to call it → how a copy of the catalog is broken."""
    found: dict[str, Break] = {
        "catalog is missing": _removed,
        "catalog is a file": _a_file,
        "catalog is empty": _a_folder,
    }
    for name in sorted(path.relative_to(catalog).as_posix() for path in catalog.rglob("*")):
        found[f"{name} is missing"] = lambda root, name=name: _removed(root / name)
        if (catalog / name).is_dir():
            found[f"{name} is a file"] = lambda root, name=name: _a_file(root / name)
            continue
        found[f"{name} is a folder"] = lambda root, name=name: _a_folder(root / name)
        for what, content in CONTENTS.items():
            found[f"{name} {what}"] = lambda root, name=name, content=content: (root / name).write_bytes(content)
        if name.endswith(".yaml"):
            for at in _sites(yaml.safe_load((catalog / name).read_text(encoding="utf-8"))):
                for value in VALUES:
                    what = f"{name} has {value!r:.20} at {'/'.join(map(str, at))}"
                    found[what] = lambda root, name=name, at=at, value=value: _with_value(root / name, at, value)
    return found


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sound catalog and the files the commands are given."""
    folder = tmp_path_factory.mktemp("sound")
    tiny = TinyCatalog(folder / "catalog")
    tiny.statute("new-law", "2026-05-01", "某某安全法\n\n第一条　为了安全，制定本法。\n\n第二条　经营须许可。\n")
    tiny.text("redirects.yaml", "- from: items/01-old.html\n  to: items/01-trade.html\n")
    tiny.text("published-addresses.txt", "items/01-old.html\n")
    (folder / "rows.csv").write_text("被检查单位\n某公司\n", encoding="utf-8")
    (folder / "law.txt").write_text("某某安全法\n\n第一条　为了安全，制定本法。\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for arguments in (
            ["export", "xlsx", "--full", "-o", "catalog.xlsx"],
            ["document", "checklist", "1", "-o", "filled.docx", "--set", "被检查单位=某公司"],
            ["template", "export", "checklist", "-o", "template.docx"],
        ):
            assert ended(folder, arguments, patch) == 0
    return folder


def _badly_ended(
    name: str, faults: dict[str, Break], sound: Path, folder: Path, patch: pytest.MonkeyPatch, capsys: Any
) -> list[str]:
    """What does not end as it should of a command on copies of the sound catalog with these faults."""
    found = []
    for fault, broken in faults.items():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sound, folder)
        broken(folder / "catalog")
        status = ended(folder, [*name.split(), *COMMANDS[name]], patch)
        out, err = capsys.readouterr()
        said = [line for line in (err or out).splitlines() if line.strip()]
        is_well = status in (0, 1, 2) and not ENGLISH.search(out + err)
        if not is_well or (status and not (said and _CHINESE.search(said[-1]))):
            found.append(f"{name} where {fault}: exit {status}, {said[-1:]} {details()}")
    return found


def _commands(group: click.Group, above: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} ")
        else:
            yield above + name


def test_every_command_is_tried() -> None:
    assert sorted(_commands(main)) == sorted([*COMMANDS, "init", "packs"]), "the last two read no catalog"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_ends_well_where_nothing_is_broken_and_needs_no_temporary_folder(
    name: str, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(sound, tmp_path / "work")
    ends = {"previews": 1}  # nothing is installed to print with
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert (ended(tmp_path / "work", [*name.split(), *COMMANDS[name]], monkeypatch), name) == (ends.get(name, 0), name)
    assert not list(cache_folder().glob("work/*"))


def test_rows_that_are_refused_leave_nothing_in_the_temporary_folder(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(sound, tmp_path / "work")
    (tmp_path / "work" / "rows.csv").write_text("被检查单位,检查开始时间\n某公司,昨天\n", encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert ended(tmp_path / "work", ["fill", *COMMANDS["fill"]], monkeypatch) == 1
    assert "没有生成的行.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_on_a_broken_catalog_ends_in_words(
    name: str, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = _faults(sound / "catalog")
    sample = dict(random.Random(name).sample(sorted(faults.items()), 4))
    assert _badly_ended(name, sample, sound, tmp_path / "work", monkeypatch, capsys) == []


@pytest.mark.trials
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_ends_in_words_whatever_is_broken(
    name: str, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = _faults(sound / "catalog")
    whole = {fault: broken for fault, broken in faults.items() if " at " not in fault}
    within = [fault for fault in faults if " at " in fault]
    some = {fault: faults[fault] for fault in random.Random(name).sample(within, 300)}
    assert _badly_ended(name, whole | some, sound, tmp_path / "work", monkeypatch, capsys) == []


@pytest.mark.parametrize("name", ["notice", "checklist", "document", "fill", "read", "template check"])
def test_a_catalog_without_document_types_is_told_so(
    name: str, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = {"there are no document types": lambda root: shutil.rmtree(root / "documents")}
    assert _badly_ended(name, faults, sound, tmp_path / "work", monkeypatch, capsys) == []
