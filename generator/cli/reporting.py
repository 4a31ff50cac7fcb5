"""How commands report: problems, failures, progress, written files. What they say is Chinese."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from generator.cli.options import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from click._termui_impl import ProgressBar

    from generator.catalog.problem import Problem
    from generator.files import Change
    from generator.verification.lawbase import LawBase
    from generator.views import View


def print_problems(problems: Iterable[Problem], *, to_stderr: bool = True) -> None:
    """One problem after another, each with its place and what to do."""
    for problem in problems:
        click.echo(str(problem), err=to_stderr)


def stop_on(problems: Iterable[Problem]) -> NoReturn:
    """End with exit code 1 because of problems in the catalog."""
    listed = list(problems)
    print_problems(listed)
    stop(f"目录有 {len(listed)} 个问题，没有写出任何文件")


def stop(message: str) -> NoReturn:
    """End with exit code 1 and a message."""
    click.echo(f"错误：{message}", err=True)
    sys.exit(1)


def stop_unwritten(what: str, error: OSError, where: object) -> NoReturn:
    """End because something could not be written; where it was, and only the disk did not confirm it, say that."""
    from generator.files import NotFlushedError

    if isinstance(error, NotFlushedError):
        stop(str(error))
    stop(f"{what}：{reason(error)}（{error.filename or where}）")


def open_or_stop(catalog_dir: Path, as_of: date) -> View:
    """The view of a catalog; errors in it end the command."""
    from generator.opening import CatalogError, open_view

    try:
        return open_view(catalog_dir, as_of)[0]
    except CatalogError as error:
        stop_on(problem for problem in error.problems if problem.severity == "error")


def lawbase_or_stop(catalog_dir: Path, as_of: date, *, with_texts: bool = True) -> LawBase:
    """The catalog with its law texts; errors in it end the command."""
    from generator.opening import examine

    examined = examine(catalog_dir, as_of, with_texts=with_texts)
    if examined.base is None:
        stop_on(problem for problem in examined.problems if problem.severity == "error")
    return examined.base


def write(out: Path, content: bytes) -> None:
    """Write a file in one step and say where."""
    from generator import files

    try:
        files.write_output(out, content)
    except OSError as error:
        stop_unwritten(f"{out} 写不了", error, out)
    click.echo(str(out))


@contextlib.contextmanager
def changing(catalog_dir: Path) -> Iterator[Change]:
    """Hold the catalog for a change; where it cannot be made, the command ends and says that nothing was written."""
    from generator import files

    try:
        with files.changing(catalog_dir) as change:
            for path in change.finished:
                click.echo(f"上一次写入中断，已写完：{path}", err=True)
            yield change
    except files.UnfinishedError as error:
        stop(str(error))
    except (files.BusyError, files.RefusedError) as error:
        stop(f"没有写入：{error}")
    except OSError as error:
        stop_unwritten("写入失败，目录没有改动", error, catalog_dir)


@contextlib.contextmanager
def progress(label: str) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar fed with step, done, total."""
    bar: ProgressBar[int]
    with click.progressbar(length=1, label=label, item_show_func=lambda step: str(step or "")) as bar:

        def show(step: str, done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos, step)  # type: ignore[arg-type]

        yield show
