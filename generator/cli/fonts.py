"""`jianguan fonts`: whether the fonts documents name are on this machine."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.reporting import open_or_stop

_SAID = {True: "已安装", False: "没有安装", None: "不能判断"}


@click.command(cls=chinese.Command)
@catalog_option
@as_of_option
def fonts(catalog_dir: Path, as_of: date) -> None:
    """列出文书所用的字体和本机是否安装。

    退出码：0 都已安装或者不能判断，1 有没安装的。
    """
    from generator.word.paper.installed import font_report

    report = font_report(open_or_stop(catalog_dir, as_of).info.fonts)
    for font in report:
        instead = f"；代替字体 {font.look_alike} {_SAID[font.look_alike_installed]}" if not font.installed else ""
        click.echo(f"{font.role}：{font.name} {_SAID[font.installed]}{instead}")
    if any(font.installed is None for font in report):
        click.echo("本机不能列出字体（没有 fc-list）；请在 Word 或 WPS 的字体框中查看")
    missing = [font.role for font in report if font.installed is False]
    if missing:
        click.echo(
            f"缺 {len(missing)} 种：{'、'.join(missing)}。生成的 Word 文件不受影响，但在本机打开、打印或转成 PDF 时会用别的字体；"
            "请安装，或者在 catalog.yaml 的 fonts 中改用已有的字体"
        )
        sys.exit(1)
