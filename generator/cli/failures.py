"""What ends a command and is no fault of the program → what is said of it and the exit code: the one place that knows.

    raised              exit code   said
    CatalogError        1           every problem of the catalog with its place, and how many there are
    any SaidError       1           its message
    click.UsageError    2           click's words: what is wrong with the command line

A command catches such an exception only to add what the exception does not know: which file it was about, what became
of the output. What the surroundings end (files and disks, signals, pipes, memory) and what is a fault of the program
is told by `entry`, also before there is a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any

import click

from generator import SaidError
from generator.cli import chinese

if TYPE_CHECKING:
    from generator.catalog.problem import Problem


class CatalogFailure(click.ClickException):
    """Problems of the catalog, one after another, each with its place and what to do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"目录有 {len(problems)} 个问题，没有写出任何文件")
        self.problems = problems

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the problems, then how many there are."""
        for problem in self.problems:
            click.echo(str(problem), file=file, err=file is None)
        super().show(file)


class Commands(chinese.Group):
    """A group whose commands may raise what ends them."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises what it raises, as click's failure where that is to be told."""
        try:
            return super().invoke(ctx)
        except SaidError as error:
            raise failure(error) from error


def failure(error: SaidError) -> click.ClickException:
    """How an exception is told."""
    from generator.opening import CatalogError

    if isinstance(error, CatalogError):
        return CatalogFailure(error.problems)
    return click.ClickException(str(error))
