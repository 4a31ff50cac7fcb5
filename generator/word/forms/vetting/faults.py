"""What is said of a file from outside that cannot serve: where, what, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_SHOWN = 30
WHOLE = (1, 1)
"""Where a fault of a whole file stands."""


@dataclass(frozen=True)
class TemplateFault:
    """One thing wrong with a template: where it is, what it is, what to do. `breaks`: it cannot be filled as it is.

    `at`: the paragraph of its part and the character in that, 1-based.
    """

    where: str
    what: str
    hint: str = ""
    breaks: bool = True
    at: tuple[int, int] = WHOLE

    def __str__(self) -> str:
        return f"{self.where}：{self.what}" + (f"。{self.hint}" if self.hint else "")


class TemplateError(ValueError):
    """A file that cannot serve; the message, in Chinese, says why: one line for each of `reasons`."""

    def __init__(self, *reasons: TemplateFault | str) -> None:
        self.reasons = reasons
        super().__init__("\n".join(map(str, reasons)))


def refuse(faults: Sequence[TemplateFault]) -> None:
    """Raise TemplateError for faults, each said once; the first thirty, where there are more."""
    said = list(dict.fromkeys(faults))
    if said:
        more = ["另有其他问题，改正以上各处后再检查"] if len(said) > _MOST_SHOWN else []
        raise TemplateError(*said[:_MOST_SHOWN], *more)
