"""The pack on a change of law: whom it concerns, old and new side by side, struck and underlined."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from generator import word
from generator.verification.impact import change_days
from tests import render
from tests.conftest import COMPILED, OLD_LAW, TinyCatalog
from tests.word.docx_reader import rows, text

DAY = date(2026, 11, 23)
LAW = "某某管理条例\n第三十三条　经营应当经市级机关许可，有效期三年。\n第三十四条　附则<b>&。\n"


@pytest.fixture
def pack(tiny: TinyCatalog) -> bytes:
    versions = [*OLD_LAW["versions"], {"effective": "2026-06-01", "event": "修订", "source": COMPILED}]
    gist = {**OLD_LAW["gists"][0], "succeeded_by": "《某某安全法》第五十三条"}
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": versions, "gists": [gist]})
    tiny.statute("old-law", "2011-12-01", LAW)
    tiny.statute("old-law", "2026-06-01", LAW.replace("市级", "省级").replace("三年", "五年"))
    base = tiny.base()
    return word.impact_pack(base.catalog.info, change_days(base), DAY)


def test_it_lists_whom_a_change_concerns_and_what_follows(pack: bytes) -> None:
    assert [
        "1",
        "设定依据",
        "《某某管理条例》第三十三条",
        "对某某经营的监管",
        "所引条文有改动；接替：《某某安全法》第五十三条",
    ] in rows(pack)


def test_old_and_new_stand_side_by_side(pack: bytes) -> None:
    row = next(row for row in rows(pack) if row[0].startswith("第三十三条"))
    assert row[1:] == ["经营应当经市级机关许可，有效期三年。", "经营应当经省级机关许可，有效期五年。"]
    assert "修改 1 条，未变 1 条" in text(pack) or "未变 1 条，修改 1 条" in text(pack)


def test_deletions_are_struck_and_insertions_underlined(pack: bytes) -> None:
    xml = zipfile.ZipFile(io.BytesIO(pack)).read("word/document.xml").decode()
    marked = re.findall(r"<w:rPr>(?:<w:(strike)/>|<w:(u) [^>]*/>)</w:rPr><w:t[^>]*>([^<]*)", xml)
    assert [(strike or underline, words) for strike, underline, words in marked] == [
        ("strike", "市级"),
        ("strike", "三年"),
        ("u", "省级"),
        ("u", "五年"),
    ]


def test_equal_input_gives_equal_bytes_and_the_file_is_sound(pack: bytes, tiny: TinyCatalog, tmp_path: Path) -> None:
    base = tiny.base()
    assert word.impact_pack(base.catalog.info, change_days(base), DAY) == pack
    path = tmp_path / "pack.docx"
    path.write_bytes(pack)
    assert list(OpenXmlValidator().validate(path).errors) == []


@pytest.mark.render
@pytest.mark.skipif(bool(render.missing()), reason=render.missing())
def test_it_prints(pack: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pack.docx"
    path.write_bytes(pack)
    [pdf] = render.to_pdf([path], tmp_path)
    printed = "".join(render.pages(pdf))
    assert "法规变动新旧对照及影响清单" in printed and "删去的文字加删除线" in printed
