"""Content controls (内容控件) as Word writes them: at the level of runs, paragraphs, cells and rows.

A control's title is the field's label, its tag the field's; both stay through Word and WPS. A control that
prints nothing shows blank space to write on, never a prompt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from generator import SaidError
from generator.word.paper.fonts import SYMBOL
from generator.word.paper.ooxml import Element, element, qualified, run, valued
from generator.word.paper.styles import BOX_RUN

UNCHECKED, CHECKED = "☐", "☑"

_SDT, _TAG, _CONTENT, _PROPERTIES = (qualified(name) for name in ("w:sdt", "w:tag", "w:sdtContent", "w:sdtPr"))
_VAL = qualified("w:val")


def control(tag: str, label: str, content: Iterable[Element], kind: Element | None = None) -> Element:
    """A control around runs, paragraphs, a cell or rows. Its id is set by `numbering.number`, its lock by `lock`."""
    properties = element("w:sdtPr", None, valued("w:alias", label), valued("w:tag", tag), valued("w:id", 0))
    if kind is not None:
        properties.append(kind)
    return element("w:sdt", None, properties, element("w:sdtContent", None, *content))


def date_kind() -> Element:
    """A date picker that writes 2026年11月23日."""
    return element(
        "w:date",
        None,
        valued("w:dateFormat", "yyyy年M月d日"),
        valued("w:lid", "zh-CN"),
        valued("w:storeMappedDataAs", "dateTime"),
        valued("w:calendar", "gregorian"),
    )


def choice_kind(choices: Sequence[str]) -> Element:
    """A drop-down list."""
    return element(
        "w:dropDownList",
        None,
        *(element("w:listItem", {"w:displayText": choice, "w:value": choice}) for choice in choices),
    )


def check_kind(checked: bool) -> Element:
    """A box to tick."""
    states = (("w14:checkedState", CHECKED), ("w14:uncheckedState", UNCHECKED))
    return element(
        "w14:checkbox",
        None,
        element("w14:checked", {"w14:val": int(checked)}),
        *(element(name, {"w14:val": f"{ord(sign):04X}", "w14:font": SYMBOL.name}) for name, sign in states),
    )


def check_box(tag: str, label: str, checked: bool = False) -> Element:
    """A control that is ticked or not."""
    sign = run(CHECKED if checked else UNCHECKED, element("w:rPr", None, valued("w:rStyle", BOX_RUN)))
    return control(tag, label, [sign], check_kind(checked))


def repeating(tag: str, label: str, unit: Sequence[Element]) -> Element:
    """A section whose unit (rows or paragraphs) Word repeats at the touch of its + sign."""
    item = element(
        "w:sdt",
        None,
        element("w:sdtPr", None, valued("w:id", 0), element("w15:repeatingSectionItem")),
        element("w:sdtContent", None, *unit),
    )
    return control(tag, label, [item], element("w15:repeatingSection"))


def controls_in(root: Element) -> Iterator[Element]:
    """Every control below an element, in document order."""
    yield from root.iter(_SDT)


def tag_of(made: Element) -> str:
    """A control's tag; empty where it has none (the item of a repeating section)."""
    properties = next(made.iterchildren(_PROPERTIES), None)
    found = None if properties is None else next(properties.iterchildren(_TAG), None)
    return "" if found is None else str(found.get(_VAL, ""))


def content_of(made: Element) -> Element:
    """The element that holds what a control shows. Raises SaidError where Word would find none."""
    found = next(made.iterchildren(_CONTENT), None)
    if found is None:
        raise SaidError(f"内容控件“{tag_of(made)}”没有内容部分，文件不完整")
    return found


def is_repeating(made: Element) -> bool:
    """Whether a control is a repeating section."""
    return made.find(f"{_PROPERTIES}/{qualified('w15:repeatingSection')}") is not None


def clear_prompt(made: Element) -> None:
    """Leave nothing in a control where Word shows a prompt (单击此处输入文字), as it does once a person has emptied it."""
    if made.find(f"{_PROPERTIES}/{qualified('w:showingPlcHdr')}") is not None:
        for text in content_of(made).iter(qualified("w:t")):
            text.text = ""


def set_checked(made: Element, checked: bool) -> None:
    """Tick or untick a check box, in what it says and in what it shows."""
    write_check(made, str(int(checked)), CHECKED if checked else UNCHECKED)


def write_check(made: Element, state: str, sign: str) -> None:
    """Write a check box's state (1 or 0) and the sign it shows."""
    said = made.find(f"{_PROPERTIES}/{qualified('w14:checkbox')}/{qualified('w14:checked')}")
    if said is not None:
        said.set(qualified("w14:val"), state)
    for text in content_of(made).iter(qualified("w:t")):
        text.text = sign


def set_day(made: Element, day: date | None) -> None:
    """Tell a date picker which day it shows; none, that it shows none."""
    picker = made.find(f"{_PROPERTIES}/{qualified('w:date')}")
    if picker is not None:
        picker.attrib.pop(qualified("w:fullDate"), None)
        if day is not None:
            picker.set(qualified("w:fullDate"), f"{day.isoformat()}T00:00:00Z")


def rename(made: Element, tag: str, label: str) -> None:
    """Give a control another tag and title."""
    properties = made.find(_PROPERTIES)
    properties.find(_TAG).set(_VAL, tag)
    title = properties.find(qualified("w:alias"))
    if title is not None:
        title.set(_VAL, label)


def unwrap(made: Element) -> None:
    """Leave a control's content in its place, without the control."""
    for child in list(content_of(made)):
        made.addprevious(child)
    made.getparent().remove(made)


def lock(made: Element) -> None:
    """Lock a control against deletion; its content stays free to fill."""
    properties = made.find(_PROPERTIES)
    number = properties.find(qualified("w:id"))
    existing = properties.find(qualified("w:lock"))
    if existing is not None:
        existing.set(_VAL, "sdtLocked")
    elif number is not None:
        number.addnext(valued("w:lock", "sdtLocked"))
