"""Words with labels are read, refused, written and described in records like the plain words."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from generator.labels import LabelledEnum


class Answer(LabelledEnum):
    YES = "yes", "符合"
    NOT_ASKED = "not-asked", "不适用"


def record(words: Any) -> type[BaseModel]:
    return create_model("Asked", __config__=ConfigDict(strict=True, extra="forbid"), answer=(words, "yes"))


LABELLED, PLAIN = record(Answer | tuple[int, ...]), record(Literal["yes", "not-asked"] | tuple[int, ...])


def test_a_word_becomes_its_member_and_is_written_as_the_word() -> None:
    read = LABELLED.model_validate({"answer": "not-asked"})
    assert read.model_dump()["answer"] is Answer.NOT_ASKED
    assert read.model_dump_json() == '{"answer":"not-asked"}'
    assert LABELLED.model_validate({"answer": (1, 2)}).model_dump_json() == '{"answer":[1,2]}'


def test_labels_are_no_words() -> None:
    for wrong in ("符合", "YES", "", 1):
        with pytest.raises(ValidationError) as labelled:
            LABELLED.model_validate({"answer": wrong})
        with pytest.raises(ValidationError) as plain:
            PLAIN.model_validate({"answer": wrong})
        assert [error["msg"] for error in labelled.value.errors()] == [error["msg"] for error in plain.value.errors()]


def test_the_schema_is_that_of_the_words() -> None:
    assert LABELLED.model_json_schema() == PLAIN.model_json_schema()


def test_labels_are_listed_by_word() -> None:
    assert Answer.labels() == {"yes": "符合", "not-asked": "不适用"}
