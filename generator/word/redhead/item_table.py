"""The list of supervision items (监管事项清单) as an 附件: eight columns on landscape pages, as the plan printed it."""

from __future__ import annotations

import re

from generator.catalog.item import Basis
from generator.catalog.notices import LOST, Attachment, Notice
from generator.views import ItemView, Labelled, View
from generator.word.paper import styles
from generator.word.paper.geometry import LANDSCAPE_PAGE, mm
from generator.word.paper.ooxml import Element, paragraph
from generator.word.paper.tables import Cell, Row, table

_WIDTHS = (mm(11), mm(25), mm(27), mm(70), mm(36), mm(19), mm(18.5))
_COLUMNS = (
    *zip(("序号", "监管事项", "监管对象", "设定依据", "监管责任", "监管措施", "抽查比例"), _WIDTHS, strict=True),
    ("牵头部门", LANDSCAPE_PAGE.text_width - sum(_WIDTHS)),
)
_HEAD_HEIGHT = mm(9)

_SHORT = 120
"""A row whose cells hold at most so many characters stays on one page."""

_LOST_CELL = LOST.strip("〔〕")


def item_table(view: View, notice: Notice, attachment: Attachment) -> Element:
    """The table with what the notice's own source prints of each item; what the original lost is said to be lost."""
    lost = {number for key in attachment.lost for number in _numbers(key)}
    head = Row([Cell(width, [paragraph(styles.TABLE_HEAD, name)]) for name, width in _COLUMNS], _HEAD_HEIGHT, head=True)
    return table([head, *(_row(item, notice.source, item.item.number in lost) for item in view.items)])


def _numbers(key: str) -> range:
    """3-12 → 3 … 12; 5 → 5."""
    first, _, last = key.partition("-")
    return range(int(first), int(last or first) + 1)


def _row(item: ItemView, source: str, lost: bool) -> Row:
    record = item.item
    name = record.aliases[0] if record.aliases and not lost else record.title
    if lost:
        texts = [str(record.number), name, *[_LOST_CELL] * (len(_COLUMNS) - 2)]
    else:
        texts = [
            str(record.number),
            name,
            _printed(item.object, source),
            "\n".join(_basis(view.basis) for view in item.bases if view.basis.source == source),
            _printed(item.responsibility, source),
            _printed(item.methods, source),
            _printed(item.sampling, source),
            _printed(item.lead, source),
        ]
    cells = [
        Cell(width, [paragraph(styles.TABLE_CENTRED if place == 0 else styles.TABLE_TEXT, text)], align="top")
        for place, ((_, width), text) in enumerate(zip(_COLUMNS, texts, strict=True))
    ]
    return Row(cells, splits=any(len(text) > _SHORT for text in texts))


def _printed(label: Labelled, source: str) -> str:
    """What the source prints in a cell; our own text where it is the source's, else nothing is claimed for it."""
    if label.source != source:
        return _LOST_CELL
    return label.as_printed or label.text


def _basis(basis: Basis) -> str:
    """A basis as the plan prints it: the citation, then the quoted words, its paragraphs on lines of their own."""
    quote = re.sub(r" +", "\n", basis.quote or "")
    return f"{basis.cite} {quote}".strip()
