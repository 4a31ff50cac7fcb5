"""The checks of one item or several (综合查一次) as a table to answer: its layout, and its rows filled."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from generator.catalog.documents import ChecksBlock, DocumentType, Entry, FieldKind, FieldSpec, Signer
from generator.catalog.fill_rules import ALL_ABOVE, ANSWERS, CHECK_COLUMNS
from generator.views import NO_CHECKS
from generator.word.forms import tags
from generator.word.forms.controls import field_control, inline
from generator.word.forms.duties import Duty, Group
from generator.word.forms.showing import print_lines, show
from generator.word.paper import sdt, styles
from generator.word.paper.fonts import SONGTI
from generator.word.paper.geometry import mm
from generator.word.paper.ooxml import Element, keep_with_next, paragraph, qualified, run_properties
from generator.word.paper.spaces import BLANK, HANDWRITTEN_DAY
from generator.word.paper.tables import Cell, Row, table
from generator.word.values.answers import answer_label
from generator.word.values.kinds import Shown

_SHARES = (13, 71, 45, 20, 21, 66, 25)
"""How the columns of the table share its width."""

_ANSWERS = {tags.REMARK, *(f"{tags.ANSWER}{key}" for key, _ in ANSWERS)}
"""The controls of a check's row that a person fills in: boxes and remark."""

_CHECK_LINE, _HEAD_LINE, _OPINION_LINE, _SIGNATURE_LINE = mm(8), mm(8), mm(18), mm(10)
_LABEL, _SIDE_LABEL, _SIDE, _DAY_LABEL, _DAY = mm(38), mm(22), mm(52), mm(16), mm(56)


def checks_table(document: DocumentType, block: ChecksBlock, width: int) -> Iterator[Element]:
    """The line of the basis, and the table: head, a pattern row an item and one a check, opinions, signatures."""
    basis = paragraph(styles.FORM_LINE, inline(tags.CHECKS_BASIS, tags.RESERVED[tags.CHECKS_BASIS]))
    yield sdt.control(tags.CHECKS_BASIS_LINE, tags.RESERVED[tags.CHECKS_BASIS_LINE], [basis, _gap()])
    heads = [
        Cell(wide, [paragraph(styles.TABLE_HEAD, name)])
        for name, wide in zip(CHECK_COLUMNS.values(), _widths(width), strict=True)
    ]
    rows = [
        Row(heads, _HEAD_LINE, head=True),
        _group_row(width),
        _check_row(width),
        *(_opinion(document, entry, width) for entry in block.opinions),
        *_signature_rows(document, block.signatures, width),
    ]
    made = table(rows)
    group, check = list(made.iter(qualified("w:tr")))[1:3]
    for row in (group, check):
        made.remove(row)
    section = sdt.control(tags.CHECKS, tags.RESERVED[tags.CHECKS], [group, check])
    made.find(qualified("w:tr")).addnext(section)
    yield made


def _widths(width: int) -> list[int]:
    widths = [width * share // sum(_SHARES) for share in _SHARES]
    widths[-1] += width - sum(widths)
    return widths


def _gap() -> Element:
    return paragraph(styles.SPACER, line=mm(1.5))


def _group_row(width: int) -> Row:
    text = paragraph(
        styles.TABLE_GROUP,
        inline(tags.GROUP, tags.RESERVED[tags.GROUP]),
        inline(tags.GROUP_BASIS, tags.RESERVED[tags.GROUP_BASIS], run_properties(SONGTI)),
    )
    return Row([Cell(width, [text])], _CHECK_LINE, keep_next=True)


def _check_row(width: int) -> Row:
    answers = [paragraph(styles.TABLE_TEXT, sdt.check_box(f"{tags.ANSWER}{key}", word), word) for key, word in ANSWERS]
    contents = [
        [paragraph(styles.TABLE_CENTRED, _part(tags.NUMBER_IN_LIST))],
        [paragraph(styles.TABLE_TEXT, _part(tags.ASK))],
        [paragraph(styles.TABLE_TEXT, _part(tags.BASIS))],
        [paragraph(styles.TABLE_CENTRED, _part(tags.HOW))],
        answers,
        [paragraph(styles.TABLE_TEXT, _part(tags.PENALTY))],
        [paragraph(styles.TABLE_TEXT, _part(tags.REMARK))],
    ]
    return Row([Cell(wide, content) for wide, content in zip(_widths(width), contents, strict=True)])


def _part(tag: str) -> Element:
    return inline(tag, tags.RESERVED[tag])


def _opinion(document: DocumentType, entry: Entry, width: int) -> Row:
    spec = document.field(entry.field)
    assert spec is not None
    label = Cell(_LABEL, [paragraph(styles.FORM_LABEL, spec.label)])
    text = Cell(width - _LABEL, [paragraph(styles.FORM_ENTRY, field_control(spec, underlined=False))], align="top")
    return Row([label, text], mm(entry.height) if entry.height else _OPINION_LINE, keep_next=True)


def _signature_rows(document: DocumentType, signers: Sequence[Signer], width: int) -> Iterator[Row]:
    """Label, space, what stands beside it, the day; only the last may end a page."""
    for place, signer in enumerate(signers):
        beside = [spec for tag in signer.beside if (spec := document.field(tag)) is not None]
        taken = _LABEL + len(beside) * (_SIDE_LABEL + _SIDE) + (_DAY_LABEL + _DAY if signer.day else 0)
        own = document.field(signer.field) if signer.field else None
        cells = [Cell(_LABEL, [paragraph(styles.FORM_LABEL, signer.label)])]
        cells.append(
            Cell(
                width - taken, [paragraph(styles.FORM_ENTRY, *([field_control(own, underlined=False)] if own else []))]
            )
        )
        for spec in beside:
            short = spec.label.removeprefix(own.label) if own else spec.label
            cells.append(Cell(_SIDE_LABEL, [paragraph(styles.FORM_LABEL, short)]))
            cells.append(Cell(_SIDE, [paragraph(styles.FORM_ENTRY, field_control(spec, underlined=False))]))
        if signer.day:
            cells.append(Cell(_DAY_LABEL, [paragraph(styles.FORM_LABEL, "日期")]))
            cells.append(Cell(_DAY, [paragraph(styles.FORM_ENTRY, HANDWRITTEN_DAY)]))
        yield Row(cells, _SIGNATURE_LINE, keep_next=place < len(signers) - 1)


def fill_checks(section: Element, groups: Sequence[Group], entries: Mapping[str, Shown]) -> None:
    """Put the rows of the groups into the place of the section's pattern rows; then the section is no control any more.

    `entries` has the answers and remarks. The last row stays on the page of what follows it (the signatures).
    """
    holder = sdt.content_of(section)
    patterns = list(holder.iter(qualified("w:tr")))
    for child in list(holder):
        holder.remove(child)
    group_row, check_row = _Pattern(patterns[0]), _Pattern(patterns[-1])
    check_row.lock(_ANSWERS)
    number = 0
    for group in groups:
        if len(groups) > 1:
            basis = f"　检查依据：{group.item.basis_label}"
            holder.append(group_row.printed({tags.GROUP: [group.item.item.subject], tags.GROUP_BASIS: [basis]}))
        for duty in group.duties:
            number += 1
            holder.append(_duty_row(check_row, number, duty, entries))
        if not group.duties:
            holder.append(_empty_row(group_row, ALL_ABOVE if group.merged else NO_CHECKS))
    rows = list(holder)
    sdt.unwrap(section)
    for made in rows[-1].iter(qualified("w:p")):
        keep_with_next(made)


class _Pattern:
    """A row to copy: the tags of its controls are read once, for they stand in the same order in every copy."""

    def __init__(self, row: Element) -> None:
        self.row = row
        self.tags = [sdt.tag_of(control) for control in sdt.controls_in(row)]

    def lock(self, wanted: Collection[str]) -> None:
        """Lock the controls with these tags, in every copy to come."""
        for tag, control in zip(self.tags, sdt.controls_in(self.row), strict=True):
            if tag in wanted:
                sdt.lock(control)

    def copy(self) -> tuple[Element, list[tuple[str, Element]]]:
        """A copy of the row, and its controls with their tags."""
        row = copy.deepcopy(self.row)
        return row, list(zip(self.tags, sdt.controls_in(row), strict=True))

    def printed(self, texts: Mapping[str, Sequence[str]]) -> Element:
        """A copy with parts printed for good; a part of several lines takes several paragraphs."""
        row, controls = self.copy()
        _print(controls, texts)
        return row


def _print(controls: Iterable[tuple[str, Element]], texts: Mapping[str, Sequence[str]]) -> None:
    for tag, control in controls:
        if tag in texts:
            print_lines(control, texts[tag])


def _duty_row(pattern: _Pattern, number: int, duty: Duty, entries: Mapping[str, Shown]) -> Element:
    row, controls = pattern.copy()
    _print(controls, _duty_texts(number, duty))
    words, answer = dict(ANSWERS), entries.get(tags.check(number), Shown()).text
    for tag, control in controls:
        key = tag.removeprefix(tags.ANSWER)
        if tag == tags.REMARK:
            sdt.rename(control, tags.remark(number), tags.RESERVED[tags.REMARK])
            show(control, entries.get(tags.remark(number), Shown()).text_or(BLANK))
        elif tag in _ANSWERS:
            sdt.rename(control, f"{tags.check(number)}-{key}", words[key])
            sdt.set_checked(control, answer == words[key])
    return row


def _duty_texts(number: int, duty: Duty) -> dict[str, list[str]]:
    """What is printed of a duty, by the parts of its row."""
    return {
        tags.NUMBER_IN_LIST: [str(number)],
        tags.ASK: [duty.asked],
        tags.BASIS: [duty.basis],
        tags.HOW: ["、".join(duty.how)],
        tags.PENALTY: list(duty.penalties),
    }


def answer_fields(groups: Sequence[Group]) -> list[FieldSpec]:
    """What the rows of the groups ask for, as fields: 第1项 (符合/不符合/不适用), 第1项备注, …"""
    choices = tuple(word for _, word in ANSWERS)
    made = []
    for answer, remark in answer_tags(groups):
        made.append(FieldSpec(tag=answer, label=answer_label(answer), kind=FieldKind.CHOICE, choices=choices))
        made.append(FieldSpec(tag=remark, label=answer_label(remark), kind=FieldKind.LONG))
    return made


def answer_tags(groups: Sequence[Group]) -> list[tuple[str, str]]:
    """The tags of every row's answer and remark."""
    count = sum(len(group.duties) for group in groups)
    return [(tags.check(number), tags.remark(number)) for number in range(1, count + 1)]


def _empty_row(pattern: _Pattern, text: str) -> Element:
    row = pattern.printed({tags.GROUP: [text], tags.GROUP_BASIS: [""]})
    for style in row.iter(qualified("w:pStyle")):
        style.set(qualified("w:val"), styles.TABLE_CENTRED)
    for kept in list(row.iter(qualified("w:keepNext"))):
        kept.getparent().remove(kept)
    return row
