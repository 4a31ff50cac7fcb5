"""`jianguan recover`: a change that was killed half-way is finished."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import chinese
from generator.cli.options import catalog_option, reason
from generator.cli.reporting import stop


@click.command(cls=chinese.Command)
@catalog_option
@click.option("--keep", is_flag=True, help="中断以后又被改过的文件保留现在的内容，其余的写完。")
def recover(catalog_dir: Path, keep: bool) -> None:
    """写完一次中断了的写入（断电、被强行结束），使目录恢复完整。"""
    from generator import files

    try:
        finished = files.finish(catalog_dir, keep=keep)
    except OSError as error:
        stop(f"没有写完：{reason(error)}")
    for path in finished:
        click.echo(f"已写完 {path}")
    if not finished:
        click.echo("目录是完整的，没有中断的写入。")
