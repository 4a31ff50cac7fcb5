"""`jianguan import`: a changed table back into the catalog."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import Day, as_of_option, catalog_option
from generator.cli.reporting import changing, concerning, stop

if TYPE_CHECKING:
    from generator.tables.back.importing import Request
    from generator.tables.back.planning import Plan


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
    from generator.building.judging import output_problems
    from generator.tables.back.importing import Request

    request = Request(
        path, as_of, source, source_day, "reference", dict(pairs), fill_down, remove_missing, output_problems
    )
    if dry_run:
        _plan(catalog_dir, request)
        click.echo("只是试运行，没有写入。")
        return
    with changing(catalog_dir) as change:
        plan = _plan(catalog_dir, request)
        plan.put(change)
    for name, (_, new) in plan.files.items():
        click.echo(f"{'删去' if new is None else '写入'} {catalog_dir / name}")


def _plan(catalog_dir: Path, request: Request) -> Plan:
    """What the import would change, shown; faults in the file or the catalog end the command."""
    from generator.tables.back.importing import plan_import
    from generator.tables.book.findings import TableError

    with concerning(request.path, TableError, request.path.name):
        plan = plan_import(catalog_dir, request)
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
