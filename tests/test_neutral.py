"""The engine names no bureau and no trade: those stand in catalogs and packs."""

from __future__ import annotations

import re

import pytest

from tests.conftest import REPOSITORY

NAMES = re.compile("淮安|应急管理局|危险化学品|烟花|安全生产")
PACKAGES = ("generator", "search_index")
ENGINE = sorted(
    path
    for package in PACKAGES
    for path in (REPOSITORY / package).rglob("*")
    if path.suffix in (".py", ".js", ".css", ".html", ".md", ".yml", ".yaml", ".ts", ".svg", ".po")
    and "packs" not in path.parts
    and "vendor" not in path.parts
)


def test_there_is_an_engine_to_look_at() -> None:
    assert len(ENGINE) > 300


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_of_it_names_a_bureau_or_a_trade(package: str) -> None:
    named = [
        f"{path.relative_to(REPOSITORY)}:{number} {line.strip()[:80]}"
        for path in ENGINE
        if package in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if NAMES.search(line)
    ]
    assert named == []
