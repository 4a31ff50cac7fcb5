"""Nothing takes four times the work for twice the catalog: lines of ours that are run are counted, no clock is read.

Each thing is done for n, 2n and 4n of what grows. Where the work is in proportion, the second step costs twice the
first; where everything meets everything, four times.
"""

from __future__ import annotations

import gc
import shutil
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
import segno
from click.testing import CliRunner
from lxml import etree
from segno import encoder

from benchmarks.synthetic import ARTICLES, DAY, catalog
from generator import site, word
from generator.catalog.load import load
from generator.catalog.validation import validate
from generator.cli.checklist import checklist
from generator.files import changing, private_folder
from generator.garbage import collected
from generator.opening import examine, open_view
from generator.site.dress import plain_blocks
from generator.site.dress.finished_pages import FinishedBlocks
from generator.verification.recorded import put_comparisons
from generator.views import View, resolve
from generator.word.compiled import compiling
from generator.word.forms import qr
from generator.word.forms.content import content_for
from generator.word.paper import sdt
from generator.word.paper.ooxml import element
from tests.conftest import ITEM, NEW_LAW, REPOSITORY, TinyCatalog

AS_OF = date.fromisoformat(DAY)
IN_PROPORTION = 2.9
"""The second step against the first: 2 is exactly in proportion, 4 is everything against everything."""

FEW = 60
"""Lines that a step may take more for other reasons."""

OURS = str(REPOSITORY / "generator")

Work = Counter[str]
"""Lines run, by function."""


def lines_run(action: Callable[[], object]) -> Work:
    """How many lines of each function of this program an action runs; those of libraries do not count."""
    run: dict[CodeType, int] = {}

    def entered(frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if code not in run:
            if not code.co_filename.startswith(OURS):
                return None
            run[code] = 0

        def stepped(frame: FrameType, event: str, _: Any) -> Any:
            run[code] += event == "line"
            return stepped

        return stepped

    action()  # what this process keeps for good is kept now
    forget()
    before = sys.gettrace()
    sys.settrace(entered)
    try:
        action()
    finally:
        sys.settrace(before)
    return sum(
        (Counter({f"{Path(code.co_filename).stem}.{code.co_qualname}": n}) for code, n in run.items()), Counter()
    )


def forget() -> None:
    """Nothing that a command worked out before is found again."""
    shutil.rmtree(private_folder("remembered"))


def out_of_proportion(work: Callable[[int], Work], smallest: int) -> list[str]:
    """The functions whose lines grow from 2n to 4n far more than twice what they grow from n to 2n."""
    first, second, third = (work(smallest * times) for times in (1, 2, 4))
    return [name for name in third if third[name] - second[name] > IN_PROPORTION * (second[name] - first[name]) + FEW]


def test_checking_a_catalog_grows_with_its_items_and_laws_not_with_their_product(tmp_path: Path) -> None:
    def work(size: int) -> Work:
        folder = catalog(tmp_path / f"{size}", items=size, laws=size, checks=1)
        return lines_run(lambda: resolve(examine(folder, AS_OF).sound, AS_OF))

    assert out_of_proportion(work, 4) == []


def test_a_law_text_is_read_once_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = catalog(tmp_path / "catalog", items=30, laws=5)
    base = examine(folder, AS_OF).sound
    fetched: list[str] = []
    ordinary = type(base.texts).get
    monkeypatch.setattr(type(base.texts), "get", lambda own, key, day: fetched.append(key) or ordinary(own, key, day))
    resolve(base, AS_OF)
    assert fetched == [], "what was examined is at hand"
    forget()
    resolve(examine(folder, AS_OF).sound, AS_OF)
    assert sorted(fetched) == [f"law-{number:04d}" for number in range(5)]


def test_recorded_comparisons_are_not_searched_for_every_quotation(tmp_path: Path) -> None:
    def work(size: int) -> Work:
        folder = catalog(tmp_path / f"{size}", items=size, laws=size, checks=1)
        examined = examine(folder, AS_OF)
        view = examined.view(AS_OF)
        assert not examined.problems
        checks = [check for item in view.items for basis in item.all_bases for check in basis.quotations]
        with changing(folder) as change:
            put_comparisons(change, (), [record for check in checks if (record := check.record(AS_OF))])
            change.commit()
        for text in (folder / "statutes").rglob("*.txt"):
            text.unlink()
        base = examine(folder, AS_OF).sound
        assert len(base.catalog.comparisons) == 2 * size
        return lines_run(lambda: resolve(base, AS_OF))

    assert out_of_proportion(work, 4) == []


def test_an_item_grows_with_its_bases(tiny: TinyCatalog) -> None:
    def work(size: int) -> Work:
        gists = [{"at": f"第{number}条", "text": "要旨。", "source": "本目录整理"} for number in range(1, size + 1)]
        tiny.write("laws/new-law.yaml", {**NEW_LAW, "gists": [*NEW_LAW["gists"], *gists]})
        bases = [{"cite": f"《某某安全法》第{number}条", "source": "本目录整理"} for number in range(1, size + 1)]
        tiny.item(bases=[*ITEM["bases"], *bases])
        loaded = load(tiny.folder)
        return lines_run(lambda: validate(loaded, AS_OF))

    assert out_of_proportion(work, 10) == []


def test_citations_of_an_unknown_law_look_for_its_like_once(tiny: TinyCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.catalog.validation import scene

    looked: list[str] = []
    monkeypatch.setattr(scene, "did_you_mean", lambda wrong, known, **_: looked.append(wrong) or "")
    one = {**ITEM["checks"][0], "basis": "《没有的法》第一条", "penalty": "none"}
    tiny.item(checks=[{**one, "id": f"check-{number}"} for number in range(20)])
    found = [problem for problem in validate(load(tiny.folder), AS_OF) if "没有《没有的法》" in problem.what]
    assert (len(found), looked) == (20, ["没有的法"])


def test_a_form_grows_with_its_checks(tmp_path: Path) -> None:
    def work(size: int) -> Work:
        view = _view(tmp_path / f"{size}", items=1, laws=4, checks=size)
        kind = word.checklist_type(view)
        return lines_run(lambda: word.filled(word.blank(view, kind, view.items), {}))

    assert out_of_proportion(work, 8) == []


def test_one_checklist_of_many_items_grows_with_them(tmp_path: Path) -> None:
    def work(size: int) -> Work:
        view = _view(tmp_path / f"{size}", items=size, laws=4, checks=1)
        return lines_run(lambda: content_for(view, word.checklist_type(view), view.items))

    assert out_of_proportion(work, 30) == []  # fewer items have a title short enough to be weighed line by line


def test_a_checklist_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = catalog(tmp_path / "catalog", items=1, laws=2, checks=2)
    laid_out: list[str] = []
    ordinary = compiling.tree
    monkeypatch.setattr(compiling, "tree", lambda *given: laid_out.append(given[1].id) or ordinary(*given))
    asked = ["1", "--catalog", str(folder), "-o", str(tmp_path / "made.docx")]
    first = CliRunner().invoke(checklist, asked)
    assert first.exit_code == 0, first.output
    assert laid_out == ["checklist"]


class _Counting(etree.ElementBase):
    """An element that counts the steps its tree takes to a place given by number."""

    taken = 0

    def index(self, child: Any, *rest: Any) -> int:
        found = int(super().index(child, *rest))
        _Counting.taken += found
        return found

    def insert(self, index: int, element: Any) -> None:
        _Counting.taken += index
        super().insert(index, element)

    def addprevious(self, element: Any) -> None:
        _Counting.taken += 1
        super().addprevious(element)


def test_a_control_is_unwrapped_in_a_step_a_child() -> None:
    def work(size: int) -> Work:
        made = element("w:tbl", None, sdt.control("checks", "检查要点", [element("w:tr") for _ in range(size)]))
        parser = etree.XMLParser()
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=_Counting))
        tree = etree.fromstring(etree.tostring(made), parser)
        _Counting.taken = 0
        sdt.unwrap(tree[0])
        assert len(tree) == size
        return Counter(steps=_Counting.taken)

    assert out_of_proportion(work, 50) == []


def test_the_pages_grow_with_items_and_changes_of_law(tmp_path: Path) -> None:
    def work(size: int) -> Work:
        view = _view(tmp_path / f"{size}", items=size, laws=size, checks=1)
        assert len(view.changes) == size
        return lines_run(lambda: site.write_pages(view, tmp_path / f"{size}" / "pages"))

    assert out_of_proportion(work, 4) == []


def test_no_page_of_an_item_needs_the_markdown_parser(tmp_path: Path) -> None:
    site.write_pages(_view(tmp_path, items=3, laws=4, checks=3), tmp_path / "pages")
    pages = sorted((tmp_path / "pages" / "items").glob("0*.md"))
    assert len(pages) == 3
    bodies = [page.read_text(encoding="utf-8").split("\n---\n")[1] for page in pages]
    assert all(plain_blocks.known(FinishedBlocks(body).rest) for body in bodies)


def test_the_masks_of_a_code_are_not_weighed_module_by_module(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[int] = []
    ordinary = encoder.evaluate_mask
    monkeypatch.setattr(encoder, "evaluate_mask", lambda *given: weighed.append(given[1]) or ordinary(*given))
    qr.code("现场检查表｜checklist｜01-trade")
    assert weighed == []
    segno.make("现场检查表｜checklist｜01-trade", micro=False)
    assert len(weighed) == 8


def test_a_form_is_gone_before_the_next_but_one_is_made(tmp_path: Path) -> None:
    view = _view(tmp_path, items=6, laws=4, checks=1)
    made: list[weakref.ref[site.WebForm]] = []
    most = 0

    def forms() -> Iterable[site.WebForm]:
        nonlocal most
        for item in view.items:
            form = site.WebForm("checklist", item.id, {"parts": []}, {})
            made.append(weakref.ref(form))
            most = max(most, sum(one() is not None for one in made))
            yield form

    site.write_forms(view, tmp_path / "site", forms())
    assert len(made) == 6
    assert most <= 2


def test_what_refers_to_itself_is_collected_on_the_way() -> None:
    class Tree:
        """As python-docx holds a document: package and parts know each other."""

    made: list[weakref.ref[Tree]] = []

    def trees() -> Iterable[int]:
        for number in range(60):
            tree = Tree()
            tree.itself = tree
            made.append(weakref.ref(tree))
            yield number

    gc.disable()
    try:
        most = max(sum(one() is not None for one in made) for _ in collected(trees(), every=20))
    finally:
        gc.enable()
    assert len(made) == 60
    assert most <= 21


def test_a_build_keeps_few_documents_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.building import build

    made: list[weakref.ref[Any]] = []
    most = 0
    ordinary = compiling.tree

    def tree(*given: Any) -> Any:
        nonlocal most
        most = max(most, sum(one() is not None for one in made))
        filled = ordinary(*given)
        made.append(weakref.ref(filled[0].part))
        return filled

    monkeypatch.setattr(compiling, "tree", tree)
    folder = catalog(tmp_path / "catalog", items=15, laws=2, checks=1)
    gc.disable()
    try:
        build.write_source(folder, AS_OF, tmp_path / "source")
    finally:
        gc.enable()
    assert len(made) == 30
    assert most <= 22


def _view(folder: Path, *, items: int, laws: int, checks: int) -> View:
    return open_view(catalog(folder / "catalog", items=items, laws=laws, checks=checks), AS_OF)


def test_the_synthetic_catalog_is_what_it_says(tmp_path: Path) -> None:
    view = _view(tmp_path, items=3, laws=5, checks=4)
    assert [len(item.checks) for item in view.items] == [4, 4, 4]
    assert {len(law.articles) for law in view.laws} == {ARTICLES}
    assert [kind.id for kind in view.documents] == ["notice", "checklist"]
