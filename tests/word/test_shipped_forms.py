"""Every shipped document type, blank and filled: sound for Word, printed without overflow, signatures never alone."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from generator import word
from generator.catalog.documents import FieldSpec
from generator.opening import examine
from generator.views import View, resolve
from generator.views.act import ActLaw, law_of_act
from tests import render
from tests.conftest import KINDS, REPOSITORY
from tests.word.docx_reader import controls

TODAY = date(2026, 11, 23)
LONG = "检查发现仓库内甲醇与氧化剂混存，未设置明显的安全警示标志，值班人员不能说明应急处置程序，现场没有配备相应的消防器材。"
UNIT = "淮安市某某化工贸易有限责任公司清江浦区第一分公司"
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


@pytest.fixture(scope="module")
def shipped() -> tuple[View, ActLaw]:
    base = examine(REPOSITORY / "catalog", TODAY).sound
    view = resolve(base, TODAY)
    return view, law_of_act(base, date(2026, 3, 1), view, view.items[0].id, "licence-valid")


def _value(spec: FieldSpec):
    simple = {"date": "2026-11-23", "moment": "2026-11-23 09:30", "number": "12", "amount": "20000", "check": True}
    if spec.kind == "list":
        return [{column.tag: _value(column) for column in spec.columns}] * 4
    if spec.kind == "choice":
        return spec.choices[-1]
    return simple.get(spec.kind) or (LONG if spec.kind == "long" else UNIT)


def _made(shipped: tuple[View, ActLaw], name: str, filled: bool) -> bytes:
    view, act = shipped
    kind = view.document(name)
    items = view.items[:1] if kind.scope == "item" or kind.punishes else ()
    given = [spec for spec in kind.fields if spec.from_ in ("case", "register", "document", "act.day")]
    values = {spec.tag: _value(spec) for spec in given if spec.from_ != "register"} if filled else {}
    return word.document(view, kind, items, values, act if filled and kind.punishes else None)


@pytest.mark.parametrize("name", KINDS)
def test_word_would_open_it_filled_without_a_finding(shipped, tmp_path, name):
    path = tmp_path / "x.docx"
    path.write_bytes(_made(shipped, name, filled=True))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    Document(str(path))
    ids = [control.number for control in controls(path.read_bytes())]
    assert len(ids) == len(set(ids))


@dataclass(frozen=True)
class Printed:
    """A page: its size in points, its words with the box of each, apart from head and foot."""

    width: float
    words: list[tuple[float, float, str]]

    @property
    def text(self) -> str:
        return "".join(word for _, _, word in self.words)


@pytest.fixture(scope="module")
def printed(shipped, tmp_path_factory) -> dict[str, list[Printed]]:
    if render.missing():
        pytest.skip(render.missing())
    folder: Path = tmp_path_factory.mktemp("forms")
    paths = []
    for name in KINDS:
        for filled in (False, True):
            path = folder / f"{name}-{'filled' if filled else 'blank'}.docx"
            path.write_bytes(_made(shipped, name, filled))
            paths.append(path)
    return {pdf.stem: list(_pages(pdf)) for pdf in render.to_pdf(paths, folder)}


def _pages(pdf: Path) -> Iterator[Printed]:
    shown = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    for width, height, content in _PAGE.findall(shown.stdout.decode()):
        inside = [
            (float(left), float(right), words)
            for left, top, right, _, words in _WORD.findall(content)
            if 40 < float(top) < float(height) - 60
        ]
        yield Printed(float(width), inside)


RENDERED = [f"{name}-{state}" for name in KINDS for state in ("blank", "filled")]


@pytest.mark.render
@pytest.mark.parametrize("name", RENDERED)
def test_nothing_leaves_the_paper(printed, name):
    for page in printed[name]:
        outside = [words for left, right, words in page.words if left < 40 or right > page.width - 40]
        assert outside == []


@pytest.mark.render
@pytest.mark.parametrize("name", RENDERED)
def test_no_page_is_empty_or_bears_signatures_alone(printed, name):
    signing = re.compile(
        r"(?:(?!意见)[^。，：]){0,8}（(?:签名|签收|盖章|签名、盖章|签名或者盖章)[^）]*）：?|[0-9]*年[0-9]*月[0-9]*日|执?法?证号：?|淮安市应急管理局|本文书一式.*"
    )
    for page in printed[name]:
        assert len(signing.sub("", page.text)) >= 8, page.text
