"""Other processes that work for this one, and end with it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

from generator.files.system import ends_with_parent

_LOOK_EVERY = 0.5
_held: list[Callable[[], Any]] = []
"""In the second process: what it was started for."""


@contextlib.contextmanager
def beside(work: Callable[..., object], *given: Any) -> Iterator[Callable[[], object]]:
    """Begin `work(*given)` in a second process; what the block is handed waits for its end. On one core it is done then.

    Where the block fails the second process ends at once: `work` writes only what is thrown away then, or in one step.
    Where this process is killed it ends too. Raises, when waited for, what `work` raised.
    """
    if cores() < 2:
        yield partial(work, *given)
        return
    with pool_of(1, _hold, partial(work, *given)) as pool:
        done = pool.submit(_do)
        try:
            yield done.result
        except BaseException:
            for process in multiprocessing.active_children():
                process.kill()
            raise


def pool_of(workers: int, begin: Callable[..., None] | None = None, *given: Any) -> ProcessPoolExecutor:
    """Processes that wait for work, each begun with `begin(*given)`; they end where this process is killed.

    Forked where that is safe: a fork has what it is given without its being copied, and the program loaded.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(workers, context, _begin, (os.getpid(), begin, *given))


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(parent: int, begin: Callable[..., None] | None, *given: Any) -> None:
    def end_with_parent() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY)
        os._exit(1)

    if not ends_with_parent() or os.getppid() != parent:
        threading.Thread(target=end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*given)


def _hold(work: Callable[[], object]) -> None:
    _held.append(work)


def _do() -> object:
    return _held.pop()()
