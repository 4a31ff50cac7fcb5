"""`jianguan law`: the law texts themselves – show, list, diff, status."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import chinese
from generator.cli.differences import difference_lines
from generator.cli.options import Day, as_of_option, catalog_option
from generator.cli.reporting import lawbase_or_stop, print_absent, stop, write

if TYPE_CHECKING:
    from generator.law.citation import Citation
    from generator.law.statute import Statute
    from generator.verification.lawbase import LawBase


@click.group(cls=chinese.Group)
def law() -> None:
    """法律文本：导入、查看、比较、核对引文、法规变动的影响。"""


@law.command()
@click.argument("citation", metavar="引用")
@as_of_option
@catalog_option
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def show(citation: str, as_of: date, catalog_dir: Path, as_json: bool) -> None:
    """显示一个引用在某日的条文，如 '《行政处罚法》第三十三条第二款'。"""
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

    law = base.names.law(cite.title)
    if law is None:
        return _shown_unlisted(base, cite, day)
    state = status_on(law, base.catalog, day)
    statute = base.text(law, version_on(law, day))
    remarks = [state.remark] if state.remark else []
    if statute is not None and state.version and (passed_over := base.passed_over(law.id, state.version.start)):
        remarks.append(passed_over)
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
    from generator.catalog.absent import Absent
    from generator.catalog.problem import did_you_mean
    from generator.law.store import key_of

    found = base.unlisted(cite.title, day)
    if found is None:
        known = [name for law in base.catalog.laws for name in (law.short, *law.aliases)]
        hint = Absent.LAWS.said(base.catalog.laws) or did_you_mean(cite.title, known)
        stop(f"目录没有登记《{cite.title}》，也没有存入 {day} 以前的文本。{hint}")
    statute, start = found
    places = [
        {"place": place.label, "eid": place.eid, "lines": list(statute.lines(place)), "remarks": []}
        for place in cite.places
    ] or [_contents(statute)]
    remarks = ["目录没有登记这部法规，是否现行有效不能断定"]
    if passed_over := base.passed_over(key_of(cite.title), start):
        remarks.append(passed_over)
    return {"title": statute.title, "status": f"存有 {start} 的文本", "remarks": remarks, "places": places}


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
    from generator.catalog.absent import Absent

    base = lawbase_or_stop(catalog_dir, clock.default_day())
    print_absent(base.catalog, Absent.LAWS)
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
    from generator.catalog.absent import Absent
    from generator.catalog.periods import version_on

    law_ = base.find(name)
    if law_ is None:
        found = base.unlisted(name, day)
        if found is None:
            stop(f"目录没有登记“{name}”，也没有存入它 {day} 以前的文本。{Absent.LAWS.said(base.catalog.laws)}")
        return found[0].title, *found
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
    from generator.catalog.absent import Absent
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
    print_absent(base.catalog, Absent.LAWS)
    for state in states:
        version = f"（{state.version.start} 起的版本）" if state.version else ""
        remark = f"　{state.remark}" if state.remark else ""
        click.echo(f"  {state.word}　《{state.law.short}》{version}{remark}")
