"""One supervision item as it is taught: what it is, on what it rests, what is checked, with which forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.clock import days_written
from generator.views import NO_CHECKS, TO_BE_CLARIFIED, BasisView, CheckView, ItemView, Labelled, bracketed
from generator.views.gists import gists_of
from generator.word.forms.duties import duty_of
from generator.word.paper.contents import Contents
from generator.word.paper.ooxml import Element
from generator.word.training.blocks import columns, facts, gap, grid, line, note
from generator.word.training.scope import Scope

NO_GIST = "没有核对过的要旨"
_CHECK_HEADS = ("序号", "检查要点", "检查方法", "依据", "罚则和处罚机关")
_CHECK_COLUMNS = columns(11, 45, 18, 30)


def item_blocks(scope: Scope, contents: Contents, item: ItemView, *, new_page: bool) -> Iterator[Element]:
    """An item under its heading."""
    yield contents.heading(2, f"{item.item.number}　{item.item.title}", new_page=new_page)
    yield facts(
        (
            ("监管对象", _said(item.object)),
            ("监管责任", _said(item.responsibility)),
            ("监管措施", _said(item.methods)),
            ("抽查比例", _said(item.sampling)),
            ("牵头部门", _said(item.lead)),
            *((("说明", days_written(item.item.note)),) if item.item.note else ()),
        )
    )
    yield from _bases(scope, contents, item)
    yield from _checks(contents, "检查要点", item.unit_checks, NO_CHECKS)
    if item.authority_checks:
        yield from _checks(contents, "约束监管机关自身的要求", item.authority_checks, NO_CHECKS)
    yield from _documents(scope, contents)


def _said(label: Labelled) -> str:
    return label.text + bracketed(label.marks)


def _bases(scope: Scope, contents: Contents, item: ItemView) -> Iterator[Element]:
    yield gap(keep_next=True)
    yield contents.heading(3, "设定依据")
    if not item.bases:
        yield line(f"{TO_BE_CLARIFIED}。")
    for basis in item.bases:
        yield line(basis.cite.label + bracketed(basis.marks), keep_next=True)
        yield from (note(text, inset=2) for text in _gists(scope, basis))


def _gists(scope: Scope, basis: BasisView) -> Sequence[str]:
    return [
        f"{gist.at}：{days_written(gist.text)}{bracketed((gist.status,) if gist.status else ())}"
        for _, gist in gists_of(scope.articles, basis.cite)
    ] or [f"（{NO_GIST}）"]


def _checks(contents: Contents, title: str, checks: Sequence[CheckView], none: str) -> Iterator[Element]:
    yield gap(keep_next=True)
    yield contents.heading(3, title)
    if not checks:
        yield line(f"{none}。")
        return
    yield grid(_CHECK_HEADS, _CHECK_COLUMNS, (_check(number, view) for number, view in enumerate(checks, 1)), {0, 2})


def _check(number: int, view: CheckView) -> tuple[str, str, Sequence[str], str, Sequence[str]]:
    duty = duty_of(view)
    return str(number), duty.asked, duty.how, duty.basis, duty.penalties


def _documents(scope: Scope, contents: Contents) -> Iterator[Element]:
    yield gap(keep_next=True)
    yield contents.heading(3, "文书")
    own = "、".join(kind.title for kind in scope.view.item_documents)
    yield line(f"按本事项生成：{own}。" if own else "没有按事项生成的文书。")
    if scope.view.documents:
        yield line("各种文书的用途，以及执法过程中用到的其他文书，见附录三。")
