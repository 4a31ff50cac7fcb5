"""Which commit a catalog is, and which of two came first: asked of git itself, which needs not be there."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

from generator import SaidError
from generator.files import shown_path, shown_text

_SECONDS = 60


class HistoryError(SaidError):
    """What git cannot tell; the message (Chinese) says why and what to do."""


def commit_of(folder: Path) -> str:
    """The commit a folder is checked out at, 40 hexadecimal digits; empty where it is in no repository, or git is not there.

    Raises HistoryError where the folder holds changes that are in no commit.
    """
    if _asked(folder, "rev-parse", "--is-inside-work-tree") != "true":
        return ""
    head = _asked(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    if _asked(folder, "ls-files", "--", ".") in ("", None):
        return ""
    if head is None or _asked(folder, "status", "--porcelain", "--", "."):
        raise HistoryError("目录有没有提交的改动，公布以后说不清是哪一版；请先提交，或者加 --uncommitted")
    return head


def is_ancestor(folder: Path, older: str, newer: str) -> bool | None:
    """Whether one commit is in the history of another; None where git cannot tell (a shallow clone, another repository)."""
    done = _run(folder, "merge-base", "--is-ancestor", older, newer)
    return {0: True, 1: False}.get(done.returncode) if done else None


def _asked(folder: Path, *words: str) -> str | None:
    done = _run(folder, *words)
    return done.stdout.strip() if done and done.returncode == 0 else None


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True, text=True, errors="replace", timeout=_SECONDS, env=_environment(), check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def fork_point(folder: Path, base: str, head: str) -> str:
    """The commit from which two went apart. Raises HistoryError where git cannot tell."""
    for name in (base, head):
        if _asked(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") is None:
            raise HistoryError(f"没有这个提交或者分支：{shown_text(name)}；浅克隆的，先 git fetch --unshallow")
    found = _asked(folder, "merge-base", base, head)
    if not found:
        raise HistoryError(
            f"找不到 {shown_text(base)} 和 {shown_text(head)} 分开的地方：浅克隆的，先 git fetch --unshallow；"
            "不是同一个仓库的，各写一个目录文件夹"
        )
    return found


def exported(folders: Sequence[Path], commit: str, into: Path) -> Path:
    """A catalog as it was in a commit, written into a folder; no checkout is touched. `folders`: the catalog's, then those
    it builds on.

    Raises HistoryError where they were not there, OSError.
    """
    root = _asked(folders[0], "rev-parse", "--show-toplevel")
    if root is None:
        raise HistoryError(f"{shown_path(folders[0])} 不在 git 仓库里；可以写两个目录文件夹来比较")
    names = [Path(os.path.relpath(folder.resolve(), Path(root).resolve())).as_posix() for folder in folders]
    inside = [name for name in names if not name.startswith("..")]
    done = subprocess.run(
        ["git", "-C", root, "archive", "--format=tar", commit, "--", *inside],
        capture_output=True, timeout=_SECONDS, env=_environment(), check=False,
    )  # fmt: skip
    if done.returncode:
        raise HistoryError(f"{commit[:12]} 里没有 {names[0]}：{done.stderr.decode(errors='replace').strip()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(into, filter="data")
    return into / names[0]
