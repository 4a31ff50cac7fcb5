"""The pages' scripts as the next person finds them: typed, formatted, no line too long, no constant of Python's copied."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.catalog import fill_rules
from generator.catalog.documents import FieldKind, FieldSpec
from generator.site import ASSETS, form_scripts
from tests.conftest import REPOSITORY

TOOLS = REPOSITORY / "node_modules" / ".bin"
OWN = sorted(path for path in ASSETS.rglob("*.js") if path.name != "fflate.js")
LONGEST_LINE, LONGEST_FILE = 120, 330

needs_tools = pytest.mark.skipif(
    shutil.which("node") is None or not (TOOLS / "tsc").exists(),
    reason="没有安装 node 或者 TypeScript、Prettier（scripts/install-dev-tools.sh），网页脚本的类型和格式没有检查",
)


def said_by(tool: str, *given: str, folder: Path = REPOSITORY) -> str:
    """What a tool complains about; empty where it finds nothing."""
    done = subprocess.run([str(TOOLS / tool), *given], cwd=folder, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@needs_tools
def test_the_types_of_all_scripts_agree() -> None:
    assert said_by("tsc") == ""


WRONG = {
    'jianguanFill.check("no blank", {});': "not assignable to parameter of type 'Blank'",
    "jianguanArchive.nothing();": "Property 'nothing' does not exist",
    "[1].toSorted();": "Property 'toSorted' does not exist",
    "(given) => given;": "Parameter 'given' implicitly has an 'any' type",
}
"""What another script may do wrong (the third is newer than the browsers it must run in) → what is said of it."""


@needs_tools
def test_wrong_types_are_told(tmp_path: Path) -> None:
    shutil.copytree(ASSETS, tmp_path / "generator" / "site" / "assets")
    (tmp_path / "generator" / "site" / "assets" / "fill" / "wrong.js").write_text("\n".join(WRONG), encoding="utf-8")
    shutil.copy(REPOSITORY / "tsconfig.json", tmp_path)
    said = said_by("tsc", folder=tmp_path)
    assert [complaint for complaint in WRONG.values() if complaint not in said] == []


@needs_tools
def test_the_scripts_are_formatted() -> None:
    assert said_by("prettier", "--check", str(ASSETS.relative_to(REPOSITORY)), "tsconfig.json", "package.json") == ""


def test_the_lock_names_no_host() -> None:
    assert "://" not in (REPOSITORY / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_line_and_no_file_is_too_long(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > LONGEST_LINE] == []
    assert len(lines) < LONGEST_FILE


def test_the_pages_are_given_the_rules_python_checks_by() -> None:
    written = re.fullmatch(r"self\.jianguanRules=(.+);\n", form_scripts.rules())
    assert written is not None
    assert json.loads(written[1]) == fill_rules.as_data()
    assert {"true": list(fill_rules.TRUE), "most_rows": fill_rules.MOST_ROWS}.items() <= fill_rules.as_data().items()


def test_the_types_tell_of_the_data_python_writes() -> None:
    declared = (ASSETS / "data.d.ts").read_text(encoding="utf-8")
    [rules] = re.findall(r"interface FillingRules \{\n(.+?)\n\}", declared, re.DOTALL)
    assert re.findall(r"(?m)^  (\w+):", rules) == list(fill_rules.as_data())
    [kinds] = re.findall(r"  kind\?: (.+);", declared)
    assert set(re.findall(r'"(\w+)"', kinds)) == set(FieldKind)


def test_the_origins_a_script_looks_for_are_the_catalogs() -> None:
    origins = re.findall(r'"(act\.[a-z-]+)"', "".join(path.read_text(encoding="utf-8") for path in OWN))
    assert len(set(origins)) == 6
    for origin in origins:
        assert FieldSpec.model_validate({"tag": "a", "label": "甲", "from": origin}).from_ == origin


def literals(value: object) -> Iterator[str]:
    """The texts in data."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from literals(part)
        case list():
            for part in value:
                yield from literals(part)


def test_no_script_repeats_a_constant_python_writes_for_it() -> None:
    own = "".join(path.read_text(encoding="utf-8") for path in OWN)
    telling = [text for text in literals(fill_rules.as_data()) if len(text) > 1 and re.search("[^a-z]", text)]
    assert len(telling) > 20
    assert [text for text in telling if f'"{text}"' in own or text in re.findall("`([^`$]*)`", own)] == []
