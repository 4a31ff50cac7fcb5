"""Word documents: the inspection notice (检查通知), the on-site checklist (现场检查表), the pack on a change of law.

Pure functions from views to the bytes of a .docx: no clock, no files, the same input gives the same bytes. Only
this package imports docx and lxml.
"""

from generator.word.answers import answer_label
from generator.word.asking import asked
from generator.word.documents import blank, blanks, checklist, checklist_type, document, notice, overridden, unfilled
from generator.word.fields import field_tag
from generator.word.fill import filled
from generator.word.forms import TemplateError, TemplateFault, exported, faults
from generator.word.forms import problems as template_problems
from generator.word.impact_pack import impact_pack
from generator.word.layout import layout_holds, measured, recorded
from generator.word.official import official
from generator.word.rendering import RenderingError, first_page, to_pdf
from generator.word.values import Value

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
    "official",
    "overridden",
    "recorded",
    "template_problems",
    "to_pdf",
    "unfilled",
]
