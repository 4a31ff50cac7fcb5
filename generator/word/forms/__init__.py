"""Forms of an inspection (执法文书): any document type whose layout the catalog states as blocks.

A layout without values, ours or a template of the bureau's own, is filled in one operation: by the
catalog's words for the day, and by what a case supplies.
"""

from generator.word.forms.form import exported
from generator.word.forms.templates import faults, problems, problems_of
from generator.word.forms.vetting import TemplateError, TemplateFault

__all__ = ["TemplateError", "TemplateFault", "exported", "faults", "problems", "problems_of"]
