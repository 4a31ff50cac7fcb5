"""How much of a long proof is run: a part in the inner loop, a sample in `make test`, the whole in `make trials`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

_RUN = os.environ.get("JIANGUAN_PROOF", "sample")
"""part, sample or whole."""


def amount(sample: int, whole: int) -> int:
    """How many rounds, sets or examples: the sample or the whole; of a sample a quarter in the inner loop."""
    return {"part": max(1, sample // 4), "sample": sample, "whole": whole}[_RUN]


def some(cases: Iterable[T], every: int) -> list[T]:
    """Each case in the whole, each n-th in a sample."""
    return list(cases)[:: stride(every)]


def spread(values: Sequence[T], most: int) -> list[T]:
    """At most so many values, evenly from the first to the last."""
    if len(values) <= most:
        return list(values)
    return [values[round(at * (len(values) - 1) / max(most - 1, 1))] for at in range(most)]


def is_whole() -> bool:
    """Whether long proofs are run whole."""
    return _RUN == "whole"


def stride(sample: int) -> int:
    """Every how-manieth moment is tried: each in the whole, each n-th in a sample."""
    return 1 if _RUN == "whole" else sample
