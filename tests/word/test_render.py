"""As LibreOffice prints them: the sheet, the pages, what stands on which. One start converts all."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import word
from tests import render
from tests.conftest import ITEM, TinyCatalog

pytestmark = [
    pytest.mark.render,
    pytest.mark.skipif(bool(render.missing()), reason=render.missing() or "渲染可用"),
]

SIGNATURE = "被检查单位负责人"


@dataclass(frozen=True)
class Printed:
    """A printed document: the text of its pages without any space, and its size in mm."""

    pages: list[str]
    size: tuple[float, float]


def _rows(tiny: TinyCatalog, count: int) -> bytes:
    checks = [
        {**copy.deepcopy(ITEM["checks"][0]), "id": f"c{number}", "ask": f"企业满足第{number}项要求，记录完整。"}
        for number in range(1, count + 1)
    ]
    tiny.item(checks=checks or None)
    view = tiny.view("2026-11-23")
    return word.checklist(view, view.items)


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, Printed]:
    folder: Path = tmp_path_factory.mktemp("printed")
    tiny = TinyCatalog(folder / "catalog")
    view = tiny.view("2026-11-23")
    made = {"notice": word.notice(view, view.items[0])}
    made |= {f"rows-{count}": _rows(tiny, count) for count in (0, 1, 4, 5, 6, 7, 40, 400)}
    tiny.item()
    view = tiny.view("2026-11-23")
    made["long"] = word.checklist(view, view.items, {"unit": "某公司", "opinion": "情况说明。" * 2_000})
    paths = []
    for name, content in made.items():
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(content)
    return {
        pdf.stem: Printed(["".join(page.split()) for page in render.pages(pdf)], render.page_size(pdf))
        for pdf in render.to_pdf(paths, folder)
    }


def test_the_notice_is_two_upright_a4_pages(printed):
    notice = printed["notice"]
    assert notice.size == pytest.approx((210, 297), abs=0.5)
    assert len(notice.pages) == 2
    first, second = notice.pages
    assert "某市应急管理局文件" in first
    assert "—1—" in first
    assert "—2—" in second
    for expected in ("附件：现场检查表（某某经营）", "印发"):
        assert expected in second


def test_a_checklist_lies_on_its_side(printed):
    assert printed["rows-1"].size == pytest.approx((297, 210), abs=0.5)


def test_an_empty_or_short_list_is_one_page(printed):
    assert len(printed["rows-0"].pages) == len(printed["rows-1"].pages) == 1
    assert "该日期无已核对的检查要点" in printed["rows-0"].pages[0]


@pytest.mark.parametrize("count", [4, 5, 6, 7, 40, 400])
def test_every_page_has_the_head_and_its_number(printed, count):
    pages = printed[f"rows-{count}"].pages
    for number, page in enumerate(pages, 1):
        assert "检查内容" in page
        assert f"第{number}页" in page
        assert f"共{len(pages)}页" in page


@pytest.mark.parametrize("count", [1, 4, 5, 6, 7, 40, 400])
def test_the_signatures_share_a_page_with_the_last_check(printed, count):
    last = printed[f"rows-{count}"].pages[-1]
    assert f"第{count}项要求" in last
    for expected in ("检查情况说明", "检查人员一", "检查人员二", SIGNATURE):
        assert expected in last


def test_a_long_finding_runs_over_pages(printed):
    pages = printed["long"].pages
    assert len(pages) > 2
    assert sum(page.count("情况说明。") for page in pages) > 1_500
    assert SIGNATURE in pages[-1]
