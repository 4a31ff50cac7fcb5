"""`jianguan search`: the local search."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.addresses import Kind
from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option

_LABELS = "、".join(kind.label for kind in Kind)


class KindName(click.ParamType[Kind]):
    """A kind by its Chinese name, by a part that only that name has (条文), or as data writes it (article)."""

    name = "种类"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Kind:
        """Read the kind; what names none, or several, is wrong use."""
        named = [kind for kind in Kind if value in (kind.value, kind.label)]
        found = named or [kind for kind in Kind if value in kind.label]
        if len(found) != 1:
            self.fail(f"“{value}”不在可选范围内：{_LABELS}。", param, ctx)
        return found[0]


@click.command(cls=chinese.Command)
@click.argument("query", metavar="检索词", nargs=-1, required=True)
@catalog_option
@as_of_option
@click.option("--kind", type=KindName(), metavar="种类", help=f"只找一种：{_LABELS}。")
@click.option(
    "-n", "limit", type=click.IntRange(1, 1000), default=10, metavar="条数", show_default=True, help="最多列出多少条。"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def search(
    query: tuple[str, ...], catalog_dir: Path, as_of: date, kind: Kind | None, limit: int, as_json: bool
) -> None:
    """在目录中检索事项、检查要点、法条、文书。"""
    from generator.search import searcher

    index = searcher(catalog_dir, as_of, _remark)
    hits = index.search(" ".join(query), limit=limit, kind=kind)
    if as_json:
        click.echo(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1))
    else:
        for number, hit in enumerate(hits, 1):
            click.echo(f"{number}. [{Kind(hit.kind).label}] {hit.title}\n   {hit.url}")
            snippet = "".join(click.style(text, bold=True) if match else text for text, match in hit.highlight)
            if snippet:
                click.echo(f"   {snippet}")
        if not hits:
            click.echo("没有找到。可以换一个词，或者少写几个字。")
            _print_absent({entry.kind for entry in index.entries()})


def _print_absent(kinds: set[str]) -> None:
    """Say what nothing can be found of, for the catalog has none."""
    from generator.catalog.absent import Absent

    for kind, absent in ((Kind.ITEM, Absent.ITEMS), (Kind.LAW, Absent.LAWS), (Kind.DOCUMENT, Absent.DOCUMENTS)):
        if kind.value not in kinds:
            click.echo(f"{absent.label}。", err=True)


def _remark(line: str) -> None:
    click.echo(line, err=True)
