"""What the commands that write documents share: where to, from which type, and what is said beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from generator.cli.options import find_item
from generator.cli.reporting import open_or_stop, stop, write

if TYPE_CHECKING:
    from generator.catalog.documents import DocumentType
    from generator.views import ItemView
    from generator.word.compiled.pieces import Blank


STRICT_DOCUMENT = "引用的条文已变动而没有复核的，不写出。"


def _docx(_context: click.Context, _parameter: click.Parameter, out: Path | None) -> Path | None:
    if out is not None and out.suffix.lower() != ".docx":
        raise click.BadParameter(f"文件名应以 .docx 结尾，现为“{out.name}”；要 PDF 的另加 --pdf")
    return out


def out_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """-o FILE, which must be given."""
    return _out(required=True)(command)


def free_out_option(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """-o FILE, which may be left out (None): the command then names the file itself; `default` is what its help says."""
    return _out(required=False, show_default=default)


def _out(**more: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "-o",
        "--out",
        "out",
        metavar="文件",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=_docx,
        help="写到哪个 .docx 文件。",
        **more,
    )


def remind_of_fonts(catalog_dir: Path, as_of: date, what: str = "PDF 用了别的字体，只可校对版面") -> None:
    """Say so where something was set in other fonts than the document names."""
    from generator.word.paper.installed import font_report

    missing = [font.name for font in font_report(open_or_stop(catalog_dir, as_of).info.fonts) if not font.installed]
    if missing:
        click.echo(f"提醒：本机没有 {'、'.join(missing)}，{what}；见 jianguan fonts", err=True)


def blank_of(
    which: Literal["checklist_type", "notice_type"], items: Sequence[str], catalog_dir: Path, as_of: date
) -> Blank:
    """The document of items to fill in, made once while the catalog stays as it is. Errors end the command."""
    from generator.remembered import recalled
    from generator.word.compiled.pieces import Blank

    def compiled(_state: object) -> Blank:
        from generator import word

        view = open_or_stop(catalog_dir, as_of)
        chosen = list(dict.fromkeys(find_item(view, name) for name in items))
        kind = word.checklist_type(view) if which == "checklist_type" else word.notice_type(view)
        return word.blank(view, kind, chosen)

    return recalled(Blank, catalog_dir, compiled, which, as_of.isoformat(), *items)


def write_pdf(out: Path, content: bytes) -> None:
    """Write the document's PDF beside it; without LibreOffice the command ends with the reason."""
    from generator import word

    write(out.with_suffix(".pdf"), word.to_pdf(content))


def refuse_suspect(items: Iterable[ItemView]) -> None:
    """End the command where an item rests on words of the law that changed since their review."""
    suspect = [f"第 {item.item.number} 项 {item.suspects} 处" for item in items if item.suspects]
    if suspect:
        stop(
            f"{'，'.join(suspect)}引用的条文已变动待复核，没有写出文书；见 jianguan check，复核后用 jianguan law review 记录"
        )


def find_type(types: Iterable[DocumentType], name: str) -> DocumentType:
    """The document type of this id or Chinese title; wrong use where there is none."""
    from generator.catalog.absent import Absent
    from generator.catalog.problem import did_you_mean

    listed = list(types)
    for kind in listed:
        if name in (kind.id, kind.title, *kind.aliases):
            return kind
    known = [name for kind in listed for name in (kind.title, *kind.aliases, kind.id)]
    hint = Absent.DOCUMENTS.said(listed) or did_you_mean(name, known)
    raise click.BadParameter(f"没有文书种类“{name}”。{hint}", param_hint="文书")
