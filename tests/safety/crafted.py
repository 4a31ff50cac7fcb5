"""Templates as an attacker would write them: an exported template taken apart, changed, and packed again.

Everything that must not reach a document carries the word `evil`, so that a test can look for it in any part.
"""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Callable, Iterator

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
M = "http://schemas.microsoft.com/office/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
RN = f'xmlns:r="{R[:-1]}"'
ASVG = 'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
URL = "http://evil.invalid/x"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DDE = 'DDEAUTO c:\\\\evil\\\\cmd.exe "/k calc"'


class Docx:
    """A .docx as a dictionary of entries, changed step by step."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.entries = {name: archive.read(name) for name in archive.namelist()}

    def swap(self, name: str, old: str, new: str) -> Docx:
        """Put `new` in the place of the first `old` in an entry."""
        assert old.encode() in self.entries[name], f"{name} has no {old}"
        self.entries[name] = self.entries[name].replace(old.encode(), new.encode(), 1)
        return self

    def body(self, xml: str) -> Docx:
        """Put XML at the beginning of the body."""
        return self.swap("word/document.xml", "<w:body>", f"<w:body>{xml}")

    def text(self, xml: str) -> Docx:
        """Put runs into a paragraph of their own at the beginning of the body."""
        return self.body(f"<w:p>{xml}</w:p>")

    def settings(self, xml: str) -> Docx:
        """Put XML at the end of the settings."""
        return self.swap("word/settings.xml", "</w:settings>", f"{xml}</w:settings>")

    def type(self, name: str, type_: str) -> Docx:
        """Say what an entry is."""
        return self.swap(
            "[Content_Types].xml", "</Types>", f'<Override PartName="/{name}" ContentType="{type_}"/></Types>'
        )

    def part(self, name: str, type_: str, content: str | bytes) -> Docx:
        """Add an entry of a type."""
        self.entries[name] = content.encode() if isinstance(content, str) else content
        return self.type(name, type_)

    def relation(
        self, type_: str, target: str, more: str = "", of: str = "word/document.xml", name: str = "rIdX"
    ) -> Docx:
        """Add a relationship of a part; `more`: attributes."""
        folder, _, own = of.rpartition("/")
        rels = f"{folder}/_rels/{own}.rels".removeprefix("/")
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        self.entries[rels] = self.entries.get(rels, empty).replace(b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>", empty)  # fmt: skip
        made = f'<Relationship Id="{name}" Type="{type_ if ":" in type_ else R + type_}" Target="{target}" {more}/>'
        return self.swap(rels, "</Relationships>", f"{made}</Relationships>")

    def outside(self, type_: str, target: str = URL, of: str = "word/document.xml") -> Docx:
        """Add a relationship that leads out of the file."""
        return self.relation(type_, target, 'TargetMode="External"', of)

    def header(self, inside: str, name: str = "word/header9.xml") -> Docx:
        """Add a header that the first page would show."""
        self.part(name, f"{WORD}header+xml", f"<w:hdr {W} {RN}>{inside}</w:hdr>")
        self.relation("header", name.removeprefix("word/"), name="rIdH")
        return self.swap("word/document.xml", "<w:pgSz", '<w:headerReference w:type="even" r:id="rIdH"/><w:pgSz')

    def packed(self, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
        """The changed file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, content in self.entries.items():
                archive.writestr(name, content)
        return out.getvalue()


def code(*pieces: str, shown: str = "x") -> str:
    """A field whose code is cut into runs."""
    inner = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return f"{BEGIN}{inner}{SEPARATE}<w:r><w:t>{shown}</w:t></w:r>{END}"


BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def instruction(text: str) -> str:
    """A run with a piece of a field's code."""
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def text_box(inside: str) -> str:
    """A run with a text box that Word 2010 and later show."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="71" name="box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvSpPr/><wps:spPr/>'
        f"<wps:txbx><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture(attributes: str = 'r:embed="rIdX"', more: str = "", properties: str = "") -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="72" name="p">{properties}</wp:docPr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {attributes}>{more}</a:blip></pic:blipFill><pic:spPr/></pic:pic>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def vml(inside: str) -> str:
    """A run with a picture of the old kind."""
    return f"<w:r><w:pict {V}>{inside}</w:pict></w:r>"


def flagged(content: bytes, offset_local: int, offset_central: int, form: str, value: int) -> bytes:
    """A zip whose first entry says something else of itself, in both of its headers."""
    out = bytearray(content)
    struct.pack_into(form, out, offset_local, value)
    struct.pack_into(form, out, content.index(b"PK\1\2") + offset_central, value)
    return bytes(out)


def renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """A zip one of whose names has other bytes of the same number."""
    assert len(old) == len(new) and old in content
    return content.replace(old, new)


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every entry of a document, whatever it is called."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            yield entry.filename, archive.read(entry)


Craft = Callable[[Docx], "Docx | bytes"]
