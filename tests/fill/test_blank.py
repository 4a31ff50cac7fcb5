"""A compiled blank, joined with values, is the very document that filling the tree gives: every type, hostile values."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from docx import Document

from generator import SaidError, word
from generator.word.compiled.fill import checked, parts
from generator.word.compiled.pieces import read_blank
from generator.word.paper import sdt
from tests.amounts import amount
from tests.conftest import KINDS
from tests.fill.hostile import values
from tests.fill.oracle import filled_as_a_tree
from tests.word.test_forms import ORDER

SETS = amount(2, 30)
"""Times the shipped types and the template: more than 1,000 sets of values."""


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", KINDS)
def test_every_shipped_type_filled_by_joining_equals_filling_the_tree(shipped_view, name):
    kind = shipped_view.document(name)
    item = next(item for item in shipped_view.items if item.unit_checks)
    items = [item] if kind.scope == "item" or kind.layout == "notice" else []
    blank = word.blank(shipped_view, kind, items)
    blanks = {frozenset[str](): blank}
    dice = random.Random(name)
    for _ in range(SETS):
        some = {spec.tag: spec for spec in [*kind.fields, *dice.sample(blank.fields, len(blank.fields) // 2)]}
        given = values(list(some.values()), dice)
        tags = {spec.label: spec.tag for spec in kind.fields}
        own = frozenset(blank.printed.keys() & {tags.get(name, name) for name in given})
        if own not in blanks:
            blanks[own] = word.blank(shipped_view, kind, items, own)
        made = dict(parts(blanks[own], checked(blanks[own], given)))
        assert made == filled_as_a_tree(shipped_view, kind, items, given), given


def test_a_template_of_the_bureau_s_own_filled_by_joining_equals_filling_the_tree(tiny):
    tiny.write("documents/order.yaml", ORDER)
    view = tiny.view()
    own = Document(io.BytesIO(word.exported(view, view.document("order"))))
    own.add_paragraph("本局自己的一句话⟦1⟧。")
    own.sections[0].header.paragraphs[0].text = "页眉"
    saved = io.BytesIO()
    own.save(saved)
    (tiny.folder / "documents" / "order.docx").write_bytes(saved.getvalue())
    view = tiny.view()
    kind = view.document("order")
    dice = random.Random(1)
    for _ in range(SETS):
        given = values(kind.fields, dice)
        assert _parts(word.document(view, kind, (), given)) == filled_as_a_tree(view, kind, (), given), given


def test_a_value_a_template_has_no_place_for_is_refused_not_lost(tiny):
    tiny.write("documents/order.yaml", ORDER)
    view = tiny.view()
    own = Document(io.BytesIO(word.exported(view, view.document("order"))))
    for lost in [control for control in sdt.controls_in(own.element.body) if sdt.tag_of(control) == "pages"]:
        lost.getparent().remove(lost)
    own.save(str(tiny.folder / "documents" / "order.docx"))
    view = tiny.view()
    with pytest.raises(ValueError, match="没有栏目“pages”"):
        word.document(view, view.document("order"), (), {"pages": "3"})


def test_a_filled_document_taken_as_a_template_is_filled_again(tiny):
    tiny.write("documents/order.yaml", ORDER)
    view = tiny.view()
    first = word.document(
        view, view.document("order"), (), {"unit": "甲公司", "evidence": [{"name": "一"}, {"name": "二"}]}
    )
    (tiny.folder / "documents" / "order.docx").write_bytes(first)
    view = tiny.view()
    kind = view.document("order")
    dice = random.Random(2)
    for _ in range(SETS):
        given = values(kind.fields, dice)
        assert _parts(word.document(view, kind, (), given)) == filled_as_a_tree(view, kind, (), given), given


@pytest.mark.parametrize("name", ["checklist", "rectification-order", "notice"])
def test_a_blank_read_back_from_its_json_is_the_same(shipped_view, name):
    kind = shipped_view.document(name)
    blank = word.blank(shipped_view, kind, shipped_view.items[:1])
    assert read_blank(blank.as_json()) == blank
    dice = random.Random(3)
    given = values(blank.fields, dice)
    entered = checked(blank, given)
    assert list(parts(read_blank(blank.as_json()), entered)) == list(parts(blank, entered))


def test_a_blank_of_another_version_is_refused():
    with pytest.raises(SaidError, match="第 9 版"):
        read_blank('{"version":9}')
    with pytest.raises(SaidError, match="不是空白文书"):
        read_blank('{"version":1}')


def test_every_control_and_bookmark_has_a_number_of_its_own_whatever_the_rows(shipped_view):
    kind = shipped_view.document("rectification-order")
    lists = [spec for spec in kind.fields if spec.kind == "list"]
    given = {spec.tag: [{spec.columns[0].tag: str(row)} for row in range(7)] for spec in lists}
    xml = dict(_parts(word.document(shipped_view, kind, (), given)))["word/document.xml"]
    from lxml import etree

    from tests.word.docx_reader import W

    root = etree.fromstring(xml)
    ids = [made.get(f"{W}val") for made in root.iter(f"{W}id")]
    marks = [made.get(f"{W}id") for made in root.iter(f"{W}bookmarkStart")]
    names = [made.get(f"{W}name") for made in root.iter(f"{W}bookmarkStart")]
    assert len({*ids, *marks}) == len(ids) + len(marks)
    assert len(set(names)) == len(names) and max(map(len, names)) <= 40
    assert marks == [made.get(f"{W}id") for made in root.iter(f"{W}bookmarkEnd")] or sorted(marks) == sorted(
        made.get(f"{W}id") for made in root.iter(f"{W}bookmarkEnd")
    )
