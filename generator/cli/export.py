"""`jianguan export`: the catalog as tables for Excel and WPS."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.reporting import lawbase_or_stop, print_absent, write

if TYPE_CHECKING:
    from generator.tables.book.sheets import Book


FORMATS = ("xlsx", "csv", "json", "jsonl")


@click.command("export", cls=chinese.Command)
@click.argument("form", metavar="xlsx|csv|json|jsonl", type=click.Choice(FORMATS))
@catalog_option
@as_of_option
@click.option("--full", is_flag=True, help="完整表：全部日期、出处、引文、标记、复核，可以原样导回。")
@click.option("--table", "name", metavar="表名", help="只要一张表；csv 不写时为第一张（监管事项）。")
@click.option(
    "-o",
    "--out",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="写到哪个文件；- 为标准输出。",
)
def export_(form: str, catalog_dir: Path, as_of: date, full: bool, name: str | None, out: Path | None) -> None:
    """把目录导出为表格：8 列清单、设定依据、检查要点、法规。

    xlsx 带下拉选项和打印设置，改好后用 import 导回。
    """
    book = _selected(_book(catalog_dir, as_of, full), name, one=form == "csv")
    content = _content(book, form)
    if out is not None and str(out) == "-":
        sys.stdout.buffer.write(content)
        return
    write(out or Path(f"jianguan-{'full' if full else as_of.isoformat()}.{form}"), content)


def _book(catalog_dir: Path, as_of: date, full: bool) -> Book:
    from generator.catalog.absent import Absent
    from generator.tables.book.day import day_book
    from generator.tables.book.sheets import full_book
    from generator.views import resolve

    base = lawbase_or_stop(catalog_dir, as_of)
    print_absent(base.catalog, Absent.ITEMS, Absent.LAWS)
    return full_book(base.catalog) if full else day_book(resolve(base, as_of), base.catalog)


def _selected(book: Book, name: str | None, *, one: bool) -> Book:
    from dataclasses import replace

    from generator.catalog.problem import did_you_mean

    if name is None:
        return replace(book, sheets=book.sheets[:1]) if one else book
    sheet = book.sheet(name)
    if sheet is None:
        known = [sheet.name for sheet in book.sheets]
        raise click.BadParameter(f"没有“{name}”表。{did_you_mean(name, known)}", param_hint="--table")
    return replace(book, sheets=(sheet,))


def _content(book: Book, form: str) -> bytes:
    from generator.tables.out import plain

    if form == "xlsx":
        from generator.tables.out import xlsx

        return xlsx.workbook(book)
    if form == "csv":
        return plain.csv_text(book.sheets[0])
    return plain.json_text(book) if form == "json" else plain.jsonl_text(book)
