"""A catalog of one's own, from nothing: files that build at once, every example in them marked 示例."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from generator import SaidError, files
from generator.catalog.model import Catalog
from generator.catalog.packs import pack_names
from generator.catalog.problem import did_you_mean
from generator.catalog.schemas import schemas

STARTER = Path(__file__).parent / "starter"
_PLACES = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "ci.yml": "示例/github-ci.yml",
    "gitlab-ci.yml": "示例/gitlab-ci.yml",
    "publish.service": "示例/publish.service",
    "publish.timer": "示例/publish.timer",
}
"""Where files of the starter go that are not the catalog's."""

_TO_FILL_IN = "待填写"
_EXAMPLE_SOURCE = "示例来源"
_EXAMPLES = frozenset({"01-example", "example", "on-site"})
_FROM_ABOVE = frozenset({"items/01-example.yaml", "laws/example.yaml", "methods.yaml", "departments.yaml"})
"""What a catalog that builds on another has from it."""


class StartError(SaidError):
    """No catalog can be begun there; the message (Chinese) says why."""


def left_over(catalog: Catalog) -> list[str]:
    """What of the starter still stands in a catalog, a sentence each without its stop."""
    own = [*catalog.own("items"), *catalog.own("laws"), *catalog.own("departments"), *catalog.own("methods")]
    found = [getattr(record, "title", "") or record.name for record in own if record.id in _EXAMPLES]
    found = [title for title in found if title.startswith("示例")]
    said = [f"还有新建时的示例，请换成本局的或者删去：{'、'.join(found)}"] if found else []
    if catalog.written_info.plan == _EXAMPLE_SOURCE:
        said.append(f"来源文件还是“{_EXAMPLE_SOURCE}”，请在 catalog.yaml 登记本局的文件，再改 plan 和各处的 source")
    if _TO_FILL_IN in catalog.info.agency.model_dump().values():
        said.append(f"catalog.yaml 的 agency 里还有“{_TO_FILL_IN}”，它会印在文书上")
    return said


def begin(
    folder: Path, agency: str, code: str, packs: Sequence[str], day: date, above: Path | None = None
) -> list[Path]:
    """Write a catalog of an agency into a new or empty folder, whole or not at all; the files, relative to it.

    `above`: the folder of the catalog it builds on. Raises StartError where the folder holds anything, or a pack or a
    catalog above does not exist, OSError.
    """
    for name in packs:
        if name not in pack_names():
            hint = did_you_mean(name, pack_names()) or f"现有：{'、'.join(pack_names())}"
            raise StartError(f"没有资料包“{name}”。{hint}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StartError(f"{files.shown_path(folder)} 里已有文件，没有写入；请换一个空文件夹")
    if above is not None and (above / "catalog" / "catalog.yaml").is_file():
        above = above / "catalog"
    if above is not None and not (above / "catalog.yaml").is_file():
        raise StartError(f"{files.shown_path(above)} 不是目录文件夹（没有 catalog.yaml），不能在它的基础上新建")
    said = {
        "agency": agency,
        "code": code or _TO_FILL_IN,
        "uses": _extends(above, folder / "catalog")
        if above
        else f"uses: [{', '.join(packs)}]               # 所用的资料包：jianguan packs 列出有哪些",
        "day": day.isoformat(),
    }
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=f".{folder.name}.") as beside:
        made = Path(beside) / folder.name
        names = []
        for place, content in _files(said, without=_FROM_ABOVE if above else frozenset()):
            files.write_file(made / place, content, durable=False)
            names.append(place)
        if folder.exists():
            folder.rmdir()
        shutil.move(made, folder)
    return sorted(names)


def _extends(above: Path, catalog: Path) -> str:
    """The line that names the catalog above. Raises StartError where no relative path leads there (another drive)."""
    try:
        way = Path(os.path.relpath(above.resolve(), catalog.resolve())).as_posix()
    except ValueError:
        raise StartError(f"{files.shown_path(above)} 在另一个盘上，请先把上级目录复制到同一个盘") from None
    return f"extends: {way}   # 上级目录：本局的调整写在 adjustments/事项编号.yaml，资料包也从它来"


def _files(said: dict[str, str], without: Collection[str]) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        name = path.relative_to(STARTER).as_posix()
        if name in without:
            continue
        text = path.read_text(encoding="utf-8")
        for key, value in said.items():
            text = text.replace(f"{{{key}}}", value)
        yield Path(_PLACES.get(name, f"catalog/{name}")), text.encode()
    for name, content in schemas().items():
        yield Path("catalog", "schemas", name), content
