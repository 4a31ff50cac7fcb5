"""`jianguan template`: templates of the bureau's own, exported and checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.papers import find_type
from generator.cli.reporting import concerning, open_or_stop, stop, write


@click.group(cls=chinese.Group)
def template() -> None:
    """本局自己的文书模板：导出内置版式，检查修改后的模板。"""


@template.command("export")
@click.argument("kind", metavar="文书")
@click.option(
    "-o",
    "out",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到哪个 .docx 文件；不写则为当前文件夹的 编号.docx。",
)
@catalog_option
@as_of_option
def export_template(kind: str, out: Path | None, catalog_dir: Path, as_of: date) -> None:
    """把一种文书的内置版式写成模板，用 Word 或者 WPS 修改后放进 catalog/documents。"""
    from generator import word

    view = open_or_stop(catalog_dir, as_of)
    chosen = find_type(view.documents, kind)
    content = word.exported(view, chosen)
    write(out or Path(f"{chosen.id}.docx"), content)
    click.echo(f"修改后放到 {catalog_dir / 'documents' / f'{chosen.id}.docx'}，并用 jianguan template check 检查。")


@template.command("check")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--type", "kind", metavar="文书", help="是哪种文书的模板；不写则按文件名。")
@catalog_option
@as_of_option
def check_template(file: Path, kind: str | None, catalog_dir: Path, as_of: date) -> None:
    """检查一个模板：缺少的、多余的、写错的标签在哪一段。有问题时退出码为 1。"""
    from generator import files, word

    view = open_or_stop(catalog_dir, as_of)
    chosen = find_type(view.documents, kind or file.stem)
    with concerning(file, word.TemplateError):
        faults = word.faults(chosen, files.read_file(file, files.LARGEST_DOCUMENT))
    for fault in faults:
        click.echo(f"{file}：{fault}")
    if faults:
        stop(f"模板有 {len(faults)} 处问题")
    click.echo(f"{file} 可以用作{chosen.title}的模板。")
