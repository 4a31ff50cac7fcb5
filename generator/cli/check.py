"""`jianguan check`: every problem of a catalog, and how complete it is."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option
from generator.cli.reporting import print_absent, print_problems

if TYPE_CHECKING:
    from generator.views import Completeness


@click.command(cls=chinese.Command)
@catalog_option
@as_of_option
@click.option("--strict", is_flag=True, help="把提醒也当作错误。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，同 --format json。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif", "junit"]),
    metavar="格式",
    default="text",
    show_default=True,
    help="text、json，或者审阅改动的平台逐行显示的格式：github（Gitea 同）、gitlab、sarif、junit。",
)
def check(catalog_dir: Path, as_of: date, strict: bool, as_json: bool, form: str) -> None:
    """检查目录，列出全部问题和完整程度。"""
    from generator.building.judging import judged
    from generator.opening import CatalogError
    from generator.starting import left_over

    examined = judged(catalog_dir, as_of)
    try:
        completeness, problems = examined.view(as_of).completeness, examined.problems
    except CatalogError as error:
        completeness, problems = None, error.problems
    failed = any(strict or problem.severity == "error" for problem in problems)
    if as_json or form == "json":
        report = {
            "as_of": as_of.isoformat(),
            "catalog": examined.base.catalog.digest if examined.base else None,
            "texts": examined.base.digest if examined.base else None,
            "problems": [problem.as_dict() for problem in problems],
            "completeness": asdict(completeness) if completeness else None,
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    elif form != "text":
        from generator.publishing.problem_formats import FORMATS

        click.echo(FORMATS[form](problems, catalog_dir), nl=False)
    else:
        print_problems(problems, to_stderr=False)
        errors = sum(problem.severity == "error" for problem in problems)
        click.echo(f"错误 {errors} 个，提醒 {len(problems) - errors} 个。")
        if completeness:
            print_absent(examined.sound.catalog)
            for said in left_over(examined.sound.catalog):
                click.echo(f"{said}。", err=True)
            _print_completeness(completeness, as_of)
    sys.exit(1 if failed else 0)


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
