"""A build makes what changed, and gives to the byte what a build from nothing gives; work is counted, no clock is read."""

from __future__ import annotations

import copy
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator import word
from generator.building import build, papers
from generator.building.judging import judged
from generator.cli.main import main
from generator.word.compiled import compiling
from generator.word.forms import form, qr
from tests.conftest import CATALOG, DEPARTMENTS, ITEM, METHODS, NEW_LAW, OLD_LAW, REPOSITORY, TinyCatalog, cache_folder
from tests.test_build import tree

pytestmark = pytest.mark.sampled(8)

DAY = date(2026, 11, 23)
Change = Callable[[TinyCatalog], object]


def _item(place: str, value: Any) -> Change:
    """Item 1 with one of its values, named by keys and numbers, replaced."""

    def change(tiny: TinyCatalog) -> None:
        made: Any = copy.deepcopy(ITEM)
        *way, last = (int(step) if step.isdigit() else step for step in place.split("/"))
        inner = made
        for step in way:
            inner = inner[step]
        inner[last] = value
        tiny.write("items/01-trade.yaml", made)

    return change


def _document(name: str, old: str, new: str) -> Change:
    def change(tiny: TinyCatalog) -> None:
        path = tiny.folder / "documents" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def _template(tiny: TinyCatalog) -> None:
    view = tiny.view()
    (tiny.folder / "documents" / "checklist.docx").write_bytes(word.exported(view, view.document("checklist")))


def _another_number(tiny: TinyCatalog) -> None:
    (tiny.folder / "items/01-trade.yaml").unlink()
    tiny.write("items/07-trade.yaml", {**copy.deepcopy(ITEM), "number": 7})


def _another_type(tiny: TinyCatalog) -> None:
    text = (tiny.folder / "documents/checklist.yaml").read_text(encoding="utf-8")
    tiny.text("documents/second-list.yaml", text.replace("title: 现场检查表", "title: 复查表", 1))


def _second_item(tiny: TinyCatalog) -> None:
    tiny.write("items/02-more.yaml", {**copy.deepcopy(ITEM), "number": 2, "subject": "另一经营"})


AGENCY = CATALOG["agency"]
CHANGES: dict[str, Change] = {
    "nothing": lambda tiny: None,
    "a comma in a question": _item("checks/0/ask", "企业持有许可证，在有效期内，并亮证。"),
    "how it is checked": _item("checks/0/how", ["现场检查"]),
    "whose duty it is": _item("checks/1/duty_of", "authority"),
    "a check less": _item("checks", ITEM["checks"][:1]),
    "no check": _item("checks", []),
    "a penalty": _item("checks/0/penalty", "none"),
    "to whom a check applies": _item("checks/0/applies", "小企业"),
    "a review": _item("checks/0/reviewed", {"by": "某人", "on": "2026-11-01", "digest": "0" * 12}),
    "the title": _item("title", "对另一经营的监管"),
    "the subject": _item("subject", "另一经营"),
    "the number": _another_number,
    "a basis": _item("bases/1/cite", "《某某安全法》第一百条"),
    "a quotation": _item("bases/1/quote", "经营实行备案。"),
    "the ratio": _item("sampling", {"ratio": "30%", "source": CATALOG["plan"]}),
    "an item more": _second_item,
    "an item that has another name": lambda tiny: (tiny.folder / "items/01-trade.yaml").rename(
        tiny.folder / "items/01-other.yaml"
    ),
    "the agency's name": lambda tiny: tiny.write("catalog.yaml", {**CATALOG, "agency": {**AGENCY, "name": "某县局"}}),
    "the agency's mark": lambda tiny: tiny.write(
        "catalog.yaml", {**CATALOG, "agency": {**AGENCY, "mark": "某县局文件"}}
    ),
    "who is addressed": lambda tiny: tiny.write(
        "catalog.yaml", {**CATALOG, "agency": {**AGENCY, "recipients": "各科"}}
    ),
    "the fonts": lambda tiny: tiny.write("catalog.yaml", {**CATALOG, "fonts": {"仿宋": "仿宋_GB2312"}}),
    "the feedback line": lambda tiny: tiny.write("catalog.yaml", {**CATALOG, "feedback": "请来电。"}),
    "a short title of law": lambda tiny: tiny.write("laws/new-law.yaml", {**NEW_LAW, "short": "新安全法"}),
    "a gist": lambda tiny: tiny.write(
        "laws/old-law.yaml", {**OLD_LAW, "gists": [{**OLD_LAW["gists"][0], "text": "另一要旨。"}]}
    ),
    "a law that ended": lambda tiny: tiny.write(
        "laws/old-law.yaml", {**OLD_LAW, "ended": {"on": "2026-05-01", "by": "某文", "source": "本目录整理"}}
    ),
    "a text of law": lambda tiny: tiny.statute(
        "new-law", "2026-05-01", "某某安全法\n第五十三条　经营须备案。\n第一百条　没收。\n"
    ),
    "a method": lambda tiny: tiny.write(
        "methods.yaml", {"double-random": {**METHODS["double-random"], "title": "随机检查"}}
    ),
    "a department": lambda tiny: tiny.write(
        "departments.yaml", {"policy": {**DEPARTMENTS["policy"], "name": "法规科"}}
    ),
    "a type's title": _document("checklist", "title: 现场检查表", "title: 检查用表"),
    "a field's label": _document("checklist", "label: 被检查单位", "label: 受检单位"),
    "a type's place": _document("checklist", "order: ", "order: 9"),
    "a type less": lambda tiny: (tiny.folder / "documents" / "notice.yaml").unlink(),
    "a type more": _another_type,
    "a template of its own": _template,
}


SEEN_ON_NO_PAPER = {
    "nothing", "the feedback line", "a department", "a text of law", "a review", "a quotation", "a gist",
    "a law that ended", "a type's place",
}  # fmt: skip


def test_there_are_thirty_kinds_of_change() -> None:
    assert len(CHANGES) > 30


def written(tiny: TinyCatalog, folder: Path, day: date = DAY) -> dict[str, bytes]:
    examined = judged(tiny.folder, day)
    folder.mkdir()
    papers.write(examined.view(day), examined.sound.catalog, tiny.folder, folder)
    return tree(folder)


def documents(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.endswith(".docx")}


def forget() -> None:
    shutil.rmtree(cache_folder())


@pytest.mark.parametrize("what", CHANGES)
def test_after_a_change_the_papers_are_those_of_a_build_from_nothing(
    tiny: TinyCatalog, tmp_path: Path, what: str
) -> None:
    before = written(tiny, tmp_path / "before")
    CHANGES[what](tiny)
    after = written(tiny, tmp_path / "after")
    forget()
    assert after == written(tiny, tmp_path / "anew")
    assert (documents(after) == documents(before)) == (what in SEEN_ON_NO_PAPER)


def test_another_day_gives_papers_of_that_day(tiny: TinyCatalog, tmp_path: Path) -> None:
    written(tiny, tmp_path / "before")
    after = written(tiny, tmp_path / "after", date(2026, 4, 1))
    forget()
    assert after == written(tiny, tmp_path / "anew", date(2026, 4, 1))


@pytest.mark.parametrize("what", CHANGES)
def test_papers_of_one_edition_are_equal_and_what_prints_otherwise_has_another(tiny: TinyCatalog, what: str) -> None:
    def editions() -> dict[tuple[str, str], tuple[str, bytes]]:
        view = tiny.view()
        return {
            (kind.id, items[0].id if items else ""): (
                word.edition_of(view, kind, items),
                word.document(view, kind, items),
            )
            for kind, items, _ in papers.word_files(view)
        }

    before = editions()
    CHANGES[what](tiny)
    for paper, (edition, document) in editions().items():
        if paper in before:
            assert (before[paper][0] == edition) == (before[paper][1] == document), paper


@pytest.mark.sampled(2)
@pytest.mark.parametrize("what", ["an item more", "a comma in a question", "a type less", "the feedback line"])
def test_a_whole_build_after_a_change_is_that_of_a_build_from_nothing(
    tiny: TinyCatalog, tmp_path: Path, what: str
) -> None:
    build.run(tiny.folder, DAY, tmp_path / "build")
    CHANGES[what](tiny)
    build.run(tiny.folder, DAY, tmp_path / "build")
    forget()
    build.run(tiny.folder, DAY, tmp_path / "anew")
    assert tree(tmp_path / "build" / "site") == tree(tmp_path / "anew" / "site")


def test_on_one_core_it_is_the_same(tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.run(tiny.folder, DAY, tmp_path / "two")
    forget()
    monkeypatch.setattr("generator.processes.cores", lambda: 1)
    build.run(tiny.folder, DAY, tmp_path / "one")
    assert tree(tmp_path / "two" / "site") == tree(tmp_path / "one" / "site")


class Counted:
    """How often each of these functions of modules is called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **watched: Any) -> None:
        self.calls: dict[str, int] = dict.fromkeys(watched, 0)
        for name, module in watched.items():
            monkeypatch.setattr(module, name, self._counting(name, getattr(module, name)))

    def _counting(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **more: Any) -> Any:
            self.calls[name] += 1
            return function(*given, **more)

        return counted


def test_only_the_papers_of_what_changed_are_made(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _second_item(tiny)
    work = Counted(monkeypatch, tree=compiling, built_in=form, code=qr)
    written(tiny, tmp_path / "first")
    assert work.calls == {"tree": 4, "built_in": 2, "code": 2}, "two types, two items; a notice has no code"
    written(tiny, tmp_path / "again")
    assert work.calls == {"tree": 4, "built_in": 2, "code": 2}
    CHANGES["a comma in a question"](tiny)
    written(tiny, tmp_path / "changed")
    assert work.calls == {"tree": 5, "built_in": 3, "code": 3}, "the checklist of one item"


def test_layouts_do_not_grow_with_items(tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Counted(monkeypatch, built_in=form)
    for number in range(2, 9):
        tiny.write(
            f"items/{number:02d}-more.yaml", {**copy.deepcopy(ITEM), "number": number, "subject": f"经营{number}"}
        )
    written(tiny, tmp_path / "first")
    assert work.calls == {"built_in": 2}


def build_again(tiny: TinyCatalog, *more: str) -> str:
    result = CliRunner().invoke(main, ["build", "--catalog", str(tiny.folder), "--as-of", "2026-11-23", *more])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_build_that_has_nothing_to_make_makes_nothing_and_says_so(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = ("--out", str(tmp_path / "build"))
    first = build_again(tiny, *out)
    before = tree(tmp_path / "build")
    monkeypatch.setattr(build, "run", lambda *_, **__: pytest.fail("something is made"))
    again = build_again(tiny, *out)
    assert again.splitlines()[0].startswith("没有改动：") and again.splitlines()[1:] == first.splitlines()[1:]
    assert tree(tmp_path / "build") == before


def _drop(out: Path, _: TinyCatalog) -> None:
    (out / "site" / "index.html").unlink()


def _drop_the_zip(out: Path, _: TinyCatalog) -> None:
    next(out.glob("*.zip")).unlink()


def _damage_the_cache(_out: Path, _tiny: TinyCatalog) -> None:
    for path in (cache_folder() / "built").iterdir():
        path.write_bytes(b"x")


@pytest.mark.parametrize("reason", [_drop, _drop_the_zip, _damage_the_cache, lambda _, tiny: tiny.item(subject="别的")])
def test_whatever_is_missing_or_different_is_a_reason_to_build(
    tiny: TinyCatalog, tmp_path: Path, reason: Callable[[Path, TinyCatalog], object]
) -> None:
    out = ("--zip", "--out", str(tmp_path / "build"))
    build_again(tiny, *out)
    reason(tmp_path / "build", tiny)
    assert not build_again(tiny, *out).startswith("没有改动")
    assert (tmp_path / "build" / "site" / "index.html").is_file() and list((tmp_path / "build").glob("*.zip"))


def test_another_day_or_another_wish_is_another_build(tiny: TinyCatalog, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "build"))
    build_again(tiny, *out)
    assert not build_again(tiny, "--zip", *out).startswith("没有改动")
    assert build_again(tiny, "--zip", *out).startswith("没有改动")
    assert not build_again(tiny, *out, "--as-of", "2026-11-24").startswith("没有改动")


def test_what_an_earlier_build_left_beside_is_a_reason_to_build(tiny: TinyCatalog, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "build"))
    build_again(tiny, *out)
    (tmp_path / ".build.jianguan-retired").mkdir()
    assert not build_again(tiny, *out).startswith("没有改动")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.processes
@pytest.mark.skipif("sys.platform != 'linux'", reason="needs /proc")
def test_the_second_process_is_gone_with_the_first(tmp_path: Path) -> None:
    program = (
        "import os, sys, time\nfrom generator import processes\nprocesses.cores = lambda: 2\n"
        "def work(): open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)\n"
        "with processes.beside(work) as done:\n    done()\n"
    )
    note = tmp_path / "pid"
    first = subprocess.Popen([sys.executable, "-c", program, str(note)], cwd=REPOSITORY)
    while not (note.exists() and note.read_text()):
        time.sleep(0.01)
    first.kill()
    first.wait()
    time.sleep(0.1)
    status = Path(f"/proc/{note.read_text()}/stat")
    assert not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z", "dead, and not yet buried"


def test_a_build_is_noted_for_the_state_it_was_made_of(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A catalog that changes before it is read, and is then put back, has not been built."""
    before = (tiny.folder / "items/01-trade.yaml").read_bytes()

    def changed_first(*given: Any, ordinary: Callable[..., Any] = build.judged) -> Any:
        tiny.item(subject="别的")
        return ordinary(*given)

    out = ("--out", str(tmp_path / "build"))
    with monkeypatch.context() as patch:
        patch.setattr(build, "judged", changed_first)
        build_again(tiny, *out)
    (tiny.folder / "items/01-trade.yaml").write_bytes(before)
    assert not build_again(tiny, *out).startswith("没有改动")
