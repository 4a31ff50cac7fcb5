"""Python's collector of cyclic garbage, kept from what it cannot find anything in.

Reading a catalog and writing pages make hundreds of thousands of objects that all stay and none of which refers to
itself. The collector would look through them again and again, for a fifth of the time.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


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


@contextlib.contextmanager
def passed_over() -> Iterator[None]:
    """Collecting inside, but what was there before is not looked through."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
