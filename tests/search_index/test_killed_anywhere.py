"""A build killed at any touch of the file system leaves an index with the old entries, the new ones, or none that opens."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search_index import Entry, IndexFolderError, build, entries

OLD = [Entry(f"item/{n}", "item", f"对第{n}类企业的监管", "监督检查", "x") for n in range(5)]
NEW = [*OLD[2:], Entry("item/0", "item", "对改过的企业的监管", "监督检查", "x")]

TOUCHES = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree")


def from_nothing(folder: Path) -> None:
    assert not folder.exists()


def from_an_old_index(folder: Path) -> None:
    build(OLD, folder)


def from_many_updates(folder: Path) -> None:
    for number in range(9):
        build([*OLD[:4], Entry("item/4", "item", f"第{number}次", "文字", "x")], folder)
    build(OLD, folder)


def from_another_format(folder: Path) -> None:
    build(OLD, folder)
    (folder / "jianguan-index.json").write_text('{"format": 0}')


def killed_at(touch: int, folder: Path) -> bool:
    """Build in a child that kills itself at its n-th touch of the file system; whether it came to that."""
    child = os.fork()
    if child == 0:
        seen = 0

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal seen
            if event in TOUCHES and str(folder.parent) in str(arguments[:2]):
                seen += 1
                if seen > touch:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(watch)
            build(NEW, folder)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("start", [from_nothing, from_an_old_index, from_many_updates, from_another_format])
def test_what_opens_after_a_kill_is_whole_and_the_next_build_is_right(
    tmp_path: Path, start: Callable[[Path], None]
) -> None:
    touch = 0
    while True:
        folder = tmp_path / str(touch) / "search"
        folder.parent.mkdir()
        start(folder)
        was_killed = killed_at(touch, folder)
        try:
            held = {entry.key: entry for entry in entries(folder)}
        except IndexFolderError as refused:
            assert "请重新生成" in str(refused)
        else:
            assert held in ({entry.key: entry for entry in OLD}, {entry.key: entry for entry in NEW})
        build(NEW, folder)
        assert entries(folder) == sorted(NEW, key=lambda entry: entry.key)
        if not was_killed:
            break
        touch += 1
    assert touch > 5
