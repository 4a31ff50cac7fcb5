"""The parts of an on-site form a case fills in: the fields at its head, findings and signatures at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.word import styles
from generator.word.controls import BLANK, BLANK_MOMENT, HANDWRITTEN_DAY, Controls
from generator.word.geometry import FORM_PAGE, mm
from generator.word.ooxml import paragraph
from generator.word.tables import Cell, Row

_HEAD = (("unit", "person", "phone"), ("address", "place"), ("start", "end"))
_SIGNING = (("inspector-1", "certificate-1"), ("inspector-2", "certificate-2"))
_FINDINGS, _UNIT_OPINION = "opinion", "unit-opinion"
_PLACED = {_FINDINGS, _UNIT_OPINION}.union(*_HEAD, *_SIGNING)
_MOMENTS = {"start", "end"}

_HEAD_LABEL = mm(28)
_HEAD_NARROW = mm(46)
_HEAD_LINE = mm(9)

_CLOSING_LABEL = mm(38)
_CERTIFICATE_LABEL, _CERTIFICATE = mm(22), mm(52)
_DAY_LABEL, _DAY = mm(16), mm(56)
_OPINION_LINE = mm(18)
_SIGNATURE_LINE = mm(10)

_SHORT = 200
"""A text of up to this many characters leaves its row whole and on one page with the signatures."""


def header(controls: Controls) -> Iterator[Row]:
    """The fields of the inspection; those the catalog adds stand below ours, two in a row."""
    added = [spec.tag for spec in controls.document.fields if spec.tag not in _PLACED]
    for row in (*_HEAD, *(tuple(added[at : at + 2]) for at in range(0, len(added), 2))):
        tags = [tag for tag in row if controls.has(tag)]
        if tags:
            yield _pairs(tags, controls)


def closing(controls: Controls) -> Iterator[Row]:
    """Findings, two inspectors with certificate numbers, the unit's opinion and signature, kept on one page."""
    yield _opinion(_FINDINGS, controls)
    for name, certificate in _SIGNING:
        yield _inspector(name, certificate, controls)
    yield _opinion(_UNIT_OPINION, controls)
    signature = FORM_PAGE.text_width - _CLOSING_LABEL - _DAY_LABEL - _DAY
    yield Row([_label("被检查单位负责人\n（签名、盖章）", _CLOSING_LABEL), _entry(signature), *_day()], _SIGNATURE_LINE)


def _pairs(tags: Sequence[str], controls: Controls) -> Row:
    """Label and entry of each tag; the first entry takes the width the others leave."""
    narrow = _HEAD_NARROW if len(tags) > 2 else FORM_PAGE.text_width // 2 - _HEAD_LABEL
    first = FORM_PAGE.text_width - len(tags) * _HEAD_LABEL - (len(tags) - 1) * narrow
    cells: list[Cell] = []
    for tag, width in zip(tags, (first, *(narrow for _ in tags[1:])), strict=True):
        cells.append(_label(controls.label(tag), _HEAD_LABEL))
        cells.append(_entry(width, tag, controls, BLANK_MOMENT if tag in _MOMENTS else BLANK))
    return Row(cells, _HEAD_LINE, splits=any(len(controls.value(tag)) > _SHORT for tag in tags))


def _inspector(name: str, certificate: str, controls: Controls) -> Row:
    taken = _CLOSING_LABEL + _CERTIFICATE_LABEL + _CERTIFICATE + _DAY_LABEL + _DAY
    cells = [
        _label(f"{controls.label(name)}（签名）", _CLOSING_LABEL),
        _entry(FORM_PAGE.text_width - taken, name, controls),
        _label("执法证号", _CERTIFICATE_LABEL),
        _entry(_CERTIFICATE, certificate, controls),
        *_day(),
    ]
    return Row(cells, _SIGNATURE_LINE, keep_next=True)


def _opinion(tag: str, controls: Controls) -> Row:
    long = len(controls.value(tag)) > _SHORT
    text = Cell(FORM_PAGE.text_width - _CLOSING_LABEL, [paragraph(styles.FORM_ENTRY, controls.text(tag))], align="top")
    return Row([_label(controls.label(tag), _CLOSING_LABEL), text], _OPINION_LINE, splits=long, keep_next=not long)


def _day() -> tuple[Cell, Cell]:
    return _label("日期", _DAY_LABEL), Cell(_DAY, [paragraph(styles.FORM_ENTRY, HANDWRITTEN_DAY)])


def _label(text: str, width: int) -> Cell:
    return Cell(width, [paragraph(styles.FORM_LABEL, text)])


def _entry(width: int, tag: str = "", controls: Controls | None = None, blank: str = BLANK) -> Cell:
    """A cell to write in; with a tag, its control."""
    content = [controls.text(tag, blank)] if controls and tag else []
    return Cell(width, [paragraph(styles.FORM_ENTRY, *content)])
