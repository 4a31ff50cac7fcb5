"""`jianguan schema`: the model as JSON Schema."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import chinese
from generator.cli.reporting import changing, write


@click.command(cls=chinese.Command)
@click.option(
    "--out",
    metavar="文件夹",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("catalog/schemas"),
    show_default=True,
    help="写到哪个文件夹。",
)
def schema(out: Path) -> None:
    """由数据模型写出 JSON Schema，供编辑器提示和核对。"""
    from generator.catalog.schemas import schemas

    if (out.parent / "catalog.yaml").is_file():
        with changing(out.parent) as change:
            for name, content in schemas().items():
                change.put(Path(out.name, name), content)
        for name in schemas():
            click.echo(str(out / name))
    else:
        for name, content in schemas().items():
            write(out / name, content)
