"""`jianguan notice`: the inspection notice of an item, or an official document of catalog/notices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option, find_item
from generator.cli.papers import STRICT_DOCUMENT, blank_of, out_option, refuse_suspect, remind_of_fonts, write_pdf
from generator.cli.reporting import changing, finish_interrupted, open_or_stop, write

if TYPE_CHECKING:
    from generator.catalog.notices import Layout, Notice
    from generator.views import View


@click.command(cls=chinese.Command)
@click.argument("item", metavar="[事项]", required=False)
@click.option(
    "--file",
    "file",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="由公文数据（catalog/notices 中的文件）生成，不用事项。",
)
@out_option
@click.option("--pdf", is_flag=True, help="另写一份同名的 PDF（须安装 LibreOffice）。")
@click.option("--layout", is_flag=True, help="测量版记之前有几页（须安装 LibreOffice），记入 --file 的文件。")
@catalog_option
@as_of_option
@click.option("--strict", is_flag=True, help=STRICT_DOCUMENT)
def notice(
    item: str | None,
    file: Path | None,
    out: Path,
    pdf: bool,
    layout: bool,
    catalog_dir: Path,
    as_of: date,
    strict: bool,
) -> None:
    """写出一个事项的检查通知（红头），或者由数据写出一份公文。事项：序号或编号。"""
    from generator import word

    if (item is None) == (file is None):
        raise click.UsageError("请写明一个事项，或者 --file 文件（二者选一）")
    if file is not None:
        content = _official(catalog_dir, file, as_of, layout)
    elif layout:
        raise click.UsageError("--layout 只与 --file 连用")
    else:
        if strict:
            refuse_suspect([find_item(open_or_stop(catalog_dir, as_of), item or "")])
        content = word.filled(blank_of("notice_type", [item or ""], catalog_dir, as_of), {})
    write(out, content)
    if pdf:
        write_pdf(out, content)
        remind_of_fonts(catalog_dir, as_of)


def _official(catalog_dir: Path, file: Path, as_of: date, layout: bool) -> bytes:
    """The document of a file in catalog/notices; the tables in it show the law of its own `as_of`."""
    from generator import word
    from generator.catalog.problem import did_you_mean

    if layout:
        finish_interrupted(catalog_dir)
    view = open_or_stop(catalog_dir, as_of)
    found = next((notice for notice in view.notices if notice.id == file.stem), None)
    if found is None or file.resolve() != (catalog_dir / "notices" / file.name).resolve():
        known = did_you_mean(file.stem, [notice.id for notice in view.notices])
        raise click.BadParameter(f"{file} 不是 {catalog_dir / 'notices'} 中的公文。{known}", param_hint="--file")
    if found.as_of is not None and found.as_of != as_of:
        view = open_or_stop(catalog_dir, found.as_of)
    if layout:
        found = found.model_copy(update={"layout": _measured(catalog_dir, view, found, file)})
    elif found.imprint is not None and not word.layout_holds(view, found):
        click.echo("提醒：版记的页码没有测量过，或者内容已有变动；请加 --layout 测量，使版记落在偶数页", err=True)
    return word.official(view, found)


def _measured(catalog_dir: Path, view: View, notice: Notice, file: Path) -> Layout:
    """The layout of an official document as it prints, recorded in its file."""
    from generator import word

    with changing(catalog_dir) as change:
        measured, complaints = word.measured(view, notice)
        change.put(Path("notices", file.name), word.recorded(file.read_bytes().decode(), measured).encode())
    tighter = f"，行距调为 {measured.line / 20:g} 磅，使署名与正文同在一面" if measured.line else ""
    click.echo(f"版记之前 {measured.pages} 页{tighter}，已记入 {file}")
    for complaint in complaints:
        click.echo(f"提醒：{complaint}", err=True)
    return measured
