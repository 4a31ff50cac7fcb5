"""Printing through LibreOffice, where it is installed: PDF of a document, and how its pages are filled.

Only commands ask for it; a build needs no LibreOffice.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from generator import SaidError
from generator.files import work_folder

_SECONDS = 300
_POINTS_TO_TWIPS = 20
_PREVIEW_DPI = 60
_TEMPORARY = ("TMPDIR", "TMP", "TEMP")
_PAGE = re.compile(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_BOTTOM = re.compile(r'yMax="([\d.]+)"')


class RenderingError(SaidError):
    """LibreOffice (or poppler) is missing or failed; the message (Chinese) says what to do."""


@dataclass(frozen=True)
class Filled:
    """How a document fills its pages: how many, and where the text of the last one ends (twips from the sheet's top)."""

    pages: int
    last_text: int


def to_pdf(content: bytes) -> bytes:
    """A .docx as LibreOffice prints it. Raises RenderingError."""
    program = _libreoffice()
    if program is None:
        raise RenderingError("没有安装 LibreOffice，不能生成 PDF；可以在 WPS 或 Word 中打开后另存为 PDF")
    with work_folder() as folder:
        (folder / "document.docx").write_bytes(content)
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        try:
            done = subprocess.run(
                [*command, "--outdir", str(folder), str(folder / "document.docx")],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env={**os.environ, **dict.fromkeys(_TEMPORARY, str(folder))},
            )
        except subprocess.TimeoutExpired:
            raise RenderingError(f"LibreOffice {_SECONDS} 秒没有完成，已停止") from None
        made = folder / "document.pdf"
        if not made.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise RenderingError(f"LibreOffice 没有生成 PDF：{said[-1] if said else '没有说明原因'}")
        return made.read_bytes()


def lacking() -> str:
    """Which program is missing to print a document and read its pages (没有安装 …); empty where none is."""
    if _libreoffice() is None:
        return "没有安装 LibreOffice"
    return "" if shutil.which("pdftotext") else "没有安装 poppler-utils（pdftotext）"


def first_page(content: bytes) -> bytes:
    """A picture (PNG, grey) of a .docx's first page. Raises RenderingError where LibreOffice or poppler (pdftoppm) is missing."""
    if shutil.which("pdftoppm") is None:
        raise RenderingError("没有安装 poppler-utils（pdftoppm），不能生成样式图")
    with work_folder() as folder:
        printed = folder / "document.pdf"
        printed.write_bytes(to_pdf(content))
        command = ["pdftoppm", "-f", "1", "-l", "1", "-r", str(_PREVIEW_DPI), "-gray", "-png", str(printed)]
        return _output(command)


def _libreoffice() -> str | None:
    """The program, where it is on the path or where Windows and macOS install it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is not None:
        return found
    usual = [
        *(
            Path(os.environ[name], "LibreOffice", "program", "soffice.exe")
            for name in _PROGRAM_FOLDERS
            if name in os.environ
        ),
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    ]
    return next((str(path) for path in usual if path.is_file()), None)


_PROGRAM_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)")


def filled(pdf: bytes) -> Filled:
    """How a PDF fills its pages. Raises RenderingError where poppler (pdftotext) is missing."""
    pages = _PAGE.findall(_pdftotext(pdf, "-bbox"))
    if not pages:
        raise RenderingError("PDF 里没有页面")
    foot = _text_foot(float(pages[-1][0]))
    bottoms = [float(bottom) for bottom in _BOTTOM.findall(pages[-1][1]) if float(bottom) < foot]
    return Filled(len(pages), round(max(bottoms, default=0.0) * _POINTS_TO_TWIPS))


def page_texts(pdf: bytes) -> list[str]:
    """The text of every page without any space. Raises RenderingError where poppler (pdftotext) is missing."""
    return ["".join(page.split()) for page in _pdftotext(pdf, "-raw").split("\f")[:-1]]


def _pdftotext(pdf: bytes, option: str) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        raise RenderingError("没有安装 poppler-utils（pdftotext），不能测量版面")
    return _output([program, option, "-enc", "UTF-8", "-", "-"], pdf).decode(errors="replace")


def _output(command: list[str], given: bytes | None = None) -> bytes:
    """What one of poppler's programs makes of a PDF. Raises RenderingError."""
    try:
        return subprocess.run(command, input=given, capture_output=True, check=True, timeout=_SECONDS).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise RenderingError(f"{Path(command[0]).name} 读不出 PDF：{error}") from None


def _text_foot(height: float) -> float:
    """Where the text area ends: 35 mm above the sheet's foot (5.2.1); below it stands the page number only."""
    return height - 34 / 25.4 * 72
