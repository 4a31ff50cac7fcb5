"""The commands. Each reads its options, calls one function of the generator, and reports in Chinese."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from generator.addresses import Kind
from generator.cli import chinese
from generator.cli.addresses import addresses
from generator.cli.documents import checklist, notice
from generator.cli.fill import fill, read
from generator.cli.fonts import fonts
from generator.cli.forms import document, previews, template
from generator.cli.law import law
from generator.cli.options import as_of_option, catalog_option, reason
from generator.cli.reporting import (
    changing,
    open_or_stop,
    print_problems,
    progress,
    stop,
    stop_on,
    stop_unwritten,
    write,
)
from generator.cli.tables import export_, import_, inbox

if TYPE_CHECKING:
    from generator.catalog.problem import Problem
    from generator.views import Completeness, View

KINDS = get_args(Kind)

chinese.install()


@click.group(cls=chinese.Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="jianguan", prog_name="jianguan")
def main() -> None:
    """监管事项目录：检查目录、生成站点和文书、检索。

    退出码：0 正常，1 发现问题，2 用法不对。
    """


for command in (
    law,
    document,
    fill,
    read,
    template,
    previews,
    notice,
    checklist,
    export_,
    import_,
    inbox,
    fonts,
    addresses,
):
    main.add_command(command)


@main.command()
@catalog_option
@as_of_option
@click.option("--strict", is_flag=True, help="把提醒也当作错误。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def check(catalog_dir: Path, as_of: date, strict: bool, as_json: bool) -> None:
    """检查目录，列出全部问题和完整程度。"""
    from generator.opening import examine
    from generator.views import resolve

    examined = examine(catalog_dir, as_of)
    view = resolve(examined.base, as_of) if examined.base else None
    problems = examined.problems + (_template_problems(view) if view and view.templates else [])
    failed = any(strict or problem.severity == "error" for problem in problems)
    completeness = view.completeness if view else None
    if as_json:
        report = {
            "as_of": as_of.isoformat(),
            "catalog": examined.base.catalog.digest if examined.base else None,
            "texts": examined.base.digest if examined.base else None,
            "problems": [problem.as_dict() for problem in problems],
            "completeness": asdict(completeness) if completeness else None,
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        print_problems(problems, to_stderr=False)
        errors = sum(problem.severity == "error" for problem in problems)
        click.echo(f"错误 {errors} 个，提醒 {len(problems) - errors} 个。")
        if completeness:
            _print_completeness(completeness, as_of)
    sys.exit(1 if failed else 0)


@main.command()
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
    from generator.building import build as builder
    from generator.opening import CatalogError
    from generator.site.dress.dressing import DressError

    try:
        with progress("生成") as show:
            report = builder.run(catalog_dir, as_of, out, strict=strict, zipped=zipped, progress=show)
    except CatalogError as error:
        stop_on(error.problems)
    except DressError as error:
        stop(str(error))
    except OSError as error:
        stop_unwritten("没有生成，上一次的成果没有改动", error, out)
    print_problems(report.warnings)
    click.echo(f"网页 {report.pages} 个，文书 {report.documents} 份，检索条目 {report.entries} 条，适用日期 {as_of}。")
    if report.zip:
        click.echo(f"压缩包：{report.zip}")
    click.echo(f"请打开：{(report.site / 'index.html').absolute().as_uri()}")


@main.command()
@catalog_option
@as_of_option
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", show_default=True, help="本机端口。"
)
def serve(catalog_dir: Path, as_of: date, port: int) -> None:
    """在本机预览站点；目录文件一改，页面自动更新。"""
    from generator.building import preview
    from generator.opening import CatalogError
    from generator.site.dress.dressing import DressError

    def report(problems: list[str]) -> None:
        for problem in problems:
            click.echo(problem, err=True)

    click.echo(f"预览：http://127.0.0.1:{port}/ （按 Ctrl-C 结束）")
    try:
        preview.serve(catalog_dir, as_of, port, report)
    except CatalogError as error:
        stop_on(problem for problem in error.problems if problem.severity == "error")
    except DressError as error:
        stop(str(error))
    except OSError as error:
        stop(f"端口 {port} 不能使用：{reason(error)}；请用 --port 换一个")


@main.command()
@click.argument("query", metavar="检索词", nargs=-1, required=True)
@catalog_option
@as_of_option
@click.option("--kind", type=click.Choice(KINDS), metavar="种类", help=f"只找一种：{'、'.join(KINDS)}。")
@click.option(
    "-n", "limit", type=click.IntRange(1, 1000), default=10, metavar="条数", show_default=True, help="最多列出多少条。"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def search(query: tuple[str, ...], catalog_dir: Path, as_of: date, kind: str | None, limit: int, as_json: bool) -> None:
    """在目录中检索事项、检查要点、法条、文书。"""
    from generator import search as searching

    view = open_or_stop(catalog_dir, as_of)
    hits = searching.find(view, catalog_dir, " ".join(query), limit=limit, kind=kind, say=_remark)
    if as_json:
        click.echo(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1))
    else:
        for number, hit in enumerate(hits, 1):
            click.echo(f"{number}. [{hit.kind}] {hit.title}\n   {hit.url}")
            snippet = "".join(click.style(text, bold=True) if match else text for text, match in hit.highlight)
            if snippet:
                click.echo(f"   {snippet}")
        if not hits:
            click.echo("没有找到。可以换一个词，或者少写几个字。")


@main.command()
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


@main.command()
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
            for path in change.commit():
                click.echo(str(out / path.name))
    else:
        for name, content in schemas().items():
            write(out / name, content)


def _template_problems(view: View) -> list[Problem]:
    from generator.word import template_problems

    return template_problems(view)


def _print_completeness(counts: Completeness, as_of: date) -> None:
    click.echo(f"完整程度（{as_of}）：")
    click.echo(
        f"  监管事项 {counts.items} 个，法规 {counts.laws} 部，检查要点 {counts.checks} 条（该日期适用 {counts.checks_on_date} 条）"
    )
    click.echo(f"  待核实的陈述 {counts.unverified} 处，未经法制审核的检查要点 {counts.unreviewed_checks} 条")
    click.echo(
        f"  缺抽查比例 {counts.items_without_ratio} 个事项，缺牵头部门 {counts.items_without_lead} 个，"
        f"该日期无设定依据 {counts.items_without_bases} 个，该日期无检查要点 {counts.items_without_checks} 个"
    )
    click.echo(
        f"  无对应罚则的检查要点 {counts.checks_without_penalty} 条，罚则待核实 {counts.checks_with_unknown_penalty} 条"
    )


def _remark(line: str) -> None:
    click.echo(line, err=True)
