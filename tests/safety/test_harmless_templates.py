"""What Word, WPS and LibreOffice write of their own accord passes, and documents come out without it."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.shared import Mm

from generator import word
from generator.opening import open_view
from generator.word.compiled.reading import read
from generator.word.forms.vetting import opened, vetted
from tests import render
from tests.conftest import REPOSITORY
from tests.safety.crafted import BEGIN, END, PNG, SEPARATE, WORD, Docx, W, code, instruction, picture, text_box, vml
from tests.safety.hostile_templates import LINKS, OBJECTS, crafted
from tests.word.docx_reader import W as WN
from tests.word.docx_reader import part


@pytest.fixture(scope="module")
def shipped():
    return open_view(REPOSITORY / "catalog", date(2026, 11, 23))


@pytest.fixture(scope="module")
def exported(shipped) -> bytes:
    return word.exported(shipped, shipped.document("recheck-opinion"))


HARMLESS = {
    "page numbers": lambda docx: docx.text(code(" PAGE  \\* MERGEFORMAT ") + code("NUMPAGES") + code("SECTIONPAGES")),
    "one page less": lambda docx: docx.text(BEGIN + instruction(" = ") + code("NUMPAGES") + instruction(" - 1 ") + SEPARATE + END),
    "a field in small letters": lambda docx: docx.text(code("eq \\o\\ac(○,1)")),
    "a table of contents": lambda docx: docx.text(
        BEGIN + instruction('TOC \\o "1-3" \\h \\z \\u') + SEPARATE + code(' HYPERLINK \\l "_Toc1" ', shown="一") + code("PAGEREF _Toc1 \\h") + END),
    "a link to a bookmark": lambda docx: docx.text('<w:bookmarkStart w:id="90" w:name="here"/><w:bookmarkEnd w:id="90"/><w:hyperlink w:anchor="here" w:history="1"><w:r><w:t>x</w:t></w:r></w:hyperlink>'),
    "a day": lambda docx: docx.text('<w:fldSimple w:instr=" DATE \\@ &quot;yyyy年M月d日&quot; "><w:r><w:t>x</w:t></w:r></w:fldSimple>'),
    "a text box with what older readers show": lambda docx: docx.text(
        f'<mc:AlternateContent><mc:Choice Requires="wps">{text_box("<w:r><w:t>x</w:t></w:r>")}</mc:Choice><mc:Fallback>'
        + vml('<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
              '<v:shape id="b" o:spid="_x0000_s1026" type="#_x0000_t202" style="position:absolute;margin-left:1pt;font-family:&quot;仿宋&quot;" o:gfxdata="UEsDBA=="><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape>')
        + "</mc:Fallback></mc:AlternateContent>"),
    "a watermark": lambda docx: docx.text(vml('<v:shape type="#_x0000_t136" style="rotation:315" fillcolor="silver" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;宋体&quot;" string="样张/草稿"/></v:shape>')),
    "a picture with extensions": lambda docx: docx.part("word/media/图片1.png", "image/png", PNG).relation("image", "media/图片1.png").text(
        picture(more='<a:extLst><a:ext uri="{28A0092B-C50C-407E-A947-70E740481C1C}"><a14:useLocalDpi xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" val="0"/></a:ext></a:extLst>')),
    "footnotes": lambda docx: docx.part("word/footnotes.xml", f"{WORD}footnotes+xml", f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote></w:footnotes>').relation("footnotes", "footnotes.xml"),
    "numbering": lambda docx: docx.part("word/numbering.xml", f"{WORD}numbering+xml", f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0" w:tplc="04090001"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>').relation("numbering", "numbering.xml"),
    "a formula and a reading": lambda docx: docx.text('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a</m:t></m:r></m:oMath><w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/></w:rubyPr><w:rt><w:r><w:t>zì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>'),
    "marks of spelling and saving": lambda docx: docx.body('<w:p w:rsidR="00A1" w:rsidRDefault="00A1" w14:paraId="0A0A0A0A" w14:textId="77777777"><w:proofErr w:type="gramStart"/><w:r><w:lastRenderedPageBreak/><w:t>x</w:t></w:r></w:p>'),
    "what WPS says of itself": lambda docx: docx.settings('<w:docVars><w:docVar w:name="commondata" w:val="eyJoZGlkIjoiMSJ9"/></w:docVars><w:doNotValidateAgainstSchema/>').part(
        "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml", "<Properties/>").relation("custom-properties", "docProps/custom.xml", of="").part(
        "customXml/item1.xml", "application/xml", '<s:customData xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"/>').relation("customXml", "../customXml/item1.xml"),
    "a smart tag round a day": lambda docx: docx.text('<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chsdate"><w:smartTagPr><w:attr w:name="Year" w:val="2026"/></w:smartTagPr><w:r><w:t>2026年</w:t></w:r></w:smartTag>'),
    "namespaces of programs to come": lambda docx: docx.swap("word/document.xml", "<w:document ", '<w:document xmlns:w99="http://schemas.microsoft.com/office/word/2099/wordml" ').swap("word/document.xml", 'mc:Ignorable="', 'mc:Ignorable="w99 '),
    "a folder's entry": lambda docx: (docx.entries.update({"word/": b""}), docx)[1],
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_programs_write_unasked_passes_and_fills(shipped, exported, name):
    made = HARMLESS[name](Docx(exported)).packed()
    kind = shipped.document("recheck-opinion")
    assert word.faults(kind, made) == []
    Document(io.BytesIO(word.document(replace(shipped, templates={kind.id: made}), kind)))


def test_a_smart_tag_goes_and_its_text_stays(exported):
    made = vetted(HARMLESS["a smart tag round a day"](Docx(exported)).packed())
    assert made.paragraphs[0].text == "2026年"


def test_the_drawing_in_an_attribute_goes_and_the_drawing_stays(exported):
    made = vetted(HARMLESS["a text box with what older readers show"](Docx(exported)).packed())
    assert "gfxdata" not in made.element.xml and "_x0000_t202" in made.element.xml


def test_what_python_docx_adds_passes_in_every_type(shipped):
    for kind in shipped.documents:
        document = Document(io.BytesIO(word.exported(shipped, kind)))
        document.add_heading("本局的话", 1)
        document.add_table(2, 2)
        document.add_picture(io.BytesIO(PNG), width=Mm(9))
        document.sections[0].first_page_footer.is_linked_to_previous = False
        saved = io.BytesIO()
        document.save(saved)
        assert word.faults(kind, saved.getvalue()) == []


@pytest.mark.render
@pytest.mark.skipif(bool(render.missing()), reason=render.missing())
def test_what_libreoffice_saves_passes_in_every_type(shipped, tmp_path):
    """It loses the controls' tags, so only that nothing in it is refused."""
    for kind in shipped.documents:
        (tmp_path / f"{kind.id}.docx").write_bytes(word.exported(shipped, kind))
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML",
             "--outdir", str(tmp_path / "saved"), *map(str, sorted(tmp_path.glob("*.docx")))],
            capture_output=True, timeout=300, check=True,
        )  # fmt: skip
    saved = list((tmp_path / "saved").glob("*.docx"))
    assert len(saved) == len(shipped.documents)
    for path in saved:
        vetted(path.read_bytes())


def test_a_document_is_called_by_our_names_whatever_a_template_calls_its_parts(exported):
    docx = Docx(exported)
    docx.entries["word/document2.xml"] = docx.entries.pop("word/document.xml")
    docx.entries["word/_rels/document2.xml.rels"] = docx.entries.pop("word/_rels/document.xml.rels")
    docx.swap("[Content_Types].xml", "/word/document.xml", "/word/document2.xml")
    docx.swap("_rels/.rels", "word/document.xml", "word/document2.xml")
    saved = io.BytesIO()
    vetted(docx.packed()).save(saved)
    assert "word/document.xml" in zipfile.ZipFile(saved).namelist()


def test_a_font_table_without_look_alikes_is_renamed_too(shipped, exported):
    """LibreOffice names no look-alikes; the bureau's font names are written all the same."""
    made = Docx(exported)
    while b"w:altName" in made.entries["word/fontTable.xml"]:
        table = made.entries["word/fontTable.xml"]
        at = table.index(b"<w:altName")
        made.entries["word/fontTable.xml"] = table[:at] + table[table.index(b"/>", at) + 2 :]
    info = shipped.info.model_copy(update={"fonts": {"仿宋": "方正仿宋"}})
    view = replace(shipped, info=info, templates={"recheck-opinion": made.packed()})
    fonts = part(word.document(view, view.document("recheck-opinion")), "word/fontTable.xml")
    assert "方正仿宋" in [font.get(f"{WN}name") for font in fonts]


@pytest.mark.parametrize("name", sorted({**LINKS, **OBJECTS}))
def test_a_filled_document_is_read_whatever_else_is_in_it(shipped, name):
    """Reading carries nothing on: comments, links and objects that a document has come to hold are passed over."""
    kind = shipped.document("recheck-opinion")
    filled = word.document(shipped, kind, (), {"unit": "某某公司"})
    try:
        made = crafted(filled, name)
    except AssertionError:
        pytest.skip("a filled document has no such place")
    assert read(shipped, made, kind.id).values["unit"] == "某某公司"


def test_a_filled_document_is_read_without_what_is_not_known(exported):
    made = opened(crafted(exported, "a template attached"))
    assert not [
        relation for part in made.part.package.iter_parts() for relation in part.rels.values() if relation.is_external
    ]
