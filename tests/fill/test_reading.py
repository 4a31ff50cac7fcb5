"""A filled document is read back to its values: by tags, and by bookmarks where a program drops the tags."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import zipfile

import pytest
from docx import Document

from generator import word
from generator.catalog.documents import DocumentType, FieldSpec
from generator.word.compiled.reading import ReadError, read
from tests.amounts import amount
from tests.conftest import KINDS
from tests.fill.hostile import values

PLAIN = {
    "date": "2026-01-02", "moment": "2026年1月2日3时04分", "number": "12", "amount": "20000", "check": True,
    "text": "甲&乙<丙>  公司", "long": "第一行\n第二行",
}  # fmt: skip
SOFFICE = shutil.which("soffice")


def _plain(spec: FieldSpec):
    if spec.kind == "choice":
        return spec.choices[-1]
    return PLAIN[spec.kind] if spec.kind != "list" else [{c.tag: _plain(c) for c in spec.columns}] * 2


def _document(view, name: str) -> tuple[DocumentType, dict, bytes]:
    kind = view.document(name)
    items = view.items[:1] if kind.scope == "item" else []
    given = {spec.tag: _plain(spec) for spec in word.blank(view, kind, items).fields}
    return kind, given, word.document(view, kind, items, given)


def _rewritten(content: bytes, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()).encode() if name == "word/document.xml" else part)
    return out.getvalue()


def _without_tags(xml: str) -> str:
    return re.sub(r"<w:(tag|lock) [^>]*/>", "", xml)


def _without_bookmarks(xml: str) -> str:
    return re.sub(r"<w:bookmark(Start|End) [^>]*/>", "", xml)


@pytest.mark.parametrize("name", KINDS)
def test_every_type_is_read_back_to_what_it_was_filled_with(shipped_view, name):
    kind, given, content = _document(shipped_view, name)
    for changed in (content, _rewritten(content, _without_tags), _rewritten(content, _without_bookmarks)):
        result = read(shipped_view, changed)
        assert (result.type, result.values) == (kind.id, given)


@pytest.mark.parametrize(
    "name", ["checklist", "rectification-order", "talk-record", "inspection-record", "penalty-decision"]
)
def test_what_was_read_fills_the_same_document_and_is_read_the_same(shipped_view, name):
    kind = shipped_view.document(name)
    items = shipped_view.items[:1] if kind.scope == "item" else []
    blank = word.blank(shipped_view, kind, items)
    dice = random.Random(name)
    for _ in range(amount(6, 60)):
        first = read(shipped_view, word.document(shipped_view, kind, items, values(blank.fields, dice))).values
        again = word.document(shipped_view, kind, items, first)
        assert read(shipped_view, again).values == first
        assert read(shipped_view, _rewritten(again, _without_tags)).values == first


def test_a_blank_has_no_values(shipped_view):
    for kind in shipped_view.documents:
        items = shipped_view.items[:1] if kind.scope == "item" else []
        defaults = {spec.tag: spec.default for spec in kind.fields if spec.default}
        found = read(shipped_view, word.document(shipped_view, kind, items)).values
        assert {tag: value for tag, value in found.items() if value is not False} == defaults


def test_answers_and_remarks_are_read(shipped_view):
    kind = shipped_view.document("checklist")
    given = {"check-1-yes": True, "第2项": "不符合", "第2项备注": "灭火器过期\n3 具", "check-3": "不适用"}
    found = read(shipped_view, word.document(shipped_view, kind, shipped_view.items[:1], given))
    assert found.values == {
        "check-1": "符合",
        "check-2": "不符合",
        "check-2-remark": "灭火器过期\n3 具",
        "check-3": "不适用",
    }
    assert found.identity is not None
    assert (found.identity.items, found.identity.day) == ((shipped_view.items[0].id,), "2026-11-23")


def test_two_ticks_for_one_check_are_refused_by_its_number(shipped_view):
    kind = shipped_view.document("checklist")
    content = word.document(shipped_view, kind, shipped_view.items[:1], {"check-2": "符合"})

    def tick(xml: str) -> str:
        at = xml.index('w:val="check-2-no"')
        return xml[:at] + xml[at:].replace('<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>', 1)

    with pytest.raises(ReadError, match="第2项的检查结果勾了两个"):
        read(shipped_view, _rewritten(content, tick))


def test_rows_repeated_in_word_are_read(shipped_view):
    """Word repeats a row of a repeating section with its tags and without its bookmarks."""
    kind = shipped_view.document("rectification-order")
    content = word.document(shipped_view, kind, (), {"problems": [{"problem": "甲"}, {"problem": "乙"}]})
    assert [
        row["problem"] for row in read(shipped_view, _rewritten(content, _without_bookmarks)).values["problems"]
    ] == ["甲", "乙"]


def test_a_document_python_docx_has_saved_is_read(shipped_view):
    _, given, content = _document(shipped_view, "inspection-record")
    opened = Document(io.BytesIO(content))
    opened.add_paragraph("另加一段")
    saved = io.BytesIO()
    opened.save(saved)
    assert read(shipped_view, saved.getvalue()).values == given


def test_a_field_a_person_has_emptied_in_word_has_no_value_though_word_shows_a_prompt(shipped_view):
    def emptied(xml: str) -> str:
        start = xml.index('w:val="case-name"')
        head, _, tail = xml[start:].partition("</w:sdtPr>")
        prompt = re.sub(r"<w:t([^>]*)>[^<]*</w:t>", r"<w:t\1>单击或点击此处输入文字。</w:t>", tail, count=1)
        return f"{xml[:start]}{head}<w:showingPlcHdr/></w:sdtPr>{prompt}"

    _, _, content = _document(shipped_view, "service-receipt")
    assert "case-name" in read(shipped_view, content).values
    assert "case-name" not in read(shipped_view, _rewritten(content, emptied)).values


def test_without_tags_and_bookmarks_it_is_refused(shipped_view):
    _, _, content = _document(shipped_view, "inspection-record")
    bare = _rewritten(content, lambda xml: _without_tags(_without_bookmarks(xml)))
    with pytest.raises(ReadError, match="没有现场检查记录的内容控件标签，也没有书签"):
        read(shipped_view, bare)


def test_a_file_that_is_no_document_of_ours_is_refused(shipped_view):
    saved = io.BytesIO()
    Document().save(saved)
    with pytest.raises(ReadError, match="不是本工具生成的文书"):
        read(shipped_view, saved.getvalue())
    with pytest.raises(ReadError, match="书签"):
        read(shipped_view, saved.getvalue(), "checklist")
    with pytest.raises(ValueError, match="不是 Word 文档"):
        read(shipped_view, b"%PDF-1.4")


SAVED = ("checklist", "notice", "inspection-record", "on-site-measures", "talk-record")


@pytest.fixture(scope="module")
def saved_by_libreoffice(shipped_view, tmp_path_factory) -> dict[str, tuple[dict, bytes]]:
    """The values each of these documents was filled with, and what LibreOffice saved of it; all in one start."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "in").mkdir()
    made = {name: _document(shipped_view, name)[1:] for name in SAVED}
    for name, (_, content) in made.items():
        (folder / "in" / f"{name}.docx").write_bytes(content)
    command = [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
    subprocess.run([*command, "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), *map(str, (folder / "in").iterdir())],
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    return {name: (given, (folder / "out" / f"{name}.docx").read_bytes()) for name, (given, _) in made.items()}


@pytest.mark.render
@pytest.mark.skipif(SOFFICE is None, reason="没有安装 LibreOffice")
@pytest.mark.parametrize("name", SAVED)
def test_a_document_libreoffice_has_saved_is_read_by_its_bookmarks(shipped_view, saved_by_libreoffice, name):
    given, saved = saved_by_libreoffice[name]
    assert b"<w:tag " not in zipfile.ZipFile(io.BytesIO(saved)).read("word/document.xml")
    result = read(shipped_view, saved)
    assert result.by_bookmark
    assert result.values == given
