"""Tables from files: .xlsx, .csv, .tsv, .html → grids of cells as they stand, whoever wrote them.

Everything comes from outside. What is no table, may hold macros, is encrypted or blows up is refused with a
TableError that says what to do; a formula or an error value is known as such and never taken for its result.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.files import LARGEST_DOCUMENT, RefusedError, read_file
from generator.tables.book.findings import SAVE_AGAIN, TableError
from generator.tables.reading.grid import Grid

SUFFIXES = (".xlsx", ".csv", ".tsv", ".html", ".htm")
"""Files that are read; .txt is not: its cells are lost already."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path) -> list[Grid]:
    """The sheets of a file, hidden ones left out but for our own. Raises TableError, OSError where unreadable."""
    suffix = path.suffix.lower()
    if suffix in (".xlsm", ".xltm", ".xlam"):
        raise TableError(f"{suffix} 文件可以带宏，不读取；{SAVE_AGAIN}")
    try:
        content = read_file(path, LARGEST_DOCUMENT)
    except RefusedError as error:
        raise TableError(f"{error}；请只留下要导入的表") from None
    if not content:
        raise TableError("文件是空的")
    if content.startswith(_OLE):
        raise TableError(f"这是旧版表格（.xls、.et）或者加了密码的文件，不能读取；有密码的先取消密码，{SAVE_AGAIN}")
    if content.startswith(b"PK"):
        if suffix != ".xlsx":
            raise TableError(f"文件内容是 .xlsx 一类的压缩文件，名称却是 {suffix or '没有后缀'}；{SAVE_AGAIN}")
        from generator.tables.reading import workbook

        return workbook.read(content)
    return _text_reader(suffix)(content, path.stem)


def _text_reader(suffix: str) -> Callable[[bytes, str], list[Grid]]:
    from generator.tables.reading import text

    readers = {".csv": text.read_csv, ".tsv": text.read_tsv, ".html": text.read_html, ".htm": text.read_html}
    if suffix == ".xlsx":
        raise TableError(f"不是 .xlsx 文件，或者没有下载完整；请重新下载，或者{SAVE_AGAIN}")
    if suffix not in readers:
        raise TableError(f"不认识的文件种类“{suffix}”，可以导入的有：{'、'.join(SUFFIXES)}；{SAVE_AGAIN}")
    return readers[suffix]


__all__ = ["SUFFIXES", "Grid", "read"]
