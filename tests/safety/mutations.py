"""Deliberately broken variants of the writing code, applied in a child process: each must be caught."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import files


def _replace(module: str, **instead: Any) -> None:
    """Put something else in place of a module's functions, which must be there."""
    found = importlib.import_module(f"generator.{module}")
    for name, value in instead.items():
        assert hasattr(found, name), f"{module} has no {name} any more: mend the mutation"
        setattr(found, name, value)


def _nothing(*_: Any, **__: Any) -> None:
    pass


def without_locks() -> None:
    """Nothing is held, and nobody is asked whether it is."""
    _replace("files.changing", locked=lambda *_: contextlib.nullcontext())
    _replace("files.settling", is_held=lambda path: True)


def without_comparing() -> None:
    """A file is replaced whatever became of it meanwhile."""
    _replace(
        "files.changing", stamps=lambda folder: {}, stamp=lambda path, content=None: "", _is=lambda place, wanted: True
    )


def without_a_journal() -> None:
    """The files are moved into place one after another, and nothing says that they belong together."""
    _replace("files.changing", write_journal=_nothing, _conclude=_nothing)


def without_flushing() -> None:
    """Nothing is synchronised with the disk."""
    os.fsync = _nothing


def without_flushing_names() -> None:
    """Files are synchronised, the folders they are moved into are not."""
    _replace("files.system", flush_folder=_nothing)


def without_cleaning() -> None:
    """Folders for work stay."""
    shutil.rmtree = _nothing


def writing_in_place() -> None:
    """A file is not moved into its place, but written there."""

    def copied(self: Path, target: Path) -> None:
        content = self.read_bytes()
        Path(target).write_bytes(content)
        self.unlink()

    Path.replace = copied  # type: ignore[assignment, method-assign]


def swapping_in_two_steps() -> None:
    """A published folder is moved away before the new one comes."""
    _replace("files.system", exchanged=lambda one, other: False)


def naming_a_zip_too_early() -> None:
    """An archive has its final name while it is being written."""
    real = Path.with_name
    Path.with_name = lambda self, name: real(self, name.removesuffix(".part"))  # type: ignore[method-assign]


def without_proof() -> None:
    """Whatever stands where an output belongs is taken for the program's own."""
    _replace(
        "files.publishing",
        prove=lambda folder, made_by, known=None: {},
        _remove_own=lambda retired, target: shutil.rmtree(retired),
        refuse_foreign=_nothing,
    )


def reading_while_it_changes() -> None:
    """A build does not look whether the catalog is the same at its end."""
    _replace("opening", settled=lambda folders, read: (read({}), {}))
    _replace("files", settled=lambda folders, read: (read({}), {}), snapshot=lambda folders: {})


def saying_it_too_early() -> None:
    """A file is said to be written when it is only meant to be."""
    real = files.Change.put

    def put(self: files.Change, path: Path, content: bytes | None) -> None:
        real(self, path, content)
        click.echo(f"写入 {path}")

    files.Change.put = put  # type: ignore[method-assign]


def hiding_a_failure() -> None:
    """A command that failed ends with 0."""

    def stop(message: str) -> NoReturn:
        click.echo(message, err=True)
        sys.exit(0)

    _replace("cli.reporting", stop=stop)


def failing_with_a_traceback() -> None:
    """A refusal of the system is not caught."""

    def told(error: BaseException) -> NoReturn:
        raise error

    def stop(message: str) -> NoReturn:
        raise RuntimeError(message)

    _replace("cli.reporting", stop=stop)
    _replace("entry", _told=told)
