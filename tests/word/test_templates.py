"""A template of the bureau's own takes the place of a layout; its faults are named with their place; nothing in it runs."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from generator import word
from generator.building.judging import judged
from generator.opening import examine
from tests.word.docx_reader import W, controls, text
from tests.word.test_forms import ORDER, VALUES


@pytest.fixture
def exported(tiny) -> bytes:
    tiny.write("documents/order.yaml", ORDER)
    view = tiny.view()
    return word.exported(view, view.document("order"))


def _edited(content: bytes, edit) -> bytes:
    document = Document(io.BytesIO(content))
    edit(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _control(document, tag):
    return next(made for made in document.element.body.iter(f"{W}sdt") if made.find(f"{W}sdtPr/{W}tag") is not None
                and made.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag)  # fmt: skip


def _retag(document, old, new):
    _control(document, old).find(f"{W}sdtPr/{W}tag").set(f"{W}val", new)


def _drop(document, tag):
    made = _control(document, tag)
    made.getparent().remove(made)


def _use(tiny, content: bytes):
    (tiny.folder / "documents" / "order.docx").write_bytes(content)
    view = tiny.view()
    return word.document(view, view.document("order"), (), VALUES)


def test_the_built_in_layout_is_a_sound_template_of_every_shipped_kind(tiny, exported):
    view = tiny.view()
    for kind in view.documents:
        assert word.faults(kind, word.exported(view, kind)) == []


def test_an_exported_template_is_free_to_edit(exported):
    assert b"w:lock" not in zipfile.ZipFile(io.BytesIO(exported)).read("word/document.xml")


def test_a_template_is_used_instead_and_filled_alike(tiny, exported):
    view = tiny.view()
    built_in = word.document(view, view.document("order"), (), VALUES)
    own = _use(tiny, _edited(exported, lambda document: document.add_paragraph("本局自己的一句话。")))
    assert "本局自己的一句话。" in text(own)
    assert "本局自己的一句话。" not in text(built_in)
    assert [(c.tag, c.text) for c in controls(own)] == [(c.tag, c.text) for c in controls(built_in)]


def test_its_formatting_is_kept(tiny, exported):
    from docx.oxml import OxmlElement

    def bold(document):
        for run in _control(document, "unit").iter(f"{W}r"):
            run.find(f"{W}rPr").append(OxmlElement("w:b"))

    filled = Document(io.BytesIO(_use(tiny, _edited(exported, bold))))
    run = next(_control(filled, "unit").iter(f"{W}r"))
    assert run.find(f"{W}rPr/{W}b") is not None


def test_three_faults_give_three_messages_with_their_place(tiny, exported):
    def spoil(document):
        _retag(document, "unit", "unti")
        _retag(document, "kind", "colour")
        _drop(document, "issue-day")

    view = tiny.view()
    found = [str(fault) for fault in word.faults(view.document("order"), _edited(exported, spoil))]

    assert any("标签“unti”" in fault and "正文第 6 段" in fault and "您是不是想写" in fault for fault in found)
    assert any("标签“colour”" in fault and "表 1 第 2 行" in fault for fault in found)
    assert any("缺少“签发日期”" in fault and "之后" in fault for fault in found)


def test_the_problem_of_a_template_stands_at_its_paragraph_and_character(tiny, exported):
    def spoil(document):
        control = _control(document, "unit")
        control.addprevious(Paragraph(control.getparent(), None).add_run("单位：")._r)
        _retag(document, "unit", "unti")
        _drop(document, "issue-day")

    (tiny.folder / "documents" / "order.docx").write_bytes(_edited(exported, spoil))
    found = judged(tiny.folder, date(2026, 11, 23)).problems
    unit = next(problem for problem in found if "“unti”" in problem.what)
    assert (unit.file, unit.severity, unit.line, unit.column) == ("documents/order.docx", "error", 6, 4)
    assert all(problem.line > 1 for problem in found if "签发日期" in problem.what)


def test_a_list_in_a_header_is_found_by_the_check(tiny, exported):
    def move(document):
        document.sections[0].header.paragraphs[0]._p.addnext(_control(document, "problems"))

    (tiny.folder / "documents" / "order.docx").write_bytes(_edited(exported, move))
    found = judged(tiny.folder, date(2026, 11, 23)).problems
    assert any("不能放在页眉或者页脚里" in problem.what and problem.severity == "error" for problem in found), found


def test_a_column_outside_its_list_is_named(tiny, exported):
    def move(document):
        made = _control(document, "problem")
        document.paragraphs[0]._p.append(made)

    view = tiny.view()
    found = [str(fault) for fault in word.faults(view.document("order"), _edited(exported, move))]
    assert any("应放在列表“问题”的重复行里" in fault for fault in found)


def test_a_catalog_with_a_faulty_template_is_not_built(tiny, exported, tmp_path):
    from generator.building import build
    from generator.opening import CatalogError

    spoilt = _edited(exported, lambda document: _retag(document, "unit", "unti"))
    (tiny.folder / "documents" / "order.docx").write_bytes(spoilt)
    with pytest.raises(CatalogError, match="unti"):
        build.run(tiny.folder, tiny.view().as_of, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_template_changes_the_digest_and_one_without_a_type_is_named(tiny, exported):
    before = tiny.view().digest
    (tiny.folder / "documents" / "order.docx").write_bytes(exported)
    assert tiny.view().digest != before
    (tiny.folder / "documents" / "oder.docx").write_bytes(exported)
    problems = examine(tiny.folder, date(2026, 11, 23)).problems
    assert any("没有这种文书" in str(problem) and "oder.docx" in str(problem) for problem in problems)


def _with_member(content: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def _replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            target.writestr(entry, data.replace(old, new) if entry == name else data)
    return out.getvalue()


EXTERNAL = (
    b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    b' Target="http://example.invalid/x.dotm" TargetMode="External"/></Relationships>'
)


def _in_body(content, xml):
    return _replaced(content, "word/document.xml", b"<w:body>", b"<w:body>" + xml)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda content: b"not a zip", "不是 Word 文档"),
        (lambda content: content[: len(content) // 2], "不是 Word 文档"),
        (lambda content: _with_member(content, "word/vbaProject.bin", b"x"), "宏"),
        (lambda content: _with_member(content, "word/embeddings/oleObject1.bin", b"x"), "嵌入的对象"),
        (
            lambda content: _replaced(content, "word/_rels/document.xml.rels", b"</Relationships>", EXTERNAL),
            "外部文件",
        ),
        (
            lambda content: _replaced(content, "word/document.xml", b"<w:body>", b"<w:body><w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>"),
            "域",
        ),
        (lambda content: _replaced(content, "word/styles.xml", b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "DOCTYPE"),
        (lambda content: _replaced(content, "word/styles.xml", b"?>", b"?>" + b" " * 5000 + b'<!DOCTYPE x [<!ENTITY a "b">]>'), "DOCTYPE"),
        (lambda content: _replaced(content, "word/_rels/document.xml.rels", b"</Relationships>", EXTERNAL.replace(b'"', b"'")), "外部文件"),
        (lambda content: _in_body(content, b'<w:p><w:fldSimple w:instr="INCLUDETEXT c:/x"/></w:p>'), "域"),
        (lambda content: _in_body(content, b"<w:p><w:r><w:instrText>DDEA</w:instrText></w:r><w:r><w:instrText>UTO x</w:instrText></w:r></w:p>"), "域"),
        (lambda content: _in_body(content, b'<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'), "修订"),
        (lambda content: _in_body(content, b"<w:p/>" * 1_100_000), "过大"),
        (lambda content: _with_member(content, "word/media/a.png", b"0" * 21_000_000), "过大"),
        (lambda content: _replaced(content, "word/document.xml", b"w:body>", b"w:other>"), "不是 Word 文档"),
        (lambda content: _replaced(content, "word/document.xml", b"w:sdtContent>", b"w:sdtEndPr>"), "不完整"),
    ],
)  # fmt: skip
def test_what_could_run_or_is_damaged_is_refused(tiny, exported, spoil, says):
    view = tiny.view()
    with pytest.raises(word.TemplateError, match=says):
        word.faults(view.document("order"), spoil(exported))


def test_a_prompt_word_shows_in_a_control_does_not_stay_when_it_is_filled(tiny, exported):
    prompt = _replaced(exported, "word/document.xml", b"</w:sdtPr>", b"<w:showingPlcHdr/></w:sdtPr>")
    body = zipfile.ZipFile(io.BytesIO(_use(tiny, prompt))).read("word/document.xml")
    assert b"showingPlcHdr" not in body and "甲&amp;乙&lt;丙&gt;公司".encode() in body


def test_a_list_without_a_row_to_repeat_is_refused(tiny, exported):
    def empty(document):
        content = _control(document, "problems").find(f"{W}sdtContent")
        for child in list(content):
            content.remove(child)

    view = tiny.view()
    with pytest.raises(word.TemplateError, match="problems”不完整"):
        word.faults(view.document("order"), _edited(exported, empty))


def test_a_column_named_like_a_field_may_stand_in_either_place(tiny, exported):
    view = tiny.view()
    kind = view.document("order")
    lists = tuple(
        spec.model_copy(update={"columns": (spec.columns[0].model_copy(update={"tag": "unit"}),)})
        if spec.tag == "evidence"
        else spec
        for spec in kind.fields
    )
    found = [str(fault) for fault in word.faults(kind.model_copy(update={"fields": lists}), exported)]
    assert not any("“被检查单位”应放在" in fault for fault in found)


def test_a_checklist_template_without_its_rows_is_named(tiny):
    view = tiny.view()
    kind = view.document("checklist")
    spoilt = _edited(word.exported(view, kind), lambda document: _drop(document, "checks"))
    found = [str(fault) for fault in word.faults(kind, spoilt)]
    assert any("缺少“检查要点各行”" in fault for fault in found)
