"""What ends a command is told in one place, and what is told is true."""

from __future__ import annotations

import errno
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator import SaidError
from generator.catalog.problem import Problem
from generator.cli.failures import Commands
from generator.cli.reporting import changing
from generator.files import Change
from generator.opening import CatalogError

ERROR = Problem("items/01.yaml", 3, 5, "error", "没有这个来源", "请登记")
WARNING = Problem("laws/a.yaml", 1, 1, "warning", "没有文本", "请导入")


def _ended_by(error: Exception) -> Result:
    """How a command ends that raises an error."""
    group = Commands("jianguan")

    @group.command("work")
    def work() -> None:
        raise error

    return CliRunner().invoke(group, ["work"])


def test_an_error_of_our_own_is_told_in_its_words_with_exit_code_1() -> None:
    ended = _ended_by(SaidError("表格是空的；请填写"))
    assert (ended.exit_code, ended.stderr) == (1, "错误：表格是空的；请填写\n")


def test_of_a_faulty_catalog_every_problem_is_told() -> None:
    ended = _ended_by(CatalogError([ERROR, WARNING]))
    told = f"{ERROR}\n{WARNING}\n错误：目录有 2 个问题，没有写出任何文件\n"
    assert (ended.exit_code, ended.stderr) == (1, told)


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_user() -> None:
    assert isinstance(_ended_by(ValueError("invalid literal")).exception, ValueError)


def _put(folder: Path) -> None:
    with changing(folder) as change:
        change.put(Path("note.yaml"), b"a: 1\n")


def test_a_change_is_made_where_the_block_ends_well(tmp_path: Path) -> None:
    _put(tmp_path)
    assert (tmp_path / "note.yaml").read_bytes() == b"a: 1\n"


def test_where_the_block_fails_the_catalog_is_as_it_was_and_the_user_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="写入失败，目录没有改动：磁盘已满"), changing(tmp_path) as change:
        change.put(Path("note.yaml"), b"a: 1\n")
        raise OSError(errno.ENOSPC, "full")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_after_the_change_is_not_said_to_have_left_the_catalog_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_change: Change) -> None:
        raise OSError(errno.EIO, "lost")

    monkeypatch.setattr(Change, "drop", fails)
    with pytest.raises(OSError, match="lost"):
        _put(tmp_path)
    assert (tmp_path / "note.yaml").read_bytes() == b"a: 1\n"
