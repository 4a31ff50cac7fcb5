"""Makes the documents that are measured, prints them in one start of LibreOffice, measures each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from generator import word
from generator.opening import open_view
from tests import render
from tests.conftest import REPOSITORY, TinyCatalog
from tests.measure import documents, specimens
from tests.measure.findings import Finding
from tests.measure.mutations import Mutation, shifted

FONTS = Path(__file__).parent / "fonts.conf"
_SHIPPED = REPOSITORY / "catalog"


def findings(folder: Path) -> list[Finding]:
    """The findings of every specimen and of every notice the catalog ships."""
    return [found for finding in of_specimens_and_mutants(folder, {}).values() for found in finding]


def of_specimens_and_mutants(folder: Path, mutations: Mapping[str, Mutation]) -> dict[str, list[Finding]]:
    """The findings of each specimen, each shipped notice, and each specimen made with a shifted constant, by its name.

    The specimens have their 版记 on the page measured for it.
    """
    view = TinyCatalog(folder / "catalog").view()
    settled = specimens.settled(view, specimens.notices(), folder, FONTS)
    made = {name: _write(folder / f"{name}.docx", word.official(view, notice)) for name, notice in settled.items()}
    data: dict[str, Mapping[str, Any]] = {**specimens.SPECIMENS, **_shipped_data()}
    for number, (name, mutation) in enumerate(mutations.items()):
        with shifted(mutation):
            made[name] = _write(folder / f"mutant-{number}.docx", word.official(view, settled[mutation.specimen]))
        data[name] = specimens.SPECIMENS[mutation.specimen]
    return measured({**made, **_shipped(folder)}, data, folder)


def measured(made: Mapping[str, Path], data: Mapping[str, Mapping[str, Any]], folder: Path) -> dict[str, list[Finding]]:
    """Print and measure; `made` and `data` go by the name of the document (a mutant's data are its specimen's)."""
    pdfs = render.to_pdf(list(made.values()), folder, FONTS)
    return {
        name: documents.measure(name, data[name], docx, pdf, agency=data[name].get("agency", "某市应急管理局"))
        for (name, docx), pdf in zip(made.items(), pdfs, strict=True)
    }


def _shipped_data() -> dict[str, dict[str, Any]]:
    agency = yaml.safe_load((_SHIPPED / "catalog.yaml").read_text(encoding="utf-8"))["agency"]["name"]
    paths = sorted((_SHIPPED / "notices").glob("*.yaml"))
    return {path.stem: {**yaml.safe_load(path.read_text(encoding="utf-8")), "agency": agency} for path in paths}


def _shipped(folder: Path) -> dict[str, Path]:
    made = {}
    for notice in open_view(_SHIPPED, date(2026, 11, 23)).notices:
        view = open_view(_SHIPPED, notice.as_of or date(2026, 11, 23))
        made[notice.id] = _write(folder / f"{notice.id}.docx", word.official(view, notice))
    return made


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
