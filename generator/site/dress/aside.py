"""Pages' texts kept on disk between the two rounds of mkdocs: it makes every page's text before it frames the first.

With a thousand pages their texts would be most of a build's memory.
"""

from __future__ import annotations

import tempfile
from pathlib import Path


class Aside:
    """Texts by name, each put once and taken once; in a file without a name in `folder`, gone with the build."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # open as long as the build
        self._places: dict[str, tuple[int, int]] = {}

    def put(self, name: str, text: str) -> None:
        """Keep a text. Raises OSError where the disk is full."""
        content = text.encode()
        place = self._file.seek(0, 2)
        self._file.write(content)
        self._places[name] = place, len(content)

    def take(self, name: str) -> str:
        """The text kept under a name. Raises KeyError where there is none."""
        place, length = self._places.pop(name)
        self._file.seek(place)
        return self._file.read(length).decode()
