"""Lines to sign on, and the agency's name and day under its seal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalog.documents import DocumentType, Signer
from generator.word.forms import tags
from generator.word.forms.blanks import SIGNED_DAY, space
from generator.word.forms.controls import field_control, inline
from generator.word.paper import styles
from generator.word.paper.geometry import mm
from generator.word.paper.ooxml import Element, paragraph, run, run_properties

_NAME_WIDTH = 7
_LINE = 640
"""A line to sign on is 32 pt high: room for handwriting."""

_SEAL_CENTRE = mm(45)
"""The seal's centre lies 45 mm from the right edge of the text: a seal of 42 mm stays on the sheet."""


def signatures(document: DocumentType, signers: Sequence[Signer]) -> Iterator[Element]:
    """Lines to sign on, all on one page."""
    for place, signer in enumerate(signers):
        yield paragraph(
            styles.FORM_FLUSH, *_line(document, signer), keep_next=place < len(signers) - 1, keep_lines=True, line=_LINE
        )


def _line(document: DocumentType, signer: Signer) -> Iterator[Element | str]:
    yield f"{signer.label}："
    spec = document.field(signer.field) if signer.field else None
    yield field_control(spec) if spec else run(space(_NAME_WIDTH), run_properties(underlined=True))
    for tag in signer.beside:
        beside = document.field(tag)
        assert beside is not None
        yield f"　{beside.label.removeprefix(spec.label) if spec else beside.label}："
        yield field_control(beside)
    if signer.day:
        yield f"　{SIGNED_DAY}"


def seal(document: DocumentType, day: str, width: int) -> Iterator[Element]:
    """署名 centred over the day, room for the seal above and below, never parted from the line before it."""
    tabs: list[tuple[str, int]] = [("center", width - _SEAL_CENTRE)]
    spec = document.field(day)
    assert spec is not None
    yield paragraph(styles.FORM_FLUSH, keep_next=True)
    yield paragraph(
        styles.FORM_FLUSH, run("\t"), inline(tags.AGENCY, "本局名称"), tabs=tabs, keep_next=True, align="left"
    )
    yield paragraph(styles.FORM_FLUSH, run("\t"), field_control(spec, underlined=False), tabs=tabs, align="left")
