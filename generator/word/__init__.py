"""Word documents: the inspection notice (检查通知), the on-site checklist (现场检查表), the pack on a change of law.

Pure functions from views to the bytes of a .docx: no clock, no files, the same input gives the same bytes. Only
this package imports docx and lxml.
"""

from generator.word.compiled.asking import asked
from generator.word.compiled.fill import filled
from generator.word.documents import (
    blank,
    blanks,
    checklist,
    checklist_type,
    document,
    notice,
    overridden,
    unfillable,
    unfilled,
)
from generator.word.forms import TemplateError, TemplateFault, exported, faults
from generator.word.forms import problems as template_problems
from generator.word.impact_pack import impact_pack
from generator.word.paper.rendering import RenderingError, first_page, to_pdf
from generator.word.redhead.fitting import problems as notice_problems
from generator.word.redhead.official import official
from generator.word.redhead.page_count import layout_holds, measured, recorded
from generator.word.values.answers import answer_label
from generator.word.values.kinds import Value
from generator.word.values.names import field_tag

__all__ = [
    "RenderingError",
    "TemplateError",
    "TemplateFault",
    "Value",
    "answer_label",
    "asked",
    "blank",
    "blanks",
    "checklist",
    "checklist_type",
    "document",
    "exported",
    "faults",
    "field_tag",
    "filled",
    "first_page",
    "impact_pack",
    "layout_holds",
    "measured",
    "notice",
    "notice_problems",
    "official",
    "overridden",
    "recorded",
    "template_problems",
    "to_pdf",
    "unfillable",
    "unfilled",
]
