"""Content controls (内容控件): what a case supplies. Empty ones print as blank space to write on, never as a prompt."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog.documents import DocumentType
from generator.word.fields import field_spec
from generator.word.fonts import SYMBOL
from generator.word.ooxml import Element, element, run, run_properties, valued

BLANK = "\u3000"
"""The full-width space: as wide as one character, and underlined where a plain space would not be."""

BLANK_DAY = f"{BLANK * 2}年{BLANK}月{BLANK}日"
"""A day to be written in: as wide as a printed one (2026年12月12日), so that filling it moves nothing."""

BLANK_MOMENT = f"{BLANK * 3}年{BLANK * 2}月{BLANK * 2}日{BLANK * 2}时{BLANK * 2}分"
"""A day and time, with room for handwriting."""

HANDWRITTEN_DAY = f"{BLANK * 3}年{BLANK * 2}月{BLANK * 2}日"
"""A day beside a signature, with room for handwriting."""

_FIRST_ID = 10_001
_UNCHECKED, _CHECKED = "☐", "☑"


class Controls:
    """Makes the controls of one document: numbers them and fills those that have a value."""

    def __init__(self, document: DocumentType, values: Mapping[str, str]) -> None:
        self.document = document
        self._values = values
        self._next = _FIRST_ID

    def has(self, tag: str) -> bool:
        """Whether the document type has this field."""
        return field_spec(self.document, tag) is not None

    def label(self, tag: str) -> str:
        """The field's label (被检查单位); nothing where the document type lacks it."""
        spec = field_spec(self.document, tag)
        return spec.label if spec else ""

    def value(self, tag: str) -> str:
        """The value a case supplied, or nothing."""
        return self._values.get(tag, "")

    def text(self, tag: str, blank: str = BLANK) -> Element:
        """A field in running text: its value, or `blank`. Where the type lacks the field: `blank`, no control."""
        value = self.value(tag)
        shown = run(value or blank)
        spec = field_spec(self.document, tag)
        if spec is None:
            return shown
        kind = _date_kind() if spec.kind == "date" and not value else None
        return self._control(tag, spec.label, kind, shown)

    def checkbox(self, tag: str, label: str) -> Element:
        """A box to tick, unticked."""
        states = (("w14:checkedState", _CHECKED), ("w14:uncheckedState", _UNCHECKED))
        kind = element(
            "w14:checkbox",
            None,
            element("w14:checked", {"w14:val": 0}),
            *(element(name, {"w14:val": f"{ord(sign):04X}", "w14:font": SYMBOL.name}) for name, sign in states),
        )
        return self._control(tag, label, kind, run(_UNCHECKED, run_properties(SYMBOL)))

    def _control(self, tag: str, label: str, kind: Element | None, content: Element) -> Element:
        properties = element(
            "w:sdtPr",
            None,
            valued("w:alias", label),
            valued("w:tag", tag),
            valued("w:id", self._next),
            valued("w:lock", "sdtLocked"),
        )
        if kind is not None:
            properties.append(kind)
        self._next += 1
        return element("w:sdt", None, properties, element("w:sdtContent", None, content))


def _date_kind() -> Element:
    return element(
        "w:date",
        None,
        valued("w:dateFormat", "yyyy年M月d日"),
        valued("w:lid", "zh-CN"),
        valued("w:storeMappedDataAs", "dateTime"),
        valued("w:calendar", "gregorian"),
    )
