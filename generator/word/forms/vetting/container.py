"""The zip a .docx is: opened under limits, whatever it says of itself.

Names are kept by what they are to a package, whose names do not differ by case: two entries for one name, which
programs would choose from differently, are refused.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO

from generator.files import SourceError
from generator.files.inflating import DAMAGED, inflated
from generator.word.forms.vetting.faults import TemplateError

_LARGEST_PART, _LARGEST_WHOLE, _MOST_PARTS = 20_000_000, 60_000_000, 2_000
"""Bytes unpacked, of one part and of all together; parts."""

_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "请在 Word 或者 WPS 中另存为 .docx"
TOO_LARGE = "文件过大，不读取；请核对文件"
NO_DOCUMENT = f"不是 Word 文档（.docx），或者已损坏；{_SAVE_AGAIN}"


@dataclass
class Container:
    """The entries of a zip by their names in small letters; bytes are unpacked once, when they are asked for."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    _read: dict[str, bytes] = field(default_factory=dict)
    _left: int = _LARGEST_WHOLE

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.entries

    def read(self, name: str) -> bytes:
        """The bytes of an entry that is there. Raises TemplateError where it is damaged or larger than it may be."""
        key = name.casefold()
        if key not in self._read:
            most = min(_LARGEST_PART, self._left)
            self._read[key] = _inflated(self.archive, self.entries[key], most)
            self._left -= len(self._read[key])
        return self._read[key]


def container(content: bytes) -> Container:
    """A file as a zip. Raises TemplateError for what is none, is encrypted, too large, or has an ambiguous name."""
    if content.startswith(_OLE):
        raise TemplateError(f"是旧版 .doc 文件，或者加了密码；{_SAVE_AGAIN}（有密码的先取消密码）")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (*DAMAGED, NotImplementedError, ValueError) as error:
        raise TemplateError(NO_DOCUMENT) from error
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    sizes = [entry.file_size for entry in entries]
    if len(entries) > _MOST_PARTS or max(sizes, default=0) > _LARGEST_PART or sum(sizes) > _LARGEST_WHOLE:
        raise TemplateError(TOO_LARGE)
    named = {entry.filename.casefold(): entry for entry in entries}
    usual = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
    if len(named) < len(entries) or not usual:
        raise TemplateError(NO_DOCUMENT)
    return Container(archive, named)


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    try:
        return b"".join(inflated(archive, entry, most, _SAVE_AGAIN))
    except SourceError as error:
        raise TemplateError(str(error)) from error
    except (NotImplementedError, ValueError) as error:
        raise TemplateError(NO_DOCUMENT) from error
