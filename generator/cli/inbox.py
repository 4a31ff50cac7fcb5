"""`jianguan inbox`: tables put into the inbox are judged; the catalog stays as it is."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option, reason
from generator.cli.reporting import print_problems, stop, stop_unwritten


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
    from generator.building.judging import judged, output_problems
    from generator.tables.back import inbox as boxes
    from generator.tables.back import report

    if not catalog_dir.is_dir():
        stop(f"没有目录文件夹 {catalog_dir}")
    try:
        if not boxes.waiting(catalog_dir):
            return
    except OSError as error:
        stop(f"收件箱读不了：{reason(error)}（{error.filename or catalog_dir}）")
    problems = judged(catalog_dir, as_of).problems if (catalog_dir / "catalog.yaml").exists() else []
    print_problems(problems)
    found = list(boxes.answers(catalog_dir, as_of, output_problems))
    try:
        written = boxes.write(found, out)
    except OSError as error:
        stop_unwritten("报告写不了", error, out)
    for answer in found:
        click.echo(f"收件箱 {answer.name}：{report.verdict(answer.plan)}")
    for path in written:
        click.echo(str(path))
    sys.exit(0)
