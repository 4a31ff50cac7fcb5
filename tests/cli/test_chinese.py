"""What click itself says is Chinese: every word of it, in any surroundings."""

from __future__ import annotations

import gettext
import re
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from generator.cli import chinese

WORDS = Path(chinese.__file__).with_name("locale") / "zh" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"\{\w+|%\(\w+")


@pytest.fixture(scope="module")
def words() -> Catalog:
    with WORDS.open("rb") as stream:
        return read_po(stream)


def test_every_word_of_the_click_installed_here_is_translated(words: Catalog) -> None:
    found = extract_from_dir(Path(click.__file__).parent, method_map=[("**.py", "python")])
    said = [message for _, _, message, _, _ in found]
    known = {message.id for message in words if message.string}
    assert len(said) > 50
    assert [message for message in said if message not in known] == []


def test_a_translation_names_nothing_that_click_does_not_fill_in(words: Catalog) -> None:
    for message in words:
        if message.id:
            fills = set(PLACEHOLDER.findall(str(message.id)))
            assert set(PLACEHOLDER.findall(str(message.string))) <= fills, message.id


def test_the_compiled_words_are_those_that_can_be_read(words: Catalog) -> None:
    with WORDS.with_suffix(".mo").open("rb") as stream:
        assert _translated(read_mo(stream)) == _translated(words)


def _translated(words: Catalog) -> dict[str, str]:
    """The first form of each word, and of its translation, which has one form."""
    return {_first(message.id): _first(message.string) for message in words if message.id}


def _first(forms: str | Sequence[str]) -> str:
    return forms if isinstance(forms, str) else forms[0]


def test_the_language_of_the_machine_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.setenv(name, "en_US.UTF-8")
    assert gettext.gettext("Options") == "Options"
    chinese.install()
    assert gettext.gettext("Options") == "选项"
    assert gettext.ngettext("Got unexpected extra argument ({args})", "", 1) == "多余的参数（{args}）"
