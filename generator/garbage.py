"""Python's collector of cyclic garbage, kept from what it cannot find anything in.

Reading a catalog and writing pages make hundreds of thousands of objects that all stay and none of which refers to
itself. The collector would look through them again and again, for a fifth of the time.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """No collecting inside."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collected(made: Iterable[T], every: int = 20) -> Iterator[T]:
    """Hands on what is made one by one; now and then what has become of it is collected, if it refers to itself.

    What was there before is not looked through, so that this costs the same however much there is.
    """
    with passed_over():
        for number, one in enumerate(made, 1):
            yield one
            if number % every == 0:
                gc.collect()


@contextlib.contextmanager
def passed_over() -> Iterator[None]:
    """Collecting inside, but what was there before is not looked through."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
