"""Word documents: the inspection notice (检查通知), the on-site checklist (现场检查表), the pack on a change of law.

Pure functions from views to the bytes of a .docx: no clock, no files, the same input gives the same bytes. Only
this package imports docx and lxml.
"""

from generator.word.checklist import checklist
from generator.word.fields import field_tag
from generator.word.impact_pack import impact_pack
from generator.word.layout import layout_holds, measured, recorded
from generator.word.notice import notice
from generator.word.official import official
from generator.word.rendering import RenderingError, to_pdf

__all__ = [
    "RenderingError",
    "checklist",
    "field_tag",
    "impact_pack",
    "layout_holds",
    "measured",
    "notice",
    "official",
    "recorded",
    "to_pdf",
]
