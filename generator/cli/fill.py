"""`jianguan fill`: a document for every row of a table."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option, find_item, reason
from generator.cli.papers import STRICT_DOCUMENT, find_type, refuse_suspect
from generator.cli.reporting import open_or_stop, progress, stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.bulk import Options, Summary
    from generator.bulk.run import Compile


@click.command(cls=chinese.Command)
@click.argument("kind", metavar="文书")
@click.argument("items", metavar="[事项...]", nargs=-1)
@click.option(
    "--rows",
    "table",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    required=True,
    help="表格：.xlsx、.csv 或者 .jsonl，第一行是栏目名称，一行一份。",
)
@click.option(
    "--out",
    metavar="文件夹|文件.zip",
    type=click.Path(path_type=Path),
    required=True,
    help="写到哪个文件夹；以 .zip 结尾的，写成一个压缩包。",
)
@click.option(
    "--per",
    type=click.Choice(["unit", "row"]),
    metavar="方式",
    default="unit",
    show_default=True,
    help="unit 一个单位一个压缩包（写成一个压缩包的，一个单位一个文件夹），row 一行一个文件。",
)
@click.option("--unit", "unit", metavar="栏目", help="哪一列是单位名称；不写则为被检查单位、当事人等栏目。")
@click.option("--pdf", is_flag=True, help="每份另有 PDF（须安装 LibreOffice，慢）。")
@click.option("--workers", type=click.IntRange(1, 256), metavar="个数", help="同时几个进程；不写则与处理器个数相同。")
@click.option("--scheduler", metavar="地址", help="在 Dask 集群上生成：调度器的地址（须另装 cluster 组件）。")
@catalog_option
@as_of_option
@click.option("--strict", is_flag=True, help=STRICT_DOCUMENT)
def fill(
    kind: str,
    items: tuple[str, ...],
    table: Path,
    out: Path,
    per: Any,
    unit: str | None,
    pdf: bool,
    workers: int | None,
    scheduler: str | None,
    catalog_dir: Path,
    as_of: date,
    strict: bool,
) -> None:
    """按表格成批生成文书，一行一份。中断以后再运行同一命令，从断处继续。有没有生成的行时退出码为 1。"""
    from generator import word
    from generator.bulk import Options

    view = open_or_stop(catalog_dir, as_of)
    chosen_type = find_type(view.documents, kind)
    chosen = list(dict.fromkeys(find_item(view, name) for name in items))
    if strict:
        refuse_suspect(chosen)
    word.blank(view, chosen_type, chosen)
    options = Options(per, pdf, unit, workers or os.cpu_count() or 1, remote=scheduler is not None)
    _report(_filled(lambda own: word.blank(view, chosen_type, chosen, own), table, out, options, scheduler))


def _filled(compiled: Compile, table: Path, out: Path, options: Options, scheduler: str | None) -> Summary:
    from generator import files
    from generator.bulk import fill_rows
    from generator.bulk.executors import cluster_workers, executor

    try:
        with progress("生成") as show, executor(options.workers, scheduler) as running:
            if options.remote:
                options = replace(options, workers=cluster_workers(running))
            return fill_rows(compiled, table, out, running, options, _shown(show))
    except (files.BusyError, files.RefusedError) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or out} 写不了：{reason(error)}。已完成的保留着，处理以后再运行同一命令，从断处继续")


def _shown(show: Callable[[str, int, int], None]) -> Callable[[int, float], None]:
    """Rows done and the share of all, as a bar of thousandths with the rate."""
    begin = time.perf_counter()

    def shown(rows: int, share: float) -> None:
        seconds = max(time.perf_counter() - begin, 1e-6)
        show(f"{rows} 行，每秒 {rows / seconds:.0f} 行", min(round(share * 1000), 1000), 1000)

    return shown


def _report(done: Summary) -> None:
    if done.unused:
        click.echo(f"提醒：没有用到的列：{'、'.join(done.unused)}", err=True)
    if done.missing:
        click.echo(f"提醒：表格里没有“{done.missing}”这一列，文书中留空", err=True)
    if done.left:
        click.echo(f"提醒：只读第一张有内容的表，没有读的表：{'、'.join(done.left)}", err=True)
    click.echo(f"{done.rows} 行，生成文书 {done.documents} 份，在 {done.out}。")
    if done.report is not None:
        stop(f"有 {done.refused} 行没有生成，单元格和原因见 {done.report}；改正表格后换一个文件夹再运行")
