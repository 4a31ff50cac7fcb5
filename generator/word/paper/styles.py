"""The named styles: looks live here (and in Word's style pane), structure lives in the documents' code."""

from __future__ import annotations

from collections.abc import Iterator

from generator.word.paper import geometry
from generator.word.paper.fonts import FANGSONG, HEITI, KAITI, SONGTI, SYMBOL, XIAOBIAOSONG, Font
from generator.word.paper.geometry import LINE, cells
from generator.word.paper.ooxml import (
    RED,
    Align,
    Element,
    border,
    element,
    paragraph_properties,
    run_properties,
    valued,
)

NORMAL = "Normal"
_BUILT_IN = ("Normal", "heading 1", "heading 2", "heading 3", "toc 1", "toc 2")

# 公文
MARK = "IssuerMark"
CENTRED = "Centred"
TITLE = "NoticeTitle"
BODY = "BodyIndented"
HEADING_1 = "Heading1"
ATTACHMENT = "Attachment"
PAGE_NUMBER = "PageNumberLine"
IMPRINT = "Imprint"
KAITI_RUN = "KaitiRun"
BOX_RUN = "BoxRun"
"""The sign of a box to tick."""

# 表格文书
FORM_AGENCY = "FormAgency"
FORM_TITLE = "FormTitle"
FORM_SUBTITLE = "FormSubtitle"
FORM_LINE = "FormLine"
FORM_LABEL = "FormLabel"
FORM_ENTRY = "FormEntry"
FORM_BODY = "FormBody"
FORM_FLUSH = "FormFlush"
FORM_HEADING = "FormHeading"
FORM_NOTE = "FormNote"
FORM_RULED = "FormRuled"
TABLE_HEAD = "TableHead"
TABLE_TEXT = "TableText"
TABLE_CENTRED = "TableCentred"
TABLE_GROUP = "TableGroup"
FORM_FOOTER = "FormFooter"
SPACER = "Spacer"

BODY_POINTS = 16
BODY_SPACING = -5
"""5.2.3: 28 characters of 16 pt on 156 mm need a quarter point less each (LibreOffice and Word: 22 × 28)."""

MARK_POINTS = 36
TITLE_POINTS = 22
IMPRINT_POINTS = 14

FORM_BODY_POINTS = 14
FORM_BODY_LINE = 520
"""Running text of our own forms: 4号 on lines of 26 pt (not of the standard)."""
MARK_LINE = round(MARK_POINTS * 20 * 1.02)
"""The line of the 发文机关标志 (twips)."""

TITLE_LINE = LINE + 61
"""A title's line: 2号 type needs more than one line of the grid."""


def styles_part() -> Element:
    """The whole styles.xml."""
    defaults = element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, _default_run()),
        element("w:pPrDefault", None, element("w:pPr")),
    )
    return element("w:styles", None, defaults, *_styles())


def _default_run() -> Element:
    run = run_properties(FANGSONG, BODY_POINTS)
    run.insert(1, valued("w:kern", 2))
    run.append(element("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}))
    return run


def _styles() -> Iterator[Element]:
    body = run_properties(spacing=BODY_SPACING)
    yield paragraph_style(
        NORMAL, "Normal", paragraph_properties(plain=True, line=LINE, align="both"), body, based_on="", default=True
    )
    yield element(
        "w:style",
        {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
        valued("w:name", "Default Paragraph Font"),
        valued("w:uiPriority", 1),
        element("w:semiHidden"),
    )
    yield _table_default()
    yield from _notice_styles()
    yield from _form_styles()


def _notice_styles() -> Iterator[Element]:
    yield paragraph_style(
        MARK,
        "发文机关标志",
        paragraph_properties(snap=False, align="center", line=MARK_LINE),
        run_properties(XIAOBIAOSONG, MARK_POINTS, color=RED, spacing=0),
    )
    yield paragraph_style(CENTRED, "发文字号", paragraph_properties(align="center"))
    yield paragraph_style(
        TITLE,
        "公文标题",
        paragraph_properties(keep_next=True, snap=False, line=TITLE_LINE, align="center"),
        run_properties(XIAOBIAOSONG, TITLE_POINTS, spacing=0),
    )
    first_line: dict[str, str | int] = {"w:firstLineChars": 200, "w:firstLine": cells(2)}
    yield paragraph_style(BODY, "公文正文", paragraph_properties(indent=first_line))
    yield paragraph_style(
        HEADING_1,
        "heading 1",
        paragraph_properties(keep_next=True, indent=first_line, outline=0),
        run_properties(HEITI),
    )
    hanging: dict[str, str | int] = {"w:left": cells(5), "w:hanging": cells(3)}
    yield paragraph_style(ATTACHMENT, "附件说明", paragraph_properties(keep_next=True, indent=hanging))
    yield paragraph_style(
        PAGE_NUMBER,
        "页码",
        paragraph_properties(snap=False, line=geometry.PAGE_NUMBER_LINE),
        run_properties(SONGTI, IMPRINT_POINTS, spacing=0),
    )
    yield paragraph_style(
        IMPRINT,
        "版记",
        paragraph_properties(
            tabs=[("right", geometry.NOTICE_PAGE.text_width - geometry.IMPRINT_CELL)],
            snap=False,
            line=geometry.IMPRINT_LINE,
            indent={"w:left": geometry.IMPRINT_CELL, "w:right": geometry.IMPRINT_CELL},
            align="left",
        ),
        run_properties(FANGSONG, IMPRINT_POINTS, spacing=0),
    )
    yield _run_style(KAITI_RUN, "二级标题文字", KAITI)


def _form_styles() -> Iterator[Element]:
    def form(style_id: str, name: str, font: Font, points: float, line: int, align: Align) -> Element:
        look = paragraph_properties(snap=False, line=line, align=align)
        return paragraph_style(style_id, name, look, run_properties(font, points, spacing=0))

    yield _run_style(BOX_RUN, "勾选方框", SYMBOL)
    yield form(FORM_AGENCY, "表单机关", FANGSONG, 14, 400, "center")
    yield form(FORM_TITLE, "表单标题", XIAOBIAOSONG, 20, 560, "center")
    yield form(FORM_SUBTITLE, "表单副标题", KAITI, 12, 360, "center")
    yield form(FORM_LINE, "表单行", FANGSONG, 12, 360, "left")
    yield paragraph_style(
        FORM_BODY,
        "文书正文",
        paragraph_properties(snap=False, line=FORM_BODY_LINE, indent=_indent_of(FORM_BODY_POINTS), align="left"),
        run_properties(FANGSONG, FORM_BODY_POINTS, spacing=0),
    )
    yield form(FORM_FLUSH, "文书顶格", FANGSONG, FORM_BODY_POINTS, FORM_BODY_LINE, "left")
    yield form(FORM_HEADING, "文书小标题", HEITI, FORM_BODY_POINTS, FORM_BODY_LINE, "left")
    yield form(FORM_NOTE, "文书附注", FANGSONG, 10.5, 320, "left")
    yield paragraph_style(
        FORM_RULED,
        "文书横线",
        paragraph_properties(snap=False, border=_ruled(), line=FORM_BODY_LINE, align="left"),
        run_properties(FANGSONG, FORM_BODY_POINTS, spacing=0),
    )
    yield form(FORM_LABEL, "表单栏目", HEITI, 10.5, 300, "center")
    yield form(FORM_ENTRY, "表单填写", FANGSONG, 12, 360, "left")
    yield form(TABLE_HEAD, "表头", HEITI, 10.5, 300, "center")
    yield form(TABLE_TEXT, "表内文字", SONGTI, 10.5, 290, "left")
    yield form(TABLE_CENTRED, "表内居中", SONGTI, 10.5, 290, "center")
    yield form(TABLE_GROUP, "表内分组", HEITI, 10.5, 300, "left")
    yield form(FORM_FOOTER, "表单页脚", SONGTI, 9, 260, "left")
    yield form(SPACER, "间隔", SONGTI, 1, 20, "left")


def _indent_of(points: float) -> dict[str, str | int]:
    """The first line indented by two characters of this size."""
    return {"w:firstLineChars": 200, "w:firstLine": round(points * 40)}


def _ruled() -> Element:
    return border({"bottom": 4, "between": 4}, space=1)


def paragraph_style(
    style_id: str,
    name: str,
    paragraph: Element,
    run: Element | None = None,
    *,
    based_on: str = NORMAL,
    default: bool = False,
) -> Element:
    """A w:style of paragraphs; a `name` that Word itself knows (heading 1, toc 1) is no custom style."""
    built_in = name in _BUILT_IN
    attributes: dict[str, str | int] = {"w:type": "paragraph", "w:styleId": style_id}
    if default:
        attributes["w:default"] = 1
    if not built_in:
        attributes["w:customStyle"] = 1
    parts = [valued("w:name", name)]
    if based_on:
        parts.append(valued("w:basedOn", based_on))
    parts += [element("w:qFormat"), paragraph]
    if run is not None:
        parts.append(run)
    return element("w:style", attributes, *parts)


def _run_style(style_id: str, name: str, font: Font) -> Element:
    attributes: dict[str, str | int] = {"w:type": "character", "w:customStyle": 1, "w:styleId": style_id}
    return element("w:style", attributes, valued("w:name", name), element("w:qFormat"), run_properties(font))


def _table_default() -> Element:
    return element(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        valued("w:name", "Normal Table"),
        valued("w:uiPriority", 99),
        element("w:semiHidden"),
        element("w:unhideWhenUsed"),
        element("w:tblPr", None, element("w:tblInd", {"w:w": 0, "w:type": "dxa"})),
    )
