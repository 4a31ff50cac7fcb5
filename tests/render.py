"""Word documents as LibreOffice prints them: .docx → PDF → text, pages, PNG. A helper of tests, and a command:

python -m tests.render OUT FILE.docx …      (PDF and PNG of each file into OUT)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts" / "fonts.conf"
_SECONDS = 300


def missing() -> str:
    """Why nothing can be rendered here; empty where it can."""
    absent = [name for name in ("soffice", "pdftotext", "pdfinfo", "pdftoppm") if shutil.which(name) is None]
    return f"没有 {'、'.join(absent)}，不能渲染文书" if absent else ""


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """LibreOffice's own user folder, one a process: two instances on one profile wait for each other for ever."""
    return tempfile.TemporaryDirectory(prefix="jianguan-soffice-")


def to_pdf(documents: Sequence[Path], folder: Path, fonts: Path = FONTS) -> list[Path]:
    """Convert all documents in one start of LibreOffice; returns the PDFs in the same order.

    Raises RuntimeError where one is not converted, subprocess.TimeoutExpired after five minutes.
    """
    command = [
        "soffice",
        f"-env:UserInstallation=file://{_profile().name}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, documents),
    ]
    done = subprocess.run(
        command, env={**os.environ, "FONTCONFIG_FILE": str(fonts)}, capture_output=True, timeout=_SECONDS, check=False
    )
    pdfs = [folder / f"{document.stem}.pdf" for document in documents]
    absent = [pdf.name for pdf in pdfs if not pdf.is_file()]
    if absent:
        raise RuntimeError(f"LibreOffice wrote no {absent}: {done.stderr.decode(errors='replace')}")
    return pdfs


def pages(pdf: Path) -> list[str]:
    """The text of each page, laid out as printed."""
    return _output("pdftotext", "-layout", str(pdf), "-").split("\f")[:-1]


def page_size(pdf: Path) -> tuple[float, float]:
    """Width and height of the first page in mm."""
    line = next(line for line in _output("pdfinfo", str(pdf)).splitlines() if line.startswith("Page size"))
    width, _, height = line.split(":")[1].split()[:3]
    return float(width) * 25.4 / 72, float(height) * 25.4 / 72


def to_png(pdf: Path, folder: Path, dots_per_inch: int = 80) -> list[Path]:
    """One PNG a page, named after the PDF."""
    _output("pdftoppm", "-r", str(dots_per_inch), "-png", str(pdf), str(folder / pdf.stem))
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS).stdout.decode()


if __name__ == "__main__":
    out = Path(sys.argv[1])
    for made in to_pdf([Path(name) for name in sys.argv[2:]], out):
        for image in to_png(made, out):
            sys.stdout.write(f"{image}\n")
