"""The shipped catalog, opened once for all tests of filling."""

from __future__ import annotations

from datetime import date

import pytest

from generator.opening import open_view
from generator.views import View
from tests.conftest import REPOSITORY


@pytest.fixture(scope="session")
def shipped_view() -> View:
    return open_view(REPOSITORY / "catalog", date(2026, 11, 23))[0]
