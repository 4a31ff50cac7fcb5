"""What was measured: clause, what, wanted, seen, tolerance, and whether it holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tests.measure.standard import BLACK, FONTS, RED


@dataclass(frozen=True)
class Finding:
    """One line of the table."""

    clause: str
    what: str
    wanted: str
    seen: str
    tolerance: str
    ok: bool
    document: str = ""

    def __str__(self) -> str:
        return f"{self.document} {self.clause} {self.what}：应为 {self.wanted}，量得 {self.seen}（允差 {self.tolerance or '无'}）"


def near(clause: str, what: str, wanted: float, seen: float, tolerance: float, unit: str = "毫米") -> Finding:
    """A length."""
    ok = abs(seen - wanted) <= tolerance
    return Finding(clause, what, f"{wanted:.2f} {unit}", f"{seen:.2f} {unit}", f"±{tolerance:g}", ok)


def same(clause: str, what: str, wanted: object, seen: object) -> Finding:
    """What is so or not so."""
    return Finding(clause, what, _said(wanted), _said(seen), "", wanted == seen)


def _said(value: object) -> str:
    """As the table prints it: 是/否, the standard's name of a font, colours, sets in order."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, set | frozenset):
        return "、".join(sorted(_said(each) for each in value)) or "无"
    known: dict[object, str] = {**{face: name for name, face in FONTS.items()}, RED: "红", BLACK: "黑"}
    return known.get(value, str(value))


def lost(clause: str, what: str, reason: str) -> Finding:
    """What could not be found on the page at all."""
    return Finding(clause, what, "有", reason, "", False)


def of(document: str, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of one document."""
    return [replace(finding, document=document) for finding in findings]


def table(findings: Iterable[Finding]) -> str:
    """The table as text, columns aligned for a terminal in which a Chinese character is two columns wide."""
    rows = [("文书", "条款", "要素", "应为", "量得", "允差", "结论")]
    rows += [
        (f.document, f.clause, f.what, f.wanted, f.seen, f.tolerance, "符合" if f.ok else "不符") for f in findings
    ]
    widths = [max(_columns(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
