"""Other processes that work for this one, and end with it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from generator.files.system import ends_with_parent, undisturbed

T = TypeVar("T")

_LOOK_EVERY = 0.5


@contextlib.contextmanager
def beside(work: Callable[..., T], *given: Any) -> Iterator[Callable[[], T]]:
    """Begin `work(*given)` in a second process; what the block is handed waits for its end. On one core it is done then.

    Where the block fails the second process ends at once: `work` writes only what is thrown away then, or in one step. Where this process is killed it ends too. Raises, when waited for, what `work` raised, ChildProcessError where it was
    killed.
    """
    if cores() < 2:
        yield partial(work, *given)
        return
    context = _context()
    end, other_end = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(other_end, os.getpid(), work, *given))
    try:
        with undisturbed():
            process.start()
        other_end.close()
        yield partial(_result, end, process)
    finally:
        if process.is_alive():
            process.kill()
        if process.pid is not None:
            process.join()


class Handover(Generic[T]):
    """What the work of one process gives that of another, once; on one core it is kept until it is asked for."""

    def __init__(self) -> None:
        self._taking: Connection | None = None
        self._giving: Connection | None = None
        if cores() > 1:
            self._taking, self._giving = _context().Pipe(duplex=False)
        self._kept: list[T] = []

    def give(self, thing: T) -> None:
        """Hand it over: a copy, where the other is another process."""
        if self._giving is None:
            self._kept.append(thing)
        else:
            self._giving.send(thing)

    def take(self) -> T:
        """Wait for it."""
        taken: T = self._kept.pop() if self._taking is None else self._taking.recv()
        return taken


def _answer(end: Connection, parent: int, work: Callable[..., object], *given: Any) -> None:
    """In the second process: work, and say how it went. It is the first that a user interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _begin(parent, None)
    try:
        done: tuple[object, BaseException | None] = work(*given), None
    except BaseException as error:  # the other process raises it
        done = None, error
    with contextlib.suppress(OSError):
        end.send(done)


def _result(end: Connection, process: BaseProcess) -> Any:
    try:
        done, error = end.recv()
    except EOFError:
        process.join()
        raise ChildProcessError(f"第二个进程没有做完就结束了（{process.exitcode}）") from None
    process.join()
    if error is not None:
        raise error
    return done


def pool_of(workers: int, begin: Callable[..., None] | None = None, *given: Any) -> ProcessPoolExecutor:
    """Processes that wait for work, each begun with `begin(*given)`; they end where this process is killed.

    Forked where that is safe: a fork has what it is given without its being copied, and the program loaded.
    """
    return ProcessPoolExecutor(workers, _context(), _begin, (os.getpid(), begin, *given))


def _context() -> Any:
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


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
