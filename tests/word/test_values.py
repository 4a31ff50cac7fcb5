"""What a case supplies is in the document exactly, whatever it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import word
from generator.word.values.kinds import shown
from tests.amounts import amount
from tests.conftest import TinyCatalog
from tests.word.docx_reader import controls

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
ALLOWED = ANY.filter(
    lambda text: all(char in "\t\n\r" or (ord(char) >= 32 and char not in "\ufffe\uffff") for char in text)
)


@cache
def _view(folder: Path):
    return TinyCatalog(folder).view("2026-11-23")


@given(text=ALLOWED)
@settings(max_examples=amount(60, 600), deadline=None)
def test_text_survives(tmp_path_factory, text):
    view = _view(tmp_path_factory.getbasetemp() / "values")
    content = word.checklist(view, view.items, {"unit": text, "opinion": text})
    found = {control.tag: control.text for control in controls(content)}
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert found["unit"] == found["opinion"] == (lines if text.strip() else "\u3000")


@given(text=st.text(max_size=100))
@settings(max_examples=amount(100, 2000), deadline=None)
def test_what_is_accepted_is_what_xml_allows(tmp_path_factory, text):
    document = _view(tmp_path_factory.getbasetemp() / "values").document("checklist")
    allowed = all(
        char in "\t\n\r" or (ord(char) >= 32 and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
        for char in text
    )
    try:
        shown(document.field("unit"), text)
    except ValueError:
        assert not allowed
    else:
        assert allowed
