"""The Chromium the tests drive: Debian's shell without a window where it is installed, which takes half the time of the whole browser."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_SHELL, _WHOLE = Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")
CHROMIUM = _SHELL if _SHELL.exists() else _WHOLE


@contextlib.contextmanager
def started() -> Iterator[Any]:
    """A running Chromium; the test is skipped where it, or what drives it, is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="没有安装 playwright")
    if not CHROMIUM.exists():
        pytest.skip(f"没有安装 {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()
