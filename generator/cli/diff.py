"""`jianguan diff`: what a change means, from the point where it began."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.reporting import write

if TYPE_CHECKING:
    from generator.publishing.revision import Revision


@click.command(cls=chinese.Command)
@click.argument("base", metavar="原来的")
@click.argument("head", metavar="[改后的]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "docx", "json"]),
    metavar="格式",
    default="md",
    show_default=True,
    help="md（合并请求的评论）、html、docx（修订说明）、json。",
)
@click.option(
    "-o", "out", metavar="文件", type=click.Path(path_type=Path, dir_okay=False), help="写到哪个文件；docx 必须写。"
)
@as_of_option
@catalog_option
def diff(base: str, head: str | None, form: str, out: Path | None, as_of: date, catalog_dir: Path) -> None:
    """改动是什么意思：哪个事项、哪条依据、哪句检查要点、哪份文书，以前怎样，现在怎样。

    原来的、改后的：提交、分支，或者目录文件夹；改后的不写，就是现在的目录。与分支比，从分开的地方比起。
    """
    from generator.publishing import revision_texts
    from generator.publishing.revision import revision

    if form == "docx" and out is None:
        raise click.UsageError("docx 要用 -o 写明文件")
    with _folders(catalog_dir, base, head) as (old, new):
        found = revision(old, new, as_of)
        if form == "docx":
            content = _note(found)
        else:
            texts = {"md": revision_texts.markdown, "html": revision_texts.page, "json": revision_texts.as_json}
            content = texts[form](found).encode()
    if out is None:
        click.echo(content.decode(), nl=False)
    else:
        write(out, content)


def _note(found: Revision) -> bytes:
    from generator import word

    return word.revision_note(found.info, found.summary, found.grouped(), found.papers, found.day)


@contextmanager
def _folders(catalog_dir: Path, base: str, head: str | None) -> Iterator[tuple[Path, Path]]:
    """The two catalogs as folders; those in commits are written into a folder that is gone afterwards."""
    from generator import files
    from generator.catalog.extending import folders_of
    from generator.publishing.history import exported, fork_point

    def is_folder(name: str) -> bool:
        return (Path(name) / "catalog.yaml").is_file()

    with files.work_folder() as work:
        new = Path(head) if head and is_folder(head) else catalog_dir
        folders = folders_of(catalog_dir)
        if head and not is_folder(head):
            new = _with_texts(exported(folders, fork_point(catalog_dir, head, head), work / "head"), catalog_dir)
        if is_folder(base):
            old = Path(base)
        else:
            tip = head if head and not is_folder(head) else "HEAD"
            old = _with_texts(exported(folders, fork_point(catalog_dir, base, tip), work / "base"), catalog_dir)
        yield old, new


def _with_texts(folder: Path, catalog_dir: Path) -> Path:
    """The law texts that are in no commit, for both sides alike: or what only one side could compare would be a change."""
    from generator import files

    for texts in catalog_dir.glob("statutes*"):
        if texts.is_dir() and not (folder / texts.name).exists():
            files.copy_tree(texts, folder / texts.name)
    return folder
