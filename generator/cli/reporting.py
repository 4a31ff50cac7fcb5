"""How commands report: problems, failures, progress, written files. What they say is Chinese."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NoReturn

import click

from generator import SaidError
from generator.cli.options import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from generator.catalog.absent import Absent, Holder
    from generator.catalog.problem import Problem
    from generator.files import Change
    from generator.verification.lawbase import LawBase
    from generator.views import View


def print_problems(problems: Iterable[Problem], *, to_stderr: bool = True) -> None:
    """One problem after another, each with its place and what to do."""
    for problem in problems:
        click.echo(str(problem), err=to_stderr)


def print_absent(holder: Holder, *kinds: Absent) -> None:
    """Say what a catalog has none of yet, of these kinds."""
    from generator.catalog.absent import absent

    for said in absent(holder, *kinds):
        click.echo(f"{said}。", err=True)


def stop(message: str) -> NoReturn:
    """End with exit code 1 and a message."""
    raise click.ClickException(message)


def stop_unwritten(what: str, error: OSError, where: object) -> NoReturn:
    """End because something could not be written; where it was, and only the disk did not confirm it, say that."""
    from generator.files import NotFlushedError

    if isinstance(error, NotFlushedError):
        stop(str(error))
    stop(f"{what}：{reason(error)}（{error.filename or where}）")


def open_or_stop(catalog_dir: Path, as_of: date) -> View:
    """The view of a catalog; errors in it end the command."""
    from generator.opening import open_view

    return open_view(catalog_dir, as_of)


def lawbase_or_stop(catalog_dir: Path, as_of: date, *, with_texts: bool = True) -> LawBase:
    """The catalog with its law texts; errors in it end the command."""
    from generator.opening import examine

    return examine(catalog_dir, as_of, with_texts=with_texts).sound


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
    """Hold the catalog for a change that is made where the block ends well.

    Where it cannot be made, the command ends and says that nothing was written; what fails later says so itself.
    """
    from generator import files

    is_made = False
    try:
        with files.changing(catalog_dir) as change:
            for path in change.finished:
                click.echo(f"上一次写入中断，已写完：{path}", err=True)
            yield change
            change.commit()
            is_made = True
    except files.UnfinishedError as error:
        stop(str(error))
    except (files.BusyError, files.RefusedError) as error:
        stop(f"没有写入：{error}")
    except OSError as error:
        if is_made:
            raise
        stop_unwritten("写入失败，目录没有改动", error, catalog_dir)


def finish_interrupted(catalog_dir: Path) -> None:
    """Finish what an earlier command was killed in, for a command that reads long before it writes."""
    with changing(catalog_dir):
        pass


@contextlib.contextmanager
def concerning(file: Path, faulty: type[SaidError], name: str = "") -> Iterator[None]:
    """A block that reads a file from outside: where it cannot be read or is `faulty`, the command ends and names it."""
    try:
        yield
    except OSError as error:
        stop(f"{error.filename or file} 读不了：{reason(error)}")
    except faulty as error:
        stop(f"{name or file}：{error}")


@contextlib.contextmanager
def progress(label: str) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar fed with step, done, total."""
    with click.progressbar(length=1, label=label, item_show_func=_step) as bar:

        def show(step: str, done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos, step)

        yield show


def _step(step: str | None) -> str:
    return step or ""
