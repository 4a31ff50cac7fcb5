"""Work done in a second process while this one goes on, where there is a second core."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

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
    with ProcessPoolExecutor(1, initializer=_hold, initargs=(os.getpid(), partial(work, *given))) as pool:
        done = pool.submit(_do)
        try:
            yield done.result
        except BaseException:
            for process in multiprocessing.active_children():
                process.kill()
            raise


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def end_with(parent: int) -> None:
    """Have this process end when the one that started it is killed: else it would wait for work for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _hold(parent: int, work: Callable[[], object]) -> None:
    end_with(parent)
    _held.append(work)


def _do() -> object:
    return _held.pop()()
