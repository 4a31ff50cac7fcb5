"""`jianguan notice --file`: a document from data, its PDF, and the page its 版记 stands on."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator import SaidError
from generator.catalog.notices import Layout
from generator.cli import main
from generator.word.paper import installed, rendering
from generator.word.redhead import page_count as layouts
from tests import render
from tests.conftest import PLAN
from tests.measure.specimens import a_notice

rendered = [
    pytest.mark.render,
    pytest.mark.skipif(bool(render.missing()), reason=render.missing() or "渲染可用"),
]

NOTICE = f"""# 说明
title: 关于某事的通知
recipients: 各处室
body: |
  请做好有关工作。

  特此通知。
signature: {{mode: seal}}
day: "2026-01-05"
imprint: {{office: 办公室, day: "2026-01-06"}}
source: {PLAN}
"""
MEASURED = Layout(pages=3, room=False, content="0123456789ab")
RECORD = 'layout: {pages: 3, room: false, content: "0123456789ab"}'


@pytest.fixture
def run(tiny, tmp_path):
    """options → result of `jianguan notice --file 1.yaml`, which writes out.docx."""
    tiny.text("notices/n-1.yaml", NOTICE)

    def call(*options, file="notices/n-1.yaml"):
        words = [
            "notice",
            "--file",
            str(tiny.folder / file),
            "-o",
            str(tmp_path / "out.docx"),
            "--catalog",
            str(tiny.folder),
        ]
        return CliRunner().invoke(main, [*words, *options])

    call.file = tiny.folder / "notices" / "n-1.yaml"
    call.out = tmp_path / "out.docx"
    return call


def test_it_writes_the_document_and_reminds_of_the_measuring(run):
    result = run()
    assert result.exit_code == 0, result.output
    assert run.out.is_file()
    assert "版记的页码没有测量过" in result.output


def test_a_file_outside_the_catalog_s_notices_is_refused(run):
    result = run(file="notices/n-2.yaml")
    assert result.exit_code == 2
    assert "不是" in result.output and "n-1" in result.output
    assert not run.out.exists()


def test_a_mark_that_does_not_fit_is_an_error_in_chinese(run):
    run.file.write_text(NOTICE + f"marks: [{'某' * 80}]\n", encoding="utf-8")
    result = run()
    assert result.exit_code == 1
    assert "错误：发文机关标志过长或过多" in result.output
    assert not run.out.exists()


def test_without_libreoffice_it_says_what_to_do_and_writes_nothing(run, monkeypatch):
    monkeypatch.setattr(rendering, "_libreoffice", lambda: None)
    result = run("--layout")
    assert result.exit_code == 1
    assert "没有安装 LibreOffice" in result.output
    assert run.file.read_text(encoding="utf-8") == NOTICE


def test_recording_changes_one_line_and_keeps_the_rest():
    once = layouts.recorded(NOTICE, MEASURED)
    assert once == NOTICE + RECORD + "\n"
    assert layouts.recorded(once, MEASURED.model_copy(update={"pages": 4})) == once.replace("pages: 3", "pages: 4")


def test_recording_replaces_a_layout_in_the_middle_written_over_several_lines():
    text = NOTICE.replace("source:", "layout:\n  pages: 1\n  room: true\n  content: 000000000000\nsource:")
    assert layouts.recorded(text, MEASURED) == NOTICE.replace("source:", RECORD + "\nsource:")


def test_recording_keeps_windows_line_ends_and_a_missing_last_one():
    windows = NOTICE.replace("\n", "\r\n")
    assert layouts.recorded(windows, MEASURED) == windows + RECORD + "\r\n"
    assert layouts.recorded(NOTICE.rstrip("\n"), MEASURED) == NOTICE + RECORD + "\n"
    assert layouts.recorded(NOTICE + RECORD, MEASURED) == NOTICE + RECORD + "\n"


def test_what_cannot_be_rewritten_safely_is_refused():
    with pytest.raises(SaidError, match="layout 没有写入"):
        layouts.recorded(NOTICE + "layout: {pages: 1,\nroom: true, content: 000000000000}\n", MEASURED)


def test_a_layout_holds_until_the_content_changes(a_view):
    view, notice = a_view("2026-11-23"), a_notice(imprint={"office": "办公室"})
    kept = notice.model_copy(
        update={"layout": MEASURED.model_copy(update={"content": layouts.content_digest(view, notice)})}
    )
    assert layouts.layout_holds(view, kept)
    assert not layouts.layout_holds(view, kept.model_copy(update={"body": "别的正文。"}))
    assert not layouts.layout_holds(view, kept.model_copy(update={"imprint": None}))
    assert not layouts.layout_holds(view, notice)


def test_a_first_page_without_text_and_a_signature_alone_are_named():
    notice = a_notice(body="请做好有关工作。", signature={"mode": "seal"}, day="2026-01-05")
    assert layouts.complaints_of(notice, ["某局文件请做好有关工作。2026年1月5日"]) == []
    assert layouts.complaints_of(notice, ["某局文件", "请做好有关工作。2026年1月5日"]) == [layouts.FIRST_PAGE_EMPTY]
    assert layouts.complaints_of(notice, ["请做好有关工作。", "2026年1月5日"]) == [layouts.SIGNATURE_ALONE]


class TestRendered:
    pytestmark = rendered

    def test_layout_is_measured_recorded_and_then_holds(self, run):
        result = run("--layout", "--pdf")
        assert result.exit_code == 0, result.output
        assert "版记之前 1 页，已记入" in result.output
        assert run.file.read_text(encoding="utf-8").startswith(NOTICE + "layout: {pages: 1, room: true, content: ")
        assert len(render.pages(run.out.with_suffix(".pdf"))) == 2
        assert "没有测量过" not in run().output

    def test_lines_are_set_closer_where_the_signature_would_stand_alone(self, run):
        body = "请各单位按照职责分工认真组织开展安全生产监督检查，发现问题及时督促整改，确保各项措施落实到位。" * 2
        text = NOTICE.replace("请做好有关工作。\n\n  特此通知。", body)
        run.file.write_text(text, encoding="utf-8")
        result = run("--layout", "--pdf")
        assert result.exit_code == 0, result.output
        first = "".join(render.pages(run.out.with_suffix(".pdf"))[0].split())
        assert "措施落实到位。" in first and "2026年1月5日" in first

    def test_the_reminder_names_the_fonts_the_pdf_lacks(self, run, monkeypatch):
        monkeypatch.setattr(installed, "installed_families", lambda: frozenset({"黑体", "宋体"}))
        result = run("--pdf")
        assert "提醒：本机没有 仿宋_GB2312、楷体_GB2312、方正小标宋简体，PDF 用了别的字体" in result.output


def test_fonts_lists_what_is_missing_and_ends_with_one(tiny, monkeypatch):
    monkeypatch.setattr(installed, "installed_families", lambda: frozenset({"黑体"}))
    result = CliRunner().invoke(main, ["fonts", "--catalog", str(tiny.folder)])
    assert result.exit_code == 1
    assert "黑体：黑体 已安装" in result.output
    assert "仿宋：仿宋_GB2312 没有安装；代替字体 仿宋 没有安装" in result.output
    assert "缺 4 种：仿宋、楷体、宋体、小标宋" in result.output


def test_fonts_says_where_it_cannot_tell(tiny, monkeypatch):
    monkeypatch.setattr(installed, "installed_families", lambda: None)
    result = CliRunner().invoke(main, ["fonts", "--catalog", str(tiny.folder)])
    assert result.exit_code == 0
    assert "不能判断" in result.output and "请在 Word 或 WPS 的字体框中查看" in result.output
