"""`jianguan handbook`: the supervision items of a division, or all, in one Word document for training."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option, find_department
from generator.cli.papers import free_out_option, remind_of_fonts, write_pdf
from generator.cli.reporting import open_or_stop, stop, write

if TYPE_CHECKING:
    from generator.catalog.model import Department
    from generator.views import ItemView, View

_NAME = "培训手册"
_F9 = "用 Word 或者 WPS 打开后点一下目录，按 F9 更新页码"


@click.command(cls=chinese.Command)
@click.option("--department", "name", metavar="处室", help="只写这个处室牵头的事项：名称或编号；不写则写全部事项。")
@free_out_option(f"{_NAME}.docx，有处室的加处室名称")
@click.option("--pdf", is_flag=True, help="另写一份同名的 PDF（须安装 LibreOffice）。")
@catalog_option
@as_of_option
def handbook(name: str | None, out: Path | None, pdf: bool, catalog_dir: Path, as_of: date) -> None:
    """写出监管事项的培训手册：目录（带页码）、各事项、所引条文的要旨、术语、文书。"""
    from generator import word
    from generator.bulk.naming import safe_name

    view = open_or_stop(catalog_dir, as_of)
    department = find_department(view, name) if name is not None else None
    items = _items(view, department)
    title = department.name if department else ""
    out = out or Path(f"{_NAME}-{safe_name(title)}.docx" if title else f"{_NAME}.docx")
    pages, trouble = _pages(view, items, title)
    content = word.handbook(view, items, title, pages)
    write(out, content)
    if trouble:
        click.echo(f"提醒：{trouble}，目录里没有填页码；{_F9}", err=True)
    else:
        remind_of_fonts(catalog_dir, as_of, f"目录的页码按别的字体量得，可能差一两页；{_F9}")
    if pdf:
        write_pdf(out, content)


def _items(view: View, department: Department | None) -> Sequence[ItemView]:
    """The items to write; the command ends where there are none."""
    if not view.items:
        stop("目录里没有监管事项，没有写出手册；事项写在目录的 items 文件夹里")
    if department is None:
        return view.items
    items = [item for item in view.items if item.lead_id == department.id]
    if not items:
        unknown = sum(not item.lead_id for item in view.items)
        rest = f"（有 {unknown} 项的牵头部门待明确）" if unknown else ""
        stop(f"没有由{department.name}牵头的监管事项{rest}，没有写出手册；不写 --department 则写全部事项")
    return items


def _pages(view: View, items: Sequence[ItemView], title: str) -> tuple[Sequence[int], str]:
    """The pages of the contents, or none and why they could not be found."""
    from generator import word

    try:
        return word.handbook_pages(view, items, title), ""
    except word.RenderingError as error:
        return (), str(error)
