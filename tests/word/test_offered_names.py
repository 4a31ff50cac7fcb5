"""The names `generator.word` offers are found only when they are asked for, in two lists that say the same."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from generator import word


def test_what_types_know_is_what_is_found() -> None:
    module = ast.parse(Path(word.__file__).read_text(encoding="utf-8"))
    known = {
        name.name: str(one.module).removeprefix("generator.word.")
        for one in ast.walk(module)
        if isinstance(one, ast.ImportFrom) and str(one.module).startswith("generator.word.")
        for name in one.names
    }
    assert known == word._HOME_OF
    assert all(getattr(word, name) is not None for name in known)


def test_who_only_fills_a_blank_loads_no_library_of_word_documents() -> None:
    program = (
        "import sys; from generator import word; word.filled; print('docx' in sys.modules or 'lxml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "False\n"
