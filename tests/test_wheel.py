"""The wheel alone, from anywhere: a catalog is begun, checked, built and printed with nothing of this repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what is in the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", "generator", "search_index", "pyproject.toml", "README.md"],
        cwd=REPOSITORY, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("不在 git 仓库里，不能列出源文件")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "source" / name).write_bytes((REPOSITORY / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "-w", str(folder), str(folder / "source")], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and, by a path file, the libraries of this one, but not its program."""
    home = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    target = next(home.glob("lib/python*/site-packages"))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    (target / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin" / "python"


def run(python: Path, folder: Path, *words: str) -> str:
    environment = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"], "LANG": "C.UTF-8"}
    done = subprocess.run(
        [str(python), "-I", "-m", "generator", *words], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_catalog_is_begun_checked_built_and_printed_from_another_folder(installed: Path, tmp_path: Path) -> None:
    where = run_python(installed, tmp_path, "import generator; print(generator.__file__)")
    assert str(installed.parent.parent) in where
    run(installed, tmp_path, "init", "目录", "--agency", "某市水利局", "--code", "某水")
    folder = tmp_path / "目录"
    assert "错误 0 个，提醒 0 个" in run(installed, folder, "check")
    assert "网页" in run(installed, folder, "build", "--zip")
    site = folder / "build" / "site"
    assert (site / "index.html").is_file() and (site / "guides" / "office.html").is_file()
    assert not (site / "maintainers").exists()
    assert (site / "assets" / "site.js").is_file() and (site / "search" / "records.js").is_file()
    for words in (("checklist", "1"), ("notice", "1"), ("document", "penalty-notice")):
        run(installed, folder, *words, "-o", "a.docx")
        assert zipfile.is_zipfile(folder / "a.docx")
    assert "示例" in run(installed, folder, "search", "示例监管")


def run_python(python: Path, folder: Path, program: str) -> str:
    return subprocess.run(
        [str(python), "-I", "-c", program], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def test_the_wheel_is_small_and_holds_no_bureau(wheel: Path) -> None:
    assert wheel.stat().st_size < 10_000_000
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert not [name for name in names if "__pycache__" in name or name.startswith(("catalog", "tests", "docs"))]
        for name in names:
            if re.search(r"\.(py|yaml|md|js|html|css|yml)$", name) and "vendor" not in name:
                assert "淮" not in archive.read(name).decode("utf-8"), name
