"""A part's XML, element by element: what no document needs is taken out, all that is not known harmless is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]

from generator.word.forms.vetting import codes
from generator.word.forms.vetting.faults import TemplateFault
from generator.word.forms.vetting.known import (
    LEFT_OUT,
    LEFT_OUT_ATTRIBUTES,
    PREFIXES,
    REFERENCES,
    UNWRAPPED,
    attribute_passes,
    element_passes,
    is_ignored,
    prefixed,
)
from generator.word.forms.vetting.package import Part
from generator.word.forms.vetting.reasons import for_element
from generator.word.paper.ooxml import NAMESPACES, Element, qualified

_IGNORABLE = qualified("mc:Ignorable")
_P = qualified("w:p")
_REFERS = f"{{{NAMESPACES['r']}}}"
_MOST_FAULTS = 100
_WORDS = frozenset({"alt", "title", "o:title", "string"})
_NAMING = frozenset({"uri", "w:uri"})
_NAME = re.compile(r"http://schemas\.(openxmlformats\.org|microsoft\.com)/[\w/.-]*")
"""What kind of drawing or setting something is, said like an address that nobody opens."""
_ADDRESS = re.compile(r"[/\\(]")
"""What an address, a path or a function in a style has and no measure, colour or name; VML hides them in any value."""


def judged(part: Part) -> list[TemplateFault]:
    """All that may not stand in a part. What is left out has been taken out of its XML afterwards."""
    if part.root is None:
        return list(part.faulty.values())
    _clean(part.root)
    return list(islice(_Judge(part).faults(), _MOST_FAULTS))


def _clean(root: Element) -> None:
    for made in list(root.iter(etree.Element)):
        name = prefixed(made.tag)
        if name in LEFT_OUT or is_ignored(made.tag):
            _take_out(made)
        elif name in UNWRAPPED and made.getparent() is not None:
            for child in list(made):
                made.addprevious(child)
            _take_out(made)
        else:
            for key in made.attrib:
                if is_ignored(key) or prefixed(key) in LEFT_OUT_ATTRIBUTES:
                    del made.attrib[key]
    _name_no_more(root)


def _name_no_more(root: Element) -> None:
    """Take out the namespaces that are not known, and that others should pass over them."""
    for made in root.iter(etree.Element):
        if passed := made.attrib.pop(_IGNORABLE, None):
            known = [prefix for prefix in passed.split() if made.nsmap.get(prefix) in PREFIXES]
            if known:
                made.set(_IGNORABLE, " ".join(known))
    kept = {prefix for prefix, uri in root.nsmap.items() if prefix and uri in PREFIXES}
    etree.cleanup_namespaces(root, keep_ns_prefixes=kept)


def _take_out(made: Element) -> None:
    if made.getparent() is not None:
        made.getparent().remove(made)


class _Judge:
    """Judges one part."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.named: set[str] = set()
        self.paragraphs: dict[Element, int] = {}

    def faults(self) -> Iterator[TemplateFault]:
        root = self.part.root
        assert root is not None
        self.paragraphs = {made: number for number, made in enumerate(root.iter(_P), 1)}
        refused: set[Element] = set()
        for made in root.iter():
            if made.getparent() in refused:
                refused.add(made)
            elif not isinstance(made.tag, str):
                yield self.fault(made, "处理指令，不是 Word 写的", "请在 Word 或者 WPS 中另存一次")
            elif not element_passes(prefixed(made.tag)):
                refused.add(made)
                yield self.fault(made, *for_element(prefixed(made.tag)))
            elif made.attrib:
                yield from self.of_attributes(made)
        yield from (self.fault(made, what, "请删去这个域") for made, what in codes.unfit(root))
        for identifier, fault in self.part.faulty.items():
            if identifier not in self.named:
                yield fault

    def of_attributes(self, made: Element) -> Iterator[TemplateFault]:
        element = prefixed(made.tag)
        for key, value in made.attrib.items():
            name = prefixed(key)
            if name == "Requires" and any(made.nsmap.get(prefix) not in PREFIXES for prefix in value.split()):
                yield self.fault(made, "其他程序的扩展内容", "请删去这个内容")
            elif key.startswith(_REFERS):
                yield from self.of_reference(made, element, name, value)
            elif not attribute_passes(element, name):
                yield self.fault(made, f"不能使用的属性 {name}（{element}）", "请删去这个内容")
            elif name in _NAMING and not _NAME.fullmatch(value):
                yield self.fault(made, f"属性 {name} 里有不认识的地址（{element}）", "请删去这个内容")
            elif element.startswith(("v:", "o:")) and name not in _WORDS and _ADDRESS.search(value):
                yield self.fault(made, f"属性 {name} 里有地址或者路径（{element}）", "请删去这个图形")

    def of_reference(self, made: Element, element: str, name: str, identifier: str) -> Iterator[TemplateFault]:
        """A relationship that an element names: sound, and of the type that the element may name."""
        if fault := self.part.faulty.get(identifier):
            self.named.add(identifier)
            yield self.fault(made, fault.what, fault.hint)
        elif (wanted := REFERENCES.get((element, name))) is None:
            yield self.fault(made, *for_element(element))
        elif identifier not in self.part.relations or self.part.relations[identifier].kind.word != wanted:
            yield self.fault(
                made, f"引用的内容不在文件里，或者格式不能使用（{element}）", "图片请用 PNG 或者 JPEG 重新插入"
            )

    def fault(self, made: Element, what: str, hint: str) -> TemplateFault:
        number = self.paragraph(made)
        if number is None:
            return TemplateFault(self.part.where, what, hint)
        return TemplateFault(f"{self.part.where}第 {number} 段", what, hint, at=(number, 1))

    def paragraph(self, made: Element) -> int | None:
        """The number of the paragraph that holds an element or comes before it; None outside of text."""
        holder = made if made.tag == _P else next(made.iterancestors(_P), None)
        if holder is None:
            holder = next(made.itersiblings(_P, preceding=True), None)
        return self.paragraphs[holder] if holder is not None else None
