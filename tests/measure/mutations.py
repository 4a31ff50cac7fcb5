"""Constants of the generator, each shifted for one document: what the measuring check must catch."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from generator.word.paper import fonts, package
from generator.word.paper.geometry import mm


@dataclass(frozen=True)
class Mutation:
    """One constant, by name (with its module where the name is not unique), shifted; the specimen that shows it, the clause that must fail."""

    name: str
    change: Callable[[Any], Any]
    specimen: str
    clause: str


def _plus(length: float) -> Callable[[Any], Any]:
    return lambda value: value + length


def _page(**lengths: int) -> Callable[[Any], Any]:
    return lambda page: replace(page, **{name: getattr(page, name) + by for name, by in lengths.items()})


def _other(font: fonts.Font) -> Callable[[Any], Any]:
    return lambda _: font


MUTATIONS = {
    "top margin": Mutation("NOTICE_PAGE", _page(top=mm(2)), "seal", "5.2.1"),
    "left margin": Mutation("NOTICE_PAGE", _page(left=mm(2)), "seal", "5.2.1"),
    "right margin": Mutation("NOTICE_PAGE", _page(right=mm(6)), "seal", "5.2.3"),
    "bottom margin": Mutation("NOTICE_PAGE", _page(bottom=mm(11)), "seal", "5.2.3"),
    "sheet": Mutation("NOTICE_PAGE", _page(width=mm(6)), "seal", "5.2.1"),
    "line pitch": Mutation("LINE", _plus(20), "seal", "5.2.3"),
    "body size": Mutation("BODY_POINTS", _plus(-1), "seal", "5.2.2"),
    "body spacing": Mutation("BODY_SPACING", _plus(12), "seal", "5.2.3"),
    "body font": Mutation("FANGSONG", _other(fonts.SONGTI), "seal", "7.3.3"),
    "level 2 font": Mutation("KAITI", _other(fonts.FANGSONG), "seal", "7.3.3"),
    "level 1 font": Mutation("HEITI", _other(fonts.FANGSONG), "seal", "7.3.3"),
    "number font": Mutation("SONGTI", _other(fonts.FANGSONG), "stamp", "7.5"),
    "title font": Mutation("XIAOBIAOSONG", _other(fonts.HEITI), "seal", "7.3.1"),
    "unknown font": Mutation("HEITI", _other(fonts.Font("DejaVu Sans")), "seal", "7.3.3"),
    "red": Mutation("RED", lambda _: "C00000", "seal", "7.2.4"),
    "mark top": Mutation("MARK_TOP", _plus(mm(2)), "seal", "7.2.4"),
    "order's mark top": Mutation("ORDER_MARK_TOP", _plus(mm(2)), "order", "10.2"),
    "minutes' mark top": Mutation("MARK_TOP", _plus(mm(2)), "minutes", "10.3"),
    "rule thickness": Mutation("RED_RULE_EIGHTHS", _plus(8), "seal", "7.2.7"),
    "rule distance": Mutation("RED_RULE_SPACE_POINTS", _plus(3), "seal", "7.2.7"),
    "title size": Mutation("TITLE_POINTS", _plus(-2), "seal", "7.3.1"),
    "name of an attachment": Mutation("body._AFTER_LABEL", _plus(1), "seal", "7.3.4"),
    "seal: day": Mutation("signature._DAY_FROM_RIGHT", _plus(-3), "seal", "7.3.5.1"),
    "seals in a row": Mutation("SEAL_CELLS", _plus(-2), "joint-four", "7.3.5.1"),
    "rows of seals": Mutation("SEAL_LINES", _plus(-1), "joint-four", "7.3.5.1"),
    "plain: day": Mutation("signature._PLAIN_FROM_RIGHT", _plus(1), "upward", "7.3.5.2"),
    "stamp: day": Mutation("signature._DAY_FROM_RIGHT", _plus(1), "stamp", "7.3.5.3"),
    "stamp: post": Mutation("signature._POST_BEFORE_STAMP", _plus(1), "stamp", "7.3.5.3"),
    "signers' edge": Mutation("signers._EDGE", _plus(2), "upward", "7.2.6"),
    "imprint size": Mutation("IMPRINT_POINTS", _plus(-2), "seal", "7.4.2"),
    "imprint cell": Mutation("IMPRINT_CELL", _plus(80), "seal", "7.4.2"),
    "imprint: thick": Mutation("IMPRINT_THICK_EIGHTHS", _plus(-2), "seal", "7.4.1"),
    "imprint: thin": Mutation("IMPRINT_THIN_EIGHTHS", _plus(2), "seal", "7.4.1"),
    "imprint: foot": Mutation("imprint._TAIL", _plus(60), "seal", "7.4.1"),
    "number: height": Mutation("NOTICE_PAGE", _page(footer=mm(2)), "seal", "7.5"),
    "number: size": Mutation("IMPRINT_POINTS", _plus(2), "stamp", "7.5"),
    "number: sides": Mutation("footers._SIDES", lambda sides: sides[::-1], "seal", "7.5"),
    "landscape: number": Mutation("footers._BELOW_AREA", _plus(2), "seal", "8"),
    "landscape: left": Mutation("LANDSCAPE_PAGE", _page(left=mm(5), right=mm(-5)), "seal", "8"),
    "landscape: top": Mutation("LANDSCAPE_PAGE", _page(top=mm(8)), "seal", "8"),
    "letter: mark": Mutation("LETTER_MARK_TOP", _plus(mm(2)), "letter", "10.1"),
    "letter: rule width": Mutation("LETTER_RULE_WIDTH", _plus(mm(-4)), "letter", "10.1"),
    "letter: rule below mark": Mutation("LETTER_RULE_SPACE_POINTS", _plus(4), "letter", "10.1"),
    "letter: foot": Mutation("LETTER_FOOT", _plus(mm(3)), "letter", "10.1"),
    "letter: number": Mutation("LETTER_NUMBER_TOP", _plus(mm(2)), "letter", "10.1"),
    "letter: thick": Mutation("LETTER_THICK_EIGHTHS", lambda _: 4, "letter", "10.1"),
}  # fmt: skip


@contextlib.contextmanager
def shifted(mutation: Mutation) -> Iterator[None]:
    """The constant shifted in every module that holds it, for as long as the block lasts.

    LINE also is the pitch of the page's grid, which LibreOffice lays lines on.
    """
    where, _, constant = mutation.name.rpartition(".")
    changes = [(where, constant, mutation.change)]
    if constant == "LINE":
        changes.append(("", "NOTICE_PAGE", lambda page: replace(page, line_pitch=mutation.change(page.line_pitch))))
    package._base.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        for module, name, change in changes:
            _shift(patch, module, name, change)
        yield
    package._base.cache_clear()


def _shift(patch: pytest.MonkeyPatch, where: str, constant: str, change: Callable[[Any], Any]) -> None:
    holders = [
        module
        for name, module in sorted(sys.modules.items())
        if name.startswith("generator.word") and name.endswith(where) and constant in vars(module)
    ]
    assert holders, f"没有常量 {constant}"
    assert len({repr(vars(module)[constant]) for module in holders}) == 1, f"{constant} 有几个"
    changed = change(vars(holders[0])[constant])
    for module in holders:
        patch.setattr(module, constant, changed)
