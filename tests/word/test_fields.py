"""A field is found by its tag or by the label people know it by."""

from __future__ import annotations

import pytest

from generator import SaidError, word


@pytest.mark.parametrize(
    ("name", "tag"),
    [("unit", "unit"), ("被检查单位", "unit"), (" 被检查 单位 ", "unit"), ("ＵＮＩＴ", "unit"), ("颜色", None)],
)
def test_a_field_is_found_by_tag_or_label(tiny, name, tag):
    assert word.field_tag(tiny.view("2026-11-23").document("checklist"), name) == tag


def test_a_missing_document_type_is_said(tiny):
    (tiny.folder / "documents" / "notice.yaml").unlink()
    (tiny.folder / "documents" / "checklist.yaml").unlink()
    view = tiny.view("2026-11-23")
    with pytest.raises(SaidError, match="notice"):
        word.notice(view, view.items[0])
    with pytest.raises(SaidError, match=r"checklist\.yaml"):
        word.checklist(view, view.items)
