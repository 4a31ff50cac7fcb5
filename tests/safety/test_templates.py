"""Nothing foreign gets into a document by way of a template: known parts pass, all else is named or stays outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from generator import word
from generator.opening import open_view
from generator.views import View
from generator.word.forms import vetting
from generator.word.forms.vetting import codes, container, judging, package, parsing
from tests.conftest import KINDS, REPOSITORY
from tests.safety.crafted import Docx, parts
from tests.safety.hostile_templates import FIELDS, HOSTILE, LEFT_OUT, REFUSED, crafted

TODAY = date(2026, 11, 23)
_RELATIONS = frozenset(
    ("officeDocument", "core-properties", "styles", "settings", "fontTable", "theme", "numbering", "footnotes", "endnotes", "header",
     "footer", "image", "extended-properties")
)  # fmt: skip
_TYPES = re.compile(
    r"application/xml|image/(png|jpeg|gif|bmp)|application/vnd\.openxmlformats-(package\.(relationships|core-properties)\+xml"
    r"|officedocument\.(theme|extended-properties|wordprocessingml\.(document\.main|styles|settings|fontTable|numbering"
    r"|footnotes|endnotes|header|footer))\+xml)"
)
_FIELDS = re.compile(r"\s*(PAGE|NUMPAGES)\s*")
_FOREIGN = frozenset(
    ("altChunk", "subDoc", "object", "control", "OLEObject", "contentPart", "mailMerge", "attachedTemplate", "saveThroughXslt", "frameset",
     "hlinkClick", "hlinkHover", "svgBlip", "chart", "videoFile", "audioFile", "ins", "del", "comment", "docVars", "fldData")
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> View:
    return open_view(REPOSITORY / "catalog", TODAY)


@pytest.fixture(scope="module")
def exported(shipped) -> bytes:
    return word.exported(shipped, shipped.document("recheck-opinion"))


@pytest.fixture(autouse=True)
def _nothing_kept():
    vetting._judged.cache_clear()
    yield
    vetting._judged.cache_clear()


def _document(view: View, name: str, template: bytes) -> bytes:
    kind = view.document(name)
    items = view.items[:1] if kind.scope == "item" or kind.punishes else ()
    return word.document(replace(view, templates={name: template}), kind, items)


def _external(content: bytes) -> Iterator[str]:
    """Whatever in a document leads out of it, runs, or is of a kind that no document needs."""
    for name, data in parts(content):
        if b"evil" in data or "evil".encode("utf-16-le") in data:
            yield f"{name}: evil"
        if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")):
            continue
        try:
            root = etree.fromstring(data)
        except etree.XMLSyntaxError:
            yield f"{name}: neither XML nor a picture"
            continue
        yield from (f"{name}: {made.target}" for made in root.iter(etree.ProcessingInstruction))
        for made in root.iter(etree.Element):
            tag = etree.QName(made).localname
            yield from (f"{name}: {said}" for said in _said_of(tag, made))
            if tag in _FOREIGN:
                yield f"{name}: {tag}"


def _said_of(tag: str, made) -> Iterator[str]:
    if tag == "Relationship" and (
        made.get("TargetMode") is not None
        or made.get("Type").rpartition("/")[2] not in _RELATIONS
        or not re.fullmatch(r"[\w./]+", made.get("Target"))
    ):
        yield f"leads to {made.get('Target')} ({made.get('Type')}, {made.get('TargetMode')})"
    if tag in ("Override", "Default") and not _TYPES.fullmatch(made.get("ContentType")):
        yield f"holds {made.get('ContentType')}"
    if tag == "instrText" and not _FIELDS.fullmatch(made.text or ""):
        yield f"field {made.text}"
    for key, value in made.attrib.items():
        name = etree.QName(key).localname
        address = re.match(r"\s*(https?|file|ftp|mailto|javascript|data):|\\\\|//", value)
        if name in ("src", "href", "link", "base", "instr") or (address and name not in ("uri", "Type")):
            yield f"{tag}@{name}={value}"


def test_what_is_looked_for_is_found_in_every_hostile_file_itself(exported):
    """The look-out of these tests is no blind one: in a hostile template as it is it finds what should not be there."""
    seen = {
        name: list(_external(crafted(exported, name))) for name in {**FIELDS, **LEFT_OUT} if name != "a comment in XML"
    }
    assert [name for name, found in seen.items() if not found] == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_known_is_refused_with_its_place_and_what_to_do(exported, name):
    with pytest.raises(word.TemplateError) as refused:
        vetting.vetted(crafted(exported, name))
    for reason in map(str, refused.value.reasons):
        assert re.search(r"[\u4e00-\u9fff]", reason) and ("请" in reason or "不使用" in reason), reason


@pytest.mark.parametrize(("number", "name"), list(enumerate(HOSTILE)))
def test_nothing_external_is_in_a_document_made_with_a_hostile_template(shipped, number, name):
    """Each hostile template with one type; `make safety` tries all types with each."""
    _try(shipped, KINDS[number % len(KINDS)], name)


@pytest.mark.safety
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_external_is_in_any_document_made_with_any_hostile_template(shipped, kind):
    for name in HOSTILE:
        _try(shipped, kind, name)


def _try(view: View, kind: str, name: str) -> None:
    template = crafted(word.exported(view, view.document(kind)), name)
    if name in REFUSED:
        with pytest.raises(word.TemplateError):
            _document(view, kind, template)
    else:
        assert list(_external(_document(view, kind, template))) == []


def test_values_that_the_library_cannot_read_are_no_traceback(shipped, exported):
    nameless = Docx(exported).swap("word/styles.xml", "<w:name w:val=", "<w:name w:type=").packed()
    with pytest.raises(word.TemplateError, match="已损坏"):
        word.faults(shipped.document("recheck-opinion"), nameless)


class _Anything:
    """Holds whatever it is asked for: a list that has been taken away."""

    def __contains__(self, thing: object) -> bool:
        return True


class _Never:
    """A pattern that finds nothing: a look-out that has been taken away."""

    def search(self, text: str) -> None:
        return None


def _passes(*_: object) -> bool:
    return True


RULES = [
    ("a part of a type of nobody", package, "KNOWN_TYPES", _Anything()),
    ("a name from the root", package, "_SEGMENT", re.compile(".*")),
    ("a name of Windows", package, "_SEGMENT", re.compile(".*")),
    ("an SVG said to be a PNG", package, "is_picture", _passes),
    ("a relationship of nobody", package, "for_relationship", lambda *_: None),
    ("a document within the document", package, "for_relationship", lambda *_: None),
    ("a template attached by the document", package, "for_relationship", lambda *_: None),
    ("a link that nothing names", judging._Judge, "faults", lambda _: iter(())),
    ("a control alone", judging, "element_passes", _passes),
    ("a mail merge without relationship", judging, "element_passes", _passes),
    ("an element of nobody", judging, "element_passes", _passes),
    ("a link within a link", judging, "attribute_passes", _passes),
    ("a base for addresses", judging, "attribute_passes", _passes),
    ("an attribute of nobody", judging, "attribute_passes", _passes),
    ("what must be understood", judging, "attribute_passes", _passes),
    ("a kind of drawing by an address", judging, "_NAME", re.compile(".*")),
    ("an address as the name of a relationship", package, "_ID", re.compile(".*")),
    ("DDE in a cell behind words outside", codes, "_story", lambda run: None),
    ("a shape with a behaviour", judging, "_ADDRESS", _Never()),
    ("a shape of a kind from elsewhere", judging, "_ADDRESS", _Never()),
    ("the field INCLUDEPICTURE", codes, "_KNOWN", _Anything()),
    ("the field HYPERLINK whose place is an address", codes, "_WITHIN", re.compile("(?s)HYPERLINK .*")),
    ("a word that another field ends", codes, "_NESTED", " "),
    ("a word typed as text", codes, "_BESIDE", _Anything()),
    ("DDE behind words where none belong", codes, "_stands_in_text", _passes),
    ("DDE behind an alternative", codes, "_story", lambda run: None),
    ("letters of another code", parsing, "_ENCODING", re.compile(b"(?!)")),
    ("too many entries", container, "_MOST_PARTS", 9_999),
]


@pytest.mark.parametrize(
    ("name", "where", "rule", "nothing"), RULES, ids=[f"{name}, {rule}" for name, _, rule, _ in RULES]
)
def test_each_rule_is_what_keeps_something_out(exported, monkeypatch, name, where, rule, nothing):
    """With the rule taken away the template passes: no other rule holds it, and no test would be green without it."""
    template = crafted(exported, name)
    with pytest.raises(word.TemplateError):
        vetting.vetted(template)
    monkeypatch.setattr(where, rule, nothing)
    vetting.vetted(template)
