"""Imported by the fork server alone: the whole program, so that a child has nothing left to import."""

from __future__ import annotations

import contextlib
import importlib
import pkgutil

import generator

for _module in pkgutil.walk_packages(generator.__path__, "generator."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)
for _name in (
    "mkdocs.commands.build",
    "material.plugins.search.plugin",
    "search_index",
    "openpyxl",
    "concurrent.futures.process",
    "tests.safety.child",
):
    with contextlib.suppress(ImportError):
        importlib.import_module(_name)
