"""A search killed at any touch of the file system leaves a cache from which the next one is right."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.search import refreshed
from search_index import Entry, entries
from tests.conftest import cache_folder

OLD = [Entry(f"item/{n}", "item", f"对第{n}类企业的监管", "监督检查", "x") for n in range(5)]
NEW = [*OLD[2:], Entry("item/0", "item", "对改过的企业的监管", "监督检查", "x")]

TOUCHES = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod")


def search(wanted: list[Entry]) -> tuple[list[Entry], int]:
    """The entries an index refreshed to the wanted ones holds, and how many had to be indexed."""
    content, report = refreshed(wanted, Path("catalog"), lambda _: None)
    return entries(content), report.indexed


def from_nothing() -> None:
    assert not cache_folder().exists()


def from_an_old_index() -> None:
    search(OLD)


def from_many_updates() -> None:
    for number in range(9):
        search([*OLD[:4], Entry("item/4", "item", f"第{number}次", "文字", "x")])
    search(OLD)


def from_another_key() -> None:
    search(OLD)
    (cache_folder() / "key").unlink()


def killed_at(touch: int) -> bool:
    """Search in a child that kills itself at its n-th touch of the cache; whether it came to that."""
    child = os.fork()
    if child == 0:
        seen = 0

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal seen
            if event in TOUCHES and str(cache_folder()) in str(arguments[:2]):
                seen += 1
                if seen > touch:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(watch)
            search(NEW)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.processes
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("start", [from_nothing, from_an_old_index, from_many_updates, from_another_key])
def test_the_next_search_is_right_and_keeps_its_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Callable[[], None]
) -> None:
    touch, was_killed = 0, True
    while was_killed:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / str(touch)))
        start()
        was_killed = killed_at(touch)
        wanted = sorted(NEW, key=lambda entry: entry.key)
        assert search(NEW)[0] == wanted
        assert search(NEW) == (wanted, 0)
        touch += 1
    assert touch > 5
