"""`jianguan law verify` and `review`: quotations and citations against the law's words."""

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
from generator.cli.options import as_of_option, catalog_option, law_or_refuse
from generator.cli.reporting import changing, lawbase_or_stop

if TYPE_CHECKING:
    from generator.files import Change
    from generator.verification.lawbase import LawBase
    from generator.verification.links import Link
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
    with changing(catalog_dir) if record else contextlib.nullcontext() as change:
        base = lawbase_or_stop(catalog_dir, as_of)
        checks, claims = _compared(base, as_of)
        recorded = _record(change, base, checks, claims, as_of) if change else 0
    if as_json:
        found = [*map(_quotation_json, checks), *map(_claim_json, claims)]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
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
    from generator.verification.records import put_claims, put_comparisons

    quotations = [made for check in checks if (made := check.record(on)) is not None]
    seen = [kept for claim in claims if (kept := claim.record(on)) is not None]
    count = put_comparisons(change, base.catalog.comparisons, quotations)
    count += put_claims(change, base.catalog.claim_records, seen)
    change.commit()
    return count


def _print_claims(claims: list[ClaimCheck]) -> None:
    """The wordings that differ from the law, or could not be compared; the rest as a number."""
    from generator.verification.wordings import CLAIM_VERDICTS

    for claim in claims:
        if claim.verdict == "holds":
            continue
        verdict = CLAIM_VERDICTS[claim.verdict] if claim.verdict else f"未核对：{claim.why}"
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
    from generator.law.comparison import VERDICTS

    days = "、".join(str(day) for day in check.days)
    version = f"（{check.version.start} 起的版本）" if check.version else ""
    verdict = VERDICTS[check.verdict] if check.verdict else f"未核对：{check.why}"
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


def _name(_context: click.Context, _parameter: click.Parameter, by: str) -> str:
    """A name as a record holds it; wrong use where it is none."""
    from pydantic import TypeAdapter, ValidationError

    from generator.catalog.fields import Text

    try:
        name: str = TypeAdapter(Text).validate_python(by)
    except ValidationError:
        raise click.BadParameter("应是姓名或处室，不能空，不能有控制字符") from None
    return name


@law.command()
@click.argument("items", metavar="[事项...]", nargs=-1)
@click.option("--law", "law_name", metavar="法规", help="只复核引用这部法规的。")
@click.option("--all", "everything", is_flag=True, help="全部事项。")
@click.option("--by", metavar="姓名或处室", required=True, callback=_name, help="谁复核的。")
@as_of_option
@catalog_option
def review(
    items: tuple[str, ...], law_name: str | None, everything: bool, by: str, as_of: date, catalog_dir: Path
) -> None:
    """记录：这些事项的引用已对照适用日期的条文复核。事项：序号或编号。"""
    from generator import clock
    from generator.verification.links import reviewed
    from generator.verification.records import put_reviews

    if not items and not everything and law_name is None:
        raise click.UsageError("请写明事项、--law 或者 --all")
    with changing(catalog_dir) as change:
        base = lawbase_or_stop(catalog_dir, as_of)
        links = _links(base, as_of, items, law_name)
        with_text = [link for link in links if link.state != "no-text"]
        fresh = [reviewed(link, by, clock.default_day()) for link in with_text if link.state != "reviewed"]
        count = put_reviews(change, base.catalog.link_reviews, fresh)
        change.commit()
    _print_reviewed(with_text, as_of)
    click.echo(f"引用 {len(links)} 处：记录复核 {count} 处，没有条文可对照 {len(links) - len(with_text)} 处。")


def _links(base: LawBase, as_of: date, items: tuple[str, ...], law_name: str | None) -> list[Link]:
    from generator.verification.links import Links

    chosen = _items(base, items)
    only = law_or_refuse(base, law_name, "--law") if law_name else None
    return [
        link
        for link in Links(base, as_of).all()
        if link.item in chosen and (only is None or base.names.law(link.cite.title) is only)
    ]


def _print_reviewed(links: list[Link], as_of: date) -> None:
    for link in links:
        if link.state == "suspect":
            click.echo(f"  {link.item}　{link.cite}：条文有变动，已按 {as_of} 的条文记录复核")


def _items(base: LawBase, names: tuple[str, ...]) -> set[str]:
    from generator.catalog.problem import did_you_mean

    if not names:
        return {item.id for item in base.catalog.items}
    chosen = set()
    for name in names:
        found = next((item for item in base.catalog.items if name in (item.id, str(item.number))), None)
        if found is None:
            known = [item.id for item in base.catalog.items]
            raise click.BadParameter(f"没有监管事项“{name}”。{did_you_mean(name, known)}", param_hint="事项")
        chosen.add(found.id)
    return chosen
