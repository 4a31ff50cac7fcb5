"""The handbook as a whole: cover, contents, how to read it, the items, the appendices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import SaidError
from generator.views import ItemView, View, chinese_date
from generator.word.paper import styles
from generator.word.paper.contents import Contents, gauged
from generator.word.paper.footers import form_footer, unnumbered_cover
from generator.word.paper.ooxml import Element, paragraph
from generator.word.paper.package import describe, new_document, saved
from generator.word.training.appendix import appendices
from generator.word.training.blocks import PAGE, line
from generator.word.training.front import TITLE, cover, reading
from generator.word.training.items import item_blocks
from generator.word.training.scope import Scope


def handbook(view: View, items: Sequence[ItemView], department: str = "", pages: Sequence[int] = ()) -> bytes:
    """The handbook of items as a .docx; `department` is the name of the division that leads them, empty for all items.

    `pages` are the pages of the headings in its contents (`handbook_pages`); where none are given, dashes stand there.
    Raises SaidError where there are no items.
    """
    return _Handbook(Scope(view, tuple(items), department)).made(pages)


def handbook_pages(view: View, items: Sequence[ItemView], department: str = "") -> list[int]:
    """The pages on which LibreOffice prints the headings of the same handbook.

    Raises RenderingError where LibreOffice or poppler is missing, SaidError where there are no items.
    """
    return gauged(_Handbook(Scope(view, tuple(items), department)).made((), gauge=True))


class _Handbook:
    """Lays out the parts: the contents stand before what they list, and are made after it."""

    def __init__(self, scope: Scope) -> None:
        if not scope.items:
            raise SaidError("没有监管事项，写不出培训手册")
        self.scope = scope

    def made(self, pages: Sequence[int], *, gauge: bool = False) -> bytes:
        view = self.scope.view
        contents = Contents(PAGE)
        document = new_document(PAGE)
        contents.add_styles(document)
        day = f"{chinese_date(view.as_of)}的法律状态"
        about = f"{TITLE}（{self.scope.department}）" if self.scope.department else TITLE
        describe(document, about, view.info.agency.name, day, view.as_of, keywords=view.digest[:12])
        form_footer(document, PAGE, [TITLE, day, f"目录摘要 {view.digest[:12]}"])
        unnumbered_cover(document)
        end = document.element.body.sectPr
        for block in self._blocks(contents, pages, gauge=gauge):
            end.addprevious(block)
        return saved(document, view.info.fonts)

    def _blocks(self, contents: Contents, pages: Sequence[int], *, gauge: bool) -> Iterator[Element]:
        heading = contents.heading(1, "使用说明", new_page=True)
        body = list(self._body(contents))
        yield from cover(self.scope)
        yield from contents.table(pages)
        yield from (heading, *reading(self.scope), *body)
        if gauge:
            yield from contents.gauge()
        yield paragraph(styles.SPACER)

    def _body(self, contents: Contents) -> Iterator[Element]:
        yield contents.heading(1, "监管事项", new_page=True)
        yield line(f"共 {len(self.scope.items)} 项，按目录的序号排列。", keep_next=True)
        for place, item in enumerate(self.scope.items):
            yield from item_blocks(self.scope, contents, item, new_page=place > 0)
        yield from appendices(self.scope, contents)
