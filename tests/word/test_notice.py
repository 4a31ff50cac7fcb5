"""The notice says what holds on the day, marks what nobody has verified, and leaves blank what the office fills in."""

from __future__ import annotations

from generator import word
from tests.word.docx_reader import W, controls, document, footers, paragraphs, text

COMPILED = "本目录整理"


def _notice(tiny, day="2026-11-23"):
    view = tiny.view(day)
    return word.notice(view, view.items[0])


def test_it_names_mark_title_recipients_and_the_five_heads(tiny):
    shown = paragraphs(_notice(tiny))
    for expected in (
        "某市应急管理局文件",
        "关于开展某某经营监督检查的通知",
        "各处室：",
        "一、监管对象",
        "二、检查依据",
        "三、检查方式和比例",
        "四、检查内容",
        "五、工作要求",
        "附件：现场检查表（某某经营）",
    ):
        assert expected in shown


def test_it_cites_the_bases_of_the_day(tiny):
    new, old = text(_notice(tiny)), text(_notice(tiny, "2021-01-01"))
    assert "《某某安全法》第五十三条；《某某管理条例》第三十三条。以上依据截至2026年11月23日。" in new
    assert "《某某安全法》" not in old


def test_marks_are_printed(tiny):
    dated = [{"status": "形式效力待核实", "since": "2026-05-01"}]
    tiny.item(
        bases=[{"cite": "《某某管理条例》第三十三条", "source": COMPILED, "marks": dated}],
        object={"text": "经营单位", "source": COMPILED, "status": "待核实"},
    )
    shown = text(_notice(tiny))
    assert "《某某管理条例》第三十三条（形式效力待核实）。" in shown
    assert "经营单位（待核实）。" in shown
    assert "形式效力待核实" not in text(_notice(tiny, "2026-04-30"))


def test_what_the_source_does_not_say_is_said_to_be_open(tiny):
    tiny.item(methods=None, sampling=None, object=None)
    shown = text(_notice(tiny))
    assert "检查方式：待明确。抽查比例：按年度监督检查计划执行。" in shown
    assert "待明确。" in paragraphs(_notice(tiny))


def test_it_counts_only_the_unit_s_checks_and_says_where_there_are_none(tiny):
    assert "按所附现场检查表逐项检查，共2项。" in text(_notice(tiny))
    tiny.item(checks=None)
    assert "该日期无已核对的检查要点。" in text(_notice(tiny))


def test_it_does_not_replace_the_notice_to_the_enterprise(tiny):
    assert "本通知不发给被检查单位，不代替行政检查通知书。" in text(_notice(tiny))


def test_what_the_office_fills_in_is_blank_and_a_control(tiny):
    found = {control.tag: control for control in controls(_notice(tiny))}
    assert set(found) == {"number", "from-day", "to-day", "contact", "phone", "issue-day", "print-day"}
    assert found["number"].text.replace("\u3000", "") == "某应急〔〕号"
    assert found["issue-day"].text.replace("\u3000", "") == "年月日"
    assert not found["contact"].text.strip("\u3000")
    assert not any(control.prompt for control in found.values())


def test_the_issuing_office_comes_from_the_departments(tiny):
    assert "某市应急管理局\t\u3000\u3000年" in text(_notice(tiny))
    office = {"name": "办公室", "role": "来源文件的印发机关", "source": COMPILED}
    tiny.write("departments.yaml", {"office": office})
    assert "某市应急管理局办公室\t\u3000\u3000年" in text(_notice(tiny))


def test_pages_are_numbered_and_heads_can_be_navigated(tiny):
    content = _notice(tiny)
    assert footers(content).count("— 1 —") == 2
    heads = [p for p in document(content).iter(f"{W}pStyle") if p.get(f"{W}val") == "Heading1"]
    assert len(heads) == 5


def test_fields_the_catalog_leaves_out_become_plain_blanks(tiny):
    source = (tiny.folder / "documents" / "notice.yaml").read_text(encoding="utf-8")
    kept = [line for line in source.splitlines() if "tag: contact" not in line and not line.startswith("  report")]
    tiny.text("documents/notice.yaml", "\n".join(kept))
    shown = text(_notice(tiny))
    assert "联系人" in shown
    assert "情况报送" not in shown
