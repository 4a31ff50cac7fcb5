"""A .docx as parts that relationships lead to: what is known is read, all else is a fault or left out.

Nothing is told by the name of an entry: a part is what its content type and the relationship to it say, and both have
to agree with its first element.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.word.forms.vetting.carried import (
    KINDS,
    KNOWN_TYPES,
    LEFT_OUT,
    LEFT_OUT_TYPES,
    PACKAGE,
    Kind,
    is_picture,
)
from generator.word.forms.vetting.container import NO_DOCUMENT, Container, container
from generator.word.forms.vetting.faults import TemplateError, TemplateFault
from generator.word.forms.vetting.known import prefixed
from generator.word.forms.vetting.parsing import parsed
from generator.word.forms.vetting.reasons import for_relationship, for_type
from generator.word.paper.ooxml import Element

_TYPES = "[Content_Types].xml"
_TYPES_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_SEGMENT = re.compile(r"(?!_rels$)\w([\w .()-]*[\w()-])?", re.IGNORECASE)
_ID = re.compile(r"[\w.-]+")
_SAVE_AGAIN = "请在 Word 或者 WPS 中另存一次"


@dataclass
class Part:
    """A part that is carried: its name in the zip and the one it is saved by, what it is, its XML or bytes, and the
    parts its relationships lead to, or what is wrong with them, by their ids."""

    name: str
    saved: str
    kind: Kind
    type: str
    content: bytes
    root: Element = None
    relations: dict[str, Part] = field(default_factory=dict)
    faulty: dict[str, TemplateFault] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """What people call it, and its name."""
        return f"{self.kind.label}（{self.name}）" if self.name else "文件"


class Package:
    """A file's parts, from the whole (`parts[""]`) on. `faults`: what stands in it besides, that may not."""

    def __init__(self, content: bytes) -> None:
        self.container: Container = container(content)
        self.faults: list[TemplateFault] = []
        if _TYPES not in self.container:
            raise TemplateError(NO_DOCUMENT)
        self._types = _Types(self._xml(_TYPES))
        self.parts: dict[str, Part] = {"": Part("", "", PACKAGE, "", b"")}
        self._follow(self.parts[""])
        self.faults += self._strangers()

    @property
    def document(self) -> Part:
        """The main part. Raises TemplateError, saying why, where there is none."""
        for part in self.parts[""].relations.values():
            if part.kind.word == "officeDocument":
                return part
        why = [fault for fault in self.parts[""].faulty.values() if fault.what != NO_DOCUMENT]
        raise TemplateError(why[0] if why else NO_DOCUMENT)

    def _xml(self, name: str) -> Element:
        return parsed(name, self.container.read(name))

    def _follow(self, first: Part) -> None:
        """Read what a part's relationships lead to, and so on."""
        waiting = [first]
        while waiting:
            part = waiting.pop()
            for made in self._relationships(part):
                identifier = made.get("Id", "")
                if identifier in part.relations or identifier in part.faulty:
                    raise TemplateError(NO_DOCUMENT)
                led = self._led(part, made)
                if not _ID.fullmatch(identifier):
                    self.faults.append(TemplateFault(part.where, "关系的编号不正常，不是 Word 写的", _SAVE_AGAIN))
                elif isinstance(led, tuple):
                    part.faulty[identifier] = TemplateFault(part.where, *led)
                elif led is not None:
                    part.relations[identifier] = led
                    if led.name.casefold() not in self.parts:
                        self.parts[led.name.casefold()] = led
                        waiting.append(led)

    def _relationships(self, part: Part) -> Iterator[Element]:
        folder, name = posixpath.split(part.name)
        at = posixpath.join(folder, "_rels", f"{name}.rels")
        if at in self.container:
            yield from self._xml(at).iter(f"{_RELATIONS_NAMESPACE}Relationship")

    def _led(self, part: Part, made: Element) -> Part | tuple[str, str] | None:
        """The part a relationship leads to, None where it is left out; or what is wrong with it, and what to do."""
        type_, target = made.get("Type", ""), made.get("Target", "")
        if made.get("TargetMode", "Internal") != "Internal":
            return for_relationship(type_, target or "？")
        if type_ in LEFT_OUT:
            return None
        if type_ not in part.kind.holds:
            return for_relationship(type_)
        kind, name = KINDS[type_], _resolved(part.name, target)
        if name is None or name not in self.container:
            return f"关系指向不存在或者不正常的位置“{target[:40]}”", _SAVE_AGAIN
        if not kind.told and any(other.kind is kind for other in part.relations.values()):
            return f"有不止一份{kind.label}", _SAVE_AGAIN
        known = self.parts.get(name.casefold())
        if known is not None and known.kind is not kind:
            return f"{known.name} 一身两用，不是 Word 写的", _SAVE_AGAIN
        return known or self._read(name, kind)

    def _read(self, name: str, kind: Kind) -> Part | tuple[str, str] | None:
        type_ = self._types.of(name)
        if type_ not in kind.types:
            return None if kind.told and type_ in LEFT_OUT_TYPES else for_type(type_)
        saved = kind.name(sum(part.kind is kind for part in self.parts.values()) + 1, type_)
        part = Part(self.container.entries[name.casefold()].filename, saved, kind, type_, self.container.read(name))
        if not kind.root:
            return (
                part
                if is_picture(type_, part.content)
                else (f"{part.name} 不是它自称的图片", "请换成 PNG 或者 JPEG 图片")
            )
        part.root = self._xml(name)
        return part if prefixed(part.root.tag) == kind.root else (NO_DOCUMENT, "")

    def _strangers(self) -> Iterator[TemplateFault]:
        """Entries that are of no use to any document, whether something leads to them or not."""
        for name, entry in self.container.entries.items():
            where = f"文件中的 {entry.filename[:80]}"
            if name == _TYPES.casefold():
                continue
            if not all(_SEGMENT.fullmatch(made) or made in ("_rels", ".rels") for made in name.split("/")):
                yield TemplateFault(where, "名称不正常，不是 Word 写的", _SAVE_AGAIN)
            elif (type_ := self._types.of(name)) not in KNOWN_TYPES:
                yield TemplateFault(where, *for_type(type_))


class _Types:
    """What a package says its entries are. Raises TemplateError where it says two things of one."""

    def __init__(self, root: Element) -> None:
        self._named = self._told(root, "Override", "PartName")
        self._others = self._told(root, "Default", "Extension")

    @staticmethod
    def _told(root: Element, kind: str, key: str) -> dict[str, str]:
        made = list(root.iter(f"{_TYPES_NAMESPACE}{kind}"))
        told = {one.get(key, "").removeprefix("/").casefold(): one.get("ContentType", "") for one in made}
        if len(told) < len(made):
            raise TemplateError(NO_DOCUMENT)
        return told

    def of(self, name: str) -> str:
        """The content type of an entry; empty where none is said."""
        name = name.casefold()
        return self._named.get(name) or self._others.get(name.rpartition("/")[2].rpartition(".")[2], "")


def _resolved(source: str, target: str) -> str | None:
    """The name a relationship of a part leads to; None where it is no plain path within the package."""
    path = target[1:] if target.startswith("/") else posixpath.join(posixpath.dirname(source), target)
    names: list[str] = []
    for name in path.split("/"):
        if name == ".." and names:
            names.pop()
        elif not _SEGMENT.fullmatch(name):
            return None
        else:
            names.append(name)
    return "/".join(names)
