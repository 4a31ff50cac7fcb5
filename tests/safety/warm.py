"""Imported by the fork server alone: the whole program, and one run of it, so that a child has nothing left to prepare."""

from __future__ import annotations

import contextlib
import gc
import importlib
import pkgutil
import tempfile
from pathlib import Path

from click.testing import CliRunner

import generator
from generator.cli import main
from tests.conftest import TinyCatalog

for _module in pkgutil.walk_packages(generator.__path__, "generator."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)
for _name in ("mkdocs.commands.build", "material.plugins.search.plugin", "openpyxl", "tests.safety.child"):
    with contextlib.suppress(ImportError):
        importlib.import_module(_name)

with tempfile.TemporaryDirectory() as _folder:
    _catalog = TinyCatalog(Path(_folder) / "catalog").folder
    _book, _list = Path(_folder) / "a.xlsx", Path(_folder) / "a.docx"
    for _words in (("export", "xlsx", "--full", "-o", _book), ("import", _book), ("checklist", "1", "-o", _list)):
        _told = CliRunner().invoke(
            main, [*map(str, _words), "--catalog", str(_catalog)], env={"XDG_CACHE_HOME": _folder}
        )
        assert _told.exit_code == 0, _told.output
gc.freeze()
