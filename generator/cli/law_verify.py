"""`jianguan law verify`: quotations and wordings against the law's words."""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.differences import pieces_text
from generator.cli.law import law
from generator.cli.options import as_of_option, catalog_option
from generator.cli.reporting import changing, lawbase_or_stop, print_absent

if TYPE_CHECKING:
    from generator.files import Change
    from generator.verification.lawbase import LawBase
    from generator.verification.quotations import QuotationCheck
    from generator.verification.wordings import ClaimCheck


@law.command()
@as_of_option
@catalog_option
@click.option("--record", is_flag=True, help="把结论记入目录（comparisons.yaml），供没有文本的副本显示。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def verify(as_of: date, catalog_dir: Path, record: bool, as_json: bool) -> None:
    """逐字核对目录中的引文和文书用语：与出处印发之日和适用日期的条文是否一致。

    有严重不符而没有写明 acknowledged 的，或者用语与条文不符的，退出码为 1。
    """
    from generator.catalog.absent import Absent

    with changing(catalog_dir) if record else contextlib.nullcontext() as change:
        base = lawbase_or_stop(catalog_dir, as_of)
        checks, claims = _compared(base, as_of)
        recorded = _record(change, base, checks, claims, as_of) if change else 0
    if as_json:
        found = [*map(_quotation_json, checks), *map(_claim_json, claims)]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print_absent(base.catalog, Absent.ITEMS, Absent.LAWS)
        for check in checks:
            _print_quotation(check)
        open_ = sum(check.needs_answer for check in checks)
        grave = sum(check.is_grave for check in checks)
        unknown = sum(check.verdict is None for check in checks)
        click.echo(f"引文比对 {len(checks)} 次：严重不符 {grave} 次（其中未写明的 {open_} 次），未核对 {unknown} 次。")
        _print_claims(claims)
    if record:
        click.echo(f"记入 {recorded} 条。", err=as_json)
    failed = any(check.needs_answer for check in checks) or any(claim.is_grave for claim in claims)
    sys.exit(1 if failed else 0)


def _compared(base: LawBase, as_of: date) -> tuple[list[QuotationCheck], list[ClaimCheck]]:
    from generator.verification.quotations import check_quotations
    from generator.verification.wordings import check_claims

    return list(check_quotations(base, as_of)), list(check_claims(base, as_of))


def _record(change: Change, base: LawBase, checks: list[QuotationCheck], claims: list[ClaimCheck], on: date) -> int:
    """Record the verdicts in the catalog; how many are new."""
    from generator.verification.recorded import put_claims, put_comparisons

    quotations = [made for check in checks if (made := check.record(on)) is not None]
    seen = [kept for claim in claims if (kept := claim.record(on)) is not None]
    count = put_comparisons(change, base.catalog.comparisons, quotations)
    own = [record for record in seen if f"documents/{record.document}" not in base.catalog.origins]
    count += put_claims(change, base.catalog.own("claim_records"), own)
    return count


def _print_claims(claims: list[ClaimCheck]) -> None:
    """The wordings that differ from the law, or could not be compared; the rest as a number."""
    from generator.catalog.model import ClaimVerdict

    for claim in claims:
        if claim.verdict is ClaimVerdict.HOLDS:
            continue
        verdict = claim.verdict.label if claim.verdict else f"未核对：{claim.why}"
        grave = click.style("　严重", fg="red", bold=True) if claim.is_grave else ""
        click.echo(
            f"文书《{claim.document.title}》用语 {claim.name}　{claim.claim.cite}　按 {claim.day} 的条文：{verdict}{grave}"
        )
        if claim.missing:
            click.echo(f"    条文中没有：{'、'.join(claim.missing)}")
    grave_count = sum(claim.is_grave for claim in claims)
    unknown = sum(claim.verdict is None for claim in claims)
    click.echo(f"文书用语核对 {len(claims)} 处：与条文不符 {grave_count} 处，未核对 {unknown} 处。")


def _claim_json(claim: ClaimCheck) -> dict[str, Any]:
    return {
        "document": claim.document.id,
        "wording": claim.name,
        "cite": str(claim.claim.cite),
        "days": [str(claim.day)],
        "version": str(claim.version.start) if claim.version else None,
        "verdict": claim.verdict,
        "missing": list(claim.missing),
        "text_digest": claim.text_digest or None,
        "recorded": str(claim.recorded) if claim.recorded else None,
        "why": claim.why or None,
    }


def _print_quotation(check: QuotationCheck) -> None:

    days = "、".join(str(day) for day in check.days)
    version = f"（{check.version.start} 起的版本）" if check.version else ""
    verdict = check.verdict.label if check.verdict else f"未核对：{check.why}"
    grave = click.style("　严重", fg="red", bold=True) if check.is_grave else ""
    click.echo(f"第 {check.item.number} 项　{check.basis.cite}　按 {days} 的条文{version}：{verdict}{grave}")
    if check.recorded:
        click.echo(f"    没有这一版的文本，这是 {check.recorded} 比对的结论")
    if check.missing:
        click.echo(f"    缺：{'、'.join(check.missing)}")
    if check.found_at:
        click.echo(f"    像是：{check.found_at}")
    for grave_one in check.grave:
        click.echo(f"    {grave_one}")
    if check.pieces:
        click.echo(f"    {pieces_text(check.pieces)}")
    if check.is_grave and check.basis.acknowledged:
        known = check.basis.acknowledged
        click.echo(f"    已写明（{known.on}）：{known.reason}")


def _quotation_json(check: QuotationCheck) -> dict[str, Any]:
    return {
        "item": check.item.id,
        "cite": str(check.basis.cite),
        "days": [str(day) for day in check.days],
        "version": str(check.version.start) if check.version else None,
        "verdict": check.verdict,
        "grave": list(check.grave),
        "missing": list(check.missing),
        "found_at": check.found_at or None,
        "text_digest": check.text_digest or None,
        "recorded": str(check.recorded) if check.recorded else None,
        "acknowledged": check.basis.acknowledged is not None,
        "why": check.why or None,
    }
