"""Words that data may hold, each beside the words people read for it: one list instead of a type and a table of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class LabelledEnum(StrEnum):
    """A member is the word as data writes it (YAML, JSON, JavaScript); `label` is how it reads in Chinese."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """A member is written with both; looked up by its value alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Every word as data writes it → how it reads."""
        return {word.value: word.label for word in cls}

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        """Records read and describe it as the plain words: pydantic's strict mode would refuse text for an enum."""
        from pydantic_core import core_schema  # the command line's help loads kinds, and no pydantic

        words = core_schema.literal_schema([member.value for member in cls])
        return core_schema.no_info_after_validator_function(cls, words)
