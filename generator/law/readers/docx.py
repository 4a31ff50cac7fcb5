"""Word files as the national database (flk.npc.gov.cn) hands them out: one paragraph a natural line.

A .docx comes from outside and is a zip of XML, so it is read with the standard library under limits
and without entities. What a reader of the printed page would see otherwise than the stored characters
(tracked changes, automatic numbers, hidden text) is a finding, because the text taken over would not
be the law's.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol
from xml.parsers import expat

from generator.files import SourceError
from generator.files.inflating import inflated
from generator.law.readers import plain
from generator.law.readers.source import Source
from generator.law.structure import Finding

_LARGEST_PART = 30_000_000
_MOST_ELEMENTS = 1_000_000
_DEEPEST = 256
_MOST_BASES = 20
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "用 WPS 或 Word 打开，另存为 .docx 再导入"
_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
}
_SKIPPED = frozenset({"w:del", "w:moveFrom", "w:pPrChange", "w:rPrChange", "w:tabs", "w:rt", "mc:Fallback"})
_TRACKED = frozenset({"w:ins", "w:del", "w:moveFrom", "w:moveTo"})
_NOT_TEXT = frozenset({"pic:pic", "v:imagedata", "m:oMath", "w:sym", "w:altChunk"})
_CHARACTERS = {"w:tab": "\u3000", "w:ptab": "\u3000", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_NO = frozenset({"0", "false", "off"})
_OWN_NUMBER = re.compile(r"\s*(?:第[^，。；\s]{1,12}[条编章节]|[（(][一二三四五六七八九十百\d]+[）)]|\d+[.．、])")
_STATE = "中华人民共和国"
_TITLE_LINES = 4
_FINISHED_TITLE = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|规程|规范|标准|决定|决议|解释|通知|意见|公告|令|案|录)(?:[（(][^）)]*[）)])?$"
)
_NO_TITLE = re.compile(r"[（(《〔第目\d]")

Attributes = dict[str, str]
"""An element's attributes as expat gives them: `namespace name` → value."""


class _Reader(Protocol):
    """What takes a part's elements and characters in their order."""

    def start(self, name: str, attributes: Attributes, /) -> None: ...

    def end(self, name: str, /) -> None: ...

    def characters(self, text: str, /) -> None: ...


def read(content: bytes, name: str) -> Source:
    """One law in a .docx. `name` is the file's, whose (YYYY-MM-DD) is the version's day.

    Raises SourceError for what is no sound, unencrypted .docx, is too large, or declares a DOCTYPE.
    """
    archive = _archive(content)
    styles = _Styles()
    if _STYLES in archive.namelist():
        _parse(archive, _STYLES, styles)
    body = _Body(styles)
    _parse(archive, _DOCUMENT, body)
    source = plain.read("\n".join(_with_whole_title(list(body.lines()))), name)
    source.findings[:0] = body.findings()
    return source


def _archive(content: bytes) -> zipfile.ZipFile:
    if content.startswith(_OLE):
        raise SourceError(f"这是旧版 .doc 文件或加了密码的 Word 文件，请{_SAVE_AGAIN}（有密码的先取消密码）")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise SourceError(f"不是 .docx 文件，或没有下载完整；请重新下载，或{_SAVE_AGAIN}") from None
    if archive.namelist().count(_DOCUMENT) != 1:
        raise SourceError(f"里面应有一份正文（{_DOCUMENT}）而没有或不止一份，不是正常的 Word 文档；请{_SAVE_AGAIN}")
    return archive


def _parse(archive: zipfile.ZipFile, part: str, reader: _Reader) -> None:
    """Feed a part's elements, named by prefix (w:p), to the reader."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    size = _Size()

    def start(name: str, attributes: Attributes) -> None:
        size.enter()
        reader.start(_prefixed(name), attributes)

    def end(name: str) -> None:
        size.leave()
        reader.end(_prefixed(name))

    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.characters
    try:
        for chunk in inflated(archive, archive.getinfo(part), _LARGEST_PART, f"请重新下载，或{_SAVE_AGAIN}"):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except SourceError:
        raise
    except (expat.ExpatError, ValueError, LookupError):
        place = f"第 {parser.ErrorLineNumber} 行第 {parser.ErrorColumnNumber} 列"
        raise SourceError(f"{part} {place}不合 XML 语法，文件已损坏；请重新下载，或{_SAVE_AGAIN}") from None


class _Size:
    """Counts elements, which cost far more memory and time than the bytes they come from."""

    def __init__(self) -> None:
        self._elements = 0
        self._depth = 0

    def enter(self) -> None:
        """An element begins. Raises SourceError where there are more, or deeper ones, than any statute has."""
        self._elements += 1
        self._depth += 1
        if self._elements > _MOST_ELEMENTS or self._depth > _DEEPEST:
            raise SourceError("文件的内容过多或嵌套过深，不是一部法规，请核对文件来源")

    def leave(self) -> None:
        """An element ends."""
        self._depth -= 1


def _refuse_doctype(*_: object) -> None:
    raise SourceError(f"文件里有 DOCTYPE 声明，Word 不写这种声明，为安全起见不读取；请{_SAVE_AGAIN}")


def _prefixed(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"{_NAMESPACES.get(namespace, '')}:{local}"


def _attribute(attributes: Attributes, local: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == local), "")


@dataclass
class _Format:
    """What a paragraph or a style says of itself; None where it says nothing."""

    base: str = ""
    numbering: str | None = None
    alignment: str | None = None

    def take(self, name: str, attributes: Attributes) -> None:
        """Take over a property's element."""
        value = _attribute(attributes, "val")
        if name in ("w:pStyle", "w:basedOn"):
            self.base = value
        elif name == "w:numId":
            self.numbering = value
        elif name == "w:jc":
            self.alignment = value


class _Styles:
    """word/styles.xml: numbering and alignment may come from a paragraph's style or one of its bases."""

    def __init__(self) -> None:
        self._formats: dict[str, _Format] = {}
        self._current = _Format()
        self._skipped = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif name == "w:style":
            self._current = self._formats.setdefault(_attribute(attributes, "styleId"), _Format())
        else:
            self._current.take(name, attributes)

    def end(self, _: str) -> None:
        """An element ends."""
        self._skipped = max(0, self._skipped - 1)

    def characters(self, text: str) -> None:
        """Styles hold no words."""

    def resolve(self, own: _Format) -> _Format:
        """`own` with what it leaves open filled in from its style and that style's bases."""
        found, base = _Format("", own.numbering, own.alignment), own.base
        for _ in range(_MOST_BASES):
            style = self._formats.get(base)
            if style is None:
                break
            found.numbering = style.numbering if found.numbering is None else found.numbering
            found.alignment = style.alignment if found.alignment is None else found.alignment
            base = style.base
        return found


@dataclass
class _Paragraph:
    """A paragraph, or a table's row written as one."""

    pieces: list[str] = field(default_factory=list)
    format: _Format = field(default_factory=_Format)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(frozen=True)
class _Line:
    text: str
    is_centred: bool = False


class _Body:
    """word/document.xml as it is parsed. `_sinks` are the places paragraphs go to: the body, then cells within cells."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._sinks: list[list[_Paragraph]] = [[]]
        self._rows: list[list[list[_Paragraph]]] = []
        self._open: list[_Paragraph] = []
        self._skipped = 0
        self._tables = 0
        self._depth = 0
        self._not_text = 0
        self._hidden_runs = 0
        self._is_tracked = False
        self._is_hidden = False
        self._in_text = False
        self._numbered: list[str] = []
        self._starts: dict[str, Callable[[], None]] = {
            "w:p": self._start_paragraph,
            "w:r": self._start_run,
            "w:t": self._start_text,
            "w:tbl": self._start_table,
            "w:tr": self._start_row,
            "w:tc": self._start_cell,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "w:p": self._end_paragraph,
            "w:t": self._end_text,
            "w:tbl": self._end_table,
            "w:tr": self._end_row,
            "w:tc": self._end_cell,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._is_tracked = self._is_tracked or name in _TRACKED
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif name in self._starts:
            self._starts[name]()
        elif name in _CHARACTERS:
            self._add(_CHARACTERS[name])
        elif name in _NOT_TEXT:
            self._not_text += 1
        elif name == "w:vanish":
            self._is_hidden = _attribute(attributes, "val") not in _NO
        elif self._open:
            self._open[-1].format.take(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif name in self._ends:
            self._ends[name]()

    def characters(self, text: str) -> None:
        """Character data; only a w:t holds words."""
        if self._in_text and not self._skipped:
            self._add(text.replace("\n", " "))

    def lines(self) -> Iterator[_Line]:
        """The document's natural lines, empty ones too."""
        for paragraph in self._sinks[0]:
            is_centred = self._styles.resolve(paragraph.format).alignment == "center"
            for text in paragraph.text.split("\n"):
                yield _Line(text.strip(), is_centred)

    def findings(self) -> Iterator[Finding]:
        """What of the document is not, or not surely, in its lines."""
        if self._is_tracked:
            yield Finding(0, "文件里有修订痕迹，读到的不一定是定稿；请在 WPS 或 Word 中接受全部修订并保存后再导入")
        if self._numbered:
            yield Finding(
                0,
                f"有 {len(self._numbered)} 段的编号是 Word 自动编号，不在文字里（第一处：“{self._numbered[0][:20]}”），"
                "读入后条号会丢失；请在 WPS 或 Word 中全选、复制，在新文档里选择性粘贴为无格式文本，"
                "编号就成为文字，核对后再导入",
            )
        if self._hidden_runs:
            yield Finding(0, f"有 {self._hidden_runs} 处隐藏文字，看到的与读到的不同；请取消隐藏或删去这些文字后再导入")
        if self._tables:
            yield Finding(0, f"有 {self._tables} 个表格，已按行读成文字，请核对", fatal=False)
        if self._not_text:
            yield Finding(0, f"有 {self._not_text} 处图片、公式或符号不是文字，没有读入，请核对", fatal=False)

    def _add(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _start_paragraph(self) -> None:
        paragraph = _Paragraph()
        self._open.append(paragraph)
        self._sinks[-1].append(paragraph)

    def _end_paragraph(self) -> None:
        paragraph = self._open.pop()
        number = self._styles.resolve(paragraph.format).numbering
        if number not in (None, "", "0") and paragraph.text.strip() and not _OWN_NUMBER.match(paragraph.text):
            self._numbered.append(paragraph.text.strip())

    def _start_run(self) -> None:
        self._is_hidden = False

    def _start_text(self) -> None:
        self._in_text = True
        self._hidden_runs += self._is_hidden

    def _end_text(self) -> None:
        self._in_text = False

    def _start_table(self) -> None:
        self._tables += not self._depth
        self._depth += 1

    def _end_table(self) -> None:
        self._depth -= 1

    def _start_row(self) -> None:
        self._rows.append([])

    def _end_row(self) -> None:
        cells = ["\n".join(paragraph.text for paragraph in cell) for cell in self._rows.pop()]
        text = cells[0] if len(cells) == 1 else "\u3000".join(" ".join(cell.split("\n")).strip() for cell in cells)
        self._sinks[-1].append(_Paragraph([text]))

    def _start_cell(self) -> None:
        self._sinks.append([])

    def _end_cell(self) -> None:
        cell = self._sinks.pop()
        if self._rows:
            self._rows[-1].append(cell)
        else:
            self._sinks[-1].extend(cell)


def _with_whole_title(lines: list[_Line]) -> list[str]:
    """The lines' text; a title broken over several is put on its first, so that the others keep their number."""
    texts = [line.text for line in lines]
    first = next((index for index, text in enumerate(texts) if text), len(texts))
    for index in range(first + 1, min(first + _TITLE_LINES, len(texts))):
        if _NO_TITLE.match(texts[index]) or not _is_unfinished(texts[first], lines[first], lines[index]):
            break
        texts[first], texts[index] = texts[first] + texts[index], ""
    return texts


def _is_unfinished(title: str, first: _Line, following: _Line) -> bool:
    """Whether the title goes on in the line that follows."""
    if "".join(title.split()) == _STATE:
        return True
    return first.is_centred and following.is_centred and not _FINISHED_TITLE.search(title)
