"""Every document opens in Word without repair, is small, and is the same bytes whenever it is made."""

from __future__ import annotations

import copy
import zipfile
from io import BytesIO

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from generator import word
from generator.word.forms.form import laid_out
from generator.word.paper.package import parts_of
from tests.conftest import ITEM
from tests.word.docx_reader import W, controls, part

HOSTILE = "</w:t><script>&amp;\n\t\r\n“𠀀𮯰〔〕”\u2028\u200b]]>" + "长" * 10_000
DAY = "2026-11-23"


def _many(tiny, count):
    first = ITEM["checks"][0]
    checks = [{**first, "id": f"c{number}", "ask": f"企业满足第{number}项要求。"} for number in range(count)]
    tiny.item(checks=checks or None)


def _made(tiny, kind):
    if kind == "checklist-empty":
        tiny.item(checks=None)
    if kind == "checklist-400":
        _many(tiny, 400)
    if kind == "joint":
        tiny.write("items/02-make.yaml", {**copy.deepcopy(ITEM), "number": 2})
    view = tiny.view(DAY)
    if kind == "notice":
        return word.notice(view, view.items[0])
    fields = view.document("checklist").fields
    return word.checklist(
        view,
        view.items,
        {spec.tag: HOSTILE for spec in fields if spec.kind in ("text", "long")} if kind == "hostile" else {},
    )


def test_the_parts_are_those_python_docx_would_save(tiny):
    view = tiny.view(DAY)
    for kind in view.documents:
        made = laid_out(view, kind)
        written = BytesIO()
        made.save(written)
        with zipfile.ZipFile(written) as archive:
            assert parts_of(made) == {name: archive.read(name) for name in archive.namelist()}


KINDS = ("notice", "checklist", "checklist-empty", "checklist-400", "joint", "hostile")


@pytest.mark.parametrize("kind", KINDS)
def test_word_would_open_it_without_a_finding(tiny, tmp_path, kind):
    path = tmp_path / f"{kind}.docx"
    path.write_bytes(_made(tiny, kind))
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize("kind", KINDS)
def test_controls_have_a_tag_a_label_and_an_id_of_their_own(tiny, kind):
    found = controls(_made(tiny, kind))
    assert all(control.tag and control.label for control in found)
    assert max(len(control.tag) for control in found) <= 64
    assert len({control.number for control in found}) == len({control.tag for control in found}) == len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_input_gives_the_same_bytes(tiny, kind):
    content = _made(tiny, kind)
    assert content == _made(tiny, kind)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == ["[Content_Types].xml", *sorted(names[1:])]


@pytest.mark.parametrize("kind", ["notice", "checklist", "checklist-empty", "joint"])
def test_it_is_small(tiny, kind):
    assert len(_made(tiny, kind)) <= 20_000


def test_python_docx_opens_it_and_reads_its_properties(tiny):
    view = tiny.view(DAY)
    document = Document(BytesIO(word.notice(view, view.items[0])))
    properties = document.core_properties
    assert (properties.title, properties.author) == ("关于开展某某经营监督检查的通知", "某市应急管理局")
    assert properties.created.date().isoformat() == properties.modified.date().isoformat() == DAY
    assert properties.comments.endswith(f"文书版次 {properties.keywords.split()[3]}")


def test_every_run_and_style_has_its_font_on_every_axis(tiny):
    content = _made(tiny, "checklist")
    for name in ("word/styles.xml", "word/document.xml"):
        for fonts in part(content, name).iter(f"{W}rFonts"):
            assert len({fonts.get(f"{W}{axis}") for axis in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1


def test_settings_are_modern_and_chinese(tiny):
    settings = part(_made(tiny, "notice"), "word/settings.xml")
    modes = {setting.get(f"{W}name"): setting.get(f"{W}val") for setting in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    language = next(part(_made(tiny, "notice"), "word/styles.xml").iter(f"{W}lang"))
    assert language.get(f"{W}eastAsia") == "zh-CN"
