"""A catalog as text in the test that uses it: a line `--- items/01.yaml` begins a file."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

_BEGINS = re.compile(r"^--- (\S+\.\w+)\n", re.MULTILINE)


def catalog_of(tmp_path: Path, text: str) -> Path:
    """Write the files of a text (which may be indented as a whole) into a new folder; returns it.

    A file named twice holds what was written last, so that a test changes one file of a text that others share.
    """
    folder = tmp_path / "catalog"
    before, *parts = _BEGINS.split(textwrap.dedent(text))
    assert not before.strip(), f"the text begins with no file: {before.strip()[:40]}"
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder
