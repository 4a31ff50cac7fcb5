"""`jianguan build` and `serve`: everything made once, and shown while it is edited."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option, reason
from generator.cli.reporting import print_problems, progress, stop, stop_unwritten

if TYPE_CHECKING:
    from generator.building.unchanged import Report


@click.command(cls=chinese.Command)
@catalog_option
@as_of_option
@click.option(
    "--out",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="输出文件夹。",
)
@click.option("--strict", is_flag=True, help="把提醒也当作错误。")
@click.option("--zip", "zipped", is_flag=True, help="另写一个压缩包，供脱机的电脑解压后打开 index.html。")
def build(catalog_dir: Path, as_of: date, out: Path, strict: bool, zipped: bool) -> None:
    """生成站点、全部文书和检索索引。失败时保留上一次的成果。"""
    from generator.building.unchanged import still_holds

    try:
        report = still_holds(catalog_dir, as_of, out, strict=strict, zipped=zipped)
        if report is None:
            report = _built(catalog_dir, as_of, out, strict, zipped)
        else:
            click.echo("没有改动：目录和程序同上一次生成时一样，成果完好，没有重新生成。")
    except OSError as error:
        stop_unwritten("没有生成，上一次的成果没有改动", error, out)
    print_problems(report.warnings)
    for said in report.absent:
        click.echo(f"{said}。", err=True)
    click.echo(f"网页 {report.pages} 个，文书 {report.documents} 份，检索条目 {report.entries} 条，适用日期 {as_of}。")
    if report.zip:
        click.echo(f"压缩包：{report.zip}")
    click.echo(f"请打开：{(report.site / 'index.html').absolute().as_uri()}")


def _built(catalog_dir: Path, as_of: date, out: Path, strict: bool, zipped: bool) -> Report:
    from generator.building import build as builder

    with progress("生成") as show:
        return builder.run(catalog_dir, as_of, out, strict=strict, zipped=zipped, progress=show)


@click.command(cls=chinese.Command)
@catalog_option
@as_of_option
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", show_default=True, help="本机端口。"
)
def serve(catalog_dir: Path, as_of: date, port: int) -> None:
    """在本机预览站点；目录文件一改，页面自动更新。"""
    from generator.building import preview

    def report(problems: list[str]) -> None:
        for problem in problems:
            click.echo(problem, err=True)

    click.echo(f"预览：http://127.0.0.1:{port}/ （按 Ctrl-C 结束）")
    try:
        preview.serve(catalog_dir, as_of, port, report)
    except OSError as error:
        stop(f"端口 {port} 不能使用：{reason(error)}；请用 --port 换一个")
