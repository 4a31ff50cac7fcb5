"""Word documents: inspection notice (检查通知), checklist (现场检查表), pack on a change of law, handbook (培训手册).

Pure functions from views to the bytes of a .docx: no clock, no files, the same input gives the same bytes. Only
this package imports docx and lxml, and each name below only when it is asked for: most commands write no document.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.word.change_pack import impact_pack as impact_pack
    from generator.word.compiled.asking import asked as asked
    from generator.word.compiled.fill import filled as filled
    from generator.word.documents import blank as blank
    from generator.word.documents import blanks as blanks
    from generator.word.documents import checklist as checklist
    from generator.word.documents import checklist_type as checklist_type
    from generator.word.documents import document as document
    from generator.word.documents import notice as notice
    from generator.word.documents import notice_type as notice_type
    from generator.word.documents import overridden as overridden
    from generator.word.documents import unfillable as unfillable
    from generator.word.documents import unfilled as unfilled
    from generator.word.forms.content import edition_of as edition_of
    from generator.word.forms.form import exported as exported
    from generator.word.forms.templates import faults as faults
    from generator.word.forms.templates import template_problems as template_problems
    from generator.word.forms.vetting import TemplateError as TemplateError
    from generator.word.forms.vetting import TemplateFault as TemplateFault
    from generator.word.paper.rendering import RenderingError as RenderingError
    from generator.word.paper.rendering import first_page as first_page
    from generator.word.paper.rendering import to_pdf as to_pdf
    from generator.word.redhead.fitting import notice_problems as notice_problems
    from generator.word.redhead.official import official as official
    from generator.word.redhead.page_count import layout_holds as layout_holds
    from generator.word.redhead.page_count import measured as measured
    from generator.word.redhead.page_count import recorded as recorded
    from generator.word.revision import revision_note as revision_note
    from generator.word.training.document import handbook as handbook
    from generator.word.training.document import handbook_pages as handbook_pages
    from generator.word.values.answers import answer_label as answer_label
    from generator.word.values.kinds import Value as Value
    from generator.word.values.names import field_tag as field_tag

_HOMES = {
    "change_pack": ("impact_pack",),
    "compiled.asking": ("asked",),
    "compiled.fill": ("filled",),
    "documents": (
        "blank", "blanks", "checklist", "checklist_type", "document", "notice", "notice_type", "overridden", "unfillable", "unfilled",
    ),
    "forms.content": ("edition_of",),
    "forms.form": ("exported",),
    "forms.templates": ("faults", "template_problems"),
    "forms.vetting": ("TemplateError", "TemplateFault"),
    "revision": ("revision_note",),
    "training.document": ("handbook", "handbook_pages"),
    "paper.rendering": ("RenderingError", "first_page", "to_pdf"),
    "redhead.fitting": ("notice_problems",),
    "redhead.official": ("official",),
    "redhead.page_count": ("layout_holds", "measured", "recorded"),
    "values.answers": ("answer_label",),
    "values.kinds": ("Value",),
    "values.names": ("field_tag",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
