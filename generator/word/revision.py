"""The revision note (修订说明): what a change of the catalog means, for the leader who signs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.catalog.model import CatalogInfo
from generator.views import chinese_date
from generator.views.comparison import Difference
from generator.word.paper import styles
from generator.word.paper.footers import form_footer
from generator.word.paper.geometry import FORM_PAGE, mm
from generator.word.paper.ooxml import Element, paragraph
from generator.word.paper.package import describe, new_document, saved
from generator.word.paper.tables import Cell, Row, head_row, table

_TITLE = "监管事项目录修订说明"
_LINE = mm(8)
_FIRST = mm(60)
_SIDE = (FORM_PAGE.text_width - _FIRST) // 2
_WIDTHS = (_FIRST, _SIDE, _SIDE)
_LONG = 400


def revision_note(
    info: CatalogInfo,
    summary: Sequence[str],
    groups: Mapping[tuple[str, str], Sequence[Difference]],
    papers: Sequence[str],
    as_of: date,
) -> bytes:
    """What was changed, by item, law and document, before and after in two columns; whose prints are outdated; a line to
    sign. As a .docx."""
    document = new_document(FORM_PAGE)
    note = f"{chinese_date(as_of)}由监管事项目录生成"
    describe(document, _TITLE, info.agency.name, note, as_of)
    form_footer(document, FORM_PAGE, [note])
    end = document.element.body.sectPr
    for block in _blocks(info, summary, groups, papers):
        end.addprevious(block)
    return saved(document, info.fonts)


def _blocks(
    info: CatalogInfo,
    summary: Sequence[str],
    groups: Mapping[tuple[str, str], Sequence[Difference]],
    papers: Sequence[str],
) -> Iterator[Element]:
    yield paragraph(styles.FORM_AGENCY, info.agency.name)
    yield paragraph(styles.FORM_TITLE, _TITLE)
    for line in summary:
        yield paragraph(styles.FORM_LINE, line)
    for (kind, title), found in groups.items():
        yield paragraph(styles.SPACER, line=mm(2))
        yield paragraph(styles.TABLE_GROUP, f"{kind}　{title}", keep_next=True)
        yield table([head_row(("什么", "以前", "现在"), _WIDTHS, _LINE), *map(_row, found)])
    if papers:
        yield paragraph(styles.SPACER, line=mm(2))
        yield paragraph(styles.TABLE_GROUP, f"印出来不同、应当更换的文书（{len(papers)} 份）", keep_next=True)
        names = [path.rpartition("/")[2].removesuffix(".docx") for path in papers]
        yield paragraph(styles.FORM_LINE, "、".join(names) + "。")
    yield paragraph(styles.SPACER, line=mm(8))
    yield paragraph(
        styles.FORM_LINE,
        "经办人：　　　　　　　　　　审核人：　　　　　　　　　　批准人：　　　　　　　　　　日期：　　　　年　　月　　日",
    )


def _row(one: Difference) -> Row:
    texts = (f"{one.what}（{one.how.label}）", one.before, one.after)
    cells = [
        Cell(width, [paragraph(styles.TABLE_TEXT, line) for line in text.split("\n")], align="top")
        for width, text in zip(_WIDTHS, texts, strict=True)
    ]
    return Row(cells, _LINE, splits=any(len(text) > _LONG for text in texts))
