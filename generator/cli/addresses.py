"""`jianguan addresses`: whether published addresses still lead somewhere, and the list of them."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.reporting import changing, print_problems, stop


@click.command(cls=chinese.Command)
@catalog_option
@as_of_option
@click.option("--accept", is_flag=True, help="把现在的全部地址记入 published-addresses.txt（只增不减）。发布以后运行。")
@click.option("--list", "show", is_flag=True, help="列出现在的全部地址。")
def addresses(catalog_dir: Path, as_of: date, accept: bool, show: bool) -> None:
    """核对已经公布的地址：消失的、没有写明去处的，逐条列出。"""
    from generator import published
    from generator.opening import examine, nothing_else

    with changing(catalog_dir) if accept else contextlib.nullcontext() as change:
        examined = examine(catalog_dir, as_of, judge=nothing_else if show else published.problems)
        now = published.current(examined.sound.catalog, examined.sound.names)
        before = published.published(catalog_dir).keys()
        if show:
            click.echo("\n".join(sorted(now)))
            return
        problems = [problem for problem in examined.problems if problem.file == published.LIST]
        print_problems(problems)
        if problems:
            stop(f"{len(problems)} 个地址有问题" + ("，没有更新清单" if accept else ""))
        if change:
            change.put(Path(published.LIST), published.listed(now | before))
    if accept:
        click.echo(str(catalog_dir / published.LIST))
    click.echo(
        f"已公布 {len(now | before) if accept else len(before)} 个地址，都有去处；另有 {len(now - before)} 个新地址{'已记入' if accept else '尚未记入'}。"
    )
