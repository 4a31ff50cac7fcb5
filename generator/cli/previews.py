"""`jianguan previews`: pictures of the document types for the site."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator import SaidError
from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.reporting import changing, finish_interrupted, open_or_stop, print_absent, progress, stop


@click.command(cls=chinese.Command)
@catalog_option
@as_of_option
def previews(catalog_dir: Path, as_of: date) -> None:
    """生成每种文书第一页的样式图（须安装 LibreOffice），写进 catalog/previews，站点上显示。"""
    from generator import word
    from generator.catalog.absent import Absent

    finish_interrupted(catalog_dir)
    view = open_or_stop(catalog_dir, as_of)
    pictures: dict[str, bytes] = {}
    kinds = [kind for kind in view.documents if view.items or kind.scope != "item"]
    print_absent(view, Absent.ITEMS, Absent.DOCUMENTS)
    with progress("样式图") as show:
        for done, kind in enumerate(kinds):
            show(kind.title, done, len(kinds))
            items = view.items[:1] if kind.scope == "item" else ()
            try:
                pictures[kind.id] = word.first_page(word.document(view, kind, items))
            except SaidError as error:
                stop(f"{kind.title}：{error}")
        show("完成", len(kinds), len(kinds))
    with changing(catalog_dir) as change:
        for name, picture in pictures.items():
            change.put(Path("previews", f"{name}.png"), picture)
    click.echo(f"样式图 {len(pictures)} 张，在 {catalog_dir / 'previews'}。")
