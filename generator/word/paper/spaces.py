"""Blank space as official documents print it, in full-width spaces."""

from __future__ import annotations

BLANK = "\u3000"
"""The full-width space: as wide as one character, and underlined where a plain space would not be."""

BLANK_DAY = f"{BLANK * 2}年{BLANK}月{BLANK}日"
"""A day to be written in: as wide as a printed one (2026年12月12日), so that filling it moves nothing."""

HANDWRITTEN_DAY = f"{BLANK * 3}年{BLANK * 2}月{BLANK * 2}日"
"""A day beside a signature, with room for handwriting."""
