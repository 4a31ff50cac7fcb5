"""法规变动对照表: what a change of law touches, old and new text side by side, for the office to circulate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.catalog.model import CatalogInfo
from generator.law.changes import ArticleChange, ChangeKind
from generator.law.words import Change
from generator.verification.impact import Effect, LawChange, Touch
from generator.views import chinese_date
from generator.word.paper import styles
from generator.word.paper.footers import form_footer
from generator.word.paper.geometry import FORM_PAGE, mm
from generator.word.paper.ooxml import Element, paragraph, run, run_properties
from generator.word.paper.package import describe, new_document, saved
from generator.word.paper.tables import Cell, Row, head_row, table

_TITLE = "法规变动新旧对照及影响清单"
_ARTICLE = mm(27)
_SIDE = (FORM_PAGE.text_width - _ARTICLE) // 2
_SIDES = (_ARTICLE, _SIDE, FORM_PAGE.text_width - _ARTICLE - _SIDE)
_TOUCH = (mm(14), mm(24), mm(62), mm(80))
_TOUCHES = (*_TOUCH, FORM_PAGE.text_width - sum(_TOUCH))
_LINE = mm(7)


def impact_pack(info: CatalogInfo, changes: Sequence[LawChange], as_of: date) -> bytes:
    """The changes as a .docx: of each the citations concerned, then its changed articles in two columns.

    Deletions are struck in the old column, insertions underlined in the new one.
    """
    document = new_document(FORM_PAGE)
    note = f"{chinese_date(as_of)}由监管事项目录生成，供核对，不代替法律原文"
    describe(document, _TITLE, info.agency.name, note, as_of)
    form_footer(document, FORM_PAGE, [note])
    end = document.element.body.sectPr
    for block in _blocks(info, changes):
        end.addprevious(block)
    return saved(document, info.fonts)


def _blocks(info: CatalogInfo, changes: Sequence[LawChange]) -> Iterator[Element]:
    yield paragraph(styles.FORM_AGENCY, info.agency.name)
    yield paragraph(styles.FORM_TITLE, _TITLE)
    for change in changes:
        yield from _change(change)
    yield paragraph(styles.SPACER)


def _change(change: LawChange) -> Iterator[Element]:
    yield _gap()
    yield paragraph(
        styles.TABLE_GROUP, f"《{change.law.short}》　{chinese_date(change.day)}　{change.what}", keep_next=True
    )
    concerned = change.concerned
    yield paragraph(styles.FORM_LINE, _summary(change), keep_next=bool(concerned))
    if concerned:
        yield table(
            [
                head_row(("事项", "用途", "引用", "检查要点", "影响与接替条文"), _TOUCHES, _LINE),
                *map(_touch_row, concerned),
            ]
        )
    if change.difference is None:
        if change.old is not None and change.new is not None:
            yield paragraph(styles.FORM_LINE, "没有两版文本，未能逐条对照；请导入后重新生成，或者人工核对。")
        return
    changed = [article for article in change.difference.changed if article.kind is not ChangeKind.MOVED]
    counts = "，".join(f"{kind.label} {count} 条" for kind, count in change.difference.counts().items())
    yield _gap()
    yield paragraph(
        styles.FORM_LINE, f"条文对照：{counts}。删去的文字加删除线，增加的文字加下划线。", keep_next=bool(changed)
    )
    if changed:
        assert change.old is not None and change.new is not None
        titles = ("条", f"{chinese_date(change.old.start)}起的版本", f"{chinese_date(change.new.start)}起的版本")
        yield table([head_row(titles, _SIDES, _LINE), *map(_article_row, changed)])


def _summary(change: LawChange) -> str:
    """How many citations need an eye, which items cite the law as it reads now, how many words stayed."""
    parts = [f"需要核对的引用 {len(change.concerned)} 处"]
    parts += [f"{use.where}{Effect.ADOPTED.label} {count} 处" for use, count in change.adopted_by_owner()]
    parts += [f"另有 {change.unchanged} 处所引条文未变"] if change.unchanged else []
    return "；".join(parts) + "。"


def _touch_row(touch: Touch) -> Row:
    use = touch.use
    effect = touch.effect.label + (f"；接替：{touch.successor}" if touch.successor else "")
    texts = (
        str(use.item.number) if use.item else "文书",
        use.role.label,
        str(use.cite),
        use.subject,
        effect,
    )
    looks = (styles.TABLE_CENTRED, styles.TABLE_CENTRED, *[styles.TABLE_TEXT] * 3)
    return Row(
        [Cell(width, [paragraph(look, text)]) for width, look, text in zip(_TOUCHES, looks, texts, strict=True)],
        _LINE,
    )


def _article_row(change: ArticleChange) -> Row:
    label = [paragraph(styles.TABLE_CENTRED, change.label), paragraph(styles.TABLE_CENTRED, change.kind.label)]
    old = _side(change, "deleted") if change.old else []
    new = _side(change, "inserted") if change.new else []
    cells = [
        Cell(_SIDES[0], label),
        Cell(_SIDES[1], [paragraph(styles.TABLE_TEXT, *old)], align="top"),
        Cell(_SIDES[2], [paragraph(styles.TABLE_TEXT, *new)], align="top"),
    ]
    return Row(cells, _LINE, splits=True)


def _side(change: ArticleChange, own: Change) -> list[Element]:
    """The runs of one side: what both have, and what only it has, marked."""
    return [
        run(piece.text)
        if piece.change == "same"
        else run(piece.text, run_properties(struck=own == "deleted", underlined=own == "inserted"))
        for piece in change.pieces
        if piece.change in ("same", own)
    ]


def _gap() -> Element:
    return paragraph(styles.SPACER, line=mm(2))
