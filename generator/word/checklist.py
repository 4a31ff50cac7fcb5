"""现场检查表: a form, filled in on site, for one item or for several at once (综合查一次)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from generator.verification.links import SUSPECT
from generator.views import NO_CHECKS, NOT_REVIEWED, ItemView, View, chinese_date
from generator.word import styles
from generator.word.breaking import title_lines
from generator.word.controls import Controls
from generator.word.duties import Duty, Group, grouped
from generator.word.fields import check_values, document_of
from generator.word.fonts import SONGTI
from generator.word.footers import form_footer
from generator.word.form_parts import closing, header
from generator.word.geometry import FORM_PAGE, mm
from generator.word.ooxml import Element, paragraph, run, run_properties
from generator.word.package import describe, new_document, saved
from generator.word.tables import Cell, Row, table

_COLUMNS = (
    ("序号", mm(13)),
    ("检查内容", mm(71)),
    ("检查依据", mm(45)),
    ("检查方法", mm(20)),
    ("检查结果", mm(21)),
    ("罚则依据", mm(66)),
)
_REMARK = ("备注", FORM_PAGE.text_width - sum(width for _, width in _COLUMNS))
_TITLE_CELLS, _SUBTITLE_CELLS = 36, 60
"""Characters of 20 pt and of 12 pt on a line."""

_ALL_ABOVE = "本事项的检查要点均已列在前面的事项中"
_ANSWERS = (("yes", "符合"), ("no", "不符合"), ("none", "不适用"))

_NO_VALUES: Mapping[str, str] = MappingProxyType({})


def checklist(view: View, items: Sequence[ItemView], values: Mapping[str, str] = _NO_VALUES) -> bytes:
    r"""The checklist (现场检查表) of one item or of several, as a .docx; `values` (tag → text) fill its controls.

    A value may have several lines (\n). Raises ValueError, in Chinese, for no item, an unknown tag or a character
    XML forbids; LookupError where the catalog has no document type of this layout.
    """
    if not items:
        raise ValueError("现场检查表至少要有一项监管事项")
    document_type = document_of(view, "checklist")
    check_values(document_type, values)
    controls = Controls(document_type, values)
    groups = grouped(items)
    document = new_document(FORM_PAGE)
    title, subtitle = _titles(groups, document_type.title)
    describe(document, title + subtitle, view.info.agency.name, "，".join(_edition(view)), view.as_of)
    form_footer(document, FORM_PAGE, [*_warnings([group.item for group in groups]), *_edition(view)])
    end = document.element.body.sectPr
    for block in _blocks(view, groups, controls, title, subtitle):
        end.addprevious(block)
    return saved(document)


def _warnings(items: Sequence[ItemView]) -> Iterator[str]:
    """What the user of the form must know of its content, for the foot of every page."""
    if not all(item.fully_reviewed for item in items):
        yield NOT_REVIEWED
    suspects = sum(item.suspects for item in items)
    if suspects:
        yield f"{SUSPECT} {suspects} 处"


def _titles(groups: Sequence[Group], kind: str) -> tuple[str, str]:
    subjects = [group.item.item.subject for group in groups]
    if len(subjects) == 1:
        return subjects[0] + kind, ""
    return "综合检查表", f"（{'、'.join(subjects)}）"


def _edition(view: View) -> tuple[str, str]:
    return f"法律依据截至{chinese_date(view.as_of)}", f"目录摘要 {view.digest[:12]}"


def _blocks(view: View, groups: Sequence[Group], controls: Controls, title: str, subtitle: str) -> Iterator[Element]:
    yield paragraph(styles.FORM_AGENCY, view.info.agency.name)
    yield from _centred(styles.FORM_TITLE, title, _TITLE_CELLS)
    if subtitle:
        yield from _centred(styles.FORM_SUBTITLE, subtitle, _SUBTITLE_CELLS)
    yield _gap()
    yield table(list(header(controls)))
    yield _gap()
    if len(groups) == 1:
        yield paragraph(styles.FORM_LINE, f"检查依据：{groups[0].item.basis_label}")
        yield _gap()
    rows = list(_check_rows(groups, controls))
    rows[-1] = replace(rows[-1], keep_next=True)
    yield table([_head_row(), *rows, *closing(controls)])
    yield paragraph(styles.SPACER)


def _centred(style: str, text: str, longest: int) -> Iterator[Element]:
    """Lines broken after 、 where one is not enough."""
    parts = [f"{part}、" for part in text.split("、")]
    pieces = [*parts[:-1], parts[-1].removesuffix("、")]
    yield from (paragraph(style, line) for line in title_lines(pieces, longest))


def _gap() -> Element:
    return paragraph(styles.SPACER, line=mm(1.5))


def _head_row() -> Row:
    cells = [Cell(width, [paragraph(styles.TABLE_HEAD, name)]) for name, width in (*_COLUMNS, _REMARK)]
    return Row(cells, mm(8), head=True)


def _check_rows(groups: Sequence[Group], controls: Controls) -> Iterator[Row]:
    number = 0
    for group in groups:
        if len(groups) > 1:
            basis = run(f"　检查依据：{group.item.basis_label}", run_properties(SONGTI))
            yield _wide(styles.TABLE_GROUP, group.item.item.subject, basis, keep_next=True)
        for duty in group.duties:
            number += 1
            yield _duty_row(number, duty, controls)
        if not group.duties:
            yield _wide(styles.TABLE_CENTRED, _ALL_ABOVE if group.merged else NO_CHECKS)


def _wide(style: str, *content: Element | str, keep_next: bool = False) -> Row:
    return Row([Cell(FORM_PAGE.text_width, [paragraph(style, *content)])], mm(8), keep_next=keep_next)


def _duty_row(number: int, duty: Duty, controls: Controls) -> Row:
    ask = f"【适用：{duty.applies}】{duty.ask}" if duty.applies else duty.ask
    if duty.also:
        ask += f"【同时适用于：{'、'.join(duty.also)}】"
    answers = [
        paragraph(styles.TABLE_TEXT, controls.checkbox(f"check-{number}-{key}", f"第{number}项{word}"), word)
        for key, word in _ANSWERS
    ]
    contents = (
        [paragraph(styles.TABLE_CENTRED, str(number))],
        [paragraph(styles.TABLE_TEXT, ask)],
        [paragraph(styles.TABLE_TEXT, duty.basis)],
        [paragraph(styles.TABLE_CENTRED, "、".join(duty.how))],
        answers,
        [paragraph(styles.TABLE_TEXT, penalty) for penalty in duty.penalties],
        [paragraph(styles.TABLE_TEXT)],
    )
    widths = (width for _, width in (*_COLUMNS, _REMARK))
    return Row([Cell(width, content) for width, content in zip(widths, contents, strict=True)])
