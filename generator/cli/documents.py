"""`jianguan notice` and `checklist`: single documents, written where asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import chinese
from generator.cli.options import as_of_option, catalog_option, find_item
from generator.cli.reporting import changing, open_or_stop, stop, write

if TYPE_CHECKING:
    from generator.catalog.notices import Layout, Notice
    from generator.remembered import Remembered
    from generator.views import ItemView, View

STRICT_DOCUMENT = "引用的条文已变动而没有复核的，不写出。"


def _docx(_context: click.Context, _parameter: click.Parameter, out: Path) -> Path:
    if out.suffix.lower() != ".docx":
        raise click.BadParameter(f"文件名应以 .docx 结尾，现为“{out.name}”；要 PDF 的另加 --pdf")
    return out


def out_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """-o FILE."""
    return click.option(
        "-o",
        "out",
        metavar="文件",
        type=click.Path(path_type=Path, dir_okay=False),
        required=True,
        callback=_docx,
        help="写到哪个 .docx 文件。",
    )(command)


@click.command(cls=chinese.Command)
@click.argument("item", metavar="[事项]", required=False)
@click.option(
    "--file",
    "file",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="由公文数据（catalog/notices 中的文件）生成，不用事项。",
)
@out_option
@click.option("--pdf", is_flag=True, help="另写一份同名的 PDF（须安装 LibreOffice）。")
@click.option("--layout", is_flag=True, help="测量版记之前有几页（须安装 LibreOffice），记入 --file 的文件。")
@catalog_option
@as_of_option
@click.option("--strict", is_flag=True, help=STRICT_DOCUMENT)
def notice(
    item: str | None,
    file: Path | None,
    out: Path,
    pdf: bool,
    layout: bool,
    catalog_dir: Path,
    as_of: date,
    strict: bool,
) -> None:
    """写出一个事项的检查通知（红头），或者由数据写出一份公文。事项：序号或编号。"""
    from generator import word

    if (item is None) == (file is None):
        raise click.UsageError("请写明一个事项，或者 --file 文件（二者选一）")
    if file is not None:
        content = _official(catalog_dir, file, as_of, layout)
    elif layout:
        raise click.UsageError("--layout 只与 --file 连用")
    else:
        view = open_or_stop(catalog_dir, as_of)
        chosen = find_item(view, item or "")
        if strict:
            refuse_suspect([chosen])
        content = word.notice(view, chosen)
    write(out, content)
    if pdf:
        write_pdf(out, content)
        remind_of_fonts(catalog_dir, as_of)


def remind_of_fonts(catalog_dir: Path, as_of: date) -> None:
    """Say so where a PDF was set in other fonts than the document names."""
    from generator.word.paper.installed import font_report

    missing = [font.name for font in font_report(open_or_stop(catalog_dir, as_of).info.fonts) if not font.installed]
    if missing:
        click.echo(f"提醒：本机没有 {'、'.join(missing)}，PDF 用了别的字体，只可校对版面；见 jianguan fonts", err=True)


def _official(catalog_dir: Path, file: Path, as_of: date, layout: bool) -> bytes:
    """The document of a file in catalog/notices; the tables in it show the law of its own `as_of`."""
    from generator import word
    from generator.catalog.problem import did_you_mean

    view = open_or_stop(catalog_dir, as_of)
    found = next((notice for notice in view.notices if notice.id == file.stem), None)
    if found is None or file.resolve() != (catalog_dir / "notices" / file.name).resolve():
        known = did_you_mean(file.stem, [notice.id for notice in view.notices])
        raise click.BadParameter(f"{file} 不是 {catalog_dir / 'notices'} 中的公文。{known}", param_hint="--file")
    if found.as_of is not None and found.as_of != as_of:
        view = open_or_stop(catalog_dir, found.as_of)
    try:
        if layout:
            found = found.model_copy(update={"layout": _measured(catalog_dir, view, found, file)})
        elif found.imprint is not None and not word.layout_holds(view, found):
            click.echo("提醒：版记的页码没有测量过，或者内容已有变动；请加 --layout 测量，使版记落在偶数页", err=True)
        return word.official(view, found)
    except (word.RenderingError, ValueError) as error:
        stop(str(error))


def _measured(catalog_dir: Path, view: View, notice: Notice, file: Path) -> Layout:
    """The layout of an official document as it prints, recorded in its file."""
    from generator import word

    with changing(catalog_dir) as change:
        measured, complaints = word.measured(view, notice)
        change.put(Path("notices", file.name), word.recorded(file.read_bytes().decode(), measured).encode())
        change.commit()
    tighter = f"，行距调为 {measured.line / 20:g} 磅，使署名与正文同在一面" if measured.line else ""
    click.echo(f"版记之前 {measured.pages} 页{tighter}，已记入 {file}")
    for complaint in complaints:
        click.echo(f"提醒：{complaint}", err=True)
    return measured


def write_pdf(out: Path, content: bytes) -> None:
    """Write the document's PDF beside it; without LibreOffice the command ends with the reason."""
    from generator import word

    try:
        write(out.with_suffix(".pdf"), word.to_pdf(content))
    except word.RenderingError as error:
        stop(str(error))


@click.command(cls=chinese.Command)
@click.argument("items", metavar="事项...", nargs=-1, required=True)
@out_option
@click.option("--set", "settings", metavar="字段=值", multiple=True, help="填写一个字段（字段名或标签），可多次使用。")
@catalog_option
@as_of_option
@click.option("--strict", is_flag=True, help=STRICT_DOCUMENT)
def checklist(
    items: tuple[str, ...], out: Path, settings: tuple[str, ...], catalog_dir: Path, as_of: date, strict: bool
) -> None:
    """写出现场检查表；写几个事项即合成一张（综合查一次）。事项：序号或编号。"""
    from generator import word

    remembered = None if strict else _remembered(catalog_dir, as_of, items)
    if remembered is not None and (content := _from_blank(remembered.get(), settings)) is not None:
        write(out, content)
        return
    view = open_or_stop(catalog_dir, as_of)
    chosen = list(dict.fromkeys(find_item(view, name) for name in items))
    if strict:
        refuse_suspect(chosen)
    values = _values(view, settings)
    kind = word.checklist_type(view)
    try:
        own = word.overridden(view, kind, chosen, values)
        blank = word.blank(view, kind, chosen, own)
        content = word.filled(blank, values)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--set") from None
    if remembered is not None and not own and not any(".." in Path(one.folder).parts for one in view.info.texts):
        remembered.keep(blank.as_json())
    write(out, content)


def _remembered(catalog_dir: Path, as_of: date, items: tuple[str, ...]) -> Remembered | None:
    """What an earlier call with the same catalog, day and items left; None where the folder cannot be read."""
    from generator.remembered import Remembered

    try:
        return Remembered(catalog_dir, ("checklist", as_of.isoformat(), *items))
    except OSError:
        return None


def _from_blank(blank: str | None, settings: Iterable[str]) -> bytes | None:
    """The document of a blank worked out before; None where there is none, or a setting needs the catalog to say why."""
    from generator.word.compiled.fill import filled
    from generator.word.compiled.pieces import read_blank

    pairs = [setting.partition("=") for setting in settings]
    if blank is None or not all(equals for _, equals, _ in pairs):
        return None
    try:
        return filled(read_blank(blank), {name: value for name, _, value in pairs})
    except ValueError:
        return None


def refuse_suspect(items: Iterable[ItemView]) -> None:
    """End the command where an item rests on words of the law that changed since their review."""
    suspect = [f"第 {item.item.number} 项 {item.suspects} 处" for item in items if item.suspects]
    if suspect:
        stop(
            f"{'，'.join(suspect)}引用的条文已变动待复核，没有写出文书；见 jianguan check，复核后用 jianguan law review 记录"
        )


def _values(view: View, settings: Iterable[str]) -> dict[str, str]:
    from generator import word
    from generator.catalog.problem import did_you_mean

    document = word.checklist_type(view)
    values: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        tag = word.field_tag(document, name.strip())
        if not equals or tag is None:
            known = [spec.label for spec in document.fields]
            reason = f"没有字段“{name}”。{did_you_mean(name, known)}" if equals else f"应写作 字段=值，现为“{setting}”"
            raise click.BadParameter(reason, param_hint="--set")
        values[tag] = value
    return values
