"""版头 (7.2) and what takes its place in letters (10.1), orders (10.2) and minutes (10.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.word import styles
from generator.word.boxes import Position, text_box
from generator.word.breaking import width_of
from generator.word.fonts import HEITI, KAITI, XIAOBIAOSONG
from generator.word.geometry import (
    LETTER_RULE_WIDTH,
    LINE,
    MARK_TOP,
    NOTICE_PAGE,
    ORDER_MARK_TOP,
    RED_RULE_EIGHTHS,
    RED_RULE_SPACE_POINTS,
    cells,
    mm,
)
from generator.word.ooxml import RED, Element, border, element, paragraph, run, run_properties

Inline = Element | str
"""A run, a control or plain text inside a paragraph."""

_DOCUMENT = "文件"
_SIGNERS_A_LINE = 2
_INK_ABOVE = 0.017
"""How far the ink of a 小标宋 character lies below the top of its line (em)."""


def document_head(
    marks: Sequence[str],
    number: Inline,
    *,
    above: Sequence[str] = (),
    signers: Sequence[str] = (),
) -> Iterator[Element]:
    """The 版头 of a 文件: `above` are 份号, 密级, 紧急程度, each on a line of the 35 mm; a 上行文 has `signers`.

    Several `marks` are joint agencies, the first in charge; 文件 then stands once, at the right of them all.
    """
    points = _mark_points(marks)
    for line in above:
        yield paragraph(styles.NORMAL, run(line, run_properties(HEITI)), align="left", indent={"w:firstLine": 0})
    rest = MARK_TOP - len(above) * LINE + round(points * 20 * _INK_ABOVE)
    yield paragraph(styles.SPACER, line=rest)
    yield from _marks(marks, points)
    yield from blank_lines(2)
    rule = border({"bottom": RED_RULE_EIGHTHS}, RED, RED_RULE_SPACE_POINTS)
    if signers:
        yield from _number_and_signers(number, signers, rule)
    else:
        yield paragraph(styles.CENTRED, *_inline(number), border=rule)
    yield from blank_lines(2)


def order_head(mark: str, number: Inline) -> Iterator[Element]:
    """10.2 命令: the mark 20 mm below the top of the text area, two lines, the number, two lines."""
    points = _mark_points([mark])
    yield paragraph(styles.SPACER, line=ORDER_MARK_TOP + round(points * 20 * _INK_ABOVE))
    yield from _marks([mark], points)
    yield from blank_lines(2)
    yield paragraph(styles.CENTRED, *_inline(number))
    yield from blank_lines(2)


def minutes_head(mark: str, number: Inline) -> Iterator[Element]:
    """10.3 纪要: the mark 35 mm below the top of the text area."""
    points = _mark_points([mark])
    yield paragraph(styles.SPACER, line=MARK_TOP + round(points * 20 * _INK_ABOVE))
    yield from _marks([mark], points)
    yield from blank_lines(1)
    yield paragraph(styles.CENTRED, *_inline(number))
    yield from blank_lines(1)


def letter_head(mark: str, number: Inline, above: Sequence[str] = ()) -> Iterator[Element]:
    """10.1 信函: the mark 30 mm and the second red rule 20 mm from the page's edges, the number at the right."""
    points = _mark_points([mark])
    height = round(points * 20 * 1.4)
    rules = (
        _letter_box("信函标志", 11, height, Position("page", offset=mm(30)), _letter_mark(mark, points, height)),
        _letter_box("信函底线", 12, 200, Position("page", offset=NOTICE_PAGE.height - mm(20) - 100), _bottom_rule()),
    )
    lines = list(above) or [""]
    for place, line in enumerate(lines):
        own = [run(line, run_properties(HEITI))] if line else []
        tail = [run("\t"), *_inline(number)] if place == 0 else []
        boxes = rules if place == 0 else ()
        yield paragraph(styles.NORMAL, *boxes, *own, *tail, tabs=[("right", NOTICE_PAGE.text_width)], align="left")
    yield from blank_lines(2)


def blank_lines(count: int, *, keep_next: bool = False) -> Iterator[Element]:
    """Empty lines of the grid."""
    for _ in range(count):
        yield paragraph(styles.NORMAL, keep_next=keep_next)


def _inline(content: Inline) -> list[Element]:
    return [run(content) if isinstance(content, str) else content]


def _mark_points(marks: Sequence[str]) -> int:
    """The size of the mark: as large as one line allows; joint marks shrink so that the first page shows body text."""
    joint = len(marks) > 1
    room = NOTICE_PAGE.text_width / 20 - (3 * styles.MARK_POINTS if joint else 0)
    widest = max(width_of(mark) for mark in marks)
    largest = styles.MARK_POINTS if len(marks) <= 3 else styles.MARK_POINTS * 3 // len(marks)
    return min(largest, int(room / widest))


def _marks(marks: Sequence[str], points: int) -> Iterator[Element]:
    fitted = None if points == styles.MARK_POINTS else run_properties(XIAOBIAOSONG, points)
    if len(marks) == 1:
        yield paragraph(styles.MARK, run(marks[0], fitted))
        return
    names = [mark.removesuffix(_DOCUMENT) for mark in marks]
    line = round(points * 20 * 1.25)
    look = run_properties(XIAOBIAOSONG, points, color=RED, spacing=0)
    stacked = [
        paragraph(
            styles.MARK,
            run(name, look if at == 0 else run_properties(XIAOBIAOSONG, points, color=RED, spacing=0)),
            line=line,
            align="center",
        )
        for at, name in enumerate(names)
    ]
    left = round(max(width_of(name) for name in names) * points * 20) + 240
    right = round(2 * points * 20) + 240
    word = paragraph(styles.MARK, run(_DOCUMENT, run_properties(XIAOBIAOSONG, points, color=RED, spacing=0)), line=line)
    cells_ = (
        element("w:tc", None, _cell(left), *stacked),
        element("w:tc", None, _cell(right), word),
    )
    yield element(
        "w:tbl",
        None,
        element(
            "w:tblPr",
            None,
            element("w:tblW", {"w:w": left + right, "w:type": "dxa"}),
            element("w:jc", {"w:val": "center"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            element(
                "w:tblCellMar",
                None,
                *(element(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in ("top", "left", "bottom", "right")),
            ),
        ),
        element("w:tblGrid", None, element("w:gridCol", {"w:w": left}), element("w:gridCol", {"w:w": right})),
        element("w:tr", None, *cells_),
    )


def _cell(width: int) -> Element:
    return element(
        "w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"}), element("w:vAlign", {"w:val": "center"})
    )


def _number_and_signers(number: Inline, signers: Sequence[str], rule: Element) -> Iterator[Element]:
    """7.2.6: the number 1 字 from the left, the last signer on its line, names in 楷体 two a line."""
    rows = [signers[at : at + _SIGNERS_A_LINE] for at in range(0, len(signers), _SIGNERS_A_LINE)]
    for place, names in enumerate(rows):
        last = place == len(rows) - 1
        label = "签发人：" if place == 0 else "　　　　"
        content = [
            *(_inline(number) if last else []),
            run(f"\t{label}"),
            run("　".join(names), run_properties(KAITI)),
        ]
        yield paragraph(
            styles.NORMAL,
            *content,
            tabs=[("right", NOTICE_PAGE.text_width - cells(1))],
            indent={"w:leftChars": 100, "w:left": cells(1)},
            align="left",
            border=rule if last else None,
        )


def _letter_box(name: str, number: int, height: int, vertical: Position, content: Element) -> Element:
    return text_box(
        name, number, (LETTER_RULE_WIDTH, height), Position("page", "center"), vertical, [content], aside=True
    )


def _letter_mark(mark: str, points: int, height: int) -> Element:
    rule = element(
        "w:pBdr", None, element("w:bottom", {"w:val": "thickThinSmallGap", "w:sz": 24, "w:space": 8, "w:color": RED})
    )
    fitted = None if points == styles.MARK_POINTS else run_properties(XIAOBIAOSONG, points)
    return paragraph(styles.MARK, run(mark, fitted), border=rule, line=height - 200)


def _bottom_rule() -> Element:
    rule = element(
        "w:pBdr", None, element("w:top", {"w:val": "thinThickSmallGap", "w:sz": 24, "w:space": 1, "w:color": RED})
    )
    return paragraph(styles.SPACER, border=rule)
