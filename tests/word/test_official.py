"""An official document from data prints every element of GB/T 9704 that it has, and none that it lacks."""

from __future__ import annotations

import itertools
import zipfile
from io import BytesIO

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator
from pydantic import ValidationError

from generator import SaidError, word
from tests.measure.specimens import SPECIMENS, a_notice, notices
from tests.word.docx_reader import W, document, footers, paragraphs, part, rows, text, text_of

HOSTILE = "</w:t><script>&amp;“𠀀𬭎〇①😀〔〕” ]]>&lt;b&gt;**粗**"


@pytest.fixture
def made(tiny):
    """data of a notice → the document."""
    view = tiny.view()
    return lambda **data: word.official(view, a_notice(**data))


def _runs(content, start):
    """The runs of the first paragraph that begins so: text, font (of the style where it names none)."""
    for found in document(content).iter(f"{W}p"):
        if text_of(found).startswith(start):
            return [(text_of(run), _font(run)) for run in found.iter(f"{W}r")]
    raise LookupError(start)


def _font(run):
    fonts = run.find(f"{W}rPr/{W}rFonts")
    style = run.find(f"{W}rPr/{W}rStyle")
    return fonts.get(f"{W}eastAsia") if fonts is not None else style.get(f"{W}val") if style is not None else ""


def _tabs(content, start):
    """The tab stops (字) of the first paragraph with some that begins so."""
    for found in document(content).iter(f"{W}p"):
        stops = [tab for tab in found.iter(f"{W}tab") if tab.get(f"{W}pos")]
        if stops and text_of(found).strip().startswith(start):
            return [(tab.get(f"{W}val"), round(int(tab.get(f"{W}pos")) / 315.86, 1)) for tab in stops]
    raise LookupError(start)


# 版头


def test_copy_number_secrecy_and_urgency_stand_above_in_this_order(made):
    shown = paragraphs(made(copy_number="000012", secrecy={"level": "机密", "period": "5年"}, urgency="特急"))
    assert shown[:3] == ["000012", "机密★5年", "特　急"]


def test_secrecy_without_a_period_is_spread(made):
    assert paragraphs(made(secrecy={"level": "秘密"}))[0] == "秘　密"


@pytest.mark.parametrize("lines", [0, 1, 2, 3])
def test_each_line_above_is_taken_out_of_the_35_millimetres(made, lines):
    data = dict(list({"copy_number": "000001", "urgency": "加急", "secrecy": {"level": "绝密"}}.items())[:lines])
    spacer = next(
        int(p.find(f"{W}pPr/{W}spacing").get(f"{W}line"))
        for p in document(made(**data)).iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Spacer"
    )
    assert spacer + lines * 579 == pytest.approx(35 * 56.69, abs=20)


def test_a_copy_number_has_six_digits():
    with pytest.raises(ValidationError):
        a_notice(copy_number="12")


def test_the_agency_s_mark_is_the_default(made):
    assert "某市应急管理局文件" in paragraphs(made())


def test_joint_agencies_stand_under_one_another_and_the_word_once(made):
    content = made(marks=["某市应急管理局文件", "某市公安局文件"])
    assert rows(content)[0] == ["某市应急管理局\n某市公安局", "文件"]


def test_joint_names_are_equally_wide(made):
    content = made(marks=["某市应急管理局文件", "某市公安局文件"])
    spacings = {
        text_of(run): int(run.find(f"{W}rPr/{W}spacing").get(f"{W}val"))
        for run in document(content).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}spacing") is not None
    }
    assert spacings["某市公安"] == 2 * 36 * 20 // 4
    assert spacings["局"] == 0


def test_a_mark_no_line_holds_is_refused_in_chinese(made):
    with pytest.raises(SaidError, match="发文机关标志过长或过多"):
        made(marks=["某" * 60 + "局文件"])


def test_the_number_is_printed_or_left_to_the_office_or_lost(made):
    assert "某应急〔2026〕7号" in paragraphs(made(number={"code": "某应急", "year": 2026, "number": 7}))
    assert "某应急〔　　〕　号" in paragraphs(made())
    assert "〔原件缺失〕" in paragraphs(made(lost={"number": "扫描件没有"}))


def test_only_an_order_may_have_a_number_alone():
    with pytest.raises(ValidationError, match="机关代字"):
        a_notice(number={"number": 3})
    with pytest.raises(ValidationError, match="要么都写"):
        a_notice(number={"number": 3, "year": 2026})


def test_an_upward_document_names_its_signers_in_kaiti(made):
    content = made(direction="上行", signers=["张三丰", "李四", "欧阳明月"])
    label = _runs(content, "\t签发人：")
    assert [run for run in label if run[1]] == [("张三丰", "楷体_GB2312"), ("李　四", "楷体_GB2312")]
    assert any("欧阳明月" in line and "某应急" in line for line in paragraphs(content))


def test_signers_stand_under_one_another(made):
    content = made(direction="上行", signers=["张三丰", "李四", "王五六"])
    first, last = _tabs(content, "签发人"), _tabs(content, "某应急")
    assert first[0] == ("left", last[1][1] - 4)


def test_an_upward_document_without_a_signer_is_refused():
    with pytest.raises(ValidationError, match="签发人"):
        a_notice(direction="上行")


def test_long_signers_stand_one_a_line(made):
    shown = paragraphs(made(direction="上行", signers=["阿卜杜热合曼·买买提", "张三丰"]))
    assert sum("签发人" in line or "张三丰" in line for line in shown) == 2


# 主体


def test_the_title_is_broken_one_paragraph_a_line(made):
    shown = paragraphs(made(title="关于公布2026年第一批行政执法典型案例的通知"))
    at = shown.index("关于公布2026年第一批")
    assert shown[at + 1] == "行政执法典型案例的通知"


def test_recipients_end_with_a_full_width_colon(made):
    assert "各县：" in paragraphs(made(recipients="各县:"))


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("一、总体要求", [("一、总体要求", "")]),
        ("一、总体要求。要抓好。", [("一、总体要求。", "黑体"), ("要抓好。", "")]),
        ("（一）明确范围。要抓好。", [("（一）明确范围。", "KaitiRun"), ("要抓好。", "")]),
        ("1. 摸清底数。要抓好。", [("1. 摸清底数。要抓好。", "")]),
        ("（1）建立台账。要抓好。", [("（1）建立台账。要抓好。", "")]),
    ],
)
def test_the_four_levels_have_their_fonts(made, line, runs):
    assert _runs(made(body=f"前言。\n\n{line}\n\n后文。"), line[:2]) == runs


def test_nothing_is_bold(made):
    content = made(body=SPECIMENS["seal"]["body"])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert not any(b"<w:b/>" in archive.read(name) for name in archive.namelist())


def test_a_paragraph_wrapped_in_yaml_is_one_and_latin_words_stay_apart(made):
    shown = paragraphs(made(body="按照规定\n执行 ISO\n9001 标准。\n2020.5 版不用。"))
    assert "按照规定执行 ISO 9001 标准。2020.5 版不用。" in shown


def test_one_attachment_has_no_number_and_several_have(made):
    one = made(attachments=[{"title": "清单", "body": "正文。"}])
    assert "附件：清单" in paragraphs(one)
    two = paragraphs(made(attachments=[{"title": "清单", "body": "正文。"}, {"title": "办法", "body": "正文。"}]))
    assert [line for line in two if "清单" in line or "办法" in line][:2] == ["附件：1.\t清单", "\t2.\t办法"]
    assert [line for line in two if line in ("附件1", "附件2")] == ["附件1", "附件2"]


def test_ten_attachments_are_aligned_at_the_wider_number(made):
    content = made(attachments=[{"title": f"清单{number}", "body": "正文。"} for number in range(1, 11)])
    assert _tabs(content, "附件：1.")[-1] == _tabs(content, "10.")[-1] == ("left", 6.5)


def test_an_attachment_s_title_stands_on_line_three(made):
    shown = paragraphs(made(attachments=[{"title": "巡查清单", "body": "正文。"}]))
    at = shown.index("附件")
    assert shown[at : at + 3] == ["附件", "", "巡查清单"]


def test_an_attachment_is_text_or_table():
    with pytest.raises(ValidationError, match="二者选一"):
        a_notice(attachments=[{"title": "清单", "body": "正文。", "table": "items"}])


def test_a_seal_s_date_ends_four_characters_from_the_right_under_the_centred_name(made):
    content = made(signature={"mode": "seal"}, day="2026-12-12")
    assert _tabs(content, "某市应急管理局") == _tabs(content, "2026年12月12日") == [("center", 20.5)]


def test_a_long_name_moves_the_centre_to_the_left(made):
    content = made(signature={"mode": "seal", "agencies": ["某" * 20]}, day="2026-12-12")
    assert _tabs(content, "某" * 20) == [("center", 18.0)]


def test_joint_seals_stand_in_rows_of_at_most_three_far_enough_apart(made):
    names = ["甲局", "乙局", "丙局", "丁局", "戊局"]
    content = made(signature={"mode": "seal", "agencies": names}, day="2026-12-12")
    shown = paragraphs(content)
    first, second = shown.index("\t甲局\t乙局\t丙局"), shown.index("\t丁局\t戊局")
    assert second - first == 5
    stops = [stop for _, stop in _tabs(content, "甲局")]
    assert all((after - before) * 5.571 > 42 for before, after in itertools.pairwise(stops))
    assert stops[0] * 5.571 >= 21


def test_joint_agencies_without_seals_follow_one_another(made):
    shown = paragraphs(
        made(signature={"mode": "plain", "agencies": ["甲市应急管理局", "甲市公安局"]}, day="2026-01-05")
    )
    at = shown.index("\t甲市应急管理局")
    assert shown[at + 1 : at + 3] == ["\t甲市公安局", "\t2026年1月5日"]


def test_a_date_that_fits_under_a_long_name_begins_two_characters_right_of_it(made):
    content = made(signature={"mode": "plain", "agencies": ["某市应急管理局直属执法支队"]}, day="2026-01-05")
    assert _tabs(content, "某市应急管理局直属") == [("left", 13.0)]
    assert _tabs(content, "2026年1月5日") == [("left", 15.0)]


def test_a_longer_date_ends_two_characters_from_the_right_and_moves_the_name(made):
    content = made(signature={"mode": "plain", "agencies": ["某局"]}, day="2026-12-12")
    assert _tabs(content, "2026年12月12日") == [("right", 26.0)]
    assert _tabs(content, "某局") == [("left", 17.0)]


def test_a_stamp_has_the_post_two_characters_to_its_left(made):
    content = made(signature={"mode": "stamp", "stamps": {"post": "局长", "name": "张三丰"}}, day="2026-02-05")
    assert _tabs(content, "局长") == [("left", 17.0), ("right", 24.0)]
    assert _tabs(content, "2026年2月5日") == [("right", 24.0)]


def test_a_stamp_without_a_name_keeps_its_place_blank(made):
    content = made(signature={"mode": "stamp", "stamps": {"post": "局长"}}, day="2026-02-05")
    assert _tabs(content, "局长")[0] == ("left", 14.0)


def test_joint_stamps_stand_one_a_line_the_posts_aligned(made):
    people = [{"post": "甲局局长", "name": "张三丰"}, {"post": "乙局局长", "name": "李四光"}]
    content = made(signature={"mode": "stamp", "stamps": people}, day="2026-02-05")
    assert _tabs(content, "甲局局长") == _tabs(content, "乙局局长")


def test_a_stamp_names_its_post():
    with pytest.raises(ValidationError, match="签名章"):
        a_notice(signature={"mode": "stamp"})


def test_no_signature_is_invented(made):
    assert not any(line.strip() == "某市应急管理局" for line in paragraphs(made()))


def test_an_unknown_day_is_blank_and_a_lost_one_says_so(made):
    assert "\t　　年　月　日" in paragraphs(made(signature={"mode": "seal"}))
    shown = text(made(lost={"signature": "没有", "day": "没有"}))
    assert "署名〔原件缺失〕" in shown and "成文日期〔原件缺失〕" in shown


def test_a_note_gets_its_brackets(made):
    assert "（此件公开发布）" in paragraphs(made(note="此件公开发布"))
    with pytest.raises(ValidationError, match="不写括号"):
        a_notice(note="（此件公开发布）")


def test_the_last_paragraph_stays_with_the_signature_and_a_single_one_does_not(made):
    def kept(body):
        for found in document(made(body=body, signature={"mode": "seal"}, day="2026-01-01")).iter(f"{W}p"):
            if text_of(found).startswith("末"):
                return found.find(f"{W}pPr/{W}keepNext") is not None
        raise LookupError

    assert kept("首段。\n\n末段。")
    assert not kept("末段。")


# 附件的表、版记、页码


def test_the_item_table_lies_on_its_side_with_eight_columns_and_a_repeated_head(made):
    content = made(attachments=[{"title": "清单", "table": "items"}])
    sizes = [(s.get(f"{W}w"), s.get(f"{W}orient")) for s in document(content).iter(f"{W}pgSz")]
    assert ("16838", "landscape") in sizes
    assert rows(content)[0] == [
        "序号",
        "监管事项",
        "监管对象",
        "设定依据",
        "监管责任",
        "监管措施",
        "抽查比例",
        "牵头部门",
    ]
    head = document(content).find(f".//{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None


def test_lost_rows_print_only_their_name(made):
    content = made(attachments=[{"title": "清单", "table": "items", "lost": {"1": "扫描件没有"}}])
    assert rows(content)[1] == ["1", "对某某经营的监管", *["原件缺失"] * 6]


def test_long_rows_may_split_and_short_ones_stay_whole(tiny):
    from tests.conftest import PLAN

    def splits():
        content = word.official(tiny.view(), a_notice(attachments=[{"title": "清单", "table": "items"}]))
        return document(content).findall(f".//{W}tr")[1].find(f"{W}trPr/{W}cantSplit") is None

    assert not splits()
    tiny.item(object={"text": "对象" * 100, "source": PLAN})
    assert splits()


def test_the_imprint_ends_its_copies_with_a_stop_and_holds_office_and_day(made):
    shown = paragraphs(made(imprint={"copies": ["甲局", "乙局"], "office": "办公室", "day": "2026-01-02"}))
    assert "抄送：甲局，乙局。" in shown
    assert "办公室\t2026年1月2日印发" in shown


def test_an_imprint_higher_than_a_page_is_refused(made):
    with pytest.raises(SaidError, match="一页只放得下 26 行"):
        made(imprint={"copies": [f"第{number}单位" for number in range(500)], "office": "办公室", "day": "2026-01-02"})


def test_recipients_may_move_to_the_imprint_above_the_copies_without_a_rule(made):
    content = made(
        imprint={"recipients": ["甲局", "乙局"], "copies": ["丙局"], "office": "办公室", "day": "2026-01-02"}
    )
    assert ["主送：甲局，乙局。\n抄送：丙局。"] in rows(content)
    with pytest.raises(ValidationError, match="二者选一"):
        a_notice(recipients="甲局", imprint={"recipients": ["甲局"]})


@pytest.mark.parametrize(
    ("layout", "breaks", "numbered"),
    [
        (None, 0, True),
        ({"pages": 2, "room": True}, 0, True),
        ({"pages": 1, "room": True}, 1, True),
        ({"pages": 2, "room": False}, 2, False),
    ],
)
def test_the_imprint_stands_on_an_even_page(made, layout, breaks, numbered):
    layout = layout and {**layout, "content": "0" * 12}
    content = made(imprint={"office": "办公室"}, layout=layout)
    sections = document(content).findall(f".//{W}sectPr")
    pages = len(sections) - 1 + len([b for b in document(content).iter(f"{W}br") if b.get(f"{W}type") == "page"])
    assert pages == breaks
    references = {
        r.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for r in sections[-1].iter(f"{W}footerReference")
    }
    relations = part(content, "word/_rels/document.xml.rels")
    targets = [r.get("Target") for r in relations if r.get("Id") in references]
    assert all(("PAGE" in _instructions(content, f"word/{target}")) == numbered for target in targets)


def _instructions(content, name):
    return "".join(node.text or "" for node in part(content, name).iter(f"{W}instrText"))


def test_pages_are_numbered_odd_at_the_right_even_at_the_left(made):
    content = made()
    assert footers(content).count("— 1 —") == 2
    with zipfile.ZipFile(BytesIO(content)) as archive:
        aligned = [
            part(content, n).find(f".//{W}jc").get(f"{W}val") for n in sorted(archive.namelist()) if "footer" in n
        ]
    assert sorted(aligned) == ["left", "right"]


# 信函、命令、纪要


def test_a_letter_has_no_number_on_its_first_page_and_an_imprint_without_printing(made):
    content = made(format="信函", imprint={"copies": ["甲局"], "office": "办公室"})
    assert document(content).find(f".//{W}titlePg") is not None
    assert "抄送：甲局。" in paragraphs(content)
    assert "印发" not in text(content)


def test_a_letter_without_copies_has_no_imprint(made):
    assert "版记" not in {
        d.get("name") for d in document(made(format="信函", imprint={"office": "办公室"})).iter() if d.get("name")
    }


def test_an_order_has_its_number_and_no_title(made):
    shown = paragraphs(made(format="命令", number={"number": 3}, title="某办法"))
    assert "某市应急管理局令" in shown and "第3号" in shown
    assert "某办法" not in shown


def test_minutes_name_who_attended_after_a_blank_line(made):
    content = made(format="纪要", attended={"出席": "张三丰", "请假": "李四"})
    shown = paragraphs(content)
    at = shown.index("出席：张三丰")
    assert shown[at - 1 : at + 2] == ["", "出席：张三丰", "请假：李四"]
    assert _runs(content, "出席")[0] == ("出席", "黑体")


def test_only_a_document_bears_several_marks():
    with pytest.raises(ValidationError, match="主办机关的标志"):
        a_notice(format="信函", marks=["甲局", "乙局"])


# 每一份


@pytest.mark.parametrize("name", SPECIMENS)
def test_word_would_open_it_without_a_finding_and_python_docx_does(tiny, tmp_path, name):
    path = tmp_path / f"{name}.docx"
    path.write_bytes(word.official(tiny.view(), notices()[name]))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert Document(str(path)).core_properties.title == SPECIMENS[name]["title"]
    ids = [d.get("id") for d in document(path.read_bytes()).iter() if d.tag.endswith("}docPr")]
    assert len(ids) == len(set(ids))


def test_the_same_data_make_the_same_bytes(made):
    assert made(note="此件公开发布") == made(note="此件公开发布")


def test_hostile_text_is_printed_as_it_is(made, tmp_path):
    content = made(
        title=HOSTILE,
        recipients=HOSTILE,
        body=f"{HOSTILE}\n\n一、{HOSTILE}\n\n（一）{HOSTILE}",
        attachments=[{"title": HOSTILE, "body": HOSTILE}],
        signature={"mode": "seal", "agencies": [HOSTILE[:28]]},
        note=HOSTILE,
        imprint={"copies": [HOSTILE], "office": HOSTILE},
    )
    assert text(content).count(HOSTILE) >= 6
    path = tmp_path / "hostile.docx"
    path.write_bytes(content)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_ten_thousand_characters_of_text_are_printed_whole(made):
    long = "长安全生产监督检查" * 1_200
    content = made(body=long, recipients=long, attachments=[{"title": "清单", "body": long}])
    assert "".join(paragraphs(content)).count(long) == 3
    Document(BytesIO(content))


def test_a_signature_no_line_holds_is_refused():
    with pytest.raises(ValidationError, match="署名过长（29 字"):
        a_notice(signature={"agencies": ["局" * 29]})
    with pytest.raises(ValidationError, match="职务过长（17 字"):
        a_notice(signature={"mode": "stamp", "stamps": {"post": "长" * 17}})


@pytest.mark.parametrize("place", ["title", "attachments", "enclosure"])
def test_a_title_that_leaves_no_room_for_text_is_refused(place):
    part = {"title": "长" * 121, "body": "正文。"}
    data = {"title": part["title"], "attachments": [part], "enclosure": part}[place]
    with pytest.raises(ValidationError, match="标题过长（121 字"):
        a_notice(**{place: data})


@pytest.mark.parametrize("field", ["title", "body", "note", "recipients"])
def test_a_control_character_is_refused_with_its_place(field):
    with pytest.raises(ValidationError, match=r"第 3 个字符.*U\+0007"):
        a_notice(**{field: "文字\x07"})
