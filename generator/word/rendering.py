"""Printing through LibreOffice, where it is installed: PDF of a document, and how its pages are filled.

Only commands ask for it; a build needs no LibreOffice.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 300
_POINTS_TO_TWIPS = 20
_PREVIEW_DPI = 60
_PAGE = re.compile(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_BOTTOM = re.compile(r'yMax="([\d.]+)"')


class RenderingError(RuntimeError):
    """LibreOffice (or poppler) is missing or failed; the message (Chinese) says what to do."""


@dataclass(frozen=True)
class Filled:
    """How a document fills its pages: how many, and where the text of the last one ends (twips from the sheet's top)."""

    pages: int
    last_text: int


def to_pdf(content: bytes) -> bytes:
    """A .docx as LibreOffice prints it. Raises RenderingError."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise RenderingError("没有安装 LibreOffice，不能生成 PDF；可以在 WPS 或 Word 中打开后另存为 PDF")
    with tempfile.TemporaryDirectory(prefix="jianguan-") as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(content)
        command = [program, f"-env:UserInstallation=file://{name}/profile", "--headless", "--convert-to", "pdf"]
        try:
            done = subprocess.run(
                [*command, "--outdir", name, str(folder / "document.docx")],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env={**os.environ, "HOME": name},
            )
        except subprocess.TimeoutExpired:
            raise RenderingError(f"LibreOffice {_SECONDS} 秒没有完成，已停止") from None
        made = folder / "document.pdf"
        if not made.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise RenderingError(f"LibreOffice 没有生成 PDF：{said[-1] if said else '没有说明原因'}")
        return made.read_bytes()


def first_page(content: bytes) -> bytes:
    """A picture (PNG, grey) of a .docx's first page. Raises RenderingError where LibreOffice or poppler (pdftoppm) is missing."""
    if shutil.which("pdftoppm") is None:
        raise RenderingError("没有安装 poppler-utils（pdftoppm），不能生成样式图")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(to_pdf(content))
        file.flush()
        command = ["pdftoppm", "-f", "1", "-l", "1", "-r", str(_PREVIEW_DPI), "-gray", "-png", file.name]
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def filled(pdf: bytes) -> Filled:
    """How a PDF fills its pages. Raises RenderingError where poppler (pdftotext) is missing."""
    if shutil.which("pdftotext") is None:
        raise RenderingError("没有安装 poppler-utils（pdftotext），不能测量版面")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        shown = subprocess.run(["pdftotext", "-bbox", file.name, "-"], capture_output=True, check=True, timeout=60)
    pages = _PAGE.findall(shown.stdout.decode(errors="replace"))
    if not pages:
        raise RenderingError("PDF 里没有页面")
    foot = _text_foot(float(pages[-1][0]))
    bottoms = [float(bottom) for bottom in _BOTTOM.findall(pages[-1][1]) if float(bottom) < foot]
    return Filled(len(pages), round(max(bottoms, default=0.0) * _POINTS_TO_TWIPS))


def _text_foot(height: float) -> float:
    """Where the text area ends: 35 mm above the sheet's foot (5.2.1); below it stands the page number only."""
    return height - 34 / 25.4 * 72
