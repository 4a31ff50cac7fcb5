"""Several files written together: all of them or none, also where the process is killed.

The new contents are written beside the old files; then a list of renames is written in one step, which is the moment
the change is decided; then the renames are done. Whoever comes next finishes a list that was left.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from generator import files

JOURNAL = ".jianguan-import.json"


def write_all(folder: Path, contents: Mapping[str, bytes | None]) -> None:
    """Write files by name relative to `folder`; None deletes one. Raises OSError (nothing is changed then),
    BlockingIOError where another import writes the same catalog."""
    with files.only_one(folder / JOURNAL):
        finish(folder)
        staged: list[tuple[str, str]] = []
        try:
            for name, content in contents.items():
                path = folder / name
                beside = path.with_name(f".{path.name}.new")
                if content is not None:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    _write_through(beside, content)
                staged.append((beside.relative_to(folder).as_posix() if content is not None else "", name))
            files.write_file(folder / JOURNAL, json.dumps(staged, ensure_ascii=False).encode())
        except BaseException:
            for name in contents:
                path = folder / name
                path.with_name(f".{path.name}.new").unlink(missing_ok=True)
            raise
        finish(folder)


def finish(folder: Path) -> bool:
    """Do the renames of an import that was killed after it was decided; True where there was one."""
    journal = folder / JOURNAL
    if not journal.is_file():
        return False
    for beside, name in json.loads(journal.read_text(encoding="utf-8")):
        if not beside:
            (folder / name).unlink(missing_ok=True)
        else:
            with contextlib.suppress(FileNotFoundError):
                (folder / beside).replace(folder / name)
    journal.unlink()
    return True


def _write_through(path: Path, content: bytes) -> None:
    files.write_file(path, content)
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
