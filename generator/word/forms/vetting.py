"""Files from outside, opened as data: what is no .docx, is far too large, or could run on a reader's machine is refused.

Everything is judged as parsed XML, never by searching bytes: quotes, encodings and blanks can be written in many ways.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree  # type: ignore[import-untyped]

from generator.word.ooxml import Element, qualified

_LARGEST_PART, _LARGEST_WHOLE, _MOST_PARTS, _MOST_ELEMENTS = 20_000_000, 60_000_000, 2_000, 1_000_000
"""Bytes unpacked, of one part and of all together; parts; elements of one part (2000 rows of a list have half as many)."""

_TOO_LARGE = "文件过大，不读取；请核对文件"

_ACTIVE = re.compile(r"vbaProject|vbaData|activeX|embeddings/|\.bin$|customUI", re.IGNORECASE)
_FIELD = re.compile(
    r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|EMBED|MACROBUTTON|DATABASE|RD)\b", re.IGNORECASE
)
_NO_DOCUMENT = "不是 Word 文档（.docx），或者已损坏；请在 Word 或者 WPS 中另存为 .docx"


class TemplateError(ValueError):
    """A file that cannot serve; the message, in Chinese, says why."""


def opened(content: bytes) -> DocumentObject:
    """A file's document. Raises TemplateError where it is no .docx, damaged, too large, or holds something that runs."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_what_runs(archive)
        made = Document(BytesIO(content))
    except TemplateError:
        raise
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise TemplateError(_NO_DOCUMENT) from error
    if made.element.tag != qualified("w:document") or made.element.body is None or made.element.body.sectPr is None:
        raise TemplateError(_NO_DOCUMENT)
    return made


def _refuse_what_runs(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    sizes = [entry.file_size for entry in entries]
    if len(entries) > _MOST_PARTS or max(sizes, default=0) > _LARGEST_PART or sum(sizes) > _LARGEST_WHOLE:
        raise TemplateError(_TOO_LARGE)
    if len({entry.filename for entry in entries}) < len(entries):
        raise TemplateError(_NO_DOCUMENT)
    for entry in entries:
        if _ACTIVE.search(entry.filename):
            raise TemplateError(
                f"文件中有宏或者嵌入的对象（{entry.filename}），不使用；请另存为不含宏的 .docx，删去嵌入的对象"
            )
        if entry.filename.endswith((".xml", ".rels")):
            _refuse_in_part(entry.filename, archive.read(entry))


def _refuse_in_part(name: str, content: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise TemplateError(f"文件的 {name} 带有 DOCTYPE，不是 Word 写的，不使用")
    if root.xpath("count(//*)") > _MOST_ELEMENTS:
        raise TemplateError(_TOO_LARGE)
    if name.endswith(".rels"):
        for relation in root.iter("{*}Relationship"):
            external = relation.get("TargetMode", "").strip().casefold() == "external"
            if external and not relation.get("Type", "").endswith("/hyperlink"):
                raise TemplateError(f"文件引用了外部文件（{name}），不使用；请断开链接，把内容放进文档")
    for instruction in _instructions(root):
        if _FIELD.match(instruction):
            raise TemplateError(f"文件中有会取外部内容的域“{instruction.strip()[:20]}”，请删去")


def _instructions(root: Element) -> Iterator[str]:
    """What the fields below a root are told to do; Word may cut it into runs at any place."""
    for simple in root.iter(qualified("w:fldSimple")):
        yield simple.get(qualified("w:instr"), "")
    told: list[str] = []
    for made in root.iter(qualified("w:fldChar"), qualified("w:instrText")):
        if made.tag == qualified("w:instrText"):
            told.append(made.text or "")
        else:
            yield "".join(told)
            told = []
    yield "".join(told)
