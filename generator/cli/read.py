"""`jianguan read`: a filled document back to its values."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator import SaidError
from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.papers import find_type
from generator.cli.reporting import concerning, open_or_stop


@click.command(cls=chinese.Command)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--type", "kind", metavar="文书", help="是哪种文书；不写则按文件里的记载。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，可以再用 document --values 写成文书。")
@catalog_option
@as_of_option
def read(file: Path, kind: str | None, as_json: bool, catalog_dir: Path, as_of: date) -> None:
    """把填好的文书读回成填写的内容：按内容控件的标签，标签丢失的按书签。"""
    from generator import word
    from generator.files import LARGEST_DOCUMENT, read_file
    from generator.word.compiled.reading import described
    from generator.word.compiled.reading import read as read_back

    view = open_or_stop(catalog_dir, as_of)
    chosen = find_type(view.documents, kind) if kind else None
    with concerning(file, SaidError):
        result = read_back(view, read_file(file, LARGEST_DOCUMENT), chosen.id if chosen else None)
    for remark in result.remarks:
        click.echo(f"提醒：{remark}", err=True)
    if result.by_bookmark:
        click.echo(
            f"提醒：{len(result.by_bookmark)} 个栏目的标签已丢失（由别的程序保存过），按书签读取，请核对", err=True
        )
    if as_json:
        click.echo(json.dumps(described(result), ensure_ascii=False, indent=1))
        return
    document = next(found for found in view.documents if found.id == result.type)
    click.echo(document.title)
    labels = {spec.tag: spec.label for spec in document.fields}
    for tag, value in result.values.items():
        click.echo(f"{labels.get(tag) or word.answer_label(tag)}：{_line(value)}")


def _line(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "".join(f"\n  {number}. {'；'.join(map(_line, row.values()))}" for number, row in enumerate(value, 1))
    return str(value).replace("\n", "\n    ")
