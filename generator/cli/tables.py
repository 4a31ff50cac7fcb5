"""`jianguan export`, `import`, `inbox`: the catalog as tables for Excel and WPS, and back."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import Day, as_of_option, catalog_option, reason
from generator.cli.reporting import changing, lawbase_or_stop, stop, stop_on, stop_unwritten, write

if TYPE_CHECKING:
    from generator.tables.back.importing import Request
    from generator.tables.back.planning import Plan
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
    """把目录导出为表格：附件的 8 列清单、设定依据、检查要点、法规。

    xlsx 带下拉选项和打印设置，改好后用 import 导回。
    """
    from generator.tables.book.findings import TableError

    book = _selected(_book(catalog_dir, as_of, full), name, one=form == "csv")
    try:
        content = _content(book, form)
    except TableError as error:
        stop(str(error))
    if out is not None and str(out) == "-":
        sys.stdout.buffer.write(content)
        return
    write(out or Path(f"jianguan-{'full' if full else as_of.isoformat()}.{form}"), content)


def _book(catalog_dir: Path, as_of: date, full: bool) -> Book:
    from generator.tables.book.day import day_book
    from generator.tables.book.sheets import full_book
    from generator.views import resolve

    base = lawbase_or_stop(catalog_dir, as_of)
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


class _Pair(click.ParamType[tuple[str, str]]):
    """列名=字段."""

    name = "列名=字段"

    def convert(
        self, value: str | tuple[str, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Split at the last =, which a heading may hold too."""
        if isinstance(value, tuple):
            return value
        head, sign, field = value.rpartition("=")
        if not sign or not head or not field:
            self.fail(f"应写作 列名=字段，如 抽查事项名称=title，现为“{value}”", param, ctx)
        return head, field


@click.command("import", cls=chinese.Command)
@click.argument("path", metavar="文件", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@catalog_option
@as_of_option
@click.option("--dry-run", is_flag=True, help="只显示会改什么，不写入。")
@click.option("--source", metavar="名称", help="新内容的出处（catalog.yaml 中 sources 的名称）。")
@click.option("--source-day", type=Day(), metavar="日期", help="出处是新的：文件印发或者网页发布的日期，一并登记。")
@click.option(
    "--map",
    "pairs",
    type=_Pair(),
    multiple=True,
    metavar="列名=字段",
    help="别人的清单：哪一列是什么，如 抽查事项名称=title 或者 B=title；不取用写 skip。可重复。",
)
@click.option("--fill-down", is_flag=True, help="别人的清单：空白格取上一行的值（合并单元格丢失时），逐格列出。")
@click.option("--remove-missing", is_flag=True, help="完整表：表里没有的行，从目录删去。")
def import_(
    path: Path,
    catalog_dir: Path,
    as_of: date,
    dry_run: bool,
    source: str | None,
    source_day: date | None,
    pairs: tuple[tuple[str, str], ...],
    fill_down: bool,
    remove_missing: bool,
) -> None:
    """把改过的表格导回目录，或者导入别人的清单（xlsx、csv、网页表格）。

    先列出问题和每一格的改动；有错误时什么也不写。只改动过的值，目录文件的注释和次序不变。
    """
    from generator.tables.back.importing import Request

    request = Request(path, as_of, source, source_day, "reference", dict(pairs), fill_down, remove_missing)
    if dry_run:
        _plan(catalog_dir, request)
        click.echo("只是试运行，没有写入。")
        return
    with changing(catalog_dir) as change:
        plan = _plan(catalog_dir, request)
        plan.write(change)
    for name, (_, new) in plan.files.items():
        click.echo(f"{'删去' if new is None else '写入'} {catalog_dir / name}")


def _plan(catalog_dir: Path, request: Request) -> Plan:
    """What the import would change, shown; faults in the file or the catalog end the command."""
    from generator.opening import CatalogError
    from generator.tables.back.importing import plan_import
    from generator.tables.book.findings import TableError

    try:
        plan = plan_import(catalog_dir, request)
    except CatalogError as error:
        stop_on(problem for problem in error.problems if problem.severity == "error")
    except TableError as error:
        stop(f"{request.path.name}：{error}")
    except OSError as error:
        stop(f"{error.filename or request.path} 读不了：{reason(error)}")
    _show(plan)
    if plan.errors:
        stop("有错误，没有写入任何文件")
    return plan


def _show(plan: Plan) -> None:
    from generator.tables.back import report

    for note in plan.notes:
        click.echo(note)
    for finding in plan.findings:
        click.echo(str(finding), err=True)
    for line in report.change_lines(plan.edits):
        click.echo(line)
    for line in plan.diff():
        colour = {"+": "green", "-": "red"}.get(line[:1])
        click.echo(click.style(line, fg=colour) if colour else line)
    click.echo(report.verdict(plan))


@click.command("inbox", cls=chinese.Command)
@catalog_option
@as_of_option
@click.option(
    "--out",
    metavar="文件夹",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/inbox"),
    show_default=True,
    help="报告写到哪个文件夹。",
)
def inbox(catalog_dir: Path, as_of: date, out: Path) -> None:
    """核对收件箱（目录的 inbox 文件夹）里的表格，写出报告；不改目录。"""
    from generator.tables.back import inbox as boxes
    from generator.tables.back import report

    if not catalog_dir.is_dir():
        stop(f"没有目录文件夹 {catalog_dir}")
    try:
        if not boxes.waiting(catalog_dir):
            return
    except OSError as error:
        stop(f"收件箱读不了：{reason(error)}（{error.filename or catalog_dir}）")
    found = list(boxes.answers(catalog_dir, as_of))
    try:
        written = boxes.write(found, out)
    except OSError as error:
        stop_unwritten("报告写不了", error, out)
    for answer in found:
        click.echo(f"收件箱 {answer.name}：{report.verdict(answer.plan)}")
    for path in written:
        click.echo(str(path))
    sys.exit(0)
