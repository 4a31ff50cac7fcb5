"""The forms on the pages in a real Chromium: filled by hand or from a roster, the documents are those Python writes."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator import addresses, word
from generator.catalog.documents import DocumentType
from generator.site import WebForm
from generator.views import ItemView, View
from generator.word.compiled.fill import checked, parts
from generator.word.compiled.pieces import Blank, read_blank
from generator.word.forms.duties import grouped
from tests.fill.hostile import values as hostile_values
from tests.site.conftest import serving

pytestmark = [pytest.mark.browser, pytest.mark.sampled(2)]

TYPED = ("checklist", "inspection-record", "rectification-order", "penalty-decision", "talk-record", "case-filing")
"""The types filled in by hand, key by key."""

HOSTILE = "甲<乙>&\"丙'\\{unit}⟦0⟧ ﻿𠮷😀　x"
OLD_CHROMIUM = """
delete globalThis.CompressionStream;
globalThis.DecompressionStream = class { constructor(kind) { throw new TypeError(`Unsupported ${kind}`); } };
"""
NO_STORAGE = """
Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
"""


@pytest.fixture(scope="module")
def server(forms_site: Path) -> Iterator[str]:
    with serving(forms_site) as address:
        yield address


class Tab:
    """A page of the site, what it asked for, what it complained about."""

    def __init__(self, browser: Any, root: str, **options: Any) -> None:
        self.context = browser.new_context(locale="zh-CN", accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.root, self.asked, self.complaints = root, [], []
        self.page.set_default_timeout(10_000)
        self.page.on("request", lambda sent: self.asked.append(sent.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.page.on("dialog", lambda dialog: dialog.accept())

    @property
    def outside(self) -> list[str]:
        """Requests that left the site; what a page holds itself (data:, blob:) is no request."""
        return [url for url in self.asked if not url.startswith((self.root, "data:", "blob:"))]

    def open(self, kind: DocumentType, item: ItemView | None = None) -> Any:
        """The form of a type (for an item), opened on its page."""
        self.page.goto(self.root + (addresses.item(item.id) if item else addresses.document_type(kind.id)))
        key = addresses.form_key(kind.id, item.id if item else "")
        self.page.locator(f"[data-jg-form='{key}']").first.click()
        self.page.locator(".jg-form:visible").wait_for()
        return self.page.locator(".jg-form:visible")

    def field(self, label: str) -> Any:
        """What a field of a label is typed into."""
        return (
            self.page.locator(".jg-form:visible .jg-section")
            .get_by_label(label, exact=True)
            .or_(self.page.locator(".jg-form:visible .jg-section").get_by_label(f"{label} 必填", exact=True))
            .or_(self.page.locator(".jg-form:visible .jg-section").get_by_label(f"{label}必填", exact=True))
            .first
        )

    def download(self, button: str) -> tuple[str, bytes]:
        """The file a button hands over."""
        with self.page.expect_download() as handed:
            self.page.locator(".jg-form:visible").get_by_role("button", name=button).click()
        return handed.value.suggested_filename, Path(handed.value.path()).read_bytes()

    def said(self) -> str:
        """What the form says of its state."""
        return str(self.page.locator(".jg-form:visible .jg-actions [role=status]").inner_text())


@pytest.fixture
def tab(browser: Any, forms_site: Path) -> Iterator[Tab]:
    opened = Tab(browser, f"{forms_site.as_uri()}/")
    yield opened
    assert (opened.outside, opened.complaints) == ([], [])
    opened.context.close()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def subject(view: View, name: str) -> tuple[DocumentType, ItemView | None]:
    kind = view.document(name)
    return kind, (view.items[0] if kind.scope == "item" else None)


def some_values(blank: Blank) -> dict[str, Any]:
    """A value for every field, hostile where it may be."""

    def one(spec: Any, number: int) -> str:
        match spec.kind:
            case "date":
                return f"2026年11月{number % 28 + 1}日"
            case "moment":
                return f"2026-11-{number % 28 + 1} {number % 24}:05"
            case "number" | "amount":
                return f"{number}.5"
            case "choice":
                return spec.choices[number % len(spec.choices)]
            case "long":
                return f"{HOSTILE}{number}\n\t第二行"
            case _:
                return f"{HOSTILE}{number}"

    made: dict[str, Any] = {}
    for number, spec in enumerate(blank.fields):
        if spec.kind == "check":
            made[spec.tag] = True
        elif spec.kind == "list":
            made[spec.tag] = [
                {column.tag: one(column, number + row) for column in spec.columns if column.kind != "check"}
                for row in range(2)
            ]
        else:
            made[spec.tag] = one(spec, number)
    return made


def typed(tab: Tab, blank: Blank, values: dict[str, Any]) -> None:
    """Fill every control of the open form as a person does: keys, taps."""
    page = tab.page
    ids = page.evaluate(
        """() => { const form = [...jianguanForm.forms.values()].find((one) => !one.element.hidden);
          const mark = (control) => { if (!control.input && control.element) control.element.dataset.t = Math.random(); return control.input ? "#" + control.input.id : control.element ? `[data-t="${control.element.dataset.t}"]` : ""; };
          return Object.fromEntries(form.controls.map((control) => [control.spec.tag, mark(control)])); }"""
    )
    for spec in blank.fields:
        if (answer := re.match(r"check-(\d+)", spec.tag)) is not None:
            number = int(answer[1]) - 1
            card = page.locator(".jg-form:visible .jg-check").nth(number)
            if spec.kind == "choice":
                card.get_by_role("radio", name=values[spec.tag], exact=True).check()
            else:
                card.get_by_label("备注").fill(values[spec.tag])
        elif spec.kind == "list":
            box = page.locator(ids[spec.tag])
            for at, row in enumerate(values[spec.tag]):
                if at:
                    box.get_by_role("button", name="增加一行").click()
                for place, column in enumerate(spec.columns):
                    if column.tag in row:
                        enter(box.locator(".jg-row").nth(at).locator(".jg-field").nth(place), column, row[column.tag])
        elif ids[spec.tag].startswith("#"):
            page.fill(ids[spec.tag], values[spec.tag])
        else:
            enter(page.locator(ids[spec.tag]), spec, values[spec.tag])


def enter(field: Any, spec: Any, value: Any) -> None:
    """Fill one field's element."""
    if spec.kind == "check":
        field.get_by_role("checkbox").check()
    elif spec.kind == "choice" and field.get_by_role("radio").count():
        field.get_by_role("radio", name=value, exact=True).check()
    elif spec.kind == "choice":
        field.locator("select").select_option(value)
    else:
        field.locator("input, textarea").first.fill(value)


@pytest.mark.parametrize("name", TYPED)
def test_a_form_filled_by_hand_gives_the_document_python_writes(tab: Tab, shipped_view: View, name: str) -> None:
    kind, item = subject(shipped_view, name)
    items = [item] if item else []
    blank = word.blank(shipped_view, kind, items)
    values = some_values(blank)
    tab.open(kind, item)
    typed(tab, blank, values)
    file_name, content = tab.download("生成 Word 文书")
    assert unzipped(content) == unzipped(word.document(shipped_view, kind, items, values))
    assert file_name.startswith(f"{kind.title}-") and file_name.endswith(".docx")
    assert not set(file_name) & set('<>:"/\\|?*')


def test_a_form_on_a_server_gives_the_same(browser: Any, server: str, shipped_view: View) -> None:
    kind, item = subject(shipped_view, "checklist")
    blank = word.blank(shipped_view, kind, [item])
    tab = Tab(browser, server)
    tab.open(kind, item)
    tab.field("被检查单位").fill("甲公司")
    tab.page.locator(".jg-check").first.get_by_role("radio", name="不符合", exact=True).check()
    _, content = tab.download("生成 Word 文书")
    values = {"unit": "甲公司", "check-1": "不符合"}
    assert unzipped(content) == dict(parts(blank, checked(blank, values)))
    assert (tab.outside, tab.complaints) == ([], [])
    tab.context.close()


def test_every_form_of_the_site_joins_as_python_does(
    tab: Tab, shipped_forms: list[WebForm], shipped_view: View
) -> None:
    tab.open(*subject(shipped_view, "rectification-order"))
    compared = 0
    for form in shipped_forms:
        blank = read_blank(json.dumps(form.blank))
        dice = random.Random(form.key)
        sets = [hostile_values(blank.fields, dice) for _ in range(2)]
        made = tab.page.evaluate(
            """async ([key, sets]) => { const { blank } = await jianguanBlankForms.load(key);
              const text = new TextDecoder("utf-8", { ignoreBOM: true });
              return sets.map((values) => text.decode(Object.fromEntries(jianguanFill.parts(blank, values))["word/document.xml"])); }""",
            [form.key, sets],
        )
        for given, xml in zip(sets, made, strict=True):
            assert xml.encode() == dict(parts(blank, checked(blank, given)))["word/document.xml"], form.key
            compared += 1
    assert compared > 200


def test_nothing_of_a_form_is_loaded_before_one_is_opened(tab: Tab, shipped_view: View) -> None:
    kind, item = subject(shipped_view, "checklist")
    tab.page.goto(tab.root + addresses.item(item.id))
    tab.page.wait_for_load_state("networkidle")
    assert [url.rpartition("/")[2] for url in tab.asked if "/fill/" in url] == ["start.js"]
    tab.open(kind, item)
    loaded = {url.rpartition("/")[2] for url in tab.asked if "/fill/forms/" in url}
    assert loaded == {"parts.js", f"checklist-{item.id}.js"}


def test_a_browser_without_native_compression_gives_the_same(
    browser: Any, forms_site: Path, shipped_view: View, tmp_path: Path
) -> None:
    kind, item = subject(shipped_view, "checklist")
    tab = Tab(browser, f"{forms_site.as_uri()}/")
    tab.context.add_init_script(OLD_CHROMIUM)
    tab.open(kind, item)
    tab.field("被检查单位").fill("甲公司")
    _, content = tab.download("生成 Word 文书")
    assert unzipped(content) == unzipped(word.document(shipped_view, kind, [item], {"unit": "甲公司"}))
    _choose(tab, _workbook(tmp_path, [["被检查单位"], ["乙公司"]]))
    assert "可以生成 1 份" in _batch_said(tab)
    assert (tab.outside, tab.complaints) == ([], [])
    tab.context.close()


def test_a_wrong_value_is_said_beside_its_field_and_the_first_one_gets_the_focus(tab: Tab, shipped_view: View) -> None:
    tab.open(*subject(shipped_view, "checklist"))
    tab.field("检查开始时间").fill("2026-13-1 9:00")
    tab.field("检查结束时间").fill("昨天")
    tab.page.get_by_role("button", name="生成 Word 文书").click()
    focused = tab.page.evaluate(
        """() => [document.activeElement.getAttribute("aria-invalid"), document.activeElement.value,
          document.activeElement.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).textContent).join("")]"""
    )
    assert focused[:2] == ["true", "2026-13-1 9:00"]
    assert "没有这个时间" in focused[2] or "应写作" in focused[2]
    assert "2 处" in tab.said()
    tab.field("检查开始时间").fill("2026.11.23 9:5")
    assert tab.field("检查开始时间").get_attribute("aria-invalid") is None
    tab.field("检查结束时间").fill("20261123 9点30分")
    tab.field("检查结束时间").blur()
    assert tab.field("检查结束时间").input_value() == "2026年11月23日9时30分"


def test_a_message_that_appears_does_not_move_what_is_being_clicked(tab: Tab, shipped_view: View) -> None:
    tab.open(*subject(shipped_view, "checklist"))
    tab.field("检查开始时间").fill("昨天")
    answer = tab.page.locator(".jg-check").first.get_by_role("radio", name="符合", exact=True)
    answer.check()
    assert answer.is_checked()
    assert "应写作" in tab.page.locator(".jg-error:visible").first.inner_text()


def test_required_fields_may_stay_empty_on_request_the_day_of_an_act_may_not(tab: Tab, shipped_view: View) -> None:
    kind, _ = subject(shipped_view, "penalty-decision")
    tab.open(kind)
    tab.page.get_by_role("button", name="生成 Word 文书").click()
    anyway = tab.page.get_by_role("button", name="必填的先空着，照样生成")
    assert "处罚类文书要写明违法行为发生日" in tab.page.locator(".jg-form").inner_text()
    assert not anyway.is_visible()
    tab.field("违法行为发生日").fill("2026-06-01")
    tab.page.get_by_role("button", name="生成 Word 文书").click()
    _, content = tab.download("必填的先空着，照样生成")
    assert unzipped(content) == unzipped(word.document(shipped_view, kind, (), {"act-day": "2026-06-01"}))


def test_the_law_of_an_act_is_filled_in_only_where_it_is_known_to_be_todays(tab: Tab, shipped_view: View) -> None:
    tab.open(*subject(shipped_view, "penalty-decision"))
    put = tab.page.get_by_role("button", name="填入这条要点的依据和罚则")
    tab.field("违法行为发生日").fill("2020-01-01")
    put.click()
    assert tab.field("行为发生时违反的规定").input_value() == ""
    assert "--act-day 2020-01-01 --check" in tab.page.locator(".jg-act").inner_text()
    tab.field("违法行为发生日").fill("2026-11-20")
    put.click()
    check = shipped_view.items[0].unit_checks[0]
    assert tab.field("行为发生时违反的规定").input_value() == check.basis_label == tab.field("现行的规定").input_value()
    assert tab.field("现行的罚则").input_value() == check.penalty_label
    assert tab.field("规定有无变动").input_value() == "所引条文自2026年11月20日以来没有变动"
    tab.field("违法行为发生日").fill("2099-01-01")
    put.click()
    assert "晚于" in tab.page.locator(".jg-act [role=status]").inner_text()


def test_a_unit_is_remembered_only_if_asked_and_forgotten_on_request(tab: Tab, shipped_view: View) -> None:
    kind, item = subject(shipped_view, "checklist")
    tab.open(kind, item)
    tab.field("被检查单位").fill("甲公司")
    tab.field("地址").fill("某路1号")
    tab.field("检查人员一").fill("张三")
    tab.field("检查人员一执法证号").fill("320001")
    tab.download("生成 Word 文书")
    assert tab.page.evaluate("localStorage.getItem('jianguan-remembered')") is None
    tab.page.get_by_label("生成文书时，在这台电脑上记住").check()
    tab.download("生成 Word 文书")
    assert "已记在本机：单位“甲公司”，检查人员 1 名" in tab.said()
    tab.open(kind, item)
    tab.page.get_by_label("本机记住的单位").select_option(label="甲公司")
    assert (tab.field("被检查单位").input_value(), tab.field("地址").input_value()) == ("甲公司", "某路1号")
    tab.field("检查人员二").fill("张三")
    tab.field("检查人员二").blur()
    assert tab.field("检查人员二执法证号").input_value() == "320001"
    tab.page.get_by_role("button", name="清除本机记住的内容").click()
    assert "已清除本机记住的内容：单位 1 个，人员 1 名" in tab.page.locator(".jg-memory").inner_text()
    assert tab.page.evaluate("localStorage.getItem('jianguan-remembered')") is None
    assert not tab.page.get_by_label("本机记住的单位").is_visible()


def test_a_browser_that_refuses_storage_still_fills(browser: Any, forms_site: Path, shipped_view: View) -> None:
    tab = Tab(browser, f"{forms_site.as_uri()}/")
    tab.open(*subject(shipped_view, "checklist"))
    tab.page.evaluate(NO_STORAGE)
    tab.field("被检查单位").fill("甲公司")
    tab.page.get_by_label("生成文书时，在这台电脑上记住").check()
    tab.download("生成 Word 文书")
    assert "浏览器不允许使用本机存储，没有记住" in tab.said()
    assert tab.complaints == []
    tab.context.close()


def _workbook(folder: Path, rows: list[list[Any]], **options: Any) -> Path:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="没有安装 xlsxwriter，不能做出 .xlsx 名单")
    path = folder / "名单.xlsx"
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        day, moment = book.add_format({"num_format": "yyyy/m/d"}), book.add_format({"num_format": 22})
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(at, place, cell, moment)
                elif isinstance(cell, date):
                    sheet.write_datetime(at, place, cell, day)
                elif cell is not None:
                    sheet.write(at, place, cell)
    return path


def _choose(tab: Tab, file: Any) -> None:
    fold = tab.page.locator(".jg-fold", has_text="用一张名单批量填写")
    if fold.get_attribute("open") is None:
        fold.get_by_text("用一张名单批量填写").click()
    tab.page.evaluate("document.querySelector('.jg-fold .jg-status').textContent = ''")
    tab.page.set_input_files(".jg-form input[type=file]", file)
    tab.page.wait_for_function("!/^$|正在读取/.test(document.querySelector('.jg-fold .jg-status').textContent)")


def _batch_said(tab: Tab) -> str:
    return str(tab.page.locator(".jg-fold .jg-status").inner_text())


@pytest.mark.parametrize("memory", ["shared", "inline"])
def test_a_roster_fills_its_good_rows_and_names_the_cells_of_the_others(
    tab: Tab, shipped_view: View, tmp_path: Path, memory: str
) -> None:
    kind, item = subject(shipped_view, "checklist")
    tab.open(kind, item)
    tab.field("检查场所").fill("厂区")
    tab.page.locator(".jg-check").first.get_by_role("radio", name="符合", exact=True).check()
    rows = [
        [" 单位名称 ", "联系电话", "开始", "检查开始时间", "第2项", "检查人员一执法证号"],
        [HOSTILE.replace("﻿", ""), 13912345678, None, datetime(2026, 11, 23, 9, 5), "不适用", 3.50],
        ["同名/公司", "0517-1", None, "2026年11月24日10时00分", None, 1e15],
        [None, None, None, None, None, None],
        ["同名:公司", None, None, "2026年11月24日10:00", None, True],
        ["坏公司", None, None, "昨天", "也许", None],
    ]
    _choose(tab, _workbook(tmp_path, rows, constant_memory=memory == "inline"))
    assert "共 4 行，可以生成 3 份，1 行有误。没有用到的列：开始" in _batch_said(tab)
    shown = tab.page.locator(".jg-table").inner_text()
    assert "D6：" in shown and "E6：“第2项”只能是：符合、不符合、不适用；现为“也许”" in shown
    assert tab.page.locator(".jg-bad-cell").count() == 2
    name, content = tab.download("生成 3 份，下载一个压缩包")
    made = unzipped(content)
    assert name.startswith("现场检查表-3份-") and len(made) == 3
    base = {"place": "厂区"}
    expected = [
        {
            "unit": rows[1][0],
            "phone": "13912345678",
            "start": "2026-11-23 09:05",
            "check-2": "不适用",
            "certificate-1": "3.5",
        },
        {"unit": "同名/公司", "phone": "0517-1", "start": "2026-11-24 10:00", "certificate-1": "1000000000000000"},
        {"unit": "同名:公司", "start": "2026-11-24 10:00", "certificate-1": "是"},
    ]
    assert [unzipped(one) for one in made.values()] == [
        unzipped(word.document(shipped_view, kind, [item], base | given)) for given in expected
    ]
    assert list(made)[1:] == ["现场检查表-同名_公司-2026-11-24.docx", "现场检查表-同名_公司-2026-11-24-2.docx"]


def test_a_roster_is_the_first_sheet_people_see_that_holds_anything(
    tab: Tab, shipped_view: View, tmp_path: Path
) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="没有安装 xlsxwriter，不能做出 .xlsx 名单")
    with xlsxwriter.Workbook(str(tmp_path / "名单.xlsx")) as book:
        book.add_worksheet("空表")
        hidden, sheet, notes = (book.add_worksheet(name) for name in ("藏着的", "名册", "说明"))
        hidden.write_string(0, 0, "别的")
        hidden.hide()
        sheet.write_row(4, 2, ["被检查单位", "检查开始时间", "负责人"])
        sheet.write_row(6, 2, ["甲公司", "昨天"])
        sheet.write_row(7, 2, ["乙公司"])
        sheet.write_formula(7, 4, "=VLOOKUP(1,A1,1)", None, "#N/A")
        notes.write_string(0, 0, "别的")
    tab.open(*subject(shipped_view, "checklist"))
    _choose(tab, tmp_path / "名单.xlsx")
    assert "共 2 行，可以生成 0 份，2 行有误。只读第一张有内容的表，没有读的表：说明。" in _batch_said(tab)
    shown = tab.page.locator(".jg-table").inner_text()
    assert "D7：" in shown and "E8：" in shown and "错误值 #N/A" in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_roster_may_be_csv(tab: Tab, shipped_view: View, encoding: str) -> None:
    kind, item = subject(shipped_view, "checklist")
    tab.open(kind, item)
    text = '被检查单位,地址,检查情况说明\r\n"甲,""乙""公司",某路,"一行\n二行"\r\n,,\r\n丙公司,,\r\n'
    _choose(tab, {"name": "名单.csv", "mimeType": "text/csv", "buffer": text.encode(encoding)})
    assert "共 2 行，可以生成 2 份" in _batch_said(tab)
    _, content = tab.download("生成 2 份")
    first, second = unzipped(content).values()
    given = {"unit": '甲,"乙"公司', "address": "某路", "opinion": "一行\n二行"}
    assert unzipped(first) == unzipped(word.document(shipped_view, kind, [item], given))
    assert unzipped(second) == unzipped(word.document(shipped_view, kind, [item], {"unit": "丙公司"}))


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _with_macros(folder: Path) -> bytes:
    parts = unzipped(_workbook(folder, [["被检查单位"], ["甲"]]).read_bytes())
    return _zipped({**parts, "xl/vbaProject.bin": b"x"})


def _bomb(folder: Path) -> bytes:
    parts = unzipped(_workbook(folder, [["被检查单位"], ["甲"]]).read_bytes())
    return _zipped({**parts, "xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 130_000_000 + b"</worksheet>"})


def _uncomputed(folder: Path) -> bytes:
    parts = unzipped(_workbook(folder, [["被检查单位"], ["=A1"]]).read_bytes())
    sheet = parts["xl/worksheets/sheet1.xml"]
    return _zipped({**parts, "xl/worksheets/sheet1.xml": sheet.replace(b"<v>0</v>", b"<v></v>")})


REFUSED = {
    "uncomputed": ("名单.xlsx", _uncomputed, "A2 有公式而没有算出的值"),
    "old": ("名单.xls", lambda folder: b"\xd0\xcf\x11\xe0", "旧格式（.xls）"),
    "locked": ("名单.xlsx", lambda folder: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "有密码"),
    "macros": ("名单.xlsx", _with_macros, "带有宏"),
    "macro-name": ("名单.xlsm", lambda folder: b"PK", "带宏"),
    "no-archive": ("名单.xlsx", lambda folder: b"hello", "不是 Excel 文件"),
    "a-document": ("名单.xlsx", lambda folder: _zipped({"word/document.xml": b"<x/>"}), "不是 Excel 文件"),
    "bomb": ("名单.xlsx", _bomb, "不读取"),
    "empty": ("名单.csv", lambda folder: b"\r\n,,\r\n", "是空的"),
    "no-heads": ("名单.csv", lambda folder: "一,二\r\n1,2".encode(), "没有现场检查表的栏目"),
    "twice": ("名单.csv", lambda folder: "被检查单位,unit\r\n1,2".encode(), "两列填同一个栏目"),
    "quotes": ("名单.csv", lambda folder: '被检查单位\r\n"甲'.encode(), "引号没有成对"),
    "long": ("名单.csv", lambda folder: ("被检查单位\r\n" + "甲\r\n" * 5001).encode(), "最多 5000 行"),
    "large": ("名单.csv", lambda folder: b"a" * 20_000_001, "超过 20 MB"),
    "picture": ("名单.png", lambda folder: b"x", "不是可以读的表格"),
}


def test_what_is_no_roster_is_refused_with_what_to_do(tab: Tab, shipped_view: View, tmp_path: Path) -> None:
    tab.open(*subject(shipped_view, "checklist"))
    for case, (name, content, reason) in REFUSED.items():
        path = tmp_path / case / name
        path.parent.mkdir()
        path.write_bytes(content(tmp_path))
        _choose(tab, path)
        assert reason in _batch_said(tab), case
        assert not tab.page.get_by_role("button", name="下载一个压缩包").is_visible(), case


def test_a_form_is_filled_by_keyboard_alone(tab: Tab, shipped_view: View) -> None:
    _, item = subject(shipped_view, "checklist")
    tab.page.goto(tab.root + addresses.item(item.id))
    tab.page.locator(f"[data-jg-form='checklist-{item.id}']").first.focus()
    tab.page.keyboard.press("Enter")
    tab.page.locator(".jg-form:visible").wait_for()
    assert tab.page.evaluate("document.activeElement.textContent").startswith("填写：")
    tab.field("检查结束时间").focus()
    tab.page.keyboard.type("2026-11-23 9:30")
    tab.page.keyboard.press("Enter")  # does not send anything
    for _ in range(2):  # past 现在, to the first answer
        tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Space")
    tab.page.keyboard.press("ArrowRight")
    first = tab.page.locator(".jg-check").first
    assert first.get_by_role("radio", name="不符合", exact=True).is_checked()
    tab.page.keyboard.press("Delete")
    assert first.get_by_role("radio", checked=True).count() == 0


def test_items_ticked_in_the_table_are_checked_together_as_the_checklist_in_word_has_them(
    tab: Tab, shipped_view: View
) -> None:
    page = tab.page
    page.goto(f"{tab.root}items/index.html")
    chosen = [shipped_view.items[number] for number in (0, 1, 9, 10)]
    for item in chosen:
        page.get_by_role("checkbox", name=f"勾选：{item.item.subject}", exact=True).check()
    page.get_by_role("button", name="列出所选 4 个事项的检查要点").click()
    page.locator(".together__list tbody tr").first.wait_for()
    shown = [
        [cell.strip() for cell in row]
        for row in page.locator(".together__list tbody tr").evaluate_all(
            "rows => rows.filter((row) => row.cells.length > 1).map((row) => [...row.cells].map((cell) => cell.innerText))"
        )
    ]
    duties = [duty for group in grouped(chosen) for duty in group.duties]
    assert any(duty.also for duty in duties)
    assert len(shown) == len(duties)
    for (number, (_, ask, basis, how, _, penalties, _)), duty in zip(enumerate(shown, 1), duties, strict=True):
        also = f"【同时适用于：{'、'.join(duty.also)}】" if duty.also else ""
        assert ask == (f"【适用：{duty.applies}】" if duty.applies else "") + duty.ask + also, number
        assert (basis, how, penalties.split("\n")) == (duty.basis, "、".join(duty.how), list(duty.penalties) or [""])
    count = page.locator(".together__list p").first.inner_text()
    page.goto(page.url)
    page.locator(".together__list tbody tr").first.wait_for()
    assert page.locator(".together__list p").first.inner_text() == count
    page.get_by_role("button", name="全不选").click()
    assert page.locator(".together__list").inner_text() == ""
    assert "together" not in page.url


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 390, "height": 844}},
        {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
    ],
    ids=["phone", "zoom"],
)
@pytest.mark.parametrize("name", ["checklist", "penalty-decision", "rectification-order"])
def test_a_narrow_window_shows_a_form_without_sideways_scrolling(
    browser: Any, forms_site: Path, shipped_view: View, name: str, options: dict[str, Any]
) -> None:
    tab = Tab(browser, f"{forms_site.as_uri()}/", **options)
    form = tab.open(*subject(shipped_view, name))
    tab.page.get_by_role("button", name="生成 Word 文书").click()
    assert tab.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for target in form.locator(".jg-check .jg-radio, .jg-actions button:visible").all()[:12]:
        assert target.bounding_box()["height"] >= 44
    tab.context.close()


def test_print_leaves_the_form_out(tab: Tab, shipped_view: View) -> None:
    form = tab.open(*subject(shipped_view, "checklist"))
    tab.page.emulate_media(media="print")
    assert not form.is_visible()
    assert tab.page.locator("[data-jg-form]:visible").count() == 0


@pytest.mark.parametrize(
    ("name", "scheme"), [("checklist", "light"), ("checklist", "dark"), ("penalty-decision", "light")]
)
def test_axe_finds_nothing_in_a_form(
    browser: Any, forms_site: Path, shipped_view: View, name: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="没有安装 axe-playwright-python")
    tab = Tab(browser, f"{forms_site.as_uri()}/", color_scheme=scheme)
    tab.open(*subject(shipped_view, name))
    _choose(tab, {"name": "名单.csv", "mimeType": "text/csv", "buffer": "被检查单位,当事人\r\n甲,乙\r\n".encode()})
    tab.page.get_by_role("button", name="生成 Word 文书").click()
    tab.page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = tab.page.evaluate("axe.run('.jg-form', {resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    tab.context.close()


def test_file_names_hold_nothing_a_system_refuses(tab: Tab, shipped_view: View) -> None:
    tab.open(*subject(shipped_view, "checklist"))
    name = partial(tab.page.evaluate, "([parts, end]) => jianguanFiles.fileName(parts, end)")
    assert (
        name([["检查表", 'a<b>c:"/\\|?*\u0007\u202e', "2026-11-23"], "docx"]) == "检查表-a_b_c_________-2026-11-23.docx"
    )
    assert name([["检查表", " . ", "", "甲公司. "], "docx"]) == "检查表-甲公司.docx"
    assert len(name([["检查表", "𠮷" * 300, "2026-11-23"], "docx"]).encode()) <= 255
