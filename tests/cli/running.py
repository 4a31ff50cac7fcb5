"""Commands run in the test's own process as `jianguan` runs them: what a keeper writes, and how it ends."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator import entry
from generator.site.dress.serving import PreviewServer
from tests.conftest import cache_folder

COMMANDS: dict[str, list[str]] = {
    "addresses": ["--accept"],
    "build": ["--out", "build"],
    "check": [],
    "checklist": ["1", "-o", "made.docx"],
    "diff": ["catalog"],
    "document": ["checklist", "1", "-o", "made.docx", "--set", "被检查单位=某公司"],
    "due": [],
    "export": ["xlsx", "--full", "-o", "made.xlsx"],
    "fill": ["checklist", "1", "--rows", "rows.csv", "--out", "filled", "--workers", "1"],
    "fonts": [],
    "handbook": ["-o", "made.docx"],
    "import": ["catalog.xlsx"],
    "inbox": [],
    "law diff": ["某某安全法", "2026-05-01", "2026-11-23"],
    "law impact": ["--since", "2020-01-01"],
    "law import": ["law.txt", "--law", "new-law", "--effective", "2026-05-01", "--replace", "--accept-fewer"],
    "law list": ["--all"],
    "law review": ["--all", "--by", "法制处"],
    "law show": ["《某某安全法》第二条"],
    "law status": [],
    "law verify": ["--record"],
    "notice": ["1", "-o", "made.docx"],
    "previews": [],
    "publish": ["web"],
    "read": ["filled.docx"],
    "recover": [],
    "schema": ["--out", "catalog/schemas"],
    "search": ["许可证"],
    "serve": [],
    "template check": ["template.docx", "--type", "checklist"],
    "template export": ["checklist", "-o", "made.docx"],
}
"""Command → arguments a keeper would write; the catalog is the folder `catalog`."""

ENGLISH = re.compile(r"Traceback|\w+Error\b|NoneType|object has no|not supported between")
"""What only the program's makers would understand."""


def ended(folder: Path, arguments: Sequence[str], patch: pytest.MonkeyPatch) -> int:
    """The exit code of a command in a folder, as `jianguan` ends; a preview ends at once, and nothing is installed."""
    patch.chdir(folder)
    patch.setenv("PATH", "")
    patch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    patch.setattr(sys, "argv", ["jianguan", *arguments])
    patch.setattr(PreviewServer, "serve", lambda _: None)
    return entry.outcome(entry.command)


def details() -> str:
    """The last lines of what a fault of the program leaves for the maintainers."""
    report = cache_folder() / "error.txt"
    details = report.read_text(encoding="utf-8").splitlines()[-3:] if report.exists() else []
    report.unlink(missing_ok=True)
    return "".join(details)
