"""Which folders a catalog is read from: its own, and those of the levels above that it builds on (`extends`)."""

from __future__ import annotations

import os
from pathlib import Path

from generator.files import LARGEST_RECORD, read_file

_KEY = "extends"


def folders_of(catalog_dir: Path) -> tuple[Path, ...]:
    """The catalog's folder and those it builds on, the nearest first. Where a chain leads back to itself, it ends."""
    found, real = [catalog_dir], {os.path.realpath(catalog_dir)}
    while above := _above(found[-1]):
        if os.path.realpath(above) in real:
            break
        found.append(above)
        real.add(os.path.realpath(above))
    return tuple(found)


def _above(folder: Path) -> Path | None:
    path = folder / "catalog.yaml"
    try:
        if _KEY.encode() not in read_file(path, LARGEST_RECORD):
            return None
    except OSError:
        return None
    from generator.catalog.yaml_source import read_yaml  # most catalogs build on no other, and need no YAML for it

    data = read_yaml(path, path.name).data
    above = data.get(_KEY) if isinstance(data, dict) else None
    return folder / above.strip() if isinstance(above, str) and above.strip() and "\0" not in above else None
