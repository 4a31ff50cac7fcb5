"""`jianguan document`: a document of any type, blank or filled."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import chinese
from generator.cli.options import Day, as_of_option, catalog_option, find_item, reason
from generator.cli.papers import STRICT_DOCUMENT, find_type, out_option, refuse_suspect, remind_of_fonts, write_pdf
from generator.cli.reporting import lawbase_or_stop, stop, write

if TYPE_CHECKING:
    from generator.catalog.documents import DocumentType
    from generator.verification.lawbase import LawBase
    from generator.views import ItemView, View
    from generator.views.act import ActLaw
    from generator.word import Value


@click.command(cls=chinese.Command)
@click.argument("kind", metavar="文书")
@click.argument("items", metavar="[事项...]", nargs=-1)
@out_option
@click.option("--set", "settings", metavar="栏目=值", multiple=True, help="填写一个栏目（名称或标签），可多次使用。")
@click.option(
    "--values",
    "file",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="填写的内容，JSON 文件：栏目 → 值，列表写成数组。",
)
@click.option("--act-day", type=Day(), metavar="日期", help="违法行为发生日（处罚、立案、告诫等写当时法律的文书）。")
@click.option("--check", "check_id", metavar="要点", help="违反的检查要点编号，按它列出当时和现行的义务依据、罚则。")
@click.option("--pdf", is_flag=True, help="另写一份同名的 PDF（须安装 LibreOffice）。")
@catalog_option
@as_of_option
@click.option("--strict", is_flag=True, help=STRICT_DOCUMENT)
def document(
    kind: str,
    items: tuple[str, ...],
    out: Path,
    settings: tuple[str, ...],
    file: Path | None,
    act_day: date | None,
    check_id: str | None,
    pdf: bool,
    catalog_dir: Path,
    as_of: date,
    strict: bool,
) -> None:
    """写出一份文书：空白的，或者填好的。文书：编号或名称；事项：序号或编号。"""
    from generator import word
    from generator.views import resolve

    base = lawbase_or_stop(catalog_dir, as_of)
    view = resolve(base, as_of)
    chosen_type = find_type(view.documents, kind)
    chosen = list(dict.fromkeys(find_item(view, name) for name in items))
    values = {**_from_file(file), **_from_settings(settings)}
    act = _act(base, view, chosen_type, chosen, check_id, act_day, filling=bool(values))
    if strict:
        refuse_suspect(chosen)
    if act_day is not None:
        values = _with_act_day(chosen_type, values, act_day)
    try:
        content = word.document(view, chosen_type, chosen, values, act)
    except ValueError as error:
        stop(str(error))
    write(out, content)
    if pdf:
        write_pdf(out, content)
        remind_of_fonts(catalog_dir, as_of)
    if act is not None and act.needs_judgement:
        click.echo(f"提醒：{act.changed}。文书已列出两个日期的规定，请作出从旧兼从轻的判断。", err=True)
    if values:
        missing = word.unfilled(view, chosen_type, chosen, values, act)
        if missing:
            click.echo(f"提醒：必填的栏目还没有填写：{'、'.join(missing)}", err=True)


def _with_act_day(kind: DocumentType, values: dict[str, Value], act_day: date) -> dict[str, Value]:
    """The values with the day of the act; wrong use where they name another day than the law printed is of."""
    from generator.catalog.documents import Origin
    from generator.word.values.kinds import day_of

    spec = next((spec for spec in kind.fields if spec.from_ is Origin.ACT_DAY), None)
    if spec is None:
        return values
    given = [name for name in values if name.strip() in (spec.tag, spec.label)]
    for name in given:
        value = values[name]
        if not isinstance(value, str) or day_of(value.strip()) != act_day:
            raise click.UsageError(f"填写的“{spec.label}”（{value}）与 --act-day {act_day} 不是同一天，请改成一致")
    return values if given else {spec.tag: act_day.isoformat(), **values}


def _act(
    base: LawBase,
    view: View,
    kind: DocumentType,
    items: list[ItemView],
    check_id: str | None,
    act_day: date | None,
    *,
    filling: bool,
) -> ActLaw | None:
    """The law of the day of the act; wrong use where a document that punishes is filled without that day."""
    from generator.catalog.problem import did_you_mean
    from generator.views.act import law_of_act

    if not any(spec.from_.startswith("act.") for spec in kind.fields):
        if act_day is not None or check_id is not None:
            raise click.UsageError(f"{kind.title}没有写违法行为当时法律的栏目，不用 --act-day、--check")
        return None
    if act_day is None:
        if check_id is not None or (filling and kind.punishes):
            raise click.UsageError(f"{kind.title}要写明违法行为发生日：--act-day 2026-05-01")
        return None
    if act_day > view.as_of:
        raise click.BadParameter(f"违法行为发生日 {act_day} 晚于适用日期 {view.as_of}", param_hint="--act-day")
    if check_id is None:
        return None
    if len(items) != 1:
        raise click.UsageError("--check 要与一个事项连用")
    known = [check.check.id for check in items[0].all_checks]
    if check_id not in known:
        raise click.BadParameter(
            f"第 {items[0].item.number} 项没有检查要点“{check_id}”。{did_you_mean(check_id, known)}",
            param_hint="--check",
        )
    return law_of_act(base, act_day, view, items[0].id, check_id)


def _from_settings(settings: tuple[str, ...]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise click.BadParameter(f"应写作 栏目=值，现为“{setting}”", param_hint="--set")
        if values.setdefault(name.strip(), value) != value:
            raise click.BadParameter(f"“{name.strip()}”填写了两次，内容不同", param_hint="--set")
    return values


def _from_file(file: Path | None) -> dict[str, Value]:
    """The values of a JSON file. Wrong use where it is none."""
    from generator import files

    if file is None:
        return {}
    try:
        content = files.decoded(files.read_file(file, files.LARGEST_DOCUMENT))
        read: Any = files.json_of(content, _distinct)
    except files.EncodingError as error:
        raise click.BadParameter(f"{file} 不是 JSON 文件：{error}", param_hint="--values") from None
    except OSError as error:
        stop(f"{file} 读不了：{reason(error)}")
    except KeyError as error:
        raise click.BadParameter(f"{file} 中“{error.args[0]}”写了两次，请只留一个", param_hint="--values") from None
    except (ValueError, RecursionError) as error:
        at = f"第 {error.lineno} 行第 {error.colno} 列" if isinstance(error, json.JSONDecodeError) else ""
        raise click.BadParameter(
            f"{file} 不是 JSON 文件{at and f'（{at}有误）'}，应为 UTF-8 编码", param_hint="--values"
        ) from None
    if isinstance(read, dict) and isinstance(read.get("values"), dict) and "type" in read:
        read = read["values"]
    if not isinstance(read, dict):
        raise click.BadParameter(f"{file} 应是“栏目: 值”的对照", param_hint="--values")
    return {str(name): _value(name, value) for name, value in read.items() if value is not None}


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of a JSON file; KeyError for a name that comes twice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise KeyError(name)
        found[name] = value
    return found


def _value(name: str, value: Any) -> Value:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return [{str(key): _scalar(key, entry) for key, entry in row.items() if entry is not None} for row in value]
    raise click.BadParameter(f"“{name}”应是文字、是否、数字，或者由“栏目: 值”组成的数组", param_hint="--values")


def _scalar(name: str, value: Any) -> str | bool:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return str(value)
    raise click.BadParameter(f"“{name}”应是文字、是否或者数字", param_hint="--values")
