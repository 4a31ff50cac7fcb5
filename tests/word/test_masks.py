"""A QR code is, to the byte, the one segno makes when it weighs the masks itself."""

from __future__ import annotations

import io

import segno

from generator.word.forms import qr

TEXTS = [f"现场检查表｜checklist｜{'事项' * (number % 25)}-{number}｜2026-11-23" for number in range(60)]


def ordinary(text: str) -> tuple[int | str | None, bytes]:
    made, code = io.BytesIO(), segno.make(text, error="m", micro=False)
    code.save(made, kind="png", scale=4, border=2)
    return code.mask, made.getvalue()


def test_the_mask_of_fewest_points_is_taken() -> None:
    wanted = [ordinary(text) for text in TEXTS]
    assert {mask for mask, _ in wanted} == set(range(8))
    assert [qr.code(text) for text in TEXTS] == [content for _, content in wanted]
